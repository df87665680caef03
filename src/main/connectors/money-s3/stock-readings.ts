import { dec, format, ZERO } from '../../../shared/documents/decimal'
import { type Problem, problem } from '../../../shared/failure'
import type { PriceReading, StockReading, Unreadable } from '../../engine/outward/ports'
import type { Mapping } from './mapping-settings'
import type { ListedItem, ListedPrice } from './stock-list'

/** What a stock item of Money's list means as stock level and prices. */

type GoodsKey = Mapping['goodsKey']

const NUMBER = /^[+-]?\d{1,20}(?:\.\d{0,20})?$/
const CODES = { 'by-catalogue': 'catalogue', 'by-short-cut': 'shortCut', 'by-barcode': 'barCode' } as const

const bare = (text: string | undefined): string => (text ?? '').trim()

/** A decimal string of the same value; undefined: it is no number. */
const decimalOf = (text: string | undefined): string | undefined => {
  const number = bare(text)
  if (!NUMBER.test(number)) return undefined
  const value = dec(number.replace(/^\+/, '').replace(/\.$/, ''))
  return format(value.eq(ZERO) ? value.abs() : value)
}

/** Of XML Schema. */
const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['1', true],
  ['true', true],
  ['0', false],
  ['false', false],
])
const booleanOf = (text: string | undefined): boolean | undefined => BOOLEANS.get(bare(text))

const unreadable = (sku: string, what: Problem): Unreadable => ({ sku, problem: what })

/** Code of the card, or why it has none. */
const skuOf = (item: ListedItem, goodsKey: GoodsKey): string | Unreadable => {
  const sku = bare(item[CODES[goodsKey]])
  return sku === '' ? unreadable('', problem('row-no-code', { name: bare(item.name) })) : sku
}

/** Banned or taken out of the shop is a no; a shop that it is exported for is a yes; otherwise Money doesn't say. */
const forSaleOf = ({ isBanned, eshop, eshopDeleted }: ListedItem): boolean | undefined => {
  if (booleanOf(isBanned) || booleanOf(eshopDeleted)) return false
  return /^[1-9]\d*$/.test(bare(eshop)) ? true : undefined
}

const commonOf = (item: ListedItem) => {
  const ean = bare(item.barCode)
  const warehouse = bare(item.storeCode) || bare(item.storeName)
  const forSale = forSaleOf(item)
  return {
    ...(ean === '' ? {} : { ean }),
    ...(warehouse === '' ? {} : { warehouse }),
    ...(forSale === undefined ? {} : { forSale }),
  }
}

/** The item's stock; undefined: a service lies nowhere. What is ordered from suppliers (`Objednano`) is not what customers want, so it is not read. */
export const stockReading = (item: ListedItem, goodsKey: GoodsKey): StockReading | Unreadable | undefined => {
  if (bare(item.cardType) === 'sluzba') return undefined
  const sku = skuOf(item, goodsKey)
  if (typeof sku !== 'string') return sku
  const unfit = (rowField: 'physical' | 'reserved', value = ''): Unreadable =>
    unreadable(sku, problem('row-value-unfit', { sku, rowField, value }))
  const physical = decimalOf(item.quantity)
  if (physical === undefined) return unfit('physical', item.quantity)
  const reserved = item.reserved === undefined ? undefined : decimalOf(item.reserved)
  if (item.reserved !== undefined && reserved === undefined) return unfit('reserved', item.reserved)
  const name = bare(item.name)
  const unit = bare(item.unit)
  return {
    sku,
    ...commonOf(item),
    ...(name === '' ? {} : { name }),
    ...(unit === '' ? {} : { unit }),
    physical,
    ...(reserved === undefined ? {} : { reserved }),
  }
}

/** One price; undefined: none is set. */
const priceReading = (
  given: ListedPrice,
  { sku, ...common }: Pick<PriceReading, 'sku' | 'vatPercent'> & Partial<PriceReading>,
): PriceReading | Unreadable | undefined => {
  const unfit = (rowField: 'price' | 'currency' | 'priceLevel', value = ''): Unreadable =>
    unreadable(sku, problem('row-value-unfit', { sku, rowField, value }, given.level))
  const price = decimalOf(given.price)
  if (price === undefined) return bare(given.price) === '' ? undefined : unfit('price', given.price)
  // Money's word for a price that nobody has set [inferred]; shops would give the goods away.
  if (dec(price).eq(ZERO)) return undefined
  const priceIncludesVat = booleanOf(given.withVat) ?? booleanOf(given.levelWithVat)
  if (priceIncludesVat === undefined) return unfit('price', `SDPH ${given.withVat ?? '–'}`)
  const currency = bare(given.currency) || bare(given.levelCurrency)
  if (currency !== '' && !/^[A-Z]{3}$/.test(currency)) return unfit('currency', currency)
  const level = given.level === undefined ? undefined : given.level.trim()
  if (level === '') return unfit('priceLevel')
  return {
    sku,
    ...common,
    ...(level === undefined ? {} : { priceLevel: level }),
    ...(currency === '' ? {} : { currency }),
    price,
    priceIncludesVat,
  }
}

/** The item's basic price and those of its levels; what can't be read of them, with the reason. Prices of groups of dealers are left out. */
export const priceReadings = (item: ListedItem, goodsKey: GoodsKey): readonly (PriceReading | Unreadable)[] => {
  const prices = item.prices.filter(({ isDealers }) => !isDealers)
  if (prices.length === 0) return []
  const sku = skuOf(item, goodsKey)
  if (typeof sku !== 'string') return [sku]
  const said = item.vatPercent ?? item.cardVatPercent
  const vatPercent = decimalOf(said)
  if (vatPercent === undefined)
    return [unreadable(sku, problem('row-vat-unknown', { sku, ...(said === undefined ? {} : { percent: said }) }))]
  return prices.flatMap((price) => priceReading(price, { sku, ...commonOf(item), vatPercent }) ?? [])
}
