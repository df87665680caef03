import { z } from 'zod'
import { type InwardAgenda, payloadSchemas } from '../documents/agenda'
import { currencySchema, dateSchema, idSchema, instantSchema } from '../documents/party'
import { erpReferenceSchema, itemStateSchema, resultSchema } from './queue'
import { priceRowSchema, stockLevelRowSchema } from './uploads'

/**
 * `POST /documents/{agenda}`: the body without its payload's own schema, which depends on the agenda (see `shopDocumentSchema`).
 * The recipient is named by exactly one of `supplierIco` and `companyId`. `externalId` is the shop's own id: the same one
 * again gives the first `itemId` and changes nothing. `priority` 0–9, high first, 5 when absent. `test`: see `QueueItem`.
 */
export const shopDocumentShape = {
  supplierIco: z
    .string()
    .regex(/^\d{8}$/, 'ico')
    .optional(),
  companyId: idSchema.optional(),
  externalId: z.string().min(1).max(128),
  priority: z.number().int().min(0).max(9).optional(),
  test: z.boolean().optional(),
} as const

const oneRecipient = (body: { supplierIco?: string | undefined; companyId?: string | undefined }): boolean =>
  (body.supplierIco === undefined) !== (body.companyId === undefined)

/** The body for one agenda. Unknown fields of the payload are refused by the server as well (see the sandbox). */
export const shopDocumentSchema = (agenda: InwardAgenda) =>
  z.strictObject({ ...shopDocumentShape, payload: payloadSchemas[agenda] as z.ZodType }).refine(oneRecipient, {
    path: ['supplierIco'],
    error: 'give exactly one of supplierIco and companyId',
  })
/** Fits the schema of the agenda in the path; which one that is, only the path tells (`shopDocumentSchema`). */
export const shopPayloadSchema = z.unknown()
/** The body whatever its agenda. */
export const anyShopDocumentSchema = z.strictObject({ ...shopDocumentShape, payload: shopPayloadSchema })
export type ShopDocument = { [K in keyof typeof shopDocumentShape]?: z.infer<(typeof shopDocumentShape)[K]> } & {
  externalId: string
  payload?: unknown
}

/** 201 when it is new, 200 when this `externalId` had been registered before. */
export const documentRegisteredSchema = z.object({ itemId: idSchema })
export type DocumentRegistered = z.infer<typeof documentRegisteredSchema>

/** `GET /documents/{itemId}`: what became of it. Only the shop that registered it sees it. */
export const shopDocumentStateSchema = z.object({
  itemId: idSchema,
  externalId: z.string(),
  agenda: z.string(),
  state: itemStateSchema,
  test: z.boolean(),
  receivedAt: instantSchema,
  result: z
    .object({
      outcome: resultSchema.shape.outcome,
      erpReference: erpReferenceSchema.optional(),
      code: z.string().optional(),
      message: z.string().optional(),
      finishedAt: instantSchema,
    })
    .optional(),
})
export type ShopDocumentState = z.infer<typeof shopDocumentStateSchema>

/**
 * `GET /stock-levels` and `GET /prices`. `changedSince`: only rows changed at or after it, and the names of those that were removed; give the
 * `asOf` of the reading before. `cursor`: from the page before, with the same `companyId` and `changedSince`. A row that changes while the
 * pages are read is read once, as it was or as it is; the next reading since `asOf` has it again.
 */
export const catalogueQuerySchema = z.strictObject({
  companyId: idSchema,
  changedSince: instantSchema.optional(),
  cursor: z.string().max(512).optional(),
})
/** What every page has besides its rows. `asOf`: when the first page was read. `nextCursor` is absent on the last page. */
const pageShape = { asOf: instantSchema, nextCursor: z.string().optional() } as const
/** `removed`: with `changedSince` only. */
export const stockLevelPageSchema = z.object({
  rows: z.array(z.object(stockLevelRowSchema.shape)),
  removed: z.array(z.object({ sku: z.string(), warehouse: z.string().optional() })),
  ...pageShape,
})
export const pricePageSchema = z.object({
  rows: z.array(z.object({ ...priceRowSchema.shape, validFrom: dateSchema.optional() })),
  removed: z.array(z.object({ sku: z.string(), priceLevel: z.string().optional(), currency: currencySchema })),
  ...pageShape,
})
