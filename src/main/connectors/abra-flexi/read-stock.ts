import { z } from 'zod'
import { dec, format } from '../../../shared/documents/decimal'
import { instantSchema } from '../../../shared/documents/party'
import { Failure, problem } from '../../../shared/failure'
import type { ReadRequest, StockReading, StockSource, Unreadable } from '../../engine/outward/ports'
import type { Clock } from '../../engine/ports'
import type { AskFlexi } from './ask'
import { wrongCompany } from './find'
import { codeOf, decimalText, readRows, relationSchema } from './listing'
import { pagesOf } from './pages'

/**
 * Stock levels: stock cards (`skladova-karta`), one for each card of the price list, stock and accounting period, of the period of this day.
 */

/** Clocks of two computers differ, and a record may become visible after the moment that it says. */
const MARGIN_MS = 10 * 60_000

/**
 * A moment in a filter. ABRA Flexi leaves a time zone out of account and takes its own: in Czechia and Slovakia that is one or two hours ahead of
 * this, so a little more is read than asked for, never less.
 */
export const sinceLiteral = (changedSince: string): string =>
  `'${new Date(Date.parse(changedSince) - MARGIN_MS).toISOString().slice(0, 19)}'`

const logic = z.union([z.boolean(), z.enum(['true', 'false'])]).transform((value) => value === true || value === 'true')
export const forSaleField = logic.optional().catch(undefined)

const cardSchema = z.object({
  kod: z.coerce.string().min(1).max(128),
  nazev: z.coerce.string().max(1000).optional(),
  eanKod: z.coerce.string().max(32).optional(),
  mj1: relationSchema.optional(),
  exportNaEshop: forSaleField,
})
const rowSchema = z.object({
  cenik: relationSchema,
  sklad: relationSchema.optional(),
  stavMJ: decimalText,
  rezervMJ: decimalText.optional().catch(undefined),
  pozadavkyMj: decimalText.optional().catch(undefined),
  dostupMj: decimalText.optional().catch(undefined),
  lastUpdate: instantSchema.optional().catch(undefined),
})
/** As much of it as says whose it is. */
const relatedSchema = z.object({ cenik: relationSchema })
const FIELDS = 'id,lastUpdate,stavMJ,rezervMJ,pozadavkyMj,dostupMj,sklad,cenik(id,kod,nazev,eanKod,mj1,exportNaEshop)'

const periodSchema = z.object({
  id: z.coerce.string().regex(/^[1-9]\d*$/),
  kod: z.coerce.string().max(64).optional(),
  // Dates may carry a time zone.
  platiOdData: z.coerce.string().regex(/^\d{4}-\d{2}-\d{2}/),
  platiDoData: z.coerce.string().regex(/^\d{4}-\d{2}-\d{2}/),
})
type Period = z.infer<typeof periodSchema>

/** `YYYY-MM-DD` of this computer's day: in the small hours of a new year the universal one is still the old. */
export const todayOf = (clock: Pick<Clock, 'now'>): string => {
  const now = new Date(clock.now())
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}

/** All accounting periods, which are few. Throws `Failure`. */
async function listPeriods(ask: AskFlexi, signal: AbortSignal): Promise<readonly Period[]> {
  const query = { detail: 'custom:id,kod,platiOdData,platiDoData', limit: '0' }
  const { status, json } = await ask({ method: 'GET', path: 'ucetni-obdobi.json', query }, signal)
  if (status === 404) throw wrongCompany(json)
  const periods = z.array(periodSchema).safeParse(readRows(json, 'ucetni-obdobi')).data
  if (status !== 200 || !periods)
    throw new Failure(problem('is-answer-unreadable', { path: 'ucetni-obdobi' }, `HTTP ${status}`), {
      effect: 'nothing',
      retry: true,
    })
  return periods
}

const nothingToRead = (date: string, period?: string): Failure =>
  new Failure(problem('stock-period-missing', { date, ...(period === undefined ? {} : { period }) }), {
    effect: 'nothing',
    retry: false,
  })

/** The accounting period of a day, and the one before it, if any. Throws `stock-period-missing`. */
export async function currentPeriod(
  ask: AskFlexi,
  date: string,
  signal: AbortSignal,
): Promise<{ period: Period; before: Period | undefined }> {
  const periods = await listPeriods(ask, signal)
  const period = periods.find(
    ({ platiOdData, platiDoData }) => platiOdData.slice(0, 10) <= date && date <= platiDoData.slice(0, 10),
  )
  if (!period) throw nothingToRead(date)
  const earlier = periods.filter(({ platiDoData }) => platiDoData < period.platiOdData)
  return { period, before: earlier.toSorted((a, b) => (a.platiDoData < b.platiDoData ? 1 : -1))[0] }
}

/** The card of a row: whole where ABRA Flexi has included it, else its code alone. */
function cardOf(cenik: z.infer<typeof relationSchema>) {
  const record = Array.isArray(cenik) ? cenik[0] : cenik
  if (typeof record === 'string') return cardSchema.safeParse({ kod: codeOf(record) }).data
  return cardSchema.safeParse(record).data
}

function readingOf(row: unknown): StockReading | Unreadable {
  const parsed = rowSchema.safeParse(row)
  const relation = parsed.success ? parsed.data.cenik : relatedSchema.safeParse(row).data?.cenik
  const card = relation === undefined ? undefined : cardOf(relation)
  if (!card) return { sku: '', problem: problem('row-no-code', {}) }
  const { kod: sku } = card
  if (!parsed.success) return { sku, problem: problem('row-value-unfit', { sku, rowField: 'physical' }) }
  const { sklad, stavMJ, rezervMJ = '0', pozadavkyMj, dostupMj, lastUpdate } = parsed.data
  const warehouse = codeOf(sklad)
  // What ABRA Flexi takes off besides reservations, so that the rule "less reserved and ordered" gives its own `dostupMj`.
  const besides = dostupMj === undefined ? dec(pozadavkyMj ?? '0') : dec(stavMJ).minus(dec(rezervMJ)).minus(dec(dostupMj))
  const unit = codeOf(card.mj1)
  return {
    sku,
    ...(card.eanKod ? { ean: card.eanKod } : {}),
    ...(card.nazev ? { name: card.nazev } : {}),
    ...(unit === undefined ? {} : { unit }),
    ...(warehouse === undefined ? {} : { warehouse }),
    physical: stavMJ,
    reserved: rezervMJ,
    ordered: besides.gt(dec('0')) ? format(besides) : '0',
    ...(card.exportNaEshop === undefined ? {} : { forSale: card.exportNaEshop }),
    ...(lastUpdate === undefined ? {} : { changedAt: lastUpdate }),
  }
}

/**
 * Streams the stock cards of the current accounting period. Throws `stock-period-missing` where there is no such period, or none of its cards while
 * an earlier period has some: the stock was not carried over, and an empty reading would tell the shops that everything is gone.
 */
export const readStockWith = (
  ask: AskFlexi,
  assertCompany: (signal: AbortSignal) => Promise<unknown>,
  clock: Clock,
): NonNullable<StockSource['readStock']> =>
  async function* readStock({ changedSince }: ReadRequest, signal) {
    await assertCompany(signal)
    const date = todayOf(clock)
    const { period, before } = await currentPeriod(ask, date, signal)
    const inPeriod = (one: Period): string => `ucetObdobi = ${one.id}`
    // A card's name or barcode is the price list's; its change is one of the stock level's row, too.
    const since = changedSince === undefined ? undefined : sinceLiteral(changedSince)
    const filter =
      since === undefined ? inPeriod(period) : `${inPeriod(period)} and (lastUpdate >= ${since} or cenik.lastUpdate >= ${since})`
    let isEmpty = true
    const listing = { evidence: 'skladova-karta', filter, fields: FIELDS, includes: '/skladova-karta/cenik' }
    for await (const rows of pagesOf(ask, listing, signal)) {
      isEmpty = false
      yield rows.map(readingOf)
    }
    if (!isEmpty || changedSince !== undefined) return
    if (before === undefined) return
    const old = { evidence: 'skladova-karta', filter: inPeriod(before), fields: 'id' }
    for await (const rows of pagesOf(ask, old, signal)) if (rows.length > 0) throw nothingToRead(date, period.kod ?? period.id)
  }
