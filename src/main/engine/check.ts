import { inwardAgendaSchema, payloadSchemas } from '../../shared/documents/agenda'
import { type Problem, problem } from '../../shared/failure'
import { checkDocument, subjectOf, titleOf } from './checks/check-document'
import type { LedgerDocument, ParsedDocument, Step } from './ports'
import { CHUNK, type RunContext } from './run-context'

/** A payload larger than this is held: no order is, and every later step would carry it. Characters. */
const LARGEST_PAYLOAD = 8_000_000

/** So many batches of prepared documents are kept for the hand-over of the same run; more would only be memory. */
const BATCHES_KEPT = 2

type Parsed = { ok: true; document: ParsedDocument } | { ok: false; problem: Problem; title: { number: string; partner: string } }

/** Raw payload → document of its agenda, or why not. Pure. */
export function parseDocument(row: Pick<LedgerDocument, 'itemId' | 'agenda' | 'test'>, raw: string): Parsed {
  const none = { number: '', partner: '' }
  const agenda = inwardAgendaSchema.safeParse(row.agenda)
  if (!agenda.success) return { ok: false, problem: problem('agenda-unsupported', { agenda: row.agenda }), title: none }
  if (raw.length > LARGEST_PAYLOAD)
    return {
      ok: false,
      problem: problem('payload-too-large', { size: String(raw.length), limit: String(LARGEST_PAYLOAD) }),
      title: none,
    }
  let json: unknown
  try {
    json = JSON.parse(raw)
  } catch (error) {
    return { ok: false, problem: problem('payload-unreadable', { path: '' }, String(error)), title: none }
  }
  const payload = payloadSchemas[agenda.data].safeParse(json)
  if (!payload.success) {
    const { issues } = payload.error
    const path = issues.slice(0, 1).map((issue) => issue.path.join('.'))
    return {
      ok: false,
      problem: problem(
        'payload-unreadable',
        { path: path.join() },
        issues
          .slice(0, 1)
          .map((issue) => issue.message)
          .join(),
      ),
      title: titleOf(json, agenda.data),
    }
  }
  return { ok: true, document: { itemId: row.itemId, agenda: agenda.data, test: row.test, payload: payload.data } }
}

/** Checks all that was received: ready or quarantined, each with its reason. One document's fault is only its own. */
export function checkReceived(context: RunContext): void {
  const { ledger, clock, is } = context
  for (;;) {
    const rows = ledger.due('received', clock.now(), CHUNK, 0)
    if (rows.length === 0) return
    const bodies = ledger.payloads(rows.map((row) => row.id))
    const steps = rows.map((row): Step => checkOne(row, bodies.get(row.id)))
    ledger.apply(steps)
    for (const step of steps) if (step.to === 'quarantined') context.tally.quarantined++
  }

  function checkOne(row: LedgerDocument, raw: string | undefined): Step {
    const held = (why: Problem, title?: { number: string; partner: string }): Step => ({
      id: row.id,
      to: 'quarantined',
      problem: why,
      ...title,
    })
    if (raw === undefined) return held(problem('payload-unreadable', { path: '' }, 'payload emptied'))
    try {
      const parsed = parseDocument(row, raw)
      if (!parsed.ok) return held(parsed.problem, parsed.title)
      const { document } = parsed
      const title = titleOf(document.payload, document.agenda)
      const wrong = checkDocument(document)
      if (wrong) return held(wrong, title)
      const preparation = is.prepare(document)
      if (!preparation.ok) return held(preparation.problem, title)
      if (context.prepared.size < BATCHES_KEPT * context.settings.batchSize) context.prepared.set(row.id, preparation.prepared)
      return { id: row.id, to: 'ready', ...title, subject: subjectOf(document), notes: preparation.prepared.notes }
    } catch (error) {
      // A document that our own code stumbles over must not stop those behind it.
      context.log.error('check stumbled', { itemId: row.itemId, error: String(error) })
      return held(problem('internal', { itemId: row.itemId }, String(error)))
    }
  }
}
