import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import electronLog from 'electron-log/node'
import type { Log } from '../engine/ports'
import { createRedaction } from './redaction'

const MOST_LINE_LENGTH = 8192

export interface LogFile extends Log {
  /** Path of the file that is written now; older ones are `NAME.1.log`, `NAME.2.log`, … */
  readonly path: string
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
  const { folder, name, maxBytes = 2 * 1024 * 1024, keep = 5, now = Date.now, level = 'info' } = options
  const path = join(folder, `${name}.log`)
  const redaction = createRedaction()
  const logger = electronLog.create({ logId: path })
  // A write that fails is reported by electron-log on the console of its default logger: not into our output.
  const silent = () => undefined
  electronLog.transports.console.writeFn = silent
  logger.transports.console.level = false
  logger.transports.console.writeFn = silent
  const file = logger.transports.file
  file.level = level
  file.resolvePathFn = () => path
  file.maxSize = maxBytes
  file.sync = true
  file.writeOptions = { encoding: 'utf8', flag: 'a', mode: 0o600 }
  file.archiveLogFn = () => {
    try {
      // Another process of the same name may have done it just now.
      if (statSync(path).size > maxBytes) rotate(path, keep)
    } catch {
      // The next entry tries again.
    }
  }
  file.transforms = [({ data }: { data: unknown[] }) => String(data[0])] as unknown as typeof file.transforms

  const write = (kind: 'debug' | 'info' | 'warn' | 'error', message: string, facts?: Record<string, unknown>): void => {
    try {
      const rest = facts === undefined ? '' : ` ${JSON.stringify(redaction.data(facts))}`
      const time = new Date(now()).toISOString()
      logger[kind](cut(escapeControls(`${time} ${kind.toUpperCase().padEnd(5)} ${redaction.text(`${message}${rest}`)}`)))
    } catch {
      // Nothing that is logged may stop the work.
    }
  }

  return {
    path,
    addSecret: (value) => redaction.add(value),
    debug: (message, facts) => write('debug', message, facts),
    info: (message, facts) => write('info', message, facts),
    warn: (message, facts) => write('warn', message, facts),
    error: (message, facts) => write('error', message, facts),
  }
}
