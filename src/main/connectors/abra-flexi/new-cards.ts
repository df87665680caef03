import { dec } from '../../../shared/documents/decimal'
import type { Line } from '../../../shared/documents/line'
import { Failure, type Problem, problem } from '../../../shared/failure'
import { vatRate } from '../../../shared/vat/rates'
import { readWritten, wordsOf } from './answer'
import type { AskFlexi } from './ask'
import { listRecords, literal } from './find'
import { goodsKey, type LineContext, unitCodeOf, VAT_TYPES } from './map-line'
import { goodsFields } from './map-stock-card'
import type { NewCard } from './mapped'
import { asCode, bodyOf, byCode, CARDS, filled } from './record'
import type { Mapping } from './settings'

/** So many codes in one address: it stays below 4 kB. */
const CHUNK = 20

/**
 * Cards for goods of these lines, one for each key, for the policy that makes unknown goods. They carry no id of ours: a stock card of the central
 * side takes them over by their code. `update="ignore"`: one that is there is never touched.
 */
export function cardsForLines(
  { fitter, goods, country, vatDate, foreign }: LineContext,
  lines: readonly Line[],
  mapping: Mapping,
): readonly NewCard[] {
  const cards = new Map<string, NewCard>()
  for (const line of lines) {
    const key = goodsKey(fitter, line, goods.find)
    if (key === '' || cards.has(key)) continue
    const value = key.slice(key.indexOf(':') + 1)
    const isByEan = goods.find === 'by-ean'
    const rate = vatRate(country, line.vatPercent, vatDate)
    const ean = fitter.exact(line.ean ?? '', 'ean', 20)
    const price = dec(line.unitPriceNet)
    cards.set(key, {
      field: isByEan ? 'eanKod' : 'kod',
      value: isByEan ? value : asCode(value),
      record: {
        id: key,
        '@update': 'ignore',
        kod: isByEan ? fitter.exact(line.sku ?? '', 'sku', 64) || value : value,
        nazev: fitter.text(line.name, `lines.${line.lineId}.name`, 255),
        ...filled({
          eanKod: ean,
          mj1: byCode(unitCodeOf(mapping, fitter.line(line.unit))),
          typSzbDphK: rate && VAT_TYPES[rate],
          nakupCena: foreign || price.lte(dec('0')) || mapping.cards.purchasePrice === 'never' ? undefined : line.unitPriceNet,
        }),
        ...goodsFields(mapping),
      },
    })
  }
  return [...cards.values()]
}

/** Those that are not in the price list. What can't be asked about is said to be missing: ABRA Flexi passes it over when it is there. */
async function missing(ask: AskFlexi, cards: readonly NewCard[], signal: AbortSignal): Promise<readonly NewCard[]> {
  const there = new Set<string>()
  for (let from = 0; from < cards.length; from += CHUNK) {
    const some = cards.slice(from, from + CHUNK)
    const field = some[0]?.field ?? 'kod'
    const values = some.flatMap(({ value }) => literal(value) ?? [])
    if (values.length === 0) continue
    const records = (await listRecords(ask, CARDS, `${field} in (${values.join(',')})`, signal)) ?? []
    for (const { own } of records) if (own[field] !== undefined) there.add(own[field])
  }
  return cards.filter(({ value }) => !there.has(value))
}

/** Makes the cards that are missing, all or none of them. `undefined`: all are there now. Throws `Failure`. */
export async function ensureCards(
  ask: AskFlexi,
  cards: readonly NewCard[],
  signal: AbortSignal,
): Promise<{ kind: 'rejected' | 'postponed'; problem: Problem } | undefined> {
  if (cards.length === 0) return undefined
  const wanted = await missing(ask, cards, signal)
  if (wanted.length === 0) return undefined
  const body = bodyOf(
    CARDS,
    wanted.map(({ record }) => record),
  )
  const answer = await ask({ method: 'PUT', path: `${CARDS}.json`, body }, signal).catch((error: unknown) => {
    // Cards may be there now or not: nothing of the document is, and the cards are looked for again.
    if (error instanceof Failure)
      throw new Failure(error.problem, {
        effect: 'nothing',
        retry: error.retry,
        retryAfterSeconds: error.retryAfterSeconds,
        cause: error,
      })
    throw error
  })
  const written = readWritten(answer.json)
  if (written?.success === 'true' && answer.status < 300) return undefined
  if (written?.success === 'false' || answer.status === 400)
    return { kind: 'rejected', problem: problem('is-rejected', {}, wordsOf(written)) }
  return { kind: 'postponed', problem: problem('is-answer-unreadable', { path: CARDS }, `HTTP ${answer.status}`) }
}
