import type { NoteTexts } from './notes.cs'

export const notesEn: NoteTexts = {
  'characters-replaced': 'The information system lacks some characters; they were replaced: {characters}.',
  'characters-removed': 'Characters that cannot be stored were removed: {characters}.',
  'text-shortened': 'The text “{element}” was shortened from {from} to {to} characters.',
  'value-left-out': 'The value “{field}” is longer than {limit} characters and stands only in the internal note: {value}.',
  'moved-to-note': 'Line {line}: the whole text is in the internal note of the document.',
  'line-without-stock-card': 'Line {line} has no stock code and was handed over as a text line.',
  'discount-in-price':
    'Line {line}: the discount of {discount} % has more decimals than the information system keeps, so it is in the price {price} already. The price and discount as agreed stand in the note of the line.',
  'unit-in-note': 'Line {line}: the unit “{unit}” has no code in the mapping and stands in the note of the line.',
  'rounding-as-line': 'The rounding of {rounding} was handed over as a line of its own.',
  'vat-rounding-differs':
    'VAT {amount} at {percent} % does not follow from any way of rounding; the information system will compute {computed}.',
  'charge-in-note': 'The charge “{name}” has no card in the settings and stands only in the note of the document.',
  'card-not-for-sale':
    'The supplier no longer offers these goods. The client does not change the card: take it off sale in the information system.',
  'partner-not-active': 'This partner no longer trades. The client leaves it in the address book: decide about it yourselves.',
  'price-left-out':
    'The price of {price} {currency} is in another currency than the one that is written, so it was not handed over.',
  'card-marked-off-sale':
    'The supplier no longer offers these goods, so the export of the card {code} to the e-shop is switched off. The client does not delete the card.',
  'unit-left-out': 'The unit “{unit}” has no code in the settings, so the card was not given it.',
  'code-in-capitals': 'The information system stores the code “{code}” in capitals as “{kept}”.',
  'places-in-text':
    'Places of delivery ({count}) of a new partner stand in its text only: the information system keeps them elsewhere.',
  'is-warning': 'Warning of the information system {errno}: {text} {path} (requested “{requested}”, stored “{produced}”).',
}
