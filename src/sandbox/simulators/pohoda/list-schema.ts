import { requestAddressBook } from './address-schema'
import { invoiceTypes } from './invoice-schema'
import { all, foreign, type SimpleType, sequence, type Type, text, withAttributes } from './schema'
import * as typ from './schema-types'
import { anyText, dateTime, empty, oneOf, upTo } from './simple-types'
import { requestStock } from './stock-schema'

/** What list.xsd, list_addBook.xsd and filter.xsd demand of the requests for lists that the simulator answers. */

/** A request may hold up to 255 of these. */
export const listRequest = (
  names: { limit: string; request: string; restriction: string },
  request: Type,
  attributes: Record<string, SimpleType>,
): Type =>
  withAttributes(
    sequence({ [`${names.limit}?`]: typ.limit, [names.request]: request, [`${names.restriction}?`]: foreign }, 255),
    attributes,
  )

const documentFilter = all({
  'ftr:filter?': all({
    'ftr:id?': typ.id,
    'ftr:extId?': typ.extId,
    'ftr:dateFrom?': typ.dateType,
    'ftr:dateTill?': typ.dateType,
    'ftr:selectedNumbers?': sequence({ 'ftr:number+': typ.number }),
    'ftr:selectedCompanys?': sequence({ 'ftr:company+': typ.string(255) }),
    'ftr:selectedIco?': sequence({ 'ftr:ico+': typ.string(15) }),
    'ftr:lastChanges?': text(dateTime),
  }),
  'ftr:queryFilter?': foreign,
  'ftr:userFilterName?': typ.anyString,
})
const listOfDocuments = (request: string, attributes: Record<string, SimpleType>): Type =>
  listRequest({ limit: 'lst:limit', request: `lst:${request}`, restriction: 'lst:restrictionData' }, documentFilter, {
    'version!': typ.version20,
    ...attributes,
    extSystem: upTo(64),
  })

/** What of a card is not to be listed (list_stock.xsd). */
const stockRestriction = all(
  Object.fromEntries(
    [
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
      'stockPriceItem',
      'stockParameters',
      'attachments',
    ].map((name) => [`lStk:${name}?`, typ.flagWithDefault]),
  ),
)

export const listRequests: Readonly<Record<string, Type>> = {
  'lst:listOrderRequest': listOfDocuments('requestOrder', {
    'orderType!': oneOf('issuedOrder', 'receivedOrder'),
    'orderVersion!': typ.version20,
  }),
  'lst:listPrijemkaRequest': listOfDocuments('requestPrijemka', { 'prijemkaVersion!': typ.version20 }),
  'lst:listVydejkaRequest': listOfDocuments('requestVydejka', { 'vydejkaVersion!': typ.version20 }),
  'lst:listInvoiceRequest': listOfDocuments('requestInvoice', {
    'invoiceType!': oneOf(...invoiceTypes),
    'invoiceVersion!': typ.version20,
  }),
  'lAdb:listAddressBookRequest': listRequest(
    { limit: 'lAdb:limit', request: 'lAdb:requestAddressBook', restriction: 'lAdb:restrictionData' },
    requestAddressBook,
    { 'version!': typ.version20, 'addressBookVersion!': typ.version20, extSystem: upTo(64) },
  ),
  'lStk:listStockRequest': withAttributes(
    sequence({ 'lStk:limit?': typ.limit, 'lStk:requestStock': requestStock, 'lStk:restrictionData?': stockRestriction }, 255),
    { 'version!': typ.version20, 'stockVersion!': oneOf('2.0', '2.1') },
  ),
  'acu:listAccountingUnitRequest': withAttributes(text(empty), { 'version!': anyText }),
}
