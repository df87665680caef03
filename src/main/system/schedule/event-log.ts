import { existsSync } from 'node:fs'
import { win32 } from 'node:path'
import type { ScheduledRun } from '../../../shared/schedule'
import { SCHEDULE_NAME } from './plan'
import type { RunTool } from './run-tool'

export type EventLevel = 'error' | 'warning' | 'information'
export interface EventEntry {
  level: EventLevel
  /** By kind, for filters and alarms: 100 documents went through, 101 well again, 200 documents wait for a person, 300 + exit code failed. */
  id: number
  text: string
}

/** A trouble that lasts is told again only this often: a log full of the same line hides the others. */
const AGAIN_MS = 60 * 60_000
/** `eventcreate` takes more; nobody reads it. */
const MOST_TEXT = 1000

/**
 * Which entry the end of a run is worth, if any. A run that is as the one before it, and moved nothing, is worth none.
 * `told`: when the last entry was made, ms since the epoch.
 */
export function eventOf(
  now: { run: ScheduledRun; exitCode: number; moved: number; text: string },
  before: ScheduledRun | undefined,
  told: number | undefined,
): EventEntry | undefined {
  const { run, exitCode, moved, text } = now
  const at = Date.parse(run.finishedAt ?? run.startedAt)
  const isSame = before?.result === run.result && before.problem === run.problem
  const isDue = !isSame || told === undefined || Math.abs(at - told) >= AGAIN_MS
  switch (run.result) {
    case 'failed':
      return isDue ? { level: 'error', id: 300 + Math.min(exitCode, 199), text } : undefined
    case 'attention':
      return isDue || moved > 0 ? { level: 'warning', id: 200, text } : undefined
    case 'ok':
      if (before?.result === 'failed') return { level: 'information', id: 101, text }
      return moved > 0 ? { level: 'information', id: 100, text } : undefined
    default:
      return undefined
  }
}

const PRIORITY: Readonly<Record<EventLevel, { number: number; name: string }>> = {
  error: { number: 3, name: 'err' },
  warning: { number: 4, name: 'warning' },
  information: { number: 6, name: 'info' },
}
const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, MOST_TEXT)
    .replace(/[\ud800-\udbff]$/, '')

export interface EventWorld {
  platform: NodeJS.Platform
  env: NodeJS.ProcessEnv
  run: RunTool
  stderr: { write(text: string): unknown }
}

const LOGGER = '/usr/bin/logger'

/**
 * Writes the entry where the administrator of the system looks: Windows' Event Log (Application), systemd's journal, syslog
 * elsewhere. False: it could not be written (an account without the rights of an administrator may not make entries).
 */
export async function writeEvent(entry: EventEntry, { platform, env, run, stderr }: EventWorld): Promise<boolean> {
  const text = oneLine(entry.text)
  if (platform === 'win32') {
    const program = win32.join(env['SystemRoot'] ?? env['windir'] ?? 'C:\\Windows', 'System32', 'eventcreate.exe')
    // The Event Log takes %1 for a place to fill in.
    const shown = text.replaceAll('%', '\uff05')
    const kind = entry.level.toUpperCase()
    const answer = await run(program, [
      '/L',
      'APPLICATION',
      '/SO',
      SCHEDULE_NAME,
      '/T',
      kind,
      '/ID',
      String(entry.id),
      '/D',
      shown,
    ])
    return answer?.exitCode === 0
  }
  const { number, name } = PRIORITY[entry.level]
  if (env['JOURNAL_STREAM'] !== undefined) {
    // systemd takes the number for the level and leaves it out.
    stderr.write(`<${number}>${text}\n`)
    return true
  }
  if (!existsSync(LOGGER)) return false
  return (await run(LOGGER, ['-t', 'bi-client', '-p', `user.${name}`, '--', text]))?.exitCode === 0
}
