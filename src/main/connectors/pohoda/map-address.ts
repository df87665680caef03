import type { Party } from '../../../shared/documents/party'
import type { ParsedDocument } from '../../engine/ports'
import { createFitter, type Fitter } from '../wrap/fitter'
import type { FieldPolicy } from '../wrap/settings-parts'
import { el, type XmlElement } from '../wrap/xml-writer'
import type { AgendaSettings } from './agenda-settings'
import type { ListedPlace, ListedRecord } from './response'
import { extIdElement, ids, packItem, placeOf, taxNumbersOf, textual } from './trade'
import { filterOf, type RecordKey, type Upsert } from './upsert'

const textOf = (elements: readonly (XmlElement | undefined)[], name: string): string => {
  const content = elements.find((element) => element?.name === name)?.content
  return typeof content === 'string' ? content : ''
}
const PLACE_FIELDS = ['company', 'street', 'city', 'zip'] as const
const samePlace = (place: readonly (XmlElement | undefined)[], known: ListedPlace): boolean =>
  PLACE_FIELDS.every((field) => textOf(place, `typ:${field}`).toLowerCase() === known[field].toLowerCase())

const deliveryPlace = (fitter: Fitter, party: Party, index: number): readonly (XmlElement | undefined)[] => [
  ...placeOf(fitter, party, `deliverTo.${index + 1}`),
  ids('typ:country', party.address.country),
]

/** A partner in the address book (`adb:addressbook`), with its places of delivery. Pure. Source: addressbook.xsd. */
export const mapAddress = (
  { itemId, payload }: ParsedDocument<'addresses'>,
  { mapping: { addresses: rules }, exSystemName }: AgendaSettings,
): Upsert => {
  const { addressId, party, deliverTo = [], active } = payload
  const fitter = createFitter()
  const place = placeOf(fitter, party, 'party')
  const taxNumbers = taxNumbersOf(fitter, party, 'party')
  const ico = textOf(taxNumbers, 'typ:ico')
  const ours: RecordKey = { by: 'extId', value: addressId }
  const keys = rules.match === 'by-ico' && ico !== '' ? [ours, { by: 'ico', value: ico } as const] : [ours]
  const only = (...names: readonly string[]): readonly (XmlElement | undefined)[] =>
    place.filter((element) => element !== undefined && names.includes(element.name))

  const inIdentity: readonly (readonly [FieldPolicy, readonly (XmlElement | undefined)[]])[] = [
    [rules.name, only('typ:company')],
    [rules.contact, only('typ:name')],
    [rules.address, [...only('typ:city', 'typ:street', 'typ:zip'), ids('typ:country', party.address.country)]],
    [rules.taxNumbers, taxNumbers],
  ]
  const inHeader: readonly (readonly [FieldPolicy, readonly (XmlElement | undefined)[]])[] = [
    [
      rules.contact,
      [
        textual('adb:phone', fitter.contact(party.phone, 'party.phone', 40)),
        textual('adb:email', fitter.contact(party.email, 'party.email', 98)),
      ],
    ],
  ]
  const places = deliverTo.map((one, index) => deliveryPlace(fitter, one, index))
  if (!active) fitter.note('partner-not-active')
  const intNote = fitter.extras.join('\n')

  const item = (action: XmlElement, policies: readonly FieldPolicy[], shipTo: typeof places): XmlElement => {
    const chosen = (from: typeof inIdentity): readonly (XmlElement | undefined)[] =>
      from.flatMap(([policy, elements]) => (policies.includes(policy) ? elements : []))
    const address = chosen(inIdentity).filter((element) => element !== undefined)
    return packItem(
      itemId,
      el(
        'adb:addressbook',
        [
          el('adb:actionType', [action]),
          el('adb:addressbookHeader', [
            el('adb:identity', [
              extIdElement('typ:extId', addressId, exSystemName),
              // Nothing to say of it is not the same as an empty one.
              address.length > 0 ? el('typ:address', address) : undefined,
              ...shipTo.map((one) => el('typ:shipToAddress', one)),
            ]),
            ...chosen(inHeader),
            // What was too long for its own place; never over a note that somebody has written there.
            policies.includes('new') ? textual('adb:intNote', intNote) : undefined,
          ]),
        ],
        { version: '2.0' },
      ),
    )
  }
  return {
    kind: 'address',
    keys,
    add: item(
      el('adb:add', [el('ftr:filter', filterOf(keys.at(-1) ?? ours, exSystemName))]),
      ['new', 'always'],
      rules.places === 'never' ? [] : places,
    ),
    update: ({ id, places: known }: ListedRecord) =>
      item(
        el('adb:update', [el('ftr:filter', [el('ftr:id', id)])]),
        ['always'],
        rules.places === 'always' ? places.filter((one) => !known.some((there) => samePlace(one, there))) : [],
      ),
    notes: fitter.notes(),
  }
}
