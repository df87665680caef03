import { z } from 'zod'
import { outwardAgendaSchema } from '../documents/agenda'
import { percentSchema, quantitySchema, unitPriceSchema } from '../documents/decimal'
import { currencySchema, dateSchema, idSchema, instantSchema, text } from '../documents/party'

export const MAXIMUM_ROWS_IN_PART = 5000

const skuSchema = z.string().min(1).max(128)

/** One row of agenda `stock-levels`. `available`: what may be sold now; `physical`: what lies in the warehouse. */
export const stockLevelRowSchema = z.strictObject({
  sku: skuSchema,
  ean: text(32).optional(),
  name: text(1000).optional(),
  unit: text(32).optional(),
  available: quantitySchema,
  physical: quantitySchema.optional(),
  warehouse: text(64).optional(),
  changedAt: instantSchema.optional(),
})
export type StockLevelRow = z.infer<typeof stockLevelRowSchema>

/** One row of agenda `prices`. Without `priceLevel` it is the base price. */
export const priceRowSchema = z.strictObject({
  sku: skuSchema,
  ean: text(32).optional(),
  priceLevel: text(64).optional(),
  currency: currencySchema,
  unitPrice: unitPriceSchema,
  priceIncludesVat: z.boolean(),
  vatPercent: percentSchema,
  validFrom: dateSchema.optional(),
})
export type PriceRow = z.infer<typeof priceRowSchema>

/** `POST /uploads`. `full` replaces all rows of the agenda at commit; `delta` changes only those it names. */
export const uploadRequestSchema = z.strictObject({
  agenda: outwardAgendaSchema,
  kind: z.enum(['full', 'delta']),
  expectedRows: z.number().int().nonnegative().optional(),
})
export type UploadRequest = z.infer<typeof uploadRequestSchema>
/** `partSize`: rows in a part at most. */
export const uploadCreatedSchema = z.object({ uploadId: idSchema, partSize: z.number().int().min(1).max(MAXIMUM_ROWS_IN_PART) })
export type UploadCreated = z.infer<typeof uploadCreatedSchema>

/** `PUT /uploads/{uploadId}/parts/{part}`: the body is NDJSON, one row a line. Repeating a part replaces it. */
export const uploadPartSchema = z.object({ part: z.number().int().min(1), rows: z.number().int().nonnegative() })
export type UploadPart = z.infer<typeof uploadPartSchema>

/** `GET /uploads/{uploadId}`: what has arrived, so that an interrupted upload goes on where it stopped. */
export const uploadStatusSchema = z.object({
  uploadId: idSchema,
  agenda: outwardAgendaSchema,
  kind: z.enum(['full', 'delta']),
  state: z.enum(['open', 'committed', 'abandoned']),
  parts: z.array(uploadPartSchema),
})
export type UploadStatus = z.infer<typeof uploadStatusSchema>

/** `POST /uploads/{uploadId}/commit`: refused with `conflict` when fewer parts or rows have arrived. */
export const uploadCommitRequestSchema = z.strictObject({
  parts: z.number().int().nonnegative(),
  rows: z.number().int().nonnegative(),
})
export type UploadCommitRequest = z.infer<typeof uploadCommitRequestSchema>
/** `row` counts from 1 over all parts in their order. `removed`: rows that a full upload did not name. */
export const uploadCommitSchema = z.object({
  accepted: z.number().int().nonnegative(),
  rejected: z.array(z.object({ row: z.number().int().min(1), code: z.string(), message: z.string() })),
  removed: z.number().int().nonnegative(),
})
export type UploadCommit = z.infer<typeof uploadCommitSchema>
