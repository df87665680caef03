import { z } from 'zod'
import { tradeDocumentShape } from './order'
import { dateSchema, idSchema } from './party'

/** What a supplier dispatched: agenda `delivery-notes`. */
export const deliveryNoteSchema = z.object({
  deliveryNoteId: idSchema,
  orderNumber: z.string().max(64).optional(),
  dispatchedOn: dateSchema,
  ...tradeDocumentShape,
})
export type DeliveryNote = z.infer<typeof deliveryNoteSchema>
