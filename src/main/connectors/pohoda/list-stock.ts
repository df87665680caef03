import { randomBytes } from 'node:crypto'
import { el, type XmlElement } from '../wrap/xml-writer'
import { itemBytes, packBytes } from './pack'

/** POHODA's list of stock cards: the question. Source: list_stock.xsd, filter.xsd. */

export interface StockQuestion {
  /** Cards from this id on, so many at most. Absent: all, as versions without `limit` give them. */
  page?: { idFrom: number; count: number }
  /** Path in the tree of stores, from its beginning; with all that is below. */
  storage?: string | undefined
  onlyInternet: boolean
  /** Local time of the computer with POHODA, `YYYY-MM-DDThh:mm:ss`. */
  changedSince?: string | undefined
  /** Prices of the card by price level, too. */
  prices: boolean
}

const LIST_STOCK = 'http://www.stormware.cz/schema/version_2/list_stock.xsd'

/** What a card may carry besides: switched off, it makes a list a tenth as long. All are known to versions of 2021, too. */
const NOT_NEEDED = [
  'relatedFiles',
  'relatedLinks',
  'pictures',
  'categories',
  'relatedStocks',
  'alternativeStocks',
  'intParameters',
  'stockItem',
  'stockAttach',
  'stockSerialNumber',
] as const

const filterOf = ({ storage, onlyInternet, changedSince }: StockQuestion): XmlElement[] => [
  ...(storage === undefined ? [] : [el('ftr:storage', [el('typ:ids', storage)])]),
  ...(onlyInternet ? [el('ftr:internet', 'true')] : []),
  ...(changedSince === undefined ? [] : [el('ftr:lastChanges', changedSince)]),
]

/** Bytes of the pack that asks. `ico`: POHODA must not answer for another company. */
export const stockQuestion = (ico: string, question: StockQuestion): Buffer => {
  const { page } = question
  const filter = filterOf(question)
  const item = el(
    'dat:dataPackItem',
    [
      el(
        'lStk:listStockRequest',
        [
          page && el('lStk:limit', [el('ftr:idFrom', String(page.idFrom)), el('ftr:count', String(page.count))]),
          el('lStk:requestStock', filter.length === 0 ? '' : [el('ftr:filter', filter)]),
          el('lStk:restrictionData', [
            ...NOT_NEEDED.map((name) => el(`lStk:${name}`, 'false')),
            el('lStk:stockPriceItem', String(question.prices)),
            el('lStk:stockParameters', 'false'),
          ]),
        ],
        { 'xmlns:lStk': LIST_STOCK, version: '2.0', stockVersion: '2.0' },
      ),
    ],
    { version: '2.0', id: '0' },
  )
  // Never the same twice: where the customer's own ini checks duplicity, a repeated question would be refused.
  return packBytes({ id: `BI-stock-${randomBytes(8).toString('hex')}`, ico, note: 'stock', items: [itemBytes(item)] })
}
