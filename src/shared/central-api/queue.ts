import { z } from 'zod'
import { inwardAgendaSchema } from '../documents/agenda'
import { idSchema, instantSchema } from '../documents/party'

/** `POST /queue/claims` request. Seconds. */
export const claimRequestSchema = z.strictObject({
  agendas: z.array(inwardAgendaSchema).min(1).optional(),
  limit: z.number().int().min(1).max(500),
  leaseSeconds: z.number().int().min(30).max(3600),
})
export type ClaimRequest = z.infer<typeof claimRequestSchema>

/**
 * One waiting document. `payload` stays `unknown` here: a payload that doesn't fit its schema must still be kept and
 * quarantined, and must not make the whole claim unreadable. Its agenda may be newer than this client, so it is a string.
 */
export const queueItemSchema = z.object({
  itemId: idSchema,
  agenda: z.string().max(64),
  receivedAt: instantSchema,
  priority: z.number().int().min(0).max(9),
  deliveryCount: z.number().int().min(1),
  test: z.boolean(),
  payload: z.unknown(),
})
export type QueueItem = z.infer<typeof queueItemSchema>

export const claimSchema = z.object({
  claimId: idSchema,
  leaseExpiresAt: instantSchema,
  items: z.array(queueItemSchema).max(500),
  remaining: z.number().int().nonnegative(),
})
/** An item that doesn't fit `queueItemSchema`: left out of the claim, so that the others can be used. */
export interface UnreadableItem {
  itemId?: string
  reason: string
}
export type Claim = z.infer<typeof claimSchema> & { unreadable?: readonly UnreadableItem[] }

/** `POST /queue/claims/{claimId}/extension` */
export const extensionRequestSchema = z.strictObject({ leaseSeconds: z.number().int().min(30).max(3600) })
export const extensionSchema = z.object({ leaseExpiresAt: instantSchema })

export const itemStateSchema = z.enum(['waiting', 'claimed', 'processed', 'rejected', 'cancelled'])
export type ItemState = z.infer<typeof itemStateSchema>

export const erpReferenceSchema = z.object({ id: z.string().max(128).optional(), number: z.string().max(128).optional() })
export type ErpReference = z.infer<typeof erpReferenceSchema>

/** `GET /queue/{itemId}`. `payloadSha256` tells which content the state belongs to. */
export const queueItemStateSchema = z.object({
  itemId: idSchema,
  agenda: z.string(),
  state: itemStateSchema,
  test: z.boolean(),
  receivedAt: instantSchema,
  deliveryCount: z.number().int().nonnegative(),
  payloadSha256: z.string(),
  claimId: idSchema.optional(),
  leaseExpiresAt: instantSchema.optional(),
  erpReference: erpReferenceSchema.optional(),
  finishedAt: instantSchema.optional(),
})
export type QueueItemState = z.infer<typeof queueItemStateSchema>

/**
 * `GET /queue`: the items of the account's mode, in the order of receipt, whatever their state; for comparing both sides.
 * `after`: the `cursor` of the page before, also one of an earlier day. Never takes anything.
 */
export const queueListQuerySchema = z.strictObject({
  after: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(200),
})
/** `cursor` is absent only when nothing was ever there. `more`: another page follows now. */
export const queueListSchema = z.object({
  items: z.array(queueItemStateSchema).max(500),
  cursor: z.string().max(64).optional(),
  more: z.boolean(),
})
export type QueueList = z.infer<typeof queueListSchema>

export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, 'sha256')

/** One result. `payloadSha256`: over the canonical JSON (RFC 8785) of the payload as it was delivered. */
export const resultSchema = z.strictObject({
  itemId: idSchema,
  payloadSha256: sha256Schema,
  outcome: z.enum(['imported', 'rejected', 'skipped']),
  erpReference: erpReferenceSchema.optional(),
  code: z.string().max(64).optional(),
  message: z.string().max(4000).optional(),
  finishedAt: instantSchema,
})
export type Result = z.infer<typeof resultSchema>

/** `POST /queue/results` */
export const resultsRequestSchema = z.strictObject({ results: z.array(resultSchema).min(1).max(500) })
/**
 * `accepted`: taken now, or the same as what stands already. `already-final`: another outcome stands and stays.
 * A rejection may still be followed by `imported` (a person mended the cause): that is accepted.
 */
export const resultStatusSchema = z.enum(['accepted', 'already-final', 'unknown-item', 'hash-mismatch'])
export type ResultStatus = z.infer<typeof resultStatusSchema>
export const resultsAnswerSchema = z.object({
  results: z.array(z.object({ itemId: idSchema, status: resultStatusSchema })).max(500),
})
