import type Database from 'libsql'
import { exact } from './exact'

/** The stock cards (agenda Zásoby) of an accounting unit. Written by the import of cards and by movements; read by the list of stock. */

export interface StockCardRecord {
  id: number
  stockType: string
  code: string
  ean?: string
  extId?: { ids: string; exSystemName: string }
  name: string
  unit?: string
  /** Path in the tree of stores, `ZBOŽÍ/Šrouby`; its first part is the store. */
  storage: string
  /** Price group. */
  typePrice: string
  isSales: boolean
  isInternet: boolean
  /** `none`, `low`, `high`, `third`. */
  purchasingRateVAT: string
  sellingRateVAT: string
  /** Prices are decimal strings; `payVAT`: with VAT. */
  purchasingPrice: { price: string; payVAT: boolean }
  sellingPrice: { price: string; payVAT: boolean }
  /** Other price levels. */
  prices: { ids: string; price: string }[]
  /** Decimal strings, in the card's unit: what lies there, what is reserved, ordered from us, ordered by us. */
  count: string
  reservation: string
  countReceivedOrders: string
  countIssuedOrders: string
  /** Other texts of the header, by element path without prefixes, e.g. `mass`, `description`. */
  texts: Record<string, string>
  /** Local time without zone; changes with the card and with its movements. */
  changedAt: string
}

export type NewStockCard = Omit<StockCardRecord, 'id'>

/** What a card is when its import says no more than it must. */
export const emptyCard = {
  stockType: 'card',
  isSales: false,
  isInternet: false,
  purchasingRateVAT: 'none',
  sellingRateVAT: 'none',
  purchasingPrice: { price: '0', payVAT: false },
  sellingPrice: { price: '0', payVAT: false },
  prices: [],
  count: '0',
  reservation: '0',
  countReceivedOrders: '0',
  countIssuedOrders: '0',
  texts: {},
} as const satisfies Partial<NewStockCard>

/** All that is given must fit. `idFrom`: this id and above. */
export interface StockQuery {
  id?: number
  extId?: { ids: string; exSystemName: string }
  code?: string
  ean?: string
  name?: string
  /** Left part of the path, whole names only. */
  storage?: string
  store?: string
  internet?: boolean
  /** Local time without zone. */
  changedSince?: string
  idFrom?: number
  count?: number
}

export interface StockStore {
  insert(card: NewStockCard): StockCardRecord
  /** Many cards in one transaction, for seeds. */
  insertAll(cards: Iterable<NewStockCard>): void
  /** Replaces the card. */
  update(card: StockCardRecord): void
  /** Cards in the order of their ids. */
  find(query: StockQuery): StockCardRecord[]
  /** The same, one after the other, without holding them all. */
  each(query: StockQuery): IterableIterator<StockCardRecord>
  /** A movement: what is there becomes more (or less, by a negative quantity). */
  move(id: number, quantity: string, at: string): void
  remove(id: number): void
}

export const stockDdl = `
create table if not exists stock (
  id integer primary key autoincrement, code text not null, ean text, ext_id text, ex_system_name text, name text not null,
  store text not null, storage text not null, internet integer not null, changed_at text not null, count text not null,
  card text not null);
create index if not exists stock_code on stock (code);
create index if not exists stock_ean on stock (ean);
create index if not exists stock_ext_id on stock (ext_id);
create index if not exists stock_changed on stock (changed_at);
`

export const storeOf = (storage: string): string => storage.split('/')[0] ?? ''

interface Row {
  id: number
  count: string
  changed_at: string
  card: string
}

const read = (row: Row): StockCardRecord => ({
  ...(JSON.parse(row.card) as NewStockCard),
  id: row.id,
  count: row.count,
  changedAt: row.changed_at,
})

const columns = (card: NewStockCard): unknown[] => [
  card.code,
  card.ean ?? null,
  card.extId?.ids ?? null,
  card.extId?.exSystemName ?? null,
  card.name,
  storeOf(card.storage),
  card.storage,
  card.isInternet ? 1 : 0,
  card.changedAt,
  card.count,
  JSON.stringify(card),
]

export function stockStore(db: Database.Database): StockStore {
  const insertSql =
    'insert into stock (code, ean, ext_id, ex_system_name, name, store, storage, internet, changed_at, count, card) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'

  const filtered = (query: StockQuery): { sql: string; values: unknown[] } => {
    const conditions: string[] = []
    const values: unknown[] = []
    const where = (sql: string, ...given: unknown[]): void => {
      conditions.push(sql)
      values.push(...given)
    }
    if (query.id !== undefined) where('id = ?', query.id)
    if (query.extId !== undefined) where('ext_id = ? and ex_system_name = ?', query.extId.ids, query.extId.exSystemName)
    if (query.code !== undefined) where('code = ?', query.code)
    if (query.ean !== undefined) where('ean = ?', query.ean)
    if (query.name !== undefined) where('name = ?', query.name)
    if (query.store !== undefined) where('store = ?', query.store)
    if (query.storage !== undefined)
      where("(storage = ? or substr(storage, 1, ?) = ? || '/')", query.storage, query.storage.length + 1, query.storage)
    if (query.internet !== undefined) where('internet = ?', query.internet ? 1 : 0)
    if (query.changedSince !== undefined) where('changed_at >= ?', query.changedSince)
    if (query.idFrom !== undefined) where('id >= ?', query.idFrom)
    const filter = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`
    return {
      sql: `select id, count, changed_at, card from stock ${filter} order by id limit ?`,
      values: [...values, query.count ?? -1],
    }
  }

  return {
    insert(card) {
      const { lastInsertRowid } = db.prepare(insertSql).run(...columns(card))
      return { ...card, id: Number(lastInsertRowid) }
    },
    insertAll(cards) {
      const insert = db.prepare(insertSql)
      db.exec('begin immediate')
      try {
        for (const card of cards) insert.run(...columns(card))
        db.exec('commit')
      } catch (error) {
        db.exec('rollback')
        throw error
      }
    },
    update({ id, ...card }) {
      db.prepare(
        'update stock set code = ?, ean = ?, ext_id = ?, ex_system_name = ?, name = ?, store = ?, storage = ?, internet = ?, changed_at = ?, count = ?, card = ? where id = ?',
      ).run(...columns(card), id)
    },
    find(query) {
      const { sql, values } = filtered(query)
      return (db.prepare(sql).all(...values) as Row[]).map(read)
    },
    *each(query) {
      const { sql, values } = filtered(query)
      for (const row of db.prepare(sql).iterate(...values)) yield read(row as Row)
    },
    move(id, quantity, at) {
      const row = db.prepare('select count from stock where id = ?').get(id) as { count: string } | undefined
      if (row === undefined) return
      const count = exact(row.count).plus(exact(quantity)).toFixed()
      db.prepare('update stock set count = ?, changed_at = ? where id = ?').run(count, at, id)
    },
    remove(id) {
      db.prepare('delete from stock where id = ?').run(id)
    },
  }
}
