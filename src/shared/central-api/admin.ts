import { z } from 'zod'
import { outwardAgendaSchema } from '../documents/agenda'
import { dateSchema, idSchema, instantSchema, text } from '../documents/party'
import { heartbeatSchema, modeSchema, roleSchema } from './account'
import { erpReferenceSchema, itemStateSchema, resultSchema } from './queue'
import { registeredCompanySchema, registrationRequestSchema, registrationStateSchema } from './registration'
import { uploadKindSchema } from './uploads'

/** `GET /admin/queue`. `text` is sought in number, partner, item id and external id. Newest first, 100 to a page. */
export const adminQueueQuerySchema = z.strictObject({
  companyId: idSchema.optional(),
  agenda: z.string().max(64).optional(),
  state: itemStateSchema.optional(),
  test: z.enum(['true', 'false']).optional(),
  text: z.string().max(200).optional(),
  cursor: z.string().max(64).optional(),
})
export type AdminQueueQuery = z.infer<typeof adminQueueQuerySchema>

/** One item as the operator sees it. `outcome` is what the Client reported; absent when the operator decided. */
export const adminItemSchema = z.object({
  itemId: idSchema,
  companyId: idSchema,
  agenda: z.string(),
  number: z.string(),
  partner: z.string(),
  externalId: z.string().optional(),
  state: itemStateSchema,
  test: z.boolean(),
  priority: z.number().int().min(0).max(9),
  receivedAt: instantSchema,
  deliveryCount: z.number().int().nonnegative(),
  payloadSha256: z.string(),
  claimId: idSchema.optional(),
  leaseExpiresAt: instantSchema.optional(),
  outcome: resultSchema.shape.outcome.optional(),
  erpReference: erpReferenceSchema.optional(),
  code: z.string().optional(),
  message: z.string().optional(),
  finishedAt: instantSchema.optional(),
})
export type AdminItem = z.infer<typeof adminItemSchema>

export const adminQueuePageSchema = z.object({ items: z.array(adminItemSchema), nextCursor: z.string().optional() })
export type AdminQueuePage = z.infer<typeof adminQueuePageSchema>

/** One step in the life of an item at the central side. */
export const itemEventSchema = z.object({
  at: instantSchema,
  event: z.enum([
    'registered',
    'claimed',
    'lease-expired',
    'given-back',
    'result', // facts.outcome
    'result-refused', // facts.status
    'requeued',
    'marked-processed',
    'cancelled',
    'priority-changed',
  ]),
  /** Who did it: `client`, `shop`, `admin` or `queue` (the lease ran out). */
  by: z.string(),
  facts: z.record(z.string(), z.unknown()).optional(),
})
export type ItemEvent = z.infer<typeof itemEventSchema>

/** `GET /admin/queue/{itemId}` */
export const adminItemDetailSchema = z.object({
  ...adminItemSchema.shape,
  history: z.array(itemEventSchema),
  payload: z.unknown(),
})
export type AdminItemDetail = z.infer<typeof adminItemDetailSchema>

/** `PATCH /admin/queue/{itemId}` */
export const adminItemPatchSchema = z.strictObject({ priority: z.number().int().min(0).max(9).optional() })

/** Why the operator did it; kept in the history. */
export const adminReasonSchema = z.strictObject({ reason: text(1000).optional() })
export type AdminReason = z.infer<typeof adminReasonSchema>

/** `GET /admin/companies`. A company without `lastHeartbeatAt` has never been heard of. Keys are named, never shown. */
export const adminCompaniesSchema = z.object({
  companies: z.array(
    z.object({
      companyId: idSchema,
      companyName: z.string(),
      ico: z.string(),
      role: roleSchema,
      mode: modeSchema,
      joinedAt: instantSchema,
      lastHeartbeatAt: instantSchema.optional(),
      /** Nothing heard for 24 hours, be it since the last heartbeat or since the company joined. */
      silent: z.boolean(),
      heartbeat: z
        .object({ ...heartbeatSchema.shape, counts: z.looseObject({}), host: z.looseObject({}), state: z.string() })
        .optional(),
      queue: z.object({
        waiting: z.number().int().nonnegative(),
        claimed: z.number().int().nonnegative(),
        oldestReceivedAt: instantSchema.optional(),
      }),
      /** What shops see of it, for each agenda that it may upload. `rejected`: rows of the last upload that were not taken. */
      catalogues: z.array(
        z.object({
          agenda: outwardAgendaSchema,
          rows: z.number().int().nonnegative(),
          lastUpload: z
            .object({
              kind: uploadKindSchema,
              committedAt: instantSchema,
              rows: z.number().int().nonnegative(),
              rejected: z.number().int().nonnegative(),
            })
            .optional(),
          /** Since when another upload has been on its way. */
          openSince: instantSchema.optional(),
        }),
      ),
      keys: z.array(
        z.object({
          keyId: idSchema,
          kind: z.enum(['client', 'shop', 'admin']),
          createdAt: instantSchema,
          revokedAt: instantSchema.optional(),
        }),
      ),
    }),
  ),
})
export type AdminCompanies = z.infer<typeof adminCompaniesSchema>

/** `GET /admin/registrations`: newest first, at most 500. */
export const adminRegistrationsQuerySchema = z.strictObject({ state: registrationStateSchema.optional() })

/** `company`: the one that has this IČO already; once activated, the one it became. Then `activatedAt` is there as well. */
export const adminRegistrationSchema = z.object({
  registrationId: idSchema,
  receivedAt: instantSchema,
  state: registrationStateSchema,
  scheduledFor: z.union([dateSchema, instantSchema]).optional(),
  message: z.string().optional(),
  decidedAt: instantSchema.optional(),
  activatedAt: instantSchema.optional(),
  company: z.object({ companyId: idSchema, companyName: z.string() }).optional(),
  request: z.object(registrationRequestSchema.shape),
})
export type AdminRegistration = z.infer<typeof adminRegistrationSchema>
export const adminRegistrationsSchema = z.object({ registrations: z.array(adminRegistrationSchema) })

export const registrationScheduleSchema = z.strictObject({
  scheduledFor: z.union([dateSchema, instantSchema]),
  message: text(4000).optional(),
})
export const registrationApprovalSchema = z.strictObject({ message: text(4000).optional() })
/** `activationCode`: to be passed to the company; shown once, so a repeated approval comes without it. */
export const registrationApprovedSchema = z.object({ state: registrationStateSchema, activationCode: z.string().optional() })
export const registrationRejectionSchema = z.strictObject({ message: z.string().min(1).max(4000) })
export const registrationDecidedSchema = z.object({ state: registrationStateSchema })

/**
 * `POST /admin/activation-codes`: a code for an approved registration (its earlier codes end), for another Client of a
 * company that has joined, or for a company that joins without a registration.
 */
export const activationCodeRequestSchema = z.union([
  z.strictObject({ registrationId: idSchema }),
  z.strictObject({ companyId: idSchema }),
  z.strictObject({
    company: z.strictObject({
      name: registeredCompanySchema.shape.name,
      ico: registeredCompanySchema.shape.ico,
      country: registeredCompanySchema.shape.country,
    }),
    role: roleSchema,
  }),
])
export type ActivationCodeRequest = z.infer<typeof activationCodeRequestSchema>
/** The code itself is shown once; only its hash is kept. */
export const activationCodeIssuedSchema = z.object({ codeId: idSchema, activationCode: z.string(), expiresAt: instantSchema })
export type ActivationCodeIssued = z.infer<typeof activationCodeIssuedSchema>

/** `GET /admin/activation-codes`: newest first, at most 500. Codes are named, never shown. */
export const activationCodesSchema = z.object({
  codes: z.array(
    z.object({
      codeId: idSchema,
      companyName: z.string(),
      ico: z.string(),
      registrationId: idSchema.optional(),
      state: z.enum(['waiting', 'used', 'expired', 'withdrawn']),
      createdAt: instantSchema,
      expiresAt: instantSchema,
      usedAt: instantSchema.optional(),
    }),
  ),
})
export type ActivationCodes = z.infer<typeof activationCodesSchema>
/** `POST /admin/activation-codes/{codeId}/withdrawal`. Idempotent; 409 once the code is used: then its key is revoked instead. */
export const activationCodeWithdrawnSchema = z.object({ codeId: idSchema, state: z.enum(['withdrawn', 'expired']) })

/** `POST /admin/keys/{keyId}/revocation`: from now on the key gets 401 `key-revoked`. Idempotent. */
export const keyRevocationSchema = z.object({ keyId: idSchema, revokedAt: instantSchema })
