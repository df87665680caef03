import { z } from 'zod'
import { problemSchema } from './failure'

/**
 * What can differ between the central side, the ledger and the information system. Worst first: of several at one
 * document only the first is told.
 */
export const differenceKindSchema = z.enum([
  'missing-here', // the central side has an outcome, this ledger has never seen the item
  'record-of-held', // the information system has a record of what stands here as held, refused or skipped
  'record-gone', // imported here; the information system has no such record (any more)
  'finished-there', // the central side says processed; it is held here and was never imported
  'cancelled-there', // imported here and told; the central side says rejected or cancelled
  'unknown-there', // told here; the central side knows no such item
  'reference-differs', // both sides say imported, as another record
  'report-lost', // told and accepted, but the central side waits for it: told again by itself
])
export type DifferenceKind = z.infer<typeof differenceKindSchema>

const referenceSchema = z.object({ id: z.string().optional(), number: z.string().optional() })

/** One document at which the sides differ. */
export const differenceSchema = z.object({
  kind: differenceKindSchema,
  itemId: z.string(),
  /** Number of the document; '' when this ledger doesn't know it. */
  number: z.string(),
  /** Its state in the ledger; absent: not there. */
  here: z.string().optional(),
  reference: referenceSchema.optional(),
  /** Its state at the central side; absent: not there. */
  central: z.string().optional(),
  centralReference: referenceSchema.optional(),
  /** The record of the information system; absent: none found, or it wasn't asked. */
  record: referenceSchema.optional(),
  recordAsked: z.boolean(),
})
export type Difference = z.infer<typeof differenceSchema>

/** Settles without a person. */
export const healsByItself = ({ kind }: Pick<Difference, 'kind'>): boolean => kind === 'report-lost'

/** One comparison of the three sides. Instants RFC 3339, UTC. */
export const verificationSchema = z.object({
  startedAt: z.string(),
  finishedAt: z.string(),
  trigger: z.string(),
  /** Every document was looked at, not only the new ones and a part of the old. */
  all: z.boolean(),
  /** All that was meant to be looked at was; else it goes on with the next run. */
  complete: z.boolean(),
  /** Documents looked at, by their state at the central side and here. Not there: `none`. */
  central: z.record(z.string(), z.number().int()),
  here: z.record(z.string(), z.number().int()),
  /** Records of the information system that were asked for, and found. */
  records: z.object({ asked: z.number().int(), found: z.number().int() }),
  /** Why the information system could not be asked. */
  isProblem: problemSchema.optional(),
  /** Differences that settle by themselves; they are on their way. */
  healing: z.number().int(),
})
export type Verification = z.infer<typeof verificationSchema>
