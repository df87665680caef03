import { type Decimal, dec, format, roundTo, sum, within } from '../../../shared/documents/decimal'
import type { Line } from '../../../shared/documents/line'
import { problem } from '../../../shared/failure'
import type { ParsedDocument } from '../../engine/ports'
import { unicode } from '../wrap/fit-text'
import { createFitter, hold } from '../wrap/fitter'
import { goodsKey, type LineContext, lineTexts } from './map-line'
import { deliveryFields, dimensions, noteOf, partnerFields, partyLine, wayOfDelivery } from './map-partner'
import { booksOf } from './map-priced'
import type { MappedDocument } from './mapped'
import { cardsForLines } from './new-cards'
import { byCode, externalId, type FlexiRecord, filled, MOVEMENTS } from './record'
import { type FlexiSettings, movementStock } from './settings'
import { plain } from './sums'

/**
 * A delivery note as ABRA Flexi's `skladovy-pohyb`: a receipt of the company that the goods come to, or an issue of the one that sends them.
 * Pure. Its lines are cards of the price list only, with a price and no VAT, so charges have no place and goods without a code none either.
 * Throws `Failure` for a document that must be held.
 */

const CENT = dec('0.01')
/** `cenaMj` has 6 decimals. */
const PRICE_PLACES = 6

/**
 * The price without VAT of which quantity times price is the line's own total: the agreed one where it is, else the total divided by the
 * quantity, because a movement knows no discount and no prices with VAT.
 */
function priceOf(line: Line): { price: string; computed: Decimal } {
  const quantity = dec(line.quantity)
  const total = dec(line.totalNet)
  const of = (price: Decimal): Decimal => roundTo(price.times(quantity), 2)
  const agreed = dec(line.unitPriceNet)
  if (of(agreed).eq(total) || quantity.eq(dec('0'))) return { price: plain(line.unitPriceNet), computed: of(agreed) }
  const exact = roundTo(total.div(quantity), PRICE_PLACES)
  // Times very many pieces, six decimals are too few.
  if (!within(of(exact), total, CENT))
    hold(problem('value-not-representable', { field: `lines.${line.lineId}.unitPriceNet`, value: line.unitPriceNet }))
  return { price: plain(format(exact, PRICE_PLACES)), computed: of(exact) }
}

function movementLine(context: LineContext, line: Line, place: number): FlexiRecord {
  const { fitter, goods, foreign, documentId } = context
  const key = goodsKey(fitter, line, goods.find)
  if (key === '') hold(problem('goods-code-missing', { line: line.lineId, name: line.name }))
  const { price, computed } = priceOf(line)
  const total = dec(line.totalNet)
  const isBent = !dec(price).eq(dec(line.unitPriceNet))
  const discount = plain(line.discountPercent ?? '0')
  if (isBent && discount !== '0') fitter.note('discount-in-price', { line: line.lineId, discount, price })
  const texts = lineTexts(context, line, [
    isBent && discount !== '0' ? `Cena před slevou ${line.unitPriceNet}, sleva ${line.discountPercent} %` : '',
  ])
  const currency = foreign ? 'Men' : ''
  return {
    id: `${documentId}/${place}`,
    typPolozkyK: 'typPolozky.katalog',
    cenik: key,
    ...filled({ sklad: byCode(goods.stock) }),
    ...texts.fields,
    cenaMj: price,
    // A cent that rounding has taken or added.
    ...(computed.eq(total) ? {} : { [`sumZkl${currency}`]: format(total, 2), [`sumCelkem${currency}`]: format(total, 2) }),
    ...texts.note,
  }
}

export const mapDeliveryNote = (
  { itemId, payload: note }: ParsedDocument<'delivery-notes'>,
  { externalSystem, mapping }: Pick<FlexiSettings, 'externalSystem' | 'mapping'>,
): MappedDocument => {
  const fitter = createFitter(unicode)
  const { movement, documentType, goods, unknownGoods } = mapping.deliveryNotes
  const isReceipt = movement === 'receipt'
  const stock = movementStock(mapping)
  const { country, foreign } = booksOf(note.currency, isReceipt ? note.buyer : note.supplier, mapping)
  const documentId = externalId(externalSystem, itemId)
  const partner = partnerFields(fitter, isReceipt ? note.supplier : note.buyer, isReceipt ? 'supplier' : 'buyer', mapping.partner)
  const context: LineContext = {
    fitter,
    mapping,
    goods: { find: goods, unknown: unknownGoods, stock, reserve: false },
    country,
    vatDate: note.issuedOn,
    foreign,
    gross: note.pricesIncludeVat === true,
    documentId,
  }
  const lines = note.lines.map((line, i) => movementLine(context, line, i + 1))
  const charges = note.charges ?? []
  for (const charge of charges) fitter.note('charge-in-note', { name: fitter.line(charge.name) })
  const place = note.deliverTo
  // Where it comes in, the place is the company's own; it is the other side's where goods go out.
  const delivery = isReceipt ? {} : deliveryFields(fitter, place)
  const way = wayOfDelivery(fitter, note, mapping)
  const number = fitter.exact(note.number, 'number', 30)
  const record: FlexiRecord = {
    id: documentId,
    '@update': 'fail',
    typDokl: `code:${documentType}`,
    typPohybuK: isReceipt ? 'typPohybu.prijem' : 'typPohybu.vydej',
    ...filled({
      sklad: byCode(stock),
      datVyst: note.dispatchedOn,
      cisDodak: number,
      cisObj: fitter.exact(note.orderNumber ?? '', 'orderNumber', 2000),
      popis: `Dodací list ${number}`,
      mena: `code:${note.currency}`,
    }),
    ...partner,
    ...delivery,
    ...way,
    ...dimensions(mapping),
    poznam: noteOf(fitter, note, mapping, itemId, [
      note.issuedOn === note.dispatchedOn ? '' : `Vystaveno: ${note.issuedOn}`,
      isReceipt && place ? `Místo dodání: ${partyLine(fitter, place)}` : '',
      ...charges.map((line) => `${fitter.line(line.name)}: ${line.quantity} ${fitter.line(line.unit)}, ${line.totalNet}`),
    ]),
    [MOVEMENTS.lines]: lines,
  }
  const net = format(sum(note.lines.map(({ totalNet }) => dec(totalNet))), 2)
  return {
    record,
    // What an issue is worth is ABRA Flexi's own valuation of the stock.
    expected: isReceipt ? [{ what: 'net', field: `sumZklCelkem${foreign ? 'Men' : ''}`, value: net }] : [],
    notes: fitter.notes(),
    country,
    newCards: unknownGoods === 'create' ? cardsForLines(context, note.lines, mapping) : [],
  }
}
