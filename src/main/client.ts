import type { DocumentDetail } from '../shared/documents/document-state'
import type { DocumentPage, DocumentQuery } from '../shared/ipc/contract'
import type { Settings } from '../shared/settings'
import type { SyncStatus } from '../shared/sync-status'
import type { CheckResult } from './connectors/connector'

/**
 * The program without its surface: what the desktop app and the command line both drive. `openClient` (below this
 * interface, same file) wires settings, secrets, ledger, lock, central side, connector, engine and scheduler for one data folder.
 */
export interface Client {
  readonly dataDir: string
  /** Undefined until set up. */
  settings(): Settings | undefined
  status(): SyncStatus
  /** Called at once with the present status and then at each change. Returns the end of the subscription. */
  onStatus(listener: (status: SyncStatus) => void): () => void
  /**
   * One run now. When another process holds the engine, asks that one to run and returns once it has begun or the
   * time-out passes. Throws `Failure` (`settings-missing`, …); a failed run is in the status, not thrown.
   */
  syncNow(signal?: AbortSignal): Promise<SyncStatus>
  /** Starts the timer: runs every `intervalSeconds` until `close`. */
  start(): void
  setPaused(paused: boolean): void
  setLanguage(language: Settings['language']): void
  listDocuments(query: DocumentQuery): DocumentPage
  /** Throws `document-not-found`. */
  showDocument(itemId: string): DocumentDetail
  /** Puts a quarantined, rejected or (guard `none`) unknown document back to work. Throws `document-not-retryable`. */
  retryDocument(itemId: string): Promise<void>
  check(signal: AbortSignal): AsyncIterable<CheckResult>
  /** Lets a running batch end, gives back what was not begun, frees the lock. */
  close(): Promise<void>
}
