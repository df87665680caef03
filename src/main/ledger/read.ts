import type { DocumentDetail, DocumentEvent, DocumentSummary } from '../../shared/documents/document-state'
import { documentEventSchema } from '../../shared/documents/document-state'
import type { Problem } from '../../shared/failure'
import type { SyncCounts } from '../../shared/sync-status'
import type { Sql, SqlValue } from './database'
import { countsFrom, parseProblem } from './ledger'

/** What windows and the command line ask. Reads only, from whatever process. */
export interface LedgerReader {
  counts(): Omit<SyncCounts, 'waiting'>
  /** Grows with every change. */
  revision(): number
  /** The last run, and when the last good one ended. ms since the epoch. */
  runs(): { last: LastRun | undefined; lastSuccessAt: number | undefined }
  list(query: ListQuery): { documents: DocumentSummary[]; next: number | undefined }
  /** Undefined: no such document. */
  detail(itemId: string): DocumentDetail | undefined
  find(itemId: string): { id: number; state: DocumentSummary['state'] } | undefined
}
export interface LastRun {
  finishedAt: number
  problem: Problem | undefined
  failed: boolean
  retry: boolean
  waiting: number | undefined
}
export interface ListQuery {
  states?: readonly string[] | undefined
  text?: string | undefined
  before?: number | undefined
  limit: number
}

interface SummaryRow {
  id: number
  item_id: string
  agenda: string
  test: number
  number: string
  partner: string
  state: DocumentSummary['state']
  report_state: DocumentSummary['reportState']
  reference_id: string | null
  reference_number: string | null
  problem: string | null
  received_at: number
  updated_at: number
  attempts: number
  payload_sha256: string
  handed_sha256: string | null
}

const iso = (ms: number): string => new Date(ms).toISOString()

function toSummary(row: SummaryRow): DocumentSummary {
  const problem = parseProblem(row.problem)
  const reference = {
    ...(row.reference_id === null ? {} : { id: row.reference_id }),
    ...(row.reference_number === null ? {} : { number: row.reference_number }),
  }
  return {
    itemId: row.item_id,
    agenda: row.agenda,
    test: row.test === 1,
    number: row.number,
    partner: row.partner,
    state: row.state,
    reportState: row.report_state,
    ...(Object.keys(reference).length > 0 ? { reference } : {}),
    ...(problem ? { problem } : {}),
    receivedAt: iso(row.received_at),
    updatedAt: iso(row.updated_at),
    attempts: row.attempts,
  }
}

const SUMMARY = `id, item_id, agenda, test, number, partner, state, report_state, reference_id, reference_number, problem,
  received_at, updated_at, attempts, payload_sha256, handed_sha256`

/** `%` and `_` of a person's text are meant as they are. */
const likePattern = (text: string): string => `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`

export function createReader(sql: Sql): LedgerReader {
  const counters = sql.prepare('SELECT name, value FROM counters')
  const lastRun = sql.prepare('SELECT finished_at, outcome, problem, retry, waiting FROM runs ORDER BY id DESC LIMIT 1')
  const lastSuccess = sql.prepare("SELECT finished_at FROM runs WHERE outcome = 'ok' ORDER BY id DESC LIMIT 1")
  const byItem = sql.prepare(`SELECT ${SUMMARY} FROM documents WHERE item_id = ?`)
  const events = sql.prepare('SELECT at, step, facts FROM events WHERE document_id = ? ORDER BY seq')
  const payload = sql.prepare('SELECT body FROM payloads WHERE document_id = ? AND sha256 = ? ORDER BY version DESC LIMIT 1')
  const readCounters = () =>
    new Map((counters.all() as { name: string; value: number }[]).map(({ name, value }) => [name, value]))

  return {
    counts: () => countsFrom(readCounters()),
    revision: () => readCounters().get('revision') ?? 0,
    runs() {
      const last = lastRun.get() as
        | { finished_at: number; outcome: string; problem: string | null; retry: number; waiting: number | null }
        | undefined
      const success = lastSuccess.get() as { finished_at: number } | undefined
      return {
        last: last && {
          finishedAt: last.finished_at,
          problem: parseProblem(last.problem),
          failed: last.outcome === 'failed',
          retry: last.retry === 1,
          waiting: last.waiting ?? undefined,
        },
        lastSuccessAt: success?.finished_at,
      }
    },
    list({ states, text, before, limit }) {
      const where: string[] = []
      const values: SqlValue[] = []
      if (before !== undefined) {
        where.push('id < ?')
        values.push(before)
      }
      if (states && states.length > 0) {
        where.push('state IN (SELECT value FROM json_each(?))')
        values.push(JSON.stringify(states))
      }
      if (text !== undefined && text !== '') {
        where.push(
          `(number LIKE ? ESCAPE '\\' OR partner LIKE ? ESCAPE '\\' OR item_id LIKE ? ESCAPE '\\' OR reference_number LIKE ? ESCAPE '\\')`,
        )
        values.push(...Array<string>(4).fill(likePattern(text)))
      }
      const condition = where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''
      // One more than asked for tells whether there is another page.
      const rows = sql
        .prepare(`SELECT ${SUMMARY} FROM documents ${condition} ORDER BY id DESC LIMIT ?`)
        .all(...values, limit + 1) as SummaryRow[]
      const page = rows.slice(0, limit)
      return { documents: page.map(toSummary), next: rows.length > limit ? page.at(-1)?.id : undefined }
    },
    detail(itemId) {
      const row = byItem.get(itemId) as SummaryRow | undefined
      if (!row) return undefined
      const body = (payload.get(row.id, row.payload_sha256) as { body: string | null } | undefined)?.body
      return {
        summary: toSummary(row),
        payloadSha256: row.payload_sha256,
        ...(row.handed_sha256 === null ? {} : { handedSha256: row.handed_sha256 }),
        events: (events.all(row.id) as { at: number; step: string; facts: string }[]).map(toEvent),
        ...(body === null || body === undefined ? {} : { payload: body }),
      }
    },
    find(itemId) {
      const row = byItem.get(itemId) as SummaryRow | undefined
      return row && { id: row.id, state: row.state }
    },
  }
}

const toEvent = (row: { at: number; step: string; facts: string }): DocumentEvent =>
  documentEventSchema.parse({ ...(JSON.parse(row.facts) as object), at: iso(row.at), step: row.step })
