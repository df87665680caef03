import type { Language } from '../settings'

const locales: Record<Language, string> = { cs: 'cs-CZ', sk: 'sk-SK', en: 'en-GB' }

const isSameDay = (a: Date, b: Date): boolean => a.toDateString() === b.toDateString()

/** An RFC 3339 instant in this computer's time zone: the time alone when it is today, else with its date. */
export function shortTime(instant: string, language: Language, now: Date = new Date()): string {
  const at = new Date(instant)
  const time: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' }
  const date: Intl.DateTimeFormatOptions = isSameDay(at, now) ? {} : { day: 'numeric', month: 'numeric', year: 'numeric' }
  return new Intl.DateTimeFormat(locales[language], { ...date, ...time }).format(at)
}

/** Date and time to the second, for evidence. */
export const fullTime = (instant: string, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], {
    day: 'numeric',
    month: 'numeric',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
  }).format(new Date(instant))

export const wholeNumber = (value: number, language: Language): string =>
  // Below a thousand nothing is grouped, in no language of ours.
  Number.isInteger(value) && value >= 0 && value < 1000 ? String(value) : new Intl.NumberFormat(locales[language]).format(value)

/** To one decimal place. */
export const decimalNumber = (value: number, language: Language): string =>
  new Intl.NumberFormat(locales[language], { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value)

/** A day, given as a date or as an instant in this computer's time zone. */
export const dateOnly = (dateOrInstant: string, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], {
    day: 'numeric',
    month: 'numeric',
    year: 'numeric',
    // A date without a time is that day everywhere.
    ...(/^\d{4}-\d{2}-\d{2}$/.test(dateOrInstant) ? { timeZone: 'UTC' } : {}),
  }).format(new Date(dateOrInstant))

/** The time of day to the second, in this computer's time zone. */
export const clockTime = (instant: string, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], { hour: 'numeric', minute: '2-digit', second: '2-digit' }).format(new Date(instant))
