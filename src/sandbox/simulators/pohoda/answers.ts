import type { AccountingUnit } from './state'
import type { OrderRecord, Remembered } from './store'
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

/** The answer to an order that was not taken for a business reason: the item itself is `ok`, the order's own state is `error`. */
export const orderRefused = (id: string, list: readonly Detail[]): Element =>
  packItem(id, 'ok', undefined, el('ord:orderResponse', { version: '2.0', state: 'error' }, details(list)))

export const orderProduced = (id: string, order: OrderRecord, action: 'add' | 'delete', list: readonly Detail[]): Element =>
  packItem(
    id,
    'ok',
    undefined,
    el(
      'ord:orderResponse',
      { version: '2.0', state: 'ok' },
      details(list),
      el(
        'rdc:producedDetails',
        {},
        el('rdc:id', {}, String(order.id)),
        el('rdc:number', {}, order.number),
        el('rdc:actionType', {}, action),
        order.extId === undefined || order.exSystemName === undefined
          ? undefined
          : el('rdc:extId', {}, el('typ:ids', {}, order.extId), el('typ:exSystemName', {}, order.exSystemName)),
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
        el('rsp:agendaType', {}, 'prijate_objednavky'),
        el('rsp:dateCreate', {}, record.date),
        textEl('rsp:id', record.id?.toString()),
        el('rsp:number', {}, record.number),
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
      : el('ord:orderDetail', {}, ...order.lines.map((line) => lineElement(line, order.totals.currency))),
  )

const addressPart = (name: string, value: string): Element =>
  name === 'country' ? el('typ:country', {}, el('typ:ids', {}, value)) : el(`typ:${name}`, {}, value)

const lineElement = (line: OrderRecord['lines'][number], currency: string): Element =>
  el(
    'ord:orderItem',
    {},
    el('ord:id', {}, String(line.id)),
    textEl('ord:extId', line.extId),
    textEl('ord:text', line.text),
    el('ord:quantity', {}, withPoint(line.quantity)),
    el('ord:delivered', {}, '0.0'),
    textEl('ord:unit', line.unit),
    el('ord:coefficient', {}, '1.0'),
    el('ord:payVAT', {}, String(line.payVAT)),
    el('ord:rateVAT', { value: line.percentVAT }, line.rateVAT),
    el('ord:discountPercentage', {}, withPoint(line.discountPercentage)),
    el(
      currency === '' ? 'ord:homeCurrency' : 'ord:foreignCurrency',
      {},
      el('typ:unitPrice', {}, line.unitPrice),
      el('typ:price', {}, line.net),
      el('typ:priceVAT', {}, line.vat),
      el('typ:priceSum', {}, line.gross),
    ),
    textEl('ord:note', line.note),
    textEl('ord:code', line.code ?? line.stockCode),
  )

/** POHODA writes its floats with a decimal point always. */
const withPoint = (value: string): string => (value.includes('.') ? value : `${value}.0`)

export const orderList = (id: string, now: string, orders: readonly OrderRecord[]): Element =>
  packItem(
    id,
    'ok',
    undefined,
    el(
      'lst:listOrder',
      { version: '2.0', dateTimeStamp: now, dateValidFrom: now.slice(0, 10), state: 'ok' },
      ...orders.map(orderElement),
    ),
  )

export const unitList = (id: string, now: string, units: readonly AccountingUnit[]): Element =>
  packItem(
    id,
    'ok',
    undefined,
    el(
      'acu:listAccountingUnit',
      { version: '2.0', dateTimeStamp: now, dateValidFrom: now.slice(0, 10), state: 'ok' },
      ...units.map((unit, index) =>
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
