import { z } from 'zod'
import { agendaSchema } from '../documents/agenda'
import { idSchema, instantSchema } from '../documents/party'

export const modeSchema = z.enum(['test', 'production'])
export type Mode = z.infer<typeof modeSchema>
export const roleSchema = z.enum(['supplier', 'buyer', 'both'])

/** `GET /account` */
export const accountSchema = z.object({
  companyId: idSchema,
  companyName: z.string(),
  ico: z.string(),
  role: roleSchema,
  mode: modeSchema,
  agendas: z.array(agendaSchema),
  apiVersion: z.string(),
  serverTime: instantSchema,
  minimumClientVersion: z.string(),
  queue: z.object({
    waiting: z.number().int().nonnegative(),
    claimed: z.number().int().nonnegative(),
    /** Of those waiting, how many of each agenda. Absent: this central side doesn't say. */
    waitingByAgenda: z.record(z.string().max(64), z.number().int().nonnegative()).optional(),
    oldestReceivedAt: instantSchema.optional(),
  }),
})
export type Account = z.infer<typeof accountSchema>

/** `POST /heartbeats` → 204 */
export const heartbeatSchema = z.strictObject({
  clientVersion: z.string().max(64),
  state: z.enum(['ok', 'working', 'waiting', 'attention', 'failed', 'paused', 'unknown', 'not-set-up']),
  lastSyncAt: instantSchema.optional(),
  lastSuccessAt: instantSchema.optional(),
  counts: z.strictObject({
    waiting: z.number().int().nonnegative(),
    imported: z.number().int().nonnegative(),
    rejected: z.number().int().nonnegative(),
    quarantined: z.number().int().nonnegative(),
    unacknowledged: z.number().int().nonnegative(),
  }),
  host: z.strictObject({ os: z.string().max(128), arch: z.string().max(32) }),
})
export type Heartbeat = z.infer<typeof heartbeatSchema>
