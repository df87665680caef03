import { Failure, problem } from '../../../shared/failure'
import type { PriceReading, ReadRequest, StockReading, StockSource, Unreadable } from '../../engine/outward/ports'
import type { Clock } from '../../engine/ports'
import { withFacts } from './ask'
import { type StockQuestion, stockQuestion } from './list-stock'
import type { ReadingSettings } from './settings'
import { type ListedCard, listedCards } from './stock-answer'
import { priceReadings, stockReading } from './stock-readings'

/**
 * A question whose answer may be too long to be held: it comes piece by piece and is read only once. A piece is taken when the last one is done
 * with, so nobody may ask the same POHODA meanwhile. Throws `Failure`; nothing is ever written by it.
 */
export type ListPohoda = (pack: Uint8Array, signal: AbortSignal) => AsyncIterable<Uint8Array>

export interface ReadingParts {
  settings: { ico: string; user: string; reading: ReadingSettings; mapping: { vatCountry?: 'CZ' | 'SK' | undefined } }
  list: ListPohoda
  clock: Clock
  /** Names the answer in a problem. */
  path: string
}

/** A change of the hour in autumn, when an hour comes twice, and clocks that differ by some minutes. Too many cards do no harm. */
const BACK_MS = 70 * 60_000

/** Local time without zone, as POHODA takes it: its computer and this one are in one country. */
const localTime = (at: Date): string => {
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`
}

const idOf = (card: ListedCard): number => {
  const text = card.id?.trim() ?? ''
  return /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
}

/** Asks for one page. Throws `Failure` when it is not what was asked for, so that no card can get lost between pages. */
const wholePage = async (
  { settings, list, path }: ReadingParts,
  question: StockQuestion & { page: { idFrom: number; count: number } },
  signal: AbortSignal,
): Promise<readonly ListedCard[]> => {
  const { idFrom, count } = question.page
  const cards: ListedCard[] = []
  let last = idFrom - 1
  for await (const portion of listedCards(list(stockQuestion(settings.ico, question), signal), {
    ico: settings.ico,
    path,
  })) {
    for (const card of portion) {
      const id = idOf(card)
      if (!(id > last) || cards.length >= count)
        // A version that doesn't heed the limit, or gives cards in another order: their end could not be told.
        throw new Failure(
          problem('is-answer-unreadable', { path }, `limit ${idFrom}, ${count}: id ${card.id ?? ''} after ${last}`),
          {
            effect: 'nothing',
            retry: false,
          },
        )
      last = id
      cards.push(card)
    }
  }
  return cards
}

/** The same, with what the person needs to know besides. */
async function* told<T>(settings: ReadingParts['settings'], portions: AsyncIterable<T>): AsyncIterable<T> {
  try {
    yield* portions
  } catch (error) {
    throw withFacts(error, settings)
  }
}

/** All cards that fit, in portions. By pages a portion is a whole page, with an empty one behind it: nothing is under way in POHODA then. */
async function* allCards(
  parts: ReadingParts,
  question: StockQuestion,
  signal: AbortSignal,
): AsyncIterable<readonly ListedCard[]> {
  const { settings, list, path } = parts
  if (settings.reading.paging === 'none') {
    yield* listedCards(list(stockQuestion(settings.ico, question), signal), { ico: settings.ico, path })
    return
  }
  for (let idFrom = 1; ; ) {
    const cards = await wholePage(parts, { ...question, page: { idFrom, count: settings.reading.pageSize } }, signal)
    const last = cards.at(-1)
    // Only an empty page is the end: POHODA may give fewer at once than it was asked for.
    if (last === undefined) return
    yield cards
    yield []
    idFrom = idOf(last) + 1
  }
}

const questionOf = ({ reading }: ReadingParts['settings'], { changedSince }: ReadRequest, prices: boolean): StockQuestion => ({
  storage: reading.storage,
  onlyInternet: reading.onlyInternet,
  ...(changedSince === undefined ? {} : { changedSince: localTime(new Date(Date.parse(changedSince) - BACK_MS)) }),
  prices,
})

/** Readings of each portion. One whose cards give none is left out: an empty one would say that nothing is under way. */
async function* readings<T>(
  portions: AsyncIterable<readonly ListedCard[]>,
  read: (card: ListedCard) => readonly T[],
): AsyncIterable<readonly T[]> {
  for await (const cards of portions) {
    const portion = cards.flatMap(read)
    if (portion.length > 0 || cards.length === 0) yield portion
  }
}

/** The reading half of every way into POHODA. */
export const stockSource = (parts: ReadingParts): Required<StockSource> => {
  const { settings, clock } = parts
  const { lastChanges, priceLevels } = settings.reading
  return {
    reads: { 'stock-levels': { since: lastChanges === 'movements' }, prices: { since: lastChanges !== 'off' } },
    readStock(request, signal): AsyncIterable<readonly (StockReading | Unreadable)[]> {
      const cards = allCards(parts, questionOf(settings, request, false), signal)
      return readings(told(settings, cards), (card) => [stockReading(card)].filter((reading) => reading !== undefined))
    },
    readPrices(request, signal): AsyncIterable<readonly (PriceReading | Unreadable)[]> {
      const levels = new Map(Object.entries(priceLevels))
      const facts = { country: settings.mapping.vatCountry, today: localTime(new Date(clock.now())).slice(0, 10), levels }
      const cards = allCards(parts, questionOf(settings, request, levels.size > 0), signal)
      return readings(told(settings, cards), (card) => priceReadings(card, facts))
    },
  }
}

/** The first card that can be read; undefined: there is none. In pages, one card is asked for; else the list is left after it. Throws `Failure`. */
export const firstCard = async (parts: ReadingParts, signal: AbortSignal): Promise<ListedCard | undefined> => {
  const { settings } = parts
  const question = questionOf(settings, {}, true)
  const page = { idFrom: 1, count: 1 }
  const cards =
    settings.reading.paging === 'by-id'
      ? [await wholePage(parts, { ...question, page }, signal).catch((error) => Promise.reject(withFacts(error, settings)))]
      : told(settings, allCards(parts, question, signal))
  for await (const [card] of cards) return card
  return undefined
}
