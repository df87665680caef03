import { setImmediate } from 'node:timers/promises'
import { asFailure, Failure, type Problem, problem, problemSchema } from '../shared/failure'
import type { Settings } from '../shared/settings'
import type { Difference, Verification } from '../shared/verification'
import type { Central, Clock, InformationSystem, Ledger, Log } from './engine/ports'
import { type VerifyOptions, verifySides } from './engine/verify'
import { backupAside, dailyIsDue, listBackups, newestBackup } from './ledger/backup'
import type { Sql } from './ledger/database'
import { ledgerFacts } from './ledger/facts'
import { backupsDir, ledgerPath } from './ledger/files'
import { emptyPayloads } from './ledger/retention'
import { createVerificationLedger, createVerificationReader, type VerificationReader } from './ledger/verify'

const DAY_MS = 86_400_000
/** A comparison that is due by itself takes at most this long of a run; it goes on with a later one. */
const VERIFY_BUDGET_MS = 30_000
/** What was not finished or failed is tried again after this long. */
const VERIFY_AGAIN_MS = 10 * 60_000
const BACKUP_AGAIN_MS = 60 * 60_000
const RETENTION_BUDGET_MS = 5_000

export interface UpkeepOptions {
  dataDir: string
  clock: Clock
  log: Log
}

interface Sides {
  central: Central
  is: InformationSystem
}

/** What the ledger needs besides the runs: daily copies, comparison of the three sides, emptying of old payloads. Never stops a run. */
export interface Upkeep {
  /** Before a run: a hand-over that was interrupted makes a comparison due. */
  beforeRun(sql: Sql, ledger: Ledger): void
  /** At the end of a run that went well, while the information system is open. Never throws. True: outcomes became due again. */
  verifyIfDue(sql: Sql, sides: Sides, settings: Settings, stop: AbortSignal): Promise<boolean>
  /** Asked for by a person: now, and without a limit of time. Throws what keeps it from being done. */
  verify(sql: Sql, sides: Sides, settings: Settings, stop: AbortSignal, all: boolean): Promise<void>
  /** After a run. `central` only after a good one: its clock decides what is old. */
  afterRun(sql: Sql, settings: Settings | undefined, central: Central | undefined, stop: AbortSignal): Promise<void>
}

/** Far from now in either direction: a clock that was set must neither stop a thing that is due nor make it due without end. */
const isDayApart = (now: number, at: number): boolean => Math.abs(now - at) >= DAY_MS

/**
 * Why a comparison is due now, if it is. Pure. A ledger that was never compared has its first day to itself: all in it is new.
 */
export function verificationDue(
  now: number,
  known: {
    wanted: string | undefined
    last: Pick<Verification, 'finishedAt' | 'complete'> | undefined
    firstRunAt: number | undefined
  },
): string | undefined {
  if (known.wanted !== undefined && known.wanted !== '') return known.wanted
  if (known.last && !known.last.complete) return 'continued'
  const since = known.last ? Date.parse(known.last.finishedAt) : known.firstRunAt
  return since !== undefined && isDayApart(now, since) ? 'daily' : undefined
}

export function createUpkeep({ dataDir, clock, log }: UpkeepOptions): Upkeep {
  let verifyNotBeforeMs = Number.NEGATIVE_INFINITY
  let backupNotBeforeMs = Number.NEGATIVE_INFINITY

  async function backup(sql: Sql, stop: AbortSignal): Promise<void> {
    if (clock.monotonicMs() < backupNotBeforeMs) return
    const facts = ledgerFacts(sql)
    try {
      if (!dailyIsDue(listBackups(dataDir), clock.now())) return
      const path = await backupAside(dataDir, clock.now(), 'daily', stop)
      log.info('ledger copied', { path })
      if (facts.get('backupProblem')) facts.set('backupProblem', '')
    } catch (error) {
      if (stop.aborted) return
      backupNotBeforeMs = clock.monotonicMs() + BACKUP_AGAIN_MS
      const failure = asFailure(error)
      log.error('the daily copy of the ledger failed', { code: failure.problem.code, words: failure.problem.words ?? '' })
      const words = [failure.problem.code, failure.problem.words].filter((part) => part !== undefined).join(': ')
      // A copy reads every page: what SQLite can't read is the ledger's own damage.
      const isDamage = failure.problem.code === 'ledger-unreadable' && !failure.retry
      const told = isDamage
        ? problem('ledger-damaged', { path: ledgerPath(dataDir), count: '', backup: newestBackup(dataDir) ?? '' }, words)
        : problem('backup-failed', { path: backupsDir(dataDir) }, words)
      try {
        facts.set('backupProblem', JSON.stringify(told))
      } catch {
        // A disk so full that not even this fits: the runs themselves say it.
      }
    }
  }

  async function retention(sql: Sql, settings: Settings, central: Central, stop: AbortSignal): Promise<void> {
    const days = settings.sync.keepPayloadDays ?? 0
    if (days === 0) return
    const facts = ledgerFacts(sql)
    const doneAt = Number(facts.get('retentionAt') ?? Number.NaN)
    if (!Number.isNaN(doneAt) && !isDayApart(clock.now(), doneAt)) return
    // What is emptied can't come back: a clock that runs ahead must not do it, so the central side's has a say.
    const { serverTime } = await central.account(stop)
    const now = Math.min(clock.now(), Date.parse(serverTime))
    const begun = clock.monotonicMs()
    let emptied = 0
    for (;;) {
      if (stop.aborted || clock.monotonicMs() - begun > RETENTION_BUDGET_MS) return
      const count = emptyPayloads(sql, now - days * DAY_MS)
      if (count === 0) break
      emptied += count
      await setImmediate()
    }
    if (emptied > 0) log.info('payloads emptied', { count: emptied, keptDays: days })
    facts.set('retentionAt', String(clock.now()))
  }

  async function compare(sql: Sql, sides: Sides, settings: Settings, how: Omit<VerifyOptions, 'mode'>): Promise<Verification> {
    const facts = ledgerFacts(sql)
    const ledger = createVerificationLedger(sql, clock.now)
    const result = await verifySides({ ...sides, ledger, clock, log }, { ...how, mode: settings.mode })
    if (result.complete && facts.get('verifyWanted')) facts.set('verifyWanted', '')
    log.info('sides compared', { trigger: result.trigger, complete: result.complete, healing: result.healing })
    return result
  }

  return {
    beforeRun(sql, ledger) {
      if (ledger.due('sending', clock.now(), 1, 0).length === 0) return
      const facts = ledgerFacts(sql)
      if (!facts.get('verifyWanted')) facts.set('verifyWanted', 'recovery')
    },
    async verifyIfDue(sql, sides, settings, stop) {
      try {
        const first = sql.prepare('SELECT started_at AS at FROM runs ORDER BY id LIMIT 1').get() as { at: number } | undefined
        const trigger = verificationDue(clock.now(), {
          wanted: ledgerFacts(sql).get('verifyWanted'),
          last: createVerificationReader(sql).last(),
          firstRunAt: first?.at,
        })
        if (trigger === undefined || stop.aborted || clock.monotonicMs() < verifyNotBeforeMs) return false
        verifyNotBeforeMs = clock.monotonicMs() + VERIFY_AGAIN_MS
        return (await compare(sql, sides, settings, { all: false, trigger, budgetMs: VERIFY_BUDGET_MS, stop })).healing > 0
      } catch (error) {
        // Tried again later; the run it belongs to went well.
        log.warn('the sides could not be compared', { code: asFailure(error).problem.code })
        return false
      }
    },
    async verify(sql, sides, settings, stop, all) {
      await compare(sql, sides, settings, { all, trigger: 'person', budgetMs: Number.POSITIVE_INFINITY, stop })
    },
    async afterRun(sql, settings, central, stop) {
      if (stop.aborted) return
      await backup(sql, stop)
      if (!settings || !central) return
      try {
        await retention(sql, settings, central, stop)
      } catch (error) {
        log.warn('payloads not emptied', { code: asFailure(error).problem.code })
      }
    },
  }
}

/** What the upkeep has to say in the status. */
export interface UpkeepFacts {
  backupProblem: Problem | undefined
  /** Differences that wait for a person, and the item of the first. */
  differences: number
  firstDifference: string | undefined
  verifiedAt: string | undefined
}

export function upkeepFacts(sql: Sql, verification: VerificationReader): UpkeepFacts {
  const text = ledgerFacts(sql).get('backupProblem')
  const parsed = text ? problemSchema.safeParse(JSON.parse(text)) : undefined
  const differences = verification.count()
  return {
    backupProblem: parsed?.success ? parsed.data : undefined,
    differences,
    firstDifference: differences > 0 ? verification.open(1)[0]?.itemId : undefined,
    verifiedAt: verification.last()?.finishedAt,
  }
}

/** The last comparison and what it found, the oldest first. */
export interface VerificationNow {
  verification: Verification
  /** At most `MOST_DIFFERENCES`; `count` has them all. */
  differences: readonly Difference[]
  count: number
}
const MOST_DIFFERENCES = 1000

/** Throws `internal` where nothing was compared yet. */
export function verificationNow(reader: VerificationReader): VerificationNow {
  const verification = reader.last()
  if (!verification) throw new Failure(problem('internal', {}, 'not compared'), { effect: 'nothing', retry: true })
  return { verification, differences: reader.open(MOST_DIFFERENCES), count: reader.count() }
}
