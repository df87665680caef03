import { z } from 'zod'
import { priceRowSchema, stockLevelRowSchema } from './central-api/uploads'
import { inwardAgendaSchema, outwardAgendaSchema } from './documents/agenda'
import { problemSchema } from './failure'
import { outwardSettingsSchema } from './outward-rules'
import { workingHoursSchema } from './settings'

/**
 * Where an agenda stands for this company: it is transferred; a person has switched it off (not agreed to it yet); the connection has no place
 * for it; the account doesn't have it.
 */
export const agendaPlaceSchema = z.enum(['used', 'off', 'without-place', 'not-in-account'])
export type AgendaPlace = z.infer<typeof agendaPlaceSchema>

export const stockSettingsSchema = outwardSettingsSchema.shape['stock-levels'].unwrap()
export const priceSettingsSchema = outwardSettingsSchema.shape.prices.unwrap()
export type StockSettings = z.infer<typeof stockSettingsSchema>
export type PriceSettings = z.infer<typeof priceSettingsSchema>

/** What goes to and fro, how often, and by which rules; how each fares is in the status. */
export const agendasViewSchema = z.object({
  /** False: what the connection can, or what the account has, is not known yet; the places may be better than they look. */
  known: z.boolean(),
  timer: z.object({ intervalSeconds: z.number().int(), workingHours: workingHoursSchema.optional() }),
  inward: z.array(
    z.object({
      agenda: inwardAgendaSchema,
      place: agendaPlaceSchema,
      intervalSeconds: z.number().int().optional(),
    }),
  ),
  /** `settings`: what holds, or would be usual. `since`: the information system can tell what has changed. */
  stock: z.object({ place: agendaPlaceSchema, since: z.boolean(), settings: stockSettingsSchema }),
  prices: z.object({ place: agendaPlaceSchema, since: z.boolean(), settings: priceSettingsSchema }),
})
export type AgendasView = z.infer<typeof agendasViewSchema>

/** What a person sets about one kind of documents. */
export const agendaChangeSchema = z.strictObject({
  agenda: inwardAgendaSchema,
  off: z.boolean(),
  /** Absent: the common one. */
  intervalSeconds: z.number().int().min(15).max(86_400).optional(),
})
export const timerChangeSchema = z.strictObject({ workingHours: workingHoursSchema.nullable() })

/** An agreement to send, or its end (`null`). */
export const outwardChangeSchema = z.discriminatedUnion('agenda', [
  z.strictObject({ agenda: z.literal('stock-levels'), settings: stockSettingsSchema.nullable() }),
  z.strictObject({ agenda: z.literal('prices'), settings: priceSettingsSchema.nullable() }),
])
export type OutwardChange = z.infer<typeof outwardChangeSchema>

/** So many rows of the information system are shown before a person agrees. */
export const PREVIEW_ROWS = 20
export const outwardPreviewRequestSchema = z.discriminatedUnion('agenda', [
  z.strictObject({ agenda: z.literal('stock-levels'), settings: stockSettingsSchema }),
  z.strictObject({ agenda: z.literal('prices'), settings: priceSettingsSchema }),
])
export type OutwardPreviewRequest = z.infer<typeof outwardPreviewRequestSchema>
/** The first rows as the shops would get them, and the first that can't be sent, with the reasons. */
export const outwardPreviewSchema = z.object({
  stock: z.array(z.object(stockLevelRowSchema.shape)),
  prices: z.array(z.object(priceRowSchema.shape)),
  unsendable: z.array(z.object({ sku: z.string(), problem: problemSchema })),
  /** How many were read for this; left out by the rule. */
  read: z.number().int(),
  leftOut: z.number().int(),
})
export type OutwardPreview = z.infer<typeof outwardPreviewSchema>
export const outwardAgendaCallSchema = z.strictObject({ agenda: outwardAgendaSchema })
