import { spawn } from 'node:child_process'
import { isAbsolute } from 'node:path'

export interface ToolAnswer {
  /** `undefined`: ended by its time limit or a signal. */
  exitCode: number | undefined
  stdout: Buffer
  stderr: Buffer
}
/** Runs a tool of the operating system. `undefined`: it could not be started. Never throws. */
export type RunTool = (
  program: string,
  args: readonly string[],
  options?: { input?: string | undefined },
) => Promise<ToolAnswer | undefined>

const MOST_OUTPUT_BYTES = 4 * 1024 * 1024
const TIMEOUT_MS = 60_000

/** See `RunTool`: by its absolute path, no shell, hidden, in plain English where it knows it; ended after a minute. */
export const runTool: RunTool = (program, args, options = {}) =>
  new Promise((resolve) => {
    if (!isAbsolute(program)) {
      resolve(undefined)
      return
    }
    const child = spawn(program, args, {
      shell: false,
      windowsHide: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C' },
    })
    const parts: Record<'stdout' | 'stderr', Buffer[]> = { stdout: [], stderr: [] }
    let bytes = 0
    const timer = setTimeout(() => child.kill('SIGKILL'), TIMEOUT_MS)
    for (const name of ['stdout', 'stderr'] as const)
      child[name].on('data', (part: Buffer) => {
        bytes += part.length
        if (bytes > MOST_OUTPUT_BYTES) child.kill('SIGKILL')
        else parts[name].push(part)
      })
    const end = (answer: ToolAnswer | undefined): void => {
      clearTimeout(timer)
      resolve(answer)
    }
    child.once('error', () => end(undefined))
    child.once('close', (code) =>
      end({ exitCode: code ?? undefined, stdout: Buffer.concat(parts.stdout), stderr: Buffer.concat(parts.stderr) }),
    )
    // A tool that doesn't read what it is given ends the pipe; its exit code says the rest.
    child.stdin.on('error', () => undefined)
    child.stdin.end(options.input ?? '')
  })

/** What a tool said, for a person: the console's code page is not ours to know, so only what is the same in all. */
export const wordsOf = (answer: ToolAnswer | undefined): string =>
  answer === undefined
    ? ''
    : Buffer.concat([answer.stderr, answer.stdout])
        .toString('latin1')
        .replace(/[^ -~]+/g, (other) => (/^\s+$/.test(other) ? ' ' : '?'))
        .trim()
        .slice(0, 500)
