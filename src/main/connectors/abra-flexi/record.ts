import type { Order } from '../../../shared/documents/order'

/** What orders, delivery notes and invoices have in common. */
export type Trade = Omit<Order, 'orderId'>

/** A record as ABRA Flexi's JSON has it: everything is text, several ids are a list. Order of the keys as written. */
export type FlexiRecord = { [field: string]: string | readonly string[] | readonly FlexiRecord[] }

/** The id under which a record is known: the whole guard against a second one hangs on it. Unique within one evidence. */
export const externalId = (externalSystem: string, id: string): string => `ext:${externalSystem}:${id}`

/** Only fields that hold something: an empty one would delete what the type of document gives. */
export const filled = (fields: Readonly<Record<string, string | undefined>>): FlexiRecord =>
  Object.fromEntries(Object.entries(fields).filter((field): field is [string, string] => !!field[1]))

export const byCode = (code: string | undefined): string | undefined => (code === undefined ? undefined : `code:${code}`)

/** ABRA Flexi keeps codes of the price list and the address book in capitals (`isUpperCase` of its description of fields). */
export const asCode = (value: string): string => value.toUpperCase()

/** The request's body for these records of one evidence, in a transaction of its own. */
export const bodyOf = (evidence: string, records: readonly FlexiRecord[]): Uint8Array =>
  Buffer.from(JSON.stringify({ winstrom: { '@version': '1.0', [evidence]: records } }))

/** Evidences of ABRA Flexi, by the names that its addresses have, and where the lines of a document stand in it. */
export const ORDERS = { path: 'objednavka-prijata', lines: 'polozkyObchDokladu' } as const
export const MOVEMENTS = { path: 'skladovy-pohyb', lines: 'skladovePolozky' } as const
export const RECEIVED_INVOICES = { path: 'faktura-prijata', lines: 'polozkyFaktury' } as const
export const ISSUED_INVOICES = { path: 'faktura-vydana', lines: 'polozkyFaktury' } as const
export const CARDS = 'cenik'
export const PARTNERS = 'adresar'
/** All names under which lines stand, for finding the line in a message. */
export const LINE_LISTS: readonly string[] = [ORDERS.lines, MOVEMENTS.lines, RECEIVED_INVOICES.lines]
