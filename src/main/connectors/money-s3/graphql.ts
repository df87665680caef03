/**
 * GraphQL literals. Written into the document itself rather than as variables: these would need the names of Money's input types, which
 * no published document gives. Amounts stay decimal text to the last byte; a JSON number would go through a binary float.
 */
export type Literal =
  | string
  | boolean
  | { readonly decimal: string }
  | { readonly word: string }
  | readonly Literal[]
  | { readonly [name: string]: Literal | undefined }

export const decimal = (value: string): Literal => ({ decimal: value })
/** A value of an enumeration. */
export const word = (value: string): Literal => ({ word: value })

const NAME = /^[_A-Za-z]\w*$/
const NUMBER = /^-?\d+(?:\.\d+)?$/

const fields = (object: { readonly [name: string]: Literal | undefined }): [string, Literal][] =>
  Object.entries(object).filter((entry): entry is [string, Literal] => entry[1] !== undefined)

export const writeLiteral = (value: Literal): string => {
  // GraphQL's strings take the escapes of JSON's.
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return `[${(value as readonly Literal[]).map(writeLiteral).join(', ')}]`
  const object = value as { readonly [name: string]: Literal | undefined }
  const [only, ...more] = fields(object)
  if (only && more.length === 0 && typeof only[1] === 'string') {
    const [name, text] = only
    if (name === 'decimal') return check(NUMBER, text)
    if (name === 'word') return check(NAME, text)
  }
  return `{ ${fields(object)
    .map(([name, one]) => `${check(NAME, name)}: ${writeLiteral(one)}`)
    .join(', ')} }`
}

const check = (form: RegExp, text: string): string => {
  if (!form.test(text)) throw new RangeError(`not a GraphQL literal: ${text.slice(0, 40)}`)
  return text
}
