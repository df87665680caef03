import { z } from 'zod'
import { Failure, problem } from '../../../shared/failure'
import type { ReadRequest, StockReading, StockSource, Unreadable } from '../../engine/outward/ports'
import { type AskApi, assertAnswered } from './api-ask'
import { assertAgenda } from './api-read'
import { decimal, word, writeLiteral } from './graphql'
import type { MoneySettings } from './settings'
import type { ListedItem } from './stock-list'
import { stockReading } from './stock-readings'

/**
 * Stock levels over the S3 API. Prices are not read: of `basicSalePrice` nothing at hand says whether VAT is in it. Numbers come as their text
 * (`numbers: 'text'`), never through a binary float.
 */

const PAGE = 100
const text = z.string().max(10_000).nullish()
const rowSchema = z.object({
  id: z.string().regex(/^[1-9]\d{0,17}$/),
  shortCut: text,
  catalogue: text,
  barCode: text,
  description: text,
  mainMeasureUnit: text,
  stockQuantity: text,
  reserved: text,
  warehouse: z.object({ code: text, name: text }).nullish(),
})
const pageSchema = z.object({ warehouseStocks: z.object({ items: z.array(rowSchema).max(PAGE) }) })
type Row = z.infer<typeof rowSchema>

const FIELDS = 'id shortCut catalogue barCode description mainMeasureUnit stockQuantity reserved warehouse { code name }'

const itemOf = (row: Row): ListedItem => {
  const fields: readonly (readonly [keyof Omit<ListedItem, 'prices'>, string | null | undefined])[] = [
    ['shortCut', row.shortCut],
    ['catalogue', row.catalogue],
    ['barCode', row.barCode],
    ['name', row.description],
    ['unit', row.mainMeasureUnit],
    ['quantity', row.stockQuantity],
    ['reserved', row.reserved],
    ['storeCode', row.warehouse?.code],
    ['storeName', row.warehouse?.name],
  ]
  return { prices: [], ...Object.fromEntries(fields.filter(([, value]) => value !== null && value !== undefined)) }
}

/**
 * All stock items, page by page in the order of their ids: each page begins above the last id of the one before, so what is added, deleted or
 * changed meanwhile hides no other. Only an empty page is the end: Money may give fewer at once than it was asked for.
 */
async function* pages(ask: AskApi, signal: AbortSignal): AsyncGenerator<readonly Row[], void, undefined> {
  for (let last = '0'; ; ) {
    const where = writeLiteral({ id: { gt: decimal(last) } })
    const order = writeLiteral([{ id: word('ASC') }])
    const answer = await ask(
      `{ warehouseStocks(where: ${where}, order: ${order}, take: ${PAGE}) { items { ${FIELDS} } } }`,
      { mutation: false, agenda: true, numbers: 'text' },
      signal,
    )
    const page = pageSchema.safeParse(assertAnswered(answer))
    const unreadable = (words?: string): Failure =>
      new Failure(problem('is-answer-unreadable', { path: 'warehouseStocks' }, words), { effect: 'nothing', retry: true })
    if (!page.success) throw unreadable()
    const rows = page.data.warehouseStocks.items
    for (const { id } of rows) {
      // A version that doesn't heed order or filter: a record would be passed over, or the end never come.
      if (BigInt(id) <= BigInt(last)) throw unreadable(`id ${id} ≤ ${last}`)
      last = id
    }
    if (rows.length === 0) return
    yield rows
  }
}

export const apiStockSource = (
  ask: AskApi,
  { agendaGuid, mapping }: Pick<MoneySettings, 'agendaGuid' | 'mapping'>,
): Pick<StockSource, 'reads'> & Required<Pick<StockSource, 'readStock'>> => ({
  reads: { 'stock-levels': { since: false } },
  async *readStock(_request: ReadRequest, signal: AbortSignal): AsyncGenerator<readonly (StockReading | Unreadable)[]> {
    await assertAgenda(ask, agendaGuid ?? '', signal)
    for await (const rows of pages(ask, signal)) {
      yield rows.flatMap((row) => stockReading(itemOf(row), mapping.goodsKey) ?? [])
      // Nothing is asked just now.
      yield []
    }
  },
})
