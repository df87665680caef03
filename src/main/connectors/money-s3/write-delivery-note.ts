import { el, type XmlElement } from '../wrap/xml-writer'
import type { MoneyDeliveryNote } from './map-delivery-note'
import { lineCard, moneySums, number, partner, recipient, store, textual, yesNo } from './xml-parts'

/** `polSklDoklType`, also inside the line of an invoice. `prices`: an invoice has them in its own line. */
const item = (note: MoneyDeliveryNote, line: MoneyDeliveryNote['lines'][number]): XmlElement => {
  const foreign = note.foreignCurrency !== undefined
  return el('Polozka', [
    el('Nazev', line.name),
    number('PocetMJ', line.quantity),
    number(foreign ? 'Valuty' : 'Cena', line.unitPrice),
    number('DPH', line.vatPercent),
    el('CenaTyp', note.pricesIncludeVat ? '1' : '0'),
    // Always said: without it a discount of the price list could apply.
    number('Sleva', line.discountPercent),
    textual('Cinnost', note.operation),
    textual('Zakazka', note.jobOrder),
    textual('Stredisko', note.centre),
    textual('Poznamka', line.note),
    yesNo('Vratka', line.isReturn),
    // The price is the one before the discount.
    yesNo('CenaPoSleve', false),
    line.store && store(line.store),
    line.card && lineCard(line, line.card),
  ])
}

/** `DLPrij` or `Prijemka` (`sklDoklType`). */
export const stockDocument = (element: string, note: MoneyDeliveryNote): XmlElement =>
  el(element, [
    el('Datum', note.issuedOn),
    textual('DRada', note.series),
    textual('Stredisko', note.centre),
    textual('Zakazka', note.jobOrder),
    textual('Cinnost', note.operation),
    el('Popis', note.note),
    textual('ZkratTypuD', note.documentType),
    textual('PopisX', note.description),
    el('DatSkPoh', note.dispatchedOn),
    ...moneySums(note),
    el('PrimDoklad', note.sourceNumber),
    textual('ParSymbol', note.orderNumber),
    partner(note.partner, 'stock-document'),
    note.delivery && recipient(note.delivery),
    ...note.lines.map((line) => item(note, line)),
  ])
