import { z } from 'zod'
import { lineSchema, totalsSchema } from './line'
import { currencySchema, dateSchema, idSchema, partySchema, text } from './party'

export const paymentMethodSchema = z.enum(['bank-transfer', 'cash', 'card', 'cash-on-delivery', 'other'])
export type PaymentMethod = z.infer<typeof paymentMethodSchema>

/** What orders, delivery notes and invoices have in common. */
export const tradeDocumentShape = {
  number: z.string().min(1).max(64),
  issuedOn: dateSchema,
  requestedDeliveryOn: dateSchema.optional(),
  currency: currencySchema,
  /** The agreed prices are the gross ones; every line then has `unitPriceGross` and `totalGross`. */
  pricesIncludeVat: z.boolean().optional(),
  buyer: partySchema,
  supplier: partySchema,
  deliverTo: partySchema.optional(),
  paymentMethod: paymentMethodSchema,
  deliveryMethod: text(128).optional(),
  lines: z.array(lineSchema).min(1).max(2000),
  charges: z.array(lineSchema).max(100).optional(),
  totals: totalsSchema,
  note: text(20_000).optional(),
  internalNote: text(20_000).optional(),
} as const

/** An order of a buyer to a supplier: agenda `orders`. */
export const orderSchema = z.object({ orderId: idSchema, ...tradeDocumentShape })
export type Order = z.infer<typeof orderSchema>
