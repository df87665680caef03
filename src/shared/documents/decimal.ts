import Big from 'big.js'
import { z } from 'zod'

/**
 * Money, prices, quantities and percents are decimal strings from the wire to the information system
 * (docs/openapi.json). JSON numbers would pass through binary floats and lose cents, so they are refused.
 * Arithmetic is exact (big.js); only division rounds, and says to how many places.
 */

// Strict: an accidental mixture of strings or floats with Big throws instead of giving a wrong sum.
const Exact = Big()
Exact.strict = true
Exact.DP = 40

const decimal = (places: number, sign: '-?' | '') =>
  new RegExp(`^${sign}(?:0|[1-9]\\d{0,12})${places > 0 ? `(?:\\.\\d{1,${places}})?` : ''}$`)

/** A total: at most 2 decimals, may be negative (credit notes, discounts as lines). At most 13 digits before the point. */
export const moneySchema = z.string().regex(decimal(2, '-?'), 'decimal-2')
/** A unit price: at most 4 decimals, may be negative. */
export const unitPriceSchema = z.string().regex(decimal(4, '-?'), 'decimal-4')
/** A quantity: at most 4 decimals, may be negative (returns). */
export const quantitySchema = z.string().regex(decimal(4, '-?'), 'decimal-4')
/** A percent, `"21"` or `"12.5"`: not negative, at most 4 decimals. */
export const percentSchema = z.string().regex(decimal(4, ''), 'decimal-4')

export type Decimal = Big
/** Reads a decimal string that a schema has checked. Throws on anything else. */
export const dec = (value: string): Decimal => Exact(value)
export const ZERO: Decimal = Exact('0')
export const HUNDRED: Decimal = Exact('100')
/** Rounds half away from zero, as Czech and Slovak accounting does. */
export const roundTo = (value: Decimal, places: number): Decimal => value.round(places, Big.roundHalfUp)
/** Sum of any number of decimals; 0 for none. */
export const sum = (values: Iterable<Decimal>): Decimal => {
  let total = ZERO
  for (const value of values) total = total.plus(value)
  return total
}
/** Plain notation without exponent; `places` pads with zeros (`"12.50"`). */
export const format = (value: Decimal, places?: number): string =>
  places === undefined ? value.toFixed() : value.toFixed(places)
/** Two decimal strings that mean the same number (`"1.50"` and `"1.5"`). */
export const sameNumber = (a: string, b: string): boolean => dec(a).eq(dec(b))
/** |a − b| ≤ tolerance. */
export const within = (a: Decimal, b: Decimal, tolerance: Decimal): boolean => a.minus(b).abs().lte(tolerance)
