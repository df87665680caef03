import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a simulated installation of POHODA consists of. All of it lies in one folder and may be edited between runs. */

export interface User {
  name: string
  password: string
  /** May import and export XML at all (otherwise code 555). */
  xml: boolean
  /** May create received orders (otherwise code 101). */
  orders: boolean
}

export interface Address {
  id: number
  company?: string
  name?: string
  ico?: string
  dic?: string
  icDph?: string
  /** Ids of this address in other systems. */
  extIds?: { ids: string; exSystemName: string }[]
}

/** Values an accounting unit knows. A list that is missing knows every value. */
export interface KnownValues {
  stores?: string[]
  centres?: string[]
  activities?: string[]
  contracts?: string[]
  /** Prefixes of the number series. */
  series?: string[]
  paymentTypes?: string[]
  priceLevels?: string[]
  /** Of stock cards. */
  priceGroups?: string[]
  carriers?: string[]
  currencies?: string[]
}

/** A card that a person has written there and that has no stock of its own; those with one are in the database (`stock-store.ts`). */
export interface StockCard {
  id: number
  code: string
  ean?: string
  store?: string
}

export interface AccountingUnit {
  /** As in the job file, e.g. `StwPh_12345678_2026`. */
  database: string
  ico: string
  key: string
  company: string
  year: number
  country: 'CZ' | 'SK'
  /** Document numbers are this and six digits. */
  seriesPrefix: string
  lists: KnownValues
  addressBook: Address[]
  /** Missing: any card exists, whether it is in the database or not. */
  stockCards?: StockCard[]
}

export interface State {
  users: User[]
  units: AccountingUnit[]
  /** The customer's own batch removes what it has imported from the input folder. */
  emptiesInputFolder: boolean
  /** Some installations refuse packs that aren't in Windows-1250 (users report both). */
  refusesUtf8: boolean
}

/** How often a fault strikes: for ever, or this many times, counted down in the file. */
export type Switch = boolean | { times: number }

/** Switches of `faults.json`, read at each start; each is optional. */
export interface Faults {
  /** The database can't be opened (553). */
  lockedDatabase?: Switch
  noLicence?: Switch
  /** The user may not import XML (555). */
  noXmlRights?: Switch
  /** The user may not create orders (101 on each order). */
  noRights?: Switch
  /** Activation expired (557). */
  activationExpired?: Switch
  /** Each order: processing error, try again (556); nothing is written. */
  tryAgain?: Switch
  delayMs?: { beforeWrite?: number; afterWrite?: number; times?: number }
  /** Dies after so many items are written (default all), before the answer. Without `times`: every run. Questions write nothing. */
  killAfterWrite?: { times?: number; afterItems?: number }
  killBeforeWrite?: Switch
  truncatedResponse?: Switch
  emptyResponse?: Switch
  noResponse?: Switch
  /** The same, for packs that write only: a question is answered. */
  noImportResponse?: Switch
  /** Documents the program says no to: by a name of theirs (the customer's order number, the text, a code, a firm), or a regular expression over it. */
  refuse?: { numberOrder?: string; regexp?: string; errno?: number; note?: string; times?: number }[]
  /** Each created order with a unit of measure has it "adjusted": a warning, with success. */
  warning603?: Switch
  /** Item ids that are processed but not answered. */
  dropItemFromResponse?: string[]
  /** Declares this encoding (default `UTF-8`) over Windows-1250 bytes. */
  wrongEncoding?: Switch | { declare: string; times?: number }
  /** Before the run a person deletes these documents: customer's order number or document number. */
  deletedDocuments?: string[]
}

export const defaultUser: User = { name: 'Admin', password: 'heslo', xml: true, orders: true }
export const defaultUnit: AccountingUnit = {
  database: 'StwPh_12345678_2026',
  ico: '12345678',
  key: '7f3c1d52-0b1e-4a55-9f6e-2f0f5f6f4a10',
  company: 'Vzorová firma, s.r.o. (simulator)',
  year: 2026,
  country: 'CZ',
  seriesPrefix: '261',
  lists: {},
  addressBook: [],
}

export const stateFile = (stateDir: string): string => join(stateDir, 'state.json')
export const faultsFile = (stateDir: string): string => join(stateDir, 'faults.json')

export function writeJson(file: string, value: unknown): void {
  const temporary = `${file}.${process.pid}.tmp`
  const handle = openSync(temporary, 'w')
  try {
    writeFileSync(handle, `${JSON.stringify(value, undefined, 2)}\n`)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(temporary, file)
}

/**
 * Creates a simulated installation; by default one user, `Admin` with password `heslo`, and one accounting unit in database
 * `StwPh_12345678_2026`. An existing one gets its users and units replaced and keeps its documents.
 */
export function createPohoda(stateDir: string, options: Partial<State> = {}): State {
  const state: State = {
    users: options.users ?? [defaultUser],
    units: options.units ?? [defaultUnit],
    emptiesInputFolder: options.emptiesInputFolder ?? false,
    refusesUtf8: options.refusesUtf8 ?? false,
  }
  mkdirSync(stateDir, { recursive: true })
  writeJson(stateFile(stateDir), state)
  return state
}

/** Throws when the folder was not made by `createPohoda`. */
export function readState(stateDir: string): State {
  if (!existsSync(stateFile(stateDir))) throw new Error(`${stateDir} is no state folder of the POHODA simulator`)
  return JSON.parse(readFileSync(stateFile(stateDir), 'utf8')) as State
}

/** Replaces all faults; `{}` heals. */
export const setFaults = (stateDir: string, faults: Faults): void => writeJson(faultsFile(stateDir), faults)

export const readFaults = (stateDir: string): Faults =>
  existsSync(faultsFile(stateDir)) ? (JSON.parse(readFileSync(faultsFile(stateDir), 'utf8')) as Faults) : {}
