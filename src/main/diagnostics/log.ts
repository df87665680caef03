import { appendFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { EOL } from 'node:os'
import { join } from 'node:path'
import electronLog from 'electron-log/node'
import { type Problem, problem } from '../../shared/failure'
import type { Log } from '../engine/ports'
import { createRedaction } from './redaction'

const MOST_LINE_LENGTH = 8192

export interface LogFile extends Log {
  /** Path of the file that is written now; older ones are `NAME.1.log`, `NAME.2.log`, … */
  readonly path: string
  /** Why lines are lost, while they are; how many is told in the log itself once it can be written again. */
  problem(): Problem | undefined
  /** Hides this value in every line from now on. */
  addSecret(value: string): void
}

export interface LogOptions {
  /** Folder of the logs; made when missing. */
  folder: string
  /** One for each kind of process (`desktop`, `cli`): two that rotate the same file would lose lines. */
  name: string
  maxBytes?: number
  /** How many older files stay. */
  keep?: number
  /** Wall clock, ms since the epoch. */
  now?: () => number
  level?: 'debug' | 'info' | 'warn' | 'error'
}

/**
 * Everything that could end the line, move the cursor or turn the reading direction: a document's text must not be able
 * to forge an entry.
 */
const escapeControls = (text: string): string =>
  text.replace(/[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, (char) =>
    char === '\n'
      ? '\\n'
      : char === '\r'
        ? '\\r'
        : char === '\t'
          ? '\\t'
          : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

const cut = (line: string): string =>
  line.length <= MOST_LINE_LENGTH
    ? line
    : `${line.slice(0, MOST_LINE_LENGTH).replace(/[\ud800-\udbff]$/, '')}… (${line.length - MOST_LINE_LENGTH} more)`

const LEVELS = ['debug', 'info', 'warn', 'error'] as const

/** `BI_CLIENT_LOG=debug`: more lines, for support; they hide the same things. */
const wantedLevel = (): 'debug' | 'info' => (process.env['BI_CLIENT_LOG'] === 'debug' ? 'debug' : 'info')

/** `NAME.log` → `NAME.1.log` → … → gone. */
function rotate(path: string, keep: number): void {
  const numbered = (n: number) => (n === 0 ? path : path.replace(/\.log$/, `.${n}.log`))
  rmSync(numbered(keep), { force: true })
  for (let n = keep - 1; n >= 0; n -= 1) if (existsSync(numbered(n))) renameSync(numbered(n), numbered(n + 1))
}

/**
 * The log over electron-log, headless too. One line for each entry: time (RFC 3339, UTC), level, message, facts as JSON.
 * Secrets are hidden before a line is made. Never throws: a full disk must not stop a sync that could still report.
 */
export function createLog(options: LogOptions): LogFile {
  const { folder, name, maxBytes = 2 * 1024 * 1024, keep = 5, now = Date.now, level = wantedLevel() } = options
  const path = join(folder, `${name}.log`)
  const redaction = createRedaction()
  const logger = electronLog.create({ logId: path })
  const silent = () => undefined
  electronLog.transports.console.writeFn = silent
  logger.transports.console.level = false
  logger.transports.console.writeFn = silent
  // Its own file transport gives up for good on a file that can't be made at the first attempt, and tells nobody of a line
  // that it could not write.
  logger.transports.file.level = false

  let problemNow: Problem | undefined
  let lost = 0
  const append = (line: string): void => {
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > maxBytes) rotate(path, keep)
    appendFileSync(path, `${line}${EOL}`, { mode: 0o600 })
  }
  const keepLine = (line: string): void => {
    try {
      // Only this one folder: a data folder that was taken away must not come back empty.
      if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 })
      if (lost > 0) {
        // What went onto the full disk may end in the middle of a line.
        append(`${EOL}${timeNow()} WARN  log lines lost ${JSON.stringify({ count: lost, reason: problemNow?.words })}`)
        lost = 0
      }
      append(line)
      problemNow = undefined
    } catch (error) {
      lost++
      problemNow = problem('log-not-written', { path: folder }, error instanceof Error ? error.message : String(error))
    }
  }
  const transport = ({ data }: { data: unknown[] }): void => keepLine(String(data[0]))
  logger.transports['lines'] = Object.assign(transport, { level, transforms: [] })
  const timeNow = (): string => new Date(now()).toISOString()

  const write = (kind: (typeof LEVELS)[number], message: string, facts?: Record<string, unknown>): void => {
    // Hiding what must be hidden costs more than writing: a line that nobody keeps is not made.
    if (LEVELS.indexOf(kind) < LEVELS.indexOf(level)) return
    try {
      const rest = facts === undefined ? '' : ` ${JSON.stringify(redaction.data(facts))}`
      const time = timeNow()
      logger[kind](cut(escapeControls(`${time} ${kind.toUpperCase().padEnd(5)} ${redaction.text(`${message}${rest}`)}`)))
    } catch {
      // Nothing that is logged may stop the work.
    }
  }

  return {
    path,
    problem: () => problemNow,
    addSecret: (value) => redaction.add(value),
    debug: (message, facts) => write('debug', message, facts),
    info: (message, facts) => write('info', message, facts),
    warn: (message, facts) => write('warn', message, facts),
    error: (message, facts) => write('error', message, facts),
  }
}
