import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Answer, answerSchema } from '../../src/main/cli/answer'
import { createTestPohoda, type TestPohoda } from '../support/pohoda'

const program = resolve(import.meta.dirname, '../../out/main/cli.js')
// Nothing of the developer's own settings may steer these runs.
const env = { PATH: process.env['PATH'], LANG: 'C.UTF-8', HOME: tmpdir() }

interface Run {
  code: number | null
  stdout: string
  stderr: string
}

function start(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [program, ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] })
}

async function bi(args: readonly string[], input = ''): Promise<Run> {
  const child = start(args)
  const run: Run = { code: null, stdout: '', stderr: '' }
  child.stdout?.on('data', (chunk) => {
    run.stdout += chunk
  })
  child.stderr?.on('data', (chunk) => {
    run.stderr += chunk
  })
  child.stdin?.end(input)
  const [code] = await once(child, 'close')
  return { ...run, code }
}

/** One JSON object on one line, of the documented form, whose exit code is the process's own. */
async function json<C extends Answer['command']>(command: C, args: readonly string[], input?: string) {
  const run = await bi([...args, '--json'], input)
  expect(run.stdout.trimEnd().split('\n')).toHaveLength(1)
  const answer = answerSchema.parse(JSON.parse(run.stdout))
  expect(answer.exitCode).toBe(run.code)
  expect(answer.ok).toBe(run.code === 0)
  expect(answer.command).toBe(command)
  return answer as Extract<Answer, { command: C }>
}

interface Central {
  url: string
  keys: { client: string; shop: string; admin: string }
  ico: string
  stop(): Promise<number | null>
}

async function startCentral(data: string, ...more: string[]): Promise<Central> {
  const child = start(['sandbox', '--port', '0', '--data', data, ...more])
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })
  const [line] = await once(lines, 'line')
  const facts = JSON.parse(String(line))
  answerSchema.parse(facts)
  return {
    ...facts,
    async stop() {
      child.kill('SIGTERM')
      const [code] = await once(child, 'close')
      return code
    },
  }
}

let root: string
let dataDir: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bi-cli-'))
  dataDir = join(root, 'data')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

describe('use', () => {
  test('help is in the language of the person, with examples and exit codes', async () => {
    for (const [language, words] of [
      ['cs', /Použití:.*Příklady:.*Návratové kódy:/s],
      ['sk', /Použitie:.*Príklady:.*Návratové kódy:/s],
      ['en', /Usage:.*Examples:.*Exit codes:/s],
    ] as const) {
      const run = await bi(['--help', '--language', language])
      expect(run.code).toBe(0)
      expect(run.stdout).toMatch(words)
      expect(run.stderr).toBe('')
    }
    expect((await bi(['documents', 'list', '--help', '--language', 'en'])).stdout).toContain('quarantined')
  })

  test('without a command the help is shown and the exit code tells that nothing was done', async () => {
    const run = await bi([])
    expect(run.code).toBe(2)
    expect(run.stderr).toContain('bi-client')
  })

  test('--version prints the version of package.json', async () => {
    const { version } = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../package.json'), 'utf8'))
    expect((await bi(['--version'])).stdout.trim()).toBe(version)
  })
})

describe('before the set-up', () => {
  test('status says so, and never ok', async () => {
    const answer = await json('status', ['status', '--data-dir', dataDir])
    expect(answer).toMatchObject({ exitCode: 3, status: { state: 'not-set-up' } })
  })

  test.each(['sync --once', 'sync --watch', 'check', 'test-orders 1'])('%s says what is missing', async (words) => {
    const run = await bi([...words.split(' '), '--data-dir', dataDir, '--json'])
    expect(run.code).toBe(3)
    expect(JSON.parse(run.stdout)).toMatchObject({ problem: { code: 'settings-missing' } })
  })

  test('a list of no documents is no error', async () => {
    expect(await json('documents list', ['documents', 'list', '--data-dir', dataDir])).toMatchObject({
      documents: [],
      exitCode: 0,
    })
    expect((await json('documents show', ['documents', 'show', 'x', '--data-dir', dataDir])).problem?.code).toBe(
      'document-not-found',
    )
  })
})

describe('set-up from a file', () => {
  const preset = (changes: Record<string, unknown> = {}) => ({
    mode: 'test',
    central: { baseUrl: 'http://127.0.0.1:9/b2b/v1', apiKey: 'key-of-the-company' },
    connector: {
      id: 'pohoda-xml',
      settings: { program: '/opt/pohoda', user: 'Admin', password: 'heslo-do-pohody', database: 'StwPh_1_2026', ico: '12345678' },
    },
    ...changes,
  })
  const file = () => join(root, 'preset.json')
  const save = (content: unknown) =>
    writeFileSync(file(), typeof content === 'string' ? content : JSON.stringify(content), { mode: 0o600 })
  const everything = () =>
    readdirSync(dataDir)
      .map((name) => (statSync(join(dataDir, name)).isFile() ? readFileSync(join(dataDir, name), 'latin1') : ''))
      .join('\n')

  test('secrets go encrypted into a file of their own, and stand nowhere in plain', async () => {
    save(preset())
    const answer = await json('setup', ['setup', '--from', file(), '--data-dir', dataDir])
    expect(answer.secrets).toEqual(['central.apiKey', 'connector.pohoda-xml.password'])
    expect(answer.warnings).toEqual([])
    expect(everything()).not.toMatch(/key-of-the-company|heslo-do-pohody/)
    expect(JSON.stringify(answer)).not.toMatch(/key-of-the-company|heslo-do-pohody/)
    expect(JSON.parse(readFileSync(join(dataDir, 'settings.json'), 'utf8'))).toMatchObject({ version: 1, mode: 'test' })
    for (const name of ['settings.json', 'secrets.json', 'machine.key'])
      expect(statSync(join(dataDir, name)).mode & 0o077).toBe(0)
  })

  test('the standard input is taken too, with the mark that Windows editors put first', async () => {
    const answer = await json('setup', ['setup', '--from', '-', '--data-dir', dataDir], `\ufeff${JSON.stringify(preset())}`)
    expect(answer.ok).toBe(true)
  })

  test('a file that others can read is taken with a warning', async () => {
    save(preset())
    chmodSync(file(), 0o644)
    expect((await json('setup', ['setup', '--from', file(), '--data-dir', dataDir])).warnings).toHaveLength(1)
    expect((await bi(['setup', '--from', file(), '--data-dir', dataDir])).stderr).toContain(file())
  })

  test.each([
    ['not there', undefined, 'ENOENT'],
    ['not JSON', '{\n  "mode": "test",\n  "central": { "apiKey": "key-of-the-company", }\n}', 'řádek 3'],
    ['a wrong address', preset({ central: { baseUrl: 'http://example.com', apiKey: 'key-of-the-company' } }), 'central.baseUrl'],
    ['an unknown field', preset({ surprise: 1 }), 'surprise'],
    ['another connector', preset({ connector: { id: 'abra', settings: {} } }), 'pohoda-xml'],
    [
      'a wrong setting of the connector',
      preset({ connector: { id: 'pohoda-xml', settings: { ...preset().connector.settings, ico: 'key-of-the-company' } } }),
      'connector.settings.ico',
    ],
    ['too large', `"${'x'.repeat(1024 * 1024)}"`, '1048576'],
  ])('%s: refused with place and reason, nothing is written, no secret is told', async (_what, content, reason) => {
    if (content !== undefined) save(content)
    const run = await bi(['setup', '--from', file(), '--data-dir', dataDir])
    expect(run.code).toBe(3)
    expect(run.stderr).toContain(file())
    expect(run.stderr).toContain(reason)
    expect(run.stdout + run.stderr).not.toMatch(/key-of-the-company|heslo-do-pohody/)
    expect(existsSync(join(dataDir, 'settings.json'))).toBe(false)
    expect(existsSync(join(dataDir, 'secrets.json'))).toBe(false)
  })

  test('a running client is not set up anew under its hands', async () => {
    save(preset())
    expect((await bi(['setup', '--from', file(), '--data-dir', dataDir])).code).toBe(0)
    const watching = start(['sync', '--watch', '--data-dir', dataDir, '--json'])
    // The first run fails (nobody is at that address) and is printed: from then on it holds the engine.
    await once(createInterface({ input: watching.stdout as NodeJS.ReadableStream }), 'line')
    const answer = await json('setup', ['setup', '--from', file(), '--data-dir', dataDir])
    expect(answer).toMatchObject({
      exitCode: 7,
      problem: { code: 'engine-held', params: { by: expect.stringContaining(`${watching.pid}`) } },
    })
    watching.kill('SIGINT')
    const [code] = await once(watching, 'close')
    expect(code).toBe(0)
    expect((await bi(['setup', '--from', file(), '--data-dir', dataDir])).code).toBe(0)
  })

  test('a corrupt settings file is neither used nor replaced', async () => {
    save(preset())
    expect((await bi(['setup', '--from', file(), '--data-dir', dataDir])).code).toBe(0)
    writeFileSync(join(dataDir, 'settings.json'), '{"version":1,')
    for (const words of ['sync --once', 'check', `setup --from ${file()}`]) {
      const run = await bi([...words.split(' '), '--data-dir', dataDir, '--json'])
      expect(run.code).toBe(3)
      expect(JSON.parse(run.stdout).problem.code).toBe('settings-invalid')
    }
    expect(readFileSync(join(dataDir, 'settings.json'), 'utf8')).toBe('{"version":1,')
  })
})

describe('with a central side and a POHODA', () => {
  let home: string
  let central: Central
  let pohoda: TestPohoda
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'bi-cli-central-'))
    central = await startCentral(join(home, 'central'), '--seed', '20', '--faulty', '2', '--random', '7')
    pohoda = createTestPohoda({ unit: { ico: central.ico } })
    const preset = {
      language: 'en',
      mode: 'test',
      central: { baseUrl: central.url, apiKey: central.keys.client },
      connector: {
        id: 'pohoda-xml',
        settings: {
          program: pohoda.program,
          user: pohoda.user,
          password: pohoda.password,
          database: pohoda.database,
          ico: pohoda.ico,
        },
      },
    }
    expect((await bi(['setup', '--from', '-', '--data-dir', join(home, 'data')], JSON.stringify(preset))).code).toBe(0)
  })
  afterAll(async () => {
    expect(await central.stop()).toBe(0)
    pohoda.remove()
    rmSync(home, { recursive: true, force: true })
  })
  const here = () => ['--data-dir', join(home, 'data')]

  test('the whole day of a person: check, test orders, sync, look, try again', async () => {
    const before = await json('status', ['status', ...here()])
    expect(before).toMatchObject({ exitCode: 9, status: { state: 'unknown' } })

    const checked = await json('check', ['check', ...here()])
    expect(checked.exitCode).toBe(0)
    expect(checked.checks?.every((one) => one.title !== one.id && one.evidence !== '')).toBe(true)

    const created = await json('test-orders', ['test-orders', '3', ...here()])
    expect(created.orders).toHaveLength(3)

    const synced = await json('sync', ['sync', '--once', ...here()])
    // 6: the run is well, two documents wait for a person.
    expect(synced).toMatchObject({ exitCode: 6, status: { state: 'attention', counts: { imported: 23, quarantined: 2 } } })
    expect(pohoda.orders()).toHaveLength(23)

    const held = await json('documents list', ['documents', 'list', '--attention', ...here()])
    expect(held.documents).toHaveLength(2)
    const page = await json('documents list', ['documents', 'list', '--state', 'imported', '--limit', '20', ...here()])
    expect(page.documents).toHaveLength(20)
    const rest = await json('documents list', ['documents', 'list', '--state', 'imported', '--before', `${page.next}`, ...here()])
    expect(rest.documents).toHaveLength(3)

    const itemId = held.documents?.[0]?.itemId ?? ''
    const shown = await bi(['documents', 'show', itemId, '--payload', ...here()])
    expect(shown.code).toBe(0)
    expect(shown.stdout).toContain('What to do: Ask the sender to correct')
    expect(shown.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/)

    const retried = await json('documents retry', ['documents', 'retry', itemId, ...here()])
    expect(retried.document?.state).not.toBe('quarantined')
    const imported = page.documents?.[0]?.itemId ?? ''
    const refused = await json('documents retry', ['documents', 'retry', imported, ...here()])
    expect(refused).toMatchObject({ exitCode: 2, problem: { code: 'document-not-retryable' } })

    const table = await bi(['documents', 'list', '--language', 'cs', ...here()])
    expect(table.stdout).toMatch(/Označení.*Číslo.*Partner/)
    expect(table.stdout).toContain('Zapsáno')
  })

  test('a second process asks the one that holds the engine, and both see the same', async () => {
    const watching = start(['sync', '--watch', '--json', ...here()])
    const lines = createInterface({ input: watching.stdout as NodeJS.ReadableStream })
    await once(lines, 'line')
    await json('test-orders', ['test-orders', '2', ...here()])
    const synced = await json('sync', ['sync', '--once', ...here()])
    expect(synced.status?.counts.imported).toBe(25)
    expect(synced.status?.heldBy).toContain(`${watching.pid}`)
    expect(pohoda.orders()).toHaveLength(25)
    watching.kill('SIGTERM')
    const [code] = await once(watching, 'close')
    expect(code).toBe(0)
  })

  test('what stops the whole is told with its exit code', async () => {
    pohoda.faults({ lockedDatabase: true })
    await json('test-orders', ['test-orders', '1', ...here()])
    const locked = await json('sync', ['sync', '--once', ...here()])
    expect(locked).toMatchObject({ exitCode: 5, problem: { code: 'is-locked' } })
    pohoda.faults({})
  })
})

describe('the ledger and the three sides', () => {
  let home: string
  let central: Central
  let pohoda: TestPohoda
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'bi-cli-ledger-'))
    central = await startCentral(join(home, 'central'), '--seed', '6', '--faulty', '2', '--random', '7')
    pohoda = createTestPohoda({ unit: { ico: central.ico } })
    const preset = {
      language: 'en',
      mode: 'test',
      central: { baseUrl: central.url, apiKey: central.keys.client },
      connector: {
        id: 'pohoda-xml',
        settings: {
          program: pohoda.program,
          user: pohoda.user,
          password: pohoda.password,
          database: pohoda.database,
          ico: pohoda.ico,
        },
      },
    }
    expect((await bi(['setup', '--from', '-', '--data-dir', join(home, 'data')], JSON.stringify(preset))).code).toBe(0)
  })
  afterAll(async () => {
    await central.stop()
    pohoda.remove()
    rmSync(home, { recursive: true, force: true })
  })
  const here = () => ['--data-dir', join(home, 'data')]

  test('a ledger that is not there yet is neither sound nor copied, and no file is made of a name that does not exist', async () => {
    expect((await json('ledger check', ['ledger', 'check', ...here()])).exitCode).toBe(9)
    expect((await json('ledger backup', ['ledger', 'backup', ...here()])).exitCode).toBe(9)
    const none = join(home, 'none.db')
    expect(await json('ledger check', ['ledger', 'check', none, ...here()])).toMatchObject({
      exitCode: 8,
      problem: { code: 'backup-unusable' },
    })
    expect(existsSync(none)).toBe(false)
    expect((await bi(['ledger', 'restore', ...here()])).code).toBe(2)
  })

  test('copy, check, spoil, follow the words, and nothing is recorded twice', async () => {
    expect((await json('sync', ['sync', '--once', ...here()])).status?.counts.imported).toBe(6)
    const { path = '' } = await json('ledger backup', ['ledger', 'backup', ...here()])
    expect(await json('ledger check', ['ledger', 'check', ...here()])).toMatchObject({ exitCode: 0, documents: 8 })
    expect(await json('ledger check', ['ledger', 'check', path, ...here()])).toMatchObject({ exitCode: 0, documents: 8 })

    writeFileSync(join(home, 'data', 'ledger.db'), 'spoilt '.repeat(2000))
    const spoilt = await json('sync', ['sync', '--once', ...here()])
    expect(spoilt).toMatchObject({ exitCode: 8, problem: { code: 'ledger-unreadable' } })
    expect((await json('ledger check', ['ledger', 'check', ...here()])).problem?.code).toBe('ledger-unreadable')
    const command = /bi-client (ledger restore) "([^"]+)"/.exec(spoilt.text?.todo ?? '')
    expect(command?.[2]).toBe(path)
    const restored = await json('ledger restore', ['ledger', 'restore', command?.[2] ?? '', ...here()])
    expect(restored).toMatchObject({ exitCode: 0, documents: 8 })
    expect(readFileSync(join(restored.aside ?? '', 'ledger.db'), 'latin1')).toContain('spoilt')
    expect((await json('sync', ['sync', '--once', ...here()])).status?.counts).toMatchObject({ imported: 6, quarantined: 2 })
    expect(pohoda.orders()).toHaveLength(6)
    expect((await json('ledger check', ['ledger', 'check', ...here()])).exitCode).toBe(0)
  })

  test('verify: 0 without a difference; 10 with one, in a table that says what to do; confirmed, 0 again', async () => {
    expect(await json('verify', ['verify', '--all', ...here()])).toMatchObject({ exitCode: 0, count: 0 })
    pohoda.deleteOrder(pohoda.orders()[0]?.number ?? '')
    const differs = await json('verify', ['verify', '--all', ...here()])
    expect(differs).toMatchObject({ exitCode: 10, count: 1, problem: { code: 'sides-differ' } })
    const shown = await bi(['verify', ...here()])
    expect(shown.code).toBe(10)
    expect(shown.stdout).toMatch(/Difference +Document +In the ledger +At the central side +In the information system/)
    expect(shown.stdout).toContain('recorded here, no such record in the information system')
    expect(shown.stdout).toContain('What to do:')
    const status = await bi(['status', ...here()])
    expect(status.stdout).toMatch(/Differences between the sides +1/)
    expect(status.code).toBe(10)
    expect((await bi(['verify', '--accept', ' ', ...here()])).code).toBe(2)
    expect((await json('verify', ['verify', '--accept', 'entered by hand', ...here()])).exitCode).toBe(0)
    expect((await json('verify', ['verify', '--all', ...here()])).count).toBe(0)
  })

  test('export gives the content exactly as it was kept, and overwrites nothing', async () => {
    const { documents = [] } = await json('documents list', ['documents', 'list', '--state', 'quarantined', ...here()])
    const itemId = documents[0]?.itemId ?? ''
    const raw = await bi(['documents', 'export', itemId, ...here()])
    expect(createHash('sha256').update(raw.stdout, 'utf8').digest('hex')).toBe(
      (await json('documents show', ['documents', 'show', itemId, ...here()])).document?.payloadSha256,
    )
    const output = join(home, 'order.json')
    expect((await json('documents export', ['documents', 'export', itemId, '--output', output, ...here()])).path).toBe(output)
    expect(readFileSync(output, 'utf8')).toBe(raw.stdout)
    writeFileSync(output, 'mine')
    expect((await bi(['documents', 'export', itemId, '--output', output, ...here()])).code).toBe(2)
    expect(readFileSync(output, 'utf8')).toBe('mine')
    expect((await json('documents export', ['documents', 'export', 'none', ...here()])).problem?.code).toBe('document-not-found')
  })

  test('skip takes a held document out with its reason, tells the central side, and takes nothing else', async () => {
    const { documents = [] } = await json('documents list', ['documents', 'list', ...here()])
    const held = documents.find((row) => row.state === 'quarantined')?.itemId ?? ''
    const imported = documents.find((row) => row.state === 'imported')?.itemId ?? ''
    const skip = (itemId: string, reason: string) =>
      json('documents skip', ['documents', 'skip', itemId, '--reason', reason, ...here()])
    expect((await skip(imported, 'no')).problem?.code).toBe('document-not-skippable')
    expect((await skip(held, '  ')).exitCode).toBe(2)
    expect((await skip(held, 'entered by hand')).document?.state).toBe('skipped')
    expect((await json('sync', ['sync', '--once', ...here()])).status?.counts).toMatchObject({ skipped: 1, unreported: 0 })
    const shown = await bi(['documents', 'show', held, ...here()])
    expect(shown.stdout).toContain('entered by hand')
    const there = await fetch(`${central.url}/queue/${held}`, { headers: { Authorization: `Bearer ${central.keys.client}` } })
    expect(await there.json()).toMatchObject({ state: 'cancelled' })
  })
})
