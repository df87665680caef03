import { z } from 'zod'
import { type OutwardAgenda, outwardAgendaSchema } from '../documents/agenda'
import { percentSchema, quantitySchema, unitPriceSchema } from '../documents/decimal'
import { currencySchema, dateSchema, idSchema, instantSchema, text } from '../documents/party'

export const MAXIMUM_ROWS_IN_PART = 5000

const skuSchema = z.string().min(1).max(128)

/** One row of agenda `stock-levels`, named by `sku` and `warehouse`. `available`: what may be sold now; `physical`: what lies in the warehouse. */
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

/** One row of agenda `prices`, named by `sku`, `priceLevel` and `currency`. Without `priceLevel` it is the base price. */
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

/** The schema of each agenda's rows. */
export const rowSchemas = { 'stock-levels': stockLevelRowSchema, prices: priceRowSchema } as const satisfies Record<
  OutwardAgenda,
  z.ZodType
>
export const uploadKindSchema = z.enum(['full', 'delta'])
/** What names a row of its agenda: a later one of the same name takes its place. Each part may be absent or anything in a row that fits no schema. */
export const rowNames = {
  'stock-levels': ['sku', 'warehouse'],
  prices: ['sku', 'priceLevel', 'currency'],
} as const satisfies Record<OutwardAgenda, readonly string[]>

/**
 * `POST /uploads`. `full` replaces all rows of the agenda at commit; `delta` changes only those it names. Of each agenda one upload is open at
 * most: a new one abandons it, so that an old one can never overtake a newer one. `expectedRows`: a commit of another number is refused.
 */
export const uploadRequestSchema = z.strictObject({
  agenda: outwardAgendaSchema,
  kind: uploadKindSchema,
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
  kind: uploadKindSchema,
  state: z.enum(['open', 'committed', 'abandoned']),
  parts: z.array(uploadPartSchema),
})
export type UploadStatus = z.infer<typeof uploadStatusSchema>

/**
 * `POST /uploads/{uploadId}/commit`: refused with `conflict` unless exactly the parts 1 to `parts` with `rows` rows in all have arrived.
 * Repeating it gives the first answer.
 */
export const uploadCommitRequestSchema = z.strictObject({
  parts: z.number().int().nonnegative(),
  rows: z.number().int().nonnegative(),
})
export type UploadCommitRequest = z.infer<typeof uploadCommitRequestSchema>
/**
 * `row` counts from 1 over all parts in their order. Its `code`: `validation`, it doesn't fit its schema (the message begins with the field);
 * `duplicate`, the upload has named that row before. A rejected row changes nothing: what stood under its name stays, also in a full upload.
 * `removed`: rows that a full upload did not name. The codes may become more.
 */
export const uploadCommitSchema = z.object({
  accepted: z.number().int().nonnegative(),
  rejected: z.array(z.object({ row: z.number().int().min(1), code: z.string(), message: z.string() })),
  removed: z.number().int().nonnegative(),
})
export type UploadCommit = z.infer<typeof uploadCommitSchema>
