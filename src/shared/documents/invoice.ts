import { z } from 'zod'
import { tradeDocumentShape } from './order'
import { dateSchema, idSchema, text } from './party'

/** Agenda `invoices`. */
export const invoiceSchema = z.object({
  invoiceId: idSchema,
  variableSymbol: z
    .string()
    .regex(/^\d{1,10}$/)
    .optional(),
  orderNumber: z.string().max(64).optional(),
  taxPointOn: dateSchema,
  dueOn: dateSchema,
  kind: z.enum(['invoice', 'credit-note']),
  bankAccount: text(64).optional(),
  ...tradeDocumentShape,
})
export type Invoice = z.infer<typeof invoiceSchema>
