import type { Mode } from '../../shared/central-api/account'
import type { ErpReference, QueueItemState } from '../../shared/central-api/queue'
import type { Problem } from '../../shared/failure'
import { asFailure } from '../../shared/failure'
import { type Difference, type DifferenceKind, healsByItself, type Verification } from '../../shared/verification'
import { byAgenda, guardOf, isMasterData } from './agendas'
import type { Central, Clock, InformationSystem, LedgerDocument, Log, VerificationLedger } from './ports'

/** How one document stands on the three sides. */
export interface Sides {
  here: LedgerDocument | undefined
  /** `undefined`: the central side has no such item. */
  central: Pick<QueueItemState, 'state' | 'erpReference'> | undefined
  /** `'unasked'`: the information system was not asked about it, or can't tell. */
  record: ErpReference | 'absent' | 'unasked'
}

const HELD = ['quarantined', 'rejected', 'skipped']

/**
 * In what the sides differ, if they do. Pure. What is still on its way (received, ready, sending, unknown, a report that
 * is due or refused) is no difference: the engine works on it, or it waits for a person already.
 */
export function compareSides({ here, central, record }: Sides): DifferenceKind | undefined {
  const isRecorded = record !== 'absent' && record !== 'unasked'
  if (!here) return central?.state === 'processed' || central?.state === 'rejected' ? 'missing-here' : undefined
  const told = here.reportState === 'accepted'
  if (HELD.includes(here.state)) {
    if (isRecorded) return 'record-of-held'
    // What was skipped was decided, here or there, and the history says why.
    if (here.state !== 'skipped' && central?.state === 'processed') return 'finished-there'
    return told && !central ? 'unknown-there' : undefined
  }
  if (here.state !== 'imported') return undefined
  if (record === 'absent') return 'record-gone'
  if (!told) return undefined
  switch (central?.state) {
    case undefined:
      return 'unknown-there'
    case 'rejected':
    case 'cancelled':
      return 'cancelled-there'
    case 'waiting':
    case 'claimed':
      return 'report-lost'
    case 'processed':
      return sameRecord(here.reference, central.erpReference) ? undefined : 'reference-differs'
  }
}

/** The same record, as far as both tell: the operator may have marked it as processed without any reference. */
function sameRecord(ours: ErpReference | undefined, theirs: ErpReference | undefined): boolean {
  if (!ours || !theirs) return true
  if (ours.id !== undefined && theirs.id !== undefined) return ours.id === theirs.id
  return ours.number === undefined || theirs.number === undefined || ours.number === theirs.number
}

export interface VerifyPorts {
  central: Pick<Central, 'items' | 'itemState'>
  ledger: VerificationLedger
  is: Pick<InformationSystem, 'guard' | 'guards' | 'canFind' | 'target' | 'find'>
  clock: Clock
  log: Log
}
export interface VerifyOptions {
  mode: Mode
  /** Every document; else those that are new since the last time, those with a difference, those held, and a slice of the old. */
  all: boolean
  trigger: string
  /** No further page is begun after this long. */
  budgetMs: number
  stop: AbortSignal
}

const PAGE = 500
/** Pages of old items in one comparison: with pages of 500 once a day, 100,000 documents are gone through in 20 days. */
const OLD_PAGES = 10
/** Items that are asked about one by one; more wait for the next time. */
const SINGLE_LIMIT = 500

/**
 * Compares the three sides page by page; what was found in a page is durable before the next is asked for, so that a stop
 * loses nothing. Changes nothing at either side; a report that was lost there becomes due again. Throws the central side's Failure.
 */
export async function verifySides(ports: VerifyPorts, options: VerifyOptions): Promise<Verification> {
  const { central, ledger, clock } = ports
  const startedAt = clock.now()
  const begun = clock.monotonicMs()
  const progress = options.all ? { ...ledger.progress(), frontier: undefined, lastId: 0 } : ledger.progress()
  const tally = createTally(ports, options.mode)
  const over = () => options.stop.aborted || clock.monotonicMs() - begun > options.budgetMs
  const seen = new Set<number>()
  const compare = async (pairs: readonly Pair[]) => {
    const fresh = pairs.filter(({ here }) => !here || !seen.has(here.id))
    for (const { here } of fresh) if (here) seen.add(here.id)
    return tally.compare(fresh, options.stop)
  }

  /** A page of the central side's list, compared. `none`: it has no such list. `cut`: stopped before all was noted. */
  const listed = async (after: string | undefined) => {
    const page = await central.items?.({ ...(after === undefined ? {} : { after }), limit: PAGE }, options.stop)
    if (!page) return 'none'
    const rows = new Map(ledger.byItemIds(page.items.map((item) => item.itemId)).map((row) => [row.itemId, row]))
    const pairs = page.items.map((item) => ({ itemId: item.itemId, here: rows.get(item.itemId), central: item }))
    return (await compare(pairs)) ? page : 'cut'
  }
  /** Asked about one by one. Those that were not compared, for want of time, are returned. */
  const single = async <T extends Omit<Pair, 'central'>>(asked: readonly T[]): Promise<readonly T[]> => {
    const pairs: Pair[] = []
    for (const one of asked) {
      if (over()) break
      pairs.push({ ...one, central: await central.itemState(one.itemId, options.stop) })
    }
    return (await compare(pairs)) ? asked.slice(pairs.length) : asked
  }
  /** Those of the mode that the list didn't have. */
  const strangers = (rows: readonly LedgerDocument[]) =>
    rows
      .filter((row) => !seen.has(row.id) && row.test === (options.mode === 'test'))
      .map((here) => ({ itemId: here.itemId, here }))

  // What is new at the central side.
  let complete = true
  for (;;) {
    const page = over() ? 'cut' : await listed(progress.frontier)
    if (page === 'none') break
    if (page === 'cut') {
      complete = false
      break
    }
    progress.frontier = page.cursor ?? progress.frontier
    ledger.keepProgress(progress)
    if (!page.more) break
  }

  // What is new here, and was not among it: asked one by one.
  while (complete) {
    const rows = ledger.after(progress.lastId, PAGE)
    const last = rows.at(-1)
    if (!last) break
    const [left] = await single(strangers(rows))
    // Next time from the first that is left: a slow central side must not be asked about the same ones for ever.
    progress.lastId = left ? left.here.id - 1 : last.id
    ledger.keepProgress(progress)
    complete = !left
  }

  // What is held or differed before: it may have been settled since.
  if (complete) {
    const again = ledger.unsettled(SINGLE_LIMIT)
    const unknown = again.unknownHere.map((itemId) => ({ itemId, here: undefined }))
    complete = (await single([...strangers(again.rows), ...unknown])).length === 0
  }

  // A slice of the old.
  for (let pages = 0; !options.all && complete && pages < OLD_PAGES && !over(); pages++) {
    const page = await listed(progress.rolling)
    if (page === 'none' || page === 'cut') break
    progress.rolling = page.more ? page.cursor : undefined
    ledger.keepProgress(progress)
    if (!page.more) break
  }

  const result = tally.result({ startedAt, trigger: options.trigger, all: options.all, complete })
  ledger.record(result)
  return result
}

/** In production a test order that is gone was deleted as it should be: nobody is to be alarmed by it. */
const isDeletedTest = ({ here }: Pair, kind: DifferenceKind, mode: Mode): boolean =>
  kind === 'record-gone' && mode === 'production' && here?.test === true

interface Pair {
  itemId: string
  here: LedgerDocument | undefined
  central: QueueItemState | undefined
}
const agendaOf = ({ here, central }: Pick<Pair, 'here' | 'central'>): string => here?.agenda ?? central?.agenda ?? ''

function createTally({ ledger, is, clock, log }: VerifyPorts, mode: Mode) {
  const central: Record<string, number> = {}
  const here: Record<string, number> = {}
  const records = { asked: 0, found: 0 }
  let isProblem: Problem | undefined
  let healing = 0
  const count = (into: Record<string, number>, name: string) => {
    into[name] = (into[name] ?? 0) + 1
  }

  /** Whether the information system can say anything about this one: these books know nothing of what went to others. */
  const tells = ({ here: row, central: item }: Pair): boolean => {
    const agenda = agendaOf({ here: row, central: item })
    // A card's record is the same for all its versions: it says nothing of one item.
    if (isMasterData(agenda) || guardOf(is, agenda) === 'none' || is.canFind === false || isProblem) return false
    if (!row) return item?.state === 'processed'
    if (row.state === 'imported') return row.target === is.target
    return HELD.includes(row.state) && (row.target === undefined || row.target === is.target)
  }

  return {
    /** Compares and notes. False: stopped before that, so these count as not looked at. */
    async compare(pairs: readonly Pair[], stop: AbortSignal): Promise<boolean> {
      if (pairs.length === 0) return true
      const telling = pairs.filter(tells).map((pair) => ({ itemId: pair.itemId, agenda: agendaOf(pair) }))
      const asked = telling.map(({ itemId }) => itemId)
      let found: ReadonlyMap<string, ErpReference> | undefined
      if (asked.length > 0) {
        try {
          const all = new Map<string, ErpReference>()
          for (const [agenda, some] of byAgenda(telling)) {
            const part = await is.find(
              some.map(({ itemId }) => itemId),
              stop,
              agenda,
            )
            for (const [itemId, reference] of part) all.set(itemId, reference)
          }
          found = all
        } catch (error) {
          if (stop.aborted) return false
          const failure = asFailure(error)
          isProblem = failure.problem
          log.warn('the information system cannot be compared now', { code: failure.problem.code })
        }
      }
      const askedOf = new Set(found ? asked : [])
      const differences: Difference[] = []
      const settled: string[] = []
      for (const pair of pairs) {
        const reference = found?.get(pair.itemId)
        const kind = compareSides({
          here: pair.here,
          central: pair.central,
          record: reference ?? (askedOf.has(pair.itemId) ? 'absent' : 'unasked'),
        })
        count(central, pair.central?.state ?? 'none')
        count(here, pair.here?.state ?? 'none')
        if (askedOf.has(pair.itemId)) records.asked++
        if (reference) records.found++
        if (kind && !isDeletedTest(pair, kind, mode))
          differences.push(differenceOf(pair, kind, reference, askedOf.has(pair.itemId)))
        // Without the information system's word, what it differed in isn't settled.
        else settled.push(pair.itemId)
      }
      const lost = differences.filter(healsByItself)
      healing += lost.length
      ledger.note(
        differences.filter((one) => !healsByItself(one)),
        settled,
        !isProblem,
      )
      ledger.reportAgain(lost.map(({ itemId }) => itemId))
      if (differences.length > 0)
        log.warn('the sides differ', {
          count: differences.length,
          mode,
          first: differences[0]?.itemId,
          kind: differences[0]?.kind,
        })
      return true
    },
    result: (from: { startedAt: number; trigger: string; all: boolean; complete: boolean }): Verification => ({
      ...from,
      complete: from.complete && !isProblem,
      startedAt: new Date(from.startedAt).toISOString(),
      finishedAt: new Date(clock.now()).toISOString(),
      central,
      here,
      records,
      ...(isProblem ? { isProblem } : {}),
      healing,
    }),
  }
}

function differenceOf(pair: Pair, kind: DifferenceKind, record: ErpReference | undefined, recordAsked: boolean): Difference {
  const { here, central } = pair
  return {
    kind,
    itemId: pair.itemId,
    number: here?.number ?? '',
    ...(here ? { here: here.state } : {}),
    ...(here?.reference ? { reference: here.reference } : {}),
    ...(central ? { central: central.state } : {}),
    ...(central?.erpReference ? { centralReference: central.erpReference } : {}),
    ...(record ? { record } : {}),
    recordAsked,
  }
}
