import type { DocumentDetail, DocumentEvent, DocumentSummary } from '../../shared/documents/document-state'
import { documentEventSchema } from '../../shared/documents/document-state'
import type { Problem } from '../../shared/failure'
import { type ScheduledRun, scheduledRunSchema } from '../../shared/schedule'
import type { SyncCounts } from '../../shared/sync-status'
import type { Sql, SqlValue } from './database'
import { ledgerFacts } from './facts'
import { countsFrom, parseProblem } from './ledger'

/** What windows and the command line ask. Reads only, from whatever process. */
export interface LedgerReader {
  counts(): Omit<SyncCounts, 'waiting'>
  /** Grows with every change. */
  revision(): number
  /** The last run, and when the last good one ended. ms since the epoch. */
  runs(): { last: LastRun | undefined; lastSuccessAt: number | undefined; firstAt: number | undefined }
  /**
   * `next`: pass as `before` for what follows. A text is looked for a short while and as far as it gets: then a page may have fewer
   * documents than asked for, or none, and still a `next`.
   */
  list(query: ListQuery): { documents: DocumentSummary[]; next: number | undefined }
  /** Undefined: no such document. */
  detail(itemId: string): DocumentDetail | undefined
  find(itemId: string): { id: number; state: DocumentSummary['state'] } | undefined
  /** The last run that the operating system's scheduler started. Undefined: none, or one of a newer version. */
  scheduledRun(): ScheduledRun | undefined
}
export interface LastRun {
  finishedAt: number
  problem: Problem | undefined
  failed: boolean
  retry: boolean
  waiting: number | undefined
}
/** With both `states` and `reportStates` a document matches that stands in one of either. Absent or empty: no condition. */
export interface ListQuery {
  states?: readonly string[] | undefined
  reportStates?: readonly string[] | undefined
  text?: string | undefined
  before?: number | undefined
  /** Only ids from here on. */
  from?: number | undefined
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

/** Documents that are looked through at once, and how long a call goes on: the window and the engine share this thread. */
const SLICE = 20_000
const SEARCH_MS = 100

const SUMMARY = `id, item_id, agenda, test, number, partner, state, report_state, reference_id, reference_number, problem,
  received_at, updated_at, attempts, payload_sha256, handed_sha256`

/** `%` and `_` of a person's text are meant as they are. */
const likePattern = (text: string): string => `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`

/** The words of the partial indexes (migrations.ts): SQLite uses one only where its condition stands in the query letter for letter. */
const OPEN = "state IN ('received','ready','sending','unknown')"
const HELD = "state IN ('quarantined','rejected','skipped')"
const indexedStates: Readonly<Record<string, string>> = {
  received: OPEN,
  ready: OPEN,
  sending: OPEN,
  unknown: OPEN,
  quarantined: HELD,
  rejected: HELD,
  skipped: HELD,
}
const indexedReportStates: Readonly<Record<string, string>> = {
  due: "report_state = 'due'",
  refused: "report_state = 'refused'",
}

/** Only states of which there are few, each with an index: these are found at once, whatever else is asked. */
const isIndexed = ({ states = [], reportStates = [] }: ListQuery): boolean =>
  states.length + reportStates.length > 0 &&
  states.every((state) => indexedStates[state] !== undefined) &&
  reportStates.every((state) => indexedReportStates[state] !== undefined)

/**
 * The statement of a page, newest first. Exported for the test of its plan. The few documents in states that have an index
 * are taken from there, each state's newest ones; `imported`, which most documents are, is met soon enough on the way from
 * the newest back.
 */
export function listStatement({ states = [], reportStates = [], text, before, from, limit }: ListQuery): {
  text: string
  values: SqlValue[]
} {
  const common: string[] = []
  const commonValues: SqlValue[] = []
  if (before !== undefined) {
    common.push('id < ?')
    commonValues.push(before)
  }
  if (from !== undefined) {
    common.push('id >= ?')
    commonValues.push(from)
  }
  if (text !== undefined && text !== '') {
    common.push(
      `(number LIKE ? ESCAPE '\\' OR partner LIKE ? ESCAPE '\\' OR item_id LIKE ? ESCAPE '\\' OR reference_number LIKE ? ESCAPE '\\')`,
    )
    commonValues.push(...Array<string>(4).fill(likePattern(text)))
  }
  // One more than asked for tells whether there is another page.
  const last = limit + 1
  const wanted = states.length + reportStates.length
  const branches = [
    ...states.map((state) => ({ index: indexedStates[state], condition: 'state = ?', value: state })),
    ...reportStates.map((state) => ({ index: indexedReportStates[state], condition: 'report_state = ?', value: state })),
  ]
  if (isIndexed({ states, reportStates, limit })) {
    const parts = branches.map(
      ({ index, condition }) =>
        `SELECT id FROM (SELECT id FROM documents WHERE ${[index, condition, ...common].join(' AND ')} ORDER BY id DESC LIMIT ?)`,
    )
    return {
      text: `SELECT ${SUMMARY} FROM documents WHERE id IN (${parts.join(' UNION ')}) ORDER BY id DESC LIMIT ?`,
      values: [...branches.flatMap(({ value }) => [value, ...commonValues, last]), last],
    }
  }
  const where = wanted > 0 ? [`(${branches.map(({ condition }) => condition).join(' OR ')})`, ...common] : common
  return {
    text: `SELECT ${SUMMARY} FROM documents ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''} ORDER BY id DESC LIMIT ?`,
    values: [...(wanted > 0 ? branches.map(({ value }) => value) : []), ...commonValues, last],
  }
}

export function createReader(sql: Sql): LedgerReader {
  const counters = sql.prepare('SELECT name, value FROM counters')
  const lastRun = sql.prepare('SELECT finished_at, outcome, problem, retry, waiting FROM runs ORDER BY id DESC LIMIT 1')
  const firstRun = sql.prepare('SELECT finished_at FROM runs ORDER BY id LIMIT 1')
  const lastSuccess = sql.prepare("SELECT finished_at FROM runs WHERE outcome = 'ok' ORDER BY id DESC LIMIT 1")
  const byItem = sql.prepare(`SELECT ${SUMMARY} FROM documents WHERE item_id = ?`)
  const events = sql.prepare('SELECT at, step, facts FROM events WHERE document_id = ? ORDER BY seq')
  const payload = sql.prepare('SELECT body FROM payloads WHERE document_id = ? AND sha256 = ? ORDER BY version DESC LIMIT 1')
  const newest = sql.prepare('SELECT max(id) AS id FROM documents')
  const rowsOf = (query: ListQuery): SummaryRow[] => {
    const { text, values } = listStatement(query)
    return sql.prepare(text).all(...values) as SummaryRow[]
  }

  /** No index finds a word within a number or a name; so a large ledger is gone through in slices, each call only for a while. */
  function search(query: ListQuery): ReturnType<LedgerReader['list']> {
    const end = performance.now() + SEARCH_MS
    const found: SummaryRow[] = []
    let below = query.before ?? Number((newest.get() as { id: number | null }).id ?? 0) + 1
    do {
      const from = Math.max(0, below - SLICE)
      const rows = rowsOf({ ...query, before: below, from, limit: query.limit - found.length })
      found.push(...rows)
      if (found.length > query.limit) {
        const page = found.slice(0, query.limit)
        return { documents: page.map(toSummary), next: page.at(-1)?.id }
      }
      below = from
    } while (below > 0 && found.length < query.limit && performance.now() < end)
    return { documents: found.map(toSummary), next: below > 0 ? below : undefined }
  }

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
        firstAt: (firstRun.get() as { finished_at: number } | undefined)?.finished_at,
      }
    },
    list(query) {
      if (query.text && !isIndexed(query)) return search(query)
      const rows = rowsOf(query)
      const page = rows.slice(0, query.limit)
      return { documents: page.map(toSummary), next: rows.length > query.limit ? page.at(-1)?.id : undefined }
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
    scheduledRun() {
      const text = ledgerFacts(sql).get('scheduledRun')
      const parsed = text ? scheduledRunSchema.safeParse(JSON.parse(text)) : undefined
      return parsed?.success ? parsed.data : undefined
    },
  }
}

const toEvent = (row: { at: number; step: string; facts: string }): DocumentEvent =>
  documentEventSchema.parse({ ...(JSON.parse(row.facts) as object), at: iso(row.at), step: row.step })
