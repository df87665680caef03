import { itemError, listAnswer } from './answers'
import { addressRecordElement, documentElement } from './document-answers'
import type { DocumentAgenda, DocumentQuery, DocumentRecord } from './document-store'
import { addressFits } from './import-address'
import { readFilter, readLimit } from './list-orders'
import { messages } from './messages'
import type { AccountingUnit } from './state'
import type { Store } from './store'
import { child, type Element, type XmlNode } from './xml'

/** Lists of receipts, issue slips, invoices and addresses. */

const agendaOf = (kind: string): DocumentAgenda | undefined =>
  kind === 'receivedInvoice' || kind === 'receivedCreditNotice'
    ? 'prijate_faktury'
    : kind === 'issuedInvoice' || kind === 'issuedCreditNotice'
      ? 'vydane_faktury'
      : undefined

export function listDocuments(request: XmlNode, itemId: string, store: Store, now: string): Element {
  const [, name = ''] = /^lst:list(\w+)Request$/.exec(request.name) ?? []
  const type = request.attributes.get('invoiceType')
  const query: DocumentQuery =
    type === undefined
      ? { agenda: name === 'Prijemka' ? 'prijemky' : 'vydejky' }
      : { kind: type, ...(agendaOf(type) && { agenda: agendaOf(type) as DocumentAgenda }) }
  if (type !== undefined && query.agenda === undefined) return itemError(itemId, messages.unsupported(type))
  const found = new Map<number, DocumentRecord>()
  let limit: Pick<DocumentQuery, 'idFrom' | 'count'> = {}
  for (const part of request.children) {
    if (part.name === 'lst:limit') limit = readLimit(part)
    if (part.name !== `lst:request${name}`) continue
    const other = part.children.find((one) => one.name !== 'ftr:filter')
    if (other !== undefined) return itemError(itemId, messages.unsupported(other.name))
    for (const one of store.documents.find({ ...readFilter(child(part, 'ftr:filter')), ...limit, ...query }))
      found.set(one.id, one)
    limit = {}
  }
  return listAnswer(itemId, `lst:list${name}`, now, [...found.values()].map(documentElement))
}

export function listAddresses(request: XmlNode, itemId: string, store: Store, unit: AccountingUnit, now: string): Element {
  const found = new Map<number, Element>()
  const limit = request.children.find((one) => one.name === 'lAdb:limit')
  if (limit !== undefined) return itemError(itemId, messages.unsupported('lAdb:limit'))
  for (const part of request.children.filter((one) => one.name === 'lAdb:requestAddressBook')) {
    const other = part.children.find((one) => one.name !== 'ftr:filter')
    if (other !== undefined) return itemError(itemId, messages.unsupported(other.name))
    const fits = addressFits(part) ?? (() => true)
    for (const address of store.addresses.all(unit.addressBook))
      if (fits(address)) found.set(address.id, addressRecordElement(address))
  }
  return listAnswer(itemId, 'lAdb:listAddressBook', now, [...found.values()])
}
