import type { Account, Heartbeat, Mode } from '../../shared/central-api/account'
import type {
  Claim,
  ClaimRequest,
  ErpReference,
  QueueItemState,
  QueueList,
  Result,
  ResultStatus,
} from '../../shared/central-api/queue'
import type { InwardAgenda, Payload } from '../../shared/documents/agenda'
import type { DocumentState, ReportState } from '../../shared/documents/document-state'
import type { Problem } from '../../shared/failure'
import type { SyncCounts } from '../../shared/sync-status'
import type { Difference, Verification } from '../../shared/verification'
import type { StockSource } from './outward/ports'

/**
 * All that the engine knows of the world. Each call says what it may have done when it fails: `Failure.effect`.
 */

/** Time. `now` is the wall clock in whole ms since the epoch and may jump; `monotonicMs` may have fractions, never goes back and is not the time of day. */
export interface Clock {
  now(): number
  monotonicMs(): number
}

/** Lines for the technician. Never secrets, never whole payloads. */
export interface Log {
  debug(message: string, facts?: Record<string, unknown>): void
  info(message: string, facts?: Record<string, unknown>): void
  warn(message: string, facts?: Record<string, unknown>): void
  error(message: string, facts?: Record<string, unknown>): void
}

/** The central side. Every call throws only `Failure`. All calls may be repeated safely; retry within a call is the adapter's (transport faults only). */
export interface Central {
  account(signal: AbortSignal): Promise<Account>
  /** Not idempotent, but harmless: a claim whose answer is lost comes back when its lease ends. */
  claim(request: ClaimRequest, signal: AbortSignal): Promise<Claim>
  /** Idempotent. `leaseExpiresAt` by the central side's clock. Throws `central-not-found` when the claim is gone. */
  extend(claimId: string, leaseSeconds: number, signal: AbortSignal): Promise<{ leaseExpiresAt: string }>
  /** Idempotent. */
  giveBack(claimId: string, signal: AbortSignal): Promise<void>
  /** `undefined`: the central side knows no such item. */
  itemState(itemId: string, signal: AbortSignal): Promise<QueueItemState | undefined>
  /**
   * The items of the account's mode in the order of receipt, above the cursor `after`. `undefined`: this central side has
   * no such call. A whole page, or it throws.
   */
  items?(request: { after?: string; limit: number }, signal: AbortSignal): Promise<QueueList | undefined>
  /** Idempotent. One status for each result, same order. */
  report(results: readonly Result[], signal: AbortSignal): Promise<readonly { itemId: string; status: ResultStatus }[]>
  heartbeat(heartbeat: Heartbeat, signal: AbortSignal): Promise<void>
}

/** A document whose payload has been parsed by its agenda's schema. */
export interface ParsedDocument<A extends InwardAgenda = InwardAgenda> {
  itemId: string
  agenda: A
  test: boolean
  payload: Payload<A>
}

/** A remark for the history: what the mapping had to adjust. Code and params as in problems. */
export interface Note {
  code: string
  params: Record<string, string>
}

export type Guard = 'enforced' | 'searchable' | 'none'

/** What will be handed over for one document. Opaque to the engine except for its hash. */
export interface Prepared {
  itemId: string
  agenda: InwardAgenda
  /** The connector's own form of the document (e.g. the XML of one pack item). */
  content: unknown
  /** Over the bytes that go to the information system for this document. Lower-case hex. */
  sha256: string
  notes: readonly Note[]
}

export type Preparation = { ok: true; prepared: Prepared } | { ok: false; problem: Problem }

/** What became of one document that was handed over. */
export type Outcome =
  /** It is there, and this is where. `existed`: it had been there before this hand-over. */
  | { itemId: string; kind: 'imported'; reference: ErpReference; existed: boolean; notes: readonly Note[] }
  /** The information system said no. Nothing was written for it. Never repeated without a person. */
  | { itemId: string; kind: 'rejected'; problem: Problem }
  /** Nothing was written for it, and the information system itself asks to try again later. */
  | { itemId: string; kind: 'postponed'; problem: Problem }
  /** No answer for it, or one that can't be understood. */
  | { itemId: string; kind: 'unknown'; problem: Problem }

/**
 * The information system behind a connector. Dumb and stateless; only the engine retries. The reading half (`StockSource`) is there where
 * stock levels or prices can be read.
 */
export interface InformationSystem extends Partial<StockSource> {
  /**
   * How a second record of the same item is prevented. `enforced`: the information system refuses it by itself, so the
   * same document may be handed over again. `searchable`: `find` tells. `none`: nothing tells; a person is asked.
   */
  readonly guard: Guard
  /**
   * Where an agenda's guard is another one. Master data (`MASTER_DATA`) whose hand-over adds or replaces the record of the same card or
   * partner is `enforced`: a repeat makes no second one.
   */
  readonly guards?: Partial<Record<InwardAgenda, Guard>>
  readonly agendas: readonly InwardAgenda[]
  /**
   * Which books this is, e.g. `pohoda:StwPh_12345678_2026`; kept with each hand-over. What was handed over to other books
   * (another unit, last year's database) is never handed over again just because these know nothing of it.
   */
  readonly target: string
  /** Pure. Maps one document, or says why it must be held. */
  prepare(document: ParsedDocument): Preparation
  /**
   * Hands over documents of one agenda; one outcome for each document, in any order. What got no outcome counts as unknown.
   * Throws only a `Failure` that concerns the whole batch; its `effect` tells whether anything may have been written.
   */
  deliver(batch: readonly Prepared[], signal: AbortSignal): AsyncIterable<Outcome>
  /**
   * Looks up what `deliver` made, whenever. Only those found are in the answer. Throws `Failure` when it can't tell.
   * Absent means: not there now. A hand-over still under way may make it appear later. `agenda`: of all of them; absent: orders.
   */
  find(itemIds: readonly string[], signal: AbortSignal, agenda?: InwardAgenda): Promise<ReadonlyMap<string, ErpReference>>
  /** False: this one can't be asked at all (an old version); what `find` doesn't answer may be there. Absent: it can. */
  readonly canFind?: boolean
}

/** A document as the engine needs it. `id` grows with time. */
export interface LedgerDocument {
  id: number
  itemId: string
  agenda: string
  test: boolean
  number: string
  state: DocumentState
  reportState: ReportState
  payloadSha256: string
  /** `InformationSystem.target` of the last hand-over. */
  target: string | undefined
  claimId: string | undefined
  reference: ErpReference | undefined
  problem: Problem | undefined
  attempts: number
  /**
   * The item had been given out before this ledger knew it: by another installation, or before the ledger was restored
   * from a backup. It is looked up before its first hand-over.
   */
  lookFirst: boolean
  /** ms since the epoch; when it became unknown, else its last change. */
  unknownSince: number
  /**
   * Since when a hand-over of it may be under way, ours or another's: ms since the epoch by the central side's clock, which
   * nobody at this computer can set.
   */
  doubtSince: number | undefined
  /** ms since the epoch of the last change. */
  updatedAt: number
}

/** One step of one document; `Ledger.apply` makes a batch of them durable in one transaction. */
export type Step =
  /** `subject`: the card or partner that it describes, for master data. */
  | { id: number; to: 'ready'; number: string; partner: string; subject?: string | undefined; notes: readonly Note[] }
  | { id: number; to: 'quarantined'; problem: Problem; number?: string; partner?: string }
  /** `doubtSince`: as in `LedgerDocument`. */
  | { id: number; to: 'sending'; handedSha256: string; target: string; doubtSince?: number | undefined }
  | { id: number; to: 'imported'; reference: ErpReference; existed: boolean; notes: readonly Note[] }
  | { id: number; to: 'rejected'; problem: Problem }
  /** Back to ready: nothing was written. `notBefore` in ms since the epoch. */
  | { id: number; to: 'postponed'; problem: Problem; notBefore: number }
  | { id: number; to: 'unknown'; problem: Problem }
  /** A look-up found nothing (yet): stays unknown, next look-up not before. */
  | { id: number; to: 'looked-up-absent'; notBefore: number }
  /** A look-up made sure that nothing was written: may be handed over again. */
  | { id: number; to: 'ready-again' }
  | { id: number; to: 'skipped'; problem: Problem; report: boolean }
  | { id: number; to: 'retry' }
  | { id: number; to: 'reported'; reportState: 'accepted' | 'refused'; status: string }

/** A claimed item on its way into the ledger. */
export interface ReceivedItem {
  itemId: string
  agenda: string
  test: boolean
  receivedAt: string
  priority: number
  deliveryCount: number
  /** Canonical JSON. */
  payload: string
  payloadSha256: string
}

export interface RunRecord {
  startedAt: number
  finishedAt: number
  outcome: 'ok' | 'failed'
  problem: Problem | undefined
  retry: boolean
  waiting: number | undefined
  received: number
  imported: number
  trigger: string
  /** Who ran it: account, process, host. Evidence for unattended operation. */
  runner: string
}

/**
 * The durable memory. One writer. Every writing call is one transaction on stable storage (`synchronous=FULL`) when it
 * returns, or has done nothing when it throws (`disk-full`, `ledger-unreadable`). Nothing is ever deleted.
 */
export interface Ledger {
  /**
   * Keeps claimed items. New → `received`. Known → by what stands: still on its way or held: only the claim is renewed
   * (another content replaces the raw of one that was never handed over, and it is checked again); final: its outcome becomes due again.
   * `centralNow`: the central side's time, ms since the epoch.
   */
  keep(claimId: string, items: readonly ReceivedItem[], centralNow?: number): void
  apply(steps: readonly Step[]): void
  /** Rows in `state` that are due at `now`, with an id above `afterId`, oldest first. */
  due(state: DocumentState, now: number, limit: number, afterId: number): readonly LedgerDocument[]
  /** Rows whose outcome is to be reported, with an id above `afterId`, oldest first. */
  dueReports(limit: number, afterId: number): readonly (LedgerDocument & { finishedAt: number })[]
  /** Raw payloads by document id. Missing: emptied after retention. */
  payloads(ids: readonly number[]): ReadonlyMap<number, string>
  /** Of these documents those of which a newer one of the same agenda and subject is on its way or imported. */
  superseded(ids: readonly number[]): ReadonlySet<number>
  counts(): Omit<SyncCounts, 'waiting'>
  recordRun(run: RunRecord): void
}

/** How far the comparison of the sides has got. */
export interface VerificationProgress {
  /** Cursors of the central side's list: all before `frontier` were compared once; the old are gone through again from `rolling`. */
  frontier: string | undefined
  rolling: string | undefined
  /** Documents up to this id were compared once. */
  lastId: number
}

/** The ledger, as the comparison of the sides needs it. Every writing call is one transaction. */
export interface VerificationLedger {
  byItemIds(itemIds: readonly string[]): readonly LedgerDocument[]
  /** Documents with an id above `afterId`, oldest first. */
  after(afterId: number, limit: number): readonly LedgerDocument[]
  /** What is held, and what differed and was not settled; `unknownHere`: of the latter, ids of items that the ledger doesn't have. */
  unsettled(limit: number): { rows: readonly LedgerDocument[]; unknownHere: readonly string[] }
  progress(): VerificationProgress
  keepProgress(progress: VerificationProgress): void
  /** Keeps differences, and closes those of `settled`; where the information system had no say, those about its records stay open. */
  note(differences: readonly Difference[], settled: readonly string[], recordsTold: boolean): void
  /** Outcomes that were accepted once become due again. */
  reportAgain(itemIds: readonly string[]): void
  record(verification: Verification): void
}

export interface EngineSettings {
  mode: Mode
  companyId: string | undefined
  batchSize: number
  leaseSeconds: number
  clientVersion: string
  /** What is due in this run; absent: all. */
  agendas?: readonly InwardAgenda[]
  /** Agendas that the company has switched off: their documents stay in the queue. */
  agendasOff?: readonly InwardAgenda[]
}
