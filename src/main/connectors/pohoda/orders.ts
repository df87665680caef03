import { createHash, randomBytes } from 'node:crypto'
import type { ErpReference } from '../../../shared/central-api/queue'
import { Failure, type Problem, problem } from '../../../shared/failure'
import type { Outcome, ParsedDocument, Preparation, Prepared } from '../../engine/ports'
import { foundIn, listedIn } from './answer'
import { looksDuplicate } from './decide'
import type { ExchangeKind } from './exchange'
import type { Handed, HandedMemory } from './handed'
import { mapOrder } from './map-order'
import { type DateRange, itemBytes, listOfDatesItem, lookupItem, packBytes } from './pack'
import type { ResponsePack } from './response'
import type { MappingSettings } from './settings'
import { ensureSameSums } from './sums'

/** What all ways into POHODA do alike with orders, whatever carries the packs. */

const LOOKUP_CHUNK = 500

const isOrder = (document: ParsedDocument): document is ParsedDocument<'orders'> => document.agenda === 'orders'

/** An order as POHODA takes it. Throws `Failure` for one that must be held: mapping, limits, or sums that POHODA would compute otherwise. */
export const mapChecked = (document: ParsedDocument<'orders'>, settings: MappingSettings): ReturnType<typeof mapOrder> => {
  const mapped = mapOrder(document, settings)
  ensureSameSums(document.payload, mapped.rounding)
  return mapped
}

/** `prepare` of every way: the same document gives the same bytes, whichever way they take. */
export const prepareWith =
  (settings: MappingSettings) =>
  (document: ParsedDocument): Preparation => {
    if (!isOrder(document)) return { ok: false, problem: problem('agenda-unsupported', { agenda: document.agenda }) }
    try {
      const { item, notes } = mapChecked(document, settings)
      const content = itemBytes(item)
      const sha256 = createHash('sha256').update(content).digest('hex')
      return { ok: true, prepared: { itemId: document.itemId, agenda: document.agenda, content, sha256, notes } }
    } catch (error) {
      if (error instanceof Failure) return { ok: false, problem: error.problem }
      throw error
    }
  }

/** What the answer didn't say but the person needs: which user, which company. */
export const withFacts = (error: unknown, settings: { user: string; ico: string }): unknown => {
  if (!(error instanceof Failure)) return error
  const { code, params, words } = error.problem
  const facts: Record<string, string> =
    code === 'is-login-failed' || code === 'is-no-rights'
      ? { user: settings.user }
      : code === 'is-wrong-company'
        ? { expected: settings.ico }
        : {}
  const told: Problem = problem(code, { ...facts, ...params }, words)
  return new Failure(told, { effect: error.effect, retry: error.retry, retryAfterSeconds: error.retryAfterSeconds, cause: error })
}

export const bytesOf = ({ itemId, content }: Prepared): Uint8Array => {
  if (content instanceof Uint8Array) return content
  throw new TypeError(`content of ${itemId} was not prepared by this connector`)
}

/** One exchange with POHODA. `items`: what an import carries. */
export interface Asked {
  kind: ExchangeKind
  pack: Uint8Array
  items?: readonly string[]
}
/** Hands a pack to POHODA and gives its answer. Throws `Failure`; `effect: nothing` only when POHODA never got it. */
export type AskPohoda = (asked: Asked, signal: AbortSignal) => Promise<ResponsePack>

/** Looks orders up by our id in POHODA's own list, many in one request. Throws `Failure` when it can't tell. */
export const lookUpWith = (settings: { ico: string; exSystemName: string }, ask: AskPohoda) => {
  const request = (kind: 'find' | 'check', itemIds: readonly string[], signal: AbortSignal): Promise<ResponsePack> =>
    ask(
      {
        kind,
        pack: packBytes({
          // Never the same twice: where the customer's own ini checks duplicity, a repeated question would be refused.
          id: `BI-${kind}-${randomBytes(8).toString('hex')}`,
          // A check wants to see whose answer it is; a look-up must not be answered for another company.
          ...(kind === 'check' ? {} : { ico: settings.ico }),
          note: kind,
          items: itemIds.map((itemId, place) => lookupItem(itemId, settings.exSystemName, place)),
        }),
      },
      signal,
    )
  const find = async (itemIds: readonly string[], signal: AbortSignal): Promise<Map<string, ErpReference>> => {
    const found = new Map<string, ErpReference>()
    for (let from = 0; from < itemIds.length; from += LOOKUP_CHUNK) {
      const chunk = itemIds.slice(from, from + LOOKUP_CHUNK)
      const pack = await request('find', chunk, signal)
      for (const [itemId, reference] of foundIn(chunk, settings.exSystemName, pack)) found.set(itemId, reference)
    }
    return found
  }
  return { request, find }
}

/** Asks for all received orders of these dates, one item for each range. */
const listDates = (
  { ico }: { ico: string },
  ask: AskPohoda,
  dates: readonly DateRange[],
  signal: AbortSignal,
): Promise<ResponsePack> =>
  ask(
    {
      kind: 'find',
      pack: packBytes({
        id: `BI-find-${randomBytes(8).toString('hex')}`,
        ico,
        note: 'find',
        items: dates.map(listOfDatesItem),
      }),
    },
    signal,
  )

/** By its words only, a duplicate is one when POHODA's list has it. */
export const settleDuplicates = async (
  outcomes: readonly Outcome[],
  pack: ResponsePack,
  find: (itemIds: readonly string[]) => Promise<ReadonlyMap<string, ErpReference>>,
): Promise<readonly Outcome[]> => {
  const doubtful = pack.items.filter(looksDuplicate).map(({ id }) => id)
  if (doubtful.length === 0) return outcomes
  // Not being able to look it up changes nothing: those stay unknown.
  const found = await find(doubtful).catch(() => new Map<string, ErpReference>())
  return outcomes.map((outcome) => {
    const reference = outcome.kind === 'unknown' ? found.get(outcome.itemId) : undefined
    return reference ? { itemId: outcome.itemId, kind: 'imported', reference, existed: true, notes: [] } : outcome
  })
}

/** Ranges of dates in one request for lists: each may bring hundreds of orders. */
const DATES_AT_ONCE = 20
const DAY_MS = 24 * 3_600_000

/**
 * Versions before 2024 know no filter by our id, and none knows one by the customer's number: the orders of their dates are looked through.
 * `unknown`: what to do about one that was never handed over from here: nothing is asked (where POHODA refuses doubles by itself), or all orders
 * of the last days are looked through.
 */
export const findByDateWith = (
  settings: { ico: string; exSystemName: string },
  ask: AskPohoda,
  { handed, unknown }: { handed: Pick<HandedMemory, 'recall'>; unknown: 'absent' | { days: number; now(): number } },
) => {
  const rangesFor = (itemIds: readonly string[], known: ReadonlyMap<string, Handed>): readonly DateRange[] => {
    const dates = new Set([...known.values()].map(({ issuedOn }) => issuedOn))
    const ranges: DateRange[] = [...dates].map((date) => ({ from: date, till: date }))
    if (unknown === 'absent' || itemIds.every((itemId) => known.has(itemId))) return ranges
    return [...ranges, { from: new Date(unknown.now() - unknown.days * DAY_MS).toISOString().slice(0, 10) }]
  }
  return async (itemIds: readonly string[], signal: AbortSignal): Promise<Map<string, ErpReference>> => {
    const ranges = rangesFor(itemIds, await handed.recall(itemIds))
    const found = new Map<string, ErpReference>()
    for (let from = 0; from < ranges.length; from += DATES_AT_ONCE) {
      const some = ranges.slice(from, from + DATES_AT_ONCE)
      const listed = listedIn(some.length, settings.exSystemName, await listDates(settings, ask, some, signal))
      for (const itemId of itemIds) {
        const reference = listed.get(itemId)
        if (reference) found.set(itemId, reference)
      }
    }
    // In the order in which they were asked for.
    return new Map(itemIds.flatMap((itemId) => (found.has(itemId) ? [[itemId, found.get(itemId) as ErpReference]] : [])))
  }
}
