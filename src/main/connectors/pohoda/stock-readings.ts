import { dec, format } from '../../../shared/documents/decimal'
import { type Problem, problem } from '../../../shared/failure'
import { vatPercents, vatRate } from '../../../shared/vat/rates'
import type { PriceReading, StockReading, Unreadable } from '../../engine/outward/ports'
import type { ListedCard } from './stock-answer'

/** What a card of POHODA's list means as stock level and prices. */

/** Of numbers as POHODA writes them (xsd:float, xsd:double) the finite ones. */
const NUMBER = /^[+-]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE][+-]?\d{1,3})?$/
/** Most of what stands in an export: `1250.0`. */
const COMMON = /^(?:0|[1-9]\d{0,6})(?:\.0)?$/
const PLAIN = /^(?!-0$)-?(?:0|[1-9]\d{0,12})(?:\.\d{0,3}[1-9])?$/
/** A float has about seven digits; more that are written are noise of its binary form. */
const FLOAT_DIGITS = 9

const blank = (text: string | undefined): string => (text ?? '').trim()

/** A decimal string of the same value; undefined: it is no number. */
const decimalOf = (text: string): string | undefined => {
  if (COMMON.test(text)) return text.endsWith('.0') ? text.slice(0, -2) : text
  const short = text.replace(/(\.\d*?)0+$/, (_, rest: string) => (rest === '.' ? '' : rest))
  if (PLAIN.test(short)) return short
  if (!NUMBER.test(text)) return undefined
  const value = dec(
    text
      .replace(/^\+/, '')
      .replace(/^(-?)\./, '$10.')
      .replace(/\.(?=[eE]|$)/, ''),
  )
  return format(value.eq(dec('0')) ? value.abs() : value)
}

/** The same for xsd:float: of all decimals that mean this 32-bit number the shortest. */
const floatOf = (text: string): string | undefined => {
  const exact = decimalOf(text)
  if (exact === undefined || exact.length <= 7 || exact.replace(/\D/g, '').replace(/^0+/, '').length <= 7) return exact
  const number = Math.fround(Number(exact))
  for (let digits = 1; digits <= FLOAT_DIGITS; digits++) {
    const short = number.toPrecision(digits)
    if (Math.fround(Number(short)) === number) return decimalOf(short)
  }
  return exact
}

const unreadable = (sku: string, what: Problem): Unreadable => ({ sku, problem: what })

/** Code of the card, or why it has none. */
const skuOf = (card: ListedCard): string | Unreadable => {
  const sku = card.code ?? ''
  return sku.trim() === '' ? unreadable('', problem('row-no-code', { name: blank(card.name) || `id ${card.id ?? ''}` })) : sku
}

const commonOf = (card: ListedCard) => {
  const ean = blank(card.ean)
  // The first part of the path is the store, the others its branches.
  const warehouse = blank(card.storage?.split('/')[0])
  return {
    ...(ean === '' ? {} : { ean }),
    ...(warehouse === '' ? {} : { warehouse }),
    ...(card.isInternet === undefined ? {} : { forSale: card.isInternet === 'true' }),
  }
}

/** Kinds of cards that lie nowhere (stock.xsd, stockTypeType). */
const WITHOUT_STOCK: ReadonlySet<string> = new Set(['text', 'service'])

/** The card's stock; undefined: a card of its kind has none. */
export const stockReading = (card: ListedCard): StockReading | Unreadable | undefined => {
  if (WITHOUT_STOCK.has(card.stockType ?? '')) return undefined
  const sku = skuOf(card)
  if (typeof sku !== 'string') return sku
  const quantities = { physical: card.count, reserved: card.reservation, ordered: card.receivedOrders }
  const read: { physical: string; reserved?: string; ordered?: string } = { physical: '' }
  for (const name of ['physical', 'reserved', 'ordered'] as const) {
    const text = quantities[name]
    if (text === undefined && name !== 'physical') continue
    const quantity = floatOf(blank(text))
    if (quantity === undefined)
      return unreadable(
        sku,
        problem('row-value-unfit', { sku, rowField: name === 'physical' ? 'physical' : 'available', value: text ?? '' }),
      )
    read[name] = quantity
  }
  const name = blank(card.name)
  const unit = blank(card.unit)
  return { sku, ...commonOf(card), ...(name === '' ? {} : { name }), ...(unit === '' ? {} : { unit }), ...read }
}

export interface PriceFacts {
  /** Whose VAT rates hold, where POHODA doesn't say the percent itself; undefined: not known. */
  country: 'CZ' | 'SK' | undefined
  /** `YYYY-MM-DD`. */
  today: string
  /** Price levels that are read, by POHODA's name. */
  levels: ReadonlyMap<string, 'with' | 'without'>
}

/** Percent of the card's rate, or why it isn't known. */
const vatPercentOf = (card: ListedCard, sku: string, { country, today }: PriceFacts): string | Unreadable => {
  const said = blank(card.rateVatPercent)
  const unknown = (percent?: string): Unreadable =>
    unreadable(sku, problem('row-vat-unknown', { sku, ...(percent === undefined ? {} : { percent }) }, blank(card.rateVat)))
  if (said !== '') return decimalOf(said) ?? unknown(said)
  const rate = blank(card.rateVat)
  if (rate === 'none') return '0'
  const percents = country === undefined ? [] : vatPercents(country, today)
  // What no table has (`historyHigh`, `third` in Czechia) is not guessed.
  return percents.find((percent) => country !== undefined && vatRate(country, percent, today) === rate) ?? unknown()
}

/** Boolean of XML Schema; its default, where POHODA doesn't say: without VAT. */
const withVat = (card: ListedCard): boolean => ['true', '1'].includes(blank(card.sellingPriceVat))

/** The card's basic price, and those of the chosen levels; what can't be read of them, with the reason. */
export const priceReadings = (card: ListedCard, facts: PriceFacts): readonly (PriceReading | Unreadable)[] => {
  const sku = skuOf(card)
  if (typeof sku !== 'string') return [sku]
  const vatPercent = vatPercentOf(card, sku, facts)
  if (typeof vatPercent !== 'string') return [vatPercent]
  const common = commonOf(card)
  const readings: (PriceReading | Unreadable)[] = []
  const add = (text: string | undefined, priceIncludesVat: boolean, priceLevel?: string): void => {
    const price = decimalOf(blank(text))
    readings.push(
      price === undefined
        ? unreadable(sku, problem('row-value-unfit', { sku, rowField: 'price', value: text ?? '' }, priceLevel))
        : { sku, ...common, ...(priceLevel === undefined ? {} : { priceLevel }), price, priceIncludesVat, vatPercent },
    )
  }
  add(card.sellingPrice, withVat(card))
  for (const { level = '', price } of card.prices) {
    const vat = facts.levels.get(level)
    if (vat !== undefined) add(price, vat === 'with', level)
  }
  return readings
}
