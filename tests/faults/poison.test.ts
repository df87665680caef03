import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { createCentral } from '../../src/main/central/central'
import { runCli } from '../../src/main/cli/index'
import { syncOnce } from '../../src/main/engine/sync-once'
import { createLedger } from '../../src/main/ledger/ledger'
import { openLedgerFile } from '../../src/main/ledger/open'
import { openStore } from '../../src/sandbox/database'
import { createIds } from '../../src/sandbox/ids'
import { createQueue } from '../../src/sandbox/queue/queue'
import { canonicalJson } from '../../src/shared/documents/canonical'
import type { DocumentSummary } from '../../src/shared/documents/document-state'
import type { Order } from '../../src/shared/documents/order'
import { type ProblemCode, problemCodes } from '../../src/shared/failure'
import { languageSchema } from '../../src/shared/settings'
import { problemText } from '../../src/shared/texts/problem-text'
import { hostileIds, hostileTexts } from '../fuzz/hostile'
import { createBooks } from '../support/books'
import { rememberingLog } from '../support/connector-tools'
import { line, testOrder } from '../support/orders'
import { call } from '../support/sandbox'
import { createWorld, expectEachDocumentOnce, type World, type WorldOptions } from '../support/world'

/**
 * Bad input through everything real: central side, client, POHODA. Each is held or refused with a reason that a person
 * can read, those behind it pass, and nothing of it reaches a terminal, a log or a file name as anything but text.
 */

const closers: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

interface PoisonWorld extends World {
  /** Whatever it is, straight into the central side's queue: no shop could put it there. */
  enqueue(payload: string, number?: string): string
  /** Changes an id behind the central side's back. */
  renameItem(from: string, to: string): void
  /** Lets leases of both sides end. */
  pass(ms: number): void
}

async function poisonWorld(options: WorldOptions = {}): Promise<PoisonWorld> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bi-poison-'))
  closers.push(() => rmSync(dataDir, { recursive: true, force: true }))
  let ahead = 0
  const now = () => Date.now() + ahead
  const world = await createWorld({ ...options, sandbox: { dataDir, now } })
  closers.push(() => world.close())
  const store = openStore(dataDir)
  closers.push(() => store.close())
  const queue = createQueue(store, now, createIds(now))
  const rename = store.prepare('update items set item_id = ? where item_id = ?')
  await world.open({ clock: { now, monotonicMs: () => Math.floor(performance.now()) + ahead } })
  return {
    ...world,
    enqueue: (payload, number = '') =>
      queue.add({
        companyId: world.sandbox.companyId,
        agenda: 'orders',
        test: true,
        priority: 5,
        payload,
        payloadSha256: createHash('sha256')
          .update(canonicalJson(JSON.parse(payload)))
          .digest('hex'),
        number,
        partner: '',
        source: 'seed',
      }),
    renameItem: (from, to) => void rename.run(to, from),
    pass: (ms) => {
      ahead += ms
    },
  }
}

/** What a person reads for it, in every language: something, and no gap in it. */
function expectSaid(document: DocumentSummary): void {
  const { problem } = document
  expect(problem, `${document.itemId} is ${document.state}: why?`).toBeDefined()
  if (!problem) return
  expect(problemCodes).toContain(problem.code as ProblemCode)
  for (const language of languageSchema.options) {
    const text = problemText(language, problem)
    expect(text.code, 'a text of its own').toBe(problem.code)
    for (const part of [text.what, text.why, text.todo]) expect(part.length).toBeGreaterThan(5)
  }
}

async function cli(world: World, ...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const said = { stdout: '', stderr: '' }
  const into = (name: keyof typeof said) => ({
    isTTY: true,
    write(text: string) {
      said[name] += text
    },
  })
  const code = await runCli([...args, '--data-dir', world.dataDir], {
    stdout: into('stdout'),
    stderr: into('stderr'),
    env: { LANG: 'cs_CZ.UTF-8' },
    signal: new AbortController().signal,
    readStdin: async () => '',
  })
  return { code, ...said }
}

/** Everything that a terminal would obey instead of showing it, but for the ends of lines. */
const TERMINAL_ORDERS = /[^\P{Cc}\n]|[\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u

/** All logs of the client; each line must be an entry. */
function logOf(world: World): string {
  const folder = join(world.dataDir, 'logs')
  const text = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('')
  for (const entry of text.split('\n').slice(0, -1))
    expect(entry).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (DEBUG|INFO|WARN|ERROR) /)
  expect(text.replaceAll('\n', '')).not.toMatch(TERMINAL_ORDERS)
  return text
}

const register = async (world: World, payload: Order, externalId: string) => {
  const answer = await call(world.sandbox, world.sandbox.keys.shop, 'POST', '/documents/orders', {
    companyId: world.sandbox.companyId,
    externalId,
    test: true,
    payload,
  })
  return { status: answer.status, itemId: (answer.body as { itemId?: string }).itemId ?? '' }
}

describe('texts', () => {
  test('whatever stands in a name, a number or a note: imported as text or held with a reason, and never obeyed', async () => {
    const world = await poisonWorld()
    const secrets = [world.sandbox.keys.client, world.pohoda.password]
    const texts = [...hostileTexts, ...secrets.map((secret) => `klíč ${secret} v textu`)]
    let sent = 0
    for (const [at, text] of texts.entries()) {
      const simple = testOrder(`OBJ-${at}`)
      const poisoned: Order = {
        ...simple,
        number: text.slice(0, 60),
        deliveryMethod: text.slice(0, 100),
        note: `[TEST] ${text}`,
        internalNote: text,
        buyer: { ...simple.buyer, name: text, contactName: text, phone: text.slice(0, 64), email: text },
        lines: simple.lines.map((one) => ({ ...one, name: text, note: text, buyerSku: text.slice(0, 100) })),
      }
      const { status } = await register(world, poisoned, `ext-${at}`)
      expect([201, 400]).toContain(status)
      if (status === 201) sent++
    }
    expect(sent).toBeGreaterThan(texts.length - 3)
    for (const number of ['ZA-1', 'ZA-2']) await register(world, testOrder(number), number)
    await world.settle()

    const documents = world.documents()
    expect(documents).toHaveLength(sent + 2)
    for (const document of documents) if (document.state !== 'imported') expectSaid(document)
    expect(documents.filter(({ number }) => number.startsWith('ZA-')).map(({ state }) => state)).toEqual(['imported', 'imported'])
    // What can be shown on one line of Windows-1250 gets there.
    expect(documents.filter(({ state }) => state === 'imported').length).toBeGreaterThan(10)
    expectEachDocumentOnce(world)

    for (const args of [['documents', 'list', '--limit', '200'], ['status'], ['verify']]) {
      const { stdout, stderr } = await cli(world, ...args, '--no-color')
      expect(stdout + stderr).not.toMatch(TERMINAL_ORDERS)
      const json = await cli(world, ...args, '--json')
      expect(json.stdout).not.toMatch(TERMINAL_ORDERS)
      expect(() => JSON.parse(json.stdout)).not.toThrow()
    }
    for (const document of documents) {
      const { code, stdout, stderr } = await cli(world, 'documents', 'show', document.itemId, '--payload')
      expect(code).toBe(0)
      expect(stdout + stderr).not.toMatch(TERMINAL_ORDERS)
      // One line for a line: what stands in a text begins no line of its own.
      expect(stdout).not.toMatch(/^2026-01-01T00/m)
    }
    const log = logOf(world)
    for (const secret of secrets) expect(log).not.toContain(secret)
  }, 120_000)
})

describe('payloads', () => {
  const good = (number: string): string => JSON.stringify(testOrder(number))
  /** A good order in which the first `from` is `to`, as text: JSON of any kind can be made so. */
  const changed = (number: string, from: string, to: string): string => {
    const text = good(number)
    expect(text).toContain(from)
    return text.replace(from, () => to)
  }
  const padded = (number: string, length: number): string => {
    const start = `{"x":"`
    const rest = `",${canonicalJson(testOrder(number)).slice(1)}`
    return canonicalJson(JSON.parse(start + 'x'.repeat(length - start.length - rest.length) + rest))
  }
  const deep = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)
  const lines = (count: number) => Array.from({ length: count }, (_, at) => line(String(at + 1), '10', '1', '21'))

  test('each is held for its own reason, and the orders between them are imported', async () => {
    const world = await poisonWorld()
    const LARGEST = 8_000_000
    const cases: [string, string, ProblemCode | 'imported', string?][] = [
      ['nothing', 'null', 'payload-unreadable'],
      ['a text', '"order"', 'payload-unreadable'],
      ['a number', '1', 'payload-unreadable'],
      ['a list', '[]', 'payload-unreadable'],
      ['an empty object', '{}', 'payload-unreadable'],
      ['depth 10,000', deep(10_000), 'payload-unreadable'],
      ['depth 200,000', deep(200_000), 'payload-unreadable'],
      ['depth 100,000 in a field that nobody knows', changed('P-1', '{', `{"x":${deep(100_000)},`), 'imported'],
      [
        'depth 10,000 where a text belongs',
        changed('P-2', '"currency":"CZK"', `"currency":${deep(10_000)}`),
        'payload-unreadable',
        'currency',
      ],
      ['a field twice', changed('P-3', '"number":"P-3"', '"number":"X","number":"P-3"'), 'imported'],
      [
        '__proto__ and constructor as fields',
        changed('P-4', '{', '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},'),
        'imported',
      ],
      ['__proto__ instead of fields', `{"__proto__":${good('P-5')}}`, 'payload-unreadable'],
      ['1e400', changed('P-6', '"quantity":"2"', '"quantity":1e400'), 'payload-unreadable', 'lines.0.quantity'],
      ['1e400 as text', changed('P-7', '"quantity":"2"', '"quantity":"1e400"'), 'payload-unreadable', 'lines.0.quantity'],
      ['-0', changed('P-8', '"quantity":"2"', '"quantity":-0'), 'payload-unreadable', 'lines.0.quantity'],
      ['NaN as text', changed('P-9', '"quantity":"2"', '"quantity":"NaN"'), 'payload-unreadable', 'lines.0.quantity'],
      ['a huge whole number', changed('P-10', '"number":"P-10"', `"number":${'9'.repeat(400)}`), 'payload-unreadable', 'number'],
      [
        'a huge whole number as text',
        changed('P-11', '"totalNet":"200.00"', `"totalNet":"${'9'.repeat(30)}"`),
        'payload-unreadable',
        'lines.0.totalNet',
      ],
      ['Arabic digits', changed('P-12', '"quantity":"2"', '"quantity":"٢"'), 'payload-unreadable', 'lines.0.quantity'],
      [
        'five million letters in the number',
        changed('P-13', '"number":"P-13"', `"number":"${'x'.repeat(5_000_000)}"`),
        'payload-unreadable',
        'number',
      ],
      [
        'five million letters in the name',
        changed('P-14', '"name":"Zboží 1"', `"name":"${'x'.repeat(5_000_000)}"`),
        'payload-unreadable',
        'lines.0.name',
      ],
      ['the largest payload', padded('P-15', LARGEST), 'imported'],
      ['one letter more', padded('P-16', LARGEST + 1), 'payload-too-large'],
      ['2,000 lines', JSON.stringify(testOrder('P-17', lines(2000))), 'imported'],
      ['2,001 lines', JSON.stringify(testOrder('P-18', lines(2001))), 'payload-unreadable', 'lines'],
      ['a sum that is not right', changed('P-19', '"totalNet":"200.00"', '"totalNet":"200.02"'), 'line-total-mismatch'],
      ['a day that does not exist', changed('P-20', '"2026-03-02"', '"2026-02-30"'), 'payload-unreadable', 'issuedOn'],
      ['a number of half a character', changed('P-21', '"number":"P-21"', '"number":"P\\ud800"'), 'value-not-representable'],
      ['a number with a zero character', changed('P-22', '"number":"P-22"', '"number":"P\\u0000x"'), 'value-not-representable'],
      ...hostileIds
        .slice(2)
        .map((id, at): [string, string, ProblemCode, string] => [
          `the id ${JSON.stringify(id).slice(0, 30)}`,
          changed(`I-${at}`, `"orderId":"ORD-I-${at}"`, `"orderId":${JSON.stringify(id)}`),
          'payload-unreadable',
          'orderId',
        ]),
      [
        'the ids CON and a:b',
        changed('P-23', '"orderId":"ORD-P-23"', '"orderId":"CON"').replace('"lineId":"1"', '"lineId":"a:b"'),
        'imported',
      ],
    ]
    const expected = new Map<string, (typeof cases)[number]>()
    const between: string[] = []
    for (const [at, one] of cases.entries()) {
      expected.set(world.enqueue(one[1]), one)
      if (at % 3 === 0) between.push(world.enqueue(good(`OBJ-${at}`), `OBJ-${at}`))
    }
    const started = performance.now()
    await world.settle()

    const documents = new Map(world.documents().map((document) => [document.itemId, document]))
    expect(documents.size).toBe(cases.length + between.length)
    for (const [itemId, [what, , code, path]] of expected) {
      const document = documents.get(itemId)
      if (code === 'imported') expect(document?.state, what).toBe('imported')
      else {
        expect(document, what).toMatchObject({ state: 'quarantined', problem: { code } })
        if (path !== undefined) expect(document?.problem?.params['path'], what).toBe(path)
        if (document) expectSaid(document)
      }
    }
    for (const itemId of between) expect(documents.get(itemId)?.state).toBe('imported')
    expectEachDocumentOnce(world)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
    for (const [itemId] of expected) {
      const { code, stdout } = await cli(world, 'documents', 'show', itemId)
      expect(code).toBe(0)
      expect(stdout.length).toBeLessThan(1_000_000)
    }
    logOf(world)
    console.log(
      `${documents.size} payloads: ${Math.round(performance.now() - started)} ms, ${process.resourceUsage().maxRSS / 1024} MB at most`,
    )
  }, 120_000)

  test('more than an answer may hold: asked for again in smaller parts, and one that never fits stops nothing behind it', async () => {
    const world = await poisonWorld()
    const large = Array.from({ length: 10 }, (_, at) => world.enqueue(padded(`L-${at}`, 60_000)))
    const never = world.enqueue(`{"x":"${'x'.repeat(500_000)}"}`)
    const small = Array.from({ length: 5 }, (_, at) => world.enqueue(good(`S-${at}`)))
    const folder = mkdtempSync(join(tmpdir(), 'bi-poison-'))
    const sql = openLedgerFile(folder)
    closers.push(() => {
      sql.close()
      rmSync(folder, { recursive: true, force: true })
    })
    const books = createBooks('enforced', () => performance.now())
    const log = rememberingLog()
    const clock = { now: Date.now, monotonicMs: () => performance.now() }
    const { url, keys, companyId } = world.sandbox
    // The real limit is 64 MiB; the way is the same.
    const central = createCentral({
      baseUrl: url,
      apiKey: keys.client,
      clientVersion: '1.0.0',
      log,
      clock,
      maximumAnswerBytes: 300_000,
    })
    const ports = {
      ledger: createLedger(sql, Date.now),
      is: books.is,
      central,
      clock,
      log,
      sha256: (text: string) => createHash('sha256').update(text).digest('hex'),
      random: () => 0.5,
      describe: (what: { code: string }) => what.code,
    }
    const settings = { mode: 'test', companyId, batchSize: 100, leaseSeconds: 600, clientVersion: '1.0.0' } as const
    const endless = new AbortController().signal
    const run = await syncOnce(ports, settings, endless, endless)
    // In one run, and not after the leases of the claims that were too large.
    expect(run).toMatchObject({ outcome: 'failed', problem: { code: 'central-answer-too-large' }, imported: 15 })
    expect(
      books
        .records()
        .map(({ itemId }) => itemId)
        .sort(),
    ).toEqual([...large, ...small].sort())
    expect(books.doubled()).toEqual([])
    expect(world.sandbox.items().find(({ itemId }) => itemId === never)?.state).toBe('claimed')
  }, 60_000)
})

describe('ids', () => {
  test('what is no id by the contract is told and left with the central side; the others are imported', async () => {
    const world = await poisonWorld()
    const good: string[] = []
    const bad: string[] = []
    for (const [at, id] of hostileIds.entries()) {
      const itemId = world.enqueue(JSON.stringify(testOrder(`I-${at}`)))
      // The sandbox puts ids into its answer as they lie there.
      world.renameItem(itemId, JSON.stringify(id).slice(1, -1))
      ;(at < 2 ? good : bad).push(id)
      good.push(world.enqueue(JSON.stringify(testOrder(`G-${at}`))))
    }
    const status = await world.client().syncNow()
    expect(status).toMatchObject({ state: 'failed', problem: { code: 'central-answer-invalid' } })
    const documents = world.documents()
    expect(documents.map(({ itemId }) => itemId).sort()).toEqual([...good].sort())
    for (const document of documents) expect(document.state, document.itemId).toBe('imported')
    expect(
      world.pohoda
        .orders()
        .map(({ itemId }) => itemId)
        .sort(),
    ).toEqual([...good].sort())
    for (const language of languageSchema.options) {
      if (!status.problem) throw new Error('no problem')
      expect(problemText(language, status.problem).what.length).toBeGreaterThan(5)
    }
    logOf(world)
    // Nothing was made outside of the client's own folder.
    for (const folder of [world.dataDir, join(world.dataDir, 'connectors', 'pohoda-xml')])
      expect(readdirSync(folder).filter((name) => /CON|a:b|\.\.|^x+$/.test(name))).toEqual([])
    for (const id of bad) {
      const { code, stdout, stderr } = await cli(world, 'documents', 'show', '--', id)
      expect(code).not.toBe(0)
      expect(stdout + stderr).not.toMatch(TERMINAL_ORDERS)
    }
  }, 60_000)
})
