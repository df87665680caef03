import type { Invoice } from '../../../shared/documents/invoice'
import { problem } from '../../../shared/failure'
import type { ParsedDocument } from '../../engine/ports'
import { unicode } from '../wrap/fit-text'
import { createFitter, type Fitter, hold } from '../wrap/fitter'
import type { GoodsRule, LineContext } from './map-line'
import { deliveryFields, dimensions, noteOf, partnerFields, partyLine, paymentForm, wayOfDelivery } from './map-partner'
import { booksOf, pricedLines } from './map-priced'
import type { MappedDocument } from './mapped'
import { cardsForLines } from './new-cards'
import { byCode, externalId, type FlexiRecord, filled, ISSUED_INVOICES, RECEIVED_INVOICES } from './record'
import type { FlexiSettings, Mapping } from './settings'

/**
 * An invoice or credit note as ABRA Flexi's `faktura-prijata` of the company that it comes to, or `faktura-vydana` of the one that issued it. Pure.
 * Throws `Failure` for a document that must be held.
 */

const goodsOf = ({ invoices: { goods, unknownGoods }, stock }: Mapping): GoodsRule => ({
  find: goods === 'text-lines' ? 'not' : goods,
  unknown: unknownGoods,
  stock,
  reserve: false,
})

/** `19-2000145399/0800` has a code of the bank behind it, which is a list of ABRA Flexi's; the rest is taken as it stands. */
function accountFields(fitter: Fitter, account: string): FlexiRecord {
  const whole = fitter.exact(account, 'bankAccount', 255)
  if (/^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.test(whole.replaceAll(' ', ''))) return { iban: whole.replaceAll(' ', '') }
  const [, number, bank] = /^((?:\d{1,6}-)?\d{2,10})\/(\d{4})$/.exec(whole) ?? []
  return number && bank ? { buc: number, smerKod: `code:${bank}`, 'smerKod@if-not-found': 'null' } : filled({ buc: whole })
}

const typeOf = ({ kind }: Invoice, { documentType, creditNoteType }: Mapping['invoices']): string =>
  kind === 'invoice' ? documentType : (creditNoteType ?? hold(problem('mapping-incomplete', { field: 'creditNoteType' })))

export const mapInvoice = (
  { itemId, payload: invoice }: ParsedDocument<'invoices'>,
  { externalSystem, mapping }: Pick<FlexiSettings, 'externalSystem' | 'mapping'>,
): MappedDocument => {
  const fitter = createFitter(unicode)
  const isReceived = mapping.invoices.direction === 'received'
  const { country, foreign } = booksOf(invoice.currency, isReceived ? invoice.buyer : invoice.supplier, mapping)
  const documentId = externalId(externalSystem, itemId)
  const partner = isReceived
    ? partnerFields(fitter, invoice.supplier, 'supplier', mapping.partner)
    : partnerFields(fitter, invoice.buyer, 'buyer', mapping.partner)
  // A received invoice has no postal address: it is the company's own.
  const delivery = isReceived ? {} : deliveryFields(fitter, invoice.deliverTo)
  const context: LineContext = {
    fitter,
    mapping,
    goods: goodsOf(mapping),
    country,
    vatDate: invoice.taxPointOn,
    foreign,
    gross: invoice.pricesIncludeVat === true,
    documentId,
  }
  const { lines, rounding, expected } = pricedLines(invoice, context, isReceived ? 'line' : 'header')
  const way = wayOfDelivery(fitter, invoice, mapping)
  const number = fitter.exact(invoice.number, 'number', 40)
  const title = invoice.kind === 'credit-note' ? 'Dobropis' : 'Faktura'
  const record: FlexiRecord = {
    id: documentId,
    '@update': 'fail',
    typDokl: `code:${typeOf(invoice, mapping.invoices)}`,
    ...filled({
      cisDosle: number,
      varSym: invoice.variableSymbol,
      cisObj: fitter.exact(invoice.orderNumber ?? '', 'orderNumber', 2000),
      datVyst: invoice.issuedOn,
      duzpPuv: invoice.taxPointOn,
      datSplat: invoice.dueOn,
      popis: `${title} ${number}`,
      mena: `code:${invoice.currency}`,
    }),
    ...partner,
    ...delivery,
    // Where the money goes to is said by the supplier; on an issued invoice it is the company's own account.
    ...(isReceived && invoice.bankAccount ? accountFields(fitter, invoice.bankAccount) : {}),
    ...filled({ formaUhradyCis: byCode(paymentForm(invoice, mapping)) }),
    ...way,
    ...dimensions(mapping),
    // A discount of the linked company must not change agreed prices.
    slevaDokl: '0',
    ...rounding,
    poznam: noteOf(fitter, invoice, mapping, itemId, [
      isReceived && invoice.deliverTo ? `Místo dodání: ${partyLine(fitter, invoice.deliverTo)}` : '',
    ]),
    [isReceived ? RECEIVED_INVOICES.lines : ISSUED_INVOICES.lines]: lines,
  }
  return {
    record,
    expected,
    notes: fitter.notes(),
    country,
    newCards:
      context.goods.find !== 'not' && context.goods.unknown === 'create' ? cardsForLines(context, invoice.lines, mapping) : [],
  }
}
