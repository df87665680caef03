import type { InwardAgenda } from '../../../shared/documents/agenda'
import { el, type XmlElement } from '../wrap/xml-writer'
import type { AgendaMapping } from './agenda-settings'
import { invoiceKinds } from './map-invoice'
import { itemBytes } from './pack'

/** Lists that POHODA is asked for, and how it answers. Source: list.xsd, list_stock.xsd, list_addBook.xsd. */
export interface List {
  request: string
  /** The part of the request that holds the filter. */
  filtered: string
  attributes: Readonly<Record<string, string>>
  /** Element of the answer, as `response.ts` calls it. */
  answer: string
}

const ofDocuments = (name: string, attributes: Readonly<Record<string, string>>): List => ({
  request: `lst:list${name}Request`,
  filtered: `lst:request${name}`,
  attributes: { version: '2.0', ...attributes },
  answer: `list:list${name}`,
})
export const ORDERS: List = ofDocuments('Order', { orderType: 'receivedOrder', orderVersion: '2.0' })
const RECEIPTS = ofDocuments('Prijemka', { prijemkaVersion: '2.0' })
const ISSUE_SLIPS = ofDocuments('Vydejka', { vydejkaVersion: '2.0' })
export const CARDS: List = {
  request: 'lStk:listStockRequest',
  filtered: 'lStk:requestStock',
  attributes: { version: '2.0', stockVersion: '2.0' },
  answer: 'list_stock:listStock',
}
export const ADDRESSES: List = {
  request: 'lAdb:listAddressBookRequest',
  filtered: 'lAdb:requestAddressBook',
  attributes: { version: '2.0', addressBookVersion: '2.0' },
  answer: 'list_addBook:listAddressBook',
}

/** In which lists a document of this agenda may stand: POHODA lists invoices and credit notes apart. None: it is not looked up by its item. */
export const listsOf = (agenda: InwardAgenda, { deliveryNotes, invoices }: AgendaMapping): readonly List[] => {
  switch (agenda) {
    case 'orders':
      return [ORDERS]
    case 'delivery-notes':
      return [deliveryNotes.as === 'receipt' ? RECEIPTS : ISSUE_SLIPS]
    case 'invoices':
      return invoiceKinds(invoices.direction).map((invoiceType) => ofDocuments('Invoice', { invoiceType, invoiceVersion: '2.0' }))
    default:
      return []
  }
}

/** One question; its id is its place in the pack. */
export const questionItem = ({ request, filtered, attributes }: List, filter: readonly XmlElement[], place: number): Buffer =>
  itemBytes(
    el('dat:dataPackItem', [el(request, [el(filtered, [el('ftr:filter', filter)])], attributes)], {
      version: '2.0',
      id: String(place),
    }),
  )

/** Asks for the record that carries our id. */
export const lookupItem = (list: List, itemId: string, exSystemName: string, place: number): Buffer =>
  questionItem(list, [el('ftr:extId', [el('typ:ids', itemId), el('typ:exSystemName', exSystemName)])], place)

/** Dates `YYYY-MM-DD`, both included; without `till`: all since. */
export interface DateRange {
  from: string
  till?: string
}

/** Asks for all documents of some dates: the filters that versions before 2024 have. */
export const listOfDatesItem = (list: List, { from, till }: DateRange, place: number): Buffer =>
  questionItem(list, [el('ftr:dateFrom', from), ...(till === undefined ? [] : [el('ftr:dateTill', till)])], place)
