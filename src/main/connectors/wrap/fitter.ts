import { Failure, type Problem, problem } from '../../../shared/failure'
import type { Note } from '../../engine/ports'
import { type Charset, oneLine, windows1250 } from './fit-text'
import { note } from './note'

/** Stops the mapping of one document; caught by `prepare`. */
export const hold = (what: Problem): never => {
  throw new Failure(what, { effect: 'nothing', retry: false })
}

/** Significant digits of a decimal string. */
const significantDigits = (value: string): number => {
  const [whole = '', fraction = ''] = value.replace('-', '').split('.')
  const digits = whole + fraction.replace(/0+$/, '')
  // Nought and leading noughts carry nothing; noughts at the end of a whole number neither.
  return digits.replace(/^0+/, '').replace(/0+$/, '').length
}

const NOTE_LIST_LIMIT = 1500

/**
 * Brings the values of one document within the information system's limits and remembers what it did. Texts are shortened, with a note; ids, codes
 * and numbers are never changed: the document is held.
 */
export const createFitter = (charset: Charset = windows1250) => {
  const notes: Note[] = []
  const replaced = new Set<string>()
  const removed = new Set<string>()
  /** Lines that go to the internal note, because their own place is too small. */
  const extras: string[] = []

  const adjust = (value: string): string => {
    const fitted = charset.fit(value)
    for (const what of fitted.replaced) replaced.add(what)
    for (const what of fitted.removed) removed.add(what)
    return fitted.text
  }

  const line = (value: string): string => oneLine(adjust(value))

  return {
    extras,
    note: (...args: Parameters<typeof note>): void => {
      notes.push(note(...args))
    },
    /** Text of many lines without a limit. */
    block: (value: string): string => adjust(value).trim(),
    /** One line without a limit yet. */
    line,
    /** One line, shortened to `limit`. */
    text: (value: string, element: string, limit: number): string => {
      const whole = line(value)
      const short = charset.shorten(whole, limit)
      if (short.length < whole.length) {
        notes.push(note('text-shortened', { element, from: String(whole.length), to: String(short.length) }))
      }
      return short
    },
    /** An id, code or number: exactly as it is, or the document is held. */
    exact: (value: string, field: string, limit: number): string => {
      const trimmed = value.trim()
      if (!charset.exact(trimmed)) hold(problem('value-not-representable', { field, value: trimmed }))
      if (trimmed.length > limit) hold(problem('id-too-long', { field, limit: String(limit), value: trimmed }))
      return trimmed
    },
    /** A phone number or e-mail address: of no use when cut, no reason to hold an order. Too long → only in the internal note. */
    contact: (value: string | undefined, field: string, limit: number): string => {
      const whole = line(value ?? '')
      if (whole.length <= limit) return whole
      extras.push(`${field}: ${whole}`)
      notes.push(note('value-left-out', { field, limit: String(limit), value: whole }))
      return ''
    },
    /** A decimal string that the information system reads as a binary float: it must come out as the same number. */
    number: (value: string, field: string, digits: number): string => {
      if (value.length > digits && significantDigits(value) > digits) hold(problem('value-not-representable', { field, value }))
      return value
    },
    notes: (): readonly Note[] => {
      const list = (what: ReadonlySet<string>): string => [...what].join(', ').slice(0, NOTE_LIST_LIMIT)
      return [
        ...notes,
        ...(replaced.size > 0 ? [note('characters-replaced', { characters: list(replaced) })] : []),
        ...(removed.size > 0 ? [note('characters-removed', { characters: list(removed) })] : []),
      ]
    },
  }
}
export type Fitter = ReturnType<typeof createFitter>
