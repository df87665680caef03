import { problem } from '../../../shared/failure'
import { knownCountry, vatRate } from '../../../shared/vat/rates'
import type { Note, ParsedDocument } from '../../engine/ports'
import { createFitter, type Fitter, hold } from '../wrap/fitter'
import { ownRecordLine } from './key'
import { CARD_KINDS, CODE_LIMIT, DIGITS, type MoneyLine, storeOf } from './map-line'
import { longName } from './map-party'
import { replaces, sentFields } from './mapping-settings'
import type { MoneySettings } from './settings'

/** A stock card as Money S3 takes it; what is `undefined` is not sent. Limits: `__Zasoba.xsd`. */
export interface MoneyCard {
  /** The code by which Money knows it, and where it stands. */
  key: NonNullable<MoneyLine['card']>
  name: string
  barCode: string | undefined
  unit: string | undefined
  vatPercent: string | undefined
  weight: string | undefined
  description: string | undefined
  note: string | undefined
  /** Without VAT, in the home currency; only of a stock item. */
  sellingPrice: string | undefined
  /** Only of a stock item; never taken back: the company may have marked it itself. */
  isNotForSale: boolean
  /** Absent: the card alone, in no store. */
  store: MoneyLine['store']
}

const HOME_CURRENCIES: Readonly<Record<string, string>> = { CZ: 'CZK', SK: 'EUR' }

const keyOf = (fitter: Fitter, goodsKey: keyof typeof CARD_KINDS, sku: string, ean: string | undefined): MoneyCard['key'] => {
  const by = CARD_KINDS[goodsKey]
  const value = by === 'barCode' ? fitter.exact(ean ?? '', 'ean', CODE_LIMIT) : fitter.exact(sku, 'sku', CODE_LIMIT)
  return value === '' ? hold(problem('mapping-incomplete', { field: by === 'barCode' ? 'ean' : 'sku' })) : { by, value }
}

/** One card, and what was adjusted. `today`: whose VAT rates hold. Throws the `Failure` that holds a document. */
export const mapCard = (
  { payload: card }: ParsedDocument<'stock-cards'>,
  { mapping }: Pick<MoneySettings, 'mapping'>,
  today: string,
): { card: MoneyCard; notes: readonly Note[] } => {
  const rules = mapping.cards
  const fitter = createFitter()
  const sent = sentFields(rules)
  const key = keyOf(fitter, mapping.goodsKey, card.sku, card.ean)
  const country = mapping.vatCountry ?? card.supplier?.address.country ?? ''
  if (!knownCountry(country)) return hold(problem('vat-country-unknown', { country }))
  if (vatRate(country, card.vatPercent, today) === undefined)
    return hold(problem('vat-percent-unknown', { percent: card.vatPercent, country, date: today, line: card.sku }))

  const name = longName(fitter, card.name, 'name') || key.value
  const barCode = fitter.exact(card.ean ?? '', 'ean', CODE_LIMIT)
  const description = fitter.block(card.description ?? '')
  // A price in another currency would be read as one in the home currency.
  const isHomePrice = card.currency === undefined || card.currency === HOME_CURRENCIES[country]
  const price = rules.inStore && sent.has('sellingPrice') ? card.sellingPrice : undefined
  if (price !== undefined && !isHomePrice) fitter.note('price-left-out', { price, currency: card.currency ?? '' })
  // A card that is left as it is can't be marked either.
  if (!card.active && !(rules.inStore && replaces(rules))) fitter.note('card-not-for-sale')
  const note = [
    ...fitter.extras,
    card.supplier ? `Dodavatel: ${fitter.line(card.supplier.name)}` : '',
    card.active ? '' : 'Dodavatel zboží nenabízí.',
    ownRecordLine('karta', card.cardId),
  ]
  return {
    card: {
      key,
      name,
      barCode: key.by !== 'barCode' && sent.has('barCode') ? barCode || undefined : undefined,
      unit: sent.has('unit') ? fitter.text(card.unit, 'unit', 10) : undefined,
      vatPercent: sent.has('vat') ? card.vatPercent : undefined,
      weight: sent.has('weight') && card.weightKg !== undefined ? fitter.number(card.weightKg, 'weightKg', DIGITS) : undefined,
      description: sent.has('description') ? description : undefined,
      note: sent.has('description') ? note.filter((part) => part !== '').join('\n') : undefined,
      sellingPrice: isHomePrice && price !== undefined ? fitter.number(price, 'sellingPrice', DIGITS) : undefined,
      isNotForSale: rules.inStore && !card.active,
      store: rules.inStore ? storeOf(mapping) : undefined,
    },
    notes: fitter.notes(),
  }
}
