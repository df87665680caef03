/** The world as the command line sees it; a test gives its own. */
export interface CliIo {
  stdout: CliStream
  stderr: CliStream
  env: NodeJS.ProcessEnv
  /** The whole of the standard input. */
  readStdin(): Promise<string>
  /** Fires on Ctrl+C and on a polite request to end. */
  signal: AbortSignal
}

export interface CliStream {
  write(text: string): unknown
  /** A person watches. */
  isTTY?: boolean | undefined
}
