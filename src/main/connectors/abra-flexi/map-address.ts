import { createHash } from 'node:crypto'
import type { ParsedDocument } from '../../engine/ports'
import { unicode } from '../wrap/fit-text'
import { createFitter } from '../wrap/fitter'
import { address, partyLine } from './map-partner'
import { byPolicy } from './map-stock-card'
import type { MappedMaster } from './mapped'
import { asCode, externalId, filled, PARTNERS } from './record'
import type { FlexiSettings } from './settings'

const CODE_LENGTH = 20

/**
 * A new partner needs a code of at most 20 characters, which nobody has given him: his id at the central side when it fits, else one computed
 * from it, the same each time.
 */
export const partnerCode = (addressId: string): string =>
  addressId.length <= CODE_LENGTH
    ? asCode(addressId)
    : `BI${createHash('sha256').update(addressId).digest('hex').slice(0, 16).toUpperCase()}`

/**
 * A business partner as a company of ABRA Flexi's address book (`adresar`). Pure. Our id is always ours; all else by the field policy. Places
 * that goods go to are another evidence (`misto-urceni`), whose description was not at hand: they stand in the text of a new partner. Throws
 * `Failure` for one that must be held.
 */
export const mapAddress = (
  { payload: { addressId, party, deliverTo = [], active } }: ParsedDocument<'addresses'>,
  { externalSystem, mapping }: Pick<FlexiSettings, 'externalSystem' | 'mapping'>,
): MappedMaster => {
  const fitter = createFitter(unicode)
  const policy = mapping.addresses
  const { name, street, city, postalCode, country } = address(fitter, party, 'party')
  const ico = fitter.exact(party.ico ?? '', 'party.ico', 20)
  const email = fitter.contact(party.email, 'party.email', 255)
  const phone = fitter.contact(party.phone, 'party.phone', 255)
  if (deliverTo.length > 0) fitter.note('places-in-text', { count: String(deliverTo.length) })
  if (!active) fitter.note('partner-not-active')
  const text = [
    party.contactName ? `Kontakt: ${fitter.line(party.contactName)}` : '',
    ...deliverTo.map((place) => `Místo dodání: ${partyLine(fitter, place)}`),
    ...fitter.extras,
  ].filter((part) => part !== '')
  const { create, update } = byPolicy([
    ['new', { kod: partnerCode(addressId), ...filled({ popis: text.join('\n') }) }],
    [policy.name, { nazev: name }],
    [policy.address, filled({ ulice: street, mesto: city, psc: postalCode, stat: country })],
    [
      policy.taxNumbers,
      filled({
        ic: ico,
        dic: fitter.exact(party.dic ?? '', 'party.dic', 20),
        vatId: fitter.exact(party.icDph ?? '', 'party.icDph', 20),
      }),
    ],
    [policy.contact, filled({ tel: phone, email, eanKod: fitter.exact(party.gln ?? '', 'party.gln', 20) })],
  ])
  return {
    evidence: PARTNERS,
    externalId: externalId(externalSystem, addressId),
    ...(policy.match === 'by-ico' && ico !== '' ? { match: { field: 'ic' as const, value: ico } } : {}),
    create,
    update,
    notes: fitter.notes(),
  }
}
