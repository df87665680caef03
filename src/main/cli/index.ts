import { CommanderError } from 'commander'
import { asFailure, type Failure } from '../../shared/failure'
import { type CliTexts, cliTexts } from '../../shared/texts/cli'
import { fill } from '../../shared/texts/format'
import { scheduleTexts } from '../../shared/texts/schedule'
import { createContext, failedEnding } from './context'
import { type ExitCode, exitCodes } from './exit-codes'
import type { CliIo } from './io'
import { chooseLanguage, usageFailure } from './language'
import { processIo } from './process-io'
import { type Asked, createProgram } from './program'

/** Commander's refusals in our words; what it quotes is the person's own. */
function refusal(error: CommanderError, texts: CliTexts): Failure {
  const { usage } = texts
  const name = [...error.message.matchAll(/'([^']*)'/g)].map((match) => match[1] ?? '').join(', ')
  const first = /'([^']*)'/.exec(error.message)?.[1] ?? ''
  switch (error.code) {
    case 'commander.unknownOption':
      return usageFailure(fill(usage.unknownOption, { name: first }))
    case 'commander.unknownCommand':
      return usageFailure(fill(usage.unknownCommand, { name: first }))
    case 'commander.missingArgument':
      return usageFailure(fill(usage.missingArgument, { name: first }))
    case 'commander.optionMissingArgument':
      return usageFailure(fill(usage.optionMissingArgument, { name: first }))
    case 'commander.missingMandatoryOptionValue':
      return usageFailure(fill(usage.missingOption, { name: first }))
    case 'commander.excessArguments':
      return usageFailure(usage.excessArguments)
    case 'commander.help':
      return usageFailure(usage.noCommand)
    case 'commander.invalidArgument': {
      const allowed = /Allowed choices are (.*)\.$/.exec(error.message)?.[1]
      const value = name.split(', ')[1] ?? first
      return usageFailure(allowed ? fill(usage.oneOf, { value, allowed }) : error.message.replace(/^error: /, ''))
    }
    default:
      return usageFailure(error.message.replace(/^error: /, ''))
  }
}

/**
 * The headless client: understands `argv` (without the program's own name), does it, prints the answer.
 * Gives the exit code (docs/operations.md); never throws. The process may end as soon as it resolves.
 */
export async function runCli(argv: readonly string[], io: CliIo = processIo()): Promise<number> {
  const language = chooseLanguage(argv, io.env)
  const texts = cliTexts[language]
  let asked: Asked | undefined
  const program = createProgram(texts, scheduleTexts[language].help, (what) => {
    asked = what
  })
  // Refusals are printed by us: once, in the person's language, as JSON when asked for.
  let helped = ''
  const output = {
    writeOut: (text: string) => void io.stdout.write(text),
    writeErr: (text: string) => {
      helped += text
    },
    outputError: () => undefined,
  }
  for (const command of [program, ...program.commands, ...program.commands.flatMap((one) => [...one.commands])])
    command.configureOutput(output)
  const early = createContext(io, language, { json: argv.includes('--json'), color: !argv.includes('--no-color') })
  try {
    program.parse(argv, { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.ok
    // No command at all: the help is the best answer, the exit code still tells that nothing was done.
    if (helped !== '' && !early.json) {
      io.stderr.write(helped)
      return exitCodes.usage
    }
    const failure = error instanceof CommanderError ? refusal(error, texts) : asFailure(error)
    early.print('', failedEnding(failure))
    return failedEnding(failure).exitCode
  }
  if (!asked) return exitCodes.usage
  const { command, run, options } = asked
  const context = createContext(io, language, options)
  try {
    const ending = await run(context)
    // The sandbox and `sync --watch` have printed what they had to say.
    if (Object.keys(ending.data).length > 0 || ending.lines.length > 0 || ending.problem) context.print(command, ending)
    return ending.exitCode
  } catch (error) {
    const ending = failedEnding(asFailure(error))
    context.print(command, ending)
    const code: ExitCode = io.signal.aborted ? exitCodes.interrupted : ending.exitCode
    return code
  }
}
