import type { OrderRecord } from './order-record'
import type { AccountingUnit } from './state'
import type { Remembered } from './store'
import { type Element, el, textEl } from './xml'

/** The shapes of POHODA's answers (response.xsd, documentresponse.xsd, list.xsd). */

export const programVersion = '13907.6 SQL (12.3.2025)'

/** One line of "details of processing". `errno` is left out where the real number is not known. */
export interface Detail {
  state: 'warning' | 'error'
  errno?: number
  note: string
  xpath?: string
  requested?: string
  produced?: string
}

export const packItem = (id: string, state: 'ok' | 'error', note: string | undefined, ...content: Element[]): Element =>
  el('rsp:responsePackItem', { version: '2.0', id, state, note }, ...content)

export const itemError = (id: string, note: string): Element => packItem(id, 'error', note)

const details = (list: readonly Detail[]): Element | undefined =>
  list.length === 0
    ? undefined
    : el(
        'rdc:importDetails',
        {},
        ...list.map((one) =>
          el(
            'rdc:detail',
            {},
            el('rdc:state', {}, one.state),
            textEl('rdc:errno', one.errno?.toString()),
            el('rdc:note', {}, one.note),
            textEl('rdc:XPath', one.xpath),
            one.xpath === undefined ? undefined : textEl('rdc:valueRequested', one.requested),
            one.xpath === undefined ? undefined : textEl('rdc:valueProduced', one.produced),
          ),
        ),
      )

/** The answer to a document that was not taken for a business reason: the item itself is `ok`, the document's own state is `error`. */
export const refused = (id: string, response: string, list: readonly Detail[]): Element =>
  packItem(id, 'ok', undefined, el(response, { version: '2.0', state: 'error' }, details(list)))

/** Neither taken nor refused: there was nothing to do. */
export const nothingDone = (id: string, response: string, note: string): Element =>
  packItem(id, 'ok', undefined, el(response, { version: '2.0', state: 'ok' }, details([{ state: 'warning', note }])))

export interface Produced {
  id: number
  number?: string | undefined
  code?: string | undefined
  extId?: string | undefined
  exSystemName?: string | undefined
  action: 'add' | 'update' | 'delete'
}

/** `response`: the element that answers for this kind of document, e.g. `ord:orderResponse`. */
export const produced = (id: string, response: string, record: Produced, list: readonly Detail[]): Element =>
  packItem(
    id,
    'ok',
    undefined,
    el(
      response,
      { version: '2.0', state: 'ok' },
      details(list),
      el(
        'rdc:producedDetails',
        {},
        el('rdc:id', {}, String(record.id)),
        textEl('rdc:number', record.number),
        textEl('rdc:code', record.code),
        el('rdc:actionType', {}, record.action),
        record.extId === undefined || record.exSystemName === undefined
          ? undefined
          : el('rdc:extId', {}, el('typ:ids', {}, record.extId), el('typ:exSystemName', {}, record.exSystemName)),
      ),
    ),
  )

export const duplicity = (id: string, note: string, record: Remembered): Element =>
  packItem(
    id,
    'error',
    note,
    el(
      'rsp:errorDetail',
      {},
      el(
        'rsp:recordDuplicity',
        {},
        el('rsp:agendaType', {}, record.agenda),
        el('rsp:dateCreate', {}, record.date),
        textEl('rsp:id', record.id?.toString()),
        textEl('rsp:number', record.number || undefined),
      ),
    ),
  )

const orderElement = (order: OrderRecord): Element =>
  el(
    'lst:order',
    { version: '2.0' },
    el(
      'ord:orderHeader',
      {},
      el('ord:id', {}, String(order.id)),
      order.extId === undefined || order.exSystemName === undefined
        ? undefined
        : el(
            'ord:extId',
            {},
            el('typ:ids', {}, order.extId),
            el('typ:exSystemName', {}, order.exSystemName),
            textEl('typ:exSystemText', order.exSystemText),
          ),
      el('ord:orderType', {}, 'receivedOrder'),
      el('ord:number', {}, el('typ:numberRequested', {}, order.number)),
      textEl('ord:numberOrder', order.numberOrder),
      el('ord:date', {}, order.date),
      textEl('ord:dateFrom', order.dateFrom),
      textEl('ord:dateTo', order.dateTo),
      textEl('ord:text', order.text),
      el(
        'ord:partnerIdentity',
        {},
        textEl('typ:id', order.partnerId?.toString()),
        el('typ:address', {}, ...Object.entries(order.partner).map(([name, value]) => addressPart(name, value))),
      ),
      el('ord:isExecuted', {}, 'false'),
      el('ord:isDelivered', {}, 'false'),
      textEl('ord:note', order.note),
      textEl('ord:intNote', order.intNote),
    ),
    order.lines.length === 0
      ? undefined
      : el('ord:orderDetail', {}, ...order.lines.map((line) => lineElement(line, order.totals.currency, 'ord'))),
  )

export const addressPart = (name: string, value: string): Element =>
  name === 'country' ? el('typ:country', {}, el('typ:ids', {}, value)) : el(`typ:${name}`, {}, value)

/** A line in a list, by the prefix of its document. */
export const lineElement = (line: OrderRecord['lines'][number], currency: string, prefix: string): Element =>
  el(
    `${prefix}:${items[prefix] ?? ''}Item`,
    {},
    el(`${prefix}:id`, {}, String(line.id)),
    textEl(`${prefix}:extId`, line.extId),
    textEl(`${prefix}:text`, line.text),
    el(`${prefix}:quantity`, {}, withPoint(line.quantity)),
    prefix === 'ord' ? el('ord:delivered', {}, '0.0') : undefined,
    textEl(`${prefix}:unit`, line.unit),
    el(`${prefix}:coefficient`, {}, '1.0'),
    el(`${prefix}:payVAT`, {}, String(line.payVAT)),
    el(`${prefix}:rateVAT`, { value: line.percentVAT }, line.rateVAT),
    el(`${prefix}:discountPercentage`, {}, withPoint(line.discountPercentage)),
    el(
      currency === '' ? `${prefix}:homeCurrency` : `${prefix}:foreignCurrency`,
      {},
      el('typ:unitPrice', {}, line.unitPrice),
      el('typ:price', {}, line.net),
      el('typ:priceVAT', {}, line.vat),
      el('typ:priceSum', {}, line.gross),
    ),
    textEl(`${prefix}:note`, line.note),
    textEl(`${prefix}:code`, line.code ?? line.stockCode),
  )
const items: Readonly<Record<string, string>> = { ord: 'order', pri: 'prijemka', vyd: 'vydejka', inv: 'invoice' }

/** POHODA writes its floats with a decimal point always. */
export const withPoint = (value: string): string => (value.includes('.') ? value : `${value}.0`)

/** A list answer: `name` is its element, e.g. `lst:listOrder`. */
export const listAnswer = (id: string, name: string, now: string, records: readonly Element[]): Element =>
  packItem(
    id,
    'ok',
    undefined,
    el(name, { version: '2.0', dateTimeStamp: now, dateValidFrom: now.slice(0, 10), state: 'ok' }, ...records),
  )

/** The same of records that are read when they are written. */
export const longListAnswer = (id: string, name: string, now: string, rest: NonNullable<Element['rest']>): Element => {
  const attributes = { version: '2.0', dateTimeStamp: now, dateValidFrom: now.slice(0, 10), state: 'ok' }
  return packItem(id, 'ok', undefined, { ...el(name, attributes), rest })
}

export const orderList = (id: string, now: string, orders: readonly OrderRecord[]): Element =>
  listAnswer(id, 'lst:listOrder', now, orders.map(orderElement))

export const unitList = (id: string, now: string, units: readonly AccountingUnit[]): Element =>
  listAnswer(
    id,
    'acu:listAccountingUnit',
    now,
    units.map((unit, index) =>
      el(
        'acu:itemAccountingUnit',
        {},
        el('acu:id', {}, String(index + 1)),
        el('acu:year', {}, String(unit.year)),
        el('acu:yearType', {}, 'calendar'),
        el('acu:dateFrom', {}, `${unit.year}-01-01`),
        el('acu:dateTo', {}, `${unit.year}-12-31`),
        el('acu:unitType', {}, 'doubleEntry'),
        el('acu:stateType', {}, 'legalPerson'),
        el(
          'acu:accountingUnitIdentity',
          {},
          el('typ:address', {}, el('typ:company', {}, unit.company), el('typ:ico', {}, unit.ico)),
        ),
        el('acu:dataFile', {}, unit.database),
        el('acu:key', {}, unit.key),
      ),
    ),
  )

export const responsePack = (
  state: 'ok' | 'error',
  attributes: { id: string; note?: string; ico?: string; key?: string; now: string },
  items: readonly Element[],
): Element =>
  el(
    'rsp:responsePack',
    {
      version: '2.0',
      id: attributes.id,
      state,
      // Empty with the real program; here it says that no POHODA took these orders.
      note: attributes.note ?? 'POHODA simulator',
      programVersion,
      ico: attributes.ico,
      key: attributes.key,
      dateTimeStamp: attributes.now,
    },
    ...items,
  )
