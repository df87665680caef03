import { dec, format, sum } from '../../../shared/documents/decimal'
import type { Line } from '../../../shared/documents/line'
import type { Order } from '../../../shared/documents/order'
import type { Party } from '../../../shared/documents/party'
import { problem } from '../../../shared/failure'
import { knownCountry, type VatRate, vatPercents, vatRate } from '../../../shared/vat/rates'
import type { Note, ParsedDocument } from '../../engine/ports'
import { createFitter, type Fitter, hold } from '../wrap/fitter'
import { fillOrderText } from '../wrap/settings-parts'
import { idLine, itemKey } from './key'
import type { Mapping, MoneySettings } from './settings'
import { ensureSameSums, type RateSum, type SumLine, sumsOf } from './sums'

/**
 * An order as Money S3 takes it, whichever way it goes there. Pure. Limits: `__Objedn.xsd` and `__Firma.xsd` of Money's schema; the S3
 * API puts the same XML into its queue, so they hold there, too. Throws the `Failure` that holds a document.
 */
export interface MoneyOrder {
  itemId: string
  key: string
  /** What goes into `PrimDoklad`. */
  sourceNumber: string
  description: string
  note: string
  issuedOn: string
  settleBy: string | undefined
  partner: MoneyParty
  delivery: MoneyParty | undefined
  /** ISO code; absent: the home currency. */
  foreignCurrency: string | undefined
  reducedPercent: string | undefined
  basicPercent: string | undefined
  sums: readonly RateSum[]
  total: string
  series: string | undefined
  documentType: string | undefined
  centre: string | undefined
  jobOrder: string | undefined
  operation: string | undefined
  isReserved: boolean
  paymentTerms: string | undefined
  transport: string | undefined
  pricesIncludeVat: boolean
  lines: readonly MoneyLine[]
}

export interface MoneyParty {
  name: string
  street: string
  city: string
  postalCode: string
  country: string
  /** In the Czech edition `DIC`; in the Slovak one `DIC` holds the VAT id (IČ DPH) and `DICSK` the DIČ. */
  ico: string
  dic: string
  dicSk: string
  phone: string
  email: string
}

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

const HOME_CURRENCIES: Readonly<Record<string, string>> = { CZ: 'CZK', SK: 'EUR' }
/** `castkaType`, `mnozstviType`, `procentoType`: 15 digits, 4 of them after the point. */
const DIGITS = 15
const NAME_LIMIT = 50
const CODE_LIMIT = 20

interface Context {
  fitter: Fitter
  order: Order
  mapping: Mapping
  country: string
}

/** A name that is shortened in its place stands whole in the note. */
const longName = ({ fitter }: Context, value: string, field: string): string => {
  const whole = fitter.line(value)
  const short = fitter.text(value, field, NAME_LIMIT)
  if (short.length < whole.length) fitter.extras.push(`${field}: ${whole}`)
  return short
}

const party = (context: Context, who: Party, role: 'buyer' | 'deliverTo'): MoneyParty => {
  const { fitter, country } = context
  const name = longName(context, who.name, `${role}.name`)
  if (name === '') hold(problem('value-not-representable', { field: `${role}.name`, value: who.name }))
  const dic = fitter.exact(who.dic ?? '', `${role}.dic`, 20)
  const icDph = fitter.exact(who.icDph ?? '', `${role}.icDph`, 20)
  // The Czech edition has one place for both; the tax number that has none goes to the note.
  if (country === 'CZ' && dic !== '' && icDph !== '' && dic !== icDph) fitter.extras.push(`${role}.dic: ${dic}`)
  if (who.contactName) fitter.extras.push(`${role}.contactName: ${fitter.line(who.contactName)}`)
  return {
    name,
    street: longName(context, who.address.street, `${role}.street`),
    city: fitter.text(who.address.city, `${role}.city`, 40),
    postalCode: fitter.exact(who.address.postalCode, `${role}.postalCode`, 10),
    country: who.address.country,
    ico: fitter.exact(who.ico ?? '', `${role}.ico`, 10),
    dic: country === 'SK' ? icDph : icDph || dic,
    dicSk: country === 'SK' ? dic : '',
    phone: fitter.contact(who.phone, `${role}.phone`, 20),
    email: fitter.contact(who.email, `${role}.email`, 50),
  }
}

const rateOf = ({ country, order }: Context, line: Line): VatRate =>
  vatRate(country, line.vatPercent, order.issuedOn) ??
  hold(problem('vat-percent-unknown', { percent: line.vatPercent, country, date: order.issuedOn, line: line.lineId }))

/** What finds the stock card; `undefined`: the line goes as text. */
const cardOf = ({ fitter, mapping }: Context, line: Line): MoneyLine['card'] => {
  const by = { 'by-catalogue': 'catalogue', 'by-short-cut': 'shortCut', 'by-barcode': 'barCode' } as const
  if (mapping.stockItems === 'text-lines') return undefined
  const kind = by[mapping.stockItems]
  const value =
    kind === 'barCode' ? fitter.exact(line.ean ?? '', 'ean', CODE_LIMIT) : fitter.exact(line.sku ?? '', 'sku', CODE_LIMIT)
  if (value !== '') return { by: kind, value }
  fitter.note('line-without-stock-card', { line: line.lineId })
  return undefined
}

/** A code for people on a line of text: where its place is too small, the whole of it stands in the line's note. */
const codeOf = ({ fitter }: Context, value: string | undefined, field: string, label: string, parts: string[]): string => {
  const code = fitter.exact(value ?? '', field, 128)
  if (code.length <= CODE_LIMIT) return code
  parts.push(`${label}: ${code}`)
  fitter.note('value-left-out', { field, limit: String(CODE_LIMIT), value: code })
  return ''
}

const moneyLine = (context: Context, line: Line, kind: 'goods' | 'charge'): MoneyLine => {
  const { fitter, mapping, order } = context
  const whole = fitter.line(line.name) || fitter.line(line.sku ?? '') || line.lineId
  const name = fitter.text(whole, `lines.${line.lineId}.name`, NAME_LIMIT)
  const unitPrice = order.pricesIncludeVat ? line.unitPriceGross : line.unitPriceNet
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
    rate: rateOf(context, line),
    unit: fitter.text(line.unit, `lines.${line.lineId}.unit`, 10),
    card,
    store: card && { name: mapping.storeName ?? '', code: mapping.storeCode },
    catalogue,
    barCode,
  }
}

/** Rounding of the whole order has no place of its own: a line without VAT. */
const roundingLine = (amount: string): MoneyLine => ({
  name: 'Zaokrouhlení',
  note: '',
  quantity: '1',
  unitPrice: amount,
  discountPercent: '0',
  vatPercent: '0',
  rate: 'none',
  unit: '',
  card: undefined,
  store: undefined,
  catalogue: '',
  barCode: '',
})

const description = ({ fitter, order, mapping }: Context, itemId: string): string =>
  fitter.text(fillOrderText(mapping.orderText, order, itemId), 'orderText', NAME_LIMIT)

/** One document, and what was adjusted. */
export const mapOrder = (
  document: ParsedDocument<'orders'>,
  settings: MoneySettings,
  companyId: string,
): { order: MoneyOrder; notes: readonly Note[] } => {
  const { itemId, payload: order } = document
  const { mapping } = settings
  const fitter = createFitter()
  const country = mapping.vatCountry ?? order.supplier.address.country
  const home = HOME_CURRENCIES[country]
  if (home === undefined || !knownCountry(country)) return hold(problem('vat-country-unknown', { country }))
  const context: Context = { fitter, order, mapping, country }
  const gross = order.pricesIncludeVat === true
  const key = itemKey(companyId, itemId)

  const number = fitter.exact(order.number, 'number', 64)
  const partner = party(context, order.buyer, 'buyer')
  const delivery = order.deliverTo && party(context, order.deliverTo, 'deliverTo')
  const lines = [
    ...order.lines.map((line) => moneyLine(context, line, 'goods')),
    ...(order.charges ?? []).map((line) => moneyLine(context, line, 'charge')),
  ]
  ensureSameSums(sumsOf(lines, gross), order.totals)
  const rounding = dec(order.totals.payable).minus(dec(order.totals.gross))
  if (!rounding.eq(dec('0'))) {
    lines.push(roundingLine(fitter.number(format(rounding, 2), 'rounding', DIGITS)))
    fitter.note('rounding-as-line', { rounding: format(rounding, 2) })
  }
  const sums = sumsOf(lines, gross)
  const total = format(sum(sums.map(({ base, vat }) => base.plus(vat))), 2)
  for (const value of [total, ...sums.flatMap(({ base, vat }) => [format(base, 2), format(vat, 2)])])
    fitter.number(value, 'totals', DIGITS)

  const { carriers } = mapping
  // Its own keys only: somebody may call a delivery method "constructor".
  const transport =
    order.deliveryMethod !== undefined && Object.hasOwn(carriers, order.deliveryMethod)
      ? carriers[order.deliveryMethod]
      : undefined
  const paymentTerms = mapping.paymentTypes[order.paymentMethod]
  const text = description(context, itemId)
  const [basicPercent, reducedPercent] = vatPercents(country, order.issuedOn).filter((percent) => percent !== '0')

  const note = [
    fitter.block(order.note ?? ''),
    fitter.block(order.internalNote ?? ''),
    `Číslo objednávky: ${number}`,
    order.deliveryMethod && !transport ? `Doprava: ${fitter.line(order.deliveryMethod)}` : '',
    paymentTerms ? '' : `Platba: ${order.paymentMethod}`,
    ...fitter.extras,
    idLine(itemId),
  ]
    .filter((part) => part !== '')
    .join('\n')

  return {
    order: {
      itemId,
      key,
      sourceNumber: mapping.ourKey === 'prim-doklad' ? key : fitter.exact(order.number, 'number', CODE_LIMIT),
      description: text,
      note,
      issuedOn: order.issuedOn,
      settleBy: order.requestedDeliveryOn,
      partner,
      delivery,
      foreignCurrency: order.currency === home ? undefined : order.currency,
      reducedPercent,
      basicPercent,
      sums,
      total,
      series: mapping.series,
      documentType: mapping.documentType,
      centre: mapping.centre,
      jobOrder: mapping.jobOrder,
      operation: mapping.operation,
      isReserved: mapping.isReserved,
      paymentTerms,
      transport,
      pricesIncludeVat: gross,
      lines,
    },
    notes: fitter.notes(),
  }
}
