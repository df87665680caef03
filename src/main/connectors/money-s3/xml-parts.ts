import { dec, format } from '../../../shared/documents/decimal'
import { el, type XmlElement } from '../wrap/xml-writer'
import type { MoneyLine } from './map-line'
import type { MoneyParty } from './map-party'
import type { MoneyTrade } from './map-trade'
import { isZero, type RateSum } from './sums'

/** What several records of Money's XML DE have in common. Every type of the schema is a sequence: the order of elements is the schema's own. */

const STATES: Readonly<Record<string, string>> = { CZ: 'Česká republika', SK: 'Slovensko' }

export const textual = (name: string, text: string | undefined): XmlElement | undefined => (text ? el(name, text) : undefined)
/** `"21.00"` → `"21"`: the schema counts digits. */
export const number = (name: string, value: string): XmlElement => el(name, format(dec(value)))
export const yesNo = (name: string, value: boolean): XmlElement => el(name, value ? '1' : '0')

export const address = (name: string, { street, city, postalCode, country }: MoneyParty): XmlElement =>
  el(name, [
    textual('Ulice', street),
    textual('Misto', city),
    textual('PSC', postalCode),
    textual('Stat', STATES[country]),
    el('KodStatu', country),
  ])

export const phone = (who: MoneyParty): XmlElement | undefined => (who.phone ? el('Tel', [el('Cislo', who.phone)]) : undefined)

const taxIds = (who: MoneyParty): (XmlElement | undefined)[] => [
  textual('ICO', who.ico),
  textual('DIC', who.dic),
  textual('DICSK', who.dicSk),
]

/** `of`: orders and invoices have `dokladFirmaType`, stock documents `skDokladFirmaType`; they differ in their order. */
export const partner = (
  who: MoneyParty,
  of: 'document' | 'stock-document',
  bank?: { account: string; code: string },
): XmlElement => {
  const invoiced = address('FaktAdresa', who)
  return el('DodOdb', [
    el('ObchNazev', who.name),
    address('ObchAdresa', who),
    el('FaktNazev', who.name),
    ...(of === 'document' ? [...taxIds(who), invoiced] : [invoiced, ...taxIds(who)]),
    el('Nazev', who.name),
    address('Adresa', who),
    phone(who),
    textual('EMail', who.email),
    textual('Ucet', bank?.account),
    textual('KodBanky', bank?.code),
  ])
}

export const recipient = (who: MoneyParty): XmlElement =>
  el('KonecPrij', [el('Nazev', who.name), address('Adresa', who), phone(who), textual('EMail', who.email), ...taxIds(who)])

/** Bases and VAT by the classes of the country; a rate that has no place of its own (SK 5 %, another country's) goes among the further ones. */
const vatSummary = (sums: readonly RateSum[]): XmlElement => {
  const of = (rate: RateSum['rate']): RateSum | undefined => sums.find((one) => one.rate === rate && !one.isForeignRate)
  const amount = (name: string, found: RateSum | undefined, part: 'base' | 'vat'): XmlElement =>
    el(name, found ? format(found[part], 2) : '0')
  const further = sums.filter(
    ({ rate, isForeignRate, base, vat }) => (rate === 'third' || isForeignRate) && !(isZero(base) && isZero(vat)),
  )
  return el('SouhrnDPH', [
    amount('Zaklad0', of('none'), 'base'),
    amount('Zaklad5', of('low'), 'base'),
    amount('Zaklad22', of('high'), 'base'),
    amount('DPH5', of('low'), 'vat'),
    amount('DPH22', of('high'), 'vat'),
    further.length === 0
      ? undefined
      : el(
          'SeznamDalsiSazby',
          further.map(({ rate, percent, base, vat }) =>
            el('DalsiSazba', [
              el('HladinaDPH', rate === 'high' ? '2' : '1'),
              number('Sazba', percent),
              el('Zaklad', format(base, 2)),
              el('DPH', format(vat, 2)),
            ]),
          ),
        ),
  ])
}

/** Rates, sums and currency, as they follow one another in every document. */
export const moneySums = (trade: MoneyTrade): (XmlElement | undefined)[] => {
  const summary = vatSummary(trade.sums)
  const total = el('Celkem', trade.total)
  return [
    trade.reducedPercent === undefined ? undefined : number('SazbaDPH1', trade.reducedPercent),
    trade.basicPercent === undefined ? undefined : number('SazbaDPH2', trade.basicPercent),
    ...(trade.foreignCurrency === undefined
      ? [summary, total]
      : // Without a rate of its own Money takes the day's rate from its list.
        [el('Valuty', [el('Mena', [el('Kod', trade.foreignCurrency)]), summary, total])]),
  ]
}

export const store = ({ name, code }: NonNullable<MoneyLine['store']>): XmlElement =>
  el('Sklad', [el('Nazev', name), textual('KodSkladu', code), yesNo('CenikSklad', false)])

/** The codes of a card at their places in `kmKartaType`: `around` stands between the first and the others. */
export const cardCodes = (
  key: NonNullable<MoneyLine['card']>,
  barCode: string | undefined,
  around: readonly (XmlElement | undefined)[] = [],
): (XmlElement | undefined)[] => [
  key.by === 'shortCut' ? el('Zkrat', key.value) : undefined,
  ...around,
  key.by === 'catalogue' ? el('Katalog', key.value) : undefined,
  key.by === 'barCode' ? el('BarCode', key.value) : textual('BarCode', barCode),
]

/** The card of a stock line: what finds it, and what a new one would be made of, where the import definition makes it. */
export const lineCard = (line: MoneyLine, key: NonNullable<MoneyLine['card']>): XmlElement =>
  el('KmKarta', [
    el('Popis', line.name),
    ...cardCodes(key, line.barCode, [textual('MJ', line.unit)]),
    el('konfigurace', [number('SDPH_Nakup', line.vatPercent), number('SDPH_Prod', line.vatPercent)]),
  ])
