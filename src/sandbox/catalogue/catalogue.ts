import type { OutwardAgenda } from '../../shared/documents/agenda'
import type { Store } from '../database'
import { nameOf } from './part'

const PAGE_ROWS = 1000

/** Where a reading has got; `since`: of the request, ms. */
export interface Cursor {
  asOf: number
  since: number | undefined
  changedAt: number
  seq: number
}
export interface Page {
  asOf: number
  /** JSON of each row. */
  rows: string[]
  removed: Record<string, unknown>[]
  next: Cursor | undefined
}

export type Catalogue = ReturnType<typeof createCatalogue>

/** What the shops see of a company: the rows of its committed uploads. */
export function createCatalogue(store: Store, now: () => number) {
  const find = store.prepare<{ catalogue_id: number; changed_at: number }>(
    'select catalogue_id, changed_at from catalogues where company_id = ? and agenda = ?',
  )
  const insert = store.prepare('insert into catalogues (company_id, agenda, changed_at) values (?, ?, ?)')
  const touch = store.prepare('update catalogues set changed_at = ? where catalogue_id = ?')
  // A row that is sent again as it stands has not changed: shops need not hear of it.
  const put = store.prepare(
    `insert into catalogue_rows (catalogue_id, row_key, row, changed_at)
     select ?, value ->> 0, value ->> 1, ? from json_each(?) where true
     on conflict (catalogue_id, row_key) do update set row = excluded.row, changed_at = excluded.changed_at
     where row is not excluded.row`,
  )
  const standing = store.prepare<{ row_seq: number; row_key: string }>(
    'select row_seq, row_key from catalogue_rows where catalogue_id = ? and row is not null',
  )
  const remove = store.prepare(
    'update catalogue_rows set row = null, changed_at = ? where row_seq in (select value from json_each(?))',
  )
  const count = store.prepare<{ count: number }>(
    'select count(*) as count from catalogue_rows where catalogue_id = ? and row is not null',
  )
  const all = store.prepare<{ row_seq: number; row: string }>(
    'select row_seq, row from catalogue_rows where catalogue_id = ? and row is not null and row_seq > ? order by row_seq limit ?',
  )
  const changed = store.prepare<{ row_seq: number; row_key: string; row: string | null; changed_at: number }>(
    `select row_seq, row_key, row, changed_at from catalogue_rows
     where catalogue_id = ? and (changed_at, row_seq) > (?, ?) and changed_at <= ? order by changed_at, row_seq limit ?`,
  )

  return {
    /**
     * Runs inside the caller's transaction. `rows`: JSON arrays of `[row key, row, …]`. `keeps`: of a full upload, asked once all rows are taken
     * over: whether a key stays that stood there before. Answers how many were removed.
     */
    replace(companyId: string, agenda: OutwardAgenda, rows: Iterable<string>, keeps?: (rowKey: string) => boolean): number {
      const before = find.get(companyId, agenda)
      // A clock that was set back must not hide a change from a shop that asks since the last one.
      const at = Math.max(now(), before?.changed_at ?? 0)
      if (before === undefined) insert.run(companyId, agenda, at)
      const id = (before ?? find.get(companyId, agenda))?.catalogue_id
      if (id === undefined) throw new Error('a catalogue was just made')
      touch.run(at, id)
      for (const some of rows) put.run(id, at, some)
      if (keeps === undefined) return 0
      const gone = standing.all(id).filter(({ row_key }) => !keeps(row_key))
      if (gone.length > 0) remove.run(at, JSON.stringify(gone.map(({ row_seq }) => row_seq)))
      return gone.length
    },
    /** The next page, at most 1,000 rows. `from` undefined: the first. */
    page(companyId: string, agenda: OutwardAgenda, since: number | undefined, from: Cursor | undefined): Page {
      const catalogue = find.get(companyId, agenda)
      const asOf = from?.asOf ?? Math.max(now(), catalogue?.changed_at ?? 0)
      if (catalogue === undefined) return { asOf, rows: [], removed: [], next: undefined }
      const { catalogue_id: id } = catalogue
      if (since === undefined) {
        const read = all.all(id, from?.seq ?? 0, PAGE_ROWS + 1)
        const page = read.slice(0, PAGE_ROWS)
        const last = read.length > PAGE_ROWS ? page.at(-1) : undefined
        const next = last && { asOf, since, changedAt: 0, seq: last.row_seq }
        return { asOf, rows: page.map(({ row }) => row), removed: [], next }
      }
      // Nothing later than the first page: a row that changes meanwhile belongs to the next reading, and none comes twice.
      const read = changed.all(id, from?.changedAt ?? since - 1, from?.seq ?? Number.MAX_SAFE_INTEGER, asOf, PAGE_ROWS + 1)
      const page = read.slice(0, PAGE_ROWS)
      const last = read.length > PAGE_ROWS ? page.at(-1) : undefined
      return {
        asOf,
        rows: page.flatMap(({ row }) => row ?? []),
        removed: page.filter(({ row }) => row === null).map(({ row_key }) => nameOf(agenda, row_key)),
        next: last && { asOf, since, changedAt: last.changed_at, seq: last.row_seq },
      }
    },
    rows(companyId: string, agenda: OutwardAgenda): number {
      const catalogue = find.get(companyId, agenda)
      return catalogue === undefined ? 0 : (count.get(catalogue.catalogue_id)?.count ?? 0)
    },
  }
}
