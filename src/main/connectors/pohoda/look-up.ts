import { randomBytes } from 'node:crypto'
import type { ErpReference } from '../../../shared/central-api/queue'
import type { Outcome } from '../../engine/ports'
import { foundIn, listedIn } from './answer'
import type { AskPohoda } from './ask'
import { looksDuplicate } from './decide'
import type { Handed, HandedMemory } from './handed'
import { type DateRange, type List, listOfDatesItem, lookupItem, ORDERS } from './lists'
import { packBytes } from './pack'
import type { ResponsePack } from './response'

/** How POHODA is asked for what our documents became: by our id, or among the documents of their dates. */

/** Questions in one pack. */
export const LOOKUP_CHUNK = 500

/** A pack of questions, whose ids are their places. */
export const questionPack = (kind: 'find' | 'check', ico: string | undefined, items: readonly Uint8Array[]): Buffer =>
  packBytes({
    // Never the same twice: where the customer's own ini checks duplicity, a repeated question would be refused.
    id: `BI-${kind}-${randomBytes(8).toString('hex')}`,
    ...(ico === undefined ? {} : { ico }),
    note: kind,
    items,
  })

interface Books {
  ico: string
  exSystemName: string
}

/** Looks documents up by our id in POHODA's own lists, many in one request. Throws `Failure` when it can't tell. */
export const lookUpWith = ({ ico, exSystemName }: Books, ask: AskPohoda) => {
  const request = (
    kind: 'find' | 'check',
    list: List,
    itemIds: readonly string[],
    signal: AbortSignal,
  ): Promise<ResponsePack> => {
    const items = itemIds.map((itemId, place) => lookupItem(list, itemId, exSystemName, place))
    // A check wants to see whose answer it is; a look-up must not be answered for another company.
    return ask({ kind, pack: questionPack(kind, kind === 'check' ? undefined : ico, items) }, signal)
  }
  const find = async (
    itemIds: readonly string[],
    signal: AbortSignal,
    lists: readonly List[] = [ORDERS],
  ): Promise<Map<string, ErpReference>> => {
    const found = new Map<string, ErpReference>()
    for (const list of lists) {
      const missing = itemIds.filter((itemId) => !found.has(itemId))
      for (let from = 0; from < missing.length; from += LOOKUP_CHUNK) {
        const chunk = missing.slice(from, from + LOOKUP_CHUNK)
        const pack = await request('find', list, chunk, signal)
        for (const [itemId, reference] of foundIn(chunk, exSystemName, list.answer, pack)) found.set(itemId, reference)
      }
    }
    return inOrder(itemIds, found)
  }
  /** A harmless question, to see whether and for whom POHODA answers. */
  const check = (signal: AbortSignal): Promise<ResponsePack> => request('check', ORDERS, ['bi-connection-check'], signal)
  return { find, check }
}

/** In the order in which they were asked for. */
const inOrder = (itemIds: readonly string[], found: ReadonlyMap<string, ErpReference>): Map<string, ErpReference> =>
  new Map(itemIds.flatMap((itemId) => (found.has(itemId) ? [[itemId, found.get(itemId) as ErpReference]] : [])))

/** Ranges of dates in one request for lists: each may bring hundreds of documents. */
const DATES_AT_ONCE = 20
const DAY_MS = 24 * 3_600_000

/**
 * Versions before 2024 know no filter by our id, none knows one by the customer's number, and receipts keep no id of ours: the documents of their
 * dates are looked through. `unknown`: what to do about one that was never handed over from here: nothing is asked (where POHODA refuses doubles by
 * itself), or all documents of the last days are looked through.
 */
export const findByDateWith = (
  { ico, exSystemName }: Books,
  ask: AskPohoda,
  { handed, unknown }: { handed: Pick<HandedMemory, 'recall'>; unknown: 'absent' | { days: number; now(): number } },
) => {
  const rangesFor = (itemIds: readonly string[], known: ReadonlyMap<string, Handed>): readonly DateRange[] => {
    const dates = new Set([...known.values()].map(({ issuedOn }) => issuedOn))
    const ranges: DateRange[] = [...dates].map((date) => ({ from: date, till: date }))
    if (unknown === 'absent' || itemIds.every((itemId) => known.has(itemId))) return ranges
    return [...ranges, { from: new Date(unknown.now() - unknown.days * DAY_MS).toISOString().slice(0, 10) }]
  }
  return async (
    itemIds: readonly string[],
    signal: AbortSignal,
    lists: readonly List[] = [ORDERS],
  ): Promise<Map<string, ErpReference>> => {
    const ranges = rangesFor(itemIds, await handed.recall(itemIds))
    const found = new Map<string, ErpReference>()
    for (const list of lists) {
      for (let from = 0; from < ranges.length; from += DATES_AT_ONCE) {
        const some = ranges.slice(from, from + DATES_AT_ONCE)
        const items = some.map((range, place) => listOfDatesItem(list, range, place))
        const answer = await ask({ kind: 'find', pack: questionPack('find', ico, items) }, signal)
        const listed = listedIn(some.length, exSystemName, list.answer, answer)
        for (const itemId of itemIds) {
          const reference = listed.get(itemId)
          if (reference) found.set(itemId, reference)
        }
      }
    }
    return inOrder(itemIds, found)
  }
}

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
