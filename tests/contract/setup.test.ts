import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createRegistrationCalls, createSetupCalls } from '../../src/main/central/setup-calls'
import { systemClock } from '../../src/main/client'
import { API_KEY_SECRET, openSecrets } from '../../src/main/settings/secrets'
import { setupDraft } from '../../src/main/setup/draft'
import type { SetupEvent } from '../../src/main/setup/machine'
import { createSetup, POLL_TOKEN_SECRET, type Setup, type SetupPorts } from '../../src/main/setup/setup'
import type { Sandbox } from '../../src/sandbox/server'
import { Failure } from '../../src/shared/failure'
import type { Evidence } from '../../src/shared/setup-state'
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy'
import { call, temporarySandbox } from '../support/sandbox'
import { companyEntries } from '../support/setup-entries'

const silent = { debug() {}, info() {}, warn() {}, error() {} }
const never = new AbortController().signal
const NAME = companyEntries.company.name
const entered: SetupEvent = {
  kind: 'entered',
  entries: {
    ...companyEntries,
    connector: { id: 'pohoda-xml', settings: {} },
    operation: { intervalSeconds: 300 },
    production: { by: 'Jana Nováková', companyName: NAME },
  },
}

let dir: string
let sandbox: Sandbox
let proxy: FaultProxy
let modes: string[]
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'bi-setup-'))
  sandbox = await temporarySandbox()
  proxy = await startFaultProxy(sandbox.url)
  modes = []
})
afterEach(async () => {
  await proxy.close()
  await sandbox.close()
  rmSync(dir, { recursive: true, force: true })
})

/** Setting up as a process of its own: after a crash there is another. */
function open(change: Partial<SetupPorts> = {}): Setup {
  const secrets = openSecrets(dir)
  const transport = {
    baseUrl: proxy.url,
    clientVersion: '1.0.0',
    log: silent,
    clock: systemClock,
    retries: { tries: 1, baseMs: 1, capMs: 1, budgetMs: 1 },
  }
  const withKey = () => createSetupCalls({ ...transport, apiKey: secrets.get(API_KEY_SECRET) })
  async function* good(): AsyncIterable<Evidence['lines'][number]> {
    yield { id: 'connection.key', status: 'ok', evidence: NAME, durationMs: 3 }
  }
  return createSetup({
    draft: setupDraft(dir),
    secrets,
    central: {
      ...createRegistrationCalls(transport),
      createTestOrders: (request, signal) => withKey().createTestOrders(request, signal),
      switchMode: (request, signal) => withKey().switchMode(request, signal),
      account: (signal, key) => createSetupCalls({ ...transport, apiKey: key ?? secrets.get(API_KEY_SECRET) }).account(signal),
    },
    keepAccount: ({ apiKey }) => secrets.set(API_KEY_SECRET, apiKey),
    keepMode: (mode) => void modes.push(mode),
    checks: { computer: good, connection: good, 'information-system': good },
    now: Date.now,
    newKey: () => crypto.randomUUID(),
    ...change,
  })
}
const begun = (): Setup => {
  const setup = open()
  setup.apply({ kind: 'purpose', purpose: 'company' })
  setup.apply(entered)
  return setup
}

test('from nothing to production and back, over several sittings', async () => {
  expect(await begun().register(never)).toMatchObject({ ok: true })
  const registered = open().state().registration?.registrationId ?? ''
  sandbox.scheduleRegistration(registered, '2026-12-01')
  expect((await open().poll(never)).registration).toMatchObject({ state: 'scheduled', scheduledFor: '2026-12-01' })
  sandbox.approveRegistration(registered)
  expect((await open().poll(never)).account).toMatchObject({ companyName: NAME })
  // The token has done its work; the key lies encrypted, and nowhere in the draft.
  expect(openSecrets(dir).has(POLL_TOKEN_SECRET)).toBe(false)
  const draft = readFileSync(join(dir, 'setup.json'), 'utf8')
  expect(draft).not.toContain(openSecrets(dir).get(API_KEY_SECRET))

  const setup = open()
  const seen: string[] = []
  for (const step of ['computer', 'connection', 'information-system'] as const)
    await setup.check(step, never, (line) => void seen.push(line.evidence))
  expect(seen).toEqual([NAME, NAME, NAME])
  const { testOrders } = await setup.createTestOrders({ count: 2 }, never)
  expect(testOrders).toHaveLength(2)

  // Nobody has looked yet.
  expect(await open().switchToProduction(never)).toMatchObject({ ok: false, missing: [{ code: 'no-test-order' }] })
  const [{ itemId } = { itemId: '' }] = testOrders
  open().apply({ kind: 'verdict', itemId, verdict: { right: true, by: 'Jana', at: new Date().toISOString() } })
  // Our side says all is there; the central side knows that the order was never imported.
  const refused = await open()
    .switchToProduction(never)
    .catch((error: unknown) => error)
  expect(refused).toMatchObject({
    problem: { code: 'central-conflict', words: expect.stringContaining('has not been imported') },
  })
  expect(open().state().mode).toBe('test')
  expect(modes).toEqual([])

  // What the engine does is its own test; here only its result counts.
  const key = openSecrets(dir).get(API_KEY_SECRET)
  const claim = (
    await call(sandbox, key, 'POST', '/queue/claims', { limit: 10, leaseSeconds: 60 }, { 'Idempotency-Key': crypto.randomUUID() })
  ).body as { items: { itemId: string }[] }
  const states = await Promise.all(
    claim.items.map(async (item) => (await call(sandbox, key, 'GET', `/queue/${item.itemId}`)).body as { payloadSha256: string }),
  )
  await call(sandbox, key, 'POST', '/queue/results', {
    results: claim.items.map((item, index) => ({
      itemId: item.itemId,
      payloadSha256: states[index]?.payloadSha256,
      outcome: 'imported',
      erpReference: { number: `26OP${index}` },
      finishedAt: new Date().toISOString(),
    })),
  })
  expect(await open().switchToProduction(never)).toMatchObject({
    ok: true,
    state: { mode: 'production', switched: { by: 'Jana Nováková' } },
  })
  expect(modes).toEqual(['production'])
  expect((await open().switchToTest(never)).mode).toBe('test')
  expect(modes).toEqual(['production', 'test'])
})

test('a lost answer and a crash make no second registration and no second key', async () => {
  const setup = begun()
  proxy.once({ kind: 'answer-lost' })
  await expect(setup.register(never)).rejects.toBeInstanceOf(Failure)
  expect(await open().register(never)).toMatchObject({ ok: true })
  expect(sandbox.registrations()).toHaveLength(1)
  const id = open().state().registration?.registrationId ?? ''
  sandbox.approveRegistration(id)
  // The key came, and the process died before it was kept.
  const dying = open({
    keepAccount() {
      throw new Error('killed')
    },
  })
  await expect(dying.poll(never)).rejects.toThrow('killed')
  const { account } = await open().poll(never)
  expect(account?.companyName).toBe(NAME)
  expect((await call(sandbox, openSecrets(dir).get(API_KEY_SECRET), 'GET', '/account')).status).toBe(200)
})

test('what is missing is named and nothing is sent', async () => {
  const setup = open()
  setup.apply({ kind: 'purpose', purpose: 'company' })
  expect(await setup.register(never)).toMatchObject({
    ok: false,
    missing: expect.arrayContaining([expect.objectContaining({ about: 'company.ico' })]),
  })
  expect(proxy.seen()).toEqual([])
})

test('rejected: the reason is kept, the entries too, and a mended one may be sent again', async () => {
  const setup = begun()
  await setup.register(never)
  sandbox.rejectRegistration(setup.state().registration?.registrationId ?? '', 'Firma není v rejstříku.')
  expect((await open().poll(never)).registration).toMatchObject({ state: 'rejected', message: 'Firma není v rejstříku.' })
  const again = open()
  again.apply({
    kind: 'entered',
    entries: { company: { ...again.state().entries.company, name: 'Stavebniny Křižík Brno a. s.' } },
  })
  expect(await again.register(never)).toMatchObject({ ok: true, state: { registration: { state: 'received' } } })
  expect(sandbox.registrations()).toHaveLength(2)
})

test('a code from the operator may be entered at any time; a wrong one changes nothing and the next is another try', async () => {
  const setup = begun()
  await expect(setup.activate('WRONG-CODE', never)).rejects.toMatchObject({ problem: { code: 'central-not-found' } })
  expect(open().state().account).toBeUndefined()
  expect((await open().activate(` ${sandbox.issueActivationCode()} `, never)).account).toBeDefined()
})

test('a lost answer to one code does not stand in the way of another', async () => {
  const setup = begun()
  const [first, second] = [sandbox.issueActivationCode(), sandbox.issueActivationCode()]
  proxy.once({ kind: 'answer-lost' })
  await expect(setup.activate(first, never)).rejects.toMatchObject({ effect: 'unknown' })
  expect((await open().activate(second, never)).account).toBeDefined()
})

test('half a check is no evidence', async () => {
  const stop = new AbortController()
  const setup = open({
    checks: {
      async *computer() {
        yield { id: 'computer.disk', status: 'ok' as const, evidence: '80 GB', durationMs: 1 }
        stop.abort()
      },
      connection: async function* () {},
      'information-system': async function* () {},
    },
  })
  expect((await setup.check('computer', stop.signal)).evidence.computer).toBeUndefined()
})
