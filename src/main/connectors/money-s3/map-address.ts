import type { Party } from '../../../shared/documents/party'
import { problem } from '../../../shared/failure'
import type { Note, ParsedDocument } from '../../engine/ports'
import { createFitter, type Fitter, hold } from '../wrap/fitter'
import { itemKey, ownRecordLine } from './key'
import { type MoneyParty, mapParty } from './map-party'
import { sentFields } from './mapping-settings'
import type { MoneySettings } from './settings'

/** A partner of the address book as Money S3 takes it. Limits: `__Firma.xsd`. */
export interface MoneyAddress {
  /** Where the key stands by which Money knows the partner. */
  key: { element: 'ICO' | 'KodPartn'; value: string }
  party: MoneyParty
  sent: ReadonlySet<string>
  note: string
}

/**
 * Money keeps a place of delivery as a partner of its own; all of them have the IČO of the first, so by its key one would replace the other. They
 * stand in the note.
 */
const placeLine = (fitter: Fitter, { name, contactName, phone, address }: Party): string =>
  `Místo dodání: ${[name, address.street, `${address.postalCode} ${address.city}`.trim(), address.country, contactName, phone]
    .filter((part) => part)
    .map((part) => fitter.line(part ?? ''))
    .join(', ')}`

/** One partner, and what was adjusted. Pure. Throws the `Failure` that holds a document. */
export const mapAddress = (
  { payload }: ParsedDocument<'addresses'>,
  { mapping }: Pick<MoneySettings, 'mapping'>,
  companyId: string,
): { address: MoneyAddress; notes: readonly Note[] } => {
  const rules = mapping.addresses
  const fitter = createFitter()
  const party = mapParty(fitter, payload.party, 'party', mapping.vatCountry ?? payload.party.address.country)
  const value = rules.key === 'ico' ? party.ico : itemKey(companyId, payload.addressId)
  if (value === '') return hold(problem('mapping-incomplete', { field: 'party.ico' }))
  if (!payload.active) fitter.note('partner-not-active')
  const note = [
    ...fitter.extras,
    ...(payload.deliverTo ?? []).map((place) => placeLine(fitter, place)),
    payload.active ? '' : 'Partner už neobchoduje.',
    ownRecordLine('adresa', payload.addressId),
  ]
  return {
    address: {
      key: { element: rules.key === 'ico' ? 'ICO' : 'KodPartn', value },
      party,
      sent: sentFields(rules),
      note: note.filter((part) => part !== '').join('\n'),
    },
    notes: fitter.notes(),
  }
}
