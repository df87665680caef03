import { z } from 'zod'
import { addressDocumentSchema } from './address'
import { deliveryNoteSchema } from './delivery-note'
import { invoiceSchema } from './invoice'
import { orderSchema } from './order'
import { stockCardSchema } from './stock-card'

/** Kinds of documents that go to the information system. */
export const inwardAgendaSchema = z.enum(['orders', 'delivery-notes', 'stock-cards', 'addresses', 'invoices'])
export type InwardAgenda = z.infer<typeof inwardAgendaSchema>
/** Kinds of rows that come from it. */
export const outwardAgendaSchema = z.enum(['stock-levels', 'prices'])
export type OutwardAgenda = z.infer<typeof outwardAgendaSchema>
export const agendaSchema = z.enum([...inwardAgendaSchema.options, ...outwardAgendaSchema.options])
export type Agenda = z.infer<typeof agendaSchema>

/**
 * Records that are kept up to date rather than added: a newer document of the same card or partner takes the place of an older one. They go in
 * first, since the others need them.
 */
export const MASTER_DATA: readonly InwardAgenda[] = ['addresses', 'stock-cards']

/** The payload schema of each inward agenda. */
export const payloadSchemas = {
  orders: orderSchema,
  'delivery-notes': deliveryNoteSchema,
  'stock-cards': stockCardSchema,
  addresses: addressDocumentSchema,
  invoices: invoiceSchema,
} as const satisfies Record<InwardAgenda, z.ZodType>
export type Payload<A extends InwardAgenda = InwardAgenda> = z.infer<(typeof payloadSchemas)[A]>
