/**
 * Fields of ABRA Flexi's records, with the limits of its own description (`/objednavka-prijata/properties` and so on). Only those that can be
 * written by an import of our documents.
 */
export type Field =
  /** `capitals`: it is stored in them, whatever was given. */
  | { type: 'text'; max?: number; capitals?: true }
  | { type: 'date' }
  | { type: 'logic' }
  | { type: 'integer' }
  | { type: 'numeric'; digits: number; decimals: number }
  | { type: 'select'; prefix: string; values: readonly string[] }
  | { type: 'relation'; list: ListName }
export type Fields = ReadonlyMap<string, Field>

export type ListName =
  | 'typ-objednavky-prijate'
  | 'typ-skladovy-pohyb'
  | 'typ-faktury-prijate'
  | 'typ-faktury-vydane'
  | 'mena'
  | 'adresar'
  | 'stat'
  | 'stredisko'
  | 'cinnost'
  | 'zakazka'
  | 'forma-uhrady'
  | 'forma-dopravy'
  | 'sklad'
  | 'cenik'
  | 'merna-jednotka'
  | 'skupina-zbozi'
  | 'penezni-ustav'

const text = (max?: number): Field => (max === undefined ? { type: 'text' } : { type: 'text', max })
const capitals = (max: number): Field => ({ type: 'text', max, capitals: true })
const money: Field = { type: 'numeric', digits: 15, decimals: 2 }
const percent: Field = { type: 'numeric', digits: 6, decimals: 2 }
const amount: Field = { type: 'numeric', digits: 19, decimals: 6 }
const relation = (list: ListName): Field => ({ type: 'relation', list })
const select = (prefix: string, values: string): Field => ({ type: 'select', prefix, values: values.split(' ') })
const date: Field = { type: 'date' }
const logic: Field = { type: 'logic' }
const roundTo = select('zaokrNa', 'zadne tisiciny setiny 5setiny desetiny 5desetiny jednotky 5jednotky desitky stovky tisice')
const roundHow = select('zaokrJak', 'nahoru dolu matem')
const priceType = select('typCeny', 'bezDph sDph')
const vatType = select('typSzbDph', 'dphOsv dphSniz dphSniz2 dphZakl')
const fields = (...parts: Readonly<Record<string, Field>>[]): Fields => new Map(Object.entries(Object.assign({}, ...parts)))
const inBothCurrencies = (...names: string[]): Record<string, Field> =>
  Object.fromEntries(names.flatMap((name) => [name, `${name}Men`]).map((name) => [name, money]))

/** What the headers of all documents have. */
const header = {
  kod: capitals(20),
  cisDodak: text(30),
  varSym: text(30),
  doprava: text(),
  datVyst: date,
  popis: text(255),
  poznam: text(),
  nazFirmy: text(255),
  ulice: text(255),
  mesto: text(255),
  psc: text(255),
  eanKod: text(20),
  ic: text(20),
  dic: text(20),
  kontaktJmeno: text(255),
  kontaktEmail: text(255),
  kontaktTel: text(255),
  kurz: amount,
  mena: relation('mena'),
  firma: relation('adresar'),
  stat: relation('stat'),
  stredisko: relation('stredisko'),
  cinnost: relation('cinnost'),
  zakazka: relation('zakazka'),
  formaDopravy: relation('forma-dopravy'),
} satisfies Record<string, Field>
const postal = {
  postovniShodna: logic,
  faNazev: text(255),
  faUlice: text(255),
  faMesto: text(255),
  faPsc: text(255),
  faEanKod: text(20),
  faStat: relation('stat'),
} satisfies Record<string, Field>
const roundings = {
  zaokrJakSumK: roundHow,
  zaokrNaSumK: roundTo,
  zaokrJakDphK: roundHow,
  zaokrNaDphK: roundTo,
  metodaZaokrDoklK: select('metodaZaokr', 'zklDph 0sazba individ'),
  vytvaretKorPol: logic,
} satisfies Record<string, Field>
const texts = { uvodTxt: text(), zavTxt: text() } satisfies Record<string, Field>
const invoice = {
  cisDosle: text(40),
  cisSml: text(30),
  cisObj: text(2000),
  datObj: date,
  datTermin: date,
  duzpPuv: date,
  duzpUcto: date,
  datSplat: date,
  slevaDokl: percent,
  buc: text(255),
  iban: text(255),
  bic: text(255),
  smerKod: relation('penezni-ustav'),
  formaUhradyCis: relation('forma-uhrady'),
  zdrojProSkl: logic,
} satisfies Record<string, Field>

export const orderFields = fields(header, postal, roundings, texts, {
  cisDosle: text(40),
  cisSml: text(30),
  datObj: date,
  datTermin: date,
  slevaDokl: percent,
  stavUzivK: select(
    'stavDoklObch',
    'nespec pripraveno schvaleno castecneNaCeste naCeste castVydano vydano castHotovo hotovo storno',
  ),
  typDokl: relation('typ-objednavky-prijate'),
  formaUhradyCis: relation('forma-uhrady'),
})
export const movementFields = fields(header, postal, texts, {
  cisObj: text(2000),
  typPohybuK: select('typPohybu', 'prijem vydej'),
  typDokl: relation('typ-skladovy-pohyb'),
  sklad: relation('sklad'),
})
export const issuedInvoiceFields = fields(header, postal, roundings, texts, invoice, { typDokl: relation('typ-faktury-vydane') })
/** Its description was not among those at hand; seen in a public client generated from a real one: neither postal address nor rounding. */
export const receivedInvoiceFields = fields(header, invoice, { typDokl: relation('typ-faktury-prijate') })

/** What the lines of all documents have. */
const line = {
  kod: capitals(64),
  eanKod: text(20),
  nazev: text(255),
  mnozMj: amount,
  cenaMj: amount,
  poznam: text(),
  sklad: relation('sklad'),
  stredisko: relation('stredisko'),
  cinnost: relation('cinnost'),
  zakazka: relation('zakazka'),
  cenik: relation('cenik'),
  mj: relation('merna-jednotka'),
} satisfies Record<string, Field>
const priced = {
  typPolozkyK: select('typPolozky', 'obecny katalog ucetni text'),
  typCenyDphK: priceType,
  typSzbDphK: vatType,
  szbDph: percent,
  slevaPol: percent,
  uplSlevaDokl: logic,
  ...inBothCurrencies('sumZkl', 'sumDph', 'sumCelkem'),
} satisfies Record<string, Field>

export const lineFields = fields(line, priced, { rezervovat: logic, rezervovatMj: amount, datTermin: date })
export const invoiceLineFields = fields(line, priced)
/** Goods of the price list only, without VAT and discounts. */
export const movementLineFields = fields(line, {
  typPolozkyK: select('typPolozky', 'katalog'),
  ...inBothCurrencies('sumZkl', 'sumCelkem'),
})

export const cardFields = fields({
  kod: capitals(64),
  nazev: text(255),
  eanKod: text(20),
  popis: text(),
  poznam: text(),
  typCenyDphK: priceType,
  typSzbDphK: vatType,
  nakupCena: amount,
  cenaZakl: amount,
  hmotMj: amount,
  skladove: logic,
  exportNaEshop: logic,
  platiOd: { type: 'integer' },
  platiDo: { type: 'integer' },
  typZasobyK: select('typZasoby', 'zbozi material nedvyroba polotovar vyrobek zvire sluzba poplatek'),
  mj1: relation('merna-jednotka'),
  mjHmot: relation('merna-jednotka'),
  skupZboz: relation('skupina-zbozi'),
  dodavatel: relation('adresar'),
})
export const partnerFields = fields({
  kod: capitals(20),
  nazev: text(255),
  ulice: text(255),
  mesto: text(255),
  psc: text(255),
  tel: text(255),
  email: text(255),
  eanKod: text(20),
  ic: text(20),
  dic: text(20),
  vatId: text(20),
  popis: text(),
  poznam: text(),
  slevaDokl: percent,
  platiOd: { type: 'integer' },
  platiDo: { type: 'integer' },
  stat: relation('stat'),
})
