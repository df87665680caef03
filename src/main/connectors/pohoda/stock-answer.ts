import { Failure, problem } from '../../../shared/failure'
import { type XmlPart, xmlStream } from '../wrap/xml-stream'
import { type XmlLimits, XmlUnreadable } from '../wrap/xml-unreadable'
import { throwPackError } from './decide'
import { shortName } from './response'

/** POHODA's list of stock cards: the answer, as it comes. Source: response.xsd, list_stock.xsd, stock.xsd. */

/** A card as POHODA wrote it: texts; undefined: it said nothing. */
export interface ListedCard {
  id?: string
  stockType?: string
  code?: string
  ean?: string
  name?: string
  unit?: string
  /** Path in the tree of stores. */
  storage?: string
  isInternet?: string
  rateVat?: string
  /** Percent behind `rateVat`; newer versions say it. */
  rateVatPercent?: string
  sellingPrice?: string
  sellingPriceVat?: string
  count?: string
  reservation?: string
  receivedOrders?: string
  /** Of price levels. */
  prices: ListedPrice[]
}
export interface ListedPrice {
  level?: string
  price?: string
}

/** An answer may be large, its single parts are not. */
const LIMITS: XmlLimits = { maxBytes: 16 * 1024 ** 3, maxDepth: 32, maxTextLength: 64 * 1024 }
/** With all that a card may carry, a hundred price levels among them. */
const MOST_ELEMENTS_IN_CARD = 20_000
const MAX_WORDS = 4000

const names = new Map<string, string>()
const nameOf = (uri: string, local: string): string => {
  let short = names.get(uri)
  if (short === undefined) {
    short = shortName(uri)
    if (names.size < 100) names.set(uri, short)
  }
  return `${short}:${local}`
}

const unreadable = (why: string): never => {
  throw new XmlUnreadable(why)
}

/** What stands around the cards. */
interface Envelope {
  pack: { id: string; state: string; note: string; programVersion: string; ico: string } | undefined
  item: { state: string; note: string } | undefined
  list: { state: string } | undefined
  /** POHODA's own remarks on the list, its reasons for refusing it among them. */
  words: string[]
  /** The rest of the list is in other files (documentresponse.xsd, `parts`). */
  parts: number
}

/** Parts of the stream: `onCard` is given each card when it is whole. */
const listParts = (seen: Envelope, onCard: (card: ListedCard) => void): XmlPart => {
  let card: ListedCard = { prices: [] }
  let price: ListedPrice = {}
  type Field = Exclude<keyof ListedCard, 'prices'>
  const keep = (field: Field, text: string): void => {
    if (card[field] !== undefined) unreadable(`${field} stands twice in a card`)
    card[field] = text
  }
  const field = (name: Field): XmlPart => ({ close: (text) => keep(name, text) })
  const header: XmlPart = {
    parts: new Map<string, XmlPart>([
      ['stock:id', field('id')],
      ['stock:stockType', field('stockType')],
      ['stock:code', field('code')],
      ['stock:EAN', field('ean')],
      ['stock:name', field('name')],
      ['stock:unit', field('unit')],
      ['stock:storage', { parts: new Map([['type:ids', field('storage')]]) }],
      ['stock:isInternet', field('isInternet')],
      [
        'stock:sellingRateVAT',
        {
          open(attributes) {
            const percent = attributes.get('value')
            if (percent !== undefined) card.rateVatPercent = percent
          },
          close: (text) => keep('rateVat', text),
        },
      ],
      [
        'stock:sellingPrice',
        {
          open(attributes) {
            const withVat = attributes.get('payVAT')
            if (withVat !== undefined) card.sellingPriceVat = withVat
          },
          close: (text) => keep('sellingPrice', text),
        },
      ],
      ['stock:count', field('count')],
      ['stock:reservation', field('reservation')],
      ['stock:countReceivedOrders', field('receivedOrders')],
    ]),
  }
  const priceField = (name: keyof ListedPrice): XmlPart => ({
    close(text) {
      if (price[name] !== undefined) unreadable(`${name} stands twice in a price`)
      price[name] = text
    },
  })
  const stockPrice: XmlPart = {
    open() {
      price = {}
      card.prices.push(price)
    },
    parts: new Map<string, XmlPart>([
      ['type:ids', priceField('level')],
      ['type:price', priceField('price')],
    ]),
  }
  const stock: XmlPart = {
    maxElements: MOST_ELEMENTS_IN_CARD,
    open() {
      card = { prices: [] }
    },
    close: () => onCard(card),
    parts: new Map<string, XmlPart>([
      ['stock:stockHeader', header],
      ['stock:stockPriceItem', { parts: new Map([['stock:stockPrice', stockPrice]]) }],
    ]),
  }
  const list: XmlPart = {
    open(attributes) {
      if (seen.list) unreadable('more than one list')
      seen.list = { state: attributes.get('state') ?? '' }
    },
    parts: new Map<string, XmlPart>([
      ['list_stock:stock', stock],
      ['documentresponse:parts', { parts: new Map([['documentresponse:part', { open: () => void seen.parts++ }]]) }],
      [
        'documentresponse:importDetails',
        {
          parts: new Map([
            [
              'documentresponse:detail',
              { parts: new Map([['documentresponse:note', { close: (text) => addWords(seen, text) }]]) },
            ],
          ]),
        },
      ],
    ]),
  }
  const item: XmlPart = {
    open(attributes) {
      if (seen.item) unreadable('more than one answer to one question')
      seen.item = { state: attributes.get('state') ?? '', note: attributes.get('note') ?? '' }
    },
    parts: new Map([['list_stock:listStock', list]]),
  }
  const pack: XmlPart = {
    open(attributes) {
      const attribute = (key: string): string => (attributes.get(key) ?? '').slice(0, MAX_WORDS)
      seen.pack = {
        id: attribute('id'),
        state: attribute('state'),
        note: attribute('note'),
        programVersion: attribute('programVersion'),
        ico: attribute('ico'),
      }
    },
    parts: new Map([['response:responsePackItem', item]]),
  }
  return { parts: new Map([['response:responsePack', pack]]) }
}

const addWords = ({ words }: Envelope, text: string): void => {
  if (words.length < 20) words.push(text.slice(0, MAX_WORDS))
}

/** Throws `Failure` unless POHODA gave the whole list that it was asked for. */
const ensureList = ({ pack, item, list, words, parts }: Envelope, ico: string): void => {
  if (pack === undefined) throw new XmlUnreadable('not a responsePack')
  if (item === undefined) {
    throwPackError({ ...pack, items: [] })
    throw new Failure(problem('is-no-answer', {}, pack.note), { effect: 'nothing', retry: true })
  }
  if (pack.state !== 'ok' || item.state !== 'ok' || list?.state !== 'ok')
    throw new Failure(problem('is-failed', {}, [item.note, ...words].filter((text) => text !== '').join('\n')), {
      effect: 'nothing',
      retry: false,
    })
  if (pack.ico !== '' && pack.ico !== ico)
    throw new Failure(problem('is-wrong-company', { expected: ico, found: pack.ico }), { effect: 'nothing', retry: false })
  if (parts > 0) unreadable(`the list goes on in ${parts} other files`)
}

/**
 * Cards of a list answer in portions, as they come. Its end means that the list is whole; one that is refused, cut off or not
 * understood throws `Failure` (`is-answer-unreadable`, or what POHODA says), however much of it came before.
 */
export async function* listedCards(
  chunks: AsyncIterable<Uint8Array>,
  { ico, path }: { ico: string; path: string },
): AsyncGenerator<readonly ListedCard[], void, undefined> {
  const seen: Envelope = { pack: undefined, item: undefined, list: undefined, words: [], parts: 0 }
  let cards: ListedCard[] = []
  const stream = xmlStream(
    listParts(seen, (card) => cards.push(card)),
    { nameOf, limits: LIMITS },
  )
  const understood = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof XmlUnreadable)) throw error
      throw new Failure(problem('is-answer-unreadable', { path }, error.message), {
        effect: 'nothing',
        retry: true,
        cause: error,
      })
    }
  }
  for await (const chunk of chunks) {
    understood(() => stream.write(chunk))
    if (cards.length === 0) continue
    const portion = cards
    cards = []
    yield portion
  }
  understood(() => {
    stream.end()
    ensureList(seen, ico)
  })
}
