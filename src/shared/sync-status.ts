import { z } from 'zod'
import { problemSchema } from './failure'
import { type OutwardState, outwardStatusSchema } from './outward-status'
import type { WorkingHours } from './settings'
import { workingMsBetween } from './working-hours'

/** The one state that tray, window and command line show. Never `ok` on what isn't known. */
export const syncStateSchema = z.enum(['ok', 'working', 'waiting', 'attention', 'failed', 'paused', 'unknown', 'not-set-up'])
export type SyncState = z.infer<typeof syncStateSchema>

export const syncCountsSchema = z.object({
  /** At the central side, not yet here (as of the last successful run). */
  waiting: z.number().int().nonnegative(),
  /** Here, on their way: received, ready, sending. */
  inWork: z.number().int().nonnegative(),
  imported: z.number().int().nonnegative(),
  rejected: z.number().int().nonnegative(),
  quarantined: z.number().int().nonnegative(),
  unknown: z.number().int().nonnegative(),
  skipped: z.number().int().nonnegative(),
  /** Outcomes the central side has not accepted yet. */
  unreported: z.number().int().nonnegative(),
  /** Outcomes the central side refuses. */
  reportRefused: z.number().int().nonnegative(),
})
export type SyncCounts = z.infer<typeof syncCountsSchema>

/** The counts of a ledger that has nothing (the queue's `waiting` is not the ledger's to know). */
export const NO_COUNTS: Readonly<Omit<SyncCounts, 'waiting'>> = {
  inWork: 0,
  imported: 0,
  rejected: 0,
  quarantined: 0,
  unknown: 0,
  skipped: 0,
  unreported: 0,
  reportRefused: 0,
}

/** Documents that only a person can help. */
export const needsPerson = ({ quarantined, rejected, unknown, reportRefused }: SyncCounts): number =>
  quarantined + rejected + unknown + reportRefused

export const syncStatusSchema = z.object({
  state: syncStateSchema,
  mode: z.enum(['test', 'production']).optional(),
  companyName: z.string().optional(),
  counts: syncCountsSchema,
  /** RFC 3339, UTC. End of the last run, whatever its outcome. */
  lastSyncAt: z.string().optional(),
  lastSuccessAt: z.string().optional(),
  nextSyncAt: z.string().optional(),
  /** What stops the whole (not a single document). */
  problem: problemSchema.optional(),
  progress: z.object({ done: z.number().int(), total: z.number().int() }).optional(),
  /** Documents that wait in the queue and are not taken here, by agenda: switched off, or the information system has no place for them. */
  notTaken: z.record(z.string(), z.number().int().positive()).optional(),
  /** Who runs the engine on this data folder now, when it isn't this process. */
  heldBy: z.string().optional(),
  /** When the central side, the ledger and the information system were compared last. */
  verifiedAt: z.string().optional(),
  /** Documents at which they differ, and nobody has confirmed it yet; absent: none. */
  differences: z.number().int().positive().optional(),
  /** Stock levels and prices to the shops; absent: the settings send none. */
  outward: outwardStatusSchema.optional(),
  /** Grows with each change of any document: a window that shows a list reads it again. */
  revision: z.number().int().nonnegative(),
})
export type SyncStatus = z.infer<typeof syncStatusSchema>

/** What the state is worked out from. Times are milliseconds since the epoch. */
export interface StatusFacts {
  setUp: boolean
  /** False when the ledger could not be read. */
  ledgerReadable: boolean
  paused: boolean
  running: boolean
  counts: SyncCounts
  lastSyncAt: number | undefined
  lastSuccessAt: number | undefined
  /** When the first run of all ended: a client that never succeeded is measured from there. */
  firstSyncAt: number | undefined
  /** The last run's failure, if it failed; `retry` tells that it heals by itself. */
  lastFailure: { retry: boolean } | undefined
  now: number
  /** How often a run is due. */
  intervalSeconds: number
  /** Outside of them nothing is due, and so nothing is missed. */
  workingHours?: WorkingHours | undefined
  /** Something besides documents waits for a person: the sides differ, or no copy of the ledger could be made. */
  upkeepNeedsPerson?: boolean
  /** The worst of what goes to the shops; absent: nothing does, or all is well. */
  outward?: OutwardState | undefined
}

/**
 * A dead sync must not look alive: after this many missed intervals (and at least 10 minutes) without a success the
 * state is `failed`, whatever the last run said.
 */
const MISSED_INTERVALS = 3
const SHORTEST_SILENCE_MS = 10 * 60_000

export const silenceLimitMs = (intervalSeconds: number): number =>
  Math.max(MISSED_INTERVALS * intervalSeconds * 1000, SHORTEST_SILENCE_MS)

/** Whether a success at `since` is too long ago for what is due every `intervalSeconds`. */
export const isSilent = (hours: WorkingHours | undefined, since: number, now: number, intervalSeconds: number): boolean =>
  // A clock set back makes the last success lie in the future: nothing is known then.
  since > now + SHORTEST_SILENCE_MS || workingMsBetween(hours, since, now) > silenceLimitMs(intervalSeconds)

/** The state from the facts. Pure; the order of the questions is the order of what a person must know first. */
export function deriveSyncState(facts: StatusFacts): SyncState {
  if (!facts.setUp) return 'not-set-up'
  if (!facts.ledgerReadable) return 'unknown'
  if (facts.running) return 'working'
  if (facts.paused) return 'paused'
  const since = facts.lastSuccessAt ?? facts.firstSyncAt
  const silent =
    since !== undefined
      ? isSilent(facts.workingHours, since, facts.now, facts.intervalSeconds)
      : facts.lastSyncAt !== undefined && facts.lastFailure === undefined
  if (facts.lastFailure) return facts.lastFailure.retry && !silent ? 'waiting' : 'failed'
  if (facts.lastSyncAt === undefined && facts.lastSuccessAt === undefined) return 'unknown'
  if (silent || facts.outward === 'failed') return 'failed'
  if (needsPerson(facts.counts) > 0 || facts.upkeepNeedsPerson === true || facts.outward === 'attention') return 'attention'
  if (facts.counts.unreported + facts.counts.inWork + facts.counts.waiting > 0) return 'waiting'
  if (facts.outward === 'waiting' || facts.outward === 'unknown') return 'waiting'
  return 'ok'
}
