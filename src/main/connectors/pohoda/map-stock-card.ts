import type { StockCard } from '../../../shared/documents/stock-card'
import { problem } from '../../../shared/failure'
import { type VatRate, vatRate } from '../../../shared/vat/rates'
import type { ParsedDocument } from '../../engine/ports'
import { shorten } from '../wrap/fit-text'
import { createFitter, type Fitter, hold } from '../wrap/fitter'
import type { FieldPolicy } from '../wrap/settings-parts'
import { el, type XmlElement } from '../wrap/xml-writer'
import type { AgendaMapping, AgendaSettings } from './agenda-settings'
import { booksOf, DOUBLE_DIGITS, extIdElement, FLOAT_DIGITS, heldThird, packItem, textual } from './trade'
import type { Goods } from './trade-document'
import { filterOf, type RecordKey, type Upsert } from './upsert'

/** A card is of today, whenever it was sent: the newest VAT rates hold. */
const TODAY = '9999-12-31'

/** The name in POHODA's two places for it. */
const nameOf = (fitter: Fitter, name: string): readonly (XmlElement | undefined)[] => {
  const whole = fitter.line(name)
  if (whole === '') hold(problem('value-not-representable', { field: 'name', value: name }))
  const first = shorten(whole, 90)
  const rest = whole.slice(first.length).trim()
  const complement = shorten(rest, 90)
  if (complement.length < rest.length) {
    fitter.note('text-shortened', { element: 'name', from: String(whole.length), to: String(first.length + complement.length) })
  }
  return [el('stk:name', first), textual('stk:nameComplement', complement)]
}

const rateOf = (country: string, percent: string, date: string): VatRate => {
  const rate = vatRate(country, percent, date)
  return rate === undefined ? hold(problem('vat-percent-unknown', { percent, country })) : heldThird(country, rate, percent)
}

/** A price in the books' own currency, without VAT; one in another is left out, with a note. */
const priceOf = (
  fitter: Fitter,
  name: 'purchasingPrice' | 'sellingPrice',
  price: string | undefined,
  foreign: string | undefined,
): XmlElement | undefined => {
  if (price === undefined) return undefined
  if (foreign === undefined) return el(`stk:${name}`, fitter.number(price, name, DOUBLE_DIGITS), { payVAT: 'false' })
  fitter.note('price-left-out', { price, currency: foreign })
  return undefined
}

/** Makes and keeps a card in a place of the tree of stores. */
const newCard = (
  { cards: { stockType, storage = '', typePrice = '' } }: AgendaMapping,
  own: readonly (XmlElement | undefined)[],
): XmlElement =>
  el('stk:stockHeader', [
    el('stk:stockType', stockType),
    ...own,
    el('stk:storage', [el('typ:ids', storage)]),
    el('stk:typePrice', [el('typ:ids', typePrice)]),
  ])

const stockItem = (id: string, action: XmlElement, header: XmlElement): XmlElement =>
  packItem(id, el('stk:stock', [el('stk:actionType', [action]), header], { version: '2.0' }))

/** A stock card (`stk:stock`). Pure. Source: stock.xsd. Throws `Failure` for one that must be held. */
export const mapStockCard = ({ itemId, payload: card }: ParsedDocument<'stock-cards'>, settings: AgendaSettings): Upsert => {
  const { mapping, exSystemName } = settings
  const rules = mapping.cards
  const fitter = createFitter()
  const country = mapping.vatCountry ?? card.supplier?.address.country ?? ''
  const books = booksOf(country, card.currency ?? (country === 'SK' ? 'EUR' : 'CZK'))
  const foreign = books.foreign ? card.currency : undefined
  const code = fitter.exact(card.sku, 'sku', 64)
  const ean = fitter.exact(card.ean ?? '', 'ean', 20)
  const rate = rateOf(country, card.vatPercent, TODAY)
  const store = mapping.store === undefined ? {} : { store: mapping.store }
  const own: RecordKey =
    rules.match === 'by-ean' && ean !== '' ? { by: 'EAN', value: ean, ...store } : { by: 'code', value: code, ...store }
  const ours: RecordKey = { by: 'extId', value: card.cardId }
  const keys = rules.match === 'by-id' ? [ours] : [ours, own]

  const byPolicy: readonly (readonly [FieldPolicy, readonly (XmlElement | undefined)[]])[] = [
    [rules.name, nameOf(fitter, card.name)],
    [rules.unit, [textual('stk:unit', fitter.text(card.unit, 'unit', 10))]],
    [rules.vat, [el('stk:purchasingRateVAT', rate), el('stk:sellingRateVAT', rate)]],
    [
      rules.purchasePrice,
      [rules.purchasePrice === 'never' ? undefined : priceOf(fitter, 'purchasingPrice', card.purchasePrice, foreign)],
    ],
    [
      rules.sellingPrice,
      [rules.sellingPrice === 'never' ? undefined : priceOf(fitter, 'sellingPrice', card.sellingPrice, foreign)],
    ],
    [rules.description, [textual('stk:description', fitter.block(card.description ?? ''))]],
    [
      rules.weight,
      [card.weightKg === undefined ? undefined : el('stk:mass', fitter.number(card.weightKg, 'weightKg', FLOAT_DIGITS))],
    ],
  ]
  const filled = (...policies: readonly FieldPolicy[]): readonly (XmlElement | undefined)[] =>
    byPolicy.flatMap(([policy, elements]) => (policies.includes(policy) ? elements : []))
  const identity = (codeIsOurs: boolean): readonly (XmlElement | undefined)[] => [
    extIdElement('stk:extId', card.cardId, exSystemName),
    codeIsOurs ? el('stk:code', code) : undefined,
    textual('stk:EAN', ean),
  ]
  if (!card.active) fitter.note(rules.forSale === 'never' ? 'card-not-for-sale' : 'card-marked-off-sale', { code })
  return {
    kind: 'stock',
    keys,
    add: stockItem(
      itemId,
      el('stk:add', [el('ftr:filter', filterOf(keys.at(-1) ?? ours, exSystemName))]),
      newCard(mapping, [...identity(true), ...forSale(card, rules.forSale, true), ...filled('new', 'always')]),
    ),
    update: ({ id }) =>
      stockItem(
        itemId,
        el('stk:update', [el('ftr:filter', [el('ftr:id', id)])]),
        el('stk:stockHeader', [
          // Found by its barcode, a card may have another code, of the company's own.
          ...identity(rules.match !== 'by-ean'),
          ...forSale(card, rules.forSale, false),
          ...filled('always'),
        ]),
      ),
    notes: fitter.notes(),
  }
}

/** Goods that are no longer offered are marked off sale; whether others are, the policy says. */
function forSale({ active }: StockCard, policy: FieldPolicy, isNew: boolean): readonly XmlElement[] {
  if (policy === 'never') return []
  if (!active) return [el('stk:isSales', 'false'), el('stk:isInternet', 'false')]
  return isNew || policy === 'always' ? [el('stk:isSales', 'true')] : []
}

/** A card for goods of a document that POHODA has none for: as much as the line says. `id`: of the pack item. */
export const cardFromLine = (
  id: string,
  { line, key }: Goods,
  { country, date, settings }: { country: string; date: string; settings: AgendaSettings },
): XmlElement => {
  const { mapping, exSystemName } = settings
  const fitter = createFitter()
  const code = fitter.exact(line.sku ?? '', 'sku', 64)
  const rate = rateOf(country, line.vatPercent, date)
  const store = mapping.store === undefined ? {} : { store: mapping.store }
  return stockItem(
    id,
    el('stk:add', [el('ftr:filter', filterOf({ ...key, ...store }, exSystemName))]),
    newCard(mapping, [
      textual('stk:code', code),
      textual('stk:EAN', fitter.exact(line.ean ?? '', 'ean', 20)),
      el('stk:isSales', 'true'),
      ...nameOf(fitter, line.name),
      textual('stk:unit', fitter.text(line.unit, 'unit', 10)),
      el('stk:purchasingRateVAT', rate),
      el('stk:sellingRateVAT', rate),
    ]),
  )
}
