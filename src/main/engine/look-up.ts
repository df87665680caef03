import type { ErpReference } from '../../shared/central-api/queue'
import { problem } from '../../shared/failure'
import { byAgenda, guardOf, isRepeatable } from './agendas'
import { SETTLE_MS } from './document-state'
import type { LedgerDocument, Step } from './ports'
import { attempt, CHUNK, eachPage, type RunContext } from './run-context'

/** One that is not there (yet) is asked about again: soon at first, then ever more rarely. */
const FIRST_LOOK_UP_MS = 60_000
const LONGEST_LOOK_UP_MS = 3_600_000
const lookUpDelayMs = (unknownForMs: number): number => Math.min(LONGEST_LOOK_UP_MS, Math.max(FIRST_LOOK_UP_MS, unknownForMs))

/** A hand-over that an earlier run did not see the end of: nobody else can be sending, since we hold the lock. */
export function takeOverInterrupted(context: RunContext): void {
  const { ledger, clock } = context
  for (;;) {
    const rows = ledger.due('sending', clock.now(), CHUNK, 0)
    if (rows.length === 0) return
    context.log.warn('interrupted hand-overs found', { count: rows.length })
    ledger.apply(
      rows.map((row): Step => ({ id: row.id, to: 'unknown', problem: problem('outcome-unknown', { number: row.number }) })),
    )
  }
}

/**
 * Asks the information system about every unknown outcome that is due. Found: imported. Not found: handed over again
 * only where that can't make a second record; otherwise it stays unknown and is asked about again, or a person is asked.
 */
export async function lookUpUnknown(context: RunContext): Promise<void> {
  const { ledger, clock } = context
  await eachPage(
    (afterId) => ledger.due('unknown', clock.now(), CHUNK, afterId),
    async (rows) => {
      const asked = rows.filter((row) => guardOf(context.is, row.agenda) !== 'none')
      ledger.apply(rows.filter((row) => guardOf(context.is, row.agenda) === 'none').map(askPerson))
      if (asked.length === 0) return true
      const found = context.stop.aborted ? undefined : await find(context, asked)
      // It can't tell now: everything stays as it is, and the trouble keeps new hand-overs back.
      if (!found) return false
      ledger.apply(
        asked.map((row) => foundStep(context, row, found) ?? absentStep(context, row)).filter((step) => step !== undefined),
      )
      return true
    },
  )
}

/** Undefined: it can't tell now. What makes no second record when it is handed over again isn't asked about. */
const find = (context: RunContext, rows: readonly LedgerDocument[]) =>
  attempt(context, 'is', async () => {
    const found = new Map<string, ErpReference>()
    for (const [agenda, some] of byAgenda(rows.filter((row) => !isRepeatable(context.is, row.agenda)))) {
      const itemIds = some.map((row) => row.itemId)
      for (const [itemId, reference] of await context.is.find(itemIds, context.kill, agenda)) found.set(itemId, reference)
    }
    return found
  })

function foundStep(context: RunContext, row: LedgerDocument, found: ReadonlyMap<string, ErpReference>): Step | undefined {
  const reference = found.get(row.itemId)
  if (!reference) return undefined
  context.tally.imported++
  return { id: row.id, to: 'imported', reference, existed: true, notes: [] }
}

function absentStep(context: RunContext, row: LedgerDocument): Step | undefined {
  if (mayHandOverAgain(context, row)) return { id: row.id, to: 'ready-again' }
  // Later in this run its clock may allow it: then it must be due.
  if (context.centralNow() === undefined) return undefined
  const now = context.clock.now()
  return { id: row.id, to: 'looked-up-absent', notBefore: now + lookUpDelayMs(now - row.unknownSince) }
}

/** Nobody but a person can find out whether it is recorded; both of their answers (try again, skip) are open to them. */
const askPerson = (row: LedgerDocument): Step => ({
  id: row.id,
  to: 'quarantined',
  problem: problem('maybe-recorded', { number: row.number }),
})

/**
 * Before a first hand-over: what had been given out before this ledger knew it may be recorded already. Answers the rows
 * that are surely not there; the others are imported, wait until the information system can tell, or until a hand-over by
 * another installation has had its time; where nothing can ever tell, a person decides.
 */
export async function withoutRecorded(context: RunContext, rows: readonly LedgerDocument[]): Promise<readonly LedgerDocument[]> {
  const suspects = rows.filter((row) => row.lookFirst)
  if (suspects.length === 0) return rows
  const clear = rows.filter((row) => !row.lookFirst)
  // Rows of one hand-over are of one agenda.
  const guard = guardOf(context.is, suspects[0]?.agenda ?? '')
  if (guard === 'none') {
    context.ledger.apply(suspects.map(askPerson))
    context.tally.quarantined += suspects.length
    return clear
  }
  const found = await find(context, suspects)
  if (!found) return clear
  context.ledger.apply(suspects.map((row) => foundStep(context, row, found)).filter((step) => step !== undefined))
  return rows.filter((row) => !found.has(row.itemId) && (!row.lookFirst || guard === 'enforced' || hasSettled(context, row)))
}

/**
 * Documents that would be put aside because they are finished at the central side: what an earlier installation may have
 * recorded is imported instead, when it is found. Where the information system can't tell now, they wait.
 */
export async function unlessRecorded(
  context: RunContext,
  finished: readonly { row: LedgerDocument; step: Step }[],
): Promise<readonly Step[]> {
  const suspects = finished.map(({ row }) => row).filter((row) => row.lookFirst && guardOf(context.is, row.agenda) !== 'none')
  const found = suspects.length > 0 ? await find(context, suspects) : new Map<string, ErpReference>()
  if (!found) return finished.filter(({ row }) => !row.lookFirst).map(({ step }) => step)
  return finished.map(({ row, step }) => foundStep(context, row, found) ?? step)
}

/** "Not there" was said: is a second hand-over safe? Pure but for the clocks. */
function mayHandOverAgain(context: RunContext, row: LedgerDocument): boolean {
  const { is } = context
  if (isRepeatable(is, row.agenda)) return true
  // These books know nothing of what was handed over to others (another unit, last year's database).
  if (row.target !== undefined && row.target !== is.target) return false
  return guardOf(is, row.agenda) === 'enforced' || hasSettled(context, row)
}

/**
 * Whatever was under way has had its time. By both clocks, where both know: this computer's may be set forward, and then
 * it would end the wait too early; set back, it only ceases to count.
 */
function hasSettled({ clock, centralNow }: RunContext, row: LedgerDocument): boolean {
  const now = centralNow()
  // Without the central side nothing is handed over anyway.
  if (now === undefined) return false
  const elapsed = clock.now() - row.unknownSince
  const settledHere = elapsed < 0 || elapsed >= SETTLE_MS
  return settledHere && (row.doubtSince === undefined || now - row.doubtSince >= SETTLE_MS)
}
