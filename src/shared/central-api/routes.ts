import { z } from 'zod'
import { inwardAgendaSchema } from '../documents/agenda'
import { idSchema } from '../documents/party'
import { accountSchema, heartbeatSchema } from './account'
import {
  activationCodeIssuedSchema,
  activationCodeRequestSchema,
  activationCodesSchema,
  activationCodeWithdrawnSchema,
  adminCompaniesSchema,
  adminItemDetailSchema,
  adminItemPatchSchema,
  adminItemSchema,
  adminQueuePageSchema,
  adminQueueQuerySchema,
  adminReasonSchema,
  adminRegistrationsQuerySchema,
  adminRegistrationsSchema,
  keyRevocationSchema,
  registrationApprovalSchema,
  registrationApprovedSchema,
  registrationDecidedSchema,
  registrationRejectionSchema,
  registrationScheduleSchema,
} from './admin'
import type { ApiProblemCode } from './problem'
import {
  claimRequestSchema,
  claimSchema,
  extensionRequestSchema,
  extensionSchema,
  queueItemStateSchema,
  queueListQuerySchema,
  queueListSchema,
  resultsAnswerSchema,
  resultsRequestSchema,
} from './queue'
import {
  activationRequestSchema,
  activationSchema,
  registrationCreatedSchema,
  registrationRequestSchema,
  registrationStatusSchema,
} from './registration'
import {
  anyShopDocumentSchema,
  catalogueQuerySchema,
  documentRegisteredSchema,
  pricePageSchema,
  shopDocumentStateSchema,
  stockLevelPageSchema,
} from './shop'
import {
  modeAnswerSchema,
  modeRequestSchema,
  testOrdersCreatedSchema,
  testOrdersRequestSchema,
  testOrdersSchema,
} from './test-orders'
import {
  uploadCommitRequestSchema,
  uploadCommitSchema,
  uploadCreatedSchema,
  uploadPartSchema,
  uploadRequestSchema,
  uploadStatusSchema,
} from './uploads'

/** Who may call: the kind of bearer key, the registration's poll token, or nobody in particular. */
export type Caller = 'client' | 'shop' | 'admin' | 'poll-token' | 'anyone'

/** Path parameters; each `{name}` of a path must be here. */
export const pathParameters = {
  itemId: idSchema,
  claimId: idSchema,
  registrationId: idSchema,
  uploadId: idSchema,
  keyId: idSchema,
  codeId: idSchema,
  agenda: inwardAgendaSchema,
  part: z.string().regex(/^[1-9]\d{0,5}$/, 'part'),
} as const

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below `/b2b/v1`, in OpenAPI's notation. */
  path: string
  caller: Caller
  summary: string
  query?: z.ZodObject
  request?: z.ZodType
  /** The request's media type when it isn't JSON. */
  requestType?: 'application/x-ndjson'
  /** By status. `null`: no body. */
  answers: Readonly<Record<number, z.ZodType | null>>
  /** Besides those that any call may give (see `commonProblems`). */
  problems?: readonly ApiProblemCode[]
  /** Takes `Idempotency-Key`. */
  idempotencyKey?: true
}

/** What every call may answer. */
export const commonProblems = [
  'validation',
  'rate-limited',
  'maintenance',
  'internal',
] as const satisfies readonly ApiProblemCode[]
/** And every call that needs a key. */
export const keyProblems = ['unauthorized', 'key-revoked', 'forbidden'] as const satisfies readonly ApiProblemCode[]

/** Status of each code (RFC 9110). `wrong-mode` and `conflict`: the state of things forbids it now. */
export const statusOfProblem = {
  unauthorized: 401,
  'key-revoked': 401,
  forbidden: 403,
  'client-too-old': 403,
  'not-found': 404,
  conflict: 409,
  'wrong-mode': 409,
  'too-large': 413,
  validation: 422,
  'rate-limited': 429,
  internal: 500,
  maintenance: 503,
} as const satisfies Record<ApiProblemCode, number>

const route = <const R extends Route>(value: R): R => value

/** The whole API, by operation id. The server, docs/openapi.json and the contract tests are derived from this table. */
export const routes = {
  // Registration
  register: route({
    method: 'POST',
    path: '/registrations',
    caller: 'anyone',
    summary: 'Asks to join: the company, its contacts, a survey of its IT and the consent',
    request: registrationRequestSchema,
    answers: { 201: registrationCreatedSchema },
    problems: ['too-large', 'conflict'],
    idempotencyKey: true,
  }),
  registrationStatus: route({
    method: 'GET',
    path: '/registrations/{registrationId}',
    caller: 'poll-token',
    summary: 'How far a registration has got',
    answers: { 200: registrationStatusSchema },
    problems: ['unauthorized', 'not-found'],
  }),
  activate: route({
    method: 'POST',
    path: '/activations',
    caller: 'anyone',
    summary: 'Turns an activation code or an approved registration into a client key, shown once',
    request: activationRequestSchema,
    answers: { 201: activationSchema },
    problems: ['not-found', 'conflict', 'too-large'],
    idempotencyKey: true,
  }),

  // Account and health
  account: route({
    method: 'GET',
    path: '/account',
    caller: 'client',
    summary: 'The company behind the key, its mode, agendas and queue',
    answers: { 200: accountSchema },
    problems: ['client-too-old'],
  }),
  heartbeat: route({
    method: 'POST',
    path: '/heartbeats',
    caller: 'client',
    summary: 'The Client tells that it lives, and how it fares',
    request: heartbeatSchema,
    answers: { 204: null },
  }),

  // Queue
  claim: route({
    method: 'POST',
    path: '/queue/claims',
    caller: 'client',
    summary:
      'Takes waiting items for a while, in the order of priority and receipt. At least once: an item without a result comes again',
    request: claimRequestSchema,
    answers: { 201: claimSchema },
    problems: ['client-too-old', 'conflict'],
    idempotencyKey: true,
  }),
  extendClaim: route({
    method: 'POST',
    path: '/queue/claims/{claimId}/extension',
    caller: 'client',
    summary: 'Sets a new end of the lease, counted from now',
    request: extensionRequestSchema,
    answers: { 200: extensionSchema },
    problems: ['not-found'],
  }),
  giveBack: route({
    method: 'DELETE',
    path: '/queue/claims/{claimId}',
    caller: 'client',
    summary: 'Gives back the items of a claim that have no result yet. Repeating it changes nothing',
    answers: { 204: null },
    problems: ['not-found'],
  }),
  items: route({
    method: 'GET',
    path: '/queue',
    caller: 'client',
    summary: 'The items of the account in the order of receipt, whatever their state: for comparing both sides. Takes nothing',
    query: queueListQuerySchema,
    answers: { 200: queueListSchema },
  }),
  itemState: route({
    method: 'GET',
    path: '/queue/{itemId}',
    caller: 'client',
    summary: 'The state of one item, asked before a write when the lease may be lost',
    answers: { 200: queueItemStateSchema },
    problems: ['not-found'],
  }),
  results: route({
    method: 'POST',
    path: '/queue/results',
    caller: 'client',
    summary: 'Reports what became of items. Repeating it changes nothing; a late report counts as well',
    request: resultsRequestSchema,
    answers: { 200: resultsAnswerSchema },
    problems: ['too-large'],
  }),

  // Test orders and the mode
  createTestOrders: route({
    method: 'POST',
    path: '/test-orders',
    caller: 'client',
    summary: 'Makes test orders, marked in their note. Test mode only',
    request: testOrdersRequestSchema,
    answers: { 201: testOrdersCreatedSchema },
    problems: ['wrong-mode', 'conflict'],
    idempotencyKey: true,
  }),
  testOrders: route({
    method: 'GET',
    path: '/test-orders',
    caller: 'client',
    summary: 'The test orders as the central side sees them, newest first, at most 500',
    answers: { 200: testOrdersSchema },
  }),
  switchMode: route({
    method: 'POST',
    path: '/mode',
    caller: 'client',
    summary: 'Switches all related modules together, to production only with evidence of processed test orders',
    request: modeRequestSchema,
    answers: { 200: modeAnswerSchema },
    problems: ['conflict'],
  }),

  // Uploads
  createUpload: route({
    method: 'POST',
    path: '/uploads',
    caller: 'client',
    summary: 'Begins an upload of stock levels or prices',
    request: uploadRequestSchema,
    answers: { 201: uploadCreatedSchema },
    problems: ['conflict'],
    idempotencyKey: true,
  }),
  putUploadPart: route({
    method: 'PUT',
    path: '/uploads/{uploadId}/parts/{part}',
    caller: 'client',
    summary: 'Sends one part: NDJSON, at most 5,000 rows. Repeating it replaces the part',
    request: z.string(),
    requestType: 'application/x-ndjson',
    answers: { 200: uploadPartSchema },
    problems: ['not-found', 'conflict', 'too-large'],
  }),
  uploadStatus: route({
    method: 'GET',
    path: '/uploads/{uploadId}',
    caller: 'client',
    summary: 'Which parts have arrived',
    answers: { 200: uploadStatusSchema },
    problems: ['not-found'],
  }),
  commitUpload: route({
    method: 'POST',
    path: '/uploads/{uploadId}/commit',
    caller: 'client',
    summary: 'Makes all parts visible at once. Repeating it gives the first answer',
    request: uploadCommitRequestSchema,
    answers: { 200: uploadCommitSchema },
    problems: ['not-found', 'conflict'],
  }),
  abandonUpload: route({
    method: 'DELETE',
    path: '/uploads/{uploadId}',
    caller: 'client',
    summary: 'Throws away what has not been committed',
    answers: { 204: null },
    problems: ['not-found', 'conflict'],
  }),

  // Shops
  registerDocument: route({
    method: 'POST',
    path: '/documents/{agenda}',
    caller: 'shop',
    summary: 'Puts a document into the queue of its recipient. The same externalId again gives the first itemId',
    request: anyShopDocumentSchema,
    answers: { 200: documentRegisteredSchema, 201: documentRegisteredSchema },
    problems: ['not-found', 'conflict', 'too-large'],
    idempotencyKey: true,
  }),
  documentState: route({
    method: 'GET',
    path: '/documents/{itemId}',
    caller: 'shop',
    summary: 'What became of a document',
    answers: { 200: shopDocumentStateSchema },
    problems: ['not-found'],
  }),
  stockLevels: route({
    method: 'GET',
    path: '/stock-levels',
    caller: 'shop',
    summary: "A supplier's stock levels",
    query: catalogueQuerySchema,
    answers: { 200: stockLevelPageSchema },
    problems: ['not-found'],
  }),
  prices: route({
    method: 'GET',
    path: '/prices',
    caller: 'shop',
    summary: "A supplier's sales prices",
    query: catalogueQuerySchema,
    answers: { 200: pricePageSchema },
    problems: ['not-found'],
  }),

  // Operator
  adminQueue: route({
    method: 'GET',
    path: '/admin/queue',
    caller: 'admin',
    summary: 'The queue, newest first',
    query: adminQueueQuerySchema,
    answers: { 200: adminQueuePageSchema },
  }),
  adminItem: route({
    method: 'GET',
    path: '/admin/queue/{itemId}',
    caller: 'admin',
    summary: 'One item with its history and payload',
    answers: { 200: adminItemDetailSchema },
    problems: ['not-found'],
  }),
  adminPatchItem: route({
    method: 'PATCH',
    path: '/admin/queue/{itemId}',
    caller: 'admin',
    summary: 'Changes the priority',
    request: adminItemPatchSchema,
    answers: { 200: adminItemSchema },
    problems: ['not-found'],
  }),
  adminRequeue: route({
    method: 'POST',
    path: '/admin/queue/{itemId}/requeue',
    caller: 'admin',
    summary: 'Puts a finished item back into processing. It comes again with the same itemId; importing it twice must do nothing',
    request: adminReasonSchema,
    answers: { 200: adminItemSchema },
    problems: ['not-found', 'conflict'],
  }),
  adminMarkProcessed: route({
    method: 'POST',
    path: '/admin/queue/{itemId}/processed',
    caller: 'admin',
    summary: 'Marks an item as processed without the Client: it was recorded by hand',
    request: adminReasonSchema,
    answers: { 200: adminItemSchema },
    problems: ['not-found'],
  }),
  adminCancel: route({
    method: 'POST',
    path: '/admin/queue/{itemId}/cancellation',
    caller: 'admin',
    summary: 'Takes an item that has not been processed out of the queue for good',
    request: adminReasonSchema,
    answers: { 200: adminItemSchema },
    problems: ['not-found', 'conflict'],
  }),
  adminCompanies: route({
    method: 'GET',
    path: '/admin/companies',
    caller: 'admin',
    summary: 'The companies: mode, last heartbeat, queue, keys',
    answers: { 200: adminCompaniesSchema },
  }),
  adminRegistrations: route({
    method: 'GET',
    path: '/admin/registrations',
    caller: 'admin',
    summary: 'The registrations, newest first',
    query: adminRegistrationsQuerySchema,
    answers: { 200: adminRegistrationsSchema },
  }),
  adminApproveRegistration: route({
    method: 'POST',
    path: '/admin/registrations/{registrationId}/approval',
    caller: 'admin',
    summary: 'Approves a registration; the activation code is shown once. Repeating it changes nothing',
    request: registrationApprovalSchema,
    answers: { 200: registrationApprovedSchema },
    problems: ['not-found', 'conflict'],
  }),
  adminRejectRegistration: route({
    method: 'POST',
    path: '/admin/registrations/{registrationId}/rejection',
    caller: 'admin',
    summary: 'Rejects a registration with a message to the company; also an approved one that has not been activated',
    request: registrationRejectionSchema,
    answers: { 200: registrationDecidedSchema },
    problems: ['not-found', 'conflict'],
  }),
  adminScheduleRegistration: route({
    method: 'POST',
    path: '/admin/registrations/{registrationId}/schedule',
    caller: 'admin',
    summary: 'Sets or moves the day of the installation',
    request: registrationScheduleSchema,
    answers: { 200: registrationDecidedSchema },
    problems: ['not-found', 'conflict'],
  }),
  adminActivationCodes: route({
    method: 'GET',
    path: '/admin/activation-codes',
    caller: 'admin',
    summary: 'The activation codes that were given out, newest first; never the codes themselves',
    answers: { 200: activationCodesSchema },
  }),
  adminIssueActivationCode: route({
    method: 'POST',
    path: '/admin/activation-codes',
    caller: 'admin',
    summary: 'Gives out an activation code, shown once. It turns into one client key within 30 days',
    request: activationCodeRequestSchema,
    answers: { 201: activationCodeIssuedSchema },
    problems: ['not-found', 'conflict'],
    idempotencyKey: true,
  }),
  adminWithdrawActivationCode: route({
    method: 'POST',
    path: '/admin/activation-codes/{codeId}/withdrawal',
    caller: 'admin',
    summary: 'Takes back an activation code that nobody has used yet',
    answers: { 200: activationCodeWithdrawnSchema },
    problems: ['not-found', 'conflict'],
  }),
  adminRevokeKey: route({
    method: 'POST',
    path: '/admin/keys/{keyId}/revocation',
    caller: 'admin',
    summary: 'Revokes a key at once',
    answers: { 200: keyRevocationSchema },
    problems: ['not-found'],
  }),
} as const satisfies Record<string, Route>

export type RouteName = keyof typeof routes
