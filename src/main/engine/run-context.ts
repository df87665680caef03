import type { Account } from '../../shared/central-api/account'
import type { Claim } from '../../shared/central-api/queue'
import { asFailure, type Failure, type Problem } from '../../shared/failure'
import type { Central, Clock, EngineSettings, InformationSystem, Ledger, Log, Prepared } from './ports'

/** All that a run works with. */
export interface EnginePorts {
  central: Central
  ledger: Ledger
  is: InformationSystem
  clock: Clock
  log: Log
  /** SHA-256 over UTF-8, lower-case hex. */
  sha256(text: string): string
  /** A number in [0, 1), for jitter. */
  random(): number
  /** A problem in words, for the operator of the central side. */
  describe(problem: Problem): string
  onProgress?: (progress: { done: number; total: number }) => void
}

/**
 * The claims of this run and until when they surely hold, by the monotonic clock: neither a wall clock that was set
 * nor an earlier run's memory can make us believe in a lease that has ended.
 */
export interface Leases {
  add(claim: Claim, leaseSeconds: number, askedAtMs: number): void
  /** Still ours for at least `marginMs`. */
  live(claimId: string | undefined, marginMs: number): boolean
  renewed(claimId: string, leaseSeconds: number, askedAtMs: number): void
  lost(claimId: string): void
  all(): readonly string[]
}

export function createLeases(clock: Clock): Leases {
  const until = new Map<string, number>()
  // Counted from before the question was sent, so that a slow answer can't make the lease seem longer than it is.
  const set = (claimId: string, leaseSeconds: number, askedAtMs: number) =>
    void until.set(claimId, askedAtMs + leaseSeconds * 1000)
  return {
    add: (claim, leaseSeconds, askedAtMs) => set(claim.claimId, leaseSeconds, askedAtMs),
    live: (claimId, marginMs) => claimId !== undefined && (until.get(claimId) ?? 0) - clock.monotonicMs() > marginMs,
    renewed: set,
    lost: (claimId) => void until.delete(claimId),
    all: () => [...until.keys()],
  }
}

/** What went wrong in a run, by side. The first of each side counts; one side's trouble does not stop the other's work. */
export interface Troubles {
  central: Failure | undefined
  is: Failure | undefined
}

export interface RunContext extends EnginePorts {
  settings: EngineSettings
  /** Set at the first answer of the central side. */
  account: Account | undefined
  /** Items that are given out and not here, as of the end of the run. */
  elsewhere: number
  /** The central side's time now, ms since the epoch; undefined until it answered in this run. */
  centralNow(): number | undefined
  leases: Leases
  troubles: Troubles
  /** How many items the next claim asks for; less after an answer that was too large to be read. */
  claimLimit: number
  /** The last answer that was too large, until something readable came after it. */
  tooLargeAnswer: Failure | undefined
  /** Single items of this run that were too large. */
  tooLarge: number
  /** The first item of this run that could not be read at all: the run failed, though all others were worked on. */
  unreadable: Failure | undefined
  /** Claims of this run that hold such items. */
  brokenClaims: string[]
  /** Asks for a clean stop: no new batch is begun. */
  stop: AbortSignal
  /** Ends even what is under way; what was handed over is then unknown. */
  kill: AbortSignal
  /** Mapped by this run's check, so that the hand-over need not do it again. Only a saving: the ledger has all of it. */
  prepared: Map<number, Prepared>
  /** The information system took something in this run: full batches from here on. */
  proven: boolean
  tally: { received: number; imported: number; rejected: number; quarantined: number }
}

/** Runs a call to one side; its failure is remembered there and answered as undefined. Faults of our own go up. */
export async function attempt<T>(context: RunContext, side: keyof Troubles, call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call()
  } catch (error) {
    // A call cut off by our own stop is nobody's trouble.
    if (context.stop.aborted) return undefined
    const failure = asFailure(error)
    if (isOwnFault(failure)) throw failure
    note(context, side, failure)
    return undefined
  }
}

export function note(context: RunContext, side: keyof Troubles, failure: Failure): void {
  context.troubles[side] ??= failure
  context.log.warn(side === 'central' ? 'central side' : 'information system', {
    code: failure.problem.code,
    words: failure.problem.words ?? '',
  })
}

/** A fault of this computer or program stops the run: going on without the ledger would be going on without memory. */
const isOwnFault = (failure: Failure): boolean =>
  ['ledger-unreadable', 'ledger-missing', 'ledger-too-new', 'disk-full', 'internal'].includes(failure.problem.code)

/** Every row of a query of the ledger, page by page; `act` may change the rows of a page. */
export async function eachPage<T extends { id: number }>(
  read: (afterId: number) => readonly T[],
  act: (rows: readonly T[]) => Promise<boolean> | boolean,
) {
  for (let afterId = 0; ; ) {
    const rows = read(afterId)
    const last = rows.at(-1)
    if (!last || !(await act(rows))) return
    afterId = last.id
  }
}

/** Steps in one transaction: so many that the disk's work is shared, so few that a crash repeats little. */
export const CHUNK = 100
/** A batch is begun only when its lease holds this long; otherwise the lease is extended first. */
export const LEASE_MARGIN_MS = 20_000
