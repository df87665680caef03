import { spawn } from 'node:child_process'
import { dirname, isAbsolute, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export interface ProgramRun {
  /** `undefined`: ended by a signal. */
  exitCode: number | undefined
  /** What ended it before its time. */
  killed: 'timeout' | 'aborted' | undefined
  /** The first part of standard output and error together. */
  output: string
  /** Standard output alone. Undefined: longer than `maxAnswerBytes`, or none was asked for. */
  answer: Buffer | undefined
}

export interface ProgramOptions {
  timeoutMs: number
  signal: AbortSignal
  /** Given on standard input, which is closed then. */
  input?: Uint8Array
  /** In place of our own environment. */
  env?: Readonly<Record<string, string>>
  /** Absent: the program's own folder. */
  cwd?: string
  /** Keeps standard output as `answer`, so long at most. */
  maxAnswerBytes?: number
}

/** The program could not be started at all: nothing can have happened. */
export class NotStarted extends Error {
  override readonly name = 'NotStarted'
  constructor(
    readonly code: string,
    cause: unknown,
  ) {
    super(`program could not be started: ${code}`, { cause })
  }
}

const OUTPUT_LIMIT = 64 * 1024
/** After an abort a running import gets this long to end by itself: killing an accounting program is the last resort. */
const ABORT_GRACE_MS = 10_000
/** What the program wrote may still be on its way when it has ended; a grandchild may keep the pipe open for ever. */
const LAST_BYTES_MS = 1000

const killTree = (pid: number): void => {
  try {
    if (process.platform === 'win32') {
      const taskkill = join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'taskkill.exe')
      spawn(taskkill, ['/PID', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true }).on('error', () => {})
    } else {
      process.kill(-pid, 'SIGKILL')
    }
  } catch {
    // Gone already.
  }
}

/** Without a shell, hidden. */
const howOf = (program: string, { cwd, env }: ProgramOptions) => ({
  cwd: cwd ?? dirname(program),
  ...(env ? { env: { ...env } } : {}),
  shell: false,
  windowsHide: true,
  // A group of its own on Unix, so that the tree can be killed as one.
  detached: process.platform !== 'win32',
})
const notAbsolute = (): NotStarted => new NotStarted('not-absolute', undefined)
/** The first part of what it says. */
const firstOf = (said: string, chunk: Buffer): string =>
  said.length < OUTPUT_LIMIT ? said + chunk.toString('latin1').slice(0, OUTPUT_LIMIT - said.length) : said

/**
 * Runs a program by its absolute path, without a shell, hidden, and waits for its end. After `timeoutMs` the whole process tree is
 * killed. Throws `NotStarted`; nothing else.
 */
export const runProgram = (program: string, args: readonly string[], options: ProgramOptions): Promise<ProgramRun> =>
  new Promise((resolve, reject) => {
    if (!isAbsolute(program)) {
      reject(notAbsolute())
      return
    }
    const { input } = options
    const how = howOf(program, options)
    const child = input
      ? spawn(program, args, { ...how, stdio: ['pipe', 'pipe', 'pipe'] })
      : spawn(program, args, { ...how, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    let killed: ProgramRun['killed']
    let grace: NodeJS.Timeout | undefined
    const stop = (why: 'timeout' | 'aborted'): void => {
      killed ??= why
      if (child.pid !== undefined) killTree(child.pid)
    }
    const timer = setTimeout(() => stop('timeout'), options.timeoutMs)
    const aborted = (): void => {
      grace ??= setTimeout(() => stop('aborted'), ABORT_GRACE_MS)
    }
    const keep = (chunk: Buffer): void => {
      output = firstOf(output, chunk)
    }
    const tidy = (): void => {
      clearTimeout(timer)
      clearTimeout(grace)
      options.signal.removeEventListener('abort', aborted)
    }
    options.signal.addEventListener('abort', aborted, { once: true })
    if (options.signal.aborted) aborted()
    const answer: Buffer[] = []
    let answerBytes = 0
    const mostBytes = options.maxAnswerBytes ?? -1
    child.stdout.on('data', (chunk: Buffer) => {
      answerBytes += chunk.length
      if (answerBytes <= mostBytes) answer.push(chunk)
      keep(chunk)
    })
    child.stderr.on('data', keep)
    child.once('error', (error: NodeJS.ErrnoException) => {
      // `spawn` has no pid when the program never ran; later errors (a kill that failed) are followed by `exit`.
      if (child.pid !== undefined) return
      tidy()
      reject(new NotStarted(error.code ?? 'unknown', error))
    })
    // One that does not read its input has closed it; its exit tells the rest.
    child.stdin?.on('error', () => {})
    if (input) child.stdin?.end(input)
    const closed = new Promise<void>((done) => child.once('close', () => done()))
    // `exit`, not `close`: a grandchild that keeps our pipes open must not hold us up.
    child.once('exit', async (exitCode) => {
      tidy()
      if (mostBytes >= 0) await Promise.race([closed, sleep(LAST_BYTES_MS, undefined, { ref: false })])
      child.stdout.destroy()
      child.stderr.destroy()
      const whole = answerBytes <= mostBytes ? Buffer.concat(answer) : undefined
      resolve({ exitCode: exitCode ?? undefined, killed, output, answer: whole })
    })
  })

/**
 * Runs a program that only reads, and gives out its standard output as it comes, no faster than it is taken; at the end, how it ended (`output`:
 * what it said on standard error). Who stops taking, an abort, and the end of `timeoutMs` end the whole process tree at once. Throws `NotStarted`.
 */
export async function* programOutput(
  program: string,
  args: readonly string[],
  options: Omit<ProgramOptions, 'maxAnswerBytes'>,
): AsyncGenerator<Buffer, ProgramRun> {
  if (!isAbsolute(program)) throw notAbsolute()
  const child = spawn(program, args, { ...howOf(program, options), stdio: ['pipe', 'pipe', 'pipe'] })
  const exited = new Promise<number | undefined>((resolve) => child.once('exit', (code) => resolve(code ?? undefined)))
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    // Kept: a kill that fails later says so here, too.
    child.on('error', (error: NodeJS.ErrnoException) => reject(new NotStarted(error.code ?? 'unknown', error)))
  })
  let killed: ProgramRun['killed']
  let output = ''
  let isRunning = true
  void exited.then(() => {
    isRunning = false
  })
  const stop = (why: 'timeout' | 'aborted'): void => {
    killed ??= why
    if (child.pid !== undefined) killTree(child.pid)
  }
  const aborted = (): void => stop('aborted')
  const timer = setTimeout(() => stop('timeout'), options.timeoutMs)
  options.signal.addEventListener('abort', aborted, { once: true })
  if (options.signal.aborted) aborted()
  child.stderr.on('data', (chunk: Buffer) => {
    output = firstOf(output, chunk)
  })
  child.stdin.on('error', () => {})
  child.stdin.end(options.input)
  try {
    for await (const chunk of child.stdout) yield chunk as Buffer
    return { exitCode: await exited, killed, output, answer: undefined }
  } finally {
    clearTimeout(timer)
    options.signal.removeEventListener('abort', aborted)
    if (isRunning) stop('aborted')
    child.stdout.destroy()
    child.stderr.destroy()
  }
}
