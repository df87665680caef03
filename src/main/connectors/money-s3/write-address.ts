import { el, type XmlElement } from '../wrap/xml-writer'
import type { MoneyAddress } from './map-address'
import { address, phone, textual } from './xml-parts'

/** `firmaType`. */
export const firma = ({ key, party, sent, note }: MoneyAddress): XmlElement => {
  const has = (field: string, ...elements: (XmlElement | undefined)[]): (XmlElement | undefined)[] =>
    sent.has(field) ? elements : []
  return el('Firma', [
    ...has('name', el('Nazev', party.name)),
    ...has('address', address('Adresa', party)),
    ...has('name', el('ObchNazev', party.name)),
    ...has('address', address('ObchAdresa', party)),
    ...has('name', el('FaktNazev', party.name)),
    ...has('address', address('FaktAdresa', party)),
    ...has('contacts', phone(party), textual('EMail', party.email)),
    key.element === 'ICO' ? el('ICO', key.value) : textual('ICO', party.ico),
    ...has('taxIds', textual('DIC', party.dic), textual('DICSK', party.dicSk)),
    ...has('note', textual('Poznamka', note)),
    key.element === 'KodPartn' ? el('KodPartn', key.value) : undefined,
  ])
}
