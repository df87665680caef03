import type { ParsedDocument } from '../../engine/ports'
import { createFitter } from '../wrap/fitter'
import { el, type XmlElement } from '../wrap/xml-writer'
import type { AgendaSettings } from './agenda-settings'
import { bankAccountOf } from './bank-account'
import { documentText } from './document-text'
import {
  bodyOf,
  booksOf,
  buyerIdentity,
  carrierOf,
  deliveryLine,
  dimensions,
  extIdElement,
  ids,
  internalNote,
  packItem,
  paymentElement,
  receivedExtras,
  supplierIdentity,
  type TradeContext,
  textual,
} from './trade'
import type { MappedTrade } from './trade-document'

const KINDS = {
  received: { invoice: 'receivedInvoice', 'credit-note': 'receivedCreditNotice' },
  issued: { invoice: 'issuedInvoice', 'credit-note': 'issuedCreditNotice' },
} as const

/** Both kinds of documents that one direction makes, as POHODA lists them. */
export const invoiceKinds = (direction: keyof typeof KINDS): readonly string[] => Object.values(KINDS[direction])

/** An invoice or credit note (`inv:invoice`), received or issued. Pure. Source: invoice.xsd. */
export const mapInvoice = (
  { itemId, payload: invoice }: ParsedDocument<'invoices'>,
  settings: AgendaSettings,
  asText: ReadonlySet<string>,
): MappedTrade => {
  const { mapping } = settings
  const rules = mapping.invoices
  const received = rules.direction === 'received'
  const fitter = createFitter()
  const ownSide = received ? invoice.buyer : invoice.supplier
  const context: TradeContext = {
    prefix: 'inv',
    document: 'invoice',
    fitter,
    trade: invoice,
    mapping,
    stockItems: rules.stockItems,
    asText,
    codeBesideCard: true,
    vatDate: invoice.taxPointOn,
    ...booksOf(mapping.vatCountry ?? ownSide.address.country, invoice.currency),
    goods: [],
  }
  const carrier = received ? undefined : carrierOf(context)
  const partnerIdentity = received ? supplierIdentity(context) : buyerIdentity(context)
  const { detail, summary, rounding } = bodyOf(context)
  const template = invoice.kind === 'credit-note' ? rules.creditText : rules.text
  const partner = received ? invoice.supplier : invoice.buyer
  const title = documentText(template, { number: invoice.number, orderNumber: invoice.orderNumber, partner, itemId })
  const bank = bankAccountOf(invoice.bankAccount ?? '', context.country)
  const extras = [
    title.namesNumber ? '' : `Doklad: ${fitter.exact(invoice.number, 'number', 64)}`,
    invoice.bankAccount && !(received && bank) ? `Účet: ${fitter.line(invoice.bankAccount)}` : '',
    deliveryLine(context, carrier),
    ...(received ? receivedExtras(context) : []),
  ]
  const number = fitter.exact(invoice.number, 'number', 32)
  const own: readonly (XmlElement | undefined)[] = received
    ? [
        ids('inv:number', rules.series),
        el('inv:originalDocument', number),
        bank && el('inv:paymentAccount', [el('typ:accountNo', bank.accountNo), el('typ:bankCode', bank.bankCode)]),
      ]
    : [
        el('inv:number', [
          rules.series === undefined ? undefined : el('typ:ids', rules.series),
          // The customer has it under this number: POHODA must not give it another.
          rules.numbers === 'document' ? el('typ:numberRequested', number, { checkDuplicity: 'true' }) : undefined,
        ]),
        ids('inv:account', rules.account),
        ids('inv:carrier', carrier),
      ]
  const header = el('inv:invoiceHeader', [
    extIdElement('inv:extId', itemId, settings.exSystemName),
    el('inv:invoiceType', KINDS[rules.direction][invoice.kind]),
    ...own,
    textual('inv:symVar', invoice.variableSymbol),
    el('inv:date', invoice.issuedOn),
    el('inv:dateTax', invoice.taxPointOn),
    el('inv:dateDue', invoice.dueOn),
    ids('inv:accounting', rules.accounting),
    ids('inv:classificationVAT', rules.classificationVAT),
    el('inv:text', fitter.text(title.text, 'text', 240)),
    partnerIdentity,
    textual('inv:numberOrder', fitter.exact(invoice.orderNumber ?? '', 'orderNumber', 32)),
    paymentElement(context),
    ...dimensions(context),
    textual('inv:note', fitter.block(invoice.note ?? '')),
    el('inv:intNote', internalNote(context, extras, itemId)),
  ])
  return {
    item: packItem(itemId, el('inv:invoice', [header, detail, summary], { version: '2.0' })),
    notes: fitter.notes(),
    rounding,
    date: invoice.issuedOn,
    goods: context.goods,
    country: context.country,
  }
}
