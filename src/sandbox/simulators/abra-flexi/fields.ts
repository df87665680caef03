/**
 * Fields of ABRA Flexi's received order and of its lines, with the limits of its own description (`/objednavka-prijata/properties`,
 * `/objednavka-prijata-polozka/properties`). Only those that can be written by an import of orders.
 */
export type Field =
  | { type: 'text'; max?: number }
  | { type: 'date' }
  | { type: 'logic' }
  | { type: 'numeric'; digits: number; decimals: number }
  | { type: 'select'; prefix: string; values: readonly string[] }
  | { type: 'relation'; list: ListName }

export type ListName =
  | 'typ-objednavky-prijate'
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

const text = (max?: number): Field => (max === undefined ? { type: 'text' } : { type: 'text', max })
const money: Field = { type: 'numeric', digits: 15, decimals: 2 }
const percent: Field = { type: 'numeric', digits: 6, decimals: 2 }
const amount: Field = { type: 'numeric', digits: 19, decimals: 6 }
const relation = (list: ListName): Field => ({ type: 'relation', list })
const select = (prefix: string, values: string): Field => ({ type: 'select', prefix, values: values.split(' ') })
const roundTo = select('zaokrNa', 'zadne tisiciny setiny 5setiny desetiny 5desetiny jednotky 5jednotky desitky stovky tisice')
const roundHow = select('zaokrJak', 'nahoru dolu matem')
const sums = ['sumZkl', 'sumDph', 'sumCelkem'].flatMap((name) => [name, `${name}Men`])

export const orderFields: ReadonlyMap<string, Field> = new Map(
  Object.entries({
    kod: text(20),
    cisDosle: text(40),
    varSym: text(30),
    cisSml: text(30),
    cisDodak: text(30),
    doprava: text(),
    datObj: { type: 'date' },
    datVyst: { type: 'date' },
    datTermin: { type: 'date' },
    popis: text(255),
    poznam: text(),
    uvodTxt: text(),
    zavTxt: text(),
    nazFirmy: text(255),
    ulice: text(255),
    mesto: text(255),
    psc: text(255),
    eanKod: text(20),
    ic: text(20),
    dic: text(20),
    postovniShodna: { type: 'logic' },
    faNazev: text(255),
    faUlice: text(255),
    faMesto: text(255),
    faPsc: text(255),
    faEanKod: text(20),
    kontaktJmeno: text(255),
    kontaktEmail: text(255),
    kontaktTel: text(255),
    slevaDokl: percent,
    kurz: amount,
    stavUzivK: select(
      'stavDoklObch',
      'nespec pripraveno schvaleno castecneNaCeste naCeste castVydano vydano castHotovo hotovo storno',
    ),
    zaokrJakSumK: roundHow,
    zaokrNaSumK: roundTo,
    zaokrJakDphK: roundHow,
    zaokrNaDphK: roundTo,
    metodaZaokrDoklK: select('metodaZaokr', 'zklDph 0sazba individ'),
    vytvaretKorPol: { type: 'logic' },
    typDokl: relation('typ-objednavky-prijate'),
    mena: relation('mena'),
    firma: relation('adresar'),
    stat: relation('stat'),
    faStat: relation('stat'),
    stredisko: relation('stredisko'),
    cinnost: relation('cinnost'),
    zakazka: relation('zakazka'),
    formaUhradyCis: relation('forma-uhrady'),
    formaDopravy: relation('forma-dopravy'),
  } satisfies Record<string, Field>),
)

export const lineFields: ReadonlyMap<string, Field> = new Map([
  ...Object.entries({
    kod: text(64),
    eanKod: text(20),
    nazev: text(255),
    typPolozkyK: select('typPolozky', 'obecny katalog ucetni text'),
    mnozMj: amount,
    cenaMj: amount,
    typCenyDphK: select('typCeny', 'bezDph sDph'),
    typSzbDphK: select('typSzbDph', 'dphOsv dphSniz dphSniz2 dphZakl'),
    szbDph: percent,
    slevaPol: percent,
    uplSlevaDokl: { type: 'logic' },
    rezervovat: { type: 'logic' },
    rezervovatMj: amount,
    poznam: text(),
    datTermin: { type: 'date' },
    sklad: relation('sklad'),
    stredisko: relation('stredisko'),
    cinnost: relation('cinnost'),
    zakazka: relation('zakazka'),
    cenik: relation('cenik'),
    mj: relation('merna-jednotka'),
  } satisfies Record<string, Field>),
  ...sums.map((name): [string, Field] => [name, money]),
])
