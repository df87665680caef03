import type { UnreadableItem } from '../../shared/central-api/queue'
import type { InwardAgenda } from '../../shared/documents/agenda'
import { canonicalJson } from '../../shared/documents/canonical'
import { Failure, problem } from '../../shared/failure'
import { isMasterData } from './agendas'
import type { ReceivedItem } from './ports'
import { attempt, CHUNK, eachPage, type RunContext } from './run-context'

/** An answer above the reader's limit is asked for again in this many times smaller parts. */
const SMALLER = 5
/** So many single items that are too large, and the run ends: each was downloaded in vain. */
const MOST_TOO_LARGE = 10

/**
 * Which agendas are claimed in which order: cards and partners before the documents that need them. Without those that are switched off,
 * not due now, or that the account or the information system doesn't have.
 */
export function claimOrder({ is, account, settings }: RunContext): readonly (readonly InwardAgenda[])[] {
  const taken = is.agendas.filter(
    (agenda) =>
      account?.agendas.includes(agenda) &&
      !settings.agendasOff?.includes(agenda) &&
      (settings.agendas === undefined || settings.agendas.includes(agenda)),
  )
  const first = taken.filter(isMasterData)
  const waiting = account?.queue.waitingByAgenda
  // None of the first waits: then one question is enough, and what comes just now needs no order.
  const inOrder = waiting ? first.some((agenda) => (waiting[agenda] ?? 0) > 0) : account?.queue.waiting !== 0
  if (!inOrder) return taken.length > 0 ? [taken] : []
  const then = taken.filter((agenda) => !isMasterData(agenda))
  return [first, then].filter((group) => group.length > 0)
}

/**
 * Claims the next items of these agendas and keeps their raw content. False: nothing more is to be had now, or the central side is in
 * trouble. What can't be read is noted (`RunContext.unreadable`) and never ends the work on what stands behind it.
 * Throws `test-flag-mismatch` when the central side gives test items in production or real ones in test: nothing of
 * such a claim is kept, it goes back, and the run stops.
 */
export async function claimNext(context: RunContext, agendas: readonly InwardAgenda[]): Promise<boolean> {
  const { central, ledger, settings, clock } = context
  const limit = context.claimLimit
  const askedAt = clock.monotonicMs()
  const claim = await attempt(context, 'central', async () => {
    try {
      return await central.claim({ agendas: [...agendas], limit, leaseSeconds: settings.leaseSeconds }, context.stop)
    } catch (error) {
      if (error instanceof Failure && error.problem.code === 'central-answer-too-large') return error
      throw error
    }
  })
  if (!claim) return false
  if (claim instanceof Failure) {
    // The items of that answer stay leased to nobody we know of, and come again when the lease ends: in smaller parts.
    if (limit === 1) {
      noteUnreadable(context, claim)
      context.tooLarge++
      if (context.tooLarge >= MOST_TOO_LARGE) return false
    }
    context.claimLimit = Math.max(1, Math.floor(limit / SMALLER))
    context.tooLargeAnswer = claim
    return true
  }
  const [broken] = claim.unreadable ?? []
  if (broken) {
    context.brokenClaims.push(claim.claimId)
    noteUnreadable(context, brokenItem(broken))
  }
  if (claim.items.length === 0) {
    // Nothing came in smaller parts: the items of the large answer are hidden behind its lease.
    if (context.tooLargeAnswer && !broken) noteUnreadable(context, context.tooLargeAnswer)
    return broken !== undefined
  }
  context.tooLargeAnswer = undefined
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
  try {
    ledger.keep(claim.claimId, items, context.centralNow())
  } catch (error) {
    // Nothing of it is here: given back, it need not wait for the end of the lease when the disk has room again.
    await attempt(context, 'central', () => central.giveBack(claim.claimId, context.stop))
    throw error
  }
  context.tally.received += items.length
  return true
}

/** One item of which not even the envelope can be read. Nothing is known of it that the ledger could keep. */
const brokenItem = ({ itemId, reason }: UnreadableItem): Failure =>
  new Failure(problem('central-answer-invalid', { path: itemId === undefined ? reason : `${itemId} ${reason}` }), {
    effect: 'nothing',
    retry: false,
  })

function noteUnreadable(context: RunContext, failure: Failure): void {
  context.unreadable ??= failure
  context.log.error('an item of the queue cannot be read', { code: failure.problem.code, ...failure.problem.params })
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
        for (const claimId of rows.map((row) => row.claimId).filter((id) => id !== undefined)) old.add(claimId)
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

/**
 * Claims with items that can't be read go back once the others are done: such an item would otherwise stay hidden behind
 * its lease, and the state would be green in between.
 */
export async function giveBackBrokenClaims(context: RunContext): Promise<void> {
  for (const claimId of context.troubles.central || context.stop.aborted ? [] : context.brokenClaims)
    await attempt(context, 'central', () => context.central.giveBack(claimId, context.stop))
}

/** At a clean stop: what was claimed and not begun goes back, so that nobody waits for the leases to end. */
export async function giveBackOwnClaims(context: RunContext, signal: AbortSignal): Promise<void> {
  for (const claimId of context.troubles.central ? [] : context.leases.all())
    await attempt(context, 'central', () => context.central.giveBack(claimId, signal))
}
