import { dec, format, sum } from '../../../shared/documents/decimal'
import type { Order, PaymentMethod } from '../../../shared/documents/order'
import type { Party } from '../../../shared/documents/party'
import { problem } from '../../../shared/failure'
import { knownCountry } from '../../../shared/vat/rates'
import type { Note, ParsedDocument } from '../../engine/ports'
import { unicode } from '../wrap/fit-text'
import { createFitter, type Fitter, hold } from '../wrap/fitter'
import { fillOrderText } from '../wrap/settings-parts'
import { type FlexiRecord, type LineContext, orderLine, roundingLine } from './map-line'
import type { FlexiSettings, Mapping } from './settings'
import { documentRounding, lineSums } from './sums'

/**
 * An order as ABRA Flexi's `objednavka-prijata`. Pure. Fields and limits: its own description of the two kinds of records
 * (`/objednavka-prijata/properties`, `/objednavka-prijata-polozka/properties`). Throws `Failure` for a document that must be held.
 */

const HOME_CURRENCIES: Readonly<Record<string, string>> = { CZ: 'CZK', SK: 'EUR' }
const PAYMENTS: Readonly<Record<PaymentMethod, string>> = {
  'bank-transfer': 'převodem',
  cash: 'hotově',
  card: 'kartou',
  'cash-on-delivery': 'dobírkou',
  other: 'jinak',
}

/** The id under which the order is known: the whole guard against a second record hangs on it. */
export const externalId = (externalSystem: string, itemId: string): string => `ext:${externalSystem}:${itemId}`

/** What ABRA Flexi must compute, in the currency of the order. */
export interface ExpectedSums {
  payable: string
  vat: string
  foreign: boolean
}

export interface MappedOrder {
  record: FlexiRecord
  expected: ExpectedSums
  notes: readonly Note[]
}

/** Only fields that hold something: an empty one would delete what the type of document gives. */
const filled = (fields: Readonly<Record<string, string | undefined>>): FlexiRecord =>
  Object.fromEntries(Object.entries(fields).filter((field): field is [string, string] => !!field[1]))
const byCode = (code: string | undefined): string | undefined => (code === undefined ? undefined : `code:${code}`)

/** `ending`: the same fields exist twice, for the company and for its postal address. */
const address = (
  fitter: Fitter,
  { name, address: { street, city, postalCode, country } }: Party,
  role: 'buyer' | 'deliverTo',
) => {
  const text = fitter.text(name, `${role}.name`, 255)
  if (text === '') hold(problem('value-not-representable', { field: `${role}.name`, value: name }))
  return {
    name: text,
    street: fitter.text(street, `${role}.street`, 255),
    city: fitter.text(city, `${role}.city`, 255),
    postalCode: fitter.exact(postalCode, `${role}.postalCode`, 255),
    country: `code:${country}`,
  }
}

const partnerLink = ({ ico }: Party, partner: Mapping['partner']): FlexiRecord => {
  if (partner === 'text-only' || !ico) return {}
  return { firma: `in:${ico.trim()}`, ...(partner === 'by-ico' ? { 'firma@if-not-found': 'null' } : {}) }
}

const buyerFields = (fitter: Fitter, buyer: Party, partner: Mapping['partner']): FlexiRecord => {
  const { name, street, city, postalCode, country } = address(fitter, buyer, 'buyer')
  // ABRA Flexi has one field for both; where there are two numbers, the one for VAT counts.
  const vatId = buyer.icDph || buyer.dic
  if (buyer.icDph && buyer.dic) fitter.extras.push(`DIČ: ${fitter.line(buyer.dic)}`)
  return {
    ...partnerLink(buyer, partner),
    ...filled({
      nazFirmy: name,
      ulice: street,
      mesto: city,
      psc: postalCode,
      stat: country,
      ic: fitter.exact(buyer.ico ?? '', 'buyer.ico', 20),
      dic: fitter.exact(vatId ?? '', 'buyer.dic', 20),
      eanKod: fitter.exact(buyer.gln ?? '', 'buyer.gln', 20),
      kontaktJmeno: fitter.contact(buyer.contactName, 'buyer.contactName', 255),
      kontaktEmail: fitter.contact(buyer.email, 'buyer.email', 255),
      kontaktTel: fitter.contact(buyer.phone, 'buyer.phone', 255),
    }),
  }
}

const deliveryFields = (fitter: Fitter, deliverTo: Party | undefined): FlexiRecord => {
  if (!deliverTo) return { postovniShodna: 'true' }
  const { name, street, city, postalCode, country } = address(fitter, deliverTo, 'deliverTo')
  const contact = [deliverTo.contactName, deliverTo.phone, deliverTo.email].map((part) => fitter.line(part ?? '')).filter(Boolean)
  if (contact.length > 0) fitter.extras.push(`Kontakt pro dodání: ${contact.join(', ')}`)
  return {
    postovniShodna: 'false',
    ...filled({
      faNazev: name,
      faUlice: street,
      faMesto: city,
      faPsc: postalCode,
      faStat: country,
      faEanKod: fitter.exact(deliverTo.gln ?? '', 'deliverTo.gln', 20),
    }),
  }
}

const orderText = (fitter: Fitter, order: Order, itemId: string, template: string): string =>
  fitter.text(fillOrderText(template, order, itemId), 'orderText', 255)

/** Rounding of the type of document (often to whole crowns) must never change an order's sums, so every switch is said. */
const roundingFields = ({ totals: { gross, payable } }: Order): { fields: FlexiRecord; asLine: boolean } => {
  const rounding = documentRounding(gross, payable)
  return {
    asLine: rounding === undefined,
    fields: {
      zaokrJakSumK: `zaokrJak.${rounding?.how ?? 'matem'}`,
      zaokrNaSumK: `zaokrNa.${rounding?.to ?? 'zadne'}`,
      zaokrJakDphK: 'zaokrJak.matem',
      zaokrNaDphK: 'zaokrNa.zadne',
      // Bases and VAT stay as they are; what rounding makes goes to the rate of 0 %.
      metodaZaokrDoklK: 'metodaZaokr.0sazba',
      vytvaretKorPol: 'false',
    },
  }
}

/** One document → one record, what ABRA Flexi must make of it, and what was adjusted. */
export const mapOrder = (
  { itemId, payload: order }: ParsedDocument<'orders'>,
  { externalSystem, mapping }: Pick<FlexiSettings, 'externalSystem' | 'mapping'>,
): MappedOrder => {
  const fitter = createFitter(unicode)
  const country = mapping.vatCountry ?? order.supplier.address.country
  const home = HOME_CURRENCIES[country]
  if (home === undefined || !knownCountry(country)) return hold(problem('vat-country-unknown', { country }))
  const orderId = externalId(externalSystem, itemId)
  const context: LineContext = { fitter, order, mapping, country, foreign: order.currency !== home, orderId }

  const sums = lineSums(order)
  const buyer = buyerFields(fitter, order.buyer, mapping.partner)
  const delivery = deliveryFields(fitter, order.deliverTo)
  const lines = [...order.lines, ...(order.charges ?? [])].map((line, i) => {
    const own = sums[i]
    if (own === undefined) throw new TypeError('a line without sums')
    return orderLine(context, line, i < order.lines.length ? 'goods' : 'charge', i + 1, own)
  })
  const rounding = roundingFields(order)
  if (rounding.asLine) {
    const amount = order.totals.rounding ?? format(dec(order.totals.payable).minus(dec(order.totals.gross)), 2)
    lines.push(roundingLine(orderId, amount))
    fitter.note('rounding-as-line', { rounding: amount })
  }
  const { deliveryForms, paymentForms } = mapping
  const method = order.deliveryMethod
  const deliveryForm = method !== undefined && Object.hasOwn(deliveryForms, method) ? deliveryForms[method] : undefined
  const paymentForm = paymentForms[order.paymentMethod]
  // Last: the parts above may have moved texts into it.
  const note = [
    fitter.block(order.note ?? ''),
    fitter.block(order.internalNote ?? ''),
    paymentForm === undefined ? `Úhrada: ${PAYMENTS[order.paymentMethod]}` : '',
    ...fitter.extras,
    `Business Integrator: ${itemId}`,
  ]
    .filter((part) => part !== '')
    .join('\n')

  const record: FlexiRecord = {
    id: orderId,
    // A record that is there already is never changed: its clerk may have worked on it. ABRA Flexi refuses then.
    '@update': 'fail',
    typDokl: `code:${mapping.documentType}`,
    ...filled({
      cisDosle: fitter.exact(order.number, 'number', 40),
      datVyst: order.issuedOn,
      datObj: order.issuedOn,
      datTermin: order.requestedDeliveryOn,
      popis: orderText(fitter, order, itemId, mapping.orderText),
      mena: `code:${order.currency}`,
    }),
    ...buyer,
    ...delivery,
    ...filled({
      formaUhradyCis: byCode(paymentForm),
      formaDopravy: byCode(deliveryForm),
      doprava: fitter.line(method ?? ''),
      stredisko: byCode(mapping.centre),
      cinnost: byCode(mapping.activity),
      zakazka: byCode(mapping.contract),
      stavUzivK: mapping.status && `stavDoklObch.${mapping.status}`,
    }),
    // A discount of the linked company must not change agreed prices.
    slevaDokl: '0',
    ...rounding.fields,
    poznam: note,
    polozkyObchDokladu: lines,
  }
  return {
    record,
    expected: {
      payable: order.totals.payable,
      vat: format(sum(sums.map(({ vat }) => vat)), 2),
      foreign: context.foreign,
    },
    notes: fitter.notes(),
  }
}

/** The request's body for one order, in a transaction of its own. */
export const orderBody = (record: FlexiRecord): Uint8Array =>
  Buffer.from(JSON.stringify({ winstrom: { '@version': '1.0', 'objednavka-prijata': [record] } }))
