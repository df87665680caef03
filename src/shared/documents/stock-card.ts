import { z } from 'zod'
import { percentSchema, quantitySchema, unitPriceSchema } from './decimal'
import { currencySchema, idSchema, partySchema, text } from './party'

/** Agenda `stock-cards`: the supplier's goods for the buyer's stock. Prices without VAT. */
export const stockCardSchema = z.object({
  cardId: idSchema,
  sku: z.string().min(1).max(128),
  ean: text(32).optional(),
  name: z.string().min(1).max(1000),
  unit: text(32),
  vatPercent: percentSchema,
  purchasePrice: unitPriceSchema.optional(),
  sellingPrice: unitPriceSchema.optional(),
  currency: currencySchema.optional(),
  supplier: partySchema.optional(),
  description: text(20_000).optional(),
  weightKg: quantitySchema.optional(),
  active: z.boolean(),
})
export type StockCard = z.infer<typeof stockCardSchema>
