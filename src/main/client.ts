import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { DocumentDetail } from '../shared/documents/document-state'
import { Failure, type Problem, problem } from '../shared/failure'
import type { DocumentPage, DocumentQuery } from '../shared/ipc/contract'
import type { ScheduledRun } from '../shared/schedule'
import type { Language, Settings } from '../shared/settings'
import type { SyncStatus } from '../shared/sync-status'
import { type Agendas, createAgendas } from './agendas'
import { createCentral, type UnansweredClaim } from './central/central'
import type { TransportOptions } from './central/transport'
import { createUploads } from './central/uploads'
import { chosenProxy } from './chosen-proxy'
import type { CheckResult } from './connectors/connector'
import { createLog } from './diagnostics/log'
import type { Clock } from './engine/ports'
import { createEngineHost } from './engine-host'
import { openWayOut } from './open-fetch'
import { openStoredIs } from './open-is'
import type { OutwardHost } from './outward-host'
import { confStore } from './settings/conf-store'
import { ensureDataFolder } from './settings/data-folder'
import { earlyLanguage } from './settings/early-language'
import { API_KEY_SECRET, openSecrets } from './settings/secrets'
import { secretsFor } from './settings/secrets-for'
import { type RawStore, settingsFile } from './settings/store'
import { checkConnection } from './setup/checks/connection'
import { runSystemProgram } from './setup/checks/run-system-program'
import type { CheckLine, ResolveProxy } from './setup/ports'
import type { VerificationNow } from './upkeep'
import { CLIENT_VERSION } from './version'

/**
 * The program without its surface: what the desktop app and the command line both drive, for one data folder.
 */
export interface Client {
  readonly dataDir: string
  /** Undefined until set up. Throws `settings-invalid`, `settings-too-new`. */
  settings(): Settings | undefined
  status(): SyncStatus
  /** Called at once with the present status and then at each change. Returns the end of the subscription. */
  onStatus(listener: (status: SyncStatus) => void): () => void
  /**
   * One run now. When another process holds the engine, asks that one and returns once its run has ended or the
   * time-out passes. Throws `Failure` (`settings-missing`, `engine-held`, …); a failed run is in the status, not thrown.
   */
  syncNow(signal?: AbortSignal): Promise<SyncStatus>
  /** Starts the timer: runs every `intervalSeconds` until `close`. */
  start(): void
  setPaused(paused: boolean): void
  /** Replaces the settings, and goes by them at once. Throws `settings-invalid`, `disk-full`, `folder-not-writable`. */
  keepSettings(settings: Settings): void
  /** The settings' language; before set-up the one that was chosen, if any. Throws `settings-invalid`, `settings-too-new`. */
  language(): Language | undefined
  /** Kept in the settings, and before set-up beside them. */
  setLanguage(language: Language): void
  listDocuments(query: DocumentQuery): DocumentPage
  /** Throws `document-not-found`. */
  showDocument(itemId: string): DocumentDetail
  /**
   * Puts a quarantined, rejected or skipped document back to work, and has an unknown one looked up again. Throws
   * `document-not-found`, `document-not-retryable`.
   */
  retryDocument(itemId: string): Promise<void>
  /**
   * Takes a document out with a reason: it stays in the ledger, and the central side is told. Throws `document-not-found`,
   * `document-not-skippable`.
   */
  skipDocument(itemId: string, reason: string): Promise<void>
  /**
   * Compares the central side, the ledger and the information system. `all`: every document, not only the new ones and a
   * slice of the old. Throws what keeps it from doing so; differences are in the answer, not thrown.
   */
  verify(all: boolean, signal?: AbortSignal): Promise<VerificationNow>
  /** A person has looked into the differences that stand now: they no longer call for attention until they change. */
  acceptDifferences(reason: string): Promise<void>
  /**
   * Deletes the records of test orders in the information system; for each: why not, or undefined when it is gone. In
   * production only. Throws `wrong-mode`, `test-flag-mismatch`, `engine-held`, …
   */
  removeTestRecords(itemIds: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, Problem | undefined>>
  /** The way out: see `OutwardHost`. */
  upload: OutwardHost['upload']
  confirmFall: OutwardHost['confirmFall']
  outward: OutwardHost['show']
  /** The evidence of the last run that the operating system's scheduler started. Throws `ledger-unreadable`, … */
  scheduledRun(): ScheduledRun | undefined
  /** Keeps it in the ledger, by whichever process may write there. Throws `engine-held`, … */
  noteScheduled(run: ScheduledRun): Promise<void>
  /** What goes to and fro, how often, and by which rules. */
  readonly agendas: Agendas
  /** The connection test of the information system's connector. */
  check(signal: AbortSignal): AsyncIterable<CheckResult>
  /** The way to the central side as the client goes it, layer by layer: what stands in it. Throws `settings-missing`, … */
  checkNetwork(signal: AbortSignal): AsyncIterable<CheckLine>
  /** Lets a running batch end, gives back what was not begun, frees the lock. */
  close(): Promise<void>
}

export interface ClientOptions {
  /** `--data-dir`; absent: the machine-wide folder. */
  dataDir?: string | undefined
  surface: 'desktop' | 'cli' | 'scheduled'
  /** Where the settings lie; the desktop app gives electron-store, everything else conf (one file, one format). */
  store?: (dataDir: string) => RawStore
  clock?: Clock
  /** Which proxy the operating system names for an address; the desktop's network stack knows it. */
  resolveProxy?: ResolveProxy
  /** In place of the way out to the central side: who watches or breaks the calls. */
  fetch?: typeof fetch
}

/** What finding the way out needs of this computer. */
export const wayTools = (resolveProxy: ResolveProxy | undefined): Parameters<typeof openWayOut>[0] => ({
  env: process.env,
  platform: process.platform,
  run: runSystemProgram(),
  resolveProxy,
  systemAuthorities: true,
})

/** Whole milliseconds on both: what is worked out from them goes into whole-number columns of the ledger. */
export const systemClock: Clock = { now: Date.now, monotonicMs: () => Math.floor(performance.now()) }

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** Opens the client of a data folder. Nothing runs and nothing is asked until `start` or `syncNow`. Throws `Failure`. */
export async function openClient(options: ClientOptions): Promise<Client> {
  const clock = options.clock ?? systemClock
  const dataDir = ensureDataFolder(options.dataDir)
  const log = createLog({ folder: join(dataDir, 'logs'), name: options.surface })
  const file = settingsFile((options.store ?? confStore)(dataDir))
  const secrets = openSecrets(dataDir)
  const early = earlyLanguage(dataDir)
  const unanswered: UnansweredClaim[] = []
  const wayOut = openWayOut(wayTools(options.resolveProxy), clock.monotonicMs)

  const need = (): Settings => {
    const settings = file.read()
    if (!settings) throw new Failure(problem('settings-missing', { path: file.path }), { effect: 'nothing', retry: false })
    return settings
  }
  const apiKeyFor = (baseUrl: string): string => {
    const key = secretsFor(secrets, () => baseUrl).get(API_KEY_SECRET)
    log.addSecret(key)
    return key
  }
  const wayOf = ({ central: { baseUrl, extraCa, proxy } }: Settings) => ({
    baseUrl,
    extraCa,
    proxy: chosenProxy(proxy, secrets, log.addSecret),
  })
  const openChosen = ({ connector }: Settings, companyId: string) =>
    openStoredIs(connector, { dataDir, secrets, log, clock, companyId, http: wayOut.toInformationSystem })
  const toCentral = (settings: Settings): TransportOptions => ({
    baseUrl: settings.central.baseUrl,
    apiKey: apiKeyFor(settings.central.baseUrl),
    clientVersion: CLIENT_VERSION,
    log,
    clock,
    fetch: options.fetch ?? wayOut.fetch(wayOf(settings)),
  })
  const host = createEngineHost({
    dataDir,
    surface: options.surface,
    clock,
    log,
    sha256,
    settings: () => file.read(),
    rememberCompany(companyId) {
      const settings = need()
      file.write({ ...settings, central: { ...settings.central, companyId } })
    },
    openCentral: (settings) => createCentral({ ...toCentral(settings), unanswered }),
    openUploads: (settings) => createUploads(toCentral(settings)),
    openIs: openChosen,
    logProblem: () => log.problem(),
  })

  const keepSettings = (settings: Settings): void => {
    file.write(settings)
    host.changed()
    if (!settings.sync.paused) host.resume()
  }
  return {
    dataDir,
    settings: () => file.read(),
    agendas: createAgendas({
      settings: () => file.read(),
      keep: keepSettings,
      openIs: (settings) => openChosen(settings, settings.central.companyId ?? 'check'),
      accountAgendas: host.accountAgendas,
      onChange: (listener) => host.onStatus(listener),
    }),
    status: host.status,
    onStatus: host.onStatus,
    async syncNow(signal) {
      need()
      await host.runNow(signal)
      return host.status()
    },
    start: host.start,
    setPaused(paused) {
      const settings = need()
      file.write({ ...settings, sync: { ...settings.sync, paused } })
      host.changed()
      if (!paused) host.resume()
    },
    keepSettings,
    language: () => (file.read() ?? { language: early.read() }).language,
    setLanguage(language) {
      const settings = file.read()
      if (settings) file.write({ ...settings, language })
      else early.write(language)
      host.changed()
    },
    listDocuments(query) {
      const page = host.read((reader) => reader.list(query))
      return page ? { documents: page.documents, ...(page.next === undefined ? {} : { next: page.next }) } : { documents: [] }
    },
    showDocument(itemId) {
      const detail = host.read((reader) => reader.detail(itemId))
      if (!detail) throw new Failure(problem('document-not-found', { itemId }), { effect: 'nothing', retry: false })
      return detail
    },
    retryDocument: (itemId) => host.retry(itemId),
    skipDocument: (itemId, reason) => host.skip(itemId, reason),
    verify: (all, signal) => host.verify(all, signal),
    acceptDifferences: (reason) => host.acceptDifferences(reason),
    removeTestRecords: (itemIds, signal) => host.removeTestRecords(itemIds, signal),
    upload: host.upload,
    confirmFall: host.confirmFall,
    outward: host.outward,
    scheduledRun: () => host.read((reader) => reader.scheduledRun()),
    noteScheduled: (run) => host.noteScheduled(run),
    async *check(signal) {
      const settings = need()
      const connector = await openChosen(settings, settings.central.companyId ?? 'check')
      try {
        yield* connector.check(signal)
      } finally {
        await connector.close()
      }
    },
    async *checkNetwork(signal) {
      const settings = need()
      yield* checkConnection(
        {
          ...wayOf(settings),
          apiKey: secretsFor(secrets, () => settings.central.baseUrl).has(API_KEY_SECRET)
            ? apiKeyFor(settings.central.baseUrl)
            : undefined,
          clientVersion: CLIENT_VERSION,
          clock,
          expectedMode: settings.mode,
          ...wayTools(options.resolveProxy),
        },
        signal,
      )
    },
    async close() {
      await host.close()
      await wayOut.close()
      log.info('closed', { surface: options.surface })
    },
  }
}
