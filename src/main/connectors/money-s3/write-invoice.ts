import { el, type XmlElement } from '../wrap/xml-writer'
import type { MoneyInvoice } from './map-invoice'
import { lineCard, moneySums, number, partner, recipient, store, textual, yesNo } from './xml-parts'

/** `polFakturyType`: the figures stand in the line itself, the stock movement below it. */
const item = (invoice: MoneyInvoice, line: MoneyInvoice['lines'][number], place: number): XmlElement => {
  const foreign = invoice.foreignCurrency !== undefined
  return el('Polozka', [
    el('Popis', line.name),
    textual('Poznamka', line.note),
    number('PocetMJ', line.quantity),
    number('SazbaDPH', line.vatPercent),
    foreign ? undefined : number('Cena', line.unitPrice),
    el('CenaTyp', invoice.pricesIncludeVat ? '1' : '0'),
    // Always said: without it a discount of the price list could apply.
    number('Sleva', line.discountPercent),
    textual('Cinnost', invoice.operation),
    el('Poradi', String(place + 1)),
    textual('Stredisko', invoice.centre),
    textual('Zakazka', invoice.jobOrder),
    foreign ? number('Valuty', line.unitPrice) : undefined,
    line.card
      ? undefined
      : el('NesklPolozka', [
          textual('MJ', line.unit),
          textual('Katalog', line.catalogue),
          textual('BarCode', line.barCode),
          yesNo('Protizapis', false),
        ]),
    // The price is the one before the discount.
    yesNo('CenaPoSleve', false),
    line.card && line.store && el('SklPolozka', [yesNo('Vratka', line.isReturn), store(line.store), lineCard(line, line.card)]),
  ])
}

/** The order that this invoice settles, by the number that Money itself gave it. */
const binding = ({ direction, orderNumber }: MoneyInvoice): XmlElement =>
  el('SeznamVazeb', [
    el('Vazba', [el('Typ', 'PR'), el('Doklad', [el('Druh', direction === 'issued' ? 'OP' : 'OV'), el('Cislo', orderNumber)])]),
  ])

/** `FaktPrij` or `FaktVyd` (`fakturaType`). */
export const faktura = (invoice: MoneyInvoice): XmlElement => {
  const isIssued = invoice.direction === 'issued'
  return el(isIssued ? 'FaktVyd' : 'FaktPrij', [
    isIssued ? el('EvCisDokl', invoice.number) : undefined,
    el('GUID', invoice.guid),
    textual('Rada', invoice.series),
    textual('Popis', invoice.description),
    el('Vystaveno', invoice.issuedOn),
    el('DatUcPr', invoice.taxPointOn),
    el('PlnenoDPH', invoice.taxPointOn),
    el('Splatno', invoice.dueOn),
    invoice.isCreditNote ? el('Doruceno', invoice.issuedOn) : undefined,
    textual('KodDPH', invoice.vatClass),
    textual('VarSymbol', invoice.variableSymbol),
    isIssued ? undefined : el('PrijatDokl', invoice.number),
    textual('Zakazka', invoice.jobOrder),
    isIssued && invoice.orderNumber.length <= 50 ? textual('CObjednavk', invoice.orderNumber) : undefined,
    textual('Ucet', invoice.payFrom),
    el('Druh', 'N'),
    yesNo('Dobropis', invoice.isCreditNote),
    isIssued ? textual('ZpDopravy', invoice.transport) : undefined,
    textual('Uhrada', invoice.paymentTerms),
    textual('PredKontac', invoice.assignment),
    textual('Cinnost', invoice.operation),
    ...moneySums(invoice),
    textual('Typ', invoice.documentType),
    el('Poznamka', invoice.note),
    textual('Stredisko', invoice.centre),
    partner(invoice.partner, 'document', isIssued ? undefined : invoice.bank),
    isIssued && invoice.delivery ? recipient(invoice.delivery) : undefined,
    el(
      'SeznamPolozek',
      invoice.lines.map((line, place) => item(invoice, line, place)),
    ),
    invoice.bindsOrder ? binding(invoice) : undefined,
  ])
}
