import { dec, ZERO } from '../../../shared/documents/decimal'
import type { Line } from '../../../shared/documents/line'
import { problem } from '../../../shared/failure'
import { vatRate } from '../../../shared/vat/rates'
import { type Fitter, hold } from '../wrap/fitter'
import { NAME_LIMIT } from './map-party'
import type { Mapping } from './mapping-settings'
import type { SumLine } from './sums'

/** A line of a document as Money takes it, whichever the document. */
export interface MoneyLine extends SumLine {
  name: string
  note: string
  unit: string
  /** By what the stock card is found; absent: a line of text. */
  card: { by: 'catalogue' | 'shortCut' | 'barCode'; value: string } | undefined
  store: { name: string; code: string | undefined } | undefined
  /** Codes of a text line, for people. */
  catalogue: string
  barCode: string
}

/** `castkaType`, `mnozstviType`, `procentoType`: 15 digits, 4 of them after the point. */
export const DIGITS = 15
export const CODE_LIMIT = 20

export interface LineContext {
  fitter: Fitter
  mapping: Mapping
  /** Whose books these are. */
  country: string
  /** Who charges the VAT, where that is somebody else. */
  sellerCountry: string | undefined
  /** Day whose VAT rates hold. */
  ratesOn: string
  pricesIncludeVat: boolean
  /** How the stock card of goods is found. */
  stockItems: Mapping['stockItems']
  /** Of goods whose own code is missing or doesn't fit. */
  otherCard: MoneyLine['card']
}

/** A rate of the seller's own country is what it is; it never passes for one of these books' classes. */
const rateOf = ({ country, sellerCountry, ratesOn }: LineContext, line: Line): Pick<SumLine, 'rate' | 'isForeignRate'> => {
  const own = vatRate(country, line.vatPercent, ratesOn)
  if (own !== undefined) return { rate: own, isForeignRate: false }
  const foreign = sellerCountry === undefined ? undefined : vatRate(sellerCountry, line.vatPercent, ratesOn)
  if (foreign !== undefined) return { rate: foreign, isForeignRate: true }
  return hold(problem('vat-percent-unknown', { percent: line.vatPercent, country, date: ratesOn, line: line.lineId }))
}

export const CARD_KINDS = { 'by-catalogue': 'catalogue', 'by-short-cut': 'shortCut', 'by-barcode': 'barCode' } as const

/** What finds the stock card; `undefined`: the line goes as text. */
const cardOf = ({ fitter, stockItems, otherCard }: LineContext, line: Line): MoneyLine['card'] => {
  if (stockItems === 'text-lines') return undefined
  const by = CARD_KINDS[stockItems]
  const field = by === 'barCode' ? 'ean' : 'sku'
  const code = (line[field] ?? '').trim()
  if (otherCard && (code === '' || code.length > CODE_LIMIT)) return otherCard
  const value = fitter.exact(code, field, CODE_LIMIT)
  if (value !== '') return { by, value }
  fitter.note('line-without-stock-card', { line: line.lineId })
  return undefined
}

/** A code for people on a line of text: where its place is too small, the whole of it stands in the line's note. */
const codeOf = ({ fitter }: LineContext, value: string | undefined, field: string, label: string, parts: string[]): string => {
  const code = fitter.exact(value ?? '', field, 128)
  if (code.length <= CODE_LIMIT) return code
  parts.push(`${label}: ${code}`)
  fitter.note('value-left-out', { field, limit: String(CODE_LIMIT), value: code })
  return ''
}

/** `kind`: a charge never has a stock card of its own. Throws the `Failure` that holds the document. */
export const mapLine = (context: LineContext, line: Line, kind: 'goods' | 'charge'): MoneyLine => {
  const { fitter, mapping } = context
  const whole = fitter.line(line.name) || fitter.line(line.sku ?? '') || line.lineId
  const name = fitter.text(whole, `lines.${line.lineId}.name`, NAME_LIMIT)
  const unitPrice = context.pricesIncludeVat ? line.unitPriceGross : line.unitPriceNet
  if (unitPrice === undefined) return hold(problem('gross-prices-missing', { line: line.lineId }))
  const card = kind === 'goods' ? cardOf(context, line) : undefined
  const parts: string[] = []
  const catalogue = codeOf(context, line.sku, 'sku', 'Kód', parts)
  const barCode = codeOf(context, line.ean, 'ean', 'EAN', parts)
  if (name.length < whole.length) parts.push(whole)
  if (line.buyerSku) parts.push(`Kód odběratele: ${fitter.line(line.buyerSku)}`)
  if (line.note) parts.push(fitter.block(line.note))
  return {
    name,
    note: parts.filter((part) => part !== '').join('\n'),
    quantity: fitter.number(line.quantity, 'quantity', DIGITS),
    unitPrice: fitter.number(unitPrice, 'unitPrice', DIGITS),
    discountPercent: fitter.number(line.discountPercent ?? '0', 'discountPercent', DIGITS),
    vatPercent: line.vatPercent,
    ...rateOf(context, line),
    unit: fitter.text(line.unit, `lines.${line.lineId}.unit`, 10),
    card,
    store: card && storeOf(mapping),
    catalogue,
    barCode,
  }
}

export const storeOf = ({ storeName, storeCode }: Mapping): MoneyLine['store'] => ({ name: storeName ?? '', code: storeCode })

/** Rounding of the whole document has no place of its own: a line without VAT. */
export const roundingLine = (amount: string): MoneyLine => ({
  name: 'Zaokrouhlení',
  note: '',
  quantity: '1',
  unitPrice: amount,
  discountPercent: '0',
  vatPercent: '0',
  rate: 'none',
  isForeignRate: false,
  unit: '',
  card: undefined,
  store: undefined,
  catalogue: '',
  barCode: '',
})

export const isNegative = (value: string): boolean => dec(value).lt(ZERO)
/** Without its sign. */
export const positive = (value: string): string => value.replace(/^-/, '')
/** The opposite number; nought stays nought. */
export const opposite = (value: string): string =>
  isNegative(value) ? positive(value) : dec(value).eq(ZERO) ? value : `-${value}`
