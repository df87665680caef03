import { z } from 'zod'

/**
 * Opaque id of the central side: at most 64 of `A-Z a-z 0-9 - _ . :`. Never cut, never changed. Not `.` or `..`: in an
 * address these mean a folder, also percent-encoded, and a question about one would ask for something else.
 */
export const idSchema = z.string().regex(/^(?!\.{1,2}$)[A-Za-z0-9\-_.:]{1,64}$/, 'id')
/** A calendar date `YYYY-MM-DD` that exists. */
export const dateSchema = z.iso.date()
/** RFC 3339 with zone. */
export const instantSchema = z.iso.datetime({ offset: true })
/** ISO 3166-1 alpha-2. */
export const countrySchema = z.string().regex(/^[A-Z]{2}$/, 'country')
/** ISO 4217. */
export const currencySchema = z.string().regex(/^[A-Z]{3}$/, 'currency')

/** Short text of one or more lines. Control characters are allowed here: what the target can't hold, its connector removes and says so. */
export const text = (max: number) => z.string().max(max)
const name = (max: number) => z.string().min(1).max(max)

export const addressSchema = z.object({
  street: text(255),
  city: text(255),
  postalCode: text(32),
  country: countrySchema,
})
export type Address = z.infer<typeof addressSchema>

export const partySchema = z.object({
  name: name(500),
  ico: text(32).optional(),
  dic: text(32).optional(),
  icDph: text(32).optional(),
  gln: text(32).optional(),
  contactName: text(255).optional(),
  email: text(255).optional(),
  phone: text(64).optional(),
  address: addressSchema,
})
export type Party = z.infer<typeof partySchema>

/**
 * IČO checksum (both countries: weights 8…2, modulo 11). Source: Act on the Czech Business Register; the Slovak
 * Statistical Office keeps the same rule. Used for what a person types, not to hold documents: old Slovak IČO exist without it.
 */
export function isValidIco(ico: string): boolean {
  if (!/^\d{8}$/.test(ico)) return false
  let weighted = 0
  for (let i = 0; i < 7; i++) weighted += Number(ico[i]) * (8 - i)
  return (11 - (weighted % 11)) % 10 === Number(ico[7])
}
