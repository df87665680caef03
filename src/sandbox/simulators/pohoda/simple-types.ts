import type { SimpleType } from './schema'

/** Lexical rules of the simple types in POHODA's schemas. Lengths count every character, blanks and line ends too. */

const length = (value: string): number => [...value].length
/** White space that the number and date types ignore around a value; texts and enumerations do not. */
const collapse = (value: string): string => value.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, '')

export const anyText: SimpleType = () => undefined
export const empty: SimpleType = (value) => (value === '' ? undefined : 'Text is not allowed here.')
export const upTo =
  (max: number): SimpleType =>
  (value) =>
    length(value) <= max ? undefined : `'${value}' violates maxLength constraint of '${max}'.`
export const notEmptyUpTo =
  (max: number): SimpleType =>
  (value) =>
    value === '' ? `'' violates minLength constraint of '1'.` : upTo(max)(value)
export const oneOf =
  (...values: string[]): SimpleType =>
  (value) =>
    values.includes(value) ? undefined : `'${value}' violates enumeration constraint of '${values.join(' ')}'.`

const pattern =
  (name: string, expression: RegExp): SimpleType =>
  (value) =>
    expression.test(collapse(value)) ? undefined : `Error parsing '${value}' as ${name} datatype.`

/** `typ:boolean`: the words themselves, not a boolean: `1` and `True` are refused. */
export const trueFalse = oneOf('true', 'false')
export const boolean = pattern('boolean', /^(true|false|1|0)$/)
const decimalForm = pattern('double', /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/)
/** xsd:float and xsd:double are written alike; dot only. Around the three words libxml2 takes no blanks. */
export const double: SimpleType = (value) => (/^(-?INF|NaN)$/.test(value) ? undefined : decimalForm(value))
export const integer = pattern('integer', /^[+-]?\d{1,24}$/)

export const positive: SimpleType = (value) =>
  integer(value) ??
  (BigInt(collapse(value).replace(/^\+/, '')) >= 1n ? undefined : `'${value}' violates minInclusive constraint of '1'.`)
export const integerWithin =
  (min: number, max: number): SimpleType =>
  (value) => {
    const wrong = integer(value)
    if (wrong !== undefined) return wrong
    const number = Number(collapse(value))
    return number >= min && number <= max
      ? undefined
      : `'${value}' violates minInclusive or maxInclusive of '${min}' and '${max}'.`
  }
export const percentage: SimpleType = (value) => {
  const wrong = double(value)
  if (wrong !== undefined) return wrong
  const number = Number(collapse(value).replace('INF', 'Infinity'))
  return number >= -999 && number <= 999 ? undefined : `'${value}' violates minInclusive or maxInclusive of '-999' and '999'.`
}

const zone = '(Z|[+-](?:(?:0\\d|1[0-3]):[0-5]\\d|14:00))?'
const dateForm = new RegExp(`^-?(\\d{4,})-(\\d\\d)-(\\d\\d)${zone}$`)
const dateTimeForm = new RegExp(
  `^(-?\\d{4,}-\\d\\d-\\d\\d)T(?:(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d+)?|24:00:00(?:\\.0+)?)${zone}$`,
)

const isDate = (value: string): boolean => {
  const [, year = '', month = '', day = ''] = dateForm.exec(value) ?? []
  if (year === '' || /^0+$/.test(year) || (year.length > 4 && year.startsWith('0'))) return false
  const leap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0)
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Number(month) - 1] ?? 0
  return Number(day) >= 1 && Number(day) <= days
}
// Blanks around a date: the XSD standard ignores them, libxml2 refuses them. The stricter of the two.
export const date: SimpleType = (value) => (isDate(value) ? undefined : `Error parsing '${value}' as date datatype.`)
export const dateTime: SimpleType = (value) =>
  isDate(dateTimeForm.exec(value)?.[1] ?? '') ? undefined : `Error parsing '${value}' as dateTime datatype.`
