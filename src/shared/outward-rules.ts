import { z } from 'zod'
import { quantitySchema } from './documents/decimal'
import { currencySchema } from './documents/party'

/** What the company has agreed to send to the shops, and how it is worked out. Nothing is sent without such an agreement. */

const warehouseSchema = z.string().min(1).max(64)

/** How a stock level is worked out of what the information system knows of a card. */
export const stockRuleSchema = z.strictObject({
  /** What counts as available: all that lies there; less what is reserved; less what received orders want besides. */
  available: z.enum(['physical', 'less-reserved', 'less-reserved-and-ordered']).default('less-reserved'),
  /** Kept back from each row, in the card's unit: what the shops must not sell. */
  keepBack: quantitySchema.default('0'),
  /** Codes of the warehouses that count, as the information system has them. Empty: all. */
  warehouses: z.array(warehouseSchema).max(200).default([]),
  /** A row for each warehouse; otherwise the chosen ones are added up. */
  perWarehouse: z.boolean().default(false),
  /** Only cards that the information system marks for sale on the internet. */
  onlyForSale: z.boolean().default(false),
  /** Tell also what lies there physically. */
  sendPhysical: z.boolean().default(false),
})
export type StockRule = z.infer<typeof stockRuleSchema>

/** Which prices are sent, and in which form. */
export const priceRuleSchema = z.strictObject({
  /** The basic sales price. */
  base: z.boolean().default(true),
  /** Price levels that are sent besides, by their code in the information system. */
  levels: z.array(z.string().min(1).max(64)).max(100).default([]),
  /** Prices with or without VAT; `as-kept`: as the information system keeps each. Converted ones are rounded half up to 4 decimals without, to 2 with VAT. */
  vat: z.enum(['as-kept', 'without', 'with']).default('as-kept'),
  /** Of prices for which the information system names no currency. */
  currency: currencySchema.default('CZK'),
  /** Codes of the warehouses whose cards count; empty: all. A card that lies in several with different prices is not guessed at. */
  warehouses: z.array(warehouseSchema).max(200).default([]),
  onlyForSale: z.boolean().default(false),
})
export type PriceRule = z.infer<typeof priceRuleSchema>

/** `HH:MM`, 24 hours, this computer's time. */
export const timeOfDaySchema = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'time-of-day')

const passShape = {
  /** How often the information system is read, in seconds. */
  intervalSeconds: z.number().int().min(60).max(86_400).default(900),
  /** Local time of the daily full pass: it reads everything and takes away what is gone. */
  fullAt: timeOfDaySchema.default('02:30'),
  /** Between full passes only cards are read that the information system says have changed; where it can tell. */
  onlyChanged: z.boolean().default(false),
  /** When more than so many percent of the cards would vanish or fall to zero at once, a person is asked first. */
  fallPercent: z.number().int().min(1).max(100).default(30),
} as const

export const outwardSettingsSchema = z.strictObject({
  'stock-levels': z.strictObject({ ...passShape, rule: stockRuleSchema.prefault({}) }).optional(),
  prices: z.strictObject({ ...passShape, rule: priceRuleSchema.prefault({}) }).optional(),
})
export type OutwardSettings = z.infer<typeof outwardSettingsSchema>
