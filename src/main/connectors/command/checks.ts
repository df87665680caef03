import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { asFailure, type Problem, problem } from '../../../shared/failure'
import type { CheckId } from '../../../shared/texts/checks.cs'
import type { CheckResult, ConnectorTools } from '../connector'
import { readingSeen } from '../wrap/first-readings'
import { answerOf, checkSchema, foundSchema } from './answer'
import { askProgram } from './ask-program'
import { stockProgram } from './read'
import type { CommandSettings } from './settings'

type Seen = Pick<CheckResult, 'status' | 'evidence'> & { problem?: Problem }
const failed = (evidence: string, what: Problem): Seen => ({ status: 'failed', evidence, problem: what })

const present = async (path: string, mode: number): Promise<Seen> => {
  try {
    await access(path, mode)
    const found = await stat(path)
    if (found.isFile()) return { status: 'ok', evidence: `${path} (${found.mtime.toISOString().slice(0, 10)})` }
  } catch {
    // Said below.
  }
  return failed(path, problem('is-not-found', { path }))
}

/** Asked about in the test: no document ever has it. */
const NOBODY = 'bi-connection-check'

/** Evidence. Runs the program with the verbs `check` and `find`, and where it reads with `stock` and `prices`; they record nothing. */
export async function* runChecks(
  settings: CommandSettings,
  tools: ConnectorTools,
  signal: AbortSignal,
): AsyncIterable<CheckResult> {
  const { program, script, company, guard, timeoutSeconds } = settings
  const facts = { program: script ?? program, timeoutSeconds, effect: 'nothing' } as const
  const timed = async (id: CheckId, look: () => Promise<Seen> | Seen): Promise<CheckResult> => {
    const started = tools.clock.monotonicMs()
    const seen = await look()
    return { id, ...seen, durationMs: Math.round(tools.clock.monotonicMs() - started) }
  }

  yield timed('command.program', () => present(program, process.platform === 'win32' ? constants.F_OK : constants.X_OK))
  if (script !== undefined) yield timed('command.script', () => present(script, constants.R_OK))
  let answered: { system: string; company: string } | undefined
  yield timed('command.answer', async () => {
    try {
      answered = answerOf(await askProgram(settings, 'check', {}, signal), checkSchema, facts)
      return { status: 'ok', evidence: answered.system }
    } catch (error) {
      return failed(facts.program, asFailure(error).problem)
    }
  })
  const told = answered
  yield timed('command.company', () => {
    if (!told) return { status: 'skipped', evidence: '' }
    if (company === '') return { status: told.company === '' ? 'warning' : 'ok', evidence: told.company }
    return told.company === company
      ? { status: 'ok', evidence: company }
      : failed(told.company, problem('is-wrong-company', { expected: company, found: told.company }))
  })
  yield timed('command.find', async () => {
    if (guard === 'none') return { status: 'warning', evidence: 'guard: none' }
    if (!told) return { status: 'skipped', evidence: '' }
    try {
      const { found } = answerOf(await askProgram(settings, 'find', { itemIds: [NOBODY] }, signal), foundSchema, facts)
      // One that finds what can't be there would call a document recorded that is not.
      return found.length === 0
        ? { status: 'ok', evidence: `find ${NOBODY}: 0` }
        : failed(`find ${NOBODY}: ${found.length}`, problem('is-answer-unreadable', { path: facts.program }))
    } catch (error) {
      return failed('find', asFailure(error).problem)
    }
  })
  const source = stockProgram(settings)
  if (settings.reads.stock) yield timed('command.stock', () => readingSeen(source, 'stock-levels', () => 'stock', signal))
  if (settings.reads.prices) yield timed('command.prices', () => readingSeen(source, 'prices', () => 'prices', signal))
}
