import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** A program in a real pseudo-terminal, and a person before it. */
export interface Pty {
  /** All that was shown so far, as it came. */
  shown(): string
  /** Waits until this is shown after what was waited for before. Gives what came up to there, without a terminal's control codes. */
  until(what: string | RegExp, timeoutMs?: number): Promise<string>
  /** Types a line and Enter. */
  type(line: string): void
  /** Single keys, without Enter. */
  keys(keys: string): void
  /** The program's exit code. */
  ended(timeoutMs?: number): Promise<number | null>
  kill(): void
}

const PYTHON = '/usr/bin/python3'

/** Whether pseudo-terminals can be tested here. In CI they must be. */
export function hasPty(): boolean {
  const works = process.platform !== 'win32' && spawnSync(PYTHON, ['-c', 'import pty, termios']).status === 0
  if (works) return true
  if (process.env['CI'] === 'true' && process.platform !== 'win32') throw new Error(`${PYTHON} with its pty module is needed`)
  console.warn(`skipped: no ${PYTHON} with a pty module`)
  return false
}

// What readline sends: cursor to a column, clear to the end, colours.
const CONTROL = new RegExp(`${String.fromCharCode(27)}\\[[0-9;?]*[A-Za-z]`, 'g')
export const withoutControls = (text: string): string => text.replace(CONTROL, '').replaceAll('\r', '')

export function startPty(program: string, args: readonly string[], env: NodeJS.ProcessEnv, cwd?: string): Pty {
  const child = spawn(PYTHON, [join(import.meta.dirname, 'terminal-host.py'), program, ...args], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
    ...(cwd === undefined ? {} : { cwd }),
  })
  let raw = ''
  let from = 0
  let wake = (): void => {}
  const decoder = new TextDecoder()
  child.stdout.on('data', (chunk: Buffer) => {
    raw += decoder.decode(chunk, { stream: true })
    wake()
  })
  let code: number | null | undefined
  const exit = once(child, 'close').then(([value]: (number | null)[]) => {
    code = value ?? null
    wake()
    return code
  })
  child.stdin.on('error', () => undefined)
  const tail = () => withoutControls(raw).slice(-1500)

  return {
    shown: () => raw,
    async until(what, timeoutMs = 20_000) {
      const end = performance.now() + timeoutMs
      for (;;) {
        const text = withoutControls(raw)
        const rest = text.slice(from)
        const found = typeof what === 'string' ? rest.indexOf(what) : rest.search(what)
        if (found >= 0) {
          const length = typeof what === 'string' ? what.length : (rest.match(what)?.[0].length ?? 0)
          from += found + length
          return rest.slice(0, found + length)
        }
        const left = end - performance.now()
        if (code !== undefined || left <= 0)
          throw new Error(
            `${code === undefined ? 'not shown' : `ended with ${code} before showing`}: ${what}\n--- shown last:\n${tail()}`,
          )
        await new Promise<void>((done) => {
          const timer = setTimeout(done, left)
          wake = () => {
            clearTimeout(timer)
            done()
          }
        })
      }
    },
    type: (line) => void child.stdin.write(`${line}\r`),
    keys: (keys) => void child.stdin.write(keys),
    async ended(timeoutMs = 20_000) {
      const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs)
      try {
        return await exit
      } finally {
        clearTimeout(timer)
      }
    },
    kill: () => void child.kill('SIGKILL'),
  }
}
