import { z } from 'zod'
import { Failure, type ProblemCode, problem } from '../../../shared/failure'
import type { Outcome } from '../../engine/ports'
import { note } from '../wrap/note'
import type { ProgramRun } from '../wrap/run-program'

/** What the program says, by the contract in docs/connectors/command.md. Pure. */

const words = z.string().max(100_000)
const key = z.string().trim().min(1).max(128)

const outcomeSchema = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('imported'),
    id: key,
    number: key.optional(),
    existed: z.boolean().default(false),
    warnings: z.array(words).max(100).default([]),
  }),
  z.object({ outcome: z.literal('rejected'), message: words }),
  z.object({ outcome: z.literal('later'), message: words.default('') }),
  z.object({ outcome: z.literal('unknown'), message: words.default('') }),
])
export const foundSchema = z.object({
  found: z.array(z.object({ itemId: z.string().max(128), id: key, number: key.optional() })).max(100_000),
})
export const checkSchema = z.object({
  system: z.string().trim().min(1).max(300),
  company: z.string().max(300).default(''),
})

/** What the exit codes promise: with each of them nothing was recorded. 0: the answer is on standard output. */
const REFUSALS: ReadonlyMap<number, { code: ProblemCode; retry: boolean }> = new Map([
  [10, { code: 'is-closed', retry: true }],
  [11, { code: 'is-login-failed', retry: false }],
  [12, { code: 'is-wrong-company', retry: false }],
  [13, { code: 'is-locked', retry: true }],
  [14, { code: 'is-no-rights', retry: false }],
  [15, { code: 'is-no-licence', retry: false }],
] as const)

const stop = (
  code: ProblemCode,
  effect: Failure['effect'],
  told: string | undefined,
  params: Record<string, string> = {},
): Failure => new Failure(problem(code, params, told), { effect, retry: true })

/** Throws `Failure` unless the run ended by itself and with 0: `nothing` only for an exit code that promises it. */
export function refuseBadEnd(
  run: ProgramRun,
  { effect, timeoutSeconds }: { effect: Failure['effect']; timeoutSeconds: number },
): void {
  const told = run.output.trim().slice(0, 2000)
  if (run.killed === 'timeout') throw stop('is-timeout', effect, told, { seconds: String(timeoutSeconds) })
  if (run.killed === 'aborted' || run.exitCode === undefined) throw stop('is-no-answer', effect, told)
  const refusal = REFUSALS.get(run.exitCode)
  if (refusal) throw new Failure(problem(refusal.code, {}, told), { effect: 'nothing', retry: refusal.retry })
  if (run.exitCode !== 0) throw stop('is-failed', effect, `${run.exitCode}: ${told}`)
}

/**
 * The JSON of a run that ended as it should. Throws `Failure`: `nothing` only for an exit code that promises it. `effect`: what the verb
 * may have done otherwise.
 */
export function answerOf<T>(
  run: ProgramRun,
  schema: z.ZodType<T>,
  { effect, program, timeoutSeconds }: { effect: Failure['effect']; program: string; timeoutSeconds: number },
): T {
  refuseBadEnd(run, { effect, timeoutSeconds })
  if (run.answer?.length === 0) throw stop('is-no-answer', effect, run.output.trim().slice(0, 2000))
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(run.answer ?? Buffer.from('too long'))
    return schema.parse(JSON.parse(text))
  } catch (error) {
    // Not what stands there as a whole: it may be a document, or a password.
    const where = error instanceof z.ZodError ? error.issues.map(({ path, code }) => `${path.join('.')}: ${code}`).join('; ') : ''
    throw stop('is-answer-unreadable', effect, where, { path: program })
  }
}

/** One document's outcome. Throws as `answerOf`. */
export function outcomeOf(itemId: string, run: ProgramRun, facts: { program: string; timeoutSeconds: number }): Outcome {
  const answer = answerOf(run, outcomeSchema, { ...facts, effect: 'unknown' })
  switch (answer.outcome) {
    case 'imported': {
      const { id, number, existed, warnings } = answer
      const reference = number === undefined ? { id } : { id, number }
      const notes = warnings.map((text) =>
        note('is-warning', { errno: '', text: text.slice(0, 1000), path: '', requested: '', produced: '' }),
      )
      return { itemId, kind: 'imported', reference, existed, notes }
    }
    case 'rejected':
      return { itemId, kind: 'rejected', problem: problem('is-rejected', {}, answer.message || '?') }
    case 'later':
      return { itemId, kind: 'postponed', problem: problem('is-try-again', {}, answer.message) }
    case 'unknown':
      return { itemId, kind: 'unknown', problem: problem('outcome-unknown', {}, answer.message) }
  }
}
