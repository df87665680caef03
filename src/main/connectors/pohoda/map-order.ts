import type { Line } from '../../../shared/documents/line'
import type { Order } from '../../../shared/documents/order'
import type { Party } from '../../../shared/documents/party'
import { problem } from '../../../shared/failure'
import { knownCountry, type VatRate, vatRate } from '../../../shared/vat/rates'
import type { Note, ParsedDocument } from '../../engine/ports'
import { shorten } from '../wrap/fit-text'
import { createFitter, type Fitter, hold } from '../wrap/fitter'
import { fillOrderText } from '../wrap/settings-parts'
import { el, type XmlElement } from '../wrap/xml-writer'
import { markLine } from './mark'
import { documentRounding, vatRounding } from './rounding'
import { type Mapping, type MappingSettings, POHODA_PAYMENT_TYPES } from './settings'
import type { RoundingSwitches } from './sums'

/**
 * An order as POHODA's received order: `dat:dataPackItem` with `ord:order`. Pure. Limits and meanings: order.xsd and type.xsd of
 * POHODA's schema, version 2. Throws `Failure` for a document that must be held.
 */

/** xsd:float (32 bits) keeps 7 digits, xsd:double 15. */
const FLOAT_DIGITS = 7
const DOUBLE_DIGITS = 15

const HOME_CURRENCIES: Readonly<Record<string, string>> = { CZ: 'CZK', SK: 'EUR' }

interface Context {
  fitter: Fitter
  order: Order
  mapping: Mapping
  country: string
  foreign: boolean
}

/** An element with text, or nothing when the text is empty. */
const textual = (name: string, text: string | undefined): XmlElement | undefined => (text ? el(name, text) : undefined)
const ids = (name: string, code: string | undefined): XmlElement | undefined =>
  code ? el(name, [el('typ:ids', code)]) : undefined

const address = (fitter: Fitter, party: Party, role: 'buyer' | 'deliverTo'): readonly (XmlElement | undefined)[] => {
  const company = fitter.text(party.name, `${role}.name`, 255)
  if (company === '') hold(problem('value-not-representable', { field: `${role}.name`, value: party.name }))
  return [
    el('typ:company', company),
    textual('typ:name', fitter.text(party.contactName ?? '', `${role}.contactName`, 64)),
    textual('typ:city', fitter.text(party.address.city, `${role}.city`, 45)),
    textual('typ:street', fitter.text(party.address.street, `${role}.street`, 64)),
    textual('typ:zip', fitter.exact(party.address.postalCode, `${role}.postalCode`, 15)),
  ]
}

const partner = ({ fitter, order }: Context): XmlElement => {
  const { buyer, deliverTo } = order
  const exact = (name: string, value: string | undefined, field: string, limit: number): XmlElement | undefined =>
    textual(name, fitter.exact(value ?? '', field, limit))
  return el('ord:partnerIdentity', [
    // Linked by POHODA to its address book when exactly one record has this IČO (or DIČ, …); otherwise text in the order only.
    el(
      'typ:address',
      [
        ...address(fitter, buyer, 'buyer'),
        exact('typ:ico', buyer.ico, 'buyer.ico', 15),
        exact('typ:dic', buyer.dic, 'buyer.dic', 18),
        exact('typ:icDph', buyer.icDph, 'buyer.icDph', 18),
        ids('typ:country', buyer.address.country),
        textual('typ:phone', fitter.contact(buyer.phone, 'buyer.phone', 40)),
        textual('typ:email', fitter.contact(buyer.email, 'buyer.email', 98)),
      ],
      { linkToAddress: 'true' },
    ),
    deliverTo &&
      el('typ:shipToAddress', [
        ...address(fitter, deliverTo, 'deliverTo'),
        ids('typ:country', deliverTo.address.country),
        textual('typ:phone', fitter.contact(deliverTo.phone, 'deliverTo.phone', 40)),
        textual('typ:email', fitter.contact(deliverTo.email, 'deliverTo.email', 98)),
      ]),
  ])
}

const rateOf = ({ country, order }: Context, line: Line): VatRate => {
  const rate = vatRate(country, line.vatPercent, order.issuedOn)
  const facts = { percent: line.vatPercent, country, date: order.issuedOn, line: line.lineId }
  if (rate === undefined) return hold(problem('vat-percent-unknown', facts))
  // The Czech edition has no third rate (order.xsd: "pouze SK verze"); the Czech 10 % of 2015–2023 can't be told to it.
  if (rate === 'third' && country === 'CZ') {
    return hold(problem('value-not-representable', { field: 'vatPercent', value: line.vatPercent }))
  }
  return rate
}

/** What finds the stock card; `undefined`: the line goes as text. */
const stockCard = ({ fitter, mapping }: Context, line: Line, sku: string): XmlElement | undefined => {
  if (mapping.stockItems === 'text-lines') return undefined
  const ean = mapping.stockItems === 'by-ean' ? fitter.exact(line.ean ?? '', 'ean', 20) : ''
  const key = mapping.stockItems === 'by-ean' ? textual('typ:EAN', ean) : textual('typ:ids', sku)
  if (key === undefined) {
    fitter.note('line-without-stock-card', { line: line.lineId })
    return undefined
  }
  return el('ord:stockItem', [ids('typ:store', mapping.store), el('typ:stockItem', [key])])
}

/** The line's short note: what the name had no room for, the line's own note, the buyer's code; what doesn't fit moves to the order. */
const lineNote = (fitter: Fitter, line: Line, rest: string): string => {
  const parts = [
    rest && `…${rest}`,
    fitter.line(line.note ?? ''),
    line.buyerSku ? `č. odb.: ${fitter.line(line.buyerSku)}` : '',
  ].filter((part) => part !== '')
  const whole = parts.join(' | ')
  if (whole.length <= 90) return whole
  fitter.extras.push(`${line.lineId}: ${whole}`)
  fitter.note('moved-to-note', { line: line.lineId })
  return shorten(whole, 90)
}

const orderItem = (context: Context, line: Line, kind: 'goods' | 'charge'): XmlElement => {
  const { fitter, mapping, order } = context
  const sku = fitter.exact(line.sku ?? '', 'sku', 64)
  const name = fitter.line(line.name) || sku || line.lineId
  const text = shorten(name, 90)
  if (text.length < name.length) {
    fitter.note('text-shortened', { element: `lines.${line.lineId}.name`, from: String(name.length), to: String(text.length) })
  }
  const gross = order.pricesIncludeVat === true
  const unitPrice = gross ? line.unitPriceGross : line.unitPriceNet
  if (unitPrice === undefined) return hold(problem('gross-prices-missing', { line: line.lineId }))
  const discount = fitter.number(line.discountPercent ?? '0', 'discountPercent', FLOAT_DIGITS)
  if (Number(discount) > 999) hold(problem('value-not-representable', { field: 'discountPercent', value: discount }))
  return el('ord:orderItem', [
    el('ord:extId', line.lineId),
    el('ord:text', text),
    el('ord:quantity', fitter.number(line.quantity, 'quantity', FLOAT_DIGITS)),
    textual('ord:unit', fitter.text(line.unit, `lines.${line.lineId}.unit`, 10)),
    // Always said: for stock lines the default is a setting of POHODA's own.
    el('ord:payVAT', gross ? 'true' : 'false'),
    el('ord:rateVAT', rateOf(context, line)),
    // Always said: without it POHODA applies the discount of the price level.
    el('ord:discountPercentage', discount),
    el(context.foreign ? 'ord:foreignCurrency' : 'ord:homeCurrency', [
      el('typ:unitPrice', fitter.number(unitPrice, 'unitPrice', DOUBLE_DIGITS)),
    ]),
    textual('ord:note', lineNote(fitter, line, name.slice(text.length).trim())),
    textual('ord:code', sku),
    kind === 'goods' ? stockCard(context, line, sku) : undefined,
    ids('ord:centre', mapping.centre),
    ids('ord:activity', mapping.activity),
    ids('ord:contract', mapping.contract),
  ])
}

const roundingItem = ({ foreign }: Context, rounding: string): XmlElement =>
  el('ord:orderItem', [
    el('ord:text', 'Zaokrouhlení'),
    el('ord:quantity', '1'),
    el('ord:payVAT', 'false'),
    el('ord:rateVAT', 'none'),
    el('ord:discountPercentage', '0'),
    el(foreign ? 'ord:foreignCurrency' : 'ord:homeCurrency', [el('typ:unitPrice', rounding)]),
  ])

const orderText = ({ fitter, order, mapping }: Context, itemId: string): string =>
  fitter.text(fillOrderText(mapping.orderText, order, itemId), 'orderText', 240)

const paymentType = (known: string | undefined): XmlElement | undefined =>
  known === undefined
    ? undefined
    : el('ord:paymentType', [el(POHODA_PAYMENT_TYPES.has(known) ? 'typ:paymentType' : 'typ:ids', known)])

/** Of two dates `YYYY-MM-DD`. */
const earlier = (a: string, b: string): string => [a, b].toSorted()[0] ?? a

/** One document → one pack item, what was adjusted, and how POHODA will round. */
export const mapOrder = (
  document: ParsedDocument<'orders'>,
  settings: MappingSettings,
): { item: XmlElement; notes: readonly Note[]; rounding: RoundingSwitches } => {
  const { itemId, payload: order } = document
  const { mapping } = settings
  const fitter = createFitter()
  const country = mapping.vatCountry ?? order.supplier.address.country
  const home = HOME_CURRENCIES[country]
  if (home === undefined || !knownCountry(country)) return hold(problem('vat-country-unknown', { country }))
  const context: Context = { fitter, order, mapping, country, foreign: order.currency !== home }

  const { carriers } = mapping
  // Its own keys only: somebody may call a delivery method "constructor".
  const carrier =
    order.deliveryMethod !== undefined && Object.hasOwn(carriers, order.deliveryMethod)
      ? carriers[order.deliveryMethod]
      : undefined
  const until = order.requestedDeliveryOn
  const partnerIdentity = partner(context)
  const items = [
    ...order.lines.map((line) => orderItem(context, line, 'goods')),
    ...(order.charges ?? []).map((line) => orderItem(context, line, 'charge')),
  ]
  const rounding = documentRounding(order.totals.gross, order.totals.payable)
  if (rounding === undefined) {
    const amount = fitter.number(order.totals.rounding ?? '0', 'rounding', DOUBLE_DIGITS)
    items.push(roundingItem(context, amount))
    fitter.note('rounding-as-line', { rounding: amount })
  }
  const vat = vatRounding(order)
  for (const { percent, amount, computed } of vat.differing) {
    fitter.note('vat-rounding-differs', { percent, amount, computed })
  }
  // Last: the lines above may have moved texts into it.
  const internalNote = [
    fitter.block(order.internalNote ?? ''),
    order.deliveryMethod && !carrier ? `Doprava: ${fitter.line(order.deliveryMethod)}` : '',
    ...fitter.extras,
    markLine(itemId),
  ]
    .filter((part) => part !== '')
    .join('\n')

  const header = el('ord:orderHeader', [
    el('ord:extId', [el('typ:ids', itemId), el('typ:exSystemName', settings.exSystemName)]),
    el('ord:orderType', 'receivedOrder'),
    ids('ord:number', mapping.series),
    textual('ord:numberOrder', fitter.exact(order.number, 'number', 32)),
    el('ord:date', order.issuedOn),
    until === undefined ? undefined : el('ord:dateFrom', earlier(until, order.issuedOn)),
    until === undefined ? undefined : el('ord:dateTo', until),
    textual('ord:text', orderText(context, itemId)),
    partnerIdentity,
    paymentType(mapping.paymentTypes[order.paymentMethod]),
    ids('ord:priceLevel', mapping.priceLevel),
    el('ord:isReserved', mapping.isReserved ? 'true' : 'false'),
    ids('ord:centre', mapping.centre),
    ids('ord:activity', mapping.activity),
    ids('ord:contract', mapping.contract),
    textual('ord:note', fitter.block(order.note ?? '')),
    ids('ord:carrier', carrier),
    el('ord:intNote', internalNote),
  ])
  const summary = el('ord:orderSummary', [
    el('ord:roundingDocument', rounding ?? 'none'),
    el('ord:roundingVAT', vat.mode),
    // Without a rate of its own POHODA takes the day's rate from its list.
    context.foreign ? el('ord:foreignCurrency', [ids('typ:currency', order.currency)]) : undefined,
  ])
  const item = el('dat:dataPackItem', [el('ord:order', [header, el('ord:orderDetail', items), summary], { version: '2.0' })], {
    version: '2.0',
    id: itemId,
  })
  return {
    item,
    notes: fitter.notes(),
    rounding: { vat: vat.mode, document: rounding, line: rounding === undefined ? (order.totals.rounding ?? '0') : '0' },
  }
}
