import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSql, type Sql } from '../../src/main/ledger/database'
import { createReader } from '../../src/main/ledger/read'
import type { DocumentSummary } from '../../src/shared/documents/document-state'
import type { KillRig, RecordRow, Sign } from './kill-rig'
import type { World } from './world'

/** What the three sides held at one moment, by item id. */
export interface Snapshot {
  items: Map<string, { state: string; erpNumber: string | undefined }>
  ledger: Map<string, { state: string; reportState: string; referenceId: string | null; referenceNumber: string | null }>
  /** Grows with every transaction of the ledger. */
  revision: number
  /** Records of the information system, in the order they were made. */
  records: RecordRow[]
  quickCheck: string
}

interface LedgerRow {
  item_id: string
  state: string
  report_state: string
  reference_id: string | null
  reference_number: string | null
}

/** Reads all three sides. The client must be dead or frozen. */
export function takeSnapshot({ world, records }: KillRig): Snapshot {
  return { items: itemsOf(world), ...readLedger(world.dataDir), records: patiently(records) }
}

export const itemsOf = (world: World): Snapshot['items'] =>
  new Map(world.sandbox.items().map((item) => [item.itemId, { state: item.state, erpNumber: item.erpNumber }]))

/**
 * Reads a ledger that some other process works on: always a copy, as a crash would leave it. Not only so that the client,
 * and not this, does the recovery: a connection of libsql stays open after its `close` until its statements are collected,
 * and a file that is copied loses all locks this process has on it. Both together read, and could write, an old state.
 * Undefined: there is none yet. The process must be dead or frozen.
 */
export function readLedgerCopy<T>(dataDir: string, read: (sql: Sql) => T): T | undefined {
  const file = join(dataDir, 'ledger.db')
  if (!existsSync(file)) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'bi-ledger-'))
  const copy = join(folder, 'ledger.db')
  copyFileSync(file, copy)
  if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${copy}-wal`)
  const sql = openSql(copy)
  try {
    return read(sql)
  } finally {
    sql.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

export const documentsOf = (dataDir: string): DocumentSummary[] =>
  readLedgerCopy(dataDir, (sql) => createReader(sql).list({ limit: 100_000 }).documents) ?? []

function readLedger(dataDir: string): Pick<Snapshot, 'ledger' | 'revision' | 'quickCheck'> {
  const found = readLedgerCopy(dataDir, (sql) => ({
    rows: sql.prepare('select item_id, state, report_state, reference_id, reference_number from documents').all() as LedgerRow[],
    revision: sql.prepare("select value from counters where name = 'revision'").get() as { value: number } | undefined,
    quickCheck: (sql.prepare('pragma quick_check').get() as { quick_check: string }).quick_check,
  }))
  if (!found) return { ledger: new Map(), revision: 0, quickCheck: 'ok' }
  const ledger = new Map(
    found.rows.map((row) => [
      row.item_id,
      { state: row.state, reportState: row.report_state, referenceId: row.reference_id, referenceNumber: row.reference_number },
    ]),
  )
  return { ledger, revision: found.revision?.value ?? 0, quickCheck: found.quickCheck }
}

/** The last one out of a database removes its write-ahead log, and SQLite answers "locked" at once then. */
function patiently<T>(read: () => T): T {
  const giveUpAt = Date.now() + 10_000
  for (;;) {
    try {
      return read()
    } catch (error) {
      if (!/locked|busy/i.test(String(error)) || Date.now() > giveUpAt) throw error
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
  }
}

/** What holds at every moment, however the processes died. Each broken promise in one line; none: all is well. */
export function violationsOf({ items, ledger, records, quickCheck }: Snapshot): string[] {
  const found: string[] = []
  if (quickCheck !== 'ok') found.push(`the ledger is damaged: ${quickCheck}`)
  const recordOf = new Map<string, { id: number; number: string }>()
  for (const record of records) {
    const first = recordOf.get(record.itemId)
    if (first) found.push(`doubled: ${record.itemId} is in the information system as ${first.number} and ${record.number}`)
    else recordOf.set(record.itemId, record)
    if (!items.has(record.itemId)) found.push(`foreign: the central side knows no ${record.itemId}`)
  }
  for (const [itemId, item] of items) {
    if (item.state !== 'processed') continue
    const record = recordOf.get(itemId)
    if (!record) found.push(`lost: ${itemId} counts as processed and is not in the information system`)
    else if (record.number !== item.erpNumber)
      found.push(`${itemId} was reported as ${item.erpNumber ?? 'nothing'} and is ${record.number}`)
    if (ledger.get(itemId)?.state !== 'imported')
      found.push(`lost: ${itemId} counts as processed and the ledger does not know it`)
  }
  for (const [itemId, row] of ledger) {
    if (row.state !== 'imported') continue
    const record = recordOf.get(itemId)
    if (!record) found.push(`lost: ${itemId} is imported by the ledger and not in the information system`)
    else if (row.referenceNumber !== record.number || row.referenceId !== String(record.id))
      found.push(`${itemId} is ${record.number} and the ledger says ${row.referenceNumber ?? 'nothing'}`)
  }
  return found
}

export const phases = ['start', 'claim', 'keep', 'look-up', 'sending', 'is-writing', 'after-write', 'reporting', 'rest'] as const
/**
 * Where a kill struck, read from what it left behind:
 * - `start`: before anything was claimed or written;
 * - `claim`: the central side has given out items that the ledger does not know;
 * - `keep`: kept, not yet handed over; `look-up`: an earlier hand-over is being asked about;
 * - `sending`, `is-writing`, `after-write`: handed over, and none, some or all of the batch is in the information system;
 * - `reporting`: recorded, and the ledger does not know yet that the central side has been told;
 * - `rest`: nothing was under way.
 */
export type Phase = (typeof phases)[number]

/** `seen`: what was seen from outside since `before`. */
export function phaseOf(before: Snapshot, after: Snapshot, seen: ReadonlySet<Sign>): Phase {
  const unkept = (snapshot: Snapshot) =>
    [...snapshot.items].filter(([itemId, item]) => item.state === 'claimed' && !snapshot.ledger.has(itemId)).map(([id]) => id)
  const known = new Set(unkept(before))
  if (unkept(after).some((itemId) => !known.has(itemId))) return 'claim'
  // What an earlier client left untold is told first.
  if (after.revision === before.revision) return seen.has('report-asked') ? 'reporting' : 'start'
  const rows = [...after.ledger]
  const sending = rows.filter(([, row]) => row.state === 'sending')
  if (sending.length > 0) {
    const recorded = new Set(after.records.map((record) => record.itemId))
    const written = sending.filter(([itemId]) => recorded.has(itemId)).length
    return written === 0 ? 'sending' : written < sending.length ? 'is-writing' : 'after-write'
  }
  if (rows.some(([, row]) => row.state === 'unknown')) return 'look-up'
  if (rows.some(([, row]) => row.reportState === 'due')) return 'reporting'
  return rows.some(([, row]) => row.state === 'received' || row.state === 'ready') ? 'keep' : 'rest'
}
