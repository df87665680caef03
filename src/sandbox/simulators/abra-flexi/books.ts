import type { ListName } from './fields'

/** Values as they were written, by field; relations as they were named. */
export type Values = Record<string, string>

export interface StoredLine {
  id: number
  externalIds: readonly string[]
  values: Values
}

export interface StoredOrder {
  id: number
  kod: string
  externalIds: readonly string[]
  values: Values
  lines: readonly StoredLine[]
}

export interface AddressBookEntry {
  kod: string
  ic: string
  /** Discount in percent that the company gets on every document that is linked with it. */
  slevaDokl?: string
}

/** One company's books. Plain data: a transaction works on a copy. */
export interface Books {
  company: string
  country: 'CZ' | 'SK'
  name: string
  ico: string
  /** Codes of the lists. `cenik`: every card is there, except `unknownCards`. */
  lists: Readonly<Record<Exclude<ListName, 'cenik' | 'adresar' | 'stat'>, readonly string[]>>
  unknownCards: readonly string[]
  addressBook: readonly AddressBookEntry[]
  /** The last day that is closed, `YYYY-MM-DD`. */
  closedUntil: string
  orders: readonly StoredOrder[]
  /** Numbers are never given twice, also after a record was deleted. */
  lastId: number
  lastNumber: number
}

export const emptyBooks = (): Books => ({
  company: 'velkoobchod_prikladny',
  country: 'CZ',
  name: 'Velkoobchod Příkladný, s.r.o.',
  ico: '45274649',
  lists: {
    'typ-objednavky-prijate': ['OBP', 'OBP-B2B'],
    mena: ['CZK', 'EUR', 'USD'],
    stredisko: ['C'],
    cinnost: ['VELKO'],
    zakazka: ['B2B'],
    'forma-uhrady': ['PREVOD', 'HOTOVE', 'KARTA', 'DOBIRKA'],
    'forma-dopravy': ['PPL', 'OSOBNE'],
    sklad: ['STANDARD', 'HLAVNI'],
    'merna-jednotka': ['KS', 'KG', 'M', 'L'],
  },
  unknownCards: [],
  addressBook: [{ kod: 'KUN', ic: '27082440', slevaDokl: '10' }],
  closedUntil: '2025-12-31',
  orders: [],
  lastId: 800,
  lastNumber: 0,
})

/** How a relation is named: `code:X`, `in:27082440`. `undefined`: no such record, `several`: more than one. */
export function resolveRelation(books: Books, list: ListName, named: string): string | 'several' | undefined {
  const [, prefix = '', key = ''] = /^([a-z]+):(.*)$/s.exec(named) ?? []
  if (list === 'adresar') {
    const found = books.addressBook.filter((entry) =>
      prefix === 'in' ? entry.ic === key : prefix === 'code' && entry.kod === key.toUpperCase(),
    )
    return found.length > 1 ? 'several' : found[0]?.kod
  }
  if (list === 'cenik') {
    if (prefix !== 'code' && prefix !== 'ean') return undefined
    return key === '' || books.unknownCards.includes(key) ? undefined : key
  }
  if (prefix !== 'code') return undefined
  if (list === 'stat') return /^[A-Z]{2}$/.test(key) ? key : undefined
  return books.lists[list].find((code) => code === key.toUpperCase())
}
