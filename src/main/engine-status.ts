import { type Problem, problem } from '../shared/failure'
import type { OutwardStatus } from '../shared/outward-status'
import type { Settings } from '../shared/settings'
import { deriveSyncState, NO_COUNTS, type SyncStatus } from '../shared/sync-status'
import type { RunResult } from './engine/sync-once'
import type { LedgerReader } from './ledger/read'
import { worstOutward } from './outward-status'
import type { UpkeepFacts } from './upkeep'

/** What the ledger says now, of whichever process wrote it. */
export interface LedgerFactsNow {
  counts: ReturnType<LedgerReader['counts']>
  runs: ReturnType<LedgerReader['runs']>
  revision: number
  upkeep: UpkeepFacts
}

export interface StatusSources {
  settings: Settings | undefined
  settingsFault: Problem | undefined
  /** Undefined: none was made yet, or it can't be read (then `ledgerFault` says why). */
  ledger: LedgerFactsNow | undefined
  ledgerFault: Problem | undefined
  running: boolean
  /** The last run of this process; the ledger has what others ran. */
  last: (RunResult & { finishedAt: number }) | undefined
  /** ms since the epoch, as seen by this process. */
  lastSuccessAt: number | undefined
  companyName: string | undefined
  progress: { done: number; total: number } | undefined
  nextAt: number | undefined
  heldBy: string | undefined
  outward: OutwardStatus | undefined
  now: number
}

/** The status that tray, window and command line show. Pure. What this process saw itself goes before what is written. */
export function describeStatus(from: StatusSources): SyncStatus {
  const { settings, settingsFault, ledgerFault, last } = from
  const { counts, runs, revision, upkeep } = from.ledger ?? { counts: NO_COUNTS, runs: undefined, revision: 0, upkeep: undefined }
  const differences = upkeep?.differences ?? 0
  const upkeepProblem =
    differences > 0
      ? problem('sides-differ', { count: String(differences), itemId: upkeep?.firstDifference ?? '' })
      : upkeep?.backupProblem
  const outward = worstOutward(from.outward)
  const fault = settingsFault ?? ledgerFault
  const written = runs?.last
  const lastSyncAt = last?.finishedAt ?? written?.finishedAt
  const successAt = from.lastSuccessAt ?? runs?.lastSuccessAt
  const failed = last ? last.outcome === 'failed' : written?.failed === true
  const retry = last ? last.retry : written?.retry === true
  const waiting = last?.waiting ?? written?.waiting ?? 0
  const state =
    settingsFault && !ledgerFault
      ? 'failed'
      : deriveSyncState({
          setUp: settings !== undefined || fault !== undefined,
          ledgerReadable: ledgerFault === undefined,
          paused: settings?.sync.paused ?? false,
          running: from.running,
          counts: { waiting, ...counts },
          lastSyncAt,
          lastSuccessAt: successAt,
          firstSyncAt: runs?.firstAt,
          lastFailure: failed ? { retry } : undefined,
          now: from.now,
          intervalSeconds: settings?.sync.intervalSeconds ?? 300,
          workingHours: settings?.sync.workingHours,
          upkeepNeedsPerson: upkeepProblem !== undefined,
          outward: outward?.state,
        })
  const shown = fault ?? (last ? last.problem : written?.problem) ?? upkeepProblem ?? outward?.problem
  return {
    state,
    ...(settings ? { mode: settings.mode } : {}),
    ...(from.companyName === undefined ? {} : { companyName: from.companyName }),
    counts: { waiting, ...counts },
    ...(last?.notTaken === undefined ? {} : { notTaken: { ...last.notTaken } }),
    ...(lastSyncAt === undefined ? {} : { lastSyncAt: iso(lastSyncAt) }),
    ...(successAt === undefined ? {} : { lastSuccessAt: iso(successAt) }),
    ...(from.nextAt === undefined ? {} : { nextSyncAt: iso(from.nextAt) }),
    ...(shown === undefined ? {} : { problem: shown }),
    ...(from.progress === undefined ? {} : { progress: from.progress }),
    ...(from.heldBy === undefined ? {} : { heldBy: from.heldBy }),
    ...(upkeep?.verifiedAt === undefined ? {} : { verifiedAt: upkeep.verifiedAt }),
    ...(differences === 0 ? {} : { differences }),
    ...(from.outward === undefined ? {} : { outward: from.outward }),
    revision,
  }
}

const iso = (ms: number): string => new Date(ms).toISOString()
