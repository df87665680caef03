import { asFailure, type Problem, problem } from '../../../shared/failure'
import type { CheckId } from '../../../shared/texts/checks.cs'
import type { Clock } from '../../engine/ports'
import type { CheckResult } from '../connector'
import { throwPackError } from './decide'
import type { ResponsePack } from './response'

export type Seen = Pick<CheckResult, 'status' | 'evidence'> & { problem?: Problem }

export const failed = (evidence: string, what: Problem): Seen => ({ status: 'failed', evidence, problem: what })

/** One line of a connection test with the time it took. */
export const timedCheck =
  (clock: Clock) =>
  async (id: CheckId, look: () => Promise<Seen> | Seen): Promise<CheckResult> => {
    const started = clock.monotonicMs()
    const seen = await look()
    return { id, ...seen, durationMs: Math.round(clock.monotonicMs() - started) }
  }

const sameCompany = (ico: string, answer: ResponsePack): Seen => {
  if (answer.ico === '') return { status: 'warning', evidence: '' }
  return answer.ico === ico
    ? { status: 'ok', evidence: answer.ico }
    : failed(answer.ico, problem('is-wrong-company', { expected: ico, found: answer.ico }))
}

/** POHODA answers, and for which company. `lookUp` asks it a harmless question. */
export async function* answerChecks(
  ico: string,
  clock: Clock,
  lookUp: () => Promise<ResponsePack>,
): AsyncGenerator<CheckResult, void, undefined> {
  const timed = timedCheck(clock)
  let answer: ResponsePack | undefined
  yield timed('pohoda.answer', async () => {
    try {
      answer = await lookUp()
      throwPackError(answer)
      const refused = answer.items.find((item) => item.state !== 'ok')
      // One question was asked. An answer without it is none.
      if (answer.state !== 'ok' || answer.items.length === 0)
        return failed(answer.programVersion, problem('is-no-answer', {}, answer.note))
      return refused
        ? failed(answer.programVersion, problem('is-failed', {}, refused.note))
        : { status: 'ok', evidence: answer.programVersion }
    } catch (error) {
      return failed(answer?.programVersion ?? '', asFailure(error).problem)
    }
  })
  const answered = answer
  yield timed('pohoda.company', () => (answered ? sameCompany(ico, answered) : { status: 'skipped', evidence: '' }))
}
