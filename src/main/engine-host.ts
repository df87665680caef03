import { join } from 'node:path'
import { asFailure, Failure, type Problem, problem } from '../shared/failure'
import type { ScheduledRun } from '../shared/schedule'
import type { Settings } from '../shared/settings'
import type { SyncStatus } from '../shared/sync-status'
import { nextWorkingTime } from '../shared/working-hours'
import type { OpenConnector } from './connectors/connector'
import { checkRetryable, checkSkippable, personText, retryDocument, skipDocument } from './document-acts'
import type { CentralUploads } from './engine/outward/ports'
import type { Central, Clock, InformationSystem, Ledger, Log } from './engine/ports'
import { type LastOutcome, type Scheduler, startScheduler } from './engine/scheduler'
import { type RunResult, syncOnce } from './engine/sync-once'
import { describeStatus, type LedgerFactsNow } from './engine-status'
import type { Sql } from './ledger/database'
import { ledgerFacts } from './ledger/facts'
import { identityOf, ledgerPath } from './ledger/files'
import { createLedger } from './ledger/ledger'
import { ledgerGone, named, openLedgerFile, openLedgerForReading } from './ledger/open'
import { createReader, type LedgerReader } from './ledger/read'
import { acceptDifferences, createVerificationReader, type VerificationReader } from './ledger/verify'
import { createOneAtATime } from './one-at-a-time'
import { createOutwardHost, type OutwardHost } from './outward-host'
import { removeTestRecords } from './remove-test-records'
import { agendasDue, createRunRecorder, engineSettings, ensureCompany, failedRun, heartbeatOf, textOf } from './run-parts'
import { acquireMachineLock, holderText, LOCK_FILE, livingHolder, type MachineLock, thisHolder } from './system/machine-lock'
import { type Request, sendRequest, watchRequests } from './system/requests'
import { createUpkeep, type UpkeepFacts, upkeepFacts, type VerificationNow, verificationNow } from './upkeep'

/**
 * The engine of one data folder in this process: takes the machine-wide lock when there is work, runs the engine, and
 * tells how things stand. Where another process holds the lock, it asks that one and shows the same ledger.
 */
export interface EngineHost {
  status(): SyncStatus
  onStatus(listener: (status: SyncStatus) => void): () => void
  /** What the account has, as of the last run of this process that got an answer. */
  accountAgendas(): readonly string[] | undefined
  /** Settings were changed: the status may look different. */
  changed(): void
  start(): void
  /** After a pause: whoever goes on means now. */
  resume(): void
  runNow(signal?: AbortSignal): Promise<void>
  retry(itemId: string): Promise<void>
  skip(itemId: string, reason: string): Promise<void>
  /** Compares the three sides now. Throws what keeps it from doing so. */
  verify(all: boolean, signal?: AbortSignal): Promise<VerificationNow>
  acceptDifferences(reason: string): Promise<void>
  /** See `removeTestRecords`. Throws also `engine-held`, `settings-missing`. */
  removeTestRecords(itemIds: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, Problem | undefined>>
  /** The way out: see `OutwardHost`. */
  upload: OutwardHost['upload']
  confirmFall: OutwardHost['confirmFall']
  outward: OutwardHost['show']
  /** Keeps the evidence of a scheduled run, here or by the process that holds the engine. Throws `engine-held`, … */
  noteScheduled(run: ScheduledRun): Promise<void>
  /** Undefined: there is no ledger yet. Throws `ledger-unreadable`, … */
  read<T>(query: (reader: LedgerReader, verification: VerificationReader) => T): T | undefined
  close(): Promise<void>
}

export interface EngineHostOptions {
  dataDir: string
  surface: 'desktop' | 'cli' | 'scheduled'
  clock: Clock
  log: Log
  sha256(text: string): string
  /** Undefined: not set up. Throws `settings-invalid`, … */
  settings(): Settings | undefined
  /** Learned from the central side at the first run. */
  rememberCompany(companyId: string): void
  openCentral(settings: Settings): Central
  openUploads(settings: Settings): CentralUploads
  openIs(settings: Settings, companyId: string): Promise<OpenConnector>
  /** Why the log can't be written, while it can't. */
  logProblem?(): Problem | undefined
}

/** What this process has while it holds the engine. */
interface Held {
  /** Which files its lock and its ledger are. */
  files: string
  lock: MachineLock
  sql: Sql
  ledger: Ledger
  reader: LedgerReader
  verification: VerificationReader
  requests: { close(): Promise<void> }
}

const HEARTBEAT_MS = 60_000
/** After these the central side would not get a heartbeat either; asking it would only cost one more time-out. */
const UNREACHED: readonly string[] = [
  'central-unreachable',
  'central-timeout',
  'central-tls',
  'central-redirected',
  'central-unauthorized',
  'central-key-revoked',
]
/** Another process's work is looked at this often while someone watches; our own tells itself. */
const WATCH_OTHERS_MS = 2_000
/** What changes by time alone (silence, settings written by another process) is looked at this often. */
const WATCH_OWN_MS = 15_000
const OTHERS_RUN_TIMEOUT_MS = 10 * 60_000
const STOP_GRACE_MS = 60_000
/** The holder takes a note between two of its requests. */
const NOTE_TIMEOUT_MS = 30_000

export function createEngineHost(options: EngineHostOptions): EngineHost {
  const { dataDir, surface, clock, log } = options
  const listeners = new Set<(status: SyncStatus) => void>()
  const stop = new AbortController()
  const kill = new AbortController()
  let held: Held | undefined
  let reading: Pick<Held, 'files' | 'sql' | 'reader' | 'verification'> | undefined
  let heldBy: string | undefined
  let scheduler: Scheduler | undefined
  let watching: NodeJS.Timeout | undefined
  // What this process saw itself; the ledger has what others saw.
  let last: (RunResult & { finishedAt: number }) | undefined
  let lastSuccessAt: number | undefined
  let failures = 0
  let heartbeatAt = Number.NEGATIVE_INFINITY
  let progress: { done: number; total: number } | undefined
  let companyName: string | undefined
  let accountAgendas: readonly string[] | undefined
  const upkeep = createUpkeep({ dataDir, clock, log })
  /** Runs, comparisons, readings of the way out. */
  const turns = createOneAtATime(() => emit())
  const outward = createOutwardHost({
    dataDir,
    clock,
    log,
    turns,
    stop: stop.signal,
    need() {
      const { settings, holder } = need()
      return { settings, ensureHeld: () => ensureSame(holder) }
    },
    openCentral: options.openCentral,
    openUploads: options.openUploads,
    companyId: (settings, central) => ensureCompany(need().holder.sql, settings, central, options.rememberCompany, stop.signal),
    openIs: options.openIs,
    settings: options.settings,
    isHolder: () => take() !== undefined,
    async ask(request, signal) {
      if (!(await sendRequest(dataDir, request).waitTaken(OTHERS_RUN_TIMEOUT_MS, signal))) throw heldElsewhere()
    },
    onChange: () => emit(),
  })
  const runs = createRunRecorder(surface)

  // ---- the ledger, written or only read ----

  const filesNow = (): string => `${identityOf(join(dataDir, LOCK_FILE))} ${identityOf(ledgerPath(dataDir))}`

  /** Lets the engine go: whoever puts the ledger right needs the lock. */
  function drop(): void {
    const gone = held
    held = undefined
    outward.drop()
    void gone?.requests.close()
    gone?.sql.close()
    gone?.lock.release()
  }

  /**
   * Becomes the holder, if nobody else is. Throws what keeps the ledger from being opened. A folder or a file that was taken
   * away or exchanged under a running program can still be written to, and all of it would be lost: so it is looked at each time.
   */
  function take(): Held | undefined {
    if (held && held.files !== filesNow()) {
      log.error('the ledger or the data folder was exchanged while it was in use', { path: dataDir })
      drop()
    }
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
      const file = openLedgerFile(dataDir)
      const files = filesNow()
      const sql: Sql = {
        ...file,
        transaction(work) {
          if (filesNow() !== files) throw ledgerGone(dataDir)
          return file.transaction(work)
        },
      }
      held = {
        files,
        lock: acquired.lock,
        sql,
        ledger: createLedger(sql, clock.now),
        reader: createReader(sql),
        verification: createVerificationReader(sql),
        requests: watchRequests(dataDir, takeRequest, log),
      }
      return held
    } catch (error) {
      acquired.lock.release()
      throw error
    }
  }

  /** What is written without the lock would be written beside its next holder. */
  function ensureSame(holder: Held): void {
    if (held !== holder || holder.files !== filesNow()) throw ledgerGone(dataDir)
  }

  function read<T>(query: (reader: LedgerReader, verification: VerificationReader, sql: Sql) => T): T | undefined {
    const files = filesNow()
    if (reading && reading.files !== files) {
      // Another one was put in its place since.
      reading.sql.close()
      reading = undefined
    }
    const taken = held?.files === files ? held : undefined
    if (!taken && !reading) {
      const sql = openLedgerForReading(dataDir)
      if (!sql) return undefined
      reading = { files, sql, reader: createReader(sql), verification: createVerificationReader(sql) }
    }
    const from = taken ?? reading
    return from && query(from.reader, from.verification, from.sql)
  }

  // ---- runs ----

  async function takeRequest(request: Request): Promise<void> {
    switch (request.kind) {
      case 'verify':
        await verifyHere(request.all, stop.signal)
        return
      case 'accept-differences':
        acceptHere(request.reason)
        return
      case 'scheduled':
        noteHere(request.run)
        return
      case 'retry':
        actHere((holder) => retryDocument(holder, request.itemId))
        break
      case 'skip':
        actHere((holder) => skipDocument(holder, request.itemId, request.reason, request.by))
        break
      case 'upload':
      case 'confirm-fall':
        outward.takeRequest(request)
        return
      case 'sync':
    }
    await runHere('request')
  }

  /** One run at a time in this process; a second wish joins the run that follows. */
  async function runHere(trigger: string): Promise<RunResult> {
    if (scheduler) {
      await scheduler.runNow(trigger)
      return last ?? failedRun(new Error('no run'))
    }
    return execute(trigger)
  }

  /** Waits for what runs already; shows itself as running until it has ended. */
  const alone = <T>(work: () => Promise<T>): Promise<T> =>
    turns.alone(async () => {
      try {
        return await work()
      } finally {
        progress = undefined
      }
    })

  /** A run that could not even begin is known to this process only: there is nothing to write it into. */
  function notBegun(error: unknown): RunResult {
    const result = failedRun(error)
    log.error('run not begun', { code: result.problem?.code, words: result.problem?.words ?? '' })
    last = { ...result, finishedAt: clock.now() }
    failures++
    return result
  }

  const execute = (trigger: string): Promise<RunResult> => alone(() => runOnce(trigger).catch(notBegun))

  /** Opens both sides for `work`; the information system is closed after it. */
  async function withSides<T>(
    holder: Held,
    central: Central,
    settings: Settings,
    work: (is: InformationSystem, companyId: string) => Promise<T>,
  ): Promise<T> {
    const companyId = await ensureCompany(holder.sql, settings, central, options.rememberCompany, stop.signal)
    const is = await options.openIs(settings, companyId)
    try {
      return await work(is, companyId)
    } finally {
      await is.close()
    }
  }

  function need(): { holder: Held; settings: Settings } {
    const holder = take()
    if (!holder) throw heldElsewhere()
    const settings = options.settings()
    if (!settings) throw new Failure(problem('settings-missing', { path: dataDir }), { effect: 'nothing', retry: false })
    return { holder, settings }
  }

  async function runOnce(trigger: string): Promise<RunResult> {
    const startedAt = clock.now()
    const { holder, settings } = need()
    let central: Central | undefined
    let result: RunResult
    let written = false
    try {
      const met = options.openCentral(settings)
      central = met
      result = await withSides(holder, met, settings, async (is, companyId) => {
        upkeep.beforeRun(holder.sql, holder.ledger)
        const due = agendasDue(settings, trigger, startedAt, ledgerFacts(holder.sql))
        const done = await syncOnce(
          {
            central: met,
            ledger: holder.ledger,
            is,
            clock,
            log,
            sha256: options.sha256,
            random: Math.random,
            describe: (what) => textOf(settings, what),
            onProgress: (value) => {
              progress = value
              emit()
            },
          },
          { ...engineSettings(settings, companyId), ...(due.agendas ? { agendas: due.agendas } : {}) },
          stop.signal,
          kill.signal,
        )
        remember(done, startedAt, trigger, holder)
        written = true
        if (done.outcome === 'ok') due.keep()
        // What was lost at the central side is told again at once, not only after the next interval.
        if (done.outcome === 'ok' && (await upkeep.verifyIfDue(holder.sql, { central: met, is }, settings, stop.signal)))
          void scheduler?.runNow('healing')
        return done
      })
    } catch (error) {
      result = failedRun(error)
      log.error('run failed', { code: result.problem?.code, words: result.problem?.words ?? '' })
    }
    if (!written) remember(result, startedAt, trigger, holder)
    const end = last ?? result
    if (isLost(end)) {
      // Said with the newest backup's name; and who restores it needs the lock.
      result = { ...end, problem: named(end.problem, dataDir) }
      last = { ...result, finishedAt: clock.now() }
      drop()
    } else if (end.problem?.code !== 'disk-full') {
      // On a full disk a copy would fail too, and be tried again only an hour later.
      await upkeep.afterRun(holder.sql, settings, result.outcome === 'ok' ? central : undefined, stop.signal)
    }
    await sendHeartbeat(central)
    return result
  }

  function verifyHere(all: boolean, signal: AbortSignal): Promise<VerificationNow> {
    return alone(async () => {
      const { holder, settings } = need()
      const central = options.openCentral(settings)
      const ended = AbortSignal.any([signal, stop.signal])
      const { mode } = await central.account(ended)
      if (mode !== settings.mode)
        throw new Failure(problem('wrong-mode', { ours: settings.mode, theirs: mode }), { effect: 'nothing', retry: false })
      await withSides(holder, central, settings, (is) => upkeep.verify(holder.sql, { central, is }, settings, ended, all))
      return verificationNow(holder.verification)
    })
  }

  function acceptHere(reason: string): void {
    const holder = take()
    if (!holder) throw heldElsewhere()
    log.info('differences confirmed', { count: acceptDifferences(holder.sql, reason, clock.now()), by: personText() })
    emit()
  }

  function noteHere(run: ScheduledRun): boolean {
    const holder = take()
    if (holder) ledgerFacts(holder.sql).set('scheduledRun', JSON.stringify(run))
    return holder !== undefined
  }

  function remember(result: RunResult, startedAt: number, trigger: string, holder: Held): void {
    const finishedAt = clock.now()
    last = { ...result, finishedAt }
    failures = result.outcome === 'failed' ? failures + 1 : 0
    if (result.outcome === 'ok') lastSuccessAt = finishedAt
    companyName = result.companyName ?? companyName
    accountAgendas = result.accountAgendas ?? accountAgendas
    try {
      runs.record(holder.ledger, result, { startedAt, finishedAt, trigger })
    } catch (error) {
      // The run is over; what it did is in the ledger already. That it can't be written is itself the news.
      last = { ...failedRun(error), finishedAt }
    }
  }

  async function sendHeartbeat(central: Central | undefined): Promise<void> {
    if (!central || stop.signal.aborted || clock.monotonicMs() - heartbeatAt < HEARTBEAT_MS) return
    if (last?.problem && (UNREACHED.includes(last.problem.code) || last.problem.code.startsWith('connection-'))) return
    const now = status()
    try {
      await central.heartbeat(heartbeatOf(now, now.state === 'working' ? stateAfterRun() : now.state), stop.signal)
      heartbeatAt = clock.monotonicMs()
    } catch (error) {
      // The operator sees a silent client by its silence; the run itself says why.
      log.debug('heartbeat not sent', { code: asFailure(error).problem.code })
    }
  }

  // ---- status ----

  const stateAfterRun = () => statusWith(false).state
  const status = (): SyncStatus => statusWith(turns.busy() || outward.busy())

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
      facts = read((reader, verification, sql) => ({
        counts: reader.counts(),
        runs: reader.runs(),
        revision: reader.revision(),
        upkeep: withLog(upkeepFacts(sql, verification)),
      }))
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
      heldBy: held ? undefined : livingHolder(dataDir),
      outward: outward.status(settings),
      now: clock.now(),
    })
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

  function actHere(act: (holder: Held) => void): void {
    const holder = take()
    if (!holder) throw heldElsewhere()
    act(holder)
    emit()
  }

  /** What a person asks for: here, or by the process that holds the engine, once that it is possible was seen. */
  async function act(here: (holder: Held) => void, check: (reader: LedgerReader) => unknown, request: Request): Promise<void> {
    if (take()) {
      actHere(here)
      if (scheduler) void runHere('person')
      return
    }
    read(check)
    if (!(await sendRequest(dataDir, request).waitTaken(OTHERS_RUN_TIMEOUT_MS))) throw heldElsewhere()
  }

  const heldElsewhere = () => new Failure(problem('engine-held', { by: heldBy ?? '' }), { effect: 'nothing', retry: true })

  return {
    status,
    read,
    changed: emit,
    accountAgendas: () => accountAgendas,
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
          notBefore: (at) => nextWorkingTime(safeSettings()?.sync.workingHours, at),
          random: Math.random,
          run: async (trigger): Promise<LastOutcome> => {
            const result = await execute(trigger)
            // After the orders, and not in their way: the next run of the timer doesn't wait for it.
            void outward.runDue()
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
    resume() {
      void scheduler?.runNow('person')
    },
    async runNow(signal) {
      let holder: Held | undefined
      try {
        holder = take()
      } catch (error) {
        notBegun(error)
        emit()
        throw error
      }
      if (holder) {
        await runHere(surface === 'scheduled' ? 'scheduled' : 'person')
        // Nobody else does it in a process that ends now.
        if (!scheduler) await outward.runDue()
        return
      }
      if (!(await sendRequest(dataDir, { kind: 'sync' }).waitTaken(OTHERS_RUN_TIMEOUT_MS, signal)) && !signal?.aborted)
        throw heldElsewhere()
      emit()
    },
    async retry(itemId) {
      const here = (holder: Held) => retryDocument(holder, itemId)
      await act(here, (reader) => checkRetryable(reader, itemId), { kind: 'retry', itemId })
    },
    async skip(itemId, reason) {
      const by = personText()
      const here = (holder: Held) => skipDocument(holder, itemId, reason, by)
      await act(here, (reader) => checkSkippable(reader, itemId), { kind: 'skip', itemId, reason, by })
    },
    async verify(all, signal = new AbortController().signal) {
      if (take()) return verifyHere(all, signal)
      const before = read((_reader, verification) => verification.last()?.finishedAt)
      if (!(await sendRequest(dataDir, { kind: 'verify', all }).waitTaken(OTHERS_RUN_TIMEOUT_MS, signal))) throw heldElsewhere()
      const now = read((_reader, verification) => verificationNow(verification))
      // The holder has taken it and could not do it; why stands in its log, and mostly in the status.
      if (!now || now.verification.finishedAt === before)
        throw new Failure(status().problem ?? problem('engine-held', { by: heldBy ?? '' }), { effect: 'nothing', retry: true })
      return now
    },
    async acceptDifferences(reason) {
      if (take()) acceptHere(reason)
      else if (!(await sendRequest(dataDir, { kind: 'accept-differences', reason }).waitTaken(OTHERS_RUN_TIMEOUT_MS)))
        throw heldElsewhere()
    },
    upload: outward.upload,
    confirmFall: outward.confirmFall,
    outward: outward.show,
    async noteScheduled(run) {
      if (noteHere(run)) return
      if (!(await sendRequest(dataDir, { kind: 'scheduled', run }).waitTaken(NOTE_TIMEOUT_MS))) throw heldElsewhere()
    },
    async removeTestRecords(itemIds, signal) {
      const holder = take()
      if (!holder) throw heldElsewhere()
      const settings = options.settings()
      if (!settings) throw new Failure(problem('settings-missing', { path: dataDir }), { effect: 'nothing', retry: false })
      return alone(() => removeTestRecords({ settings, reader: holder.reader, openIs: options.openIs }, itemIds, signal))
    },
    async close() {
      scheduler?.stop()
      clearTimeout(watching)
      listeners.clear()
      stop.abort()
      const grace = setTimeout(() => kill.abort(), STOP_GRACE_MS)
      await outward.close()
      await turns.idle()
      clearTimeout(grace)
      await held?.requests.close()
      reading?.sql.close()
      reading = undefined
      drop()
    },
  }

  function withLog(facts: UpkeepFacts): UpkeepFacts {
    return { ...facts, backupProblem: facts.backupProblem ?? options.logProblem?.() }
  }
  /** Not one that is only in use. */
  function isLost({ problem: what, retry }: RunResult): boolean {
    return what?.code === 'ledger-missing' || (what?.code === 'ledger-unreadable' && !retry)
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
