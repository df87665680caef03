import type { Line } from '../../../shared/documents/line'
import type { Party } from '../../../shared/documents/party'
import { problem } from '../../../shared/failure'
import { knownCountry, type VatRate, vatRate } from '../../../shared/vat/rates'
import { shorten } from '../wrap/fit-text'
import { type Fitter, hold } from '../wrap/fitter'
import { el, type XmlElement } from '../wrap/xml-writer'
import { markLine } from './mark'
import { documentRounding, vatRounding } from './rounding'
import { type Mapping, POHODA_PAYMENT_TYPES } from './settings'
import type { CardKey, Goods, RoundingSwitches, Trade } from './trade-document'

/**
 * What orders, delivery notes and invoices have in common in POHODA: partners, lines, rounding, notes. Pure. Limits and meanings: order.xsd,
 * prijemka.xsd, vydejka.xsd, invoice.xsd and type.xsd of POHODA's schema, version 2. Throws `Failure` for a document that must be held.
 */

/** xsd:float (32 bits) keeps 7 digits, xsd:double 15. */
export const FLOAT_DIGITS = 7
export const DOUBLE_DIGITS = 15

const HOME_CURRENCIES: Readonly<Record<string, string>> = { CZ: 'CZK', SK: 'EUR' }

export interface TradeContext {
  /** Of the document's names: `ord`, `pri`, `vyd`, `inv`; `document` makes `ord:orderItem`. */
  prefix: string
  document: string
  fitter: Fitter
  trade: Trade
  mapping: Mapping
  stockItems: Mapping['stockItems']
  /** Ids of lines that go as text lines whatever the settings say: their cards are not there. */
  asText: ReadonlySet<string>
  /** Where the code of goods may stand beside a card. */
  codeBesideCard: boolean
  /** On which day the VAT percents must hold. */
  vatDate: string
  /** Whose VAT rates hold in the books, and whether the document is in another currency than theirs. */
  country: string
  foreign: boolean
  goods: Goods[]
}

/** Throws `Failure` where the books' country is not one that we know. */
export const booksOf = (country: string, currency: string): { country: string; foreign: boolean } => {
  const home = HOME_CURRENCIES[country]
  if (home === undefined || !knownCountry(country)) return hold(problem('vat-country-unknown', { country }))
  return { country, foreign: currency !== home }
}

/** An element with text, or nothing when the text is empty. */
export const textual = (name: string, text: string | undefined): XmlElement | undefined => (text ? el(name, text) : undefined)
export const ids = (name: string, code: string | undefined): XmlElement | undefined =>
  code ? el(name, [el('typ:ids', code)]) : undefined
export const extIdElement = (name: string, id: string, exSystemName: string): XmlElement =>
  el(name, [el('typ:ids', id), el('typ:exSystemName', exSystemName)])

/** Firm, contact and place of a party, as an address or a place of delivery has them. `field`: its name in the document. */
export const placeOf = (fitter: Fitter, party: Party, field: string): readonly (XmlElement | undefined)[] => {
  const company = fitter.text(party.name, `${field}.name`, 255)
  if (company === '') hold(problem('value-not-representable', { field: `${field}.name`, value: party.name }))
  return [
    el('typ:company', company),
    textual('typ:name', fitter.text(party.contactName ?? '', `${field}.contactName`, 64)),
    textual('typ:city', fitter.text(party.address.city, `${field}.city`, 45)),
    textual('typ:street', fitter.text(party.address.street, `${field}.street`, 64)),
    textual('typ:zip', fitter.exact(party.address.postalCode, `${field}.postalCode`, 15)),
  ]
}
export const taxNumbersOf = (fitter: Fitter, { ico, dic, icDph }: Party, field: string): readonly (XmlElement | undefined)[] => [
  textual('typ:ico', fitter.exact(ico ?? '', `${field}.ico`, 15)),
  textual('typ:dic', fitter.exact(dic ?? '', `${field}.dic`, 18)),
  textual('typ:icDph', fitter.exact(icDph ?? '', `${field}.icDph`, 18)),
]
const contactOf = (fitter: Fitter, { phone, email }: Party, field: string): readonly (XmlElement | undefined)[] => [
  textual('typ:phone', fitter.contact(phone, `${field}.phone`, 40)),
  textual('typ:email', fitter.contact(email, `${field}.email`, 98)),
]

/** The buyer with the place of delivery. */
export const buyerIdentity = ({ prefix, fitter, trade: { buyer, deliverTo } }: TradeContext): XmlElement =>
  el(`${prefix}:partnerIdentity`, [
    // Linked by POHODA to its address book when exactly one record has this IČO (or DIČ, …); otherwise text in the document only.
    el(
      'typ:address',
      [
        ...placeOf(fitter, buyer, 'buyer'),
        ...taxNumbersOf(fitter, buyer, 'buyer'),
        ids('typ:country', buyer.address.country),
        ...contactOf(fitter, buyer, 'buyer'),
      ],
      { linkToAddress: 'true' },
    ),
    deliverTo &&
      el('typ:shipToAddress', [
        ...placeOf(fitter, deliverTo, 'deliverTo'),
        ids('typ:country', deliverTo.address.country),
        ...contactOf(fitter, deliverTo, 'deliverTo'),
      ]),
  ])

/** The supplier, where the document is a received one: these have no phone, no e-mail and no place of delivery (type.xsd). */
export const supplierIdentity = ({ prefix, fitter, trade: { supplier } }: TradeContext): XmlElement =>
  el(`${prefix}:partnerIdentity`, [
    el(
      'typ:address',
      [
        ...placeOf(fitter, supplier, 'supplier'),
        ...taxNumbersOf(fitter, supplier, 'supplier'),
        ids('typ:country', supplier.address.country),
      ],
      { linkToAddress: 'true' },
    ),
  ])

/** Lines of the internal note for what a received document has no other place for. */
export const receivedExtras = ({ fitter, trade: { supplier, deliverTo } }: TradeContext): readonly string[] => {
  const line = (label: string, ...parts: readonly (string | undefined)[]): string => {
    const kept = parts.map((part) => fitter.line(part ?? '')).filter((part) => part !== '')
    return kept.length > 0 ? `${label}: ${kept.join(', ')}` : ''
  }
  const place = deliverTo?.address
  return [
    line('Kontakt na dodavatele', supplier.phone, supplier.email),
    line('Místo dodání', deliverTo?.name, place?.street, place && `${place.postalCode} ${place.city}`, place?.country),
  ]
}

const rateOf = ({ country, vatDate }: TradeContext, line: Line): VatRate => {
  const rate = vatRate(country, line.vatPercent, vatDate)
  const facts = { percent: line.vatPercent, country, date: vatDate, line: line.lineId }
  if (rate === undefined) return hold(problem('vat-percent-unknown', facts))
  return heldThird(country, rate, line.vatPercent)
}

/** The Czech edition has no third rate (type.xsd: "pouze SK verze"); the Czech 10 % of 2015–2023 can't be told to it. */
export const heldThird = (country: string, rate: VatRate, percent: string): VatRate =>
  rate === 'third' && country === 'CZ' ? hold(problem('value-not-representable', { field: 'vatPercent', value: percent })) : rate

/** What finds the stock card; `undefined`: the line goes as text. */
const cardKey = ({ fitter, stockItems, asText }: TradeContext, line: Line, sku: string): CardKey | undefined => {
  if (stockItems === 'text-lines') return undefined
  const key: CardKey =
    stockItems === 'by-ean' ? { by: 'EAN', value: fitter.exact(line.ean ?? '', 'ean', 20) } : { by: 'code', value: sku }
  if (key.value !== '' && !asText.has(line.lineId)) return key
  fitter.note('line-without-stock-card', { line: line.lineId })
  return undefined
}

/** The line's short note: what the name had no room for, the line's own note, the buyer's code; what doesn't fit moves to the document. */
const lineNote = (fitter: Fitter, line: Line, rest: string): string => {
  if (rest === '' && !line.note && !line.buyerSku) return ''
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

const LINE_PARTS = [
  'extId',
  'text',
  'quantity',
  'unit',
  'payVAT',
  'rateVAT',
  'discountPercentage',
  'homeCurrency',
  'foreignCurrency',
  'note',
  'code',
  'stockItem',
  'centre',
  'activity',
  'contract',
] as const
type LineNames = Readonly<Record<(typeof LINE_PARTS)[number] | 'item', string>>
const knownLineNames = new Map<string, LineNames>()
/** Names of a line's elements; put together once, not for each line of each document. */
const lineNames = (prefix: string, document: string): LineNames => {
  const known = knownLineNames.get(document)
  if (known) return known
  const parts = Object.fromEntries(LINE_PARTS.map((part) => [part, `${prefix}:${part}`]))
  const made = { ...parts, item: `${prefix}:${document}Item` } as LineNames
  knownLineNames.set(document, made)
  return made
}

const lineItem = (context: TradeContext, line: Line, kind: 'goods' | 'charge'): XmlElement => {
  const { prefix, fitter, mapping, trade } = context
  const sku = fitter.exact(line.sku ?? '', 'sku', 64)
  const name = fitter.line(line.name) || sku || line.lineId
  const text = shorten(name, 90)
  if (text.length < name.length) {
    fitter.note('text-shortened', { element: `lines.${line.lineId}.name`, from: String(name.length), to: String(text.length) })
  }
  const gross = trade.pricesIncludeVat === true
  const unitPrice = gross ? line.unitPriceGross : line.unitPriceNet
  if (unitPrice === undefined) return hold(problem('gross-prices-missing', { line: line.lineId }))
  const discount = fitter.number(line.discountPercent ?? '0', 'discountPercent', FLOAT_DIGITS)
  if (Number(discount) > 999) hold(problem('value-not-representable', { field: 'discountPercent', value: discount }))
  const quantity = fitter.number(line.quantity, 'quantity', FLOAT_DIGITS)
  const unit = fitter.text(line.unit, `lines.${line.lineId}.unit`, 10)
  const rate = rateOf(context, line)
  const price = fitter.number(unitPrice, 'unitPrice', DOUBLE_DIGITS)
  const note = lineNote(fitter, line, name.slice(text.length).trim())
  const key = kind === 'goods' ? cardKey(context, line, sku) : undefined
  if (key) context.goods.push({ line, key })
  const names = lineNames(prefix, context.document)
  return el(names.item, [
    el(names.extId, line.lineId),
    el(names.text, text),
    el(names.quantity, quantity),
    textual(names.unit, unit),
    // Always said: for stock lines the default is a setting of POHODA's own.
    el(names.payVAT, gross ? 'true' : 'false'),
    el(names.rateVAT, rate),
    // Always said: without it POHODA applies the discount of the price level.
    el(names.discountPercentage, discount),
    el(context.foreign ? names.foreignCurrency : names.homeCurrency, [el('typ:unitPrice', price)]),
    textual(names.note, note),
    key && !context.codeBesideCard ? undefined : textual(names.code, sku),
    key &&
      el(names.stockItem, [
        ids('typ:store', mapping.store),
        el('typ:stockItem', [el(key.by === 'EAN' ? 'typ:EAN' : 'typ:ids', key.value)]),
      ]),
    ids(names.centre, mapping.centre),
    ids(names.activity, mapping.activity),
    ids(names.contract, mapping.contract),
  ])
}

const roundingItem = ({ prefix, document, foreign }: TradeContext, rounding: string): XmlElement =>
  el(`${prefix}:${document}Item`, [
    el(`${prefix}:text`, 'Zaokrouhlení'),
    el(`${prefix}:quantity`, '1'),
    el(`${prefix}:payVAT`, 'false'),
    el(`${prefix}:rateVAT`, 'none'),
    el(`${prefix}:discountPercentage`, '0'),
    el(`${prefix}:${foreign ? 'foreign' : 'home'}Currency`, [el('typ:unitPrice', rounding)]),
  ])

export interface Body {
  detail: XmlElement
  summary: XmlElement
  rounding: RoundingSwitches
}

/** All lines and charges, and the switches with which POHODA's own sums come out as the document's. */
export const bodyOf = (context: TradeContext): Body => {
  const { prefix, document, fitter, trade } = context
  const items = [
    ...trade.lines.map((line) => lineItem(context, line, 'goods')),
    ...(trade.charges ?? []).map((line) => lineItem(context, line, 'charge')),
  ]
  const rounding = documentRounding(trade.totals.gross, trade.totals.payable)
  if (rounding === undefined) {
    const amount = fitter.number(trade.totals.rounding ?? '0', 'rounding', DOUBLE_DIGITS)
    items.push(roundingItem(context, amount))
    fitter.note('rounding-as-line', { rounding: amount })
  }
  const vat = vatRounding(trade)
  for (const { percent, amount, computed } of vat.differing) {
    fitter.note('vat-rounding-differs', { percent, amount, computed })
  }
  return {
    detail: el(`${prefix}:${document}Detail`, items),
    summary: el(`${prefix}:${document}Summary`, [
      el(`${prefix}:roundingDocument`, rounding ?? 'none'),
      el(`${prefix}:roundingVAT`, vat.mode),
      // Without a rate of its own POHODA takes the day's rate from its list.
      context.foreign ? el(`${prefix}:foreignCurrency`, [ids('typ:currency', trade.currency)]) : undefined,
    ]),
    rounding: { vat: vat.mode, document: rounding, line: rounding === undefined ? (trade.totals.rounding ?? '0') : '0' },
  }
}

/** The internal note, with our mark. To be made last: lines and addresses move into it what has no room in their own places. */
export const internalNote = ({ fitter, trade }: TradeContext, extras: readonly string[], itemId: string): string =>
  [fitter.block(trade.internalNote ?? ''), ...extras, ...fitter.extras, markLine(itemId)].filter((part) => part !== '').join('\n')

export const paymentElement = ({ prefix, mapping, trade }: TradeContext): XmlElement | undefined => {
  const known = mapping.paymentTypes[trade.paymentMethod]
  return known === undefined
    ? undefined
    : el(`${prefix}:paymentType`, [el(POHODA_PAYMENT_TYPES.has(known) ? 'typ:paymentType' : 'typ:ids', known)])
}

/** POHODA's carrier for the delivery method; undefined: it has none. */
export const carrierOf = ({ mapping: { carriers }, trade: { deliveryMethod } }: TradeContext): string | undefined =>
  // Its own keys only: somebody may call a delivery method "constructor".
  deliveryMethod !== undefined && Object.hasOwn(carriers, deliveryMethod) ? carriers[deliveryMethod] : undefined

/** The line for a delivery method that POHODA has no carrier for. */
export const deliveryLine = ({ fitter, trade: { deliveryMethod } }: TradeContext, carrier: string | undefined): string =>
  deliveryMethod && !carrier ? `Doprava: ${fitter.line(deliveryMethod)}` : ''

export const dimensions = ({ prefix, mapping }: TradeContext): readonly (XmlElement | undefined)[] => [
  ids(`${prefix}:centre`, mapping.centre),
  ids(`${prefix}:activity`, mapping.activity),
  ids(`${prefix}:contract`, mapping.contract),
]

/** One document as POHODA's pack item. */
export const packItem = (itemId: string, document: XmlElement): XmlElement =>
  el('dat:dataPackItem', [document], { version: '2.0', id: itemId })
