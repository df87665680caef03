import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Central, Clock, EngineSettings, InformationSystem, Ledger } from '../../src/main/engine/ports'
import { type RunResult, syncOnce } from '../../src/main/engine/sync-once'
import type { Sql } from '../../src/main/ledger/database'
import { createLedger } from '../../src/main/ledger/ledger'
import { openLedgerFile } from '../../src/main/ledger/open'
import { createReader, type LedgerReader } from '../../src/main/ledger/read'
import { createCompanies } from '../../src/sandbox/companies'
import { openStore } from '../../src/sandbox/database'
import { createIds } from '../../src/sandbox/ids'
import { createAdministration } from '../../src/sandbox/queue/administration'
import { createQueue, type ItemRow } from '../../src/sandbox/queue/queue'
import type { Mode } from '../../src/shared/central-api/account'
import type { QueueItem } from '../../src/shared/central-api/queue'
import type { InwardAgenda } from '../../src/shared/documents/agenda'
import { canonicalJson } from '../../src/shared/documents/canonical'
import type { DocumentSummary } from '../../src/shared/documents/document-state'
import { Failure, problem } from '../../src/shared/failure'
import { type Books, createBooks } from './books'
import { letGoOfFiles } from './let-go'
import { order, testOrder } from './orders'

/**
 * The real engine over the real ledger, with the sandbox's real queue called in this process, books that do what they are
 * told, and clocks that go as the test wishes: fast enough for thousands of histories.
 */

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
/** Memory where the computer has a file system of it: what is tested here is the order of steps, not the disk. */
const fastFolder = (): string => mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'bi-engine-'))

/** The files of a central side and of a first machine on which nothing has happened yet: made once, a third of a world's cost. */
let blank: readonly (readonly [path: string, content: Buffer])[] | undefined

function makeBlank(): typeof blank & object {
  const folder = fastFolder()
  try {
    const store = openStore(folder)
    const sql = openLedgerFile(join(folder, 'machine-0'))
    for (const one of [store, sql]) {
      // All of it in the one file.
      one.prepare('pragma wal_checkpoint(truncate)').all()
      one.close()
    }
    const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => !/-(wal|shm)$/.test(path))
    return paths.filter((path) => statSync(join(folder, path)).isFile()).map((path) => [path, readFileSync(join(folder, path))])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function layBlank(root: string): void {
  blank ??= makeBlank()
  for (const [path, content] of blank) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
}

export interface Ports {
  central: Central
  ledger: Ledger
  is: InformationSystem
}

export interface RunOptions {
  stop?: AbortSignal
  onProgress?: (progress: { done: number; total: number }) => void
}

/** One client of the company: its ledger file and its runs. */
export interface Machine {
  /** One run as a process of its own would do it; `through` may put faults on the ports. Never throws. */
  run(through?: (ports: Ports) => Ports, more?: RunOptions): Promise<RunResult>
  ledger(): Ledger
  reader(): LedgerReader
  sql(): Sql
  documents(): DocumentSummary[]
  /** As a person would, from the window. False: not possible for its state. */
  retry(itemId: string): boolean
  settings: EngineSettings
}

export interface EngineWorld {
  books: Books
  clock: { now: number; monotonic: number; pass(ms: number): void }
  /** The central side's own clock; leases run by it. */
  centralClock: { now: number }
  /** One document of an agenda into the queue; its payload must be marked as a test by the caller. */
  add(agenda: InwardAgenda, payload: unknown): string
  addOrders(count: number, change?: (order: ReturnType<typeof goodOrder>, index: number) => unknown, test?: boolean): string[]
  items(): ItemRow[]
  administration: ReturnType<typeof createAdministration>
  setMode(mode: Mode): void
  machine(): Machine
  /** Another client with a ledger of its own. */
  addMachine(): Machine
  machines: readonly Machine[]
  central: Central
  close(): void
}

export const goodOrder = (number: string) => testOrder(number)

export interface EngineWorldOptions {
  guard?: InformationSystem['guard']
  batchSize?: number
  /** What the account has and the books take; absent: orders. */
  agendas?: readonly InwardAgenda[]
}

export function createEngineWorld(options: EngineWorldOptions = {}): EngineWorld {
  const agendas = options.agendas ?? ['orders']
  const root = fastFolder()
  const start = Date.parse('2026-03-02T08:00:00Z')
  const clock = {
    now: start,
    monotonic: 1_000_000,
    pass(ms: number) {
      clock.now += ms
      clock.monotonic += ms
      centralClock.now += ms
      books.settle(clock.monotonic)
    },
  }
  const centralClock = { now: start }
  const books = createBooks(options.guard ?? 'enforced', () => clock.monotonic, agendas)

  layBlank(root)
  const store = openStore(root)
  const newId = createIds(() => centralClock.now)
  const companies = createCompanies(store, () => centralClock.now, newId)
  const queue = createQueue(store, () => centralClock.now, newId)
  const administration = createAdministration(store, queue, () => centralClock.now)
  const company = companies.add({
    name: 'Velkoobchod Příkladný, s.r.o.',
    ico: '45274649',
    role: 'both',
    mode: 'test',
    agendas: [...agendas],
  })
  const key = companies.issueKey('client', company.companyId)
  const allItems = store.prepare<ItemRow>('select * from items order by seq')
  const mode = () => companies.find(company.companyId)?.mode ?? 'test'

  const central: Central = {
    account: async () => {
      const { waiting, waitingByAgenda, claimed } = queue.numbers(company.companyId, mode() === 'test')
      return {
        companyId: company.companyId,
        companyName: company.name,
        ico: company.ico,
        role: 'both',
        mode: mode(),
        agendas: [...agendas],
        apiVersion: '1.0',
        serverTime: new Date(centralClock.now).toISOString(),
        minimumClientVersion: '0.0.0',
        queue: { waiting, waitingByAgenda, claimed },
      }
    },
    claim: async (request) => {
      const given = queue.claim({ companyId: company.companyId, keyId: key.keyId, test: mode() === 'test' }, request)
      return {
        claimId: given.claimId,
        leaseExpiresAt: new Date(given.leaseExpiresAt).toISOString(),
        items: JSON.parse(Buffer.from(given.itemsJson).toString('utf8')) as QueueItem[],
        remaining: given.remaining,
      }
    },
    extend: async (claimId, leaseSeconds) => {
      const end = queue.extend(company.companyId, claimId, leaseSeconds)
      if (end === undefined) throw new Failure(problem('central-not-found'), { effect: 'nothing', retry: false })
      return { leaseExpiresAt: new Date(end).toISOString() }
    },
    giveBack: async (claimId) => void queue.giveBack(company.companyId, claimId),
    itemState: async (itemId) => {
      const row = queue.item(company.companyId, itemId)?.row
      return (
        row && {
          itemId,
          agenda: row.agenda,
          state: row.state,
          test: row.test === 1,
          receivedAt: new Date(row.received_at).toISOString(),
          deliveryCount: row.delivery_count,
          payloadSha256: row.payload_sha256,
        }
      )
    },
    report: async (results) => queue.report(company.companyId, results),
    heartbeat: async () => {},
  }

  const engineClock: Clock = {
    now: () => clock.now,
    // It moves with each look, by fractions, as the real one.
    monotonicMs: () => (clock.monotonic += 0.001),
  }
  const settings: EngineSettings = {
    mode: 'test',
    companyId: company.companyId,
    batchSize: options.batchSize ?? 3,
    leaseSeconds: 600,
    clientVersion: '1.0.0',
  }
  const silent = { debug() {}, info() {}, warn() {}, error() {} }
  const opened: Sql[] = []

  function newMachine(): Machine {
    const sql = openLedgerFile(join(root, `machine-${opened.length}`))
    opened.push(sql)
    const reader = createReader(sql)
    const machine: Machine = {
      settings: { ...settings },
      ledger: () => createLedger(sql, () => clock.now),
      reader: () => reader,
      sql: () => sql,
      async run(through = (ports) => ports, { stop, onProgress } = {}) {
        const never = new AbortController().signal
        const ports = through({ central, ledger: machine.ledger(), is: books.is })
        return syncOnce(
          {
            ...ports,
            clock: engineClock,
            log: silent,
            sha256,
            random: () => 0.5,
            describe: (what) => what.code,
            ...(onProgress ? { onProgress } : {}),
          },
          machine.settings,
          stop ?? never,
          never,
        )
      },
      documents() {
        const all: DocumentSummary[] = []
        for (let before: number | undefined; ; ) {
          const page = reader.list({ limit: 200, before })
          all.push(...page.documents)
          if (page.next === undefined) return all
          before = page.next
        }
      },
      retry(itemId) {
        const row = reader.find(itemId)
        if (!row || !['quarantined', 'rejected', 'skipped', 'unknown'].includes(row.state)) return false
        const asked = reader.detail(itemId)?.summary.problem?.code === 'maybe-recorded'
        // Asked to look, a person looks, and not while it may still be written.
        if (asked && books.pending(itemId)) return false
        const there = asked && books.records().some((record) => record.itemId === itemId)
        machine
          .ledger()
          .apply([
            there
              ? { id: row.id, to: 'skipped', problem: problem('skipped-by-person'), report: true }
              : { id: row.id, to: 'retry' },
          ])
        return true
      },
    }
    return machine
  }

  const machines: Machine[] = [newMachine()]
  let numbered = 0
  return {
    books,
    clock,
    centralClock,
    administration,
    central,
    machines,
    add(agenda, content) {
      const payload = canonicalJson(content)
      return queue.add({
        companyId: company.companyId,
        agenda,
        test: true,
        priority: 5,
        payload,
        payloadSha256: sha256(payload),
        number: '',
        partner: '',
        source: 'seed',
      })
    },
    addOrders(count, change = (one) => one, test = true) {
      return Array.from({ length: count }, (_, index) => {
        const number = `OBJ-${++numbered}`
        const payload = canonicalJson(change(test ? testOrder(number) : order(number), index))
        return queue.add({
          companyId: company.companyId,
          agenda: 'orders',
          test,
          priority: 5,
          payload,
          payloadSha256: sha256(payload),
          number,
          partner: '',
          source: 'seed',
        })
      })
    },
    items: () => {
      queue.expireLeases(company.companyId)
      return allItems.all()
    },
    setMode: (to) => companies.setMode(company.companyId, to),
    machine: () => machines[0] as Machine,
    addMachine() {
      const machine = newMachine()
      machines.push(machine)
      return machine
    },
    close() {
      for (const sql of opened) sql.close()
      store.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

/** A disk that is full when claimed items are to be kept: nothing of them is here. */
export const fullDiskAtKeeping = (ports: Ports): Ports => ({
  ...ports,
  ledger: {
    ...ports.ledger,
    keep() {
      throw new Failure(problem('disk-full'), { effect: 'nothing', retry: true })
    },
  },
})

/** Closes one of thousands of worlds in a process. */
export async function closeWorld(world: EngineWorld): Promise<void> {
  world.close()
  await letGoOfFiles()
}

/** What must hold at every moment, whatever has happened. Throws the first that doesn't. */
export function expectNothingLostOrDoubled(world: EngineWorld): void {
  const doubled = world.books.doubled()
  if (doubled.length > 0) throw new Error(`recorded twice: ${doubled.join(', ')}`)
  const records = new Map(world.books.records().map((record) => [record.itemId, record.reference]))
  for (const item of world.items()) {
    // Marked by a person at the central side is that person's word; reported by us is ours.
    if (item.state === 'processed' && item.outcome === 'imported' && !records.has(item.item_id))
      throw new Error(`${item.item_id} counts as processed and is not recorded`)
    if (item.state === 'processed' && item.outcome === 'imported' && item.erp_number !== records.get(item.item_id)?.number)
      throw new Error(`${item.item_id} is reported as ${item.erp_number} and recorded as ${records.get(item.item_id)?.number}`)
  }
  for (const machine of world.machines)
    for (const document of machine.documents()) {
      if (document.state === 'imported' && records.get(document.itemId)?.number !== document.reference?.number)
        throw new Error(`${document.itemId} counts as imported and is not recorded as such`)
      if (['quarantined', 'rejected', 'unknown', 'skipped'].includes(document.state) && !document.problem)
        throw new Error(`${document.itemId} is ${document.state} without a reason`)
    }
}

/** Why something still hangs somewhere; undefined: nothing does. */
function unsettled(world: EngineWorld): string | undefined {
  const held = new Set(
    world.machines.flatMap((machine) =>
      machine
        .documents()
        .filter((document) => ['quarantined', 'rejected', 'unknown', 'skipped'].includes(document.state))
        .map((document) => document.itemId),
    ),
  )
  for (const item of world.items()) {
    if (item.state === 'processed' || item.state === 'cancelled' || held.has(item.item_id)) continue
    return `${item.item_id} is ${item.state} and nobody holds it`
  }
  for (const machine of world.machines) {
    const hanging = machine.documents().find(
      (document) =>
        document.reportState === 'due' ||
        document.state === 'unknown' ||
        // In work here, held by a person at another computer of the company: it goes to and fro with the lease.
        (['received', 'ready', 'sending'].includes(document.state) && !held.has(document.itemId)),
    )
    if (hanging) return `${hanging.itemId} is ${hanging.state} here, its report ${hanging.reportState}`
  }
  return undefined
}
const isSettled = (world: EngineWorld): boolean => unsettled(world) === undefined

/** What must hold once everything works again and had time: nothing hangs anywhere. */
export function expectAllSettled(world: EngineWorld): void {
  expectNothingLostOrDoubled(world)
  const why = unsettled(world)
  if (why !== undefined) throw new Error(why)
}

/** Runs of all machines with time between them, until nothing is left to do or `most` rounds have passed. */
export async function settle(world: EngineWorld, most = 12): Promise<void> {
  for (let i = 0; i < most; i++) {
    for (const machine of world.machines) {
      await machine.run()
      expectNothingLostOrDoubled(world)
    }
    if (isSettled(world)) return
    // Past every lease and every delay of ours.
    world.clock.pass(20 * 60_000)
  }
}
