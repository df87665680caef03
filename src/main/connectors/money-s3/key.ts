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

/**
 * The same for invoices, whose own numbers leave no room for a key: a GUID made of the item id (RFC 9562, version 8), as Money writes
 * GUIDs. 122 bits of SHA-256.
 */
export const itemGuid = (companyId: string, itemId: string): string => {
  const hex = createHash('sha256').update(`${companyId}\n${itemId}\nGUID`).digest('hex').slice(0, 32).toUpperCase()
  const variant = ((Number.parseInt(hex[16] as string, 16) & 3) | 8).toString(16).toUpperCase()
  return `{${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}}`
}

/** A key or GUID in the form in which two are compared: braces and the case of a GUID mean nothing. */
export const bareKey = (text: string): string =>
  text
    .trim()
    .replace(/^\{(.*)\}$/, '$1')
    .toUpperCase()

const OUR_GUID = /^[0-9A-F]{8}-[0-9A-F]{4}-8[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/
/** Whether this may be a key or GUID of ours; of Money's own GUIDs none is of version 8. */
export const isOurKey = (text: string): boolean => isItemKey(text) || OUR_GUID.test(bareKey(text))

export const isItemKey = (text: string): boolean => WHOLE_KEY.test(text)

/** The key in the name of a file of ours, or of Money's report about it. */
export const keyInName = (name: string): string | undefined => KEY_IN_NAME.exec(name)?.[1]

/** The line by which people know a card or partner of ours; it must not look like an item's. */
export const ownRecordLine = (what: 'karta' | 'adresa', id: string): string => `Business Integrator, ${what}: ${id}`

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
