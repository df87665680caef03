import { dirname } from 'node:path'
import { canonicalJson } from '../../../shared/documents/canonical'
import { Failure, problem } from '../../../shared/failure'
import { NotStarted, type ProgramRun, runProgram } from '../wrap/run-program'
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

export type Verb = 'deliver' | 'find' | 'check'

/** Starts the program once. Throws `Failure` (effect `nothing`) when it can't be started. */
export async function askProgram(
  settings: CommandSettings,
  verb: Verb,
  what: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<ProgramRun> {
  const { program, script, company, secret, timeoutSeconds } = settings
  // Aborted before it began: nothing was started.
  if (signal.aborted) throw new Failure(problem('is-closed', { path: program }), { effect: 'nothing', retry: true })
  const question = { contract: CONTRACT, verb, company, ...(secret === '' ? {} : { secret }), ...what }
  try {
    return await runProgram(program, [...settings.arguments, ...(script === undefined ? [] : [script]), verb], {
      timeoutMs: timeoutSeconds * 1000,
      signal,
      input: Buffer.from(canonicalJson(question), 'utf8'),
      env: reducedEnvironment(process.env),
      cwd: dirname(script ?? program),
      maxAnswerBytes: MAX_ANSWER_BYTES,
    })
  } catch (error) {
    if (!(error instanceof NotStarted)) throw error
    throw new Failure(problem('is-not-found', { path: program }, error.code), { effect: 'nothing', retry: true, cause: error })
  }
}
