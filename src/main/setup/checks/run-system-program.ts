import { spawn } from 'node:child_process'
import { isAbsolute } from 'node:path'
import type { RunSystemProgram } from '../ports'

/** The list of installed programs of a full server is under 1 MB. */
const MOST_OUTPUT_BYTES = 8 * 1024 * 1024
const DEFAULT_TIMEOUT_MS = 10_000

/** See `RunSystemProgram`. Hidden, no shell, no standard input; ended after `timeoutMs` and with the signal. */
export const runSystemProgram =
  (timeoutMs = DEFAULT_TIMEOUT_MS): RunSystemProgram =>
  (program, args, signal) =>
    new Promise((resolve) => {
      if (!isAbsolute(program) || signal.aborted) {
        resolve(undefined)
        return
      }
      const child = spawn(program, args, { shell: false, windowsHide: true, stdio: ['ignore', 'pipe', 'ignore'] })
      const parts: Buffer[] = []
      let bytes = 0
      const stop = (): void => void child.kill('SIGKILL')
      const timer = setTimeout(stop, timeoutMs)
      signal.addEventListener('abort', stop, { once: true })
      const end = (answer: Awaited<ReturnType<RunSystemProgram>>): void => {
        clearTimeout(timer)
        signal.removeEventListener('abort', stop)
        child.stdout.destroy()
        resolve(answer)
      }
      child.stdout.on('data', (part: Buffer) => {
        bytes += part.length
        if (bytes <= MOST_OUTPUT_BYTES) parts.push(part)
        else stop()
      })
      child.once('error', () => end(undefined))
      child.once('close', (exitCode) => end({ exitCode: exitCode ?? undefined, output: Buffer.concat(parts) }))
    })
