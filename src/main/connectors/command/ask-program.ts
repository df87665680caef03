import { dirname } from 'node:path'
import { canonicalJson } from '../../../shared/documents/canonical'
import { Failure, problem } from '../../../shared/failure'
import { NotStarted, type ProgramRun, programOutput, runProgram } from '../wrap/run-program'
import type { CommandSettings } from './settings'

/** Version of the contract (docs/connectors/command.md). */
const CONTRACT = 1
const MAX_ANSWER_BYTES = 4 * 1024 * 1024

/** What programs and interpreters need to start at all; nothing else of our own environment (keys, proxies with passwords) reaches them. */
const PASSED_ON = [
  ...['PATH', 'HOME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'USER', 'LOGNAME'],
  ...[
    'Path',
    'PATHEXT',
    'SystemRoot',
    'SystemDrive',
    'windir',
    'TEMP',
    'TMP',
    'USERPROFILE',
    'USERNAME',
    'APPDATA',
    'LOCALAPPDATA',
  ],
  ...['ProgramData', 'ProgramFiles', 'ProgramFiles(x86)', 'CommonProgramFiles', 'NUMBER_OF_PROCESSORS', 'PROCESSOR_ARCHITECTURE'],
]

export const reducedEnvironment = (from: Readonly<Record<string, string | undefined>>): Record<string, string> => ({
  ...Object.fromEntries(
    PASSED_ON.flatMap((name) => {
      const value = from[name]
      return value === undefined ? [] : [[name, value]]
    }),
  ),
  // Python otherwise writes its answers in the code page of the computer.
  PYTHONUTF8: '1',
})

export type Verb = 'deliver' | 'find' | 'check' | 'stock' | 'prices'

/** How the program is started for one question. */
const startOf = (settings: CommandSettings, verb: Verb, what: Readonly<Record<string, unknown>>, signal: AbortSignal) => {
  const { program, script, company, secret } = settings
  // Aborted before it began: nothing was started.
  if (signal.aborted) throw new Failure(problem('is-closed', { path: program }), { effect: 'nothing', retry: true })
  const question = { contract: CONTRACT, verb, company, ...(secret === '' ? {} : { secret }), ...what }
  return {
    args: [...settings.arguments, ...(script === undefined ? [] : [script]), verb],
    options: {
      signal,
      input: Buffer.from(canonicalJson(question), 'utf8'),
      env: reducedEnvironment(process.env),
      cwd: dirname(script ?? program),
    },
  }
}

const notStarted = (error: unknown, path: string): unknown =>
  error instanceof NotStarted
    ? new Failure(problem('is-not-found', { path }, error.code), { effect: 'nothing', retry: true, cause: error })
    : error

/** Starts the program once. Throws `Failure` (effect `nothing`) when it can't be started. */
export async function askProgram(
  settings: CommandSettings,
  verb: Verb,
  what: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<ProgramRun> {
  const { program, timeoutSeconds } = settings
  const { args, options } = startOf(settings, verb, what, signal)
  try {
    return await runProgram(program, args, { ...options, timeoutMs: timeoutSeconds * 1000, maxAnswerBytes: MAX_ANSWER_BYTES })
  } catch (error) {
    throw notStarted(error, program)
  }
}

/** Starts the program once and gives out what it says as it comes; at the end, how it ended. Throws as `askProgram`. */
export async function* askForLong(
  settings: CommandSettings,
  verb: 'stock' | 'prices',
  what: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): AsyncGenerator<Buffer, ProgramRun> {
  const { program, readTimeoutSeconds } = settings
  const { args, options } = startOf(settings, verb, what, signal)
  try {
    return yield* programOutput(program, args, { ...options, timeoutMs: readTimeoutSeconds * 1000 })
  } catch (error) {
    throw notStarted(error, program)
  }
}
