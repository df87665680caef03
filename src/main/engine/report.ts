import type { Result } from '../../shared/central-api/queue'
import type { LedgerDocument, Step } from './ports'
import { attempt, eachPage, type RunContext } from './run-context'

const MOST_RESULTS = 500

/** Tells the central side every outcome that it has not accepted yet. A lost answer only means telling it again. */
export async function reportDue(context: RunContext): Promise<void> {
  const { ledger, central } = context
  await eachPage(
    (afterId) => ledger.dueReports(MOST_RESULTS, afterId),
    async (rows) => {
      if (context.stop.aborted || context.troubles.central) return false
      const answers = await attempt(context, 'central', () =>
        central.report(
          rows.map((row) => toResult(context, row)),
          context.stop,
        ),
      )
      if (!answers) return false
      const statuses = new Map(answers.map((answer) => [answer.itemId, answer.status]))
      const steps: Step[] = []
      for (const row of rows) {
        const status = statuses.get(row.itemId)
        // No word about it: it stays due.
        if (status === undefined) continue
        const accepted = status === 'already-final' ? await isSettled(context, row) : status === 'accepted'
        // The question got no answer: it stays due.
        if (accepted === undefined) continue
        const reportState = accepted ? 'accepted' : 'refused'
        context.log[accepted ? 'debug' : 'warn'](`report ${reportState} by the central side`, { itemId: row.itemId, status })
        steps.push({ id: row.id, to: 'reported', reportState, status })
      }
      ledger.apply(steps)
      return true
    },
  )
}

/**
 * The operator finished the item before us. Marked as processed what we imported: both sides agree. Cancelled what we
 * imported: a person must see it, since the record is in the information system. What was not imported may be finished as they like.
 */
async function isSettled(context: RunContext, row: LedgerDocument): Promise<boolean | undefined> {
  if (row.state !== 'imported') return true
  const item = await attempt(context, 'central', async () => ({
    state: (await context.central.itemState(row.itemId, context.stop))?.state,
  }))
  return item && item.state === 'processed'
}

function toResult(context: RunContext, row: LedgerDocument & { finishedAt: number }): Result {
  const base = { itemId: row.itemId, payloadSha256: row.payloadSha256, finishedAt: new Date(row.finishedAt).toISOString() }
  if (row.state === 'imported') return { ...base, outcome: 'imported', erpReference: row.reference }
  const message = row.problem && context.describe(row.problem).slice(0, 4000)
  return { ...base, outcome: row.state === 'rejected' ? 'rejected' : 'skipped', code: row.problem?.code, message }
}
