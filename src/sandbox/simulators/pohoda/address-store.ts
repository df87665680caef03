import type Database from 'libsql'
import type { Address } from './state'

/** The address book of an accounting unit: what its settings (`state.json`) say a person has written there, and what was imported. */

export interface ShipTo {
  id: number
  extId?: string
  /** By element name; the country's code stands under `country`. */
  texts: Record<string, string>
}

export interface AddressRecord extends Address {
  /** `city`, `street`, `zip`, `country` and other texts of the address itself, by element name. */
  texts: Record<string, string>
  /** Other texts of the header, by element path: `phone`, `email`, `p1`, … */
  header: Record<string, string>
  shipTo: ShipTo[]
  changedAt: string
}

export interface AddressStore {
  /** In the order of their ids; an address that was imported over one of `settings` stands in its place. */
  all(settings: readonly Address[]): AddressRecord[]
  nextId(settings: readonly Address[]): number
  /** Adds it, or replaces the one with its id. */
  put(address: AddressRecord): void
  remove(id: number): void
}

export const addressDdl = `create table if not exists addresses (id integer primary key, address text not null);`

const plain = (address: Address): AddressRecord => ({ ...address, texts: {}, header: {}, shipTo: [], changedAt: '' })

export function addressStore(db: Database.Database): AddressStore {
  const all: AddressStore['all'] = (settings) => {
    const rows = db.prepare('select id, address from addresses order by id').all() as { id: number; address: string }[]
    const byId = new Map(settings.map((address) => [address.id, plain(address)]))
    for (const { id, address } of rows) byId.set(id, { ...(JSON.parse(address) as AddressRecord), id })
    return [...byId.values()].toSorted((a, b) => a.id - b.id)
  }
  return {
    all,
    nextId: (settings) => (all(settings).at(-1)?.id ?? 0) + 1,
    put: (address) => {
      db.prepare('insert or replace into addresses (id, address) values (?, ?)').run(address.id, JSON.stringify(address))
    },
    remove: (id) => {
      db.prepare('delete from addresses where id = ?').run(id)
    },
  }
}
