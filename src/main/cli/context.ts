import { Failure, type Problem, problem } from '../../shared/failure'
import type { Language } from '../../shared/settings'
import { type CliTexts, cliTexts } from '../../shared/texts/cli'
import { fill } from '../../shared/texts/format'
import { problemText } from '../../shared/texts/problem-text'
import { type Client, openClient } from '../client'
import type { CommandName, Ending } from './answer'
import { type ExitCode, exitCodeOf, exitCodes } from './exit-codes'
import type { CliIo } from './io'
import { usageFailure } from './language'
import { plain } from './table'

export interface GlobalOptions {
  json?: boolean
  dataDir?: string
  language?: string
  /** False: `--no-color`. */
  color?: boolean
}

/** What every command gets. */
export interface CommandContext {
  io: CliIo
  language: Language
  /** Chosen on the command line, not only guessed. */
  languageAsked: boolean
  texts: CliTexts
  json: boolean
  dataDir: string | undefined
  colour: boolean
  /** A line for the person who watches, replaced by the next; nothing when nobody does. */
  progress(line: string): void
  /** Ends the line of `progress`. */
  progressDone(): void
  /** Prints how the command ended. `sync --watch` prints more than once. */
  print(command: CommandName, ending: Ending): void
}

export function createContext(io: CliIo, language: Language, options: GlobalOptions): CommandContext {
  const json = options.json === true
  const colour = options.color !== false && io.stdout.isTTY === true && !io.env['NO_COLOR'] && io.env['TERM'] !== 'dumb'
  let shown = false
  const progressDone = (): void => {
    if (!shown) return
    io.stderr.write('\r\u001b[2K')
    shown = false
  }
  return {
    io,
    language,
    languageAsked: options.language !== undefined,
    texts: cliTexts[language],
    json,
    dataDir: options.dataDir,
    colour,
    progress(line) {
      if (io.stderr.isTTY !== true || json) return
      io.stderr.write(`\r\u001b[2K${plain(line)}`)
      shown = true
    },
    progressDone,
    print(command, ending) {
      progressDone()
      if (json) {
        io.stdout.write(`${asciiControls(JSON.stringify(jsonAnswer(command, ending, language)))}\n`)
        return
      }
      if (ending.lines.length > 0) io.stdout.write(`${ending.lines.join('\n')}\n`)
      if (ending.problem) io.stderr.write(`${problemLines(ending.problem, language).join('\n')}\n`)
    },
  }
}

/** JSON itself escapes only the oldest control characters; a terminal obeys the others, too. The same JSON, read by a program. */
const asciiControls = (json: string): string =>
  json.replace(
    /[\u007f-\u009f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

function jsonAnswer(command: CommandName, ending: Ending, language: Language): Record<string, unknown> {
  const { exitCode, problem: what, data } = ending
  if (!what) return { command, ok: exitCode === exitCodes.ok, exitCode, ...data }
  const text = problemText(language, what)
  return {
    command,
    ok: exitCode === exitCodes.ok,
    exitCode,
    problem: what,
    text: { what: text.what, why: text.why, todo: text.todo },
    ...data,
  }
}

/** A problem for people: what happened, why, what to do, the words of others, the code. */
export function problemLines(what: Problem, language: Language): string[] {
  const { label } = cliTexts[language]
  const text = problemText(language, what)
  return [
    `${label.error}: ${plain(text.what)}`,
    `  ${label.why}: ${plain(text.why)}`,
    `  ${label.todo}: ${plain(text.todo)}`,
    ...(text.words === undefined ? [] : [`  ${label.words}: ${plain(text.words)}`]),
    `  (${label.code}: ${text.code})`,
  ]
}

export const failedEnding = (error: Failure): Ending => ({
  exitCode: exitCodeOf(error.problem.code) as ExitCode,
  data: {},
  lines: [],
  problem: error.problem,
})

/** Opens the client, lets `work` use it and closes it, whatever happens. */
export async function withClient<T>(
  context: CommandContext,
  work: (client: Client) => Promise<T> | T,
  surface: 'cli' | 'scheduled' = 'cli',
): Promise<T> {
  const client = await openClient({ dataDir: context.dataDir, surface })
  try {
    return await work(client)
  } finally {
    await client.close()
  }
}

/** Throws Failure `settings-missing` when the client isn't set up. */
export function needSettings(client: Client) {
  const settings = client.settings()
  if (!settings) throw new Failure(problem('settings-missing', { path: client.dataDir }), { effect: 'nothing', retry: false })
  return settings
}

/** A whole number from the command line. Throws Failure `usage`. */
export function wholeNumber(texts: CliTexts, from: number, to: number): (value: string) => number {
  return (value) => {
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN
    if (!(number >= from && number <= to)) throw usageFailure(fill(texts.usage.wholeNumber, { value, from, to }))
    return number
  }
}
