import { asFailure, Failure, problem } from '../../../shared/failure'
import type { Outcome, Prepared } from '../../engine/ports'

/** So many hand-overs in a row without an answer, and the rest of the batch waits. */
const MOST_LOST = 3

/**
 * Hands records over one by one, each in a request and so in a transaction of its own. Several in one request (`atomic="false"`) would be
 * faster, but which of them an answer means follows there from its order, which nobody describes; and a lost answer would leave all in
 * doubt. One after another, because ABRA Flexi makes requests wait for each other anyway. `finish`: what can still be learned of those that
 * were answered.
 */
export async function* oneByOne(
  batch: readonly Prepared[],
  handOver: (prepared: Prepared) => Promise<Outcome>,
  finish: (answered: readonly Outcome[]) => Promise<readonly Outcome[]>,
  signal: AbortSignal,
): AsyncIterable<Outcome> {
  const answered: Outcome[] = []
  const lost: { itemId: string; failure: Failure }[] = []
  const postponed: Outcome[] = []
  const postpone = (rest: readonly Prepared[], failure: Failure): void =>
    void postponed.push(...rest.map(({ itemId }): Outcome => ({ itemId, kind: 'postponed', problem: failure.problem })))
  let lostInARow = 0
  for (const [place, prepared] of batch.entries()) {
    try {
      if (signal.aborted) throw new Failure(problem('is-try-again'), { effect: 'nothing', retry: true })
      answered.push(await handOver(prepared))
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
  yield* await finish(answered)
  yield* postponed
  const last = lost.at(-1)
  // No answer to any of them: whoever hands over must know that there is trouble.
  if (last && answered.length === 0) throw last.failure
  yield* lost.map(({ itemId, failure }): Outcome => ({ itemId, kind: 'unknown', problem: failure.problem }))
}
