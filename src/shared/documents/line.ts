import { z } from 'zod'
import { moneySchema, percentSchema, quantitySchema, unitPriceSchema } from './decimal'
import { idSchema, text } from './party'

/**
 * One line, or one charge (transport, packing). `totalNet = unitPriceNet × quantity × (1 − discountPercent/100)`, rounded to cents.
 * In a document with `pricesIncludeVat` the agreed price is the gross one: `unitPriceGross` and `totalGross` are present,
 * follow the same rule, and the net figures are derived from them.
 */
export const lineSchema = z.object({
  lineId: idSchema,
  sku: text(128).optional(),
  ean: text(32).optional(),
  buyerSku: text(128).optional(),
  name: z.string().min(1).max(1000),
  quantity: quantitySchema,
  unit: text(32),
  unitPriceNet: unitPriceSchema,
  unitPriceGross: unitPriceSchema.optional(),
  vatPercent: percentSchema,
  discountPercent: percentSchema.optional(),
  totalNet: moneySchema,
  totalGross: moneySchema.optional(),
  note: text(4000).optional(),
})
export type Line = z.infer<typeof lineSchema>

/** `payable = gross + rounding`; `gross = net + Σ vat.amount`; `net = Σ vat.base`. One entry for each percent, 0 included. */
export const totalsSchema = z.object({
  net: moneySchema,
  vat: z.array(z.object({ percent: percentSchema, base: moneySchema, amount: moneySchema })).max(20),
  gross: moneySchema,
  rounding: moneySchema.optional(),
  payable: moneySchema,
})
export type Totals = z.infer<typeof totalsSchema>
