import { problem } from '../../../shared/failure'
import { type XmlPart, xmlStream } from '../wrap/xml-stream'
import { type XmlLimits, XmlUnreadable } from '../wrap/xml-unreadable'
import { stopReading } from './stock-file'

/** Stock items (`SeznamZasoba`) as Money exports them. Source: `__Zasoba.xsd`. */

/** A sales price. Texts as Money wrote them; undefined: it said nothing. */
export interface ListedPrice {
  /** Absent: the basic price. */
  level?: string
  levelCurrency?: string
  levelWithVat?: string
  /** A price of a group of dealers, not of everybody. */
  isDealers?: true
  withVat?: string
  currency?: string
  price?: string
}

/** A stock item: one card in one store. */
export interface ListedItem {
  quantity?: string
  reserved?: string
  /** Sold with, as the stock item says and as its card does. */
  vatPercent?: string
  cardVatPercent?: string
  isBanned?: string
  eshop?: string
  eshopDeleted?: string
  name?: string
  shortCut?: string
  catalogue?: string
  barCode?: string
  unit?: string
  cardType?: string
  storeName?: string
  storeCode?: string
  prices: ListedPrice[]
}

/** An export may be large, its single parts are not. */
const LIMITS: XmlLimits = { maxBytes: 16 * 1024 ** 3, maxDepth: 32, maxTextLength: 1024 * 1024 }
const MOST_ELEMENTS_IN_ITEM = 50_000

interface Envelope {
  root: { ico: string; choice: string } | undefined
  hasList: boolean
}

type Field = Exclude<keyof ListedItem, 'prices'>
type PriceField = Exclude<keyof ListedPrice, 'isDealers'>
const parts = (entries: readonly (readonly [string, XmlPart])[]): XmlPart => ({ parts: new Map(entries) })

/** Parts of the stream: `onItem` is given each stock item when it is whole. */
const documentParts = (seen: Envelope, onItem: (item: ListedItem) => void): XmlPart => {
  let item: ListedItem = { prices: [] }
  let price: ListedPrice = {}
  const once = <K extends string>(into: () => { [key in K]?: string }, name: K): XmlPart => ({
    close(text) {
      const place = into()
      if (place[name] !== undefined) throw new XmlUnreadable(`${name} stands twice in a stock item`)
      place[name] = text
    },
  })
  const field = (name: Field): XmlPart => once(() => item, name)
  const priceField = (name: PriceField): XmlPart => once(() => price, name)
  const salesPrice: XmlPart = {
    open() {
      price = {}
      item.prices.push(price)
    },
    ...parts([
      [
        'Hladina',
        parts([
          ['Zkrat', priceField('level')],
          ['Mena', parts([['Kod', priceField('levelCurrency')]])],
          ['SDPH', priceField('levelWithVat')],
        ]),
      ],
      [
        'DealerSkupina',
        {
          open() {
            price.isDealers = true
          },
        },
      ],
      ['SDPH', priceField('withVat')],
      ['Mena', parts([['Kod', priceField('currency')]])],
      ['Cena1', parts([['Cena', priceField('price')]])],
    ]),
  }
  const stockItem: XmlPart = {
    maxElements: MOST_ELEMENTS_IN_ITEM,
    open() {
      item = { prices: [] }
    },
    close: () => onItem(item),
    ...parts([
      ['konfigurace', parts([['SDPH_Prod', field('vatPercent')]])],
      [
        'StavZasoby',
        parts([
          ['Zasoba', field('quantity')],
          ['Rezervace', field('reserved')],
        ]),
      ],
      ['ZakazProde', field('isBanned')],
      [
        'eshop',
        parts([
          ['IN_Export', field('eshop')],
          ['IN_Deleted', field('eshopDeleted')],
        ]),
      ],
      [
        'KmKarta',
        parts([
          ['Popis', field('name')],
          ['Zkrat', field('shortCut')],
          ['MJ', field('unit')],
          ['Katalog', field('catalogue')],
          ['BarCode', field('barCode')],
          ['TypKarty', field('cardType')],
          ['konfigurace', parts([['SDPH_Prod', field('cardVatPercent')]])],
        ]),
      ],
      [
        'Sklad',
        parts([
          ['Nazev', field('storeName')],
          ['KodSkladu', field('storeCode')],
        ]),
      ],
      ['PC', salesPrice],
    ]),
  }
  const list: XmlPart = {
    open() {
      seen.hasList = true
    },
    ...parts([['Zasoba', stockItem]]),
  }
  const root: XmlPart = {
    open(attributes) {
      seen.root = {
        ico: (attributes.get('ICAgendy') ?? '').trim().slice(0, 32),
        choice: (attributes.get('VyberZaznamu') ?? '').slice(0, 8),
      }
    },
    ...parts([['SeznamZasoba', list]]),
  }
  return parts([['MoneyData', root]])
}

/** Throws `Failure` when this can't be the list of all stock items of these books, as soon as that shows. */
const assertBooks = ({ root }: Envelope, { ico }: { ico: string }): void => {
  if (root === undefined) return
  if (root.ico !== '' && root.ico !== ico) throw stopReading(problem('is-wrong-company', { expected: ico, found: root.ico }))
  // Only what has changed: all other cards would seem to be gone.
  if (root.choice !== '0') throw stopReading(problem('mapping-incomplete', { field: 'VyberZaznamu="0"' }))
}

/**
 * Stock items in portions, as they come. Its end means that the list is whole; one that is cut off, of other books, not of all items or not
 * understood throws `Failure`, however much of it came before.
 */
export async function* listedItems(
  chunks: AsyncIterable<Uint8Array>,
  { ico, path }: { ico: string; path: string },
): AsyncGenerator<readonly ListedItem[], void, undefined> {
  const seen: Envelope = { root: undefined, hasList: false }
  let items: ListedItem[] = []
  const stream = xmlStream(
    documentParts(seen, (item) => items.push(item)),
    { nameOf: (_uri, local) => local, limits: LIMITS },
  )
  const understood = (work: () => void): void => {
    try {
      work()
    } catch (error) {
      if (!(error instanceof XmlUnreadable)) throw error
      throw stopReading(problem('source-unreadable', { path, sourceFault: 'not-xml' }, error.message), error)
    }
  }
  for await (const chunk of chunks) {
    understood(() => stream.write(chunk))
    assertBooks(seen, { ico })
    if (items.length === 0) continue
    yield items
    items = []
  }
  understood(() => {
    stream.end()
    if (seen.root === undefined) throw new XmlUnreadable('not MoneyData')
    // An export of something else would make every card gone.
    if (!seen.hasList) throw new XmlUnreadable('no SeznamZasoba')
  })
  if (items.length > 0) yield items
}
