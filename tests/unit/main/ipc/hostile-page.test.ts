import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTrialWith } from '../../../../src/main/cli/start-trial'
import { answerCall, answering, type Handlers, MOST_AT_ONCE } from '../../../../src/main/ipc/answer-call'
import { clientHandlers } from '../../../../src/main/ipc/handlers'
import type { Named } from '../../../../src/main/ipc/page-bounds'
import { API_KEY_SECRET, openSecrets } from '../../../../src/main/settings/secrets'
import { secretsFor } from '../../../../src/main/settings/secrets-for'
import { openSetupWorld, type SetupWorld } from '../../../../src/main/setup-world'
import type { Sandbox } from '../../../../src/sandbox/server'
import { type CallName, callNames, contract, type Envelope, envelopeSchema } from '../../../../src/shared/ipc/contract'
import { hostileInput } from '../../../support/hostile-input'
import { createTestPohoda, type TestPohoda } from '../../../support/pohoda'
import { temporarySandbox } from '../../../support/sandbox'
import { setUpClient } from '../../../support/world'

/**
 * A page that somebody has taken over, against everything real behind the calls: client, set-up, ledger, files, central side,
 * information system. Watched from outside: what is made on the disk, which processes start, which connections are opened.
 */
let root: string
let dataDir: string
let forbidden: string
let sandbox: Sandbox
let pohoda: TestPohoda
let world: SetupWorld
let handlers: Handlers
let evil: Server
let evilUrl: string
const evilHits: { path: string; headers: string; body: string }[] = []
const started: string[] = []
const asked: Named[] = []
let dialogs = 0
/** What the person says when asked. */
let yes = false
let texts: string[]
let before: { settings: string; here: string[] }

const onProcess = (message: unknown): void => {
  const { process: child } = message as { process: { spawnfile?: string } }
  // The channel tells of it before it is started.
  queueMicrotask(() => started.push(String(child.spawnfile)))
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'bi-page-'))
  dataDir = join(root, 'data')
  forbidden = join(root, 'forbidden')
  mkdirSync(dataDir, { mode: 0o700 })
  mkdirSync(forbidden)
  writeFileSync(join(forbidden, 'evil'), `#!/bin/sh\ntouch "${forbidden}/ran"\n`)
  chmodSync(join(forbidden, 'evil'), 0o755)
  evil = createServer((request, answer) => {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      evilHits.push({ path: request.url ?? '', headers: JSON.stringify(request.headers), body })
      answer.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((done) => evil.listen(0, '127.0.0.1', done))
  evilUrl = `http://127.0.0.1:${(evil.address() as AddressInfo).port}/b2b/v1`
  sandbox = await temporarySandbox()
  pohoda = createTestPohoda()
  setUpClient(dataDir, sandbox, pohoda, { sync: { intervalSeconds: 86_400 } })
  world = await openSetupWorld({
    dataDir,
    surface: 'desktop',
    startTrial: startTrialWith({
      program: process.execPath,
      args: [resolve(import.meta.dirname, '../../../../out/main/cli.js')],
    }),
  })
  await world.client.syncNow()
  const never = async (): Promise<{ saved: false }> => {
    dialogs++
    return { saved: false }
  }
  handlers = clientHandlers({
    client: world.client,
    info: { setLanguage: (language) => world.client.setLanguage(language), language: () => 'cs' },
    setup: world.setup,
    dialogs: {
      copy: () => {},
      confirm: async (named) => {
        asked.push(...named)
        return yes
      },
      pickPath: async () => ({}),
      readAuthority: async () => undefined,
      saveTestOrders: never,
      savePdf: never,
    },
  })
  texts = [
    '__proto__',
    '../../../forbidden/made',
    join(forbidden, 'evil'),
    join(forbidden, 'folder'),
    evilUrl,
    'https://forbidden.example/b2b/v1',
    '\\\\forbidden.example\\share\\Pohoda.exe',
    'file:///etc/passwd',
    'pohoda-xml',
    'pohoda-xml/../../../forbidden/made',
    "x'; drop table documents; --",
    '\u0000',
    '--renderer-cmd-prefix=/bin/sh',
    '%2e%2e%2fsettings.json',
    'CON',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: that is what somebody sends
    '${process.env}',
    '\ud800',
  ]
  before = { settings: readFileSync(join(dataDir, 'settings.json'), 'utf8'), here: hereNow() }
  subscribe('child_process', onProcess)
})
afterAll(async () => {
  unsubscribe('child_process', onProcess)
  await world?.close()
  await sandbox?.close()
  pohoda?.remove()
  evil?.closeAllConnections()
  evil?.close()
  rmSync(root, { recursive: true, force: true })
})

const expectEnvelope = (name: CallName, answer: unknown): void => {
  const parsed = envelopeSchema(contract[name].output).safeParse(answer)
  if (!parsed.success) throw new Error(`${name}: ${JSON.stringify(answer).slice(0, 300)}`)
  const text = JSON.stringify(answer)
  for (const secret of [sandbox.keys.client, pohoda.password]) expect(text.includes(secret), name).toBe(false)
}
/** As it comes out of structured cloning; undefined for what can't be cloned, and so never arrives. */
const crossed = (input: unknown): { input: unknown } | undefined => {
  try {
    return { input: structuredClone(input) }
  } catch {
    return undefined
  }
}
const connector = (settings: Record<string, unknown>) => ({ connector: { id: 'pohoda-xml', settings } })
const call = async <K extends CallName>(name: K, input?: unknown): Promise<Envelope<unknown>> => {
  const answer = await answerCall(name, handlers, input)
  expectEnvelope(name, answer)
  return answer
}
const codeOf = (answer: Envelope<unknown>): string => (answer.ok ? 'ok' : answer.failure.code)

/** Calls that take nothing and set something in motion; each is made by name below. */
const idle = callNames.filter((name) => contract[name].input.def.type !== 'undefined')
/** Valid ones of these start the world of a trial, run for seconds, or change what this computer runs by itself. */
const heavy: readonly CallName[] = [
  'setupPurpose',
  'setupCheck',
  'setupTestOrders',
  'setupSwitch',
  'setupActivate',
  'setupUseKey',
  'setupSchedule',
]

test('whatever is sent, in whatever shape, is answered in an envelope and does nothing that its call does not mean', async () => {
  const attempt = fc
    .constantFrom(...idle)
    .chain((name) => fc.tuple(fc.constant(name), hostileInput(contract[name].input, texts)))
    .filter(([name, input]) => !heavy.includes(name) || !contract[name].input.safeParse(input).success)
  // A failure prints its seed and path: fc.assert(…, { seed, path }) repeats it.
  await fc.assert(
    fc.asyncProperty(attempt, async ([name, input]) => {
      const arrived = crossed(input)
      if (arrived) expectEnvelope(name, await answerCall(name, handlers, arrived.input))
      expect((Object.prototype as Record<string, unknown>)['polluted']).toBeUndefined()
    }),
    { numRuns: 700 },
  )
  for (const name of callNames.filter((one) => !idle.includes(one)))
    for (const input of [null, {}, [], 'x', { __proto__: null }, evilUrl]) expect(codeOf(await call(name, input))).toBe('usage')
  expectNothingHappened()
})

test('a program, a folder or an address that a page names is not touched until a person has said yes', async () => {
  yes = false
  asked.length = 0
  const named = {
    way: 'program',
    program: join(forbidden, 'evil'),
    programArguments: ['-c', `touch ${forbidden}/ran`],
    password: 'in-plain',
    user: 'x',
    database: 'x',
    ico: '12345678',
    importFolder: join(forbidden, 'folder'),
  }
  expect(codeOf(await call('setupEnter', connector(named)))).toBe('ok')
  // No form has a field for it.
  expect(readFileSync(join(dataDir, 'setup.json'), 'utf8')).not.toMatch(/in-plain|touch/)
  for (const step of ['information-system', 'computer']) expect(codeOf(await call('setupCheck', { step }))).toBe('not-confirmed')
  const questions = asked.length
  expect(codeOf(await call('setupPreview')), 'made at each letter typed, it touches nothing').toBe('ok')
  expect(asked).toHaveLength(questions)
  expect(asked).toContainEqual({ kind: 'program', value: join(forbidden, 'evil') })
  expect(asked).toContainEqual({ kind: 'folder', value: join(forbidden, 'folder') })

  asked.length = 0
  await call('setupEnter', { central: { baseUrl: 'https://forbidden.example/b2b/v1' } })
  for (const [name, input] of [
    ['setupUseKey', { key: 'key-of-somebody' }],
    ['setupActivate', { code: 'code' }],
    ['setupRegister'],
    ['setupPoll'],
    ['setupCheck', { step: 'connection' }],
    ['setupTestOrders', { count: 20 }],
    ['setupSwitch', { mode: 'production' }],
  ] as const)
    expect(codeOf(await call(name, input)), name).toBe('not-confirmed')
  expect(new Set(asked.map(({ value }) => value))).toEqual(new Set(['forbidden.example']))
  // The password of the information system would go to it.
  asked.length = 0
  evilHits.length = 0
  const evilHost = new URL(evilUrl).host
  for (const [id, field, more] of [
    ['abra-flexi', 'baseUrl', { company: 'x', user: 'x', certificateFile: join(forbidden, 'evil') }],
    ['pohoda-mserver', 'address', { user: 'x', database: 'x' }],
    ['pohoda-eshop', 'mServerAddress', { confirmation: 'mserver', lookupUser: 'x', database: 'x' }],
    ['money-s3', 'apiUrl', { way: 'api', appId: 'x', clientId: 'x', agendaGuid: 'x' }],
  ] as const) {
    await call('setupEnter', { connector: { id, settings: { [field]: `http://${evilHost}`, ico: '12345678', ...more } } })
    expect(codeOf(await call('setupCheck', { step: 'information-system' })), id).toBe('not-confirmed')
  }
  expect(asked.filter(({ kind }) => kind === 'server')).toEqual(Array(4).fill({ kind: 'server', value: evilHost }))
  expect(asked).toContainEqual({ kind: 'data', value: join(forbidden, 'evil') })
  expect(evilHits).toEqual([])
  await call('setupEnter', connector(named))
  // A connector that there is none of makes no folder of that name.
  expect(codeOf(await call('setupEnter', { connector: { id: '../../../forbidden/made', settings: {} } }))).toBe('usage')
  expectNothingHappened()
})

test('the stored key goes to nobody whom a page names, not even on this computer', async () => {
  evilHits.length = 0
  // As a company has it whose central side is elsewhere.
  secretsFor(openSecrets(dataDir), () => 'https://central.example/b2b/v1').set(API_KEY_SECRET, sandbox.keys.client)
  await call('setupEnter', { central: { baseUrl: evilUrl, extraCa: '-----BEGIN CERTIFICATE-----' } })
  expect(world.setup.view().state.entries.central.extraCa).toBeUndefined()
  // A practice central side on this computer is asked for nothing: it may be spoken with.
  await call('setupCheck', { step: 'connection' })
  await call('setupTestOrders', { count: 1 })
  await call('setupSwitch', { mode: 'test' })
  await call('setupPoll')
  expect(evilHits.length).toBeGreaterThan(0)
  for (const hit of evilHits) {
    expect(hit.path).toMatch(/^\/b2b\/v1(\/|$)/)
    expect(hit.headers + hit.body).not.toContain(sandbox.keys.client)
  }
  expectNothingHappened()
})

test('what is entered while a test runs is not proved by it', async () => {
  await call('setupEnter', { central: { baseUrl: sandbox.url } })
  await call(
    'setupEnter',
    connector({ way: 'program', program: pohoda.program, user: pohoda.user, database: pohoda.database, ico: pohoda.ico }),
  )
  const checking = call('setupCheck', { step: 'information-system' })
  await call(
    'setupEnter',
    connector({ way: 'program', program: join(forbidden, 'evil'), user: 'x', database: 'x', ico: pohoda.ico }),
  )
  await checking
  expect(world.setup.view().state.evidence['information-system']).toBeUndefined()
  expectNothingHappened()
})

test('a person who has said yes is not asked again, and something else is asked for anew', async () => {
  yes = true
  asked.length = 0
  const folder = join(root, 'import')
  mkdirSync(folder)
  await call('setupEnter', connector({ way: 'folder', importFolder: folder, ico: pohoda.ico }))
  await call('setupCheck', { step: 'computer' })
  await call('setupCheck', { step: 'computer' })
  expect(asked).toEqual([{ kind: 'folder', value: folder }])
  await call('setupEnter', connector({ way: 'folder', importFolder: join(folder, 'other'), ico: pohoda.ico }))
  yes = false
  expect(codeOf(await call('setupCheck', { step: 'computer' }))).toBe('not-confirmed')
  expect(asked).toHaveLength(2)
})

test('two thousand calls at once are all answered, most of them by a refusal, and the next one works', async () => {
  let most = 0
  let open = 0
  const answer = answering({
    ...handlers,
    listDocuments: async (query) => {
      most = Math.max(most, ++open)
      await new Promise((next) => setImmediate(next))
      open--
      return world.client.listDocuments(query)
    },
  })
  const answers = await Promise.all(
    Array.from({ length: 2000 }, () => answer('listDocuments', { limit: 200, text: 'x'.repeat(200) })),
  )
  for (const one of answers) expectEnvelope('listDocuments', one)
  expect(most).toBe(MOST_AT_ONCE)
  expect(answers.filter(({ ok }) => ok)).toHaveLength(MOST_AT_ONCE)
  expect(codeOf(await answer('listDocuments', { limit: 1 }))).toBe('ok')
  expect(dialogs).toBe(0)
})

/** Without what a build that runs meanwhile puts beside its configuration. */
function hereNow(): string[] {
  return readdirSync(process.cwd()).filter((name) => !name.startsWith('electron.vite.config.ts.'))
}

function expectNothingHappened(): void {
  expect(readdirSync(forbidden)).toEqual(['evil'])
  expect(readdirSync(root).sort()).toEqual(['data', 'forbidden'])
  expect(hereNow()).toEqual(before.here)
  expect(existsSync(join(dataDir, 'connectors')) ? readdirSync(join(dataDir, 'connectors')) : []).toEqual(['pohoda-xml'])
  // The information system that the settings name, and programs of the operating system for what it is asked of itself.
  expect(started.filter((program) => program !== pohoda.program && !/^\/(usr\/)?s?bin\//.test(program))).toEqual([])
  const { connector: is, central } = JSON.parse(readFileSync(join(dataDir, 'settings.json'), 'utf8'))
  const old = JSON.parse(before.settings)
  expect({ is, baseUrl: central.baseUrl }).toEqual({ is: old.connector, baseUrl: old.central.baseUrl })
  expect(JSON.stringify(world.setup.view())).not.toContain(sandbox.keys.client)
}
