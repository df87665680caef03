import type { OpenConnector } from '../../../src/main/connectors/connector'
import type { Charset } from '../../../src/main/connectors/wrap/fit-text'

/** What must come of one disturbance: a failure of the whole batch with its effect, or the same outcome for each of its documents. */
export type Wrong = {
  settings?: Record<string, unknown>
  before?: () => void | Promise<void>
  code: string
} & ({ effect: 'nothing' | 'unknown' } | { outcome: 'rejected' | 'postponed' | 'unknown' })

/** What every world must have, or say in a sentence why there is no such thing here. */
export type WrongKind = 'wrong login' | 'wrong company' | 'closed period' | 'locked' | 'slow' | 'unreachable'

/** What a person sees of a record in the information system. */
export interface Shown {
  /** The customer's own order number. */
  number: string
  buyer: string
  city: string
  /** Goods only, in their order: no charges, no rounding. */
  lines: readonly { name: string; sku: string | undefined }[]
}

/** Sums that the information system makes of what it is given, whatever sums stand in it. Decimal strings. */
export interface Computed {
  net: string
  payable: string
}

export type PreviewFile = ReturnType<OpenConnector['preview']>[number]

/**
 * The one suite that every connector passes against its simulator. A world: a connector, its simulated information system, and the
 * ways to disturb it.
 */
export interface World {
  open(changes?: Record<string, unknown>): Promise<OpenConnector>
  /**
   * When the information system says what became of an order. Absent: in the same call. `later`: the outcome is unknown at first,
   * and `find` tells after `idle`. `never`: a person is asked; the guard must be `none` then, and no outcome is claimed.
   */
  answers?: 'later' | 'never'
  /** The information system takes the same hand-over again by itself, so an answer may already be its second one (`existed`). */
  repeats?: true
  /** What it refuses is told to nobody: handing over is all that can be seen from here, and the connector's document says so. */
  refusesInSilence?: true
  /** Numbers by which the information system knows our records, by item id; a second record of one item would show. */
  records(): readonly { itemId: string; id: string; number?: string }[]
  /** What a person sees there of this record, read from the information system's own store. */
  shown(itemId: string): Shown | undefined
  /** What texts the information system can hold: the letters outside it must come out as `fit` says, and be noted. */
  charset: Charset
  /**
   * What is wrong with what would be handed over (`preview` of each document): nothing, one line for each complaint, or
   * `undefined` when the schema is not on this computer (the world prints why). By its schema where there is one, else by the simulator's own reader.
   */
  valid(files: readonly PreviewFile[]): readonly string[] | undefined
  /**
   * The sums that it computes from the preview of one order. Absent: it takes ours as they stand and computes none. `country`: of the
   * company whose books these are.
   */
  computes?(files: readonly PreviewFile[], country: string): Computed
  /** The next hand-over is written, but its answer is lost. */
  loseNextAnswer(): void
  /** The information system refuses the order with this number. */
  refuse(number: string): void
  /** From now on each hand-over takes so long before anything is written. */
  dawdle(ms: number): void
  heal(): void
  /** Resolves when the information system has done all that it was given; what was given up before its time included. */
  idle(): Promise<void>
  /** Lets the connector's wall clock jump ahead. */
  advance(ms: number): void
  /** Changes of settings or of the world that make it fail, with the code that must come of it; or why there is no such thing here. */
  wrong: Readonly<Record<WrongKind, Wrong | string> & Record<string, Wrong | string>>
  /** Stops what runs beside the connector. */
  close(): Promise<void>
}
