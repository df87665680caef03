import type { Note } from '../../engine/ports'
import type { FlexiRecord } from './record'

/** What ABRA Flexi must compute, by the names of its fields. `what`: as in the text of the problem. */
export type ExpectedSums = readonly { what: 'payable' | 'vat' | 'net'; field: string; value: string }[]

/** A card that a document's line needs and that may not be there. */
export interface NewCard {
  field: 'kod' | 'eanKod'
  value: string
  record: FlexiRecord
}

/** A document as one record, what ABRA Flexi must make of it, and what was adjusted. */
export interface MappedDocument {
  record: FlexiRecord
  expected: ExpectedSums
  notes: readonly Note[]
  /** Cards that are made first where they are missing. */
  newCards: readonly NewCard[]
  /** Whose VAT rates and home currency it is mapped to. */
  country: string
}

/** By what a record is known that the company has made itself and that has no id of ours. */
export interface OwnKey {
  field: 'kod' | 'eanKod' | 'ic'
  value: string
}

/** A record of master data: what goes into a new one, and what of it goes into one that is there. */
export interface MappedMaster {
  evidence: string
  externalId: string
  match?: OwnKey
  /** Without `id`: it depends on what is found. */
  create: FlexiRecord
  update: FlexiRecord
  notes: readonly Note[]
  /** As in `MappedDocument`; absent: nothing of it depends on a country. */
  country?: string
}
