import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { writeFailure } from '../../system/atomic-file'
import type { Ending } from '../answer'
import type { CommandContext } from '../context'
import { exitCodes } from '../exit-codes'

export interface SandboxOptions {
  port: number
  data: string
  seed: number
  random: number
  faulty: number
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
    orders: options.seed,
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
