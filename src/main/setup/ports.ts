import type { Evidence } from '../../shared/setup-state'
import type { Clock } from '../engine/ports'

/** What setting up needs of the world. The checks are handed these, so they run in window and terminal alike. */

/** One line of a check. Its title and explanation are in `shared/texts/checks.*.ts`. */
export type CheckLine = Evidence['lines'][number]

/** What a program of the operating system answered; `output` is its standard output as bytes: their encoding is the caller's to know. */
export interface SystemProgramAnswer {
  /** `undefined`: it was ended, by its time limit or by a signal. */
  exitCode: number | undefined
  output: Uint8Array
}

/**
 * Runs a program of the operating system by its absolute path, without a shell, and waits for its end. Only programs that
 * read. `undefined`: it could not be started. Never throws.
 */
export type RunSystemProgram = (
  program: string,
  args: readonly string[],
  signal: AbortSignal,
) => Promise<SystemProgramAnswer | undefined>

/** Addresses of a name. Rejects with the `code` of `node:dns` (`ENOTFOUND`, `EAI_AGAIN`…). */
export type LookUpName = (name: string) => Promise<readonly { address: string; family: number }[]>

/** The operating system's answer to "which way to this address?", as Chromium gives it: `PROXY host:port; DIRECT`. */
export type ResolveProxy = (url: string) => Promise<string>

export type Environment = Readonly<Record<string, string | undefined>>

export type { Clock }
