import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { accountSchema } from '../../shared/central-api/account'
import {
  type ClaimRequest,
  claimSchema,
  extensionSchema,
  type QueueItem,
  queueItemSchema,
  queueItemStateSchema,
  queueListSchema,
  type Result,
  resultsAnswerSchema,
  type UnreadableItem,
} from '../../shared/central-api/queue'
import { asFailure, Failure, problem } from '../../shared/failure'
import type { Central } from '../engine/ports'
import { AnswerTooLarge, createTransport, type TransportOptions } from './transport'

export interface CentralOptions extends TransportOptions {
  /**
   * Where claims without an answer are remembered from one run to the next. Only a saving: without it, what the central
   * side gave out in such a claim comes back when its lease ends.
   */
  unanswered?: UnansweredClaim[]
}

export interface UnansweredClaim {
  request: ClaimRequest
  idempotencyKey: string
  askedAtMs: number
  tries: number
}

/** Items are parsed one by one: a malformed one must not make the others unreadable. */
const looseClaimSchema = claimSchema.extend({ items: z.array(z.unknown()).max(500) })
const RESULTS_IN_CALL = 500
/** An answer that never comes whole must not keep the client from what stands behind it. */
const MOST_ASKED = 3

/** How a claim's answer begins, as long as its items come last. */
const CLAIM_ID = /^\s*\{(?:(?!"items")[^[\]])*?"claimId"\s*:\s*"((?!\.{1,2}")[A-Za-z0-9\-_.:]{1,64})"/

/** Whether everything that one question asks for is asked for by the other. A question that names no agendas asks for all. */
const isWithin = (asked: ClaimRequest['agendas'], wanted: ClaimRequest['agendas']): boolean =>
  wanted === undefined || (asked?.every((agenda) => wanted.includes(agenda)) ?? false)

const isNotFound = (error: unknown): boolean => error instanceof Failure && error.problem.code === 'central-not-found'

/** The central side over HTTP. Throws `settings-invalid` on an address that no key may be sent to. */
export function createCentral(options: CentralOptions): Central {
  const transport = createTransport(options)
  const { log, clock, unanswered = [] } = options

  /**
   * A claim to ask for again instead of this one: its answer was lost, its items are not back in the queue by themselves, and all it
   * asked for is wanted now. One of other agendas is kept for a question that wants them.
   */
  function toRepeat({ agendas }: ClaimRequest): UnansweredClaim | undefined {
    const now = clock.monotonicMs()
    const open = unanswered.filter(
      ({ tries, askedAtMs, request }) => tries < MOST_ASKED && now - askedAtMs < request.leaseSeconds * 1000,
    )
    const at = open.findIndex(({ request }) => isWithin(request.agendas, agendas))
    const [found] = at < 0 ? [] : open.splice(at, 1)
    unanswered.splice(0, unanswered.length, ...open)
    return found
  }

  async function askClaim(request: ClaimRequest, signal: AbortSignal): Promise<z.infer<typeof looseClaimSchema>> {
    const repeated = toRepeat(request)
    const asked = repeated ?? { request, idempotencyKey: randomUUID(), askedAtMs: clock.monotonicMs(), tries: 0 }
    try {
      const claim = await transport.send(
        {
          method: 'POST',
          path: 'queue/claims',
          body: asked.request,
          answer: looseClaimSchema,
          // A repeat after a lost answer gives the same claim instead of the next items.
          idempotencyKey: asked.idempotencyKey,
        },
        signal,
      )
      if (!repeated) return claim
      // Its lease may have begun long ago, and the engine counts from now.
      await extend(claim.claimId, request.leaseSeconds, signal)
      return claim
    } catch (error) {
      const failure = asFailure(error)
      // At most one item: given back, it would come first again, and nothing behind it would ever be reached.
      if (asked.request.limit > 1) await giveBackTooLarge(failure, signal)
      // The claim is over, or this central side no longer knows the key: its items come by a new one.
      if (repeated && ['central-not-found', 'central-conflict'].includes(failure.problem.code)) return askClaim(request, signal)
      if ((failure.effect === 'unknown' || repeated) && failure.retry) unanswered.push({ ...asked, tries: asked.tries + 1 })
      throw error
    }
  }

  /** Its items would be hidden until their lease ends, and at the next run they would all come at once again. */
  async function giveBackTooLarge({ cause }: Failure, signal: AbortSignal): Promise<void> {
    const claimId = cause instanceof AnswerTooLarge ? CLAIM_ID.exec(cause.beginning)?.[1] : undefined
    // Not understood, or not to be had: then the lease must end.
    if (claimId !== undefined) await giveBack(claimId, signal).catch(() => {})
  }

  const giveBack: Central['giveBack'] = async (claimId, signal) => {
    try {
      await transport.send({ method: 'DELETE', path: `queue/claims/${encodeURIComponent(claimId)}`, answer: null }, signal)
    } catch (error) {
      // Nothing to give back: that is what was wanted.
      if (!isNotFound(error)) throw error
    }
  }

  const extend: Central['extend'] = (claimId, leaseSeconds, signal) =>
    transport.send(
      {
        method: 'POST',
        path: `queue/claims/${encodeURIComponent(claimId)}/extension`,
        body: { leaseSeconds },
        answer: extensionSchema,
      },
      signal,
    )

  return {
    account: (signal) => transport.send({ method: 'GET', path: 'account', answer: accountSchema }, signal),

    async claim(request, signal) {
      const claim = await askClaim(request, signal)
      const items: QueueItem[] = []
      const unreadable: UnreadableItem[] = []
      const seen = new Set<string>()
      for (const value of claim.items) {
        const parsed = queueItemSchema.safeParse(value)
        if (parsed.success) {
          // Named twice it is still one; the ledger would refuse the whole claim.
          if (seen.has(parsed.data.itemId)) log.warn('the claim names an item twice', { itemId: parsed.data.itemId })
          else items.push(parsed.data)
          seen.add(parsed.data.itemId)
          continue
        }
        const itemId = (value as { itemId?: unknown } | null)?.itemId
        const [issue] = parsed.error.issues
        const reason = issue ? `${issue.path.join('.')}: ${issue.message}` : ''
        unreadable.push({ ...(typeof itemId === 'string' && { itemId: itemId.slice(0, 200) }), reason })
      }
      if (unreadable.length > 0)
        log.error('the claim has items that cannot be read', {
          claimId: claim.claimId,
          count: unreadable.length,
          first: unreadable[0],
        })
      return { ...claim, items, ...(unreadable.length > 0 && { unreadable }) }
    },

    extend,

    giveBack,

    async itemState(itemId, signal) {
      try {
        return await transport.send(
          { method: 'GET', path: `queue/${encodeURIComponent(itemId)}`, answer: queueItemStateSchema },
          signal,
        )
      } catch (error) {
        if (isNotFound(error)) return undefined
        throw error
      }
    },

    async items({ after, limit }, signal) {
      const query = new URLSearchParams({ limit: String(limit), ...(after === undefined ? {} : { after }) })
      try {
        return await transport.send({ method: 'GET', path: `queue?${query}`, answer: queueListSchema }, signal)
      } catch (error) {
        // A central side from before this call.
        if (isNotFound(error)) return undefined
        throw error
      }
    },

    async report(results, signal) {
      const statuses = []
      for (let from = 0; from < results.length; from += RESULTS_IN_CALL) {
        const part: readonly Result[] = results.slice(from, from + RESULTS_IN_CALL)
        const answer = await transport.send(
          { method: 'POST', path: 'queue/results', body: { results: part }, answer: resultsAnswerSchema },
          signal,
        )
        for (const [index, { itemId }] of part.entries()) {
          const status = answer.results[index]
          if (status?.itemId !== itemId) {
            throw new Failure(problem('central-answer-invalid', { path: `results.${index}`, itemId }), {
              effect: 'unknown',
              retry: true,
            })
          }
          statuses.push(status)
        }
      }
      return statuses
    },

    async heartbeat(heartbeat, signal) {
      await transport.send({ method: 'POST', path: 'heartbeats', body: heartbeat, answer: null }, signal)
    },
  }
}
