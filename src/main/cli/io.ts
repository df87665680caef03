import type { ScheduleHost } from '../system/schedule/choose'
import type { Terminal } from './setup-terminal/terminal'

/** The world as the command line sees it; a test gives its own. */
export interface CliIo {
  stdout: CliStream
  stderr: CliStream
  env: NodeJS.ProcessEnv
  /** The whole of the standard input. */
  readStdin(): Promise<string>
  /** Fires on Ctrl+C and on a polite request to end. */
  signal: AbortSignal
  /** A person who can be asked; absent: nobody is there (a scheduler, a pipe). */
  openTerminal?: (() => Terminal) | undefined
  /** How this program is started again: the executable, and what stands before the first word of ours. */
  program?: { program: string; args: readonly string[] } | undefined
  /** The operating system's schedulers, where a test has its own. */
  scheduleHost?: ScheduleHost | undefined
}

export interface CliStream {
  write(text: string): unknown
  /** A person watches. */
  isTTY?: boolean | undefined
}
