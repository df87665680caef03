import { dec, within } from '../../../shared/documents/decimal'
import { asFailure, Failure, problem } from '../../../shared/failure'
import type { Outcome, Prepared } from '../../engine/ports'
import { readComputed, readSaved } from './answer'
import type { AskFlexi, FlexiAnswer } from './ask'
import type { LookUp } from './find'
import type { ExpectedSums } from './map-order'

const CENT = dec('0.01')
/** So many hand-overs in a row without an answer, and the rest of the batch waits. */
const MOST_LOST = 3

/** What `prepare` puts into `Prepared.content`. */
export interface FlexiContent {
  body: Uint8Array
  externalId: string
  expected: ExpectedSums
}

export interface HandOverParts {
  ask: AskFlexi
  lookUp: LookUp
  sumsByFlexi: boolean
  contentOf(prepared: Prepared): FlexiContent
  /** Throws `is-wrong-company`, or what stands in the way. */
  assertCompany(signal: AbortSignal): Promise<void>
}

/**
 * Hands orders over one by one, each in a request and so in a transaction of its own. Several in one request (`atomic="false"`) would be
 * faster, but which of them an answer means follows there from its order, which nobody describes; and a lost answer would leave all in
 * doubt. One after another, because ABRA Flexi makes requests wait for each other anyway.
 */
export const handOverWith = ({ ask, lookUp, sumsByFlexi, contentOf, assertCompany }: HandOverParts) => {
  const put = (body: Uint8Array, query: Record<string, string>, signal: AbortSignal): Promise<FlexiAnswer> =>
    ask({ method: 'PUT', path: 'objednavka-prijata.json', query: { 'code-in-response': 'true', ...query }, body }, signal)

  /** Whether it is there, when its answer doesn't say so: only ABRA Flexi's own list can tell. */
  const settle = async (itemId: string, orElse: Outcome, existed: boolean, signal: AbortSignal): Promise<Outcome> => {
    try {
      const reference = (await lookUp([itemId], signal)).get(itemId)
      return reference ? { itemId, kind: 'imported', reference, existed, notes: [] } : orElse
    } catch (error) {
      return { itemId, kind: 'unknown', problem: asFailure(error).problem }
    }
  }

  /** `undefined`: nothing against it. */
  const tryOut = async (itemId: string, content: FlexiContent, signal: AbortSignal): Promise<Outcome | undefined> => {
    const { status, json } = await put(content.body, { 'dry-run': 'true' }, signal)
    const saved = readSaved(status, json, content.externalId)
    if (saved.kind === 'refused') {
      // The same refusal means that it is there already, in whatever words; the list knows better than words.
      return settle(itemId, { itemId, kind: 'rejected', problem: problem('is-rejected', {}, saved.words) }, true, signal)
    }
    const computed = readComputed(json, content.expected.foreign)
    // Without sums in the answer (an older version) the mapping's own arithmetic stands.
    if (!computed) return undefined
    for (const what of ['payable', 'vat'] as const) {
      const [found, expected] = [content.expected[what], computed[what]]
      if (!within(dec(found), dec(expected), CENT))
        return { itemId, kind: 'rejected', problem: problem('totals-mismatch', { what, found, expected }, 'ABRA Flexi, dry-run') }
    }
    return undefined
  }

  const handOver = async (prepared: Prepared, signal: AbortSignal): Promise<Outcome> => {
    const { itemId } = prepared
    const content = contentOf(prepared)
    const against = sumsByFlexi ? await tryOut(itemId, content, signal) : undefined
    if (against) return against
    const { status, json } = await put(content.body, {}, signal)
    const saved = readSaved(status, json, content.externalId)
    if (saved.kind === 'refused')
      return settle(itemId, { itemId, kind: 'rejected', problem: problem('is-rejected', {}, saved.words) }, true, signal)
    if (saved.kind === 'unclear')
      return settle(itemId, { itemId, kind: 'unknown', problem: problem('outcome-unknown', {}, saved.words) }, false, signal)
    return { itemId, kind: 'imported', reference: saved.reference, existed: saved.updated, notes: saved.notes }
  }

  /** The numbers that the answers didn't say. Not to know one changes nothing. */
  const withNumbers = async (outcomes: readonly Outcome[], signal: AbortSignal): Promise<readonly Outcome[]> => {
    const nameless = outcomes.filter((outcome) => outcome.kind === 'imported' && outcome.reference.number === undefined)
    if (nameless.length === 0) return outcomes
    const found = await lookUp(
      nameless.map(({ itemId }) => itemId),
      signal,
    ).catch(() => undefined)
    return outcomes.map((outcome): Outcome => {
      if (outcome.kind !== 'imported' || !nameless.includes(outcome)) return outcome
      const reference = found?.get(outcome.itemId)
      return reference !== undefined && reference.id === outcome.reference.id ? { ...outcome, reference } : outcome
    })
  }

  return async function* deliver(batch: readonly Prepared[], signal: AbortSignal): AsyncIterable<Outcome> {
    if (batch.length === 0) return
    if (signal.aborted) throw new Failure(problem('is-try-again'), { effect: 'nothing', retry: true })
    await assertCompany(signal)
    const answered: Outcome[] = []
    const lost: { itemId: string; failure: Failure }[] = []
    const postponed: Outcome[] = []
    const postpone = (rest: readonly Prepared[], failure: Failure): void =>
      void postponed.push(...rest.map(({ itemId }): Outcome => ({ itemId, kind: 'postponed', problem: failure.problem })))
    let lostInARow = 0
    for (const [place, prepared] of batch.entries()) {
      try {
        if (signal.aborted) throw new Failure(problem('is-try-again'), { effect: 'nothing', retry: true })
        answered.push(await handOver(prepared, signal))
        lostInARow = 0
      } catch (error) {
        const failure = asFailure(error)
        if (failure.effect === 'nothing') {
          // It will be the same for each of them. Nothing was handed over yet: then it is a matter of the whole batch.
          if (answered.length === 0 && lost.length === 0) throw failure
          postpone(batch.slice(place), failure)
          break
        }
        lost.push({ itemId: prepared.itemId, failure })
        lostInARow++
        // Behind a request that takes too long all others wait as long.
        if (lostInARow >= MOST_LOST || failure.problem.code === 'is-timeout' || signal.aborted) {
          const notBegun = new Failure(problem('is-try-again', {}, failure.problem.words), { effect: 'nothing', retry: true })
          postpone(batch.slice(place + 1), notBegun)
          break
        }
      }
    }
    yield* await withNumbers(answered, signal)
    yield* postponed
    const last = lost.at(-1)
    // No answer to any of them: whoever hands over must know that there is trouble.
    if (last && answered.length === 0) throw last.failure
    yield* lost.map(({ itemId, failure }): Outcome => ({ itemId, kind: 'unknown', problem: failure.problem }))
  }
}
