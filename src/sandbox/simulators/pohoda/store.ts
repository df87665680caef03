import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import { type AddressStore, addressDdl, addressStore } from './address-store'
import { type DocumentRecord, type DocumentStore, documentDdl, documentStore } from './document-store'
import type { OrderLine } from './money'
import type { NewOrder, OrderRecord } from './order-record'
import { type StockStore, stockDdl, stockStore } from './stock-store'

/** One accounting unit's database: documents, number series, memory of imported items, log of imports. */

/** What the duplicity check remembers. `id` is missing when the record has been deleted since. */
export interface Remembered {
  /** As POHODA calls its agendas. */
  agenda: string
  id: number | undefined
  number: string
  date: string
}

export interface OrderQuery {
  id?: number
  extId?: { ids: string; exSystemName: string }
  dateFrom?: string
  dateTill?: string
  numbers?: string[]
  icos?: string[]
  companies?: string[]
  changedSince?: string
  idFrom?: number
  count?: number
}

export interface Store {
  readonly stock: StockStore
  readonly documents: DocumentStore
  readonly addresses: AddressStore
  /** All that `write` does is there, or nothing of it. */
  transaction<T>(write: () => T): T
  remembered(packId: string, itemId: string): Remembered | undefined
  /** An item that became another record than an order. */
  remember(packId: string, itemId: string, record: { agenda: string; id: number; number: string; date: string }): void
  numberExists(number: string): boolean
  nextNumber(series: string): string
  /** One transaction: the order, its number in the series, and the memory of its item when `remember` is set. */
  insert(order: NewOrder, remember: boolean): OrderRecord
  find(query: OrderQuery): OrderRecord[]
  remove(id: number): void
  logImport(entry: { at: string; user: string; packId: string; application: string; note: string; items: number }): void
  importLog(): { at: string; user: string; packId: string; application: string; note: string; items: number }[]
  close(): void
}

const ddl = `
create table if not exists orders (
  id integer primary key autoincrement, number text not null unique, ext_id text, ex_system_name text,
  date text not null, ico text, company text, changed_at text not null, document text not null);
create index if not exists orders_ext_id on orders (ext_id);
create table if not exists order_lines (id integer primary key autoincrement, order_id integer not null, line text not null);
create index if not exists order_lines_order on order_lines (order_id);
create table if not exists series (prefix text primary key, last integer not null);
create table if not exists imported (
  pack_id text not null, item_id text not null, order_id integer not null, number text not null, date text not null,
  primary key (pack_id, item_id));
create table if not exists imported_records (
  pack_id text not null, item_id text not null, agenda text not null, record_id integer not null, number text not null, date text not null,
  primary key (pack_id, item_id));
create table if not exists import_log (
  id integer primary key autoincrement, at text not null, user text not null, pack_id text not null, application text not null,
  note text not null, items integer not null);
`

interface Row {
  id: number
  document: string
}

export const databaseFile = (stateDir: string, database: string): string => join(stateDir, `${database}.db`)

/**
 * Opens the file, waiting while another process is just closing it: the last one out removes the write-ahead log, and
 * SQLite answers "locked" at once then, whatever its busy time-out (seen with four simulators started together).
 */
function openPatiently(file: string): Database.Database {
  const giveUpAt = Date.now() + 30_000
  for (;;) {
    const db = new Database(file)
    try {
      db.exec('pragma busy_timeout=30000')
      db.exec('pragma journal_mode=wal')
      db.exec('pragma synchronous=normal')
      db.exec(ddl)
      db.exec(stockDdl + documentDdl + addressDdl)
      return db
    } catch (error) {
      db.close()
      if (!/locked|busy/i.test(String(error)) || Date.now() > giveUpAt) throw error
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
  }
}

export function openStore(file: string): Store {
  const db = openPatiently(file)
  const rows = (sql: string, ...values: unknown[]): Row[] => db.prepare(sql).all(...values) as Row[]
  const numberExists = (number: string): boolean =>
    rows('select id, number as document from orders where number = ?', number).length > 0

  const read = (row: Row): OrderRecord => ({
    ...(JSON.parse(row.document) as NewOrder),
    id: row.id,
    lines: rows('select id, line as document from order_lines where order_id = ? order by id', row.id).map((line) => ({
      ...(JSON.parse(line.document) as OrderLine),
      id: line.id,
    })),
  })

  const nextOfSeries = (series: string): number => {
    db.prepare('insert into series (prefix, last) values (?, 1) on conflict (prefix) do update set last = last + 1').run(series)
    return (db.prepare('select last from series where prefix = ?').get(series) as { last: number }).last
  }
  const nextNumber = (series: string): string => {
    for (;;) {
      const number = series + String(nextOfSeries(series)).padStart(6, '0')
      if (!numberExists(number)) return number
    }
  }

  const stock = stockStore(db)
  const documents = documentStore(db, nextOfSeries)
  const addresses = addressStore(db)
  const isAlive = (agenda: string, id: number): boolean => {
    if (agenda === 'zasoby') return stock.find({ id }).length > 0
    // Those of the settings are there always.
    if (agenda === 'adresar') return addresses.all([]).some((address) => address.id === id)
    return documents.find({ id }).length > 0
  }

  return {
    stock,
    documents,
    addresses,
    transaction(write) {
      db.exec('begin immediate')
      try {
        const made = write()
        db.exec('commit')
        return made
      } catch (error) {
        db.exec('rollback')
        throw error
      }
    },
    numberExists,
    nextNumber,
    remembered(packId, itemId) {
      const row = db
        .prepare('select order_id, number, date from imported where pack_id = ? and item_id = ?')
        .get(packId, itemId) as { order_id: number; number: string; date: string } | undefined
      if (row !== undefined) {
        const alive = rows('select id, number as document from orders where id = ?', row.order_id).length > 0
        return { agenda: 'prijate_objednavky', id: alive ? row.order_id : undefined, number: row.number, date: row.date }
      }
      const other = db
        .prepare('select agenda, record_id as id, number, date from imported_records where pack_id = ? and item_id = ?')
        .get(packId, itemId) as (Remembered & { id: number }) | undefined
      return other && { ...other, id: isAlive(other.agenda, other.id) ? other.id : undefined }
    },
    remember(packId, itemId, { agenda, id, number, date }) {
      db.prepare(
        'insert or replace into imported_records (pack_id, item_id, agenda, record_id, number, date) values (?, ?, ?, ?, ?, ?)',
      ).run(packId, itemId, agenda, id, number, date)
    },
    insert(order, remember) {
      const { lines, ...head } = order
      db.exec('begin immediate')
      try {
        const number = head.number === '' ? nextNumber(head.header['series'] ?? '') : head.number
        const document = JSON.stringify({ ...head, number })
        const { lastInsertRowid } = db
          .prepare(
            'insert into orders (number, ext_id, ex_system_name, date, ico, company, changed_at, document) values (?, ?, ?, ?, ?, ?, ?, ?)',
          )
          .run(
            number,
            head.extId ?? null,
            head.exSystemName ?? null,
            head.date,
            head.partner['ico'] ?? null,
            head.partner['company'] ?? null,
            head.importedAt,
            document,
          )
        const id = Number(lastInsertRowid)
        const insertLine = db.prepare('insert into order_lines (order_id, line) values (?, ?)')
        for (const line of lines) insertLine.run(id, JSON.stringify(line))
        if (remember) {
          db.prepare('insert or replace into imported (pack_id, item_id, order_id, number, date) values (?, ?, ?, ?, ?)').run(
            head.packId,
            head.itemId,
            id,
            number,
            head.importedAt.slice(0, 10),
          )
        }
        db.exec('commit')
        return read({ id, document })
      } catch (error) {
        db.exec('rollback')
        throw error
      }
    },
    find(query) {
      const conditions: string[] = []
      const values: unknown[] = []
      const where = (sql: string, ...given: unknown[]): void => {
        conditions.push(sql)
        values.push(...given)
      }
      const among = (column: string, list: readonly string[]): void =>
        where(`${column} in (${list.map(() => '?').join(', ') || 'null'})`, ...list)
      if (query.id !== undefined) where('id = ?', query.id)
      if (query.extId !== undefined) where('ext_id = ? and ex_system_name = ?', query.extId.ids, query.extId.exSystemName)
      if (query.dateFrom !== undefined) where('date >= ?', query.dateFrom)
      if (query.dateTill !== undefined) where('date <= ?', query.dateTill)
      if (query.numbers !== undefined) among('number', query.numbers)
      if (query.icos !== undefined) among('ico', query.icos)
      if (query.companies !== undefined) among('company', query.companies)
      if (query.changedSince !== undefined) where('changed_at >= ?', query.changedSince)
      if (query.idFrom !== undefined) where('id >= ?', query.idFrom)
      const filter = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`
      return rows(`select id, document from orders ${filter} order by id limit ?`, ...values, query.count ?? -1).map(read)
    },
    remove(id) {
      db.exec('begin immediate')
      db.prepare('delete from order_lines where order_id = ?').run(id)
      db.prepare('delete from orders where id = ?').run(id)
      db.exec('commit')
    },
    logImport(entry) {
      db.prepare('insert into import_log (at, user, pack_id, application, note, items) values (?, ?, ?, ?, ?, ?)').run(
        entry.at,
        entry.user,
        entry.packId,
        entry.application,
        entry.note,
        entry.items,
      )
    },
    importLog() {
      return (db.prepare('select * from import_log order by id').all() as Record<string, unknown>[]).map((row) => ({
        at: String(row['at']),
        user: String(row['user']),
        packId: String(row['pack_id']),
        application: String(row['application']),
        note: String(row['note']),
        items: Number(row['items']),
      }))
    },
    close() {
      db.close()
    },
  }
}

/** What an accounting unit's database says; `none` when there is no database yet. */
export function readStore<T>(stateDir: string, database: string, read: (store: Store) => T, none: T): T {
  const file = databaseFile(stateDir, database)
  if (!existsSync(file)) return none
  const store = openStore(file)
  try {
    return read(store)
  } finally {
    store.close()
  }
}

/** All received orders of an accounting unit, oldest first, as a person would see them in the agenda. For tests and the demo. */
export const readOrders = (stateDir: string, database: string): OrderRecord[] =>
  readStore(stateDir, database, (store) => store.find({}), [])

/** The same of its other documents. */
export const readDocuments = (stateDir: string, database: string): DocumentRecord[] =>
  readStore(stateDir, database, (store) => store.documents.find({}), [])

/** A person deletes a document in the program, by document number or the customer's order number. */
export function deleteOrder(stateDir: string, database: string, number: string): void {
  const store = openStore(databaseFile(stateDir, database))
  try {
    for (const order of store.find({})) if (order.number === number || order.numberOrder === number) store.remove(order.id)
  } finally {
    store.close()
  }
}
