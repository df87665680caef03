import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { ErpReference } from '../../../shared/central-api/queue'
import { asFailure, Failure, type Problem, problem } from '../../../shared/failure'
import type { Outcome } from '../../engine/ports'
import type { ConnectorTools } from '../connector'
import type { AskApi } from './api-ask'
import { assertAgenda, findOrders, queueStateWith, type Sought } from './api-read'
import { itemKey } from './key'
import { folderFailure } from './marks'
import { type Queued, queueMarks } from './queue-marks'
import type { MoneySettings } from './settings'

/**
 * The way over the S3 API. A write only joins the import queue, which S3 Automatic works off: taken into the queue is not written. So
 * each order is followed to its end, by the queue's own word where there is one and by the list of orders, and is unknown until then.
 */

/** What has been in the queue for so long without a word, and is not among the orders, is not there. */
const LOST_MS = 24 * 3600 * 1000
const FIRST_POLL_MS = 200
const LONGEST_POLL_MS = 5000
const DUPLICATE_WORDS = /duplic|existuj/i

const createdSchema = z.object({
  createReceivedOrder: z.object({ guid: z.string().min(1).max(64).nullish(), isSuccess: z.boolean() }),
})

export interface QueuedOrder extends Sought {
  bytes: Uint8Array
}

export interface ApiWay {
  deliver(batch: readonly QueuedOrder[], signal: AbortSignal): AsyncIterable<Outcome>
  find(itemIds: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, ErpReference>>
}

const aborted = (): Failure => new Failure(problem('is-closed'), { effect: 'nothing', retry: true })

export const apiWay = (settings: MoneySettings, tools: ConnectorTools, ask: AskApi): ApiWay => {
  const { clock, dataDir, companyId } = tools
  const marks = queueMarks(dataDir)
  const queueState = queueStateWith(ask)
  const agendaGuid = settings.agendaGuid ?? ''

  const imported = (itemId: string, reference: ErpReference, existed: boolean): Outcome => ({
    itemId,
    kind: 'imported',
    reference,
    existed,
    notes: [],
  })

  type Sent =
    | { kind: 'queued'; mark: Queued }
    | { kind: 'outcome'; outcome: Outcome }
    /** Nothing was done, and the next will fare the same. */
    | { kind: 'stop'; failure: Failure }

  const send = async ({ itemId, key, bytes }: QueuedOrder, signal: AbortSignal): Promise<Sent> => {
    const mark: Queued = { key, itemId, at: clock.now() }
    try {
      await marks.write(mark)
    } catch (error) {
      return { kind: 'stop', failure: folderFailure(dataDir, error) }
    }
    const refused = async (words: string): Promise<Sent> => {
      await marks.settle(key)
      return { kind: 'outcome', outcome: { itemId, kind: 'rejected', problem: problem('is-rejected', {}, words) } }
    }
    try {
      const answer = await ask(bytes, { mutation: true, agenda: true }, signal)
      if (answer.kind === 'refused') return await refused(answer.words)
      const read = createdSchema.safeParse(answer.data)
      if (!read.success) throw new Failure(problem('is-answer-unreadable'), { effect: 'unknown', retry: true })
      const { guid, isSuccess } = read.data.createReceivedOrder
      if (!isSuccess) return await refused('createReceivedOrder: isSuccess = false')
      const queued = guid ? { ...mark, guid } : mark
      // Without the guid the order itself is looked for, so a full disk loses nothing here.
      await marks
        .write(queued)
        .catch((error: unknown) => tools.log.warn('queue entry could not be noted', { error: String(error) }))
      return { kind: 'queued', mark: queued }
    } catch (error) {
      const failure = asFailure(error)
      if (failure.effect === 'nothing') {
        await marks.settle(key)
        return { kind: 'stop', failure }
      }
      return { kind: 'outcome', outcome: { itemId, kind: 'unknown', problem: failure.problem } }
    }
  }

  /** Where the queue and the list together leave no doubt. */
  const settled = async (
    { itemId, key, guid }: Queued,
    found: ReadonlyMap<string, ErpReference>,
    signal: AbortSignal,
  ): Promise<Outcome | undefined> => {
    const reference = found.get(itemId)
    if (reference) return imported(itemId, reference, false)
    if (guid === undefined) return undefined
    const { kind, words } = await queueState(guid, signal)
    // The queue's own word that it is written; the order itself may have been deleted since.
    if (kind === 'done')
      return imported(itemId, (await findOrders(ask, [{ itemId, key }], signal)).get(itemId) ?? { id: key }, false)
    if (kind !== 'failed') return undefined
    // Between the list and the queue's word it may have come.
    const late = (await findOrders(ask, [{ itemId, key }], signal)).get(itemId)
    if (late) return imported(itemId, late, false)
    return DUPLICATE_WORDS.test(words)
      ? { itemId, kind: 'unknown', problem: problem('outcome-unknown', {}, words) }
      : { itemId, kind: 'rejected', problem: problem('is-rejected', {}, words || 'importStatus: ERROR') }
  }

  async function* deliver(batch: readonly QueuedOrder[], signal: AbortSignal): AsyncIterable<Outcome> {
    if (signal.aborted) throw aborted()
    await assertAgenda(ask, agendaGuid, signal)
    const there = await findOrders(ask, batch, signal)
    const earlier = await marks.read().catch((error: unknown) => {
      throw folderFailure(dataDir, error)
    })
    const open = new Map<string, Queued>()
    const kept: { itemId: string; problem: Problem }[] = []
    let stopped: Failure | undefined
    let answered = 0
    for (const item of batch) {
      const { itemId, key } = item
      const reference = there.get(itemId)
      if (reference) {
        await marks.settle(key)
        answered++
        yield imported(itemId, reference, true)
        continue
      }
      if (signal.aborted) stopped ??= aborted()
      if (stopped) {
        kept.push({ itemId, problem: stopped.problem })
        continue
      }
      const queued = earlier.get(key)
      if (queued?.guid !== undefined) {
        const { kind } = await queueState(queued.guid, signal)
        // Still in the queue: a second entry would be a second order.
        if (kind === 'waiting' || kind === 'done') {
          open.set(itemId, queued)
          continue
        }
      }
      const sent = await send(item, signal)
      if (sent.kind === 'queued') open.set(itemId, sent.mark)
      else if (sent.kind === 'stop') {
        stopped = sent.failure
        kept.push({ itemId, problem: sent.failure.problem })
      } else {
        answered++
        yield sent.outcome
        // No answer: the rest would only join it in doubt.
        if (sent.outcome.kind === 'unknown') stopped = new Failure(sent.outcome.problem, { effect: 'nothing', retry: true })
      }
    }

    const deadline = performance.now() + settings.answerTimeoutSeconds * 1000
    let trouble: Problem | undefined
    for (let pause = FIRST_POLL_MS; open.size > 0; pause = Math.min(pause * 2, LONGEST_POLL_MS)) {
      try {
        const found = await findOrders(ask, [...open.values()], signal)
        for (const mark of [...open.values()]) {
          const outcome = await settled(mark, found, signal)
          if (!outcome) continue
          open.delete(mark.itemId)
          if (outcome.kind !== 'unknown') await marks.settle(mark.key)
          answered++
          yield outcome
        }
        trouble = undefined
      } catch (error) {
        trouble = asFailure(error).problem
      }
      const left = deadline - performance.now()
      if (open.size === 0 || left <= 0 || signal.aborted) break
      await sleep(Math.min(pause, left), undefined, { signal }).catch(() => {})
    }

    if (open.size > 0) {
      const why = trouble ?? problem('is-no-answer')
      if (answered === 0 && kept.length === 0) throw new Failure(why, { effect: 'unknown', retry: true })
      for (const { itemId } of open.values()) {
        answered++
        yield { itemId, kind: 'unknown', problem: why }
      }
    }
    if (stopped && answered === 0) throw stopped
    for (const { itemId, problem: reason } of kept) yield { itemId, kind: 'postponed', problem: reason }
  }

  const find: ApiWay['find'] = async (itemIds, signal) => {
    const sought = itemIds.map((itemId) => ({ itemId, key: itemKey(companyId, itemId) }))
    await assertAgenda(ask, agendaGuid, signal)
    const found = await findOrders(ask, sought, signal)
    const pending = await marks.read().catch((error: unknown) => {
      throw folderFailure(dataDir, error)
    })
    for (const { itemId, key } of sought) {
      const mark = pending.get(key)
      if (!mark) continue
      if (found.has(itemId)) {
        await marks.settle(key)
        continue
      }
      const state = mark.guid === undefined ? 'untold' : (await queueState(mark.guid, signal)).kind
      if (state === 'done') found.set(itemId, { id: key })
      // Refused by the queue: surely not written. Else it may still be in it.
      else if (state !== 'failed' && clock.now() - mark.at < LOST_MS)
        throw new Failure(problem('is-no-answer', { itemId }), { effect: 'nothing', retry: true })
      if (state === 'done' || state === 'failed') await marks.settle(key)
    }
    return new Map(
      sought.flatMap(({ itemId }) => {
        const reference = found.get(itemId)
        return reference ? [[itemId, reference] as const] : []
      }),
    )
  }

  return { deliver, find }
}
