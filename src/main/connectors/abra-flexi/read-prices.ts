import { z } from 'zod'
import { dec } from '../../../shared/documents/decimal'
import { Failure, problem } from '../../../shared/failure'
import { type VatRate, vatPercents, vatRate } from '../../../shared/vat/rates'
import type { PriceReading, ReadRequest, StockSource, Unreadable } from '../../engine/outward/ports'
import type { Clock } from '../../engine/ports'
import type { AskFlexi } from './ask'
import { decimalText } from './listing'
import { VAT_TYPES } from './map-line'
import { pagesOf } from './pages'
import { forSaleField, sinceLiteral, todayOf } from './read-stock'
import { CARDS } from './record'

/**
 * Sales prices: the basic price of each card of the price list (`cenik`) that is valid now. Price levels and prices of single customers are other
 * evidences, whose description was not at hand, so they are not offered.
 */

const rowSchema = z.object({
  kod: z.coerce.string().min(1).max(128),
  eanKod: z.coerce.string().max(32).optional().catch(undefined),
  cenaZakl: z.union([decimalText, z.literal('')]).optional(),
  typCenyDphK: z.string().max(64).optional(),
  typSzbDphK: z.string().max(64).optional(),
  exportNaEshop: forSaleField,
})
/** As much of it as says whose it is. */
const codedSchema = z.object({ kod: z.coerce.string().min(1).max(128) })
const FIELDS = 'id,kod,eanKod,cenaZakl,typCenyDphK,typSzbDphK,exportNaEshop'

const RATE_OF: ReadonlyMap<string, VatRate> = new Map(
  (Object.entries(VAT_TYPES) as [VatRate, string][]).map(([rate, type]) => [type, rate]),
)

/** Percents of ABRA Flexi's classes on that day. */
const percentsOn = (country: string, date: string): ReadonlyMap<VatRate, string> =>
  new Map(
    vatPercents(country, date).flatMap((percent): [VatRate, string][] => {
      const rate = vatRate(country, percent, date)
      return rate === undefined ? [] : [[rate, percent]]
    }),
  )

/** `undefined`: a card without a price of its own, which is nothing that could be sent. */
function readingOf(row: unknown, percents: ReadonlyMap<VatRate, string>): PriceReading | Unreadable | undefined {
  const parsed = rowSchema.safeParse(row)
  if (!parsed.success) {
    const sku = codedSchema.safeParse(row).data?.kod
    if (sku === undefined) return { sku: '', problem: problem('row-no-code', {}) }
    return { sku, problem: problem('row-value-unfit', { sku, rowField: 'price' }) }
  }
  const { kod: sku, eanKod, cenaZakl, typCenyDphK, typSzbDphK, exportNaEshop } = parsed.data
  if (cenaZakl === undefined || cenaZakl === '' || dec(cenaZakl).eq(dec('0'))) return undefined
  const rate = RATE_OF.get(typSzbDphK ?? '')
  const vatPercent = rate === undefined ? undefined : percents.get(rate)
  if (vatPercent === undefined) return { sku, problem: problem('row-vat-unknown', { sku }) }
  if (typCenyDphK !== 'typCeny.bezDph' && typCenyDphK !== 'typCeny.sDph')
    return { sku, problem: problem('row-value-unfit', { sku, rowField: 'price', value: typCenyDphK ?? '' }) }
  return {
    sku,
    ...(eanKod ? { ean: eanKod } : {}),
    price: cenaZakl,
    priceIncludesVat: typCenyDphK === 'typCeny.sDph',
    vatPercent,
    ...(exportNaEshop === undefined ? {} : { forSale: exportNaEshop }),
  }
}

/** Streams the price list. `vatCountry`: as set, else by whose law ABRA Flexi says the books are kept. Throws `vat-country-unknown`. */
export const readPricesWith = (
  ask: AskFlexi,
  assertCompany: (signal: AbortSignal) => Promise<readonly string[]>,
  clock: Clock,
  vatCountry: string | undefined,
): NonNullable<StockSource['readPrices']> =>
  async function* readPrices({ changedSince }: ReadRequest, signal) {
    const countries = await assertCompany(signal)
    const country = vatCountry ?? (countries.length === 1 ? countries[0] : undefined) ?? ''
    const percents = percentsOn(country, todayOf(clock))
    if (percents.size === 0)
      throw new Failure(problem('vat-country-unknown', { country: country || countries.join(', ') }), {
        effect: 'nothing',
        retry: false,
      })
    const filter = changedSince === undefined ? {} : { filter: `lastUpdate >= ${sinceLiteral(changedSince)}` }
    for await (const rows of pagesOf(ask, { evidence: CARDS, ...filter, fields: FIELDS }, signal)) {
      const readings = rows.flatMap((row) => readingOf(row, percents) ?? [])
      if (readings.length > 0) yield readings
    }
  }
