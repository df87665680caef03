import type { Line } from '../../../shared/documents/line'
import type { Order } from '../../../shared/documents/order'
import type { Note, ParsedDocument } from '../../engine/ports'
import { unicode } from '../wrap/fit-text'
import { createFitter } from '../wrap/fitter'
import { el, type XmlElement } from '../wrap/xml-writer'
import type { FilesMapping } from './settings'
import {
  addressOf,
  amount,
  type Context,
  chargeOf,
  contactOf,
  itemOf,
  lineAllowance,
  monetaryTotal,
  NAME_LIMIT,
  noteOf,
  PAYMENT_WORDS,
  party,
  taxCategory,
  textual,
  totalVat,
  unitCode,
  written,
} from './ubl-parts'

/** An order as UBL 2.1 Order by Peppol's "Order only" profile (UBL-Order-2.1.xsd). */
const CUSTOMIZATION = 'urn:fdc:peppol.eu:poacc:trns:order:3'
const PROFILE = 'urn:fdc:peppol.eu:poacc:bis:order_only:3'
/** UN/ECE 1001: 220 is an order. */
const ORDER_TYPE = '220'

const delivery = (context: Context, { deliverTo, requestedDeliveryOn }: Order): XmlElement | undefined => {
  if (!deliverTo && requestedDeliveryOn === undefined) return undefined
  return el('cac:Delivery', [
    deliverTo && el('cac:DeliveryLocation', [addressOf(context, 'cac:Address', deliverTo.address, 'deliverTo')]),
    requestedDeliveryOn === undefined
      ? undefined
      : el('cac:RequestedDeliveryPeriod', [el('cbc:StartDate', requestedDeliveryOn), el('cbc:EndDate', requestedDeliveryOn)]),
    deliverTo &&
      el('cac:DeliveryParty', [
        el('cac:PartyName', [el('cbc:Name', context.fitter.text(deliverTo.name, 'deliverTo.name', NAME_LIMIT))]),
        contactOf(context, 'cac:Contact', deliverTo, 'deliverTo'),
      ]),
  ])
}

const orderLine = (context: Context, line: Line): XmlElement =>
  el('cac:OrderLine', [
    textual('cbc:Note', context.fitter.block(line.note ?? '')),
    el('cac:LineItem', [
      el('cbc:ID', line.lineId),
      el('cbc:Quantity', line.quantity, { unitCode: unitCode(context, line) }),
      amount(context, 'cbc:LineExtensionAmount', line.totalNet),
      lineAllowance(context, line),
      el('cac:Price', [amount(context, 'cbc:PriceAmount', line.unitPriceNet)]),
      itemOf(context, line, [taxCategory('cac:ClassifiedTaxCategory', line.vatPercent)]),
    ]),
  ])

/** One order → bytes, and what was adjusted. Throws `Failure` for an order that must be held. */
export function ublOrder(
  { itemId, payload: order }: ParsedDocument<'orders'>,
  mapping: FilesMapping,
): { bytes: Buffer; notes: readonly Note[] } {
  const fitter = createFitter(unicode)
  const context: Context = { fitter, document: order, mapping }
  return written(
    'Order',
    [
      el('cbc:CustomizationID', CUSTOMIZATION),
      el('cbc:ProfileID', PROFILE),
      el('cbc:ID', fitter.exact(order.number, 'number', NAME_LIMIT)),
      el('cbc:IssueDate', order.issuedOn),
      el('cbc:OrderTypeCode', ORDER_TYPE),
      noteOf(context),
      el('cbc:DocumentCurrencyCode', order.currency),
      // By this the receiver knows an order that it has already.
      el('cac:AdditionalDocumentReference', [el('cbc:ID', itemId), el('cbc:DocumentType', 'Business Integrator item')]),
      el('cac:AdditionalDocumentReference', [el('cbc:ID', order.orderId), el('cbc:DocumentType', 'Business Integrator order')]),
      el('cac:BuyerCustomerParty', [party(context, order.buyer, 'buyer')]),
      el('cac:SellerSupplierParty', [party(context, order.supplier, 'supplier')]),
      delivery(context, order),
      el('cac:PaymentTerms', [el('cbc:Note', PAYMENT_WORDS[order.paymentMethod])]),
      ...(order.charges ?? []).map((charge) => chargeOf(context, charge)),
      // Peppol's order has the sum alone; the rates are on the lines.
      el('cac:TaxTotal', [amount(context, 'cbc:TaxAmount', totalVat(context))]),
      monetaryTotal(context, 'cac:AnticipatedMonetaryTotal'),
      ...order.lines.map((line) => orderLine(context, line)),
    ],
    fitter,
  )
}
