import type { ParsedDocument } from '../../engine/ports'
import { createFitter } from '../wrap/fitter'
import { fillOrderText } from '../wrap/settings-parts'
import { el } from '../wrap/xml-writer'
import type { MappingSettings } from './settings'
import {
  bodyOf,
  booksOf,
  buyerIdentity,
  carrierOf,
  deliveryLine,
  dimensions,
  extIdElement,
  ids,
  internalNote,
  packItem,
  paymentElement,
  type TradeContext,
  textual,
} from './trade'
import type { MappedTrade } from './trade-document'

/** Of two dates `YYYY-MM-DD`. */
const earlier = (a: string, b: string): string => [a, b].toSorted()[0] ?? a

/**
 * An order as POHODA's received order: `dat:dataPackItem` with `ord:order`, what was adjusted, and how POHODA will round. Pure. Source:
 * order.xsd. Throws `Failure` for a document that must be held.
 */
export const mapOrder = (document: ParsedDocument<'orders'>, settings: MappingSettings): MappedTrade => {
  const { itemId, payload: order } = document
  const { mapping } = settings
  const fitter = createFitter()
  const context: TradeContext = {
    prefix: 'ord',
    document: 'order',
    fitter,
    trade: order,
    mapping,
    stockItems: mapping.stockItems,
    asText: new Set(),
    codeBesideCard: true,
    vatDate: order.issuedOn,
    ...booksOf(mapping.vatCountry ?? order.supplier.address.country, order.currency),
    goods: [],
  }
  const carrier = carrierOf(context)
  const until = order.requestedDeliveryOn
  const partnerIdentity = buyerIdentity(context)
  const { detail, summary, rounding } = bodyOf(context)
  const note = internalNote(context, [deliveryLine(context, carrier)], itemId)

  const header = el('ord:orderHeader', [
    extIdElement('ord:extId', itemId, settings.exSystemName),
    el('ord:orderType', 'receivedOrder'),
    ids('ord:number', mapping.series),
    textual('ord:numberOrder', fitter.exact(order.number, 'number', 32)),
    el('ord:date', order.issuedOn),
    until === undefined ? undefined : el('ord:dateFrom', earlier(until, order.issuedOn)),
    until === undefined ? undefined : el('ord:dateTo', until),
    textual('ord:text', fitter.text(fillOrderText(mapping.orderText, order, itemId), 'orderText', 240)),
    partnerIdentity,
    paymentElement(context),
    ids('ord:priceLevel', mapping.priceLevel),
    el('ord:isReserved', mapping.isReserved ? 'true' : 'false'),
    ...dimensions(context),
    textual('ord:note', fitter.block(order.note ?? '')),
    ids('ord:carrier', carrier),
    el('ord:intNote', note),
  ])
  const item = packItem(itemId, el('ord:order', [header, detail, summary], { version: '2.0' }))
  return { item, notes: fitter.notes(), rounding, date: order.issuedOn, goods: context.goods, country: context.country }
}
