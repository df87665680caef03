import { el, type XmlElement } from '../wrap/xml-writer'
import type { MoneyCard } from './map-card'
import { cardCodes, number, store, textual, yesNo } from './xml-parts'

/** `kmKartaType`. */
const kmKarta = (card: MoneyCard): XmlElement =>
  el('KmKarta', [
    el('Popis', card.name),
    ...cardCodes(card.key, card.barCode, [textual('Pozn', card.note), textual('MJ', card.unit)]),
    card.vatPercent === undefined
      ? undefined
      : el('konfigurace', [number('SDPH_Nakup', card.vatPercent), number('SDPH_Prod', card.vatPercent)]),
    textual('Pozn1', card.description),
    card.weight === undefined ? undefined : number('Hmotnost', card.weight),
  ])

/** A card alone, or as a stock item of the store (`zasobaType`), which has the prices. */
export const stockCard = (card: MoneyCard): XmlElement =>
  card.store === undefined
    ? kmKarta(card)
    : el('Zasoba', [
        card.isNotForSale ? yesNo('ZakazProde', true) : undefined,
        kmKarta(card),
        store(card.store),
        card.sellingPrice === undefined
          ? undefined
          : // The basic price, told outright (`V`) and not worked out of another, without VAT.
            el('PC', [yesNo('SDPH', false), el('VypPrCeny', 'V'), el('Cena1', [number('Cena', card.sellingPrice)])]),
      ])
