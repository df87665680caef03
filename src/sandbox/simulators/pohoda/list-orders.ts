import { itemError, orderList } from './answers'
import { extIdOf } from './import-parts'
import { messages } from './messages'
import type { OrderRecord } from './order-record'
import type { OrderQuery, Store } from './store'
import { child, type Element, textAt, type XmlNode } from './xml'

const texts = (node: XmlNode | undefined): string[] | undefined => node?.children.map((one) => one.text)

/** Answers a `listOrderRequest`. Filters by a query or by a user's saved filter are refused: they need the real program. */
export function listOrders(request: XmlNode, itemId: string, store: Store, now: string): Element {
  if (request.attributes.get('orderType') !== 'receivedOrder') return itemError(itemId, messages.unsupported('issuedOrder'))
  const found = new Map<number, OrderRecord>()
  let limit: Pick<OrderQuery, 'idFrom' | 'count'> = {}
  for (const part of request.children) {
    if (part.name === 'lst:limit') limit = readLimit(part)
    if (part.name !== 'lst:requestOrder') continue
    const other = part.children.find((one) => one.name !== 'ftr:filter')
    if (other !== undefined) return itemError(itemId, messages.unsupported(other.name))
    for (const order of store.find({ ...readFilter(child(part, 'ftr:filter')), ...limit })) found.set(order.id, order)
    limit = {}
  }
  return orderList(itemId, now, [...found.values()])
}

export function readLimit(limit: XmlNode): Pick<OrderQuery, 'idFrom' | 'count'> {
  const idFrom = textAt(limit, 'ftr:idFrom')
  const count = textAt(limit, 'ftr:count')
  return {
    ...(idFrom === undefined ? {} : { idFrom: Number(idFrom) }),
    ...(count === undefined ? {} : { count: Number(count) }),
  }
}

export function readFilter(filter: XmlNode | undefined): OrderQuery {
  const query: OrderQuery = {}
  const id = textAt(filter, 'ftr:id')
  if (id !== undefined) query.id = Number(id)
  const extId = extIdOf(child(filter, 'ftr:extId'))
  if (extId !== undefined) query.extId = extId
  const dateFrom = textAt(filter, 'ftr:dateFrom')?.trim()
  if (dateFrom !== undefined) query.dateFrom = dateFrom
  const dateTill = textAt(filter, 'ftr:dateTill')?.trim()
  if (dateTill !== undefined) query.dateTill = dateTill
  const numbers = child(filter, 'ftr:selectedNumbers')?.children.flatMap((one) => textAt(one, 'typ:numberRequested') ?? [])
  if (numbers !== undefined) query.numbers = numbers
  const icos = texts(child(filter, 'ftr:selectedIco'))
  if (icos !== undefined) query.icos = icos
  const companies = texts(child(filter, 'ftr:selectedCompanys'))
  if (companies !== undefined) query.companies = companies
  const changedSince = textAt(filter, 'ftr:lastChanges')?.trim()
  if (changedSince !== undefined) query.changedSince = changedSince
  return query
}
