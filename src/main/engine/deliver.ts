import { asFailure, Failure, type Problem, problem } from '../../shared/failure'
import { isMasterData } from './agendas'
import { parseDocument } from './check'
import { withoutRecorded } from './look-up'
import type { LedgerDocument, Outcome, Prepared, Step } from './ports'
import { attempt, eachPage, LEASE_MARGIN_MS, note, type RunContext } from './run-context'

const FIRST_BACKOFF_MS = 60_000
const LONGEST_BACKOFF_MS = 3_600_000

/** When a postponed document is tried again: exponential with full jitter, in ms from now. Pure. */
export const backoffMs = (attempts: number, random: number): number =>
  Math.round(Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.min(attempts, 10)) * (0.5 + random / 2))

/**
 * Hands over what is ready and surely ours. `leaseless`: documents whose item the central side holds as rejected; it
 * gives these to nobody, so a person's retry needs no lease. Stops at the first trouble that concerns the whole
 * information system. Each document at most once in a call: one that comes back to ready waits for the next.
 */
export async function deliverReady(context: RunContext, leaseless: ReadonlySet<number>): Promise<void> {
  const { ledger, clock, settings, tally } = context
  let batch: LedgerDocument[] = []
  const flush = async () => {
    while (batch.length > 0 && !context.stop.aborted && !context.troubles.is) {
      // After a hand-over that the information system could not take, one document goes first: a closed one costs one attempt, not a hundred.
      const size = batch[0]?.problem && !context.proven ? 1 : settings.batchSize
      const agenda = (batch.find((row) => isMasterData(row.agenda)) ?? batch[0])?.agenda
      const rows = batch.filter((row) => row.agenda === agenda).slice(0, size)
      const taken = new Set(rows)
      batch = batch.filter((row) => !taken.has(row))
      await deliverBatch(context, withoutSuperseded(context, await withoutRecorded(context, rows)))
      context.onProgress?.({ done: tally.imported + tally.rejected + tally.quarantined, total: tally.received })
    }
  }
  await eachPage(
    (afterId) => ledger.due('ready', clock.now(), settings.batchSize, afterId),
    async (rows) => {
      for (const row of rows) {
        // What was meant for the other mode never goes there (rule 8).
        if (row.test !== (settings.mode === 'test')) continue
        if (leaseless.has(row.id) || (await holdsLease(context, row.claimId))) batch.push(row)
      }
      if (batch.length >= settings.batchSize) await flush()
      return !context.stop.aborted && !context.troubles.is
    },
  )
  await flush()
  batch = []
}

/** The claim is ours for long enough; extended when its end is near. A claim that has gone is not a trouble: its items come again. */
async function holdsLease(context: RunContext, claimId: string | undefined): Promise<boolean> {
  const { leases, settings, central, clock } = context
  if (leases.live(claimId, Math.max(LEASE_MARGIN_MS, (settings.leaseSeconds * 1000) / 2))) return true
  if (claimId === undefined || !leases.live(claimId, 0)) return false
  if (!context.troubles.central) {
    const askedAt = clock.monotonicMs()
    const extended = await attempt(context, 'central', async () => {
      try {
        await central.extend(claimId, settings.leaseSeconds, context.stop)
        return true
      } catch (error) {
        if (error instanceof Failure && ['central-not-found', 'central-conflict'].includes(error.problem.code)) return false
        throw error
      }
    })
    if (extended) leases.renewed(claimId, settings.leaseSeconds, askedAt)
    if (extended === false) leases.lost(claimId)
  }
  return leases.live(claimId, LEASE_MARGIN_MS)
}

/** Of a card or partner only the newest version is handed over: an older one that comes late would put back what has changed since. */
function withoutSuperseded(context: RunContext, rows: readonly LedgerDocument[]): readonly LedgerDocument[] {
  if (!rows.some((row) => isMasterData(row.agenda))) return rows
  const old = context.ledger.superseded(rows.map((row) => row.id))
  if (old.size === 0) return rows
  context.ledger.apply(
    rows
      .filter((row) => old.has(row.id))
      .map((row): Step => ({ id: row.id, to: 'skipped', problem: problem('superseded', { number: row.number }), report: true })),
  )
  return rows.filter((row) => !old.has(row.id))
}

async function deliverBatch(context: RunContext, rows: readonly LedgerDocument[]): Promise<void> {
  const { ledger, is } = context
  const batch = prepareBatch(context, rows)
  if (batch.length === 0) return
  const handed = new Set(batch.map(({ row }) => row.itemId))
  // From here on only the information system knows, whatever happens to us.
  ledger.apply(
    batch.map(
      ({ row, prepared }): Step => ({
        id: row.id,
        to: 'sending',
        handedSha256: prepared.sha256,
        target: is.target,
        doubtSince: context.centralNow(),
      }),
    ),
  )

  const outcomes = new Map<string, Outcome>()
  let failure: Failure | undefined
  try {
    const contents = batch.map(({ prepared }) => prepared)
    for await (const outcome of is.deliver(contents, context.kill)) {
      // An answer about something we did not hand over, or a second one, is not an answer to us.
      if (handed.has(outcome.itemId) && !outcomes.has(outcome.itemId)) outcomes.set(outcome.itemId, outcome)
    }
  } catch (error) {
    failure = asFailure(error)
    note(context, 'is', failure)
  }
  if (!failure) context.proven = true
  ledger.apply(batch.map(({ row }) => outcomeStep(context, row, outcomes.get(row.itemId), failure)))
  for (const row of rows) context.prepared.delete(row.id)
}

/** Maps each document; what can't be mapped (any more) is held. */
function prepareBatch(context: RunContext, rows: readonly LedgerDocument[]): { row: LedgerDocument; prepared: Prepared }[] {
  const { ledger, is } = context
  const missing = rows.filter((row) => !context.prepared.has(row.id)).map((row) => row.id)
  const bodies = missing.length > 0 ? ledger.payloads(missing) : new Map<number, string>()
  const batch: { row: LedgerDocument; prepared: Prepared }[] = []
  const held: Step[] = []
  for (const row of rows) {
    const preparation = prepareOne(row)
    if (preparation.ok) batch.push({ row, prepared: preparation.prepared })
    else held.push({ id: row.id, to: 'quarantined', problem: preparation.problem })
  }
  ledger.apply(held)
  context.tally.quarantined += held.length
  return batch

  function prepareOne(row: LedgerDocument): { ok: true; prepared: Prepared } | { ok: false; problem: Problem } {
    try {
      const known = context.prepared.get(row.id)
      if (known) return { ok: true, prepared: known }
      const raw = bodies.get(row.id)
      if (raw === undefined) return { ok: false, problem: problem('payload-unreadable', { path: '' }, 'payload emptied') }
      const parsed = parseDocument(row, raw)
      return parsed.ok ? is.prepare(parsed.document) : parsed
    } catch (error) {
      return { ok: false, problem: problem('internal', { itemId: row.itemId }, String(error)) }
    }
  }
}

function outcomeStep(context: RunContext, row: LedgerDocument, outcome: Outcome | undefined, failure: Failure | undefined): Step {
  const { id } = row
  const postponed = (why: Problem, delayMs: number): Step => ({
    id,
    to: 'postponed',
    problem: why,
    notBefore: context.clock.now() + delayMs,
  })
  if (!outcome) {
    // Without an answer, only a promise that nothing was written makes another attempt safe.
    if (failure?.effect === 'nothing') return postponed(failure.problem, 0)
    return { id, to: 'unknown', problem: failure?.problem ?? problem('outcome-unknown', { number: row.number }) }
  }
  switch (outcome.kind) {
    case 'imported':
      // "Imported" without the information system's own word for the record proves nothing.
      if (outcome.reference.id === undefined && outcome.reference.number === undefined)
        return { id, to: 'unknown', problem: problem('outcome-unknown', { number: row.number }) }
      context.tally.imported++
      return { id, to: 'imported', reference: outcome.reference, existed: outcome.existed, notes: outcome.notes }
    case 'rejected':
      context.tally.rejected++
      return { id, to: 'rejected', problem: outcome.problem }
    case 'postponed':
      return postponed(outcome.problem, backoffMs(row.attempts, context.random()))
    case 'unknown':
      return { id, to: 'unknown', problem: outcome.problem }
  }
}
