import type { DocumentEvent, DocumentState, ReportState } from '../../shared/documents/document-state'
import { Failure, type Problem, problem, problemSchema } from '../../shared/failure'
import { onRedelivery, type Standing, standingAfter } from '../engine/document-state'
import type { Ledger, LedgerDocument, ReceivedItem, RunRecord, Step } from '../engine/ports'
import type { Sql, SqlValue } from './database'
import { jsonText } from './json-text'

/** A row of `documents` as the engine reads it. */
export interface Row {
  id: number
  item_id: string
  agenda: string
  test: number
  number: string
  state: DocumentState
  report_state: ReportState
  payload_sha256: string
  target: string | null
  claim_id: string | null
  reference_id: string | null
  reference_number: string | null
  problem: string | null
  attempts: number
  look_first: number
  unknown_since: number | null
  doubt_since: number | null
  updated_at: number
  finished_at: number | null
}

/** What a step needs to know of it. */
const STANDS = 'id, number, state, report_state, problem, attempts'
type Stands = Pick<Row, 'id' | 'number' | 'state' | 'report_state' | 'problem' | 'attempts'>

/** Its columns. */
export const ROW = `id, item_id, agenda, test, number, state, report_state, payload_sha256, target, claim_id, reference_id, reference_number,
  problem, attempts, look_first, unknown_since, doubt_since, updated_at, finished_at`

/**
 * Rows as one piece of JSON, put together inside SQLite: the driver makes each value of a row one by one, which takes three times as long
 * as the parsing. Their order is `rows`' own only where it says so again in `order`.
 */
const asJson = (columns: string, rows: string, order?: string): string => {
  const pairs = columns.split(',').map((column) => `'${column.trim()}', ${column.trim()}`)
  return `SELECT json_group_array(json_object(${pairs.join(', ')})${order ? ` ORDER BY ${order}` : ''}) AS rows FROM (${rows})`
}
const parsedRows = <T>(answer: unknown): T[] => JSON.parse((answer as { rows: string }).rows) as T[]

const reference = (row: Pick<Row, 'reference_id' | 'reference_number'>) =>
  row.reference_id === null && row.reference_number === null
    ? undefined
    : {
        ...(row.reference_id === null ? {} : { id: row.reference_id }),
        ...(row.reference_number === null ? {} : { number: row.reference_number }),
      }

export const parseProblem = (text: string | null): Problem | undefined => {
  if (text === null) return undefined
  const parsed = problemSchema.safeParse(JSON.parse(text))
  // Written by a newer program that knows more codes: shown as what it is, never as nothing.
  return parsed.success ? parsed.data : problem('internal', {}, text)
}

export const toDocument = (row: Row): LedgerDocument => ({
  id: row.id,
  itemId: row.item_id,
  agenda: row.agenda,
  test: row.test === 1,
  number: row.number,
  state: row.state,
  reportState: row.report_state,
  payloadSha256: row.payload_sha256,
  target: row.target ?? undefined,
  claimId: row.claim_id ?? undefined,
  reference: reference(row),
  problem: parseProblem(row.problem),
  attempts: row.attempts,
  lookFirst: row.look_first === 1,
  unknownSince: row.unknown_since ?? row.updated_at,
  doubtSince: row.doubt_since ?? undefined,
  updatedAt: row.updated_at,
})

/** No delay is longer than this: one that lies further ahead comes from a clock that has been set back since. */
const LONGEST_DELAY_MS = 3_600_000

/** What an event keeps besides its step and time. */
type EventFacts = Omit<DocumentEvent, 'at' | 'step'>

/**
 * The writing side. `now`: ms since the epoch. Statements are prepared once; every public call is one transaction, and a
 * call with nothing to do does not touch the disk.
 */
export function createLedger(sql: Sql, now: () => number): Ledger {
  const some = sql.prepare(asJson(STANDS, `SELECT ${STANDS} FROM documents WHERE id IN (SELECT value FROM json_each(?))`))
  const known = sql.prepare(`SELECT ${ROW}, delivery_count FROM documents WHERE item_id IN (SELECT value FROM json_each(?))`)
  const insertDocument = sql.prepare(
    `INSERT INTO documents (item_id, agenda, test, state, payload_sha256, claim_id, priority, delivery_count, look_first, doubt_since, received_at, updated_at)
     VALUES (?, ?, ?, 'received', ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertPayload = sql.prepare('INSERT INTO payloads (document_id, version, sha256, body, kept_at) VALUES (?, ?, ?, ?, ?)')
  const newestPayload = sql.prepare('SELECT version, sha256 FROM payloads WHERE document_id = ? ORDER BY version DESC LIMIT 1')
  const one = sql.prepare(`SELECT ${STANDS} FROM documents WHERE id = ?`)
  const insertEvent = sql.prepare(
    `INSERT INTO events (document_id, seq, at, step, facts)
     VALUES (?1, (SELECT coalesce(max(seq), 0) + 1 FROM events WHERE document_id = ?1), ?2, ?3, ?4)`,
  )
  const insertEvents = sql.prepare(
    `INSERT INTO events (document_id, seq, at, step, facts)
     SELECT value ->> 0, (SELECT coalesce(max(seq), 0) + 1 FROM events WHERE document_id = value ->> 0), value ->> 1, value ->> 2, value ->> 3
     FROM json_each(?) WHERE true`,
  )
  const renew = sql.prepare('UPDATE documents SET claim_id = ?, delivery_count = ? WHERE id = ?')
  const bump = sql.prepare(
    'INSERT INTO counters (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = value + ?2',
  )
  const bumpAll = sql.prepare(
    `INSERT INTO counters (name, value) SELECT value ->> 0, value ->> 1 FROM json_each(?) WHERE true
     ON CONFLICT (name) DO UPDATE SET value = value + excluded.value`,
  )
  const readCounters = sql.prepare('SELECT name, value FROM counters')
  const dueRows = sql.prepare(
    asJson(
      ROW,
      `SELECT ${ROW} FROM documents WHERE state = ?1 AND state IN ('received','ready','sending','unknown')
       AND id > ?3 AND (not_before <= ?2 OR not_before > ?2 + ${LONGEST_DELAY_MS}) ORDER BY id LIMIT ?4`,
      'id',
    ),
  )
  const reportRows = sql.prepare(
    asJson(ROW, `SELECT ${ROW} FROM documents WHERE report_state = 'due' AND id > ?2 ORDER BY id LIMIT ?1`, 'id'),
  )
  const payloadRows = sql.prepare(
    `SELECT p.document_id AS id, p.body FROM payloads p JOIN documents d ON d.id = p.document_id AND d.payload_sha256 = p.sha256
     WHERE p.document_id IN (SELECT value FROM json_each(?)) ORDER BY p.version`,
  )
  const supersededRows = sql.prepare(
    `SELECT d.id FROM documents d WHERE d.id IN (SELECT value FROM json_each(?)) AND d.subject IS NOT NULL AND EXISTS (
       SELECT 1 FROM documents n WHERE n.agenda = d.agenda AND n.subject = d.subject AND n.test = d.test
         AND n.state IN ('ready','sending','unknown','imported') AND (n.received_at, n.id) > (d.received_at, d.id))`,
  )
  const insertRun = sql.prepare(
    `INSERT INTO runs (started_at, finished_at, outcome, problem, retry, waiting, received, imported, trigger, runner)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )

  // What a transaction writes is collected and written at its end, each kind by one statement: a call of the driver for each row of each
  // table costs more than SQLite's own work.
  let events: [id: number, at: number, step: string, facts: string][] = []
  const updates = new Map<string, { columns: string[]; rows: SqlValue[][] }>()
  const touched = new Set<number>()

  const event = (id: number, at: number, step: DocumentEvent['step'], facts: EventFacts): void => {
    events.push([id, at, step, JSON.stringify(facts)])
  }
  const update = (id: number, values: Record<string, SqlValue>): void => {
    const columns = Object.keys(values)
    const key = columns.join()
    const known = updates.get(key) ?? { columns, rows: [] }
    updates.set(key, known)
    known.rows.push([id, ...Object.values(values)])
  }
  /** Writes what was collected. Must come before a second step of the same document: each row is read and numbered only once. */
  const flush = (): void => {
    for (const { columns, rows } of updates.values()) {
      const [only, ...others] = rows
      if (only && others.length === 0) {
        // One alone is quicker without JSON.
        const [id = null, ...values] = only
        sql.prepare(`UPDATE documents SET ${columns.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`).run(...values, id)
        continue
      }
      const set = columns.map((name, place) => `${name} = v.value ->> ${place + 1}`)
      sql
        .prepare(`UPDATE documents SET ${set.join(', ')} FROM json_each(?) AS v WHERE documents.id = v.value ->> 0`)
        .run(jsonText(rows))
    }
    const [event] = events
    if (event && events.length === 1) insertEvent.run(...event)
    else if (event) insertEvents.run(jsonText(events))
    forget()
  }
  const forget = (): void => {
    updates.clear()
    touched.clear()
    events = []
  }
  /** One transaction of steps; whatever was collected when it failed is not there any more. */
  const transaction = (work: () => void): void => {
    forget()
    sql.transaction(() => {
      work()
      flush()
    })
  }

  /** Collects how many documents changed places in one transaction; written once at its end. */
  const counting = () => {
    const deltas = new Map<string, number>()
    const add = (name: string, by: number) => deltas.set(name, (deltas.get(name) ?? 0) + by)
    return {
      move(from: Standing | undefined, to: Standing) {
        if (from?.state !== to.state) {
          if (from) add(from.state, -1)
          add(to.state, 1)
        }
        if (from?.reportState !== to.reportState) {
          if (from) add(`report-${from.reportState}`, -1)
          add(`report-${to.reportState}`, 1)
        }
      },
      write() {
        const moved = [...deltas].filter(([, by]) => by !== 0)
        bumpAll.run(JSON.stringify([...moved, ['revision', 1]]))
      },
    }
  }
  const standing = (row: Stands): Standing => ({ state: row.state, reportState: row.report_state })

  function redeliver(
    row: Row & { delivery_count: number },
    claimId: string,
    item: ReceivedItem,
    at: number,
    counts: ReturnType<typeof counting>,
  ): boolean {
    const newest = newestPayload.get(row.id) as { version: number; sha256: string }
    const sameContent = item.payloadSha256 === row.payload_sha256
    const act = onRedelivery(standing(row), sameContent)
    const newContent = item.payloadSha256 !== newest.sha256
    if (newContent) insertPayload.run(row.id, newest.version + 1, item.payloadSha256, item.payload, at)
    if (newContent) {
      event(row.id, at, 'content-changed', { payloadSha256: item.payloadSha256 })
      // Another one of the same document may follow.
      flush()
    }
    switch (act) {
      case 'nothing':
        return newContent
      case 'renew':
        if (row.claim_id === claimId && !newContent) return false
        renew.run(claimId, item.deliveryCount, row.id)
        return true
      case 'report': {
        const to: Standing = { state: row.state, reportState: 'due' }
        if (row.report_state === 'accepted') event(row.id, at, 'redelivered', { payloadSha256: item.payloadSha256 })
        update(row.id, {
          report_state: 'due',
          claim_id: claimId,
          delivery_count: item.deliveryCount,
          // Recorded once already: another content under the same id is for a person to look at.
          ...(sameContent ? {} : { problem: JSON.stringify(problem('content-changed', { number: row.number })) }),
        })
        counts.move(standing(row), to)
        return true
      }
      case 'recheck': {
        const to: Standing = { state: 'received', reportState: 'none' }
        if (!newContent) event(row.id, at, 'redelivered', { payloadSha256: item.payloadSha256 })
        update(row.id, {
          state: to.state,
          report_state: to.reportState,
          payload_sha256: item.payloadSha256,
          claim_id: claimId,
          delivery_count: item.deliveryCount,
          problem: null,
          not_before: 0,
          updated_at: at,
          finished_at: null,
        })
        counts.move(standing(row), to)
        return true
      }
    }
  }

  return {
    keep(claimId, items, centralNow) {
      if (items.length === 0) return
      transaction(() => {
        const at = now()
        const counts = counting()
        let changed = false
        const rows = known.all(jsonText(items.map((item) => item.itemId))) as (Row & { delivery_count: number })[]
        const byItem = new Map(rows.map((row) => [row.item_id, row]))
        for (const item of items) {
          const row = byItem.get(item.itemId)
          if (row) {
            if (redeliver(row, claimId, item, at, counts)) changed = true
            continue
          }
          const { lastInsertRowid } = insertDocument.run(
            item.itemId,
            item.agenda,
            item.test ? 1 : 0,
            item.payloadSha256,
            claimId,
            item.priority,
            item.deliveryCount,
            item.deliveryCount > 1 ? 1 : 0,
            item.deliveryCount > 1 ? (centralNow ?? null) : null,
            Date.parse(item.receivedAt),
            at,
          )
          const id = Number(lastInsertRowid)
          insertPayload.run(id, 1, item.payloadSha256, item.payload, at)
          event(id, at, 'received', { payloadSha256: item.payloadSha256 })
          counts.move(undefined, { state: 'received', reportState: 'none' })
          changed = true
        }
        if (changed) counts.write()
      })
    },

    apply(steps) {
      if (steps.length === 0) return
      transaction(() => {
        const at = now()
        const counts = counting()
        const rows = new Map<number, Stands>()
        const read = (ids: readonly number[]): void => {
          const [id] = ids
          const found =
            id !== undefined && ids.length === 1
              ? [one.get(id) as Stands | undefined]
              : parsedRows<Stands>(some.get(JSON.stringify(ids)))
          for (const row of found) if (row) rows.set(row.id, row)
        }
        read(steps.map((step) => step.id))
        for (const step of steps) {
          if (touched.has(step.id)) {
            // All that were written to: what was read of them before is no longer so.
            const again = [...touched]
            flush()
            read(again)
          }
          touched.add(step.id)
          const row = rows.get(step.id)
          const to = row && standingAfter(standing(row), step)
          if (!row || !to) {
            // An overtaken report is no fault: the outcome it spoke of is not the one that stands.
            if (row && step.to === 'reported') continue
            throw new Failure(problem('internal', {}, `step ${step.to} of document ${step.id} from ${row?.state ?? 'nowhere'}`), {
              effect: 'nothing',
              retry: false,
            })
          }
          write(row, step, to, at)
          counts.move(standing(row), to)
        }
        counts.write()
      })
    },

    due: (state, at, limit, afterId) => parsedRows<Row>(dueRows.get(state, at, afterId, limit)).map(toDocument),

    dueReports: (limit, afterId) =>
      parsedRows<Row>(reportRows.get(limit, afterId)).map((row) => ({
        ...toDocument(row),
        finishedAt: row.finished_at ?? row.updated_at,
      })),

    payloads(ids) {
      const bodies = new Map<number, string>()
      for (const row of payloadRows.all(JSON.stringify(ids)) as { id: number; body: string | null }[])
        if (row.body !== null) bodies.set(row.id, row.body)
      return bodies
    },

    superseded: (ids) => new Set((supersededRows.all(JSON.stringify(ids)) as { id: number }[]).map(({ id }) => id)),

    counts() {
      const values = new Map((readCounters.all() as { name: string; value: number }[]).map(({ name, value }) => [name, value]))
      return countsFrom(values)
    },

    recordRun(run: RunRecord) {
      sql.transaction(() => {
        insertRun.run(
          run.startedAt,
          run.finishedAt,
          run.outcome,
          run.problem === undefined ? null : JSON.stringify(run.problem),
          run.retry ? 1 : 0,
          run.waiting ?? null,
          run.received,
          run.imported,
          run.trigger,
          run.runner,
        )
        bump.run('revision', 1)
      })
    },
  }

  /** Writes one step. It returns something so that a step without its case here does not compile. */
  function write(row: Stands, step: Step, to: Standing, at: number): true {
    const columns = (more: Record<string, SqlValue>) =>
      update(row.id, { state: to.state, report_state: to.reportState, updated_at: at, ...more })
    const id = row.id
    // Nobody knows whether it is recorded: should it ever be taken up again, it is looked up first.
    const doubtful = row.state === 'unknown' ? { look_first: 1 } : {}
    switch (step.to) {
      case 'ready':
        columns({ number: step.number, partner: step.partner, subject: step.subject ?? null, problem: null })
        event(id, at, 'checked', notesOf(step.notes))
        return true
      case 'quarantined':
        columns({
          number: step.number ?? row.number,
          problem: JSON.stringify(step.problem),
          ...(step.partner === undefined ? {} : { partner: step.partner }),
          ...doubtful,
        })
        event(id, at, 'quarantined', { problem: step.problem })
        return true
      case 'sending':
        columns({
          handed_sha256: step.handedSha256,
          target: step.target,
          doubt_since: step.doubtSince ?? null,
          attempts: row.attempts + 1,
          look_first: 0,
          problem: null,
        })
        event(id, at, 'sending', { handedSha256: step.handedSha256 })
        return true
      case 'imported':
        columns({
          reference_id: step.reference.id ?? null,
          reference_number: step.reference.number ?? null,
          problem: null,
          unknown_since: null,
          finished_at: at,
        })
        event(id, at, 'imported', { reference: step.reference, ...notesOf(step.notes) })
        return true
      case 'rejected':
        columns({ problem: JSON.stringify(step.problem), finished_at: at })
        event(id, at, 'rejected', { problem: step.problem })
        return true
      case 'postponed':
        columns({ problem: JSON.stringify(step.problem), not_before: step.notBefore })
        event(id, at, 'postponed', { problem: step.problem })
        return true
      case 'unknown':
        columns({ problem: JSON.stringify(step.problem), unknown_since: at, not_before: 0 })
        event(id, at, 'unknown', { problem: step.problem })
        return true
      case 'looked-up-absent':
        columns({ not_before: step.notBefore })
        event(id, at, 'looked-up', {})
        return true
      case 'ready-again':
        columns({ problem: null, unknown_since: null, not_before: 0 })
        event(id, at, 'looked-up', {})
        return true
      case 'skipped':
        columns({ problem: JSON.stringify(step.problem), finished_at: at, unknown_since: null, ...doubtful })
        event(id, at, 'skipped', { problem: step.problem })
        return true
      case 'retry':
        columns(
          to.state === 'unknown'
            ? { not_before: 0 }
            : {
                problem: null,
                not_before: 0,
                finished_at: null,
                unknown_since: null,
                // The person who has looked answers for it: only they could.
                ...(parseProblem(row.problem)?.code === 'maybe-recorded' ? { look_first: 0 } : {}),
              },
        )
        event(id, at, 'retry', {})
        return true
      case 'reported':
        update(id, { report_state: to.reportState })
        event(id, at, 'reported', { reportState: step.reportState, status: step.status })
        return true
    }
  }
}

const notesOf = (notes: readonly { code: string; params: Record<string, string> }[]) =>
  notes.length === 0 ? {} : { notes: [...notes] }

/** The counts from the kept counters. */
export function countsFrom(values: ReadonlyMap<string, number>) {
  const n = (name: string) => Math.max(0, values.get(name) ?? 0)
  return {
    inWork: n('received') + n('ready') + n('sending'),
    imported: n('imported'),
    rejected: n('rejected'),
    quarantined: n('quarantined'),
    unknown: n('unknown'),
    skipped: n('skipped'),
    unreported: n('report-due'),
    reportRefused: n('report-refused'),
  }
}
