import { dec, format } from '../../../shared/documents/decimal'
import { el, writeXml, type XmlElement } from '../wrap/xml-writer'
import type { MoneyLine, MoneyOrder, MoneyParty } from './map-order'
import type { MoneySettings } from './settings'
import { isZero, type RateSum } from './sums'

/**
 * `MoneyData` with one `ObjPrij`, as a file of Money's XML DE. Every type of the schema is a sequence: the order of elements below is
 * the schema's own and must stay so. Nothing is indented: white space would become part of the texts.
 */

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
const STATES: Readonly<Record<string, string>> = { CZ: 'Česká republika', SK: 'Slovensko' }

const textual = (name: string, text: string | undefined): XmlElement | undefined => (text ? el(name, text) : undefined)
/** `"21.00"` → `"21"`: the schema counts digits. */
const number = (name: string, value: string): XmlElement => el(name, format(dec(value)))
const yesNo = (name: string, value: boolean): XmlElement => el(name, value ? '1' : '0')

const address = (name: string, { street, city, postalCode, country }: MoneyParty): XmlElement =>
  el(name, [
    textual('Ulice', street),
    textual('Misto', city),
    textual('PSC', postalCode),
    textual('Stat', STATES[country]),
    el('KodStatu', country),
  ])

const phone = (who: MoneyParty): XmlElement | undefined => (who.phone ? el('Tel', [el('Cislo', who.phone)]) : undefined)

const partner = (who: MoneyParty): XmlElement =>
  el('DodOdb', [
    el('ObchNazev', who.name),
    address('ObchAdresa', who),
    el('FaktNazev', who.name),
    textual('ICO', who.ico),
    textual('DIC', who.dic),
    textual('DICSK', who.dicSk),
    address('FaktAdresa', who),
    el('Nazev', who.name),
    address('Adresa', who),
    phone(who),
    textual('EMail', who.email),
  ])

const delivery = (who: MoneyParty): XmlElement =>
  el('KonecPrij', [
    el('Nazev', who.name),
    address('Adresa', who),
    phone(who),
    textual('EMail', who.email),
    textual('ICO', who.ico),
    textual('DIC', who.dic),
    textual('DICSK', who.dicSk),
  ])

/** Bases and VAT by the classes of the country; a rate that has no place of its own (SK 5 %) goes among the further ones. */
const vatSummary = (sums: readonly RateSum[]): XmlElement => {
  const of = (rate: RateSum['rate']): RateSum | undefined => sums.find((one) => one.rate === rate)
  const amount = (name: string, found: RateSum | undefined, part: 'base' | 'vat'): XmlElement =>
    el(name, found ? format(found[part], 2) : '0')
  const third = sums.filter(({ rate, base, vat }) => rate === 'third' && !(isZero(base) && isZero(vat)))
  return el('SouhrnDPH', [
    amount('Zaklad0', of('none'), 'base'),
    amount('Zaklad5', of('low'), 'base'),
    amount('Zaklad22', of('high'), 'base'),
    amount('DPH5', of('low'), 'vat'),
    amount('DPH22', of('high'), 'vat'),
    third.length === 0
      ? undefined
      : el(
          'SeznamDalsiSazby',
          third.map(({ percent, base, vat }) =>
            el('DalsiSazba', [
              el('HladinaDPH', '1'),
              number('Sazba', percent),
              el('Zaklad', format(base, 2)),
              el('DPH', format(vat, 2)),
            ]),
          ),
        ),
  ])
}

const CARD_ELEMENTS = { catalogue: 'Katalog', shortCut: 'Zkrat', barCode: 'BarCode' } as const

const item = (order: MoneyOrder, line: MoneyLine, place: number): XmlElement => {
  const foreign = order.foreignCurrency !== undefined
  const { card, store } = line
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
    ...(card && store
      ? [
          el('Sklad', [el('Nazev', store.name), textual('KodSkladu', store.code), yesNo('CenikSklad', false)]),
          el('KmKarta', [el('Popis', line.name), ...cardKeys(card)]),
        ]
      : [el('NesklPolozka', [textual('MJ', line.unit), textual('Katalog', line.catalogue), textual('BarCode', line.barCode)])]),
  ])
}

const cardKeys = (card: NonNullable<MoneyLine['card']>): XmlElement[] => [el(CARD_ELEMENTS[card.by], card.value)]

/** `ObjPrij` (`objednavkaType`). */
export const objPrij = (order: MoneyOrder): XmlElement => {
  const summary = vatSummary(order.sums)
  const total = el('Celkem', order.total)
  return el('ObjPrij', [
    textual('Popis', order.description),
    el('Poznamka', order.note),
    el('Vystaveno', order.issuedOn),
    textual('Vyridit_do', order.settleBy),
    partner(order.partner),
    order.delivery && delivery(order.delivery),
    order.reducedPercent === undefined ? undefined : number('SazbaDPH1', order.reducedPercent),
    order.basicPercent === undefined ? undefined : number('SazbaDPH2', order.basicPercent),
    ...(order.foreignCurrency === undefined
      ? [summary, total]
      : // Without a rate of its own Money takes the day's rate from its list.
        [el('Valuty', [el('Mena', [el('Kod', order.foreignCurrency)]), summary, total])]),
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
}

/** A whole file. The same order always gives the same bytes. */
export const moneyData = (order: MoneyOrder, { ico, agendaCode }: MoneySettings): Buffer =>
  Buffer.from(
    DECLARATION +
      writeXml(
        el('MoneyData', [el('SeznamObjPrij', [objPrij(order)])], {
          ICAgendy: ico,
          ...(agendaCode === '' ? {} : { KodAgendy: agendaCode }),
          description: 'Business Integrator',
        }),
      ),
    'utf8',
  )
