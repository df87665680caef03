import type { UploadCommit, UploadCreated, UploadPart, UploadRequest, UploadStatus } from '../../../shared/central-api/uploads'
import type { Problem } from '../../../shared/failure'
import type { HeldFall } from '../../../shared/outward-status'

/** What the way out (stock levels and prices to the shops) needs of the world besides `engine/ports.ts`. */

/** A card's stock as the information system has it, before the company's rule. Quantities are decimal strings, in the card's unit. */
export interface StockReading {
  /** The card's code, under which the shops know it. */
  sku: string
  ean?: string
  name?: string
  unit?: string
  /** Code of the warehouse; absent where the information system has only one or gives sums. */
  warehouse?: string
  /** What lies there. */
  physical: string
  /** Of that, reserved for received orders. */
  reserved?: string
  /** Wanted by received orders and not reserved. */
  ordered?: string
  /** Marked for sale on the internet; absent: the information system doesn't say. */
  forSale?: boolean
  /** RFC 3339. */
  changedAt?: string
}

/** One sales price of a card as the information system keeps it. */
export interface PriceReading {
  sku: string
  ean?: string
  warehouse?: string
  /** Code of the price level; absent: the basic price. */
  priceLevel?: string
  /** ISO 4217; absent: the home currency of the books. */
  currency?: string
  price: string
  priceIncludesVat: boolean
  vatPercent: string
  forSale?: boolean
  validFrom?: string
}

/** A card that can't be read: never sent, shown with its reason, and no hindrance to the others. */
export interface Unreadable {
  /** As far as it is known. */
  sku: string
  problem: Problem
}
export const isUnreadable = (reading: object): reading is Unreadable => 'problem' in reading

/** `changedSince`: RFC 3339; only cards that changed at or after it. Absent: all. */
export interface ReadRequest {
  changedSince?: string
}

/**
 * The reading half of an information system. Streams in portions of any size, never all at once; a reading that was cut short throws, so
 * that its end means that all was read. Throws `Failure`. Writes nothing.
 *
 * An empty portion says: nothing is under way in the information system just now, and something else may be done there before the next portion is
 * asked for. Who reads by separate questions gives one between them, so that orders need not wait for the end of a long reading.
 */
export interface StockSource {
  /** What can be read, and whether `changedSince` is understood. */
  readonly reads: { readonly 'stock-levels'?: { readonly since: boolean }; readonly prices?: { readonly since: boolean } }
  readStock?(request: ReadRequest, signal: AbortSignal): AsyncIterable<readonly (StockReading | Unreadable)[]>
  readPrices?(request: ReadRequest, signal: AbortSignal): AsyncIterable<readonly (PriceReading | Unreadable)[]>
}

/** Uploads to the central side. Every call throws only `Failure` and may be repeated safely. */
export interface CentralUploads {
  /** `key`: the same key gives the same upload. */
  createUpload(request: UploadRequest, key: string, signal: AbortSignal): Promise<UploadCreated>
  /** `ndjson`: one row a line, JSON; the last line ends, too. Repeating a part replaces it. */
  putUploadPart(uploadId: string, part: number, ndjson: string, signal: AbortSignal): Promise<UploadPart>
  /** `undefined`: the central side knows no such upload. */
  uploadStatus(uploadId: string, signal: AbortSignal): Promise<UploadStatus | undefined>
  commitUpload(uploadId: string, counts: { parts: number; rows: number }, signal: AbortSignal): Promise<UploadCommit>
  /** Also fine for one that is gone. */
  abandonUpload(uploadId: string, signal: AbortSignal): Promise<void>
}

// ---- what was sent ----

/** What is remembered of an agenda besides its rows. Times are ms since the epoch. */
export interface OutwardFacts {
  /** Whose the rows are: company, mode, address. Absent: nothing was ever sent. */
  account?: string | undefined
  /** A full upload was committed there: all that the shops have of this agenda is in the rows. */
  complete: boolean
  /** By which rule and from which books the last full reading was made. */
  basis?: string | undefined
  /** One code lay in more than one warehouse: what is added up is put together before it is compared. */
  adds: boolean
  /** The only warehouse that the last full reading met; `null`: several. Absent: it named none. */
  warehouse?: string | null | undefined
  /** When the first pass of all began. */
  firstAt?: number | undefined
  lastPassAt?: number | undefined
  lastSuccessAt?: number | undefined
  /** When the last full reading, the last reading at all, that went well began. */
  fullAt?: number | undefined
  readAt?: number | undefined
  lastUploadAt?: number | undefined
  /** Of the last pass, if it failed. */
  failure?: { problem: Problem; retry: boolean; inARow: number; notBefore: number } | undefined
  held?: HeldFall | undefined
  /** A person has agreed to a fall of so many percent, until then. */
  allowed?: { percent: number; until: number } | undefined
  /** As in `outwardAgendaStatusSchema`. */
  rows: number
  read: number
  changed: number
  removed: number
  leftOut: number
  unsendable: number
  rejected: number
}

export const NOTHING_SENT: OutwardFacts = {
  complete: false,
  adds: false,
  rows: 0,
  read: 0,
  changed: 0,
  removed: 0,
  leftOut: 0,
  unsendable: 0,
  rejected: 0,
}

/** An upload that was decided on; its rows lie in the memory until it is committed. */
export interface PlannedUpload {
  kind: 'full' | 'delta'
  rows: number
  /** For `createUpload`: a lost answer or a crash makes no second upload. */
  key: string
  uploadId: string | undefined
  /** Rows in a part; known with `uploadId`. */
  partSize: number | undefined
  /** Set before the commit is asked for: from then on it may be visible. */
  commitAsked: boolean
  /** `OutwardFacts.account` and `basis` that it was made for. */
  account: string
  basis: string
  /** What is so once it is committed. */
  onceCommitted: Partial<OutwardFacts>
}

export interface KnownRow {
  id: number
  /** Absent: it was never sent, only staged. */
  fingerprint: string | undefined
  /** What is staged for it, if anything. */
  staged: string | undefined
}

export interface StagedRow {
  /** Absent: a row that was never there; it gets an id. */
  id?: number
  key: string
  fingerprint: string
  /** As in `OutwardRow`. */
  line: string
  zero: boolean
}

/** A card that can't be sent, as it is shown. */
export interface UnsendableSample {
  sku: string
  problem: Problem
}

/**
 * The durable memory of one agenda: rows as they were sent, what is staged to be sent, and one upload. One writer. Every writing call is one
 * transaction on stable storage when it returns, or has done nothing when it throws (`disk-full`, `ledger-unreadable`). It can be lost: that costs a
 * full upload.
 */
export interface OutwardMemory {
  facts(): OutwardFacts
  /** Replaces those that are named. */
  keep(facts: Partial<OutwardFacts>): void
  /** Rows, upload, facts: as if nothing had ever been sent. */
  forget(): void

  // reading
  /** Throws away what is staged, held and planned. Rows stay as they were sent. */
  discard(): void
  /** Rows that were sent; of these not at zero. */
  counts(): { sent: number; withStock: number }
  /** Sent rows with an id above `afterId`, in their order; the fingerprints one behind another. No ids: there are no more. */
  fingerprints(afterId: number, limit: number): { ids: readonly number[]; fingerprints: string }
  /** One answer for each key, same order. */
  find(keys: readonly string[]): readonly (KnownRow | undefined)[]
  /** What is staged for the row, else what was sent. */
  line(id: number): string
  /** Stages rows; one id for each, same order. No key twice in a call. One that is as it was sent is no longer staged. */
  stage(rows: readonly StagedRow[]): readonly number[]
  /** Rows with keys from `from` up to, not including, `to` are to stay as they were sent. */
  hold(ranges: readonly { from: string; to: string }[]): void
  /** Unstages rows of `hold`; those that were sent. Page by page, from `''`; `next` absent: that was the last. */
  settleHeld(after: string, limit: number): { sent: readonly number[]; next: string | undefined }
  markGone(ids: readonly number[]): void
  /** Staged rows; of these: never sent, fallen to zero. Rows marked as gone; of these not at zero. */
  tally(): { staged: number; added: number; fallen: number; gone: number; goneWithStock: number }

  // what is added up
  /** `part`: JSON. The same key and warehouse with another part makes it ambiguous. */
  putParts(parts: readonly { key: string; warehouse: string; part: string }[]): void
  /** In the order of keys above `after`, at first `''`; all parts of a key, by warehouse. `parts` undefined: ambiguous. */
  parts(after: string, limit: number): readonly { key: string; parts: readonly string[] | undefined }[]

  // upload
  upload(): PlannedUpload | undefined
  /** Freezes what is staged. `samples`: of this reading; `add`: to those kept, in place of all. */
  plan(upload: PlannedUpload, samples: { add: boolean; rows: readonly UnsendableSample[] }): void
  /** As `plan`, where nothing is to be sent. */
  nothingToSend(facts: Partial<OutwardFacts>, samples: { add: boolean; rows: readonly UnsendableSample[] }): void
  keepUpload(change: Partial<Pick<PlannedUpload, 'uploadId' | 'partSize' | 'commitAsked' | 'key'>>): void
  /** Rows of the upload with an id above `afterId`, a line each (megabytes: never taken apart); no rows: there are no more. Always the same order. */
  lines(afterId: number, limit: number): { ndjson: string; rows: number; lastId: number }
  /**
   * Rows are now as they were uploaded; with the last of them `facts` are so, and the upload is over. `rejected`: by number of the row in the
   * upload, from 1. At most `limit` rows in a call; goes on where it was interrupted. False: more is left.
   */
  apply(rejected: ReadonlyMap<number, { code: string; message: string }>, limit: number, facts: Partial<OutwardFacts>): boolean
}
