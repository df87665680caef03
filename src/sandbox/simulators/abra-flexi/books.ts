import {
  cardFields,
  type Fields,
  invoiceLineFields,
  issuedInvoiceFields,
  type ListName,
  lineFields,
  movementFields,
  movementLineFields,
  orderFields,
  partnerFields,
  receivedInvoiceFields,
} from './fields'

/** Values as they were written, by field; relations by their code. */
export type Values = Record<string, string>

export interface StoredLine {
  id: number
  externalIds: readonly string[]
  values: Values
}

export interface StoredRecord {
  id: number
  kod: string
  externalIds: readonly string[]
  values: Values
  lines: readonly StoredLine[]
  /** As ABRA Flexi shows it, in its own time zone. */
  lastUpdate: string
}

export interface AddressBookEntry {
  kod: string
  ic: string
  /** Discount in percent that the company gets on every document that is linked with it. */
  slevaDokl?: string
}

/** One card of the price list in one stock and accounting period. */
export interface StockCard {
  id: number
  /** Number of the card in the price list. */
  card: number
  stock: string
  period: number
  stavMJ: string
  rezervMJ: string
  pozadavkyMj: string
  lastUpdate: string
}

export interface Period {
  id: number
  kod: string
  from: string
  to: string
}

/** One company's books. Plain data: a transaction works on a copy. */
export interface Books {
  company: string
  country: 'CZ' | 'SK'
  name: string
  ico: string
  /** Codes of the lists. */
  lists: Readonly<Record<Exclude<ListName, 'cenik' | 'adresar' | 'stat'>, readonly string[]>>
  /** Every card that a document asks for is there, except `unknownCards`. Else only those of `cards`. */
  hasEveryCard: boolean
  unknownCards: readonly string[]
  addressBook: readonly AddressBookEntry[]
  /** The last day that is closed, `YYYY-MM-DD`. */
  closedUntil: string
  orders: readonly StoredRecord[]
  movements: readonly StoredRecord[]
  receivedInvoices: readonly StoredRecord[]
  issuedInvoices: readonly StoredRecord[]
  cards: readonly StoredRecord[]
  partners: readonly StoredRecord[]
  stockCards: readonly StockCard[]
  periods: readonly Period[]
  /** Numbers are never given twice, also after a record was deleted. */
  lastId: number
  lastNumber: number
}

/** Where an evidence is kept, and what its records may hold. */
export interface EvidenceFacts {
  store: 'orders' | 'movements' | 'receivedInvoices' | 'issuedInvoices' | 'cards' | 'partners'
  fields: Fields
  /** Documents only: `rounds`: the type of document rounds, unless the record says otherwise. */
  lines?: { name: string; fields: Fields; vat: boolean; rounds: boolean }
  required: readonly (readonly [field: string, label: string])[]
}

const TYPE = ['typDokl', 'Typ dokladu'] as const
const NAME = ['nazev', 'Název'] as const
export const evidences: Readonly<Record<string, EvidenceFacts>> = {
  'objednavka-prijata': {
    store: 'orders',
    fields: orderFields,
    lines: { name: 'polozkyObchDokladu', fields: lineFields, vat: true, rounds: true },
    required: [TYPE],
  },
  'skladovy-pohyb': {
    store: 'movements',
    fields: movementFields,
    lines: { name: 'skladovePolozky', fields: movementLineFields, vat: false, rounds: false },
    required: [TYPE, ['typPohybuK', 'Typ pohybu'], ['sklad', 'Sklad']],
  },
  'faktura-prijata': {
    store: 'receivedInvoices',
    fields: receivedInvoiceFields,
    lines: { name: 'polozkyFaktury', fields: invoiceLineFields, vat: true, rounds: false },
    required: [TYPE],
  },
  'faktura-vydana': {
    store: 'issuedInvoices',
    fields: issuedInvoiceFields,
    lines: { name: 'polozkyFaktury', fields: invoiceLineFields, vat: true, rounds: true },
    required: [TYPE],
  },
  cenik: { store: 'cards', fields: cardFields, required: [['kod', 'Kód/zkratka'], NAME, ['typZasobyK', 'Typ zásoby']] },
  adresar: { store: 'partners', fields: partnerFields, required: [['kod', 'Zkratka'], NAME] },
}
export const evidenceNamed = (name: string): EvidenceFacts | undefined =>
  Object.hasOwn(evidences, name) ? evidences[name] : undefined

const year = new Date().getFullYear()
const period = (id: number, of: number): Period => ({ id, kod: String(of), from: `${of}-01-01`, to: `${of}-12-31` })

export const emptyBooks = (): Books => ({
  company: 'velkoobchod_prikladny',
  country: 'CZ',
  name: 'Velkoobchod Příkladný, s.r.o.',
  ico: '45274649',
  lists: {
    'typ-objednavky-prijate': ['OBP', 'OBP-B2B'],
    'typ-skladovy-pohyb': ['STANDARD', 'PRIJEMKA-B2B'],
    'typ-faktury-prijate': ['FAKTURA', 'DOBROPIS'],
    'typ-faktury-vydane': ['FAKTURA', 'DOBROPIS'],
    mena: ['CZK', 'EUR', 'USD'],
    stredisko: ['C'],
    cinnost: ['VELKO'],
    zakazka: ['B2B'],
    'forma-uhrady': ['PREVOD', 'HOTOVE', 'KARTA', 'DOBIRKA'],
    'forma-dopravy': ['PPL', 'OSOBNE'],
    sklad: ['STANDARD', 'HLAVNI'],
    'merna-jednotka': ['KS', 'KG', 'M', 'L'],
    'skupina-zbozi': ['ZBOZI'],
    'penezni-ustav': ['0100', '0300', '0800'],
  },
  hasEveryCard: true,
  unknownCards: [],
  addressBook: [{ kod: 'KUN', ic: '27082440', slevaDokl: '10' }],
  closedUntil: '2025-12-31',
  orders: [],
  movements: [],
  receivedInvoices: [],
  issuedInvoices: [],
  cards: [],
  partners: [],
  stockCards: [],
  periods: [period(1, year - 1), period(2, year), period(3, year + 1)],
  lastId: 800,
  lastNumber: 0,
})

/** How a relation is named: `code:X`, `in:27082440`. `undefined`: no such record, `several`: more than one. */
export function resolveRelation(books: Books, list: ListName, named: string): string | 'several' | undefined {
  const [, prefix = '', key = ''] = /^([a-z]+):(.*)$/s.exec(named) ?? []
  if (list === 'adresar') {
    const all = [...books.addressBook, ...books.partners.map(({ kod, values }) => ({ kod, ic: values['ic'] }))]
    const found = all.filter((entry) =>
      prefix === 'in' ? entry.ic === key : prefix === 'code' && entry.kod === key.toUpperCase(),
    )
    return found.length > 1 ? 'several' : found[0]?.kod
  }
  if (list === 'cenik') {
    if ((prefix !== 'code' && prefix !== 'ean') || key === '') return undefined
    const stored = books.cards.filter(({ kod, values }) =>
      prefix === 'code' ? kod === key.toUpperCase() : values['eanKod'] === key,
    )
    if (stored.length > 0) return stored.length > 1 ? 'several' : stored[0]?.kod
    return !books.hasEveryCard || books.unknownCards.includes(key) ? undefined : key
  }
  if (prefix !== 'code') return undefined
  if (list === 'stat') return /^[A-Z]{2}$/.test(key) ? key : undefined
  return books.lists[list].find((code) => code === key.toUpperCase())
}

/** All that a record is known by. */
export const idsOfRecord = ({ id, kod, externalIds, values }: StoredRecord): readonly string[] => [
  String(id),
  ...externalIds,
  `code:${kod}`,
  ...(values['eanKod'] ? [`ean:${values['eanKod']}`] : []),
  ...(values['ic'] ? [`in:${values['ic']}`] : []),
]
