import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startTrialWith } from '../../src/main/cli/start-trial'
import { confStore } from '../../src/main/settings/conf-store'
import { openSetupWorld, type SetupWorld, type SetupWorldOptions } from '../../src/main/setup-world'
import type { Sandbox } from '../../src/sandbox/server'
import { Failure } from '../../src/shared/failure'
import type { SetupView } from '../../src/shared/setup-view'
import { createTestPohoda, type TestPohoda } from '../support/pohoda'
import { temporarySandbox } from '../support/sandbox'
import { companyEntries } from '../support/setup-entries'

const never = new AbortController().signal
const NAME = companyEntries.company.name
const cli = resolve(import.meta.dirname, '../../out/main/cli.js')

let dir: string
let sandbox: Sandbox
let pohoda: TestPohoda
const opened: SetupWorld[] = []
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'bi-setup-world-'))
  sandbox = await temporarySandbox()
  pohoda = createTestPohoda({ unit: { ico: companyEntries.company.ico } })
})
afterEach(async () => {
  for (const world of opened.splice(0)) await world.close()
  await sandbox.close()
  pohoda.remove()
  rmSync(dir, { recursive: true, force: true })
})

/** The program as a process of its own; the one before is closed, as at a reboot. */
async function open(change: Partial<SetupWorldOptions> = {}): Promise<SetupWorld> {
  for (const world of opened.splice(0)) await world.close()
  const world = await openSetupWorld({
    dataDir: dir,
    surface: 'cli',
    startTrial: startTrialWith({ program: process.execPath, args: [cli] }),
    ...change,
  })
  opened.push(world)
  return world
}
const settings = () => confStore(dir).read() as Record<string, unknown> | undefined
const until = (world: SetupWorld, so: (view: SetupView) => boolean): Promise<SetupView> =>
  vi.waitFor(
    () => {
      const view = world.setup.view()
      if (!so(view)) throw new Error(JSON.stringify(view.testOrders))
      return view
    },
    { timeout: 30_000, interval: 50 },
  )
const connectorSettings = () => ({
  way: 'program',
  program: pohoda.program,
  user: pohoda.user,
  database: pohoda.database,
  ico: pohoda.ico,
})

test('a company comes from nothing to production and back, each step after a restart, and is never asked twice', async () => {
  let { setup } = await open()
  await setup.purpose('company')
  setup.enter({ ...companyEntries, central: { baseUrl: sandbox.url } })
  expect(setup.move('next')).toEqual([])
  expect(setup.view().state.at).toBe('registration')

  setup = (await open()).setup
  expect(setup.view().state.entries.company).toMatchObject(companyEntries.company)
  expect(await setup.register(never)).toEqual([])
  const id = setup.view().state.registration?.registrationId ?? ''
  sandbox.rejectRegistration(id, 'Chybí souhlas jednatele.')
  await setup.poll(never)
  expect(setup.view().state.registration).toMatchObject({ state: 'rejected', message: 'Chybí souhlas jednatele.' })
  // Mended and sent again.
  setup.enter({ consent: { ...companyEntries.consent, by: 'Petr Novák, jednatel' } })
  expect(await setup.register(never)).toEqual([])
  const again = setup.view().state.registration?.registrationId ?? ''
  expect(again).not.toBe(id)
  sandbox.approveRegistration(again)

  setup = (await open()).setup
  await setup.poll(never)
  expect(setup.view()).toMatchObject({ hasKey: true, state: { account: { companyName: NAME, mode: 'test' } } })
  expect(setup.move('next')).toEqual([])
  await setup.check('computer', never)
  expect(setup.view().state.evidence.computer?.lines.map((line) => line.id)).toContain('computer.outbound')
  expect(setup.move('next')).toEqual([])
  await setup.check('connection', never)
  expect(setup.view().state.evidence.connection?.lines.filter((line) => line.status === 'failed')).toEqual([])
  // Nothing is set up half: the engine has nothing to run with yet.
  expect(settings()).toBeUndefined()
  expect(setup.move('next')).toEqual([])

  setup = (await open()).setup
  setup.enter({ connector: { id: 'pohoda-xml', settings: connectorSettings() } })
  setup.secret('password', pohoda.password)
  expect(setup.view().secretsKept).toEqual(['password'])
  const preview = await setup.preview()
  expect(preview.problem).toBeUndefined()
  expect(preview.files[0]?.text).toContain(`<dat:dataPack version="2.0" id="BI-${setup.view().state.account?.companyId}"`)
  expect(preview.files[0]?.text).toContain('Šroubovák křížový')
  pohoda.faults({ lockedDatabase: true })
  await setup.check('information-system', never)
  expect(setup.view().state.evidence['information-system']?.lines).toContainEqual(
    expect.objectContaining({ status: 'failed', problem: expect.objectContaining({ code: 'is-locked' }) }),
  )
  expect(setup.move('next')).toMatchObject([{ code: 'check-failed' }])
  pohoda.faults({})
  await setup.check('information-system', never)
  expect(setup.move('next')).toEqual([])
  expect(settings()).toMatchObject({ mode: 'test', central: { baseUrl: sandbox.url }, connector: { id: 'pohoda-xml' } })
  expect(JSON.stringify(settings())).not.toContain(pohoda.password)

  const world = await open()
  setup = world.setup
  await setup.createTestOrders({ count: 2, scenario: 'simple' }, never)
  const view = await until(world, ({ testOrders }) => testOrders.every((order) => order.reached.reported !== undefined))
  expect(view.testOrders).toHaveLength(2)
  for (const order of view.testOrders) {
    expect(order).toMatchObject({ state: 'imported', marked: true })
    expect(Object.keys(order.reached).sort()).toEqual(
      ['checked', 'created', 'downloaded', 'handed-over', 'recorded', 'reported'].sort(),
    )
    expect(pohoda.orders().map(({ number }) => number)).toContain(order.erpNumber)
  }
  expect(setup.move('next')).toMatchObject([{ code: 'no-test-order' }])
  const [first] = view.testOrders
  setup.verdict({ itemId: first?.itemId ?? '', right: false, by: 'Jana', note: 'Chybí středisko.' })
  expect(setup.move('next')).toMatchObject([{ code: 'test-order-wrong' }])
  setup.verdict({ itemId: first?.itemId ?? '', right: true, by: 'Jana' })
  expect(setup.testOrderList('cs')).toContain(`"${first?.erpNumber}"`)
  expect(setup.move('next')).toEqual([])
  setup.enter({ operation: { intervalSeconds: 120 } })
  expect(settings()).toMatchObject({ sync: { intervalSeconds: 120 } })
  expect(setup.move('next')).toEqual([])

  expect(await setup.switchMode('production', never)).toMatchObject([
    { about: 'production.by' },
    { code: 'company-name-differs' },
  ])
  setup.enter({ production: { by: 'Jana Nováková', companyName: NAME } })
  expect(settings()).toMatchObject({ mode: 'test' })
  expect(await setup.switchMode('production', never)).toEqual([])
  expect(settings()).toMatchObject({ mode: 'production' })
  expect(setup.view().state).toMatchObject({ mode: 'production', switched: { by: 'Jana Nováková' } })

  // Test orders are cleared away by the client: once, only its own, and only in production.
  expect(setup.view().removal).toBe('now')
  pohoda.faults({ lockedDatabase: true })
  await expect(setup.removeTestOrders(never)).rejects.toMatchObject({ problem: { code: 'is-locked' } })
  expect(pohoda.orders()).toHaveLength(2)
  pohoda.faults({})
  expect(await setup.removeTestOrders(never)).toEqual({ removed: 2, kept: [] })
  expect(pohoda.orders()).toEqual([])
  expect(setup.view().testOrders.every(({ removedAt }) => removedAt !== undefined)).toBe(true)
  expect(await setup.removeTestOrders(never)).toEqual({ removed: 0, kept: [] })
  // They are gone by right, and are never recorded again.
  expect((await world.client.verify(true)).verification).toMatchObject({ complete: true })
  expect(world.client.status().differences).toBeUndefined()
  await world.client.syncNow()
  expect(pohoda.orders()).toEqual([])
  await setup.switchMode('test', never)
  expect(setup.view().removal).toBe('in-production')
  await expect(setup.removeTestOrders(never)).rejects.toMatchObject({ problem: { code: 'wrong-mode' } })
  expect(settings()).toMatchObject({ mode: 'test' })
  expect(setup.view().state.switched).toBeUndefined()
})

test('a wrong key is refused and not kept; a right one is, and its company in production is not taken for a test', async () => {
  const { setup } = await open()
  await setup.purpose('company')
  setup.enter({ central: { baseUrl: sandbox.url } })
  const refused = await setup.useKey('bi_c_wrong-key', never).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(Failure)
  expect((refused as Failure).problem.code).toBe('central-unauthorized')
  expect(setup.view().hasKey).toBe(false)
  sandbox.setMode('production')
  await setup.useKey(` ${sandbox.keys.client}\n`, never)
  expect(setup.view()).toMatchObject({ hasKey: true, state: { account: { mode: 'production', ico: sandbox.company().ico } } })
  // No test orders can be made there, so none are asked for; the client itself stays in test until somebody has switched it.
  expect(setup.view().steps.find(({ step }) => step === 'test-orders')?.missing).toEqual([])
  expect(setup.view().state.mode).toBe('test')
  for (const file of ['setup.json', 'logs/setup.log'])
    if (existsSync(join(dir, file))) expect(readFileSync(join(dir, file), 'utf8')).not.toContain(sandbox.keys.client)
})

test('an account that the operator has switched meanwhile is learned by the connection test, and the step opens again', async () => {
  const { setup } = await open()
  await setup.purpose('company')
  setup.enter({ central: { baseUrl: sandbox.url } })
  await setup.useKey(sandbox.keys.client, never)
  sandbox.setMode('production')
  await setup.check('connection', never)
  const failed = () => setup.view().state.evidence.connection?.lines.filter((line) => line.status === 'failed') ?? []
  expect(failed()).toMatchObject([{ id: 'connection.mode', problem: { code: 'wrong-mode' } }])
  await setup.check('connection', never)
  expect(failed()).toEqual([])
  expect(setup.view().state).toMatchObject({ mode: 'test', account: { mode: 'production' } })
})

test('what is typed never reaches a client that runs: only what its test has proved', async () => {
  const { setup, client } = await open()
  await setup.purpose('company')
  setup.enter({ central: { baseUrl: sandbox.url } })
  await setup.useKey(sandbox.keys.client, never)
  await setup.check('connection', never)
  pohoda.remove()
  pohoda = createTestPohoda({ unit: { ico: sandbox.company().ico } })
  setup.enter({ connector: { id: 'pohoda-xml', settings: connectorSettings() } })
  setup.secret('password', pohoda.password)
  await setup.check('information-system', never)
  const proved = client.settings()?.connector.settings
  expect(proved).toMatchObject({ database: pohoda.database })
  setup.enter({ connector: { id: 'pohoda-xml', settings: { ...connectorSettings(), exSystemName: 'HALF-TY' } } })
  expect(client.settings()?.connector.settings).toEqual(proved)
  setup.enter({ central: { baseUrl: 'http://127.0.0.1:1/b2b/v1' } })
  expect(client.settings()?.central.baseUrl).toBe(sandbox.url)
})

test("books of another company than the account's are refused before anything is written", async () => {
  const { setup } = await open()
  await setup.purpose('company')
  setup.enter({ central: { baseUrl: sandbox.url } })
  await setup.useKey(sandbox.keys.client, never)
  setup.enter({ connector: { id: 'pohoda-xml', settings: connectorSettings() } })
  setup.secret('password', pohoda.password)
  await setup.check('information-system', never)
  expect(setup.view().state.evidence['information-system']?.lines[0]).toMatchObject({
    id: 'is.company',
    status: 'failed',
    problem: { code: 'is-wrong-company', params: { expected: sandbox.company().ico, found: pohoda.ico } },
  })
})

test('a trial has a world of its own, works without account and information system, and goes without a trace', async () => {
  let world = await open()
  await world.setup.purpose('company')
  world.setup.enter({ central: { baseUrl: sandbox.url }, company: { name: NAME } })
  await world.setup.purpose('trial')
  expect(world.setup.view()).toMatchObject({ trial: true, hasKey: true, state: { purpose: 'trial' } })
  expect(world.setup.view().steps.map(({ step }) => step)).not.toContain('registration')
  // Also after a restart, although its central side listens elsewhere then.
  world = await open()
  const { setup } = world
  expect(setup.view().trial).toBe(true)
  for (const step of ['computer', 'connection', 'information-system'] as const) {
    expect(setup.move('next')).toEqual([])
    await setup.check(step, never)
  }
  expect(setup.move('next')).toEqual([])
  await setup.createTestOrders({ count: 1 }, never)
  const view = await until(world, ({ testOrders }) => testOrders[0]?.reached.reported !== undefined)
  setup.verdict({ itemId: view.testOrders[0]?.itemId ?? '', right: true, by: 'Zkoušející' })
  expect(existsSync(join(dir, 'trial', 'ledger.db'))).toBe(true)
  expect(existsSync(join(dir, 'settings.json'))).toBe(false)
  world = await open()
  expect((await world.client.syncNow()).counts.imported).toBe(1)
  await world.setup.endTrial()
  expect(existsSync(join(dir, 'trial'))).toBe(false)
  // The company's own entries were waiting.
  expect(world.setup.view()).toMatchObject({ trial: false, state: { purpose: 'company', entries: { company: { name: NAME } } } })
  expect(world.client.status().state).toBe('not-set-up')
})

test.each(['setup.json', 'settings.json'])(
  'a %s that cannot be read keeps nobody from working: it stays as it is, and every act says so',
  async (file) => {
    writeFileSync(join(dir, file), '{ broken')
    const { setup } = await open()
    expect(setup.view().state.at).toBe('begin')
    expect(() => setup.enter({ role: 'buyer' })).toThrow(Failure)
    await expect(setup.purpose('company')).rejects.toMatchObject({ problem: { code: 'settings-invalid' } })
    expect(readFileSync(join(dir, file), 'utf8')).toBe('{ broken')
  },
)

test('two set-ups of one data folder: the second is told who has it, and changes nothing', async () => {
  const { setup } = await open()
  await setup.purpose('company')
  const second = await openSetupWorld({ dataDir: dir, surface: 'desktop', startTrial: () => Promise.reject(new Error('none')) })
  try {
    expect(() => second.setup.enter({ role: 'buyer' })).toThrow(Failure)
    expect(setup.view().state.entries.role).toBeUndefined()
  } finally {
    await second.close()
  }
})
