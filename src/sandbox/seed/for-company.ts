import type { InwardAgenda, Payload } from '../../shared/documents/agenda'
import type { Line } from '../../shared/documents/line'
import type { Order } from '../../shared/documents/order'
import type { Party } from '../../shared/documents/party'
import type { Company } from '../companies'
import { generateAddress } from './address'
import { buyers, supplierParty, suppliers } from './companies'
import { generateDeliveryNote } from './delivery-note'
import { generateInvoice } from './invoice'
import { generateOrder, type OrderOptions } from './order'
import type { Random } from './random'
import { generateStockCard } from './stock-card'

/** What documents made for a company have in common. */
export interface DocumentOptions extends Partial<Omit<OrderOptions, 'orderId' | 'supplier' | 'buyer'>> {
  /** Of the document. */
  id: string
  sequence: number
  /** The order that a delivery note or invoice belongs to; one is made for it when absent. */
  order?: Order
  /** What a stock card describes; one of the range when absent. */
  line?: Line
}

/** A supplier of theirs: another company of the same country than the one itself. */
function supplierOf(own: Party): Party {
  const country = own.address.country === 'SK' ? 'SK' : 'CZ'
  const usual = supplierParty(suppliers[country])
  return usual.ico === own.ico ? supplierParty(buyers[country]) : usual
}

/** The same order between these two: what is delivered and invoiced to a company was ordered by it. */
function between(order: Order, sides: { supplier: Party; buyer?: Party }): Order {
  const { deliverTo: _place, ...rest } = order
  return sides.buyer === undefined ? { ...order, ...sides } : { ...rest, ...sides }
}

/**
 * One lifelike document for a company, from where it stands in the trade: orders come to it as the supplier, everything else as the buyer,
 * except to a company that only sells.
 */
export function documentFor<A extends InwardAgenda>(
  random: Random,
  company: Company,
  agenda: A,
  options: DocumentOptions,
): Payload<A> {
  const { id, order, line, ...rest } = options
  const own = supplierParty(company)
  const sides = company.role === 'supplier' ? { supplier: own } : { supplier: supplierOf(own), buyer: own }
  const of = order === undefined ? {} : { order: between(order, sides) }
  const make: { readonly [K in InwardAgenda]: () => Payload<K> } = {
    orders: () => generateOrder(random, { ...rest, orderId: id, supplier: own }),
    'delivery-notes': () =>
      generateDeliveryNote(random, { ...rest, ...sides, ...of, deliveryNoteId: id, ...(rest.plain === true && { whole: true }) }),
    invoices: () =>
      generateInvoice(random, {
        ...rest,
        ...sides,
        ...of,
        invoiceId: id,
        ...(rest.plain === true && { kind: 'invoice' as const }),
      }),
    'stock-cards': () =>
      generateStockCard(random, {
        cardId: id,
        sequence: rest.sequence,
        supplier: sides.supplier,
        ...(line !== undefined && { line }),
        ...(rest.skuPrefix !== undefined && { skuPrefix: rest.skuPrefix }),
        ...(rest.plain !== undefined && { plain: rest.plain }),
      }),
    addresses: () => generateAddress(random, { addressId: id, ...(rest.plain !== undefined && { plain: rest.plain }) }),
  }
  return make[agenda]() as Payload<A>
}
