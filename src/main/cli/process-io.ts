import { exitCodes } from './exit-codes'
import type { CliIo } from './io'
import { processTerminal } from './setup-terminal/process-terminal'

/** Longer than a signal's echo takes, shorter than a person who means it. */
const ECHO_MS = 500
const MOST_STDIN_BYTES = 4 * 1024 * 1024

/** The real process. The first Ctrl+C asks to end (a batch under way is finished), the second ends at once. */
export function processIo(program?: CliIo['program']): CliIo {
  const stop = new AbortController()
  let askedAt = 0
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.on(name, () => {
      // The settings' store brings when-exit, which sends each signal to this process once more: an echo is no second wish.
      if (stop.signal.aborted && performance.now() - askedAt > ECHO_MS) process.exit(exitCodes.interrupted)
      if (!stop.signal.aborted) askedAt = performance.now()
      stop.abort()
    })
  // A reader that went away (`| head`) is no reason for a crash.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    signal: stop.signal,
    ...(process.stdin.isTTY && process.stdout.isTTY
      ? {
          openTerminal: () =>
            processTerminal({
              input: process.stdin,
              output: process.stdout,
              dumb: process.env['TERM'] === 'dumb',
              signal: stop.signal,
            }),
        }
      : {}),
    program: program ?? { program: process.execPath, args: process.argv.slice(1, 2) },
    async readStdin() {
      const chunks: Buffer[] = []
      let size = 0
      for await (const chunk of process.stdin) {
        const bytes = Buffer.from(chunk)
        size += bytes.length
        chunks.push(bytes)
        if (size > MOST_STDIN_BYTES) break
      }
      return Buffer.concat(chunks).toString('utf8')
    },
  }
}
