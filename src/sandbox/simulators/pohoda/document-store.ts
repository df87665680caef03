import type Database from 'libsql'
import type { OrderLine } from './money'
import type { NewOrder } from './order-record'

/** Receipts, issue slips, invoices and credit notes of an accounting unit. */

/** As POHODA calls its agendas. */
export type DocumentAgenda = 'prijemky' | 'vydejky' | 'prijate_faktury' | 'vydane_faktury'

export interface DocumentRecord extends Omit<NewOrder, 'lines' | 'dateFrom' | 'dateTo'> {
  id: number
  agenda: DocumentAgenda
  /** `prijemka`, `vydejka`, or the type of the invoice, e.g. `receivedInvoice`. */
  kind: string
  lines: (OrderLine & { id: number })[]
}
export type NewDocument = Omit<DocumentRecord, 'id' | 'lines'> & { lines: OrderLine[] }

/** All that is given must fit. */
export interface DocumentQuery {
  agenda?: DocumentAgenda
  kind?: string
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

export interface DocumentStore {
  numberExists(agenda: DocumentAgenda, number: string): boolean
  nextNumber(agenda: DocumentAgenda, series: string): string
  /** `number` '': the next of the series in `header`. */
  insert(document: NewDocument): DocumentRecord
  /** In the order of their ids. */
  find(query: DocumentQuery): DocumentRecord[]
  remove(id: number): void
}

export const documentDdl = `
create table if not exists documents (
  id integer primary key autoincrement, agenda text not null, kind text not null, number text not null, ext_id text, ex_system_name text,
  date text not null, ico text, company text, changed_at text not null, document text not null, unique (agenda, number));
create index if not exists documents_ext_id on documents (ext_id);
create index if not exists documents_date on documents (agenda, date);
`

interface Row {
  id: number
  document: string
}

const read = ({ id, document }: Row): DocumentRecord => {
  const { lines, ...head } = JSON.parse(document) as NewDocument
  return { ...head, id, lines: lines.map((line, index) => ({ ...line, id: id * 10_000 + index })) }
}

export function documentStore(db: Database.Database, nextOfSeries: (key: string) => number): DocumentStore {
  const numberExists: DocumentStore['numberExists'] = (agenda, number) =>
    db.prepare('select 1 from documents where agenda = ? and number = ?').get(agenda, number) !== undefined
  const nextNumber: DocumentStore['nextNumber'] = (agenda, series) => {
    for (;;) {
      const number = series + String(nextOfSeries(`${agenda} ${series}`)).padStart(5, '0')
      if (!numberExists(agenda, number)) return number
    }
  }
  return {
    numberExists,
    nextNumber,
    insert(document) {
      const number = document.number === '' ? nextNumber(document.agenda, document.header['series'] ?? '') : document.number
      const text = JSON.stringify({ ...document, number })
      const { lastInsertRowid } = db
        .prepare(
          'insert into documents (agenda, kind, number, ext_id, ex_system_name, date, ico, company, changed_at, document) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
        )
        .run(
          document.agenda,
          document.kind,
          number,
          document.extId ?? null,
          document.exSystemName ?? null,
          document.date,
          document.partner['ico'] ?? null,
          document.partner['company'] ?? null,
          document.importedAt,
          text,
        )
      return read({ id: Number(lastInsertRowid), document: text })
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
      if (query.agenda !== undefined) where('agenda = ?', query.agenda)
      if (query.kind !== undefined) where('kind = ?', query.kind)
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
      const sql = `select id, document from documents ${filter} order by id limit ?`
      return (db.prepare(sql).all(...values, query.count ?? -1) as Row[]).map(read)
    },
    remove(id) {
      db.prepare('delete from documents where id = ?').run(id)
    },
  }
}
