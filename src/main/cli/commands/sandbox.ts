import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { type InwardAgenda, inwardAgendaSchema } from '../../../shared/documents/agenda'
import type { CliTexts } from '../../../shared/texts/cli'
import { fill } from '../../../shared/texts/format'
import { writeFailure } from '../../system/atomic-file'
import type { Ending } from '../answer'
import { type CommandContext, wholeNumber } from '../context'
import { exitCodes } from '../exit-codes'
import { usageFailure } from '../language'

export interface SandboxOptions {
  port: number
  data: string
  seed?: Seeds
  random: number
  faulty: number
}

/** How many documents of each agenda. */
type Seeds = Partial<Record<InwardAgenda, number>>
const MOST_SEEDS = 1_000_000

/** `100` orders, or `invoices=20`; may be repeated; of one agenda the last counts. Throws Failure `usage`. */
export function seeds(texts: CliTexts): (value: string, before?: Seeds) => Seeds {
  const number = wholeNumber(texts, 0, MOST_SEEDS)
  return (value, before = {}) => {
    const at = value.indexOf('=')
    const name = at < 0 ? 'orders' : value.slice(0, at)
    const agenda = inwardAgendaSchema.safeParse(name)
    if (!agenda.success)
      throw usageFailure(fill(texts.usage.oneOf, { value: name, allowed: inwardAgendaSchema.options.join(', ') }))
    return { ...before, [agenda.data]: number(value.slice(at + 1)) }
  }
}

/** Runs until it is asked to end. Its first line, always JSON, has the address and the keys: scripts wait for it. */
export async function sandbox(options: SandboxOptions, context: CommandContext): Promise<Ending> {
  // Loaded only here: a client that syncs has no use for the other side.
  const { runSandboxCommand } = await import('../../../sandbox/start')
  const dataDir = resolve(options.data)
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw writeFailure(error, dataDir)
  }
  const running = await runSandboxCommand({
    port: options.port,
    dataDir,
    ...(options.seed && { seeds: options.seed }),
    randomSeed: options.random,
    faulty: options.faulty,
  })
  const { signal, stdout } = context.io
  stdout.write(`${JSON.stringify({ command: 'sandbox', ok: true, exitCode: exitCodes.ok, ...running.facts })}\n`)
  await new Promise<void>((end) => {
    if (signal.aborted) end()
    else signal.addEventListener('abort', () => end(), { once: true })
  })
  await running.close()
  return { exitCode: exitCodes.ok, data: {}, lines: [] }
}
