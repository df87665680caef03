import { spawn } from 'node:child_process'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectorSecret, openSecrets } from '../../src/main/settings/secrets'
import { openSetupWorld, type SetupWorld } from '../../src/main/setup-world'
import { openStore } from '../../src/sandbox/database'
import { createIds } from '../../src/sandbox/ids'
import { createQueue } from '../../src/sandbox/queue/queue'
import type { Sandbox } from '../../src/sandbox/server'
import { defaultUser } from '../../src/sandbox/simulators/pohoda/state'
import { canonicalJson } from '../../src/shared/documents/canonical'
import { order, testOrder } from '../support/orders'
import { createTestPohoda, type TestPohoda } from '../support/pohoda'
import { temporarySandbox } from '../support/sandbox'
import { companyEntries } from '../support/setup-entries'
import { setUpClient } from '../support/world'

/**
 * A day on which much goes wrong, with the log at its most talkative, and then a search for twenty-odd planted values in all that
 * is left: logs, files, what was pushed to the window, the report for support, what commands printed, the process list.
 */
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const random = (at: number): string => createHash('sha256').update(`planted ${at}`).digest('hex').slice(0, 20)

/** Of this program: known to nobody but the encrypted store (and, on its command line, POHODA: docs/security.md). */
const own = {
  apiKey: '',
  pohodaPassword: `Tajné;$Hes${random(1)}&%<1>`,
  pollToken: `poll-${random(2)}`,
  activationCode: `code-${random(3)}`,
  wrongKey: `key-${random(4)}`,
  proxyPassword: `prx%${random(5)}`,
}
/** In the documents of business partners: in the ledger and in what POHODA is given, by design; nowhere else. */
const theirs = {
  email: 'bozena.planted@soukroma-adresa.cz',
  phone: '+420 731 555 019',
  iban: 'CZ65 0800 0000 1920 0014 5399',
  birthNumber: '855212/0013',
  card: '4539 1488 0343 6467',
  person: 'Božena Plantovaná',
  street: 'Tichá Plantážní 1719/5',
  bearer: `Bearer ${random(6)}`,
  cookie: `Cookie: session=${random(7)}`,
  basic: `Basic ${Buffer.from(`jana:${random(8)}`).toString('base64')}`,
  jwt: `eyJhbGciOiJIUzI1NiJ9.eyJ${random(9)}.${random(10)}`,
  privateKey: pem.split('\n')[1] ?? '',
  urlPassword: `https://jana:${random(11)}@portal.cz/`,
  uncPassword: `net use \\\\server\\share /user:jana password=${random(12)}`,
  connectionString: `Server=sql;User Id=sa;Password=${random(13)};`,
  token: `token=${random(14)}`,
  jsonPassword: `{"heslo": "${random(15)}"}`,
}
/** The part of a planted value that gives it away. */
const core = (value: string): string => /[0-9a-f]{20}/.exec(value)?.[0] ?? value
/** Of the person who sets up: in the draft of the set-up by design. */
const contact = { name: 'Radek Kontaktní', email: 'radek.kontaktni@firma-x.cz', phone: '+420 602 111 222' }

let root: string
let dataDir: string
let sandbox: Sandbox
let pohoda: TestPohoda
let world: SetupWorld
let echo: Server
let echoUrl: string
const pushed: string[] = []
const printed: string[] = []
const processes = new Map<string, string>()
const reports: string[] = []
const never = new AbortController().signal

const cliPath = resolve(import.meta.dirname, '../../out/main/cli.js')
/** A command as a process of its own; meanwhile the process list is read as any user could. */
async function cli(...args: string[]): Promise<void> {
  const child = spawn(process.execPath, [cliPath, ...args, '--data-dir', dataDir], {
    env: { ...process.env, BI_CLIENT_LOG: 'debug', LANG: 'cs_CZ.UTF-8' },
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (text += part.toString('utf8')))
  let running = true
  const ended = new Promise<void>((done) =>
    child.once('close', () => {
      running = false
      done()
    }),
  )
  while (running) {
    readProcessList()
    await Promise.race([ended, new Promise((next) => setTimeout(next, 25))])
  }
  printed.push(`${args.join(' ')}\n${text}`)
}
function readProcessList(): void {
  if (process.platform !== 'linux') return
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
    for (const file of ['cmdline', 'environ'])
      try {
        const text = readFileSync(join('/proc', pid, file), 'utf8').replaceAll('\0', ' ')
        // Only ours: they all carry this folder or the simulator's.
        if (text.includes(root) || text.includes(pohoda.stateDir)) processes.set(`${file} ${text}`, file)
      } catch {
        // Gone already, or another account's.
      }
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'bi-planted-'))
  dataDir = join(root, 'data')
  process.env['BI_CLIENT_LOG'] = 'debug'
  const sandboxDir = join(root, 'central')
  sandbox = await temporarySandbox({ dataDir: sandboxDir })
  own.apiKey = sandbox.keys.client
  pohoda = createTestPohoda({ users: [{ ...defaultUser, password: own.pohodaPassword }] })
  setUpClient(dataDir, sandbox, pohoda, { sync: { intervalSeconds: 86_400 } })
  openSecrets(dataDir).set(connectorSecret('pohoda-xml', 'password'), own.pohodaPassword)

  // A central side, or a gateway before it, that repeats in its errors whatever it was sent.
  echo = createServer((request, answer) => {
    let body = ''
    request.on('data', (part) => (body += part))
    request.on('end', () => {
      const sent = `${request.headers.authorization ?? ''} ${body}`
      const key = request.headers.authorization?.slice('Bearer '.length) ?? 'none'
      if (request.method === 'POST' && request.url?.endsWith('/registrations')) {
        const created = { registrationId: 'REG-1', pollToken: own.pollToken, state: 'received' }
        answer.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(created))
        return
      }
      const problem = {
        type: 'about:blank',
        title: sent,
        status: 422,
        detail: sent,
        code: 'validation',
        errors: [{ path: key, message: sent }],
      }
      answer
        .writeHead(422, {
          'content-type': 'application/problem+json',
          'x-request-id': key,
          location: `/${encodeURIComponent(key)}`,
        })
        .end(JSON.stringify(problem))
    })
  })
  await new Promise<void>((done) => echo.listen(0, '127.0.0.1', done))
  echoUrl = `http://127.0.0.1:${(echo.address() as AddressInfo).port}/b2b/v1`

  world = await openSetupWorld({ dataDir, surface: 'desktop', startTrial: () => Promise.reject(new Error('no trial here')) })
  world.client.onStatus((status) => pushed.push(JSON.stringify(status)))
  world.setup.onView((view) => pushed.push(JSON.stringify(view)))
  await live(sandboxDir)
}, 120_000)
afterAll(async () => {
  delete process.env['BI_CLIENT_LOG']
  await world?.close()
  await sandbox?.close()
  pohoda?.remove()
  echo?.closeAllConnections()
  echo?.close()
  rmSync(root, { recursive: true, force: true })
})

async function live(sandboxDir: string): Promise<void> {
  const { client, setup } = world
  const now = Date.now
  const store = openStore(sandboxDir)
  const queue = createQueue(store, now, createIds(now))
  const put = (payload: object, number: string): string => {
    const text = JSON.stringify(payload)
    const payloadSha256 = createHash('sha256')
      .update(canonicalJson(JSON.parse(text)))
      .digest('hex')
    return queue.add({
      companyId: sandbox.companyId,
      agenda: 'orders',
      test: true,
      priority: 5,
      payload: text,
      payloadSha256,
      number,
      partner: '',
      source: 'seed',
    })
  }
  const note = `[TEST] ${Object.values(theirs).join(' | ')}`
  const of = (number: string) => {
    const plain = testOrder(number)
    const address = { street: theirs.street, city: 'Brno', postalCode: '602 00', country: 'CZ' }
    const buyer = {
      ...plain.buyer,
      name: theirs.person,
      contactName: theirs.person,
      email: theirs.email,
      phone: theirs.phone,
      address,
    }
    return { ...plain, buyer, note, internalNote: note }
  }
  put(of('PL-1'), 'PL-1')
  // Its totals are wrong.
  put({ ...of('PL-2'), totals: { ...order('PL-2').totals, net: '1.00' } }, 'PL-2')
  // Values where others belong, and fields that nobody knows, named like secrets.
  put(
    {
      ...of('PL-3'),
      issuedOn: theirs.person,
      currency: theirs.bearer,
      [theirs.email]: 1,
      [theirs.connectionString]: note,
      lines: note,
    },
    'PL-3',
  )
  put(of('PL-4'), 'PL-4')
  pohoda.faults({
    refuse: [
      { numberOrder: 'PL-4', errno: 103, note: `Partner ${theirs.person}, ${theirs.street}, ${theirs.email} ${theirs.token}` },
    ],
  })
  await client.syncNow()

  // A program that repeats its command line and dies: as a wrapper in debug mode.
  const settings = client.settings()
  if (!settings) throw new Error('not set up')
  const chatty = join(root, 'chatty')
  writeFileSync(chatty, '#!/bin/sh\necho "called with: $*" >&2\nexit 3\n')
  chmodSync(chatty, 0o755)
  const withProgram = (program: string) => ({
    ...settings,
    connector: { ...settings.connector, settings: { ...settings.connector.settings, program } },
  })
  client.keepSettings(withProgram(chatty))
  put(of('PL-5'), 'PL-5')
  await client.syncNow()
  await cli('sync', '--once', '--json')

  // Setting up: the wrong address first, whose answers repeat everything.
  await setup.purpose('company')
  setup.enter({ ...companyEntries, decisionMaker: contact, central: { baseUrl: echoUrl } })
  // biome-ignore lint/correctness/useHookAtTopLevel: no hook of React
  await setup.useKey(own.wrongKey, never).catch(() => {})
  await setup.activate(own.activationCode, never).catch(() => {})
  await setup.register(never)
  await setup.poll(never).catch(() => {})
  for (const step of ['connection', 'information-system'] as const) {
    await setup.check(step, never).catch(() => {})
    reports.push(setup.report(step, 'cs'))
  }
  setup.enter({
    connector: {
      id: 'pohoda-xml',
      settings: { way: 'program', program: chatty, user: 'Admin', database: pohoda.database, ico: pohoda.ico },
    },
  })
  setup.secret('password', own.pohodaPassword)
  await setup.check('information-system', never)
  reports.push(setup.report('information-system', 'en'))
  setup.enter({ central: { baseUrl: sandbox.url, proxyMode: 'manual', proxyAddress: '127.0.0.1:9', proxyUser: 'jana' } })
  setup.secret('central.proxyPassword', own.proxyPassword)
  await setup.check('connection', never)
  reports.push(setup.report('connection', 'sk'))

  // A preset with a slip of the pen just where the key stands.
  const preset = join(root, 'preset.json')
  writeFileSync(
    preset,
    `{"mode":"test","central":{"baseUrl":"${sandbox.url}","apiKey":"${own.apiKey}" "x"},"password":"${own.pohodaPassword}"}`,
    { mode: 0o600 },
  )
  await cli('setup', '--from', preset)
  // And one whose values are wrong.
  writeFileSync(
    preset,
    JSON.stringify({
      mode: 'test',
      central: { baseUrl: `https://jana:${own.proxyPassword}@x/`, apiKey: own.apiKey },
      connector: { id: 'pohoda-xml', settings: { password: [own.pohodaPassword], [own.wrongKey]: 1 } },
    }),
    { mode: 0o600 },
  )
  await cli('setup', '--from', preset, '--json')

  client.keepSettings(withProgram(pohoda.program))
  await client.syncNow()
  await cli('documents', 'list', '--json')
  store.close()
  await world.close()
}

const forms = (value: string): Buffer[] => [
  ...[value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)].map((text) => Buffer.from(text, 'utf8')),
  Buffer.from(value, 'latin1'),
  Buffer.from(value, 'utf16le'),
  Buffer.from(Buffer.from(value, 'utf8').toString('base64').replace(/=+$/, '').slice(0, -2)),
]
const holds = (text: string | Buffer, value: string): boolean => {
  const bytes = typeof text === 'string' ? Buffer.from(text, 'utf8') : text
  return forms(value).some((form) => bytes.includes(form))
}
/** Which planted values stand where they must not. */
const leaks = (where: string, text: string | Buffer, values: Readonly<Record<string, string>>): string[] =>
  Object.entries(values).flatMap(([name, value]) => (holds(text, core(value)) ? [`${name} in ${where}`] : []))
/** Once the key is there. */
const everything = (): Record<string, string> => ({ ...own, ...theirs, ...contact })
const files = (): string[] =>
  readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(dataDir, name)).isFile())

test('the planted day was a real one: recorded, held, refused and failed, with a talkative log', () => {
  expect(Object.keys(own).length + Object.keys(theirs).length).toBeGreaterThanOrEqual(20)
  const log = readFileSync(join(dataDir, 'logs/desktop.log'), 'utf8')
  expect(log).toContain('DEBUG')
  expect(log).toContain('is-no-answer')
  expect(pohoda.orders().map(({ numberOrder }) => numberOrder)).toContain('PL-1')
  // The documents are where they belong, so the search would find them.
  expect(
    leaks(
      'ledger',
      Buffer.concat(
        files()
          .filter((name) => name.startsWith('ledger.db'))
          .map((name) => readFileSync(join(dataDir, name))),
      ),
      theirs,
    ).length,
  ).toBeGreaterThan(10)
  expect(reports.join('\n')).toContain('***')
})

test('no key, password, token or code of ours stands in any file, nor in what is left of the command line', () => {
  expect(files().flatMap((name) => leaks(name, readFileSync(join(dataDir, name)), own))).toEqual([])
})

test("what stands in partners' documents is in the ledger and in what the information system is given, and nowhere else", () => {
  const byDesign = /^(ledger\.db|ledger-backups\/|connectors\/)/
  const others = files().filter((name) => !byDesign.test(name))
  expect(others).toEqual(
    expect.arrayContaining(['settings.json', 'setup.json', 'secrets.json', 'logs/desktop.log', 'logs/cli.log']),
  )
  expect(others.flatMap((name) => leaks(name, readFileSync(join(dataDir, name)), theirs))).toEqual([])
  const logs = others.filter((name) => name.startsWith('logs/'))
  expect(logs.flatMap((name) => leaks(name, readFileSync(join(dataDir, name)), everything()))).toEqual([])
})

test('the window is pushed none of it, and the report for support has none', () => {
  expect(pushed.flatMap((text) => leaks('push', text, { ...own, ...theirs }))).toEqual([])
  expect(reports.flatMap((text) => leaks('report', text, everything()))).toEqual([])
})

test('commands print no secret, and nothing of a person beyond the list of documents that was asked for', () => {
  expect(printed.flatMap((text) => leaks(text.split('\n', 1)[0] ?? '', text, own))).toEqual([])
  const others = printed.filter((text) => !text.startsWith('documents'))
  expect(others.flatMap((text) => leaks(text.split('\n', 1)[0] ?? '', text, everything()))).toEqual([])
})

test.skipIf(process.platform !== 'linux')(
  "the process list shows POHODA's password to POHODA alone, and nothing else to anybody",
  () => {
    expect(processes.size).toBeGreaterThan(2)
    const isPohoda = (text: string): boolean => text.startsWith('cmdline') && text.includes(' /XML ')
    const { pohodaPassword: _, ...others } = own
    expect(
      [...processes.keys()].filter((text) => !isPohoda(text)).flatMap((text) => leaks(text.slice(0, 80), text, everything())),
    ).toEqual([])
    expect(
      [...processes.keys()]
        .filter(isPohoda)
        .flatMap((text) => leaks(relative(root, text).slice(0, 80), text, { ...others, ...theirs })),
    ).toEqual([])
  },
)
