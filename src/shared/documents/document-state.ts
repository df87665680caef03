import { z } from 'zod'

/**
 * Where a document stands. One flow (ARCHITECTURE.md):
 * received → ready → sending → imported; or quarantined, rejected, unknown, skipped.
 * Whether the central side knows it already is a second, separate thing: `reportState`.
 */
export const documentStateSchema = z.enum([
  'received', // raw kept; not yet checked
  'quarantined', // unreadable or does not add up: held, reason shown, retried by a person or after a new content
  'ready', // checked and mapped; waits for its hand-over
  'sending', // handed over, or about to be: from here on only the information system knows
  'imported', // recorded in the information system, reference kept
  'rejected', // the information system said no, in its words
  'unknown', // handed over, no answer: looked up before anything else
  'skipped', // the central side or a person took it out before it was handed over
])
export type DocumentState = z.infer<typeof documentStateSchema>

export const reportStateSchema = z.enum([
  'none', // nothing to tell yet
  'due', // an outcome waits to be told
  'accepted', // the central side has it
  'refused', // the central side does not take it: shown to a person
])
export type ReportState = z.infer<typeof reportStateSchema>

/** One row of the documents list, as the window and the command line show it. */
export const documentSummarySchema = z.object({
  itemId: z.string(),
  agenda: z.string(),
  test: z.boolean(),
  number: z.string(),
  partner: z.string(),
  state: documentStateSchema,
  reportState: reportStateSchema,
  /** The information system's own number or id of the record. */
  reference: z.object({ id: z.string().optional(), number: z.string().optional() }).optional(),
  problem: z
    .object({ code: z.string(), params: z.record(z.string(), z.string()).default({}), words: z.string().optional() })
    .optional(),
  /** RFC 3339, UTC. */
  receivedAt: z.string(),
  updatedAt: z.string(),
  attempts: z.number().int().nonnegative(),
})
export type DocumentSummary = z.infer<typeof documentSummarySchema>

/** One link of the evidence chain. */
export const documentEventSchema = z.object({
  at: z.string(),
  step: z.enum([
    'received', // raw kept; payloadSha256
    'redelivered', // came again; payloadSha256
    'content-changed', // came again with another content; payloadSha256
    'checked', // ready; notes: what the mapping adjusted
    'quarantined',
    'sending', // handedSha256
    'imported', // reference
    'rejected',
    'postponed', // nothing was written; tried again later
    'unknown',
    'looked-up', // the information system was asked about it
    'skipped',
    'reported', // reportState
    'retry', // asked for by a person
  ]),
  payloadSha256: z.string().optional(),
  handedSha256: z.string().optional(),
  reportState: reportStateSchema.optional(),
  /** The central side's own word for it (`accepted`, `already-final`, …). */
  status: z.string().optional(),
  reference: z.object({ id: z.string().optional(), number: z.string().optional() }).optional(),
  problem: documentSummarySchema.shape.problem,
  /** Plain remarks, e.g. "name shortened to 90 characters". Codes with params, as problems. */
  notes: z.array(z.object({ code: z.string(), params: z.record(z.string(), z.string()).default({}) })).optional(),
})
export type DocumentEvent = z.infer<typeof documentEventSchema>

export const documentDetailSchema = z.object({
  summary: documentSummarySchema,
  payloadSha256: z.string(),
  handedSha256: z.string().optional(),
  events: z.array(documentEventSchema),
  /** The raw payload, canonical JSON; absent when emptied after its retention time. */
  payload: z.string().optional(),
})
export type DocumentDetail = z.infer<typeof documentDetailSchema>
