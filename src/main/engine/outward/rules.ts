import type { PriceRow, StockLevelRow } from '../../../shared/central-api/uploads'
import { dec, format, HUNDRED, roundTo, ZERO } from '../../../shared/documents/decimal'
import { type Problem, problem } from '../../../shared/failure'
import type { PriceRule, StockRule } from '../../../shared/outward-rules'
import { vatRate } from '../../../shared/vat/rates'
import type { PriceReading, StockReading } from './ports'

/**
 * What the company's rule makes of a reading. Pure. Numbers are never rounded but where the rule itself converts a price, and never cut: what
 * the contract can't hold exactly is unsendable, with its reason. A name, unit or EAN too long for the contract is left out of the row: it
 * only describes.
 */

/** A row of the contract that may be sent. */
export interface OutwardRow {
  /** Which row of the agenda it is: `keyOf`. */
  key: string
  /** JSON of what counts when rows are compared, in a fixed order. `changedAt` is not in it: a card that was touched has not changed by that. */
  content: string
  /** JSON as it is sent. */
  line: string
  /** Nothing to be had, or for nothing. */
  zero: boolean
}

/** `key`: which row stays as it was sent last; absent: all rows of the code. */
export interface Unsendable {
  key?: string | undefined
  sku: string
  problem: Problem
}
export type Turned<T> = { row: T } | { unsendable: Unsendable } | 'left-out'

const SEPARATOR = '\u001f'
/** Which row of an agenda: by code and warehouse, or by code, price level and currency. */
const keyOf = (sku: string, ...rest: string[]): string => sku + SEPARATOR + rest.join(SEPARATOR)
const codeOfKey = (key: string): string => key.slice(0, key.indexOf(SEPARATOR))

/** Keys of the rows that stay as they were sent last: from, and up to. Undefined: none can have been sent. */
export function heldRange({ key, sku }: Pick<Unsendable, 'key' | 'sku'>): { from: string; to: string } | undefined {
  if (key !== undefined) return { from: key, to: `${key}\u0001` }
  if (codeProblem(sku, undefined)) return undefined
  return { from: sku + SEPARATOR, to: `${sku}\u0020` }
}

/** `OutwardRow.content` of a line. In a name the quotes would be escaped. */
export const contentOf = (line: string): string => line.replace(/,"changedAt":"[^"]*"\}$/, '}')

const LONGEST_CODE = 128
const LONGEST_PLACE = 64
const CONTROL = /[\u0000-\u001f\u007f]/
const NUMBER = /^-?\d{1,24}(?:\.\d{1,24})?$/
/** As `format` would write it; nearly all are, and need not be worked out. */
const PLAIN = /^(?:0|-?[1-9]\d*|-?(?:0|[1-9]\d*)\.\d*[1-9])$/
/** What the contract holds (`documents/decimal.ts`). */
const FITS = /^-?\d{1,13}(?:\.\d{1,4})?$/
const FITS_PERCENT = /^\d{1,13}(?:\.\d{1,4})?$/
const CURRENCY = /^[A-Z]{3}$/
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/

/** The shortest form of the same number; undefined: it is none. */
function plain(value: string): string | undefined {
  if (PLAIN.test(value)) return value
  if (!NUMBER.test(value)) return undefined
  const number = dec(value)
  return number.eq(ZERO) ? '0' : format(number)
}

const unfit = (sku: string, rowField: string, value: string, key?: string): { unsendable: Unsendable } => ({
  unsendable: { sku, ...(key === undefined ? {} : { key }), problem: problem('row-value-unfit', { sku, rowField, value }) },
})

/** Why a code can't be a code at the shops. */
function codeProblem(sku: string, name: string | undefined): Problem | undefined {
  if (sku === '') return problem('row-no-code', name === undefined ? {} : { name })
  if (sku.length > LONGEST_CODE || CONTROL.test(sku)) return problem('row-code-unfit', { sku, limit: String(LONGEST_CODE) })
  return undefined
}

const fits = (value: string | undefined, longest: number): value is string =>
  value !== undefined && value !== '' && value.length <= longest

// ---- stock ----

/** A reading of one warehouse that counts; what is available of it may be negative. Decimal strings, not yet checked for the contract. */
export interface StockPart {
  sku: string
  warehouse: string
  available: string
  physical: string
  ean?: string
  name?: string
  unit?: string
  changedAt?: string
}

/** Whether the warehouse is one of the chosen; a reading that doesn't say can't be told from the others. */
function chosen(warehouses: readonly string[], reading: { sku: string; warehouse?: string }): boolean | Unsendable {
  if (warehouses.length === 0) return true
  if (reading.warehouse !== undefined) return warehouses.includes(reading.warehouse)
  return { sku: reading.sku, problem: problem('row-warehouse-unknown', { sku: reading.sku }) }
}

function less(value: string, taken: string | undefined): string | undefined {
  if (taken === undefined || taken === '0') return value
  if (!NUMBER.test(taken)) return undefined
  const left = dec(value).minus(dec(taken))
  return left.eq(ZERO) ? '0' : format(left)
}

/** What of a reading counts by the rule. */
export function stockPart(reading: StockReading, rule: StockRule): Turned<StockPart> {
  const { sku, name } = reading
  const why = codeProblem(sku, name)
  if (why) return { unsendable: { sku, problem: why } }
  if (rule.onlyForSale && reading.forSale !== true) return 'left-out'
  const counts = chosen(rule.warehouses, reading)
  if (counts === false) return 'left-out'
  const warehouse = reading.warehouse ?? ''
  const key = keyOf(sku, rule.perWarehouse ? warehouse : '')
  if (counts !== true) return { unsendable: { ...counts, key } }
  if (warehouse.length > LONGEST_PLACE || CONTROL.test(warehouse)) return unfit(sku, 'warehouse', warehouse)
  const physical = plain(reading.physical)
  if (physical === undefined) return unfit(sku, 'physical', reading.physical, key)
  let available: string | undefined = physical
  if (rule.available !== 'physical') available = less(available, reading.reserved)
  if (available === undefined) return unfit(sku, 'available', reading.reserved ?? '', key)
  if (rule.available === 'less-reserved-and-ordered') available = less(available, reading.ordered)
  if (available === undefined) return unfit(sku, 'available', reading.ordered ?? '', key)
  return {
    row: {
      sku,
      warehouse,
      available,
      physical,
      ...(fits(reading.ean, 32) && { ean: reading.ean }),
      ...(fits(name, 1000) && { name }),
      ...(fits(reading.unit, 32) && { unit: reading.unit }),
      ...(reading.changedAt !== undefined && INSTANT.test(reading.changedAt) && { changedAt: reading.changedAt }),
    },
  }
}

/** The row of what counts; with `perWarehouse` of one warehouse. `part`: one warehouse, or the sum of them. */
export function stockRow(part: StockPart, rule: StockRule): Turned<OutwardRow> {
  const { sku } = part
  const warehouse = rule.perWarehouse ? part.warehouse : ''
  const key = keyOf(sku, warehouse)
  const left = less(part.available, rule.keepBack) ?? part.available
  const available = left.startsWith('-') ? '0' : left
  if (!FITS.test(available)) return unfit(sku, 'available', available, key)
  if (rule.sendPhysical && !FITS.test(part.physical)) return unfit(sku, 'physical', part.physical, key)
  const row: StockLevelRow = {
    sku,
    ...(part.ean !== undefined && { ean: part.ean }),
    ...(part.name !== undefined && { name: part.name }),
    ...(part.unit !== undefined && { unit: part.unit }),
    available,
    ...(rule.sendPhysical && { physical: part.physical }),
    ...(warehouse !== '' && { warehouse }),
  }
  const content = JSON.stringify(row)
  const line = part.changedAt === undefined ? content : `${content.slice(0, -1)},"changedAt":"${part.changedAt}"}`
  return { row: { key, content, line, zero: available === '0' } }
}

/** The parts of one card in several warehouses, added up. Pieces and kilograms can't be. `parts`: at least one. */
export function addParts(parts: readonly StockPart[]): Turned<StockPart> {
  const [first, ...others] = parts as readonly [StockPart, ...StockPart[]]
  let available = dec(first.available)
  let physical = dec(first.physical)
  const sum: StockPart = { ...first }
  for (const part of others) {
    if (part.unit !== first.unit) {
      const units = { first: first.unit ?? '-', second: part.unit ?? '-' }
      return {
        unsendable: {
          sku: first.sku,
          key: keyOf(first.sku, ''),
          problem: problem('row-ambiguous', { sku: first.sku, ...units }),
        },
      }
    }
    available = available.plus(dec(part.available))
    physical = physical.plus(dec(part.physical))
    sum.ean ??= part.ean as string
    sum.name ??= part.name as string
    if (part.changedAt !== undefined && Date.parse(part.changedAt) > Date.parse(sum.changedAt ?? '0000'))
      sum.changedAt = part.changedAt
  }
  return {
    row: {
      ...sum,
      available: available.eq(ZERO) ? '0' : format(available),
      physical: physical.eq(ZERO) ? '0' : format(physical),
    },
  }
}

// ---- prices ----

/** `percent` as the price lists of both countries know it on `today`: an old rate on a card makes every price with VAT wrong. */
const knownPercent = (percent: string, today: string): boolean =>
  vatRate('CZ', percent, today) !== undefined || vatRate('SK', percent, today) !== undefined

/** `price` in the form the rule wants; rounded half up, to 4 places without VAT, to 2 with it. */
function convert(price: string, includes: boolean, percent: string, vat: PriceRule['vat']): { price: string; includes: boolean } {
  if (vat === 'as-kept' || (vat === 'with') === includes) return { price, includes }
  const factor = HUNDRED.plus(dec(percent))
  // Division rounds at 40 places; with a divisor of at most 17 digits that can't reach the place that decides.
  return vat === 'with'
    ? { price: format(roundTo(dec(price).times(factor).div(HUNDRED), 2)), includes: true }
    : { price: format(roundTo(dec(price).times(HUNDRED).div(factor), 4)), includes: false }
}

/** The row of a price. `today`: `YYYY-MM-DD`, for the VAT rates. */
export function priceRow(reading: PriceReading, rule: PriceRule, today: string): Turned<OutwardRow> {
  const { sku, priceLevel } = reading
  const why = codeProblem(sku, undefined)
  if (why) return { unsendable: { sku, problem: why } }
  if (priceLevel === undefined ? !rule.base : !rule.levels.includes(priceLevel)) return 'left-out'
  if (rule.onlyForSale && reading.forSale !== true) return 'left-out'
  const counts = chosen(rule.warehouses, reading)
  if (counts === false) return 'left-out'
  const currency = reading.currency ?? rule.currency
  if (!CURRENCY.test(currency)) return unfit(sku, 'currency', currency)
  if (priceLevel !== undefined && (priceLevel.length > LONGEST_PLACE || CONTROL.test(priceLevel)))
    return unfit(sku, 'priceLevel', priceLevel)
  const key = keyOf(sku, priceLevel ?? '', currency)
  if (counts !== true) return { unsendable: { ...counts, key } }
  const price = plain(reading.price)
  if (price === undefined || price.startsWith('-')) return unfit(sku, 'price', reading.price, key)
  const vatPercent = plain(reading.vatPercent)
  if (vatPercent === undefined || !FITS_PERCENT.test(vatPercent)) return unfit(sku, 'vatPercent', reading.vatPercent, key)
  if (!knownPercent(vatPercent, today))
    return { unsendable: { sku, key, problem: problem('row-vat-unknown', { sku, percent: vatPercent }) } }
  const { price: unitPrice, includes } = convert(price, reading.priceIncludesVat, vatPercent, rule.vat)
  if (!FITS.test(unitPrice)) return unfit(sku, 'price', unitPrice, key)
  if (reading.validFrom !== undefined && !isDate(reading.validFrom)) return unfit(sku, 'validFrom', reading.validFrom, key)
  const row: PriceRow = {
    sku,
    ...(fits(reading.ean, 32) && { ean: reading.ean }),
    ...(priceLevel !== undefined && { priceLevel }),
    currency,
    unitPrice,
    priceIncludesVat: includes,
    vatPercent,
    ...(reading.validFrom !== undefined && { validFrom: reading.validFrom }),
  }
  const content = JSON.stringify(row)
  return { row: { key, content, line: content, zero: unitPrice === '0' } }
}

const isDate = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text)

// ---- the same row once more ----

/** A value of a row in words, for a person to tell two rows apart. */
const shown = ({ available, unitPrice, vatPercent }: Record<string, unknown>): string =>
  unitPrice === undefined ? String(available) : `${unitPrice} (${vatPercent} %)`

/**
 * Two readings of one row that differ. Undefined: only in what describes (EAN, name); then the smaller `content` is the row, so that the order of
 * reading doesn't matter. Otherwise why nobody can tell which is right.
 */
export function whichIsRight(key: string, first: string, second: string): Unsendable | undefined {
  const [one, other] = [first, second].map((content) => JSON.parse(content) as Record<string, unknown>) as [
    Record<string, unknown>,
    Record<string, unknown>,
  ]
  const counted = ({ ean, name, changedAt, ...rest }: Record<string, unknown>): string => JSON.stringify(rest)
  if (counted(one) === counted(other)) return undefined
  const sku = codeOfKey(key)
  return { sku, key, problem: problem('row-ambiguous', { sku, first: shown(one), second: shown(other) }) }
}
