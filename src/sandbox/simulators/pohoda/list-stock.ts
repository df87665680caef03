import { itemError, longListAnswer, withPoint } from './answers'
import type { ImportContext } from './import-parts'
import { stockQuery } from './import-stock'
import { readLimit } from './list-orders'
import { messages } from './messages'
import { percentOf } from './money'
import type { StockCardRecord, StockQuery } from './stock-store'
import { databaseFile, openStore } from './store'
import { type Element, el, textAt, textEl, type XmlNode } from './xml'

/**
 * Lists of stock cards: read while the answer is written, however many there are. Ids are POHODA's own numbers, so pages by `idFrom` follow
 * one another; a card that comes or goes between them changes nothing for the others.
 */
export function listStock(request: XmlNode, itemId: string, { stateDir, unit, store, now }: ImportContext): Element {
  const queries: StockQuery[] = []
  let limit: Pick<StockQuery, 'idFrom' | 'count'> = {}
  let prices = true
  for (const part of request.children) {
    if (part.name === 'lStk:limit') limit = readLimit(part)
    if (part.name === 'lStk:restrictionData') prices = textAt(part, 'lStk:stockPriceItem') !== 'false'
    if (part.name !== 'lStk:requestStock') continue
    const other = part.children.find((one) => one.name !== 'ftr:filter')
    if (other !== undefined) return itemError(itemId, messages.unsupported(other.name))
    queries.push({ ...stockQuery(part), ...limit })
    limit = {}
  }
  const [query, ...more] = queries
  if (query === undefined || more.length > 0) return itemError(itemId, messages.unsupported('lStk:requestStock'))
  function* each(): Iterable<Element> {
    // Its own: the answer is written after the pack is done with.
    const own = openStore(databaseFile(stateDir, unit.database))
    const ids = new Map<string, string>()
    const idOf = (kind: string, name: string): string => {
      const key = `${kind} ${name}`
      const id = ids.get(key) ?? String(ids.size + 1)
      ids.set(key, id)
      return id
    }
    try {
      const percents = new Map(
        ['none', 'low', 'high', 'third'].map((rate) => [
          rate,
          percentOf(rate, unit.country, now.slice(0, 10), undefined).toFixed(),
        ]),
      )
      for (const card of own.stock.each(query ?? {})) yield cardElement(card, prices, (rate) => percents.get(rate), idOf)
    } finally {
      own.close()
    }
  }
  return store.stock.find({ ...query, count: 1 }).length === 0
    ? longListAnswer(itemId, 'lStk:listStock', now, { prefixes: [], each: () => [] })
    : longListAnswer(itemId, 'lStk:listStock', now, { prefixes: ['stk', 'typ'], each })
}

const nested = (texts: readonly (readonly [path: string, text: string])[]): Element[] => {
  const made = new Map<string, Element[]>()
  for (const [path, text] of texts) {
    const [name = '', inner] = path.split('/')
    // Deeper ones, which a list doesn't need, are left out.
    if (inner?.includes('/')) continue
    made.set(name, [...(made.get(name) ?? []), inner === undefined ? el(name, {}, text) : el(`typ:${inner}`, {}, text)])
  }
  return [...made].flatMap(([name, parts]) =>
    parts[0]?.name === name ? [{ ...(parts[0] as Element), name: `stk:${name}` }] : [el(`stk:${name}`, {}, ...parts)],
  )
}

/** In the order in which a real export has them. */
function cardElement(
  card: StockCardRecord,
  prices: boolean,
  percent: (rate: string) => string | undefined,
  idOf: (kind: string, name: string) => string,
): Element {
  const reference = (name: string, ids: string): Element | undefined =>
    ids === '' ? undefined : el(name, {}, el('typ:id', {}, idOf(name, ids)), el('typ:ids', {}, ids))
  const rate = (name: string, value: string): Element => el(name, { value: percent(value) }, value)
  return el(
    'lStk:stock',
    { version: '2.0' },
    el(
      'stk:stockHeader',
      {},
      el('stk:id', {}, String(card.id)),
      card.extId && el('stk:extId', {}, el('typ:ids', {}, card.extId.ids), el('typ:exSystemName', {}, card.extId.exSystemName)),
      el('stk:stockType', {}, card.stockType),
      el('stk:code', {}, card.code),
      textEl('stk:EAN', card.ean),
      el('stk:isSales', {}, String(card.isSales)),
      el('stk:isInternet', {}, String(card.isInternet)),
      rate('stk:purchasingRateVAT', card.purchasingRateVAT),
      rate('stk:sellingRateVAT', card.sellingRateVAT),
      el('stk:name', {}, card.name),
      textEl('stk:unit', card.unit),
      reference('stk:storage', card.storage),
      reference('stk:typePrice', card.typePrice),
      el('stk:purchasingPrice', { payVAT: String(card.purchasingPrice.payVAT) }, card.purchasingPrice.price),
      el('stk:sellingPrice', { payVAT: String(card.sellingPrice.payVAT) }, card.sellingPrice.price),
      el('stk:count', {}, withPoint(card.count)),
      el('stk:countReceivedOrders', {}, withPoint(card.countReceivedOrders)),
      el('stk:reservation', {}, withPoint(card.reservation)),
      el('stk:countIssuedOrders', {}, withPoint(card.countIssuedOrders)),
      el('stk:reclamation', {}, '0.0'),
      el('stk:service', {}, '0.0'),
      ...nested(Object.entries(card.texts)),
    ),
    !prices || card.prices.length === 0
      ? undefined
      : el(
          'stk:stockPriceItem',
          {},
          ...card.prices.map(({ ids, price }) =>
            el('stk:stockPrice', {}, el('typ:id', {}, idOf('price', ids)), el('typ:ids', {}, ids), el('typ:price', {}, price)),
          ),
        ),
  )
}
