import { createHash } from 'node:crypto'
import { fdatasyncSync, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Ledger, ReceivedItem, Step } from '../src/main/engine/ports'
import { createLedger } from '../src/main/ledger/ledger'
import { openLedgerFile } from '../src/main/ledger/open'
import { generateOrder } from '../src/sandbox/seed/order'
import { createRandom } from '../src/sandbox/seed/random'
import { canonicalJson } from '../src/shared/documents/canonical'
import { answerParent, mark } from './sync-channel'

/** The real ledger on a real disk, and the disk alone. */

const PAGE = 4096
/** As long as the ledger's log grows before it begins anew: 1000 pages. */
const PAGES = 1000
/** So many pages a single step changes (strace): the document's, its history's, the counters' and those of the indexes. */
const PAGES_OF_STEP = 6

/** The least that is durable: one page into a file that has its size, and the wait for the disk. */
function openDisk(folder: string) {
  const handle = openSync(join(folder, 'disk.bin'), 'w', 0o600)
  const bytes = Buffer.alloc(PAGES_OF_STEP * PAGE, 1)
  for (let place = 0; place < PAGES; place++) writeSync(handle, bytes, 0, PAGE, place * PAGE)
  fsyncSync(handle)
  let next = 0
  return {
    step(pages: number) {
      bytes[0] = next & 0xff
      if (next + pages > PAGES) next = 0
      writeSync(handle, bytes, 0, pages * PAGE, next * PAGE)
      next += pages
      fdatasyncSync(handle)
    },
  }
}

/** Orders of twelve lines; made before anything is measured. */
const random = createRandom(20_261_129)
const bodies = Array.from({ length: 200 }, (_, place) => {
  const payload = canonicalJson(generateOrder(random, { plain: true, lines: 12, sequence: place + 1 }))
  return { payload, payloadSha256: createHash('sha256').update(payload).digest('hex') }
})
let made = 0
function item(): ReceivedItem {
  const body = bodies[made % bodies.length] as (typeof bodies)[number]
  // In the order of time, as the central side's ids are.
  const itemId = `0193${String(++made).padStart(8, '0')}-7000-8000-000000000000`
  return { itemId, agenda: 'orders', test: true, receivedAt: '2026-11-29T10:00:00.000Z', priority: 5, deliveryCount: 1, ...body }
}

/** The whole way of `count` documents that are taken, each step of all of them in one transaction. Returns how many transactions. */
function takeAll(ledger: Ledger, count: number): number {
  const handedSha256 = bodies[0]?.payloadSha256 ?? ''
  ledger.keep(`claim-${made}`, Array.from({ length: count }, item))
  const rows = ledger.due('received', Date.now(), count, 0)
  if (rows.length !== count) throw new Error(`${rows.length} documents instead of ${count}`)
  const each = (step: (id: number, itemId: string) => Step): void => ledger.apply(rows.map((row) => step(row.id, row.itemId)))
  each((id) => ({ id, to: 'ready', number: `OBJ-2026-${id}`, partner: 'Odběratel s.r.o.', notes: [] }))
  each((id) => ({ id, to: 'sending', handedSha256, target: 'pohoda:StwPh_12345678_2026' }))
  each((id) => ({ id, to: 'imported', reference: { id: String(id), number: `26PR${id}` }, existed: false, notes: [] }))
  each((id) => ({ id, to: 'reported', reportState: 'accepted', status: 'accepted' }))
  return 5
}

let disk: ReturnType<typeof openDisk> | undefined
let ledger: Ledger | undefined

interface Spent {
  steps: number
  ms: number
  cpuMs: number
}
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
function spend(spent: Spent, steps: number, work: () => void): void {
  const cpu = cpuMs()
  const started = performance.now()
  work()
  spent.ms += performance.now() - started
  spent.cpuMs += cpuMs() - cpu
  spent.steps += steps
}

/**
 * For so long, in turn: as many documents as are taken at once go their whole way, and the disk alone does as many steps as there were
 * transactions: a page each, and as many pages as a single step changes. A disk changes its mind within a second; so close to each other both meet the same.
 */
function inTurn(ms: number, size: number) {
  const ofLedger = { steps: 0, ms: 0, cpuMs: 0 }
  const ofDisk = { steps: 0, ms: 0, cpuMs: 0 }
  const ofWide = { steps: 0, ms: 0, cpuMs: 0 }
  const until = performance.now() + ms
  while (performance.now() < until) {
    let transactions = 0
    spend(ofLedger, 5 * size, () => {
      transactions = takeAll(needed(ledger), size)
    })
    for (let step = 0; step < transactions; step++) {
      spend(ofDisk, 1, () => needed(disk).step(1))
      spend(ofWide, 1, () => needed(disk).step(PAGES_OF_STEP))
    }
  }
  return { ledger: ofLedger, disk: ofDisk, wide: ofWide }
}
/** Single steps alone, for whoever counts the calls. */
function alone(documents: number): number {
  for (let document = 0; document < documents; document++) takeAll(needed(ledger), 1)
  return 5 * documents
}
const needed = <T>(one: T | undefined): T => {
  if (one === undefined) throw new Error('not open')
  return one
}

answerParent({
  open(folder: string) {
    mkdirSync(folder, { recursive: true })
    disk = openDisk(folder)
    ledger = createLedger(openLedgerFile(folder), Date.now)
  },
  inTurn,
  alone,
  counts: () => ({ ...ledger?.counts(), made }),
  mark,
})
