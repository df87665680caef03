import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCentral, type UnansweredClaim } from '../../src/main/central/central'
import { createUploads } from '../../src/main/central/uploads'
import { createEngineHost } from '../../src/main/engine-host'
import { backupLedger } from '../../src/main/ledger/backup'
import { openLedgerFile } from '../../src/main/ledger/open'
import type { Sandbox } from '../../src/sandbox/server'
import type { DocumentSummary } from '../../src/shared/documents/document-state'
import { SETTINGS_VERSION, type Settings, settingsSchema } from '../../src/shared/settings'
import type { SyncStatus } from '../../src/shared/sync-status'
import { type Books, createBooks } from './books'
import { type FaultProxy, fits, type Rule, startFaultProxy, type Toxic } from './fault-proxy'
import { call, temporarySandbox } from './sandbox'
import { expectEachDocumentOnce } from './world'

/**
 * A client behind a bad network: the real engine with its host, ledger and timer, the real HTTP adapter, the fault proxy
 * and the sandbox; only the books are a list. Small enough that hundreds of them fit into a minute.
 */
export interface NetworkWorld {
  sandbox: Sandbox
  proxy: FaultProxy
  books: Books
  /** Both the client's clock and the central side's; it goes on by itself and can be moved forward. */
  clock: { now(): number; monotonicMs(): number; pass(ms: number): void }
  seed(count: number): void
  /** One run without the timer. Its status is checked for honesty. */
  run(): Promise<SyncStatus>
  /** Starts the timer, which runs at once; resolves when that run is over and the next one is planned, with ms until then. */
  startTimer(): Promise<{ status: SyncStatus; nextInMs: number }>
  /** Spoils the calls that fit. */
  strike(toxic: Toxic | Hijack, where: Omit<Rule, 'toxic'>): void
  /** How many calls of those that fit were struck. */
  struck(where: Omit<Rule, 'toxic'>): number
  heal(): Promise<void>
  /** One more run, which must leave nothing to do: nothing waits for a lease to end. */
  finish(): Promise<void>
  /** A call past the proxy, with a key of its own. */
  ask(who: 'admin' | 'other-client', method: string, path: string, body?: unknown): Promise<unknown>
  /** Every document of the central side is recorded, known and processed, once each, and both sides agree on it. */
  expectAllOnce(): void
  close(): Promise<void>
}

/** The name leads to another machine: TLS with a certificate that nobody signed. */
export interface Hijack {
  kind: 'hijacked'
  /** Its base address. */
  url: string
}

export const INTERVAL_SECONDS = 300
export const LEASE_SECONDS = 30

let template: string | undefined
/** A data folder with an empty ledger of which today's copy was made: making one is half the time of a small run. */
function copiedToday(): string {
  if (template !== undefined) return template
  const folder = fastFolder()
  const sql = openLedgerFile(folder)
  backupLedger(sql, folder, Date.now(), 'daily')
  sql.close()
  template = folder
  return folder
}

/** Removes what is shared by all worlds of a process. */
export function endNetworkWorlds(): void {
  if (template !== undefined) rmSync(template, { recursive: true, force: true })
  template = undefined
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
const fastFolder = (): string => mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'bi-network-'))

export async function createNetworkWorld(
  /** How long nothing may come. */
  patienceMs = 10_000,
): Promise<NetworkWorld> {
  const root = fastFolder()
  cpSync(copiedToday(), root, { recursive: true })
  let passed = 0
  const clock = {
    now: () => Date.now() + passed,
    monotonicMs: () => performance.now() + passed,
    pass(ms: number) {
      passed += ms
      books.settle(clock.monotonicMs())
    },
  }
  const books = createBooks('enforced', clock.monotonicMs)
  const sandbox = await temporarySandbox({ dataDir: join(root, 'sandbox'), now: clock.now })
  const proxy = await startFaultProxy(sandbox.url)
  const otherKey = sandbox.issueClientKey().text

  let hijack: { to: Hijack; where: Omit<Rule, 'toxic'>; skip: number } | undefined
  let hijacked = 0
  const throughHijack: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    const { pathname, search } = new URL(request.url)
    if (!hijack || !fits(hijack.where, request.method, pathname + search) || hijack.skip-- > 0) return fetch(request)
    hijacked++
    const body = ['GET', 'HEAD'].includes(request.method) ? {} : { body: await request.arrayBuffer() }
    return fetch(hijack.to.url + pathname + search, {
      method: request.method,
      headers: request.headers,
      redirect: request.redirect,
      signal: request.signal,
      ...body,
    })
  }

  let settings: Settings = settingsSchema.parse({
    version: SETTINGS_VERSION,
    mode: 'test',
    central: { baseUrl: proxy.url },
    connector: { id: 'books', settings: {} },
    sync: { intervalSeconds: INTERVAL_SECONDS, leaseSeconds: LEASE_SECONDS, batchSize: 10 },
  })
  const log = { debug() {}, info() {}, warn() {}, error() {} }
  const unanswered: UnansweredClaim[] = []
  const host = createEngineHost({
    dataDir: root,
    surface: 'cli',
    clock,
    log,
    sha256,
    settings: () => settings,
    rememberCompany(companyId) {
      settings = { ...settings, central: { ...settings.central, companyId } }
    },
    openCentral: ({ central: { baseUrl } }) =>
      createCentral({
        baseUrl,
        apiKey: sandbox.keys.client,
        clientVersion: '1.0.0',
        log,
        clock,
        fetch: throughHijack,
        unanswered,
        timeoutMs: patienceMs,
        // As by default, a call that took as long as a time-out is not tried again.
        retries: { tries: 3, baseMs: 1, capMs: 2, budgetMs: patienceMs * 0.9 },
      }),
    openUploads: ({ central: { baseUrl } }) =>
      createUploads({ baseUrl, apiKey: sandbox.keys.client, clientVersion: '1.0.0', log, clock, fetch: throughHijack }),
    openIs: async () => ({ ...books.is, preview: () => [], async *check() {}, close: async () => {} }),
  })

  function documents(): DocumentSummary[] {
    return host.read((reader) => [...reader.list({ limit: 200 }).documents]) ?? []
  }

  /** Says ok only when nothing is left to do, and shows a problem whenever it says something else than ok because of one. */
  function expectHonest(status: SyncStatus): SyncStatus {
    const { waiting, claimed } = sandbox.counts()
    const undone = { waiting, claimed, inWork: status.counts.inWork, unreported: status.counts.unreported }
    if (status.state === 'ok') assert.deepEqual(undone, { waiting: 0, claimed: 0, inWork: 0, unreported: 0 }, 'ok, and yet')
    if (status.state === 'failed') assert.ok(status.problem, 'failed: why?')
    assert.deepEqual(books.doubled(), [])
    return status
  }
  const records = () => books.records().map(({ itemId, reference }) => ({ itemId, number: reference.number ?? '' }))

  const world: NetworkWorld = {
    sandbox,
    proxy,
    books,
    clock,
    seed: (count) => void sandbox.seedOrders(count),
    async run() {
      await host.runNow()
      return expectHonest(host.status())
    },
    startTimer: () =>
      new Promise((done, fail) => {
        host.start()
        const end = host.onStatus((status) => {
          if (status.nextSyncAt === undefined) return
          const nextInMs = Date.parse(status.nextSyncAt) - clock.now()
          setImmediate(() => end())
          try {
            done({ status: expectHonest(status), nextInMs })
          } catch (error) {
            fail(error)
          }
        })
      }),
    strike(toxic, where) {
      if (toxic.kind === 'hijacked') hijack = { to: toxic, where, skip: where.skip ?? 0 }
      else proxy.add(toxic, where)
    },
    struck: (where) =>
      hijacked + proxy.seen().filter(({ toxic, method, path }) => toxic !== undefined && fits(where, method, path)).length,
    async heal() {
      hijack = undefined
      await proxy.heal()
    },
    async finish() {
      await world.run()
      const { waiting, claimed } = sandbox.counts()
      const { inWork, unreported, unknown } = host.status().counts
      const left = { waiting, claimed, inWork, unreported, unknown }
      assert.deepEqual(left, { waiting: 0, claimed: 0, inWork: 0, unreported: 0, unknown: 0 }, 'one run does all that is left')
    },
    async ask(who, method, path, body) {
      const answer = await call(sandbox, who === 'admin' ? sandbox.keys.admin : otherKey, method, path, body)
      assert.ok(answer.status < 300, `${method} ${path}: ${answer.status}`)
      return answer.body
    },
    expectAllOnce() {
      expectEachDocumentOnce({ sandbox, pohoda: { orders: records }, documents }, { imported: sandbox.items().length, held: 0 })
      for (const document of documents()) assert.equal(document.reportState, 'accepted', `report of ${document.itemId}`)
    },
    async close() {
      await host.close()
      await proxy.close()
      await sandbox.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
  return world
}
