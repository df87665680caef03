import type { InwardAgenda } from '../../shared/documents/agenda'
import { canonicalJson } from '../../shared/documents/canonical'
import { Failure, problem } from '../../shared/failure'
import type { ReceivedItem } from './ports'
import { attempt, CHUNK, eachPage, type RunContext } from './run-context'

/**
 * Claims the next items and keeps their raw content. Answers how many came; 0 also when the central side is in trouble.
 * Throws `test-flag-mismatch` when the central side gives test items in production or real ones in test: nothing of
 * such a claim is kept, it goes back, and the run stops.
 */
export async function claimNext(context: RunContext): Promise<number> {
  const { central, ledger, settings, clock, is, account } = context
  const agendas = is.agendas.filter((agenda: InwardAgenda) => account?.agendas.includes(agenda))
  if (agendas.length === 0) return 0
  const askedAt = clock.monotonicMs()
  const claim = await attempt(context, 'central', () =>
    central.claim({ agendas, limit: settings.batchSize, leaseSeconds: settings.leaseSeconds }, context.stop),
  )
  if (!claim || claim.items.length === 0) return 0
  const wrong = claim.items.find((item) => item.test !== (settings.mode === 'test'))
  if (wrong) {
    await attempt(context, 'central', () => central.giveBack(claim.claimId, context.stop))
    throw new Failure(problem('test-flag-mismatch', { itemId: wrong.itemId, mode: settings.mode }), {
      effect: 'nothing',
      retry: false,
    })
  }
  context.leases.add(claim, settings.leaseSeconds, askedAt)
  const items: ReceivedItem[] = claim.items.map((item) => {
    const payload = canonicalJson(item.payload ?? null)
    return {
      itemId: item.itemId,
      agenda: item.agenda,
      test: item.test,
      receivedAt: item.receivedAt,
      priority: item.priority,
      deliveryCount: item.deliveryCount,
      payload,
      payloadSha256: context.sha256(payload),
    }
  })
  ledger.keep(claim.claimId, items)
  context.tally.received += items.length
  return items.length
}

/**
 * Gives back the claims of earlier runs that still hold documents of ours: their leases can't be trusted any more, and
 * given back the items come again at once, with a lease of this run.
 */
export async function giveBackOldClaims(context: RunContext): Promise<void> {
  const { ledger, clock } = context
  const old = new Set<string>()
  for (const state of ['received', 'ready'] as const)
    await eachPage(
      (afterId) => ledger.due(state, clock.now(), CHUNK, afterId),
      (rows) => {
        for (const row of rows) if (row.claimId !== undefined) old.add(row.claimId)
        return true
      },
    )
  for (const claimId of old) {
    const done = await attempt(context, 'central', async () => {
      await context.central.giveBack(claimId, context.stop)
      return true
    })
    if (!done) return
  }
}

/** At a clean stop: what was claimed and not begun goes back, so that nobody waits for the leases to end. */
export async function giveBackOwnClaims(context: RunContext, signal: AbortSignal): Promise<void> {
  for (const claimId of context.troubles.central ? [] : context.leases.all())
    await attempt(context, 'central', () => context.central.giveBack(claimId, signal))
}
