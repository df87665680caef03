import { hostname, type as osType, release, userInfo } from 'node:os'
import { asFailure, Failure, type Problem, problem } from '../shared/failure'
import type { Settings } from '../shared/settings'
import type { SyncStatus } from '../shared/sync-status'
import { problemText } from '../shared/texts/problem-text'
import type { OpenConnector } from './connectors/connector'
import type { Central, Clock, EngineSettings, Ledger, Log } from './engine/ports'
import { type LastOutcome, type Scheduler, startScheduler } from './engine/scheduler'
import { type RunResult, syncOnce } from './engine/sync-once'
import { describeStatus, type LedgerFactsNow } from './engine-status'
import type { Sql } from './ledger/database'
import { ledgerFacts } from './ledger/facts'
import { createLedger } from './ledger/ledger'
import { openLedgerFile, openLedgerForReading } from './ledger/open'
import { createReader, type LedgerReader } from './ledger/read'
import { acquireMachineLock, holderText, type MachineLock, readHolder, thisHolder } from './system/machine-lock'
import { type Request, sendRequest, watchRequests } from './system/requests'
import { CLIENT_VERSION } from './version'

/**
 * The engine of one data folder in this process: takes the machine-wide lock when there is work, runs the engine, and
 * tells how things stand. Where another process holds the lock, it asks that one and shows the same ledger.
 */
export interface EngineHost {
  status(): SyncStatus
  onStatus(listener: (status: SyncStatus) => void): () => void
  /** Settings were changed: the status may look different. */
  changed(): void
  start(): void
  runNow(signal?: AbortSignal): Promise<void>
  retry(itemId: string): Promise<void>
  /** Undefined: there is no ledger yet. Throws `ledger-unreadable`, … */
  read<T>(query: (reader: LedgerReader) => T): T | undefined
  close(): Promise<void>
}

export interface EngineHostOptions {
  dataDir: string
  surface: 'desktop' | 'cli'
  clock: Clock
  log: Log
  sha256(text: string): string
  /** Undefined: not set up. Throws `settings-invalid`, … */
  settings(): Settings | undefined
  /** Learned from the central side at the first run. */
  rememberCompany(companyId: string): void
  openCentral(settings: Settings): Central
  openIs(settings: Settings, companyId: string): Promise<OpenConnector>
}

/** What this process has while it holds the engine. */
interface Held {
  lock: MachineLock
  sql: Sql
  ledger: Ledger
  reader: LedgerReader
  requests: { close(): Promise<void> }
}

/** A run that changed nothing is written down only this often: an idle client leaves the disk alone. */
const IDLE_RECORD_MS = 5 * 60_000
const HEARTBEAT_MS = 60_000
/** Another process's work is looked at this often while someone watches; our own tells itself. */
const WATCH_OTHERS_MS = 2_000
/** What changes by time alone (silence, settings written by another process) is looked at this often. */
const WATCH_OWN_MS = 15_000
const OTHERS_RUN_TIMEOUT_MS = 10 * 60_000
const STOP_GRACE_MS = 60_000

const failed = (error: unknown): RunResult => {
  const failure = asFailure(error)
  return {
    outcome: 'failed',
    problem: failure.problem,
    retry: failure.retry,
    retryAfterSeconds: failure.retryAfterSeconds,
    companyName: undefined,
    companyId: undefined,
    waiting: undefined,
    received: 0,
    imported: 0,
    rejected: 0,
    quarantined: 0,
  }
}

export function createEngineHost(options: EngineHostOptions): EngineHost {
  const { dataDir, surface, clock, log } = options
  const listeners = new Set<(status: SyncStatus) => void>()
  const stop = new AbortController()
  const kill = new AbortController()
  let held: Held | undefined
  let reading: { sql: Sql; reader: LedgerReader } | undefined
  let heldBy: string | undefined
  let scheduler: Scheduler | undefined
  let running: Promise<RunResult> | undefined
  let watching: NodeJS.Timeout | undefined
  // What this process saw itself; the ledger has what others saw.
  let last: (RunResult & { finishedAt: number }) | undefined
  let lastSuccessAt: number | undefined
  let failures = 0
  let recordedAt = 0
  let recorded = ''
  let heartbeatAt = Number.NEGATIVE_INFINITY
  let progress: { done: number; total: number } | undefined
  let companyName: string | undefined

  // ---- the ledger, written or only read ----

  /** Becomes the holder, if nobody else is. Throws what keeps the ledger from being opened. */
  function take(): Held | undefined {
    if (held) return held
    const acquired = acquireMachineLock(dataDir, thisHolder(surface))
    if (!acquired.held) {
      heldBy = acquired.heldBy ? holderText(acquired.heldBy) : undefined
      return undefined
    }
    heldBy = undefined
    try {
      reading?.sql.close()
      reading = undefined
      const sql = openLedgerFile(dataDir)
      held = {
        lock: acquired.lock,
        sql,
        ledger: createLedger(sql, clock.now),
        reader: createReader(sql),
        requests: watchRequests(dataDir, takeRequest, log),
      }
      return held
    } catch (error) {
      acquired.lock.release()
      throw error
    }
  }

  function read<T>(query: (reader: LedgerReader) => T): T | undefined {
    if (held) return query(held.reader)
    if (!reading) {
      const sql = openLedgerForReading(dataDir)
      if (!sql) return undefined
      reading = { sql, reader: createReader(sql) }
    }
    return query(reading.reader)
  }

  // ---- runs ----

  async function takeRequest(request: Request): Promise<void> {
    if (request.kind === 'retry') retryHere(request.itemId)
    await runHere('request')
  }

  /** One run at a time in this process; a second wish joins the run that follows. */
  async function runHere(trigger: string): Promise<RunResult> {
    if (scheduler) {
      await scheduler.runNow(trigger)
      return last ?? failed(new Error('no run'))
    }
    while (running) await running
    return execute(trigger)
  }

  function execute(trigger: string): Promise<RunResult> {
    running = runOnce(trigger)
      .catch(failed)
      .then((result) => {
        running = undefined
        progress = undefined
        emit()
        return result
      })
    emit()
    return running
  }

  async function runOnce(trigger: string): Promise<RunResult> {
    const startedAt = clock.now()
    const holder = take()
    if (!holder) throw new Failure(problem('engine-held', { by: heldBy ?? '' }), { effect: 'nothing', retry: true })
    const settings = options.settings()
    if (!settings) throw new Failure(problem('settings-missing', { path: dataDir }), { effect: 'nothing', retry: false })
    let central: Central | undefined
    let result: RunResult
    try {
      central = options.openCentral(settings)
      const companyId = await ensureCompany(holder, settings, central)
      const is = await options.openIs(settings, companyId)
      try {
        const { log: _log, ...rest } = options
        result = await syncOnce(
          {
            central,
            ledger: holder.ledger,
            is,
            clock,
            log,
            sha256: rest.sha256,
            random: Math.random,
            describe: (what) => textOf(settings, what),
            onProgress: (value) => {
              progress = value
              emit()
            },
          },
          engineSettings(settings, companyId),
          stop.signal,
          kill.signal,
        )
      } finally {
        await is.close()
      }
    } catch (error) {
      result = failed(error)
      log.error('run failed', { code: result.problem?.code, words: result.problem?.words ?? '' })
    }
    remember(result, startedAt, trigger, holder)
    await sendHeartbeat(central)
    return result
  }

  /** Which company this ledger belongs to. Another one behind the same key would mix two companies' documents. */
  async function ensureCompany(holder: Held, settings: Settings, central: Central): Promise<string> {
    const facts = ledgerFacts(holder.sql)
    const known = facts.get('companyId') ?? settings.central.companyId
    const companyId = known ?? (await central.account(stop.signal)).companyId
    if (settings.central.companyId !== undefined && settings.central.companyId !== companyId)
      throw new Failure(problem('wrong-company', { expected: companyId, found: settings.central.companyId, name: '' }), {
        effect: 'nothing',
        retry: false,
      })
    if (facts.get('companyId') === undefined) facts.set('companyId', companyId)
    if (settings.central.companyId === undefined) options.rememberCompany(companyId)
    return companyId
  }

  function remember(result: RunResult, startedAt: number, trigger: string, holder: Held): void {
    const finishedAt = clock.now()
    last = { ...result, finishedAt }
    failures = result.outcome === 'failed' ? failures + 1 : 0
    if (result.outcome === 'ok') lastSuccessAt = finishedAt
    companyName = result.companyName ?? companyName
    const kind = `${result.outcome} ${result.problem?.code ?? ''}`
    const moved = result.received + result.imported + result.rejected + result.quarantined > 0
    if (trigger === 'timer' && !moved && kind === recorded && Math.abs(finishedAt - recordedAt) < IDLE_RECORD_MS) return
    try {
      holder.ledger.recordRun({
        startedAt,
        finishedAt,
        outcome: result.outcome,
        problem: result.problem,
        retry: result.retry,
        waiting: result.waiting,
        received: result.received,
        imported: result.imported,
        trigger,
        runner: runnerText(surface),
      })
      recorded = kind
      recordedAt = finishedAt
    } catch (error) {
      // The run is over; what it did is in the ledger already. That it can't be written is itself the news.
      last = { ...failed(error), finishedAt }
    }
  }

  async function sendHeartbeat(central: Central | undefined): Promise<void> {
    if (!central || stop.signal.aborted || clock.monotonicMs() - heartbeatAt < HEARTBEAT_MS) return
    const now = status()
    try {
      await central.heartbeat(
        {
          clientVersion: CLIENT_VERSION,
          state: now.state === 'working' ? stateAfterRun() : now.state,
          ...(now.lastSyncAt === undefined ? {} : { lastSyncAt: now.lastSyncAt }),
          ...(now.lastSuccessAt === undefined ? {} : { lastSuccessAt: now.lastSuccessAt }),
          counts: {
            waiting: now.counts.waiting,
            imported: now.counts.imported,
            rejected: now.counts.rejected,
            quarantined: now.counts.quarantined,
            unacknowledged: now.counts.unreported,
          },
          host: { os: `${osType()} ${release()}`.slice(0, 128), arch: process.arch },
        },
        stop.signal,
      )
      heartbeatAt = clock.monotonicMs()
    } catch (error) {
      // The operator sees a silent client by its silence; the run itself says why.
      log.debug('heartbeat not sent', { code: asFailure(error).problem.code })
    }
  }

  // ---- status ----

  const stateAfterRun = () => statusWith(false).state
  const status = (): SyncStatus => statusWith(running !== undefined)

  function statusWith(isRunning: boolean): SyncStatus {
    let settings: Settings | undefined
    let settingsFault: Problem | undefined
    try {
      settings = options.settings()
    } catch (error) {
      settingsFault = asFailure(error).problem
    }
    let facts: LedgerFactsNow | undefined
    let ledgerFault: Problem | undefined
    try {
      facts = read((reader) => ({ counts: reader.counts(), runs: reader.runs(), revision: reader.revision() }))
    } catch (error) {
      ledgerFault = asFailure(error).problem
    }
    return describeStatus({
      settings,
      settingsFault,
      ledger: facts,
      ledgerFault,
      running: isRunning,
      last,
      lastSuccessAt,
      companyName,
      progress,
      nextAt: scheduler?.nextAt(),
      heldBy: held ? undefined : otherHolder(),
      now: clock.now(),
    })
  }

  /** Another process that says it holds the engine, and lives. */
  function otherHolder(): string | undefined {
    const holder = readHolder(dataDir)
    if (!holder || holder.pid === process.pid) return undefined
    try {
      process.kill(holder.pid, 0)
    } catch (error) {
      // EPERM: it lives, under another account.
      if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined
    }
    return holderText(holder)
  }

  function watch(): void {
    watching = setTimeout(
      () => {
        emit()
        watch()
      },
      held ? WATCH_OWN_MS : WATCH_OTHERS_MS,
    ).unref()
  }

  let emitted = ''
  function emit(): void {
    if (listeners.size === 0) return
    const now = status()
    const text = JSON.stringify(now)
    if (text === emitted) return
    emitted = text
    for (const listener of listeners) listener(now)
  }

  // ---- calls ----

  function retryHere(itemId: string): void {
    const holder = take()
    const document = holder?.reader.find(itemId)
    if (!holder || !document) throw new Failure(problem('document-not-found', { itemId }), { effect: 'nothing', retry: false })
    if (!['quarantined', 'rejected', 'skipped', 'unknown'].includes(document.state))
      throw new Failure(problem('document-not-retryable', { itemId, state: document.state }), { effect: 'nothing', retry: false })
    holder.ledger.apply([{ id: document.id, to: 'retry' }])
    emit()
  }

  const heldElsewhere = () => new Failure(problem('engine-held', { by: heldBy ?? '' }), { effect: 'nothing', retry: true })

  return {
    status,
    read,
    changed: emit,
    onStatus(listener) {
      listeners.add(listener)
      listener(status())
      if (watching === undefined) watch()
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        clearTimeout(watching)
        watching = undefined
      }
    },
    start() {
      scheduler ??= startScheduler(
        clock,
        {
          set: (ms, act) => {
            const timer = setTimeout(act, ms)
            return () => clearTimeout(timer)
          },
        },
        {
          intervalSeconds: () => safeSettings()?.sync.intervalSeconds ?? 300,
          // Nothing set up is nothing to run; a settings file that can't be read shows itself by the run's failure.
          paused: () => pausedNow(),
          random: Math.random,
          run: async (trigger): Promise<LastOutcome> => {
            const result = await execute(trigger)
            return {
              failed: result.outcome === 'failed',
              retry: result.retry,
              retryAfterSeconds: result.retryAfterSeconds,
              failures: Math.max(1, failures),
            }
          },
          onPlan: emit,
        },
      )
    },
    async runNow(signal) {
      if (take()) {
        await runHere('person')
        return
      }
      if (!(await sendRequest(dataDir, { kind: 'sync' }).waitTaken(OTHERS_RUN_TIMEOUT_MS, signal)) && !signal?.aborted)
        throw heldElsewhere()
      emit()
    },
    async retry(itemId) {
      if (take()) {
        retryHere(itemId)
        if (scheduler) void runHere('person')
        return
      }
      if (!read((reader) => reader.find(itemId)))
        throw new Failure(problem('document-not-found', { itemId }), { effect: 'nothing', retry: false })
      if (!(await sendRequest(dataDir, { kind: 'retry', itemId }).waitTaken(OTHERS_RUN_TIMEOUT_MS))) throw heldElsewhere()
    },
    async close() {
      scheduler?.stop()
      clearTimeout(watching)
      listeners.clear()
      stop.abort()
      if (running) {
        const grace = setTimeout(() => kill.abort(), STOP_GRACE_MS)
        await running
        clearTimeout(grace)
      }
      await held?.requests.close()
      reading?.sql.close()
      held?.sql.close()
      held?.lock.release()
      held = undefined
      reading = undefined
    },
  }

  function safeSettings(): Settings | undefined {
    try {
      return options.settings()
    } catch {
      return undefined
    }
  }
  function pausedNow(): boolean {
    try {
      const settings = options.settings()
      return settings === undefined || settings.sync.paused
    } catch {
      return false
    }
  }
}

function textOf(settings: Settings, what: Problem): string {
  const text = problemText(settings.language, what)
  return [text.what, text.why, what.words].filter((part) => part !== undefined && part !== '').join(' ')
}

const engineSettings = (settings: Settings, companyId: string): EngineSettings => ({
  mode: settings.mode,
  companyId,
  batchSize: settings.sync.batchSize,
  leaseSeconds: settings.sync.leaseSeconds,
  clientVersion: CLIENT_VERSION,
})

/** Evidence of who ran: an unattended run shows the account of the scheduled task. */
function runnerText(surface: string): string {
  let account = ''
  try {
    account = userInfo().username
  } catch {}
  return `${surface} ${account}@${hostname()} ${process.pid}`.slice(0, 255)
}
