import { createHash } from 'node:crypto'
import type { DocumentEvent, DocumentState } from '../../shared/documents/document-state'
import type { Sql } from './database'
import { APPLICATION_ID, ledgerVersion, migrations } from './migrations'

/** One thing in a ledger that can't be right. `about`: the document's item id, or the part of the file. */
export interface Finding {
  code: 'file' | 'application-id' | 'version' | 'counter' | 'payload' | 'events' | 'state'
  about: string
  words: string
}

const PAGE = 500
/** So many findings tell enough. */
const MOST_FINDINGS = 100

type Step = DocumentEvent['step']

/** What each step of the history makes of the states a document may have had before it. Pure. */
function after(states: ReadonlySet<DocumentState>, step: Step): readonly DocumentState[] {
  const stays = [...states]
  switch (step) {
    case 'received':
      return ['received']
    case 'checked':
    case 'postponed':
      return ['ready']
    case 'quarantined':
    case 'sending':
    case 'imported':
    case 'rejected':
    case 'unknown':
    case 'skipped':
      return [step]
    case 'looked-up':
      return ['unknown', 'ready']
    case 'retry':
      return stays.map((state) => (state === 'unknown' ? 'unknown' : 'received'))
    // Checked again from the start, unless only the information system or the central side has a say in it.
    case 'redelivered':
    case 'content-changed':
      return stays.flatMap((state) =>
        ['imported', 'sending', 'unknown'].includes(state) ? [state] : [state, 'received' as const],
      )
    case 'reported':
      return stays
  }
}

/** In which states a document may stand after these steps; empty: the steps themselves are impossible. Pure. */
export function statesAfter(steps: readonly Step[]): ReadonlySet<DocumentState> {
  let states: ReadonlySet<DocumentState> = new Set<DocumentState>()
  for (const [place, step] of steps.entries()) {
    // A history begins with the receipt, and has it only there.
    if ((place === 0) !== (step === 'received')) return new Set()
    states = new Set(after(states, step))
  }
  return states
}

interface DocumentRow {
  id: number
  item_id: string
  state: DocumentState
  report_state: string
  reference_id: string | null
  reference_number: string | null
  payload_sha256: string
  payloads: number
  bodies: number
}

/** Whether everything in an open ledger fits together. Only reads; no findings: all is well. Throws `Failure` where SQLite can't read on. */
export function checkLedger(sql: Sql): Finding[] {
  const findings: Finding[] = []
  const find = (code: Finding['code'], about: string, words: string) => {
    if (findings.length < MOST_FINDINGS) findings.push({ code, about, words })
  }

  for (const { result } of sql.prepare('SELECT integrity_check AS result FROM pragma_integrity_check').all() as {
    result: string
  }[])
    if (result !== 'ok') find('file', 'integrity_check', result)
  // What lies in a file whose pages are wrong says nothing.
  if (findings.length > 0) return findings
  const { id } = sql.prepare('SELECT application_id AS id FROM pragma_application_id').get() as { id: number }
  if (id !== APPLICATION_ID) find('application-id', 'ledger', String(id))
  const version = ledgerVersion(sql)
  if (version !== migrations.length) find('version', 'ledger', `${version}, expected ${migrations.length}`)
  if (findings.length > 0) return findings
  const orphans = sql.prepare('SELECT count(*) AS n FROM pragma_foreign_key_check').get() as { n: number }
  if (orphans.n > 0) find('file', 'foreign_key_check', String(orphans.n))

  checkCounters(sql, find)
  checkDocuments(sql, find)
  return findings
}

type Find = (code: Finding['code'], about: string, words: string) => void

function checkCounters(sql: Sql, find: Find): void {
  const kept = new Map(
    (sql.prepare('SELECT name, value FROM counters').all() as { name: string; value: number }[]).map((row) => [
      row.name,
      row.value,
    ]),
  )
  kept.delete('revision')
  const counted = new Map<string, number>()
  for (const row of sql
    .prepare(
      `SELECT state AS name, count(*) AS value FROM documents GROUP BY state
       UNION ALL SELECT 'report-' || report_state, count(*) FROM documents GROUP BY report_state`,
    )
    .all() as { name: string; value: number }[])
    counted.set(row.name, row.value)
  for (const name of new Set([...kept.keys(), ...counted.keys()])) {
    const [is, should] = [kept.get(name) ?? 0, counted.get(name) ?? 0]
    if (is !== should) find('counter', name, `${is}, counted ${should}`)
  }
}

function checkDocuments(sql: Sql, find: Find): void {
  const page = sql.prepare(
    `SELECT id, item_id, state, report_state, reference_id, reference_number, payload_sha256,
       (SELECT count(*) FROM payloads p WHERE p.document_id = d.id AND p.sha256 = d.payload_sha256) AS payloads,
       (SELECT count(*) FROM payloads p WHERE p.document_id = d.id AND p.sha256 = d.payload_sha256 AND p.body IS NOT NULL) AS bodies
     FROM documents d WHERE id > ? ORDER BY id LIMIT ${PAGE}`,
  )
  const eventsOf = sql.prepare(
    'SELECT document_id AS id, seq, step FROM events WHERE document_id BETWEEN ? AND ? ORDER BY document_id, seq',
  )
  const bodiesOf = sql.prepare(
    'SELECT document_id AS id, sha256, body FROM payloads WHERE document_id BETWEEN ? AND ? AND body IS NOT NULL',
  )
  for (let afterId = 0; ; ) {
    const rows = page.all(afterId) as DocumentRow[]
    const [first, last] = [rows[0], rows.at(-1)]
    if (!first || !last) return
    const byId = new Map(rows.map((row) => [row.id, row.item_id]))
    const nameOf = (id: number) => byId.get(id) ?? String(id)
    const steps = new Map<number, Step[]>()
    for (const event of eventsOf.all(first.id, last.id) as { id: number; seq: number; step: Step }[]) {
      const known = steps.get(event.id) ?? []
      known.push(event.step)
      steps.set(event.id, known)
      if (event.seq !== known.length) find('events', nameOf(event.id), `gap before ${event.seq}`)
    }
    for (const row of rows) checkDocument(row, steps.get(row.id) ?? [], find)
    for (const { id, sha256, body } of bodiesOf.all(first.id, last.id) as { id: number; sha256: string; body: string }[])
      if (createHash('sha256').update(body, 'utf8').digest('hex') !== sha256)
        find('payload', nameOf(id), 'content does not fit its hash')
    afterId = last.id
  }
}

function checkDocument(row: DocumentRow, steps: readonly Step[], find: Find): void {
  if (row.payloads === 0) find('payload', row.item_id, 'missing')
  else if (row.bodies === 0 && !(row.state === 'imported' && row.report_state === 'accepted'))
    find('payload', row.item_id, `emptied in state ${row.state}`)
  const possible = statesAfter(steps)
  if (!possible.has(row.state)) find('events', row.item_id, `state ${row.state} after ${steps.at(-1) ?? 'nothing'}`)
  if (row.state === 'imported' && row.reference_id === null && row.reference_number === null)
    find('state', row.item_id, 'imported without a reference')
}
