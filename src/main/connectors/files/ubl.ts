import { type Decimal, dec, format, roundTo, sum, ZERO } from '../../../shared/documents/decimal'
import type { Line } from '../../../shared/documents/line'
import type { Order, PaymentMethod } from '../../../shared/documents/order'
import type { Address, Party } from '../../../shared/documents/party'
import { problem } from '../../../shared/failure'
import type { Note, ParsedDocument } from '../../engine/ports'
import { unicode } from '../wrap/fit-text'
import { createFitter, type Fitter, hold } from '../wrap/fitter'
import { el, writeXml, type XmlElement } from '../wrap/xml-writer'
import type { FilesMapping } from './settings'

/**
 * An order as UBL 2.1 Order by Peppol's "Order only" profile. Elements stand in the order of UBL-Order-2.1.xsd, which is strict.
 * Of the code lists only what the order itself says is used; schemes of identifiers (0088 GLN, 0154 and 0158 IČO, 9929 and 9950 VAT numbers)
 * are Peppol's.
 */
const NAMESPACES = {
  xmlns: 'urn:oasis:names:specification:ubl:schema:xsd:Order-2',
  'xmlns:cac': 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2',
  'xmlns:cbc': 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2',
}
const CUSTOMIZATION = 'urn:fdc:peppol.eu:poacc:trns:order:3'
const PROFILE = 'urn:fdc:peppol.eu:poacc:bis:order_only:3'
/** UN/ECE 1001: 220 is an order. */
const ORDER_TYPE = '220'
const PAYMENT_WORDS: Readonly<Record<PaymentMethod, string>> = {
  'bank-transfer': 'Bankovní převod',
  cash: 'Hotově',
  card: 'Platební karta',
  'cash-on-delivery': 'Dobírka',
  other: 'Jiný způsob platby',
}

/** Longer ones pass the schema, but no receiver has room for them; Peppol sets no limit. */
const NAME_LIMIT = 500
const LINE_NAME_LIMIT = 1000

interface Context {
  fitter: Fitter
  order: Order
  mapping: FilesMapping
}

const textual = (name: string, text: string, attributes?: Record<string, string>): XmlElement | undefined =>
  text === '' ? undefined : el(name, text, attributes)
const amount = ({ order }: Context, name: string, value: string): XmlElement => el(name, value, { currencyID: order.currency })

const ICO_SCHEMES: Readonly<Record<string, string>> = { CZ: '0154', SK: '0158' }

const addressOf = (context: Context, name: string, address: Address, role: string): XmlElement => {
  const { fitter } = context
  return el(name, [
    textual('cbc:StreetName', fitter.text(address.street, `${role}.street`, NAME_LIMIT)),
    textual('cbc:CityName', fitter.text(address.city, `${role}.city`, NAME_LIMIT)),
    textual('cbc:PostalZone', fitter.exact(address.postalCode, `${role}.postalCode`, NAME_LIMIT)),
    el('cac:Country', [el('cbc:IdentificationCode', address.country)]),
  ])
}

/** The electronic address that Peppol wants: GLN, else the VAT number; without either there is none. */
const endpoint = (gln: string, vat: string): XmlElement | undefined => {
  if (gln !== '') return el('cbc:EndpointID', gln, { schemeID: '0088' })
  const scheme = vat.startsWith('CZ') ? '9929' : vat.startsWith('SK') ? '9950' : undefined
  return scheme === undefined ? undefined : el('cbc:EndpointID', vat, { schemeID: scheme })
}

const party = (context: Context, of: Party, role: 'buyer' | 'supplier'): XmlElement => {
  const { fitter } = context
  const exact = (value: string | undefined, field: string): string => fitter.exact(value ?? '', `${role}.${field}`, NAME_LIMIT)
  const gln = exact(of.gln, 'gln')
  const ico = exact(of.ico, 'ico')
  // In Slovakia DIČ is the income tax number; the one for VAT is IČ DPH.
  const vat = exact(of.address.country === 'SK' ? of.icDph : of.dic, 'vatNumber')
  const name = fitter.text(of.name, `${role}.name`, NAME_LIMIT)
  if (name === '') hold(problem('value-not-representable', { field: `${role}.name`, value: of.name }))
  const contact = [
    textual('cbc:Name', fitter.text(of.contactName ?? '', `${role}.contactName`, NAME_LIMIT)),
    textual('cbc:Telephone', fitter.line(of.phone ?? '')),
    textual('cbc:ElectronicMail', fitter.line(of.email ?? '')),
  ].filter((one) => one !== undefined)
  const scheme = ICO_SCHEMES[of.address.country]
  return el('cac:Party', [
    endpoint(gln, vat),
    gln === '' ? undefined : el('cac:PartyIdentification', [el('cbc:ID', gln, { schemeID: '0088' })]),
    el('cac:PartyName', [el('cbc:Name', name)]),
    addressOf(context, 'cac:PostalAddress', of.address, role),
    vat === '' ? undefined : el('cac:PartyTaxScheme', [el('cbc:CompanyID', vat), el('cac:TaxScheme', [el('cbc:ID', 'VAT')])]),
    el('cac:PartyLegalEntity', [
      el('cbc:RegistrationName', name),
      textual('cbc:CompanyID', ico, scheme === undefined ? undefined : { schemeID: scheme }),
    ]),
    contact.length === 0 ? undefined : el('cac:Contact', contact),
  ])
}

const delivery = (context: Context): XmlElement | undefined => {
  const { fitter, order } = context
  const { deliverTo, requestedDeliveryOn } = order
  if (!deliverTo && requestedDeliveryOn === undefined) return undefined
  return el('cac:Delivery', [
    deliverTo && el('cac:DeliveryLocation', [addressOf(context, 'cac:Address', deliverTo.address, 'deliverTo')]),
    requestedDeliveryOn === undefined
      ? undefined
      : el('cac:RequestedDeliveryPeriod', [el('cbc:StartDate', requestedDeliveryOn), el('cbc:EndDate', requestedDeliveryOn)]),
    deliverTo &&
      el('cac:DeliveryParty', [
        el('cac:PartyName', [el('cbc:Name', fitter.text(deliverTo.name, 'deliverTo.name', NAME_LIMIT))]),
        deliverTo.contactName || deliverTo.phone || deliverTo.email
          ? el('cac:Contact', [
              textual('cbc:Name', fitter.text(deliverTo.contactName ?? '', 'deliverTo.contactName', NAME_LIMIT)),
              textual('cbc:Telephone', fitter.line(deliverTo.phone ?? '')),
              textual('cbc:ElectronicMail', fitter.line(deliverTo.email ?? '')),
            ])
          : undefined,
      ]),
  ])
}

/** Category of UN/ECE 5305: standard, or zero rated. Why nothing is charged (exempt, reverse charge), the order doesn't say. */
const taxCategory = (name: string, percent: string): XmlElement =>
  el(name, [
    el('cbc:ID', dec(percent).eq(ZERO) ? 'Z' : 'S'),
    el('cbc:Percent', percent),
    el('cac:TaxScheme', [el('cbc:ID', 'VAT')]),
  ])

/** Peppol's order has the sum alone; the rates are on the lines. */
const taxTotal = (context: Context): XmlElement =>
  el('cac:TaxTotal', [
    amount(context, 'cbc:TaxAmount', format(sum(context.order.totals.vat.map((entry) => dec(entry.amount))), 2)),
  ])

const monetaryTotal = (context: Context, goods: Decimal, extra: readonly Decimal[]): XmlElement => {
  const { net, gross, payable, rounding } = context.order.totals
  const allowances = sum(extra.filter((total) => total.lt(ZERO))).abs()
  const charges = sum(extra.filter((total) => total.gt(ZERO)))
  const unlessNone = (name: string, total: Decimal): XmlElement | undefined =>
    total.eq(ZERO) ? undefined : amount(context, name, format(total, 2))
  return el('cac:AnticipatedMonetaryTotal', [
    amount(context, 'cbc:LineExtensionAmount', format(goods, 2)),
    amount(context, 'cbc:TaxExclusiveAmount', net),
    amount(context, 'cbc:TaxInclusiveAmount', gross),
    unlessNone('cbc:AllowanceTotalAmount', allowances),
    unlessNone('cbc:ChargeTotalAmount', charges),
    rounding === undefined ? undefined : amount(context, 'cbc:PayableRoundingAmount', rounding),
    amount(context, 'cbc:PayableAmount', payable),
  ])
}

const unitCode = ({ mapping }: Context, line: Line): string => {
  const unit = line.unit.trim()
  // Its own keys only: somebody may call a unit "constructor".
  const own = (name: string): string | undefined => (Object.hasOwn(mapping.units, name) ? mapping.units[name] : undefined)
  return own(unit) ?? own(unit.toLowerCase()) ?? hold(problem('mapping-incomplete', { field: `units.${unit}` }))
}

const orderLine = (context: Context, line: Line): XmlElement => {
  const { fitter } = context
  const exact = (value: string | undefined, field: string): string => fitter.exact(value ?? '', field, NAME_LIMIT)
  const name = fitter.text(line.name, `name ${line.lineId}`, LINE_NAME_LIMIT)
  if (name === '') hold(problem('value-not-representable', { field: 'name', value: line.name }))
  const unit = unitCode(context, line)
  // What the price alone does not give: the discount, or the cents of a price agreed with VAT.
  const off = roundTo(dec(line.quantity).times(dec(line.unitPriceNet)), 2).minus(dec(line.totalNet))
  const discounted = line.discountPercent !== undefined && !dec(line.discountPercent).eq(ZERO)
  const [buyerSku, sku, ean] = [exact(line.buyerSku, 'buyerSku'), exact(line.sku, 'sku'), exact(line.ean, 'ean')]
  const note = fitter.block(line.note ?? '')
  return el('cac:OrderLine', [
    textual('cbc:Note', note),
    el('cac:LineItem', [
      el('cbc:ID', line.lineId),
      el('cbc:Quantity', line.quantity, { unitCode: unit }),
      amount(context, 'cbc:LineExtensionAmount', line.totalNet),
      off.eq(ZERO)
        ? undefined
        : el('cac:AllowanceCharge', [
            el('cbc:ChargeIndicator', off.lt(ZERO) ? 'true' : 'false'),
            el('cbc:AllowanceChargeReason', discounted ? `Sleva ${line.discountPercent} %` : 'Zaokrouhlení'),
            amount(context, 'cbc:Amount', format(off.abs(), 2)),
          ]),
      el('cac:Price', [amount(context, 'cbc:PriceAmount', line.unitPriceNet)]),
      el('cac:Item', [
        el('cbc:Name', name),
        buyerSku === '' ? undefined : el('cac:BuyersItemIdentification', [el('cbc:ID', buyerSku)]),
        sku === '' ? undefined : el('cac:SellersItemIdentification', [el('cbc:ID', sku)]),
        ean === '' ? undefined : el('cac:StandardItemIdentification', [el('cbc:ID', ean, { schemeID: '0160' })]),
        taxCategory('cac:ClassifiedTaxCategory', line.vatPercent),
      ]),
    ]),
  ])
}

const chargeOf = (context: Context, line: Line): XmlElement => {
  const total = dec(line.totalNet)
  return el('cac:AllowanceCharge', [
    el('cbc:ChargeIndicator', total.lt(ZERO) ? 'false' : 'true'),
    textual('cbc:AllowanceChargeReason', context.fitter.text(line.name, `charge ${line.lineId}`, LINE_NAME_LIMIT)),
    amount(context, 'cbc:Amount', format(total.abs(), 2)),
    taxCategory('cac:TaxCategory', line.vatPercent),
  ])
}

/** One document → bytes, and what was adjusted. Throws `Failure` for an order that must be held. */
export function ublOf(document: ParsedDocument<'orders'>, mapping: FilesMapping): { bytes: Buffer; notes: readonly Note[] } {
  const { itemId, payload: order } = document
  const fitter = createFitter(unicode)
  const context: Context = { fitter, order, mapping }
  const charges = order.charges ?? []
  const notes = [order.note, order.deliveryMethod && `Doprava: ${order.deliveryMethod}`, order.internalNote]
    .map((text) => fitter.block(text ?? ''))
    .filter((text) => text !== '')
  // Peppol takes one note for the whole order.
  const root = el(
    'Order',
    [
      el('cbc:CustomizationID', CUSTOMIZATION),
      el('cbc:ProfileID', PROFILE),
      el('cbc:ID', fitter.exact(order.number, 'number', NAME_LIMIT)),
      el('cbc:IssueDate', order.issuedOn),
      el('cbc:OrderTypeCode', ORDER_TYPE),
      textual('cbc:Note', notes.join('\n')),
      el('cbc:DocumentCurrencyCode', order.currency),
      // By this the receiver knows an order that it has already.
      el('cac:AdditionalDocumentReference', [el('cbc:ID', itemId), el('cbc:DocumentType', 'Business Integrator item')]),
      el('cac:AdditionalDocumentReference', [el('cbc:ID', order.orderId), el('cbc:DocumentType', 'Business Integrator order')]),
      el('cac:BuyerCustomerParty', [party(context, order.buyer, 'buyer')]),
      el('cac:SellerSupplierParty', [party(context, order.supplier, 'supplier')]),
      delivery(context),
      el('cac:PaymentTerms', [el('cbc:Note', PAYMENT_WORDS[order.paymentMethod])]),
      ...charges.map((charge) => chargeOf(context, charge)),
      taxTotal(context),
      monetaryTotal(
        context,
        sum(order.lines.map((line) => dec(line.totalNet))),
        charges.map((line) => dec(line.totalNet)),
      ),
      ...order.lines.map((line) => orderLine(context, line)),
    ],
    NAMESPACES,
  )
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${writeXml(root)}\n`
  return { bytes: Buffer.from(text, 'utf8'), notes: fitter.notes() }
}
