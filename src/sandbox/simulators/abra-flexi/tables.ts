import { dec, format } from '../../../shared/documents/decimal'
import { type Books, type EvidenceFacts, evidenceNamed, idsOfRecord, type StockCard, type StoredRecord } from './books'
import type { FieldValues, ParsedFilter } from './filter'
import { computeDocument } from './sums'

/** Evidences as listings read them: rows in the order of their ids, one at a time, so that a hundred thousand cards need not be built at once. */
export interface Table {
  length: number
  id(index: number): number
  /** For filters. */
  field(index: number): FieldValues
  /** All fields as they are shown; every value is text. */
  row(index: number): Record<string, unknown>
  /** Not valid any more, so not listed unless asked for. */
  isOld(index: number): boolean
  /** All rows of which this is so are alike but for their ids and codes. */
  isAlike(index: number): boolean
}

/** Cards that nobody has written: so many, the same each time, each in one stock. Changed ones by their index. */
export interface ManyCards {
  count: number
  changed: ReadonlyMap<number, { stavMJ?: string; cenaZakl?: string; lastUpdate: string }>
}
const FIRST_CARD = 1_000_001
const FIRST_STOCK_CARD = 2_000_001
const LONG_AGO = '2025-01-01T00:00:00.000+01:00'
const codeOfMany = (index: number): string => `C${String(index).padStart(6, '0')}`

/** Sums of a document as they are shown. */
function sumsOf(record: StoredRecord, lines: NonNullable<EvidenceFacts['lines']>, books: Books): Record<string, string> {
  const { net, vat, payable } = computeDocument(record, lines, books)
  const home = books.country === 'SK' ? 'EUR' : 'CZK'
  const foreign = (record.values['mena'] ?? home) !== home
  const [own, other] = foreign ? ['Men', ''] : ['', 'Men']
  return {
    [`sumZklCelkem${own}`]: net,
    ...(lines.vat ? { [`sumDphCelkem${own}`]: vat, [`sumDphCelkem${other}`]: '0.0' } : {}),
    [`sumCelkem${own}`]: payable,
    [`sumZklCelkem${other}`]: '0.0',
    [`sumCelkem${other}`]: '0.0',
  }
}

/** A record as ABRA Flexi shows it. */
export function shown(record: StoredRecord, { fields, lines }: EvidenceFacts, books: Books): Record<string, unknown> {
  const values = Object.entries(record.values).map(([name, value]) => [
    name,
    fields.get(name)?.type === 'relation' ? `code:${value}` : value,
  ])
  return {
    ...Object.fromEntries(values),
    id: String(record.id),
    kod: record.kod,
    lastUpdate: record.lastUpdate,
    'external-ids': [...record.externalIds],
    ...(lines ? sumsOf(record, lines, books) : {}),
  }
}

const thisYear = new Date().getFullYear()

function recordTable(unsorted: readonly StoredRecord[], facts: EvidenceFacts, books: Books): Table {
  const records = unsorted.toSorted((a, b) => a.id - b.id)
  const at = (index: number): StoredRecord => records[index] as StoredRecord
  return {
    length: records.length,
    id: (index) => at(index).id,
    field: (index) => (name) => {
      const record = at(index)
      if (name === 'id') return idsOfRecord(record)
      if (name === 'lastUpdate') return [record.lastUpdate]
      if (name === 'kod') return [record.kod]
      return facts.fields.has(name) ? [record.values[name] ?? ''] : undefined
    },
    row: (index) => shown(at(index), facts, books),
    isOld: (index) => Number(at(index).values['platiDo'] ?? thisYear) < thisYear,
    isAlike: () => false,
  }
}

const decimal = (value: string): string => (value.includes('.') ? value : `${value}.0`)

function stockRow(own: StockCard, card: StoredRecord | undefined): Record<string, unknown> {
  return {
    id: String(own.id),
    lastUpdate: own.lastUpdate,
    ucetObdobi: String(own.period),
    sklad: `code:${own.stock}`,
    cenik: `code:${card?.kod ?? ''}`,
    stavMJ: decimal(own.stavMJ),
    rezervMJ: decimal(own.rezervMJ),
    pozadavkyMj: decimal(own.pozadavkyMj),
    dostupMj: decimal(format(dec(own.stavMJ).minus(dec(own.rezervMJ)).minus(dec(own.pozadavkyMj)))),
  }
}

function stockTable(books: Books): Table {
  const rows = books.stockCards.toSorted((a, b) => a.id - b.id)
  const cards = new Map(books.cards.map((card) => [card.id, card]))
  const at = (index: number): StockCard => rows[index] as StockCard
  return {
    length: rows.length,
    id: (index) => at(index).id,
    field: (index) => (name) => {
      const own = at(index)
      const card = cards.get(own.card)
      switch (name) {
        case 'id':
          return [String(own.id)]
        case 'lastUpdate':
          return [own.lastUpdate]
        case 'ucetObdobi':
          return [String(own.period), `code:${books.periods.find(({ id }) => id === own.period)?.kod}`]
        case 'sklad':
          return [`code:${own.stock}`]
        case 'cenik':
          return card ? idsOfRecord(card) : []
        case 'cenik.lastUpdate':
          return [card?.lastUpdate ?? '']
        default:
          return undefined
      }
    },
    row: (index) => stockRow(at(index), cards.get(at(index).card)),
    isOld: () => false,
    isAlike: () => false,
  }
}

/** Rows of the cards that nobody has written, as the price list or as stock cards of the current period. */
function manyTable({ count, changed }: ManyCards, books: Books, kind: 'cards' | 'stock'): Table {
  const first = kind === 'cards' ? FIRST_CARD : FIRST_STOCK_CARD
  const period = books.periods.find(({ kod }) => kod === String(thisYear))?.id ?? 0
  const lastUpdate = (index: number): string => changed.get(index)?.lastUpdate ?? LONG_AGO
  return {
    length: count,
    id: (index) => first + index,
    field: (index) => (name) => {
      if (name === 'id') return [String(first + index)]
      if (name === 'lastUpdate' || name === 'cenik.lastUpdate') return [name === 'lastUpdate' ? lastUpdate(index) : LONG_AGO]
      if (name === 'ucetObdobi') return [String(period)]
      if (name === 'kod') return [codeOfMany(index)]
      return ['sklad', 'eanKod'].includes(name) ? [''] : undefined
    },
    row: (index) =>
      kind === 'cards'
        ? {
            ...manyCard(index),
            lastUpdate: lastUpdate(index),
            cenaZakl: changed.get(index)?.cenaZakl ?? `${100 + (index % 900)}.5`,
          }
        : {
            id: String(first + index),
            lastUpdate: lastUpdate(index),
            ucetObdobi: String(period),
            sklad: 'code:HLAVNI',
            cenik: `code:${codeOfMany(index)}`,
            stavMJ: decimal(changed.get(index)?.stavMJ ?? String(index % 1000)),
            rezervMJ: '0.0',
            pozadavkyMj: '0.0',
            dostupMj: decimal(changed.get(index)?.stavMJ ?? String(index % 1000)),
          },
    isOld: () => false,
    isAlike: (index) => !changed.has(index),
  }
}
const manyCard = (index: number): Record<string, unknown> => ({
  id: String(FIRST_CARD + index),
  kod: codeOfMany(index),
  nazev: `Zboží ${index}`,
  eanKod: `859${String(index).padStart(10, '0')}`,
  mj1: 'code:KS',
  typCenyDphK: 'typCeny.bezDph',
  typSzbDphK: 'typSzbDph.dphZakl',
  exportNaEshop: 'true',
})

const joined = (a: Table, b: Table): Table => {
  const pick = <T>(index: number, of: (table: Table, at: number) => T): T =>
    index < a.length ? of(a, index) : of(b, index - a.length)
  return {
    length: a.length + b.length,
    id: (index) => pick(index, (table, at) => table.id(at)),
    field: (index) => pick(index, (table, at) => table.field(at)),
    row: (index) => pick(index, (table, at) => table.row(at)),
    isOld: (index) => pick(index, (table, at) => table.isOld(at)),
    isAlike: (index) => pick(index, (table, at) => table.isAlike(at)),
  }
}

/** `undefined`: no such evidence here. */
export function tableOf(evidence: string, books: Books, many: ManyCards): Table | undefined {
  if (evidence === 'skladova-karta') return joined(stockTable(books), manyTable(many, books, 'stock'))
  const facts = evidenceNamed(evidence)
  if (!facts) return undefined
  const own = recordTable(books[facts.store], facts, books)
  return evidence === 'cenik' ? joined(own, manyTable(many, books, 'cards')) : own
}

/** What `includes` puts in the place of a code: a list with the related record. */
export function includeCard(row: Record<string, unknown>, books: Books, wanted: readonly string[]): Record<string, unknown> {
  const code = /^code:(.*)$/s.exec(String(row['cenik'] ?? ''))?.[1]
  const facts = evidenceNamed('cenik')
  const own = books.cards.find(({ kod }) => kod === code)
  const index = /^C(\d{6})$/.exec(code ?? '')?.[1]
  const card = own && facts ? shown(own, facts, books) : index === undefined ? undefined : manyCard(Number(index))
  if (!card) return row
  return { ...row, cenik: [Object.fromEntries(Object.entries(card).filter(([name]) => name === 'id' || wanted.includes(name)))] }
}

/** The rows that a filter finds, in the order of their ids, as many of them as a page has; and how many there are. */
export function pageOf(
  table: Table,
  filter: ParsedFilter & { text: string; withOld: boolean },
  { start, limit, backwards }: { start: number; limit: number; backwards: boolean },
): { rows: readonly number[]; count: number } {
  let first = 0
  for (let end = table.length; first < end; ) {
    const middle = (first + end) >> 1
    if (table.id(middle) > filter.above) end = middle
    else first = middle + 1
  }
  const asksForCodes = /kod/i.test(filter.text)
  let alike: boolean | undefined
  const isFound = (index: number): boolean => {
    if (!filter.withOld && table.isOld(index)) return false
    if (asksForCodes || !table.isAlike(index)) return filter.rest(table.field(index))
    alike ??= filter.rest(table.field(index))
    return alike
  }
  const rows: number[] = []
  let count = 0
  for (let i = first; i < table.length; i++) {
    const index = backwards ? table.length - 1 - (i - first) : i
    if (!isFound(index)) continue
    if (count >= start && rows.length < limit) rows.push(index)
    count++
  }
  return { rows, count }
}
