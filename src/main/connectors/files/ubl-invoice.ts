import { dec, format, ZERO } from '../../../shared/documents/decimal'
import type { Invoice } from '../../../shared/documents/invoice'
import type { Line } from '../../../shared/documents/line'
import type { PaymentMethod } from '../../../shared/documents/order'
import { problem } from '../../../shared/failure'
import type { Note, ParsedDocument } from '../../engine/ports'
import { unicode } from '../wrap/fit-text'
import { createFitter, hold } from '../wrap/fitter'
import { el, type XmlElement } from '../wrap/xml-writer'
import type { FilesMapping } from './settings'
import {
  addressOf,
  amount,
  type Context,
  chargeOf,
  itemOf,
  lineAllowance,
  monetaryTotal,
  NAME_LIMIT,
  noteOf,
  PAYMENT_WORDS,
  party,
  taxCategory,
  textual,
  totalVat,
  unitCode,
  written,
} from './ubl-parts'

/**
 * An invoice as UBL 2.1 Invoice by Peppol BIS Billing 3 (UBL-Invoice-2.1.xsd). A credit note is one with sums below zero, as BIS Billing
 * allows (4.6, "Negative invoices and credit notes"): UBL's own CreditNote can't be tried without its schema.
 */
const CUSTOMIZATION = 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0'
const PROFILE = 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0'
/** UN/ECE 1001: 380 is an invoice. 381, a credit note, may stand in UBL's CreditNote only. */
const INVOICE_TYPE = '380'

/** UN/ECE 4461. A transfer (30) needs an account; 1 says that the way isn't defined, and the words tell it. */
const MEANS: Readonly<Record<PaymentMethod, string>> = {
  'bank-transfer': '30',
  cash: '10',
  card: '48',
  'cash-on-delivery': '10',
  other: '1',
}

const paymentMeans = ({ fitter }: Context, invoice: Invoice): XmlElement => {
  const { paymentMethod, variableSymbol = '', bankAccount = '' } = invoice
  const account = fitter.exact(bankAccount, 'bankAccount', NAME_LIMIT)
  const code = paymentMethod === 'bank-transfer' && account === '' ? MEANS.other : MEANS[paymentMethod]
  return el('cac:PaymentMeans', [
    el('cbc:PaymentMeansCode', code, { name: PAYMENT_WORDS[paymentMethod] }),
    textual('cbc:PaymentID', variableSymbol),
    account === '' ? undefined : el('cac:PayeeFinancialAccount', [el('cbc:ID', account)]),
  ])
}

const deliveryOf = (context: Context, { deliverTo }: Invoice): XmlElement | undefined =>
  deliverTo &&
  el('cac:Delivery', [
    el('cac:DeliveryLocation', [addressOf(context, 'cac:Address', deliverTo.address, 'deliverTo')]),
    el('cac:DeliveryParty', [
      el('cac:PartyName', [el('cbc:Name', context.fitter.text(deliverTo.name, 'deliverTo.name', NAME_LIMIT))]),
    ]),
  ])

const taxTotal = (context: Context): XmlElement =>
  el('cac:TaxTotal', [
    amount(context, 'cbc:TaxAmount', totalVat(context)),
    ...context.document.totals.vat.map((entry) =>
      el('cac:TaxSubtotal', [
        amount(context, 'cbc:TaxableAmount', entry.base),
        amount(context, 'cbc:TaxAmount', entry.amount),
        taxCategory('cac:TaxCategory', entry.percent),
      ]),
    ),
  ])

/** The same line with a price that is not below zero: EN 16931 (BR-27) wants the sign at the quantity. */
const withoutNegativePrice = (line: Line): Line => {
  const price = dec(line.unitPriceNet)
  if (!price.lt(ZERO)) return line
  return { ...line, unitPriceNet: format(price.abs()), quantity: format(dec(line.quantity).times(dec('-1'))) }
}

const invoiceLine = (context: Context, asReceived: Line): XmlElement => {
  const line = withoutNegativePrice(asReceived)
  return el('cac:InvoiceLine', [
    el('cbc:ID', line.lineId),
    textual('cbc:Note', context.fitter.block(line.note ?? '')),
    el('cbc:InvoicedQuantity', line.quantity, { unitCode: unitCode(context, line) }),
    amount(context, 'cbc:LineExtensionAmount', line.totalNet),
    lineAllowance(context, line),
    itemOf(context, line, [taxCategory('cac:ClassifiedTaxCategory', line.vatPercent)]),
    el('cac:Price', [amount(context, 'cbc:PriceAmount', line.unitPriceNet)]),
  ])
}

/** One invoice or credit note → bytes, and what was adjusted. Throws `Failure` for one that must be held. */
export function ublInvoice(
  { itemId, payload: invoice }: ParsedDocument<'invoices'>,
  mapping: FilesMapping,
): { bytes: Buffer; notes: readonly Note[] } {
  const fitter = createFitter(unicode)
  const context: Context = { fitter, document: invoice, mapping }
  // Its kind is told by the sign alone; with sums above zero it would be taken for an invoice.
  if (invoice.kind === 'credit-note' && dec(invoice.totals.payable).gt(ZERO))
    hold(problem('value-not-representable', { field: 'totals.payable', value: invoice.totals.payable }))
  const orderNumber = fitter.exact(invoice.orderNumber ?? '', 'orderNumber', NAME_LIMIT)
  return written(
    'Invoice',
    [
      el('cbc:CustomizationID', CUSTOMIZATION),
      el('cbc:ProfileID', PROFILE),
      el('cbc:ID', fitter.exact(invoice.number, 'number', NAME_LIMIT)),
      el('cbc:IssueDate', invoice.issuedOn),
      el('cbc:DueDate', invoice.dueOn),
      el('cbc:InvoiceTypeCode', INVOICE_TYPE),
      noteOf(context, invoice.kind === 'credit-note' ? ['Opravný daňový doklad (dobropis)'] : []),
      el('cbc:TaxPointDate', invoice.taxPointOn),
      el('cbc:DocumentCurrencyCode', invoice.currency),
      orderNumber === '' ? undefined : el('cac:OrderReference', [el('cbc:ID', orderNumber)]),
      // By this the receiver knows an invoice that it has already.
      ...[[itemId, 'Business Integrator item'] as const, [invoice.invoiceId, 'Business Integrator invoice'] as const].map(
        ([id, what]) => el('cac:AdditionalDocumentReference', [el('cbc:ID', id), el('cbc:DocumentDescription', what)]),
      ),
      el('cac:AccountingSupplierParty', [party(context, invoice.supplier, 'supplier')]),
      el('cac:AccountingCustomerParty', [party(context, invoice.buyer, 'buyer')]),
      deliveryOf(context, invoice),
      paymentMeans(context, invoice),
      ...(invoice.charges ?? []).map((charge) => chargeOf(context, charge)),
      taxTotal(context),
      monetaryTotal(context, 'cac:LegalMonetaryTotal'),
      ...invoice.lines.map((line) => invoiceLine(context, line)),
    ],
    fitter,
  )
}
