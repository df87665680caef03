import { z } from 'zod'
import { type InwardAgenda, inwardAgendaSchema } from '../../../shared/documents/agenda'

const taken = (what: string, byDefault = false) => z.boolean().default(byDefault).describe(`Whether ${what} are taken`)

/**
 * Which kinds of documents go a way whose other end the client doesn't know; the others stay in the queue. Only orders at first: a program or
 * a reader of files that was made for orders must not be given anything else because an account has got more.
 */
export const agendaSwitches = z.strictObject({
  orders: taken('orders', true),
  'delivery-notes': taken('delivery notes'),
  'stock-cards': taken('stock cards'),
  addresses: taken('addresses'),
  invoices: taken('invoices'),
} satisfies Record<InwardAgenda, z.ZodType>)

export const switchedOn = (switches: z.infer<typeof agendaSwitches>): readonly InwardAgenda[] =>
  inwardAgendaSchema.options.filter((agenda) => switches[agenda])
