import type { Note } from '../../engine/ports'
import { el, type XmlElement } from '../wrap/xml-writer'
import type { ListedRecord } from './response'

/** Records that are kept up to date: found first, then added or updated. Filters: filter.xsd. */

export interface RecordKey {
  by: 'extId' | 'code' | 'EAN' | 'ico'
  value: string
  /** Cards only: in which store; absent: in all. */
  store?: string | undefined
}

export interface Upsert {
  kind: 'stock' | 'address'
  /** In the order in which they count: what is found by an earlier one is the record. The first is our own id. */
  keys: readonly RecordKey[]
  /** The pack item for a record that is not there. Its filter says so to POHODA as well: where there is one, nothing is done. */
  add: XmlElement
  /** The pack item for the one that is there. */
  update(known: ListedRecord): XmlElement
  notes: readonly Note[]
}

/** A key as a filter has it. */
export const filterOf = ({ by, value, store }: RecordKey, exSystemName: string): readonly XmlElement[] => [
  by === 'extId'
    ? el('ftr:extId', [el('typ:ids', value), el('typ:exSystemName', exSystemName)])
    : el(by === 'ico' ? 'ftr:ico' : by === 'EAN' ? 'ftr:EAN' : 'ftr:code', value),
  ...(store === undefined ? [] : [el('ftr:store', [el('typ:ids', store)])]),
]

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase()

/** Whether a listed record is what this key means. An old version ignores a filter that it doesn't know, and lists everything. */
export const isMeant = (record: ListedRecord, { by, value }: RecordKey, exSystemName: string): boolean => {
  if (by === 'extId') return record.extIds.some((id) => id.ids === value && id.exSystemName === exSystemName)
  // POHODA's databases compare texts without regard to case.
  return same(by === 'code' ? record.code : by === 'EAN' ? record.ean : record.ico, value)
}
