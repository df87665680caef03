/**
 * Filters of ABRA Flexi as its maker describes them, those operators that anybody here uses: comparisons, `in`, `and`, `or`, `not`, parentheses;
 * literals in either quotation mark, or numbers. A date with time is compared without its zone.
 */

/** All values by which one field of a record may be named (a related one by its number and its code); `undefined`: no such field. */
export type FieldValues = (field: string) => readonly string[] | undefined
export type Filter = (of: FieldValues) => boolean
/** A filter taken apart: rows above this id that hold for the rest. So a page in the middle of a long list needs no look at those before it. */
export interface ParsedFilter {
  above: number
  rest: Filter
}

class NotUnderstood extends Error {}

const TOKEN = /\s*(?:'((?:[^'])*)'|"((?:[^"])*)"|(<=|>=|<>|!=|==|=|<|>)|([(),])|([A-Za-z][\w.-]*|\d[\d.]*))/y
type Token = { kind: 'text' | 'word' | 'sign'; value: string }

function tokensOf(filter: string): Token[] {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  const end = filter.trimEnd().length
  while (TOKEN.lastIndex < end) {
    const at = TOKEN.lastIndex
    const [whole, single, double, operator, bracket, word] = TOKEN.exec(filter) ?? []
    if (whole === undefined) throw new NotUnderstood(filter.slice(at))
    if (single !== undefined || double !== undefined) tokens.push({ kind: 'text', value: single ?? double ?? '' })
    else if (word !== undefined) tokens.push({ kind: 'word', value: word })
    else tokens.push({ kind: 'sign', value: operator ?? bracket ?? '' })
  }
  return tokens
}

const WORDS: Readonly<Record<string, string>> = {
  eq: '=',
  '==': '=',
  ne: '!=',
  neq: '!=',
  '<>': '!=',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
}
const NUMBER = /^-?\d+(?:\.\d+)?$/
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/

function compare(a: string, b: string): number {
  if (NUMBER.test(a) && NUMBER.test(b)) return Number(a) - Number(b)
  const [left, right] = MOMENT.test(a) ? [a.slice(0, 19), b.slice(0, 19)] : [a, b]
  return left < right ? -1 : left > right ? 1 : 0
}
const HOLDS: Readonly<Record<string, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
}

/** `id > 500` at its end, as those who read page by page have it. */
const ABOVE = /^\((?:(.*) and )?id > (\d+)\)$/s

/** `(id = 'ext:BI:1')`, with its parentheses. `undefined`: not understood. */
export function parseFilter(filter: string): ParsedFilter | undefined {
  const [whole, before, above] = ABOVE.exec(filter) ?? []
  // Not of a part of an `or`.
  if (whole === undefined || /\bor\b(?![^(]*\))/i.test(before ?? '')) {
    const rest = parseAll(filter)
    return rest && { above: 0, rest }
  }
  const rest = before === undefined ? () => true : parseAll(before)
  return rest && { above: Number(above), rest }
}

function parseAll(filter: string): Filter | undefined {
  try {
    const tokens = tokensOf(filter)
    let at = 0
    const is = (value: string): boolean => tokens[at]?.value.toLowerCase() === value && tokens[at]?.kind !== 'text'
    const take = (value: string): void => {
      if (!is(value)) throw new NotUnderstood(value)
      at++
    }
    const literal = (): string => {
      const token = tokens[at++]
      if (!token || token.kind === 'sign' || (token.kind === 'word' && !NUMBER.test(token.value))) throw new NotUnderstood()
      return token.value
    }
    const valuesOf = (of: FieldValues, field: string): readonly string[] => {
      const values = of(field)
      if (!values) throw new NotUnderstood(field)
      return values
    }
    const comparison = (): Filter => {
      const field = tokens[at++]
      if (field?.kind !== 'word') throw new NotUnderstood()
      if (is('in')) {
        at++
        take('(')
        const wanted = new Set([literal()])
        while (is(',')) {
          at++
          wanted.add(literal())
        }
        take(')')
        return (of) => valuesOf(of, field.value).some((value) => wanted.has(value))
      }
      const said = tokens[at++]?.value.toLowerCase() ?? ''
      const operator = WORDS[said] ?? said
      const value = literal()
      if (operator === '=') return (of) => valuesOf(of, field.value).includes(value)
      if (operator === '!=') return (of) => !valuesOf(of, field.value).includes(value)
      const holds = HOLDS[operator]
      if (!holds) throw new NotUnderstood(operator)
      return (of) => {
        const [own] = valuesOf(of, field.value)
        return own !== undefined && own !== '' && holds(compare(own, value))
      }
    }
    const primary = (): Filter => {
      if (is('not')) {
        at++
        const inner = primary()
        return (of) => !inner(of)
      }
      if (!is('(')) return comparison()
      at++
      const inner = any()
      take(')')
      return inner
    }
    const all = (): Filter => {
      const parts = [primary()]
      while (is('and')) {
        at++
        parts.push(primary())
      }
      return (of) => parts.every((part) => part(of))
    }
    const any = (): Filter => {
      const parts = [all()]
      while (is('or')) {
        at++
        parts.push(all())
      }
      return (of) => parts.some((part) => part(of))
    }
    const whole = any()
    return at === tokens.length ? whole : undefined
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined
    throw error
  }
}

/** Whether the filter names only fields that there are. */
export function fits(filter: Filter, of: FieldValues): boolean {
  try {
    filter(of)
    return true
  } catch (error) {
    if (error instanceof NotUnderstood) return false
    throw error
  }
}
