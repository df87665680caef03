import { type Detail, duplicity, nothingDone, produced, refused } from './answers'
import { extIdOf, faultyRefusal, flatten, type ImportContext, missingIn, type Naming } from './import-parts'
import { messages } from './messages'
import { emptyCard, type NewStockCard, type StockCardRecord, type StockQuery, storeOf } from './stock-store'
import { child, type Element, textAt, type XmlNode } from './xml'

/** Stock cards: added, updated and deleted, by a filter, as stock.xsd and filter.xsd describe the actions. */

const naming: Naming = { prefix: 'stk', document: 'stock' }
const response = 'stk:stockItemResponse'

/** Filter → query; `undefined`: no filter. */
export function stockQuery(request: XmlNode | undefined): StockQuery | undefined {
  const filter = child(request, 'ftr:filter')
  if (filter === undefined) return undefined
  const query: StockQuery = {}
  const text = (name: string): string | undefined => textAt(filter, `ftr:${name}`)
  const id = text('id')
  if (id !== undefined) query.id = Number(id)
  const extId = extIdOf(child(filter, 'ftr:extId'))
  if (extId !== undefined) query.extId = extId
  const code = text('code')
  if (code !== undefined) query.code = code
  const ean = text('EAN')
  if (ean !== undefined) query.ean = ean
  const name = text('name')
  if (name !== undefined) query.name = name
  const storage = textAt(filter, 'ftr:storage', 'typ:ids')
  if (storage !== undefined) query.storage = storage
  const store = textAt(filter, 'ftr:store', 'typ:ids')
  if (store !== undefined) query.store = store
  const internet = text('internet')
  if (internet !== undefined) query.internet = internet === 'true'
  const changedSince = text('lastChanges')?.trim()
  if (changedSince !== undefined) query.changedSince = changedSince
  return query
}

export async function importStock(stock: XmlNode, itemId: string, context: ImportContext): Promise<Element> {
  const action = child(stock, 'stk:actionType')?.children[0]
  const header = child(stock, 'stk:stockHeader')
  if (context.checkDuplicity) {
    const record = context.store.remembered(context.packId, itemId)
    if (record !== undefined) return duplicity(itemId, messages.duplicity, record)
  }
  const query = stockQuery(action)
  const cards = query === undefined ? [] : context.store.stock.find(query)
  const names = [textAt(header, 'stk:code'), textAt(header, 'stk:name'), cards[0]?.code]
  const faulty = await faultyRefusal(context.stateDir, names)
  if (faulty.length > 0) return refused(itemId, response, faulty)
  const unsupported = action?.children.find((one) => one.name !== 'ftr:filter')
  if (unsupported !== undefined) return error(itemId, messages.unsupported(unsupported.name))
  // Whatever is to be done, it is done to one record.
  if (cards.length > 1) return error(itemId, messages.several)
  const [card] = cards
  const allowed = (name: 'add' | 'update'): boolean => action?.name === `stk:${name}` || action?.attributes.get(name) === 'true'

  if (action?.name === 'stk:delete') {
    if (card === undefined) return error(itemId, messages.notFound('zásoba'))
    context.store.stock.remove(card.id)
    return produced(itemId, response, { id: card.id, code: card.code, action: 'delete' }, [])
  }
  if (card !== undefined)
    return allowed('update') ? update(card, header, itemId, context) : nothingDone(itemId, response, messages.exists)
  if (action === undefined || allowed('add')) return add(header, itemId, context)
  return nothingDone(itemId, response, messages.notFound('zásoba'))
}

const error = (itemId: string, note: string): Element => refused(itemId, response, [{ state: 'error', note }])

function keep(card: StockCardRecord, action: 'add' | 'update', itemId: string, context: ImportContext): Element {
  const { store, packId, now } = context
  if (context.checkDuplicity)
    store.remember(packId, itemId, { agenda: 'zasoby', id: card.id, number: '', date: now.slice(0, 10) })
  const { extId } = card
  return produced(
    itemId,
    response,
    { id: card.id, code: card.code, extId: extId?.ids, exSystemName: extId?.exSystemName, action },
    [],
  )
}

function add(header: XmlNode | undefined, itemId: string, context: ImportContext): Element {
  const missing = missingIn(header, naming, ['stockType', 'name', 'storage', 'typePrice'])
  if (missing.length > 0) return refused(itemId, response, missing)
  const card = merged(
    { ...emptyCard, code: '', name: '', storage: '', typePrice: '', changedAt: '', prices: [] },
    header,
    context.now,
  )
  const wrong = refusalOf(card, undefined, context)
  if (wrong.length > 0) return refused(itemId, response, wrong)
  return context.store.transaction(() => keep(context.store.stock.insert(card), 'add', itemId, context))
}

function update(card: StockCardRecord, header: XmlNode | undefined, itemId: string, context: ImportContext): Element {
  const next = { ...merged(card, header, context.now), id: card.id }
  const wrong = refusalOf(next, card, context)
  if (wrong.length > 0) return refused(itemId, response, wrong)
  return context.store.transaction(() => {
    context.store.stock.update(next)
    return keep(next, 'update', itemId, context)
  })
}

/** A code is one card's within its store; the kind of a card stays (stock.xsd). */
function refusalOf(card: NewStockCard, before: StockCardRecord | undefined, { store, unit }: ImportContext): Detail[] {
  const found: Detail[] = []
  const refuse = (note: string): void => void found.push({ state: 'error', note })
  if (card.code !== '' && store.stock.find({ code: card.code, store: storeOf(card.storage) }).some(({ id }) => id !== before?.id))
    refuse(messages.codeExists(card.code))
  if (before !== undefined && before.stockType !== card.stockType) refuse(messages.stockTypeStays)
  const { stores, priceGroups } = unit.lists
  if (stores !== undefined && !stores.includes(storeOf(card.storage))) refuse(messages.notFound(`sklad ${card.storage}`))
  if (priceGroups !== undefined && !priceGroups.includes(card.typePrice))
    refuse(messages.notFound(`cenová skupina ${card.typePrice}`))
  return found
}

const ownColumns =
  /^(id|extId|stockType|code|EAN|isSales|isInternet|purchasingRateVAT|sellingRateVAT|name|unit|storage|typePrice|purchasingPrice|sellingPrice|count|reservation|countReceivedOrders|countIssuedOrders)(\/|$)/

/** The card with what the import says of it: only what is sent changes. */
function merged(card: NewStockCard, header: XmlNode | undefined, now: string): NewStockCard {
  const text = (name: string): string | undefined => child(header, `stk:${name}`)?.text
  const price = (name: 'purchasingPrice' | 'sellingPrice'): NewStockCard['sellingPrice'] | undefined => {
    const node = child(header, `stk:${name}`)
    return node && { price: node.text.trim() || '0', payVAT: /^(true|1)$/.test(node.attributes.get('payVAT') ?? 'false') }
  }
  const flag = (name: string): boolean | undefined => {
    const value = text(name)
    return value === undefined ? undefined : value === 'true'
  }
  const extId = extIdOf(child(header, 'stk:extId'))
  const ean = text('EAN')
  const unit = text('unit')
  const others = Object.fromEntries(Object.entries(flatten(header)).filter(([name]) => !ownColumns.test(name)))
  return {
    ...card,
    stockType: text('stockType') ?? card.stockType,
    code: text('code') ?? card.code,
    ...(ean !== undefined && { ean }),
    ...(extId && { extId }),
    name: text('name') ?? card.name,
    ...(unit !== undefined && { unit }),
    storage: textAt(header, 'stk:storage', 'typ:ids') ?? card.storage,
    typePrice: textAt(header, 'stk:typePrice', 'typ:ids') ?? card.typePrice,
    isSales: flag('isSales') ?? card.isSales,
    isInternet: flag('isInternet') ?? card.isInternet,
    purchasingRateVAT: text('purchasingRateVAT') || card.purchasingRateVAT,
    sellingRateVAT: text('sellingRateVAT') || card.sellingRateVAT,
    purchasingPrice: price('purchasingPrice') ?? card.purchasingPrice,
    sellingPrice: price('sellingPrice') ?? card.sellingPrice,
    texts: { ...card.texts, ...others },
    changedAt: now,
  }
}
