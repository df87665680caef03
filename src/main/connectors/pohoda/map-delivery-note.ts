import { problem } from '../../../shared/failure'
import type { ParsedDocument } from '../../engine/ports'
import { createFitter, hold } from '../wrap/fitter'
import { el, type XmlElement } from '../wrap/xml-writer'
import type { AgendaSettings } from './agenda-settings'
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

/**
 * A delivery note as a receipt (`pri:prijemka`) of who gets the goods, or an issue slip (`vyd:vydejka`) of who sends them. Pure. Source: prijemka.xsd,
 * vydejka.xsd. A receipt has no id of another system and no number of an order there: both stand in its internal note.
 */
export const mapDeliveryNote = (
  { itemId, payload: note }: ParsedDocument<'delivery-notes'>,
  settings: AgendaSettings,
  asText: ReadonlySet<string>,
): MappedTrade => {
  const { mapping } = settings
  const { as, series, text, stockItems, unknownGoods } = mapping.deliveryNotes
  const receipt = as === 'receipt'
  const fitter = createFitter()
  const ownSide = receipt ? note.buyer : note.supplier
  const context: TradeContext = {
    ...(receipt ? { prefix: 'pri', document: 'prijemka' } : { prefix: 'vyd', document: 'vydejka' }),
    fitter,
    trade: note,
    mapping,
    stockItems,
    asText,
    codeBesideCard: false,
    vatDate: note.dispatchedOn,
    ...booksOf(mapping.vatCountry ?? ownSide.address.country, note.currency),
    goods: [],
  }
  if (unknownGoods === 'hold' && stockItems !== 'text-lines') {
    const bare = note.lines.find(({ sku, ean }) => !(stockItems === 'by-ean' ? ean : sku)?.trim())
    if (bare) hold(problem('goods-code-missing', { line: bare.lineId, name: bare.name }))
  }
  const carrier = receipt ? undefined : carrierOf(context)
  const partnerIdentity = receipt ? supplierIdentity(context) : buyerIdentity(context)
  const { detail, summary, rounding } = bodyOf(context)
  const title = documentText(text, {
    number: note.number,
    orderNumber: note.orderNumber,
    partner: receipt ? note.supplier : note.buyer,
    itemId,
  })
  const extras = [
    title.namesNumber ? '' : `Dodací list: ${fitter.exact(note.number, 'number', 64)}`,
    receipt && note.orderNumber ? `Objednávka: ${fitter.exact(note.orderNumber, 'orderNumber', 64)}` : '',
    deliveryLine(context, carrier),
    ...(receipt ? receivedExtras(context) : []),
  ]
  const name = (element: string): string => `${context.prefix}:${element}`
  const issued: readonly (XmlElement | undefined)[] = receipt
    ? []
    : [
        extIdElement('vyd:extId', itemId, settings.exSystemName),
        textual('vyd:numberOrder', fitter.exact(note.orderNumber ?? '', 'orderNumber', 32)),
        ids('vyd:priceLevel', mapping.priceLevel),
        paymentElement(context),
        ids('vyd:carrier', carrier),
      ]
  const header = el(name(`${context.document}Header`), [
    ids(name('number'), series),
    el(name('date'), note.dispatchedOn),
    el(name('text'), fitter.text(title.text, 'text', 240)),
    partnerIdentity,
    ...issued,
    ...dimensions(context),
    textual(name('note'), fitter.block(note.note ?? '')),
    el(name('intNote'), internalNote(context, extras, itemId)),
  ])
  return {
    item: packItem(itemId, el(name(context.document), [header, detail, summary], { version: '2.0' })),
    notes: fitter.notes(),
    rounding,
    date: note.dispatchedOn,
    goods: context.goods,
    country: context.country,
  }
}
