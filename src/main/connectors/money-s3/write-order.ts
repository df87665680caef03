import { el, type XmlElement } from '../wrap/xml-writer'
import type { MoneyLine } from './map-line'
import type { MoneyOrder } from './map-order'
import { moneySums, number, partner, recipient, store, textual, yesNo } from './xml-parts'

const CARD_ELEMENTS = { catalogue: 'Katalog', shortCut: 'Zkrat', barCode: 'BarCode' } as const

const item = (order: MoneyOrder, line: MoneyLine, place: number): XmlElement => {
  const foreign = order.foreignCurrency !== undefined
  const { card } = line
  return el('Polozka', [
    el('Popis', line.name),
    textual('Poznamka', line.note),
    number('PocetMJ', line.quantity),
    foreign ? undefined : number('Cena', line.unitPrice),
    number('SazbaDPH', line.vatPercent),
    el('TypCeny', order.pricesIncludeVat ? '1' : '0'),
    // Always said: without it a discount of the price list could apply.
    number('Sleva', line.discountPercent),
    el('Poradi', String(place + 1)),
    textual('Stredisko', order.centre),
    textual('Zakazka', order.jobOrder),
    textual('Cinnost', order.operation),
    foreign ? number('Valuty', line.unitPrice) : undefined,
    // The price is the one before the discount.
    yesNo('CenaPoSleve', false),
    ...(card && line.store
      ? [store(line.store), el('KmKarta', [el('Popis', line.name), el(CARD_ELEMENTS[card.by], card.value)])]
      : [el('NesklPolozka', [textual('MJ', line.unit), textual('Katalog', line.catalogue), textual('BarCode', line.barCode)])]),
  ])
}

/** `ObjPrij` (`objednavkaType`). */
export const objPrij = (order: MoneyOrder): XmlElement =>
  el('ObjPrij', [
    textual('Popis', order.description),
    el('Poznamka', order.note),
    el('Vystaveno', order.issuedOn),
    textual('Vyridit_do', order.settleBy),
    partner(order.partner, 'document'),
    order.delivery && recipient(order.delivery),
    ...moneySums(order),
    textual('DRada', order.series),
    textual('Stredisko', order.centre),
    textual('Zakazka', order.jobOrder),
    textual('Cinnost', order.operation),
    yesNo('NeRezervov', !order.isReserved),
    yesNo('PevneCeny', true),
    textual('PlatPodm', order.paymentTerms),
    textual('Doprava', order.transport),
    textual('ZkratkaTyp', order.documentType),
    el('PrimDoklad', order.sourceNumber),
    ...order.lines.map((line, place) => item(order, line, place)),
  ])
