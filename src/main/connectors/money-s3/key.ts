import { createHash } from 'node:crypto'

/**
 * How our item id gets into Money S3 and is found there again. Ids of the central side are strings of up to 64 characters; the
 * places of a received order that a key can be made of are shorter (`PrimDoklad` 20) or numbers (`eshop/IN_ObjCis`, xsd:long).
 * So the whole id stands in the note, on a line of its own, and a key made from it in `PrimDoklad`.
 */

/** Crockford's base 32: no letter that could be read as a digit. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const PREFIX = 'BI'
const KEY_CHARACTERS = 18
const KEY = `${PREFIX}[${ALPHABET}]{${KEY_CHARACTERS}}`
const WHOLE_KEY = new RegExp(`^${KEY}$`)
const KEY_IN_NAME = new RegExp(`(?:^|[^0-9A-Za-z])(${KEY})(?=$|[^0-9A-Za-z])`)
const ID_LINE = 'Business Integrator: '

/**
 * 20 characters with 90 bits of SHA-256: among a million orders the chance that any two are alike is below 10⁻¹⁵. The same for
 * ever, also in another data folder; a counter would be state that can be lost.
 */
export const itemKey = (companyId: string, itemId: string): string => {
  const hash = createHash('sha256').update(`${companyId}\n${itemId}`).digest()
  let bits = 0n
  for (const byte of hash.subarray(0, 12)) bits = (bits << 8n) | BigInt(byte)
  bits >>= 6n
  let key = ''
  for (let i = 0; i < KEY_CHARACTERS; i++) {
    key = (ALPHABET[Number(bits & 31n)] as string) + key
    bits >>= 5n
  }
  return PREFIX + key
}

export const isItemKey = (text: string): boolean => WHOLE_KEY.test(text)

/** The key in the name of a file of ours, or of Money's report about it. */
export const keyInName = (name: string): string | undefined => KEY_IN_NAME.exec(name)?.[1]

/** The line of the note that carries the whole id. */
export const idLine = (itemId: string): string => `${ID_LINE}${itemId}`

/** The id that a note carries; `undefined`: none, or more than one. */
export const idInNote = (note: string): string | undefined => {
  const found = new Set(
    note
      .split(/\r?\n/)
      .filter((line) => line.startsWith(ID_LINE))
      .map((line) => line.slice(ID_LINE.length).trim()),
  )
  const [only] = found
  return found.size === 1 ? only : undefined
}
