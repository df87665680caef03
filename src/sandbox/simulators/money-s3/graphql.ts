/** As much GraphQL as the S3 API is asked in: one operation, literals as arguments, nested selections. */

export type Value = string | boolean | { number: string } | { word: string } | Value[] | { fields: Record<string, Value> }
export interface Field {
  name: string
  arguments: Record<string, Value>
  fields: Field[]
}
export interface Operation {
  kind: 'query' | 'mutation'
  fields: Field[]
}

const TOKEN = /\s*(?:("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?)|([_A-Za-z]\w*)|([{}()[\]:,]))/y

/** Throws `SyntaxError`. */
export function parseGraphQl(source: string): Operation {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < source.trimEnd().length) {
    const found = TOKEN.exec(source)
    if (!found) throw new SyntaxError('GraphQL: unexpected character')
    tokens.push(found[1] ?? found[2] ?? found[3] ?? found[4] ?? '')
  }
  let at = 0
  const peek = (): string => tokens[at] ?? ''
  const next = (): string => tokens[at++] ?? ''
  const expect = (token: string): void => {
    if (next() !== token) throw new SyntaxError(`GraphQL: ${token} expected`)
  }
  const name = (): string => {
    const token = next()
    if (!/^[_A-Za-z]/.test(token)) throw new SyntaxError(`GraphQL: name expected, not ${token}`)
    return token
  }
  const skipComma = (): void => {
    if (peek() === ',') next()
  }
  const pairs = (end: string): Record<string, Value> => {
    const found: Record<string, Value> = {}
    while (peek() !== end) {
      const key = name()
      expect(':')
      found[key] = value()
      skipComma()
    }
    next()
    return found
  }
  const value = (): Value => {
    const token = next()
    if (token.startsWith('"')) return JSON.parse(token) as string
    if (/^-?\d/.test(token)) return { number: token }
    if (token === 'true' || token === 'false') return token === 'true'
    if (token === '{') return { fields: pairs('}') }
    if (token === '[') {
      const list: Value[] = []
      while (peek() !== ']') {
        list.push(value())
        skipComma()
      }
      next()
      return list
    }
    if (/^[_A-Za-z]/.test(token)) return { word: token }
    throw new SyntaxError(`GraphQL: value expected, not ${token}`)
  }
  const selection = (): Field[] => {
    expect('{')
    const fields: Field[] = []
    while (peek() !== '}') {
      const field: Field = { name: name(), arguments: {}, fields: [] }
      if (peek() === '(') {
        next()
        field.arguments = pairs(')')
      }
      if (peek() === '{') field.fields = selection()
      fields.push(field)
    }
    next()
    return fields
  }
  const kind = peek() === 'mutation' || peek() === 'query' ? (next() as Operation['kind']) : 'query'
  const fields = selection()
  if (at < tokens.length) throw new SyntaxError('GraphQL: one operation only')
  return { kind, fields }
}

export const fieldsOf = (value: Value | undefined): Record<string, Value> =>
  typeof value === 'object' && !Array.isArray(value) && 'fields' in value ? value.fields : {}
export const listOf = (value: Value | undefined): Value[] => (Array.isArray(value) ? value : [])
/** Text of a string, number or word; `''` for anything else. */
export const textOf = (value: Value | undefined): string => {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (value === undefined || Array.isArray(value)) return ''
  if ('number' in value) return value.number
  return 'word' in value ? value.word : ''
}
