import type { UploadCommit, UploadCreated, UploadPart, UploadRequest, UploadStatus } from '../../../shared/central-api/uploads'
import type { Problem } from '../../../shared/failure'

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
  /** `lines`: one row each, JSON without line breaks. Repeating a part replaces it. */
  putUploadPart(uploadId: string, part: number, lines: readonly string[], signal: AbortSignal): Promise<UploadPart>
  /** `undefined`: the central side knows no such upload. */
  uploadStatus(uploadId: string, signal: AbortSignal): Promise<UploadStatus | undefined>
  commitUpload(uploadId: string, counts: { parts: number; rows: number }, signal: AbortSignal): Promise<UploadCommit>
  /** Also fine for one that is gone. */
  abandonUpload(uploadId: string, signal: AbortSignal): Promise<void>
}
