import type { WorkingHours } from './settings'

/**
 * When the timer may run. All times are ms since the epoch; the hours are this computer's own time, daylight saving included. Pure but for
 * the computer's time zone. Absent hours: always.
 */

const DAY_MS = 24 * 3_600_000

const minutes = (time: string): { hours: number; minutes: number } => ({
  hours: Number(time.slice(0, 2)),
  minutes: Number(time.slice(3)),
})

/** The working times that begin on the days from the one before `from` to the one of `to`, in their order. */
function* timesBetween(hours: WorkingHours, from: number, to: number): Generator<{ start: number; end: number }> {
  const [begin, end] = [minutes(hours.from), minutes(hours.to)]
  const overMidnight = hours.to <= hours.from
  const day = new Date(from)
  day.setHours(0, 0, 0, 0)
  // By the calendar, not by 24 hours: a day of the change of time has 23 or 25.
  for (day.setDate(day.getDate() - 1); day.getTime() <= to; day.setDate(day.getDate() + 1)) {
    if (!hours.days.includes(day.getDay() === 0 ? 7 : day.getDay())) continue
    const [year, month, date] = [day.getFullYear(), day.getMonth(), day.getDate()]
    yield {
      start: new Date(year, month, date, begin.hours, begin.minutes).getTime(),
      end: new Date(year, month, date + (overMidnight ? 1 : 0), end.hours, end.minutes).getTime(),
    }
  }
}

/** The first moment at or after `at` at which the timer may run. */
export function nextWorkingTime(hours: WorkingHours | undefined, at: number): number {
  if (!hours) return at
  // Within eight days every chosen day has come.
  for (const { start, end } of timesBetween(hours, at, at + 8 * DAY_MS)) if (end > at) return Math.max(start, at)
  return at
}

export const isWorkingTime = (hours: WorkingHours | undefined, at: number): boolean => nextWorkingTime(hours, at) === at

/** A longer time is surely too long; it need not be gone through day by day. */
const LONGEST_MS = 60 * DAY_MS

/** How much of the time between two moments was working time, in ms; 0 when `to` is not after `from`. */
export function workingMsBetween(hours: WorkingHours | undefined, from: number, to: number): number {
  if (to <= from) return 0
  if (!hours || to - from > LONGEST_MS) return to - from
  let sum = 0
  let reached = from
  for (const { start, end } of timesBetween(hours, from, to)) {
    // Nights may overlap at the change of time.
    const begin = Math.max(start, reached)
    const stop = Math.min(end, to)
    if (stop <= begin) continue
    sum += stop - begin
    reached = stop
  }
  return sum
}
