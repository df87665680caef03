import type { ErpReference } from '../../shared/central-api/queue'
import { problem } from '../../shared/failure'
import type { LedgerDocument, Step } from './ports'
import { attempt, CHUNK, eachPage, type RunContext } from './run-context'

/**
 * How long a hand-over without an answer may still turn into a record (a server that goes on working after our
 * time-out). Before that, "not there" of a merely searchable information system proves nothing.
 */
const SETTLE_MS = 10 * 60_000

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
 * only where that can't make a second record; otherwise it stays unknown and is asked about again, or waits for a person.
 */
export async function lookUpUnknown(context: RunContext): Promise<void> {
  const { ledger, clock } = context
  await eachPage(
    (afterId) => ledger.due('unknown', clock.now(), CHUNK, afterId),
    async (rows) => {
      const found = context.stop.aborted ? undefined : await find(context, rows)
      // It can't tell now: everything stays as it is, and the trouble keeps new hand-overs back.
      if (!found) return false
      ledger.apply(
        rows.map(
          (row): Step =>
            foundStep(context, row, found) ??
            (mayHandOverAgain(context, row)
              ? { id: row.id, to: 'ready-again' }
              : { id: row.id, to: 'looked-up-absent', notBefore: clock.now() + SETTLE_MS }),
        ),
      )
      return true
    },
  )
}

const find = (context: RunContext, rows: readonly LedgerDocument[]) =>
  attempt(context, 'is', () =>
    context.is.find(
      rows.map((row) => row.itemId),
      context.kill,
    ),
  )

function foundStep(context: RunContext, row: LedgerDocument, found: ReadonlyMap<string, ErpReference>): Step | undefined {
  const reference = found.get(row.itemId)
  if (!reference) return undefined
  context.tally.imported++
  return { id: row.id, to: 'imported', reference, existed: true, notes: [] }
}

/**
 * Before a first hand-over: what had been given out before this ledger knew it may be recorded already. Answers the rows
 * that are surely not there; the others are imported, or wait until the information system can tell.
 */
export async function withoutRecorded(context: RunContext, rows: readonly LedgerDocument[]): Promise<readonly LedgerDocument[]> {
  const suspects = context.is.guard === 'none' ? [] : rows.filter((row) => row.lookFirst)
  if (suspects.length === 0) return rows
  const found = await find(context, suspects)
  if (!found) return rows.filter((row) => !suspects.includes(row))
  context.ledger.apply(suspects.map((row) => foundStep(context, row, found)).filter((step) => step !== undefined))
  return rows.filter((row) => !found.has(row.itemId))
}

/** "Not there" was said: is a second hand-over safe? Pure but for the clock. */
function mayHandOverAgain(context: RunContext, row: LedgerDocument): boolean {
  const { is, clock } = context
  // These books know nothing of what was handed over to others (another unit, last year's database).
  if (row.target !== undefined && row.target !== is.target) return false
  switch (is.guard) {
    case 'enforced':
      return true
    case 'searchable':
      // A clock set back only makes it wait longer.
      return row.unknownSince !== undefined && clock.now() - row.unknownSince >= SETTLE_MS
    case 'none':
      return false
  }
}
