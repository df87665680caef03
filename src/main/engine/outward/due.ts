import type { OutwardFacts } from './ports'

/** When an agenda is read. Pure but for the computer's time zone; all times are ms since the epoch. */

export interface Timing {
  intervalSeconds: number
  /** `HH:MM`. */
  fullAt: string
}

const FIRST_RETRY_MS = 30_000
const LONGEST_RETRY_MS = 15 * 60_000
const LONGEST_ASKED_MS = 3_600_000

/** The last time at or before `now` at which the clock on the wall showed `fullAt`. */
function lastFullTime(now: number, fullAt: string): number {
  const at = new Date(now)
  at.setHours(Number(fullAt.slice(0, 2)), Number(fullAt.slice(3)), 0, 0)
  // By the calendar: a day of the change of time has 23 or 25 hours.
  if (at.getTime() > now) at.setDate(at.getDate() - 1)
  return at.getTime()
}

/** Whether everything is to be read, and what is gone taken away. One "in the future" was made before the clock was set: it doesn't count. */
export function fullIsDue(now: number, facts: Pick<OutwardFacts, 'fullAt' | 'complete'>, fullAt: string): boolean {
  const { fullAt: last } = facts
  return !facts.complete || last === undefined || last > now || last < lastFullTime(now, fullAt)
}

/** When the next pass is due; a time that has passed: now. */
export function nextPassAt(now: number, facts: OutwardFacts, timing: Timing): number {
  const { lastPassAt, failure } = facts
  // A clock that was set back must not put everything off.
  const soonest = now + Math.max(timing.intervalSeconds * 1000, LONGEST_ASKED_MS)
  if (failure) return Math.min(failure.notBefore, soonest)
  if (lastPassAt === undefined || lastPassAt > now) return now
  const regular = lastPassAt + timing.intervalSeconds * 1000
  return !facts.held && fullIsDue(now, facts, timing.fullAt) ? now : regular
}

/** How long a failed pass is left alone, in ms; one that heals by itself is tried again sooner, but never more often than it is due. */
export function retryDelayMs(
  timing: Timing,
  failure: { retry: boolean; retryAfterSeconds: number | undefined; inARow: number },
): number {
  const interval = timing.intervalSeconds * 1000
  if (!failure.retry) return interval
  const own = Math.min(interval, LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(failure.inARow - 1, 10))
  return Math.max(own, Math.min(LONGEST_ASKED_MS, (failure.retryAfterSeconds ?? 0) * 1000))
}
