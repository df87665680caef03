import type { Order } from '../../../shared/documents/order'
import type { ParsedDocument } from '../../engine/ports'
import { unicode } from '../wrap/fit-text'
import { createFitter, type Fitter } from '../wrap/fitter'
import { fillOrderText } from '../wrap/settings-parts'
import type { GoodsRule } from './map-line'
import { deliveryFields, dimensions, noteOf, partnerFields, paymentForm, wayOfDelivery } from './map-partner'
import { booksOf, pricedLines } from './map-priced'
import type { MappedDocument } from './mapped'
import { byCode, externalId, type FlexiRecord, filled, ORDERS } from './record'
import type { FlexiSettings, Mapping } from './settings'

/**
 * An order as ABRA Flexi's `objednavka-prijata`. Pure. Fields and limits: its own description of the two kinds of records
 * (`/objednavka-prijata/properties`, `/objednavka-prijata-polozka/properties`). Throws `Failure` for a document that must be held.
 */

const goodsOf = ({ goods, stock, isReserved }: Mapping): GoodsRule => ({
  find: goods === 'text-lines' ? 'not' : goods === 'by-ean' ? 'by-ean' : 'by-code',
  unknown: goods === 'by-code-or-text' ? 'text-line' : 'hold',
  stock,
  reserve: isReserved,
})

const orderText = (fitter: Fitter, order: Order, itemId: string, template: string): string =>
  fitter.text(fillOrderText(template, order, itemId), 'orderText', 255)

export const mapOrder = (
  { itemId, payload: order }: ParsedDocument<'orders'>,
  { externalSystem, mapping }: Pick<FlexiSettings, 'externalSystem' | 'mapping'>,
): MappedDocument => {
  const fitter = createFitter(unicode)
  const orderId = externalId(externalSystem, itemId)
  const { country, foreign } = booksOf(order.currency, order.supplier, mapping)
  const buyer = partnerFields(fitter, order.buyer, 'buyer', mapping.partner)
  const delivery = deliveryFields(fitter, order.deliverTo)
  const { lines, rounding, expected } = pricedLines(
    order,
    {
      fitter,
      mapping,
      goods: goodsOf(mapping),
      country,
      vatDate: order.issuedOn,
      foreign,
      gross: order.pricesIncludeVat === true,
      documentId: orderId,
    },
    'header',
  )
  const way = wayOfDelivery(fitter, order, mapping)
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
    ...filled({ formaUhradyCis: byCode(paymentForm(order, mapping)) }),
    ...way,
    ...dimensions(mapping),
    ...filled({ stavUzivK: mapping.status && `stavDoklObch.${mapping.status}` }),
    // A discount of the linked company must not change agreed prices.
    slevaDokl: '0',
    ...rounding,
    // Last: the parts above may have moved texts into it.
    poznam: noteOf(fitter, order, mapping, itemId),
    [ORDERS.lines]: lines,
  }
  return { record, expected, notes: fitter.notes(), newCards: [], country }
}
