import { z } from 'zod'
import { outwardAgendaSchema } from './documents/agenda'
import { problemSchema } from './failure'

const count = z.number().int().nonnegative()

/** A fall that waits for a person: so much would go from the shops at once that nothing was sent. */
export const heldFallSchema = z.object({
  /** Rows at the shops with stock (or a price) before. */
  before: count,
  /** Of these: not in the information system any more; fallen to zero. */
  gone: count,
  zero: count,
  /** `gone` + `zero` of `before`, whole percents rounded up. */
  percent: z.number().int().min(0).max(100),
  /** What the settings allow without asking. */
  limit: z.number().int().min(1).max(100),
  /** RFC 3339; when it was seen first. */
  since: z.string(),
})
export type HeldFall = z.infer<typeof heldFallSchema>

/**
 * How one agenda of the way out fares. `unknown`: no pass has ended yet; `waiting`: failed, and is tried again by itself; `attention`: a fall is
 * held for a person; `failed`: nothing gets to the shops until somebody does something, or nothing has got there for several intervals.
 */
export const outwardStateSchema = z.enum(['unknown', 'ok', 'working', 'waiting', 'attention', 'failed'])
export type OutwardState = z.infer<typeof outwardStateSchema>

export const outwardAgendaStatusSchema = z.object({
  state: outwardStateSchema,
  /** RFC 3339, UTC. End of the last pass, whatever its outcome; of the last one that went well; of the last full one; of the last upload. */
  lastPassAt: z.string().optional(),
  lastSuccessAt: z.string().optional(),
  lastFullAt: z.string().optional(),
  lastUploadAt: z.string().optional(),
  /** When the next pass is due, at the earliest. */
  nextPassAt: z.string().optional(),
  /** Rows at the shops, as far as this client has sent them. */
  rows: count,
  /** Of the last pass that read to the end: cards (or prices) read, rows sent because they were new or changed, rows taken away. */
  read: count,
  changed: count,
  removed: count,
  /** Left out by the company's rule. */
  leftOut: count,
  /** Can't be sent, each with its reason (`bi-client upload --show`). */
  unsendable: count,
  /** Refused by the central side, row by row. */
  rejected: count,
  held: heldFallSchema.optional(),
  problem: problemSchema.optional(),
  /** `done` of `total` rows; `total` is absent while nobody knows it. */
  progress: z.object({ phase: z.enum(['reading', 'uploading']), done: count, total: count.optional() }).optional(),
})
export type OutwardAgendaStatus = z.infer<typeof outwardAgendaStatusSchema>

/** Only agendas that the settings send. */
export const outwardStatusSchema = z.partialRecord(outwardAgendaSchema, outwardAgendaStatusSchema)
export type OutwardStatus = z.infer<typeof outwardStatusSchema>
