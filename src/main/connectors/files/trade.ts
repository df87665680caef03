import type { DeliveryNote } from '../../../shared/documents/delivery-note'
import type { Invoice } from '../../../shared/documents/invoice'
import type { Order } from '../../../shared/documents/order'
import type { ParsedDocument } from '../../engine/ports'

/** Documents with parties, lines and totals. */
export type TradeDocument = Order | DeliveryNote | Invoice

type OfAgenda<A extends 'orders' | 'delivery-notes' | 'invoices'> = ParsedDocument<A>

export const isOrder = (document: ParsedDocument): document is OfAgenda<'orders'> => document.agenda === 'orders'
export const isDeliveryNote = (document: ParsedDocument): document is OfAgenda<'delivery-notes'> =>
  document.agenda === 'delivery-notes'
export const isInvoice = (document: ParsedDocument): document is OfAgenda<'invoices'> => document.agenda === 'invoices'
