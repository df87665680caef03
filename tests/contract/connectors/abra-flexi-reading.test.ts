import { afterEach, describe, expect, it } from 'vitest'
import type { OpenConnector } from '../../../src/main/connectors/connector'
import { isUnreadable, type PriceReading, type StockReading, type Unreadable } from '../../../src/main/engine/outward/ports'
import { openIs } from '../../../src/main/open-is'
import type { Books, StockCard, StoredRecord } from '../../../src/sandbox/simulators/abra-flexi/books'
import type { FlexiFaults } from '../../../src/sandbox/simulators/abra-flexi/server'
import { Failure } from '../../../src/shared/failure'
import { connectorTools, outcomes, prepared } from '../../support/connector-tools'
import { deliveryNote, inwardDocument, stockCard } from '../../support/documents'
import { createTestFlexi, recordOf } from '../../support/flexi'

/** Stock levels and prices out of ABRA Flexi, over HTTP, page by page. */

/** 10,000 in the normal run; `READING_CARDS=100000` for the long one. */
const READING_CARDS = Number(process.env['READING_CARDS'] ?? '10000')

const signal = new AbortController().signal
const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const LONG_AGO = '2026-01-02T08:00:00.000+01:00'
const YEAR = new Date().getFullYear()
const card = (id: number, kod: string, values: Record<string, string> = {}): StoredRecord =>
  recordOf(id, {
    kod,
    nazev: `Zboží ${kod}`,
    typCenyDphK: 'typCeny.bezDph',
    typSzbDphK: 'typSzbDph.dphZakl',
    cenaZakl: '100.5',
    ...values,
  })
const level = (id: number, of: number, stavMJ: string, more: Partial<StockCard> = {}): StockCard => ({
  id,
  card: of,
  stock: 'HLAVNI',
  period: 2,
  stavMJ,
  rezervMJ: '0',
  pozadavkyMj: '0',
  lastUpdate: LONG_AGO,
  ...more,
})

function start(books: Partial<Books> = {}, options: { many?: number } = {}) {
  const { flexi, settings } = createTestFlexi({ ...options, books })
  const tools = connectorTools()
  closing.push(() => flexi.close(), tools.remove)
  const open = async (mapping: Record<string, unknown> = {}): Promise<OpenConnector> =>
    openIs({ id: 'abra-flexi', settings: { ...settings, baseUrl: await flexi.start(), mapping } }, () => flexi.password, tools)
  return { flexi, open, pages: () => flexi.requests.filter((one) => one.includes('limit=500')) }
}

async function all<T>(portions: AsyncIterable<readonly T[]> | undefined): Promise<T[]> {
  const readings: T[] = []
  for await (const portion of portions ?? []) readings.push(...portion)
  return readings
}
const stockOf = async (is: OpenConnector, changedSince?: string): Promise<(StockReading | Unreadable)[]> =>
  all(is.readStock?.(changedSince === undefined ? {} : { changedSince }, signal))
const pricesOf = async (is: OpenConnector, changedSince?: string): Promise<(PriceReading | Unreadable)[]> =>
  all(is.readPrices?.(changedSince === undefined ? {} : { changedSince }, signal))
const failureOf = async (run: Promise<unknown>): Promise<Failure> => {
  const error = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Failure)) throw new Error(`no Failure: ${String(error)}`)
  return error
}
const skus = (readings: readonly { sku: string }[]): string[] => readings.map(({ sku }) => sku)

describe('stock levels of ABRA Flexi', () => {
  it('are those of the stock cards of this accounting period, one for each card and stock', async () => {
    const { open } = start({
      cards: [card(10, 'A', { eanKod: '859', mj1: 'KS', exportNaEshop: 'true' }), card(11, 'B', { exportNaEshop: 'false' })],
      stockCards: [
        level(20, 10, '12', { rezervMJ: '2.5', pozadavkyMj: '1' }),
        level(21, 10, '3.25', { stock: 'STANDARD' }),
        level(22, 11, '-1'),
        level(23, 11, '999', { period: 1 }),
        level(24, 11, '999', { period: 3 }),
      ],
    })
    expect(await stockOf(await open())).toEqual([
      {
        sku: 'A',
        ean: '859',
        name: 'Zboží A',
        unit: 'KS',
        warehouse: 'HLAVNI',
        physical: '12',
        reserved: '2.5',
        ordered: '1',
        forSale: true,
        changedAt: LONG_AGO,
      },
      expect.objectContaining({ sku: 'A', warehouse: 'STANDARD', physical: '3.25', reserved: '0', ordered: '0' }),
      expect.objectContaining({ sku: 'B', warehouse: 'HLAVNI', physical: '-1', forSale: false }),
    ])
  })

  it('move with what is delivered', async () => {
    const { open } = start()
    const is = await open({ stock: 'HLAVNI' })
    const documents = [
      [inwardDocument('stock-cards', 'it-1', stockCard('SKU-1')), inwardDocument('stock-cards', 'it-2', stockCard('SKU-2'))],
      [inwardDocument('delivery-notes', 'it-3', deliveryNote('DL-1', { dispatchedOn: `${YEAR}-06-01` }))],
    ]
    for (const some of documents) await outcomes(is.deliver(prepared(is, some), signal))
    expect(await stockOf(is)).toMatchObject([
      { sku: 'SKU-1', physical: '2' },
      { sku: 'SKU-2', physical: '3' },
    ])
    expect(await pricesOf(is)).toMatchObject([
      { sku: 'SKU-1', price: '100.5' },
      { sku: 'SKU-2', price: '100.5' },
    ])
  })

  it('since a moment: what has changed after it, its card in the price list included', async () => {
    const { open } = start({
      cards: [card(10, 'OLD'), { ...card(11, 'RENAMED'), lastUpdate: '2026-06-01T12:00:00.000+02:00' }, card(12, 'SOLD')],
      stockCards: [level(20, 10, '1'), level(21, 11, '2'), level(22, 12, '3', { lastUpdate: '2026-06-01T12:00:00.000+02:00' })],
    })
    const is = await open()
    expect(skus(await stockOf(is, '2026-06-01T09:00:00Z'))).toEqual(['RENAMED', 'SOLD'])
    expect(skus(await stockOf(is, '2026-06-02T09:00:00Z'))).toEqual([])
    // ABRA Flexi takes the time for its own, which is ahead of ours: more may come than was asked for, never less.
    expect(skus(await stockOf(is, '2026-06-01T10:00:00.000Z'))).toEqual(['RENAMED', 'SOLD'])
    expect(skus(await pricesOf(is, '2026-06-01T09:00:00Z'))).toEqual(['RENAMED'])
  })

  it('an older version that includes no cards and counts no rows gives codes and quantities', async () => {
    const { flexi, open } = start({ cards: [card(10, 'A', { eanKod: '859' })], stockCards: [level(20, 10, '12')] })
    flexi.faults({ older: true })
    expect(await stockOf(await open())).toEqual([
      expect.objectContaining({ sku: 'A', physical: '12', warehouse: 'HLAVNI', changedAt: LONG_AGO }),
    ])
  })

  it('a stock that was not carried over into the new period is no empty stock', async () => {
    const old = { cards: [card(10, 'A')], stockCards: [level(20, 10, '5', { period: 1 })] }
    expect(await failureOf(stockOf(await start(old).open()))).toMatchObject({
      effect: 'nothing',
      problem: { code: 'stock-period-missing', params: { period: String(YEAR) } },
    })
    const none = start({ ...old, periods: [{ id: 1, kod: '2019', from: '2019-01-01', to: '2019-12-31' }] })
    expect((await failureOf(stockOf(await none.open()))).problem.code).toBe('stock-period-missing')
    // A company that has never had any.
    expect(await stockOf(await start().open())).toEqual([])
  })
})

describe('prices of ABRA Flexi', () => {
  it('are the basic ones, as each is kept, with the VAT of this country and day', async () => {
    const { open } = start({
      cards: [
        card(10, 'NET', { eanKod: '859' }),
        card(11, 'GROSS', { typCenyDphK: 'typCeny.sDph', cenaZakl: '1.5E7', typSzbDphK: 'typSzbDph.dphSniz' }),
        card(12, 'FREE', { typSzbDphK: 'typSzbDph.dphOsv', exportNaEshop: 'false' }),
        card(13, 'NONE', { cenaZakl: '' }),
        card(14, 'ZERO', { cenaZakl: '0.0' }),
        card(15, 'OLD', { platiDo: '2019' }),
      ],
    })
    expect(await pricesOf(await open())).toEqual([
      { sku: 'NET', ean: '859', price: '100.5', priceIncludesVat: false, vatPercent: '21' },
      { sku: 'GROSS', price: '15000000', priceIncludesVat: true, vatPercent: '12' },
      { sku: 'FREE', price: '100.5', priceIncludesVat: false, vatPercent: '0', forSale: false },
    ])
  })

  it('a card that can not be read is told with its reason, and hinders no other', async () => {
    const { open } = start({
      cards: [
        card(10, 'A'),
        card(11, 'RATE', { typSzbDphK: 'typSzbDph.dphSniz2' }),
        card(12, 'PRICE', { cenaZakl: 'dvacet' }),
        card(13, 'KIND', { typCenyDphK: '' }),
        card(14, 'B'),
      ],
    })
    const readings = await pricesOf(await open())
    expect(readings.map((one) => [one.sku, isUnreadable(one) ? one.problem.code : 'ok'])).toEqual([
      ['A', 'ok'],
      ['RATE', 'row-vat-unknown'],
      ['PRICE', 'row-value-unfit'],
      ['KIND', 'row-value-unfit'],
      ['B', 'ok'],
    ])
  })

  it('of Slovak books are Slovak, as the books say or as it is set', async () => {
    const slovak = { country: 'SK' as const, cards: [card(10, 'A'), card(11, 'B', { typSzbDphK: 'typSzbDph.dphSniz2' })] }
    const percents = async (is: OpenConnector) => (await pricesOf(is)).map((one) => ('vatPercent' in one ? one.vatPercent : '?'))
    expect(await percents(await start(slovak).open())).toEqual(['23', '5'])
    expect(await percents(await start(slovak).open({ vatCountry: 'CZ' }))).toEqual(['21', '?'])
  })
})

describe('pages', () => {
  const MANY = 1_250

  it('every card comes once, and none is passed over when cards come and go between two pages', async () => {
    const { flexi, open, pages } = start({ cards: [card(10, 'FIRST'), card(11, 'SECOND')] }, { many: MANY })
    const seen: string[] = []
    let portions = 0
    for await (const portion of (await open()).readPrices?.({}, signal) ?? []) {
      seen.push(...skus(portion))
      // A card of the first page is deleted: counting from the start, the first of the next page would be passed over.
      if (++portions === 1) flexi.change({ cards: flexi.books().cards.slice(1) })
      // And one is made: counting from the start, one would come twice.
      if (portions === 2) flexi.change({ cards: [card(12, 'THIRD'), ...flexi.books().cards] })
    }
    const expected = ['FIRST', 'SECOND', ...Array.from({ length: MANY }, (_, i) => `C${String(i).padStart(6, '0')}`)]
    expect(seen).toEqual(expected)
    expect(pages()).toHaveLength(3)
  })

  it('a server that gives less than was asked for is asked on until nothing is left', async () => {
    const { flexi, open } = start({}, { many: MANY })
    flexi.faults({ mostRows: 300 })
    expect(await stockOf(await open())).toHaveLength(MANY)
    flexi.faults({ mostRows: 300, older: true })
    expect(await stockOf(await open())).toHaveLength(MANY)
  })

  it('rows in another order end the reading: the next page would pass some over', async () => {
    const { flexi, open } = start({}, { many: MANY })
    flexi.faults({ sortsOtherwise: true })
    expect(await failureOf(stockOf(await open()))).toMatchObject({ effect: 'nothing', problem: { code: 'is-answer-unreadable' } })
  })

  it.each<[string, FlexiFaults, string]>([
    ['no filter is taken', { noFilters: true }, 'is-answer-unreadable'],
    ['it is closed', { starting: true }, 'is-closed'],
    ['it is busy', { tooMany: true }, 'is-try-again'],
  ])('a reading that is cut short throws, also in the middle: %s', async (_what, faults, code) => {
    const { flexi, open } = start({}, { many: MANY })
    const is = await open()
    let seen = 0
    const reading = async (): Promise<void> => {
      for await (const portion of is.readStock?.({}, signal) ?? []) {
        seen += portion.length
        flexi.faults(faults)
      }
    }
    expect(await failureOf(reading())).toMatchObject({ effect: 'nothing', problem: { code } })
    expect(seen).toBe(500)
  })

  it('giving up ends it', async () => {
    const { open, pages } = start({}, { many: MANY })
    const cancel = new AbortController()
    const is = await open()
    const reading = async (): Promise<void> => {
      for await (const _ of is.readStock?.({}, cancel.signal) ?? []) cancel.abort()
    }
    await failureOf(reading())
    expect(pages()).toHaveLength(1)
  })

  it(`${READING_CARDS} cards come through one page at a time`, { timeout: 60_000 + READING_CARDS * 3 }, async () => {
    const { flexi, open, pages } = start({}, { many: READING_CARDS })
    let count = 0
    let largest = 0
    for await (const portion of (await open()).readStock?.({}, signal) ?? []) {
      count += portion.length
      largest = Math.max(largest, portion.length)
    }
    expect([count, largest, pages().length]).toEqual([READING_CARDS, 500, Math.ceil(READING_CARDS / 500)])
    flexi.changeMany(new Map([[7_777, { stavMJ: '5' }]]))
    expect(skus(await stockOf(await open(), '2026-06-01T00:00:00Z'))).toEqual(['C007777'])
  })
})
