import type { StockCard } from '../../../shared/documents/stock-card'
import { problem } from '../../../shared/failure'
import { vatRate } from '../../../shared/vat/rates'
import type { ParsedDocument } from '../../engine/ports'
import { unicode } from '../wrap/fit-text'
import { createFitter, type Fitter, hold } from '../wrap/fitter'
import type { FieldPolicy } from '../wrap/settings-parts'
import { unitCodeOf, VAT_TYPES } from './map-line'
import { booksOf } from './map-priced'
import type { MappedMaster } from './mapped'
import { asCode, byCode, CARDS, externalId, type FlexiRecord, filled } from './record'
import type { FlexiSettings, Mapping } from './settings'
import { plain } from './sums'

/** The day after the last change of VAT rates that is known: a card has no date of its own. */
export const LATEST = '9999-12-31'

/** Fields by the policy of their group. */
export const byPolicy = (groups: readonly (readonly [policy: FieldPolicy, fields: FlexiRecord])[]) => ({
  create: Object.assign({}, ...groups.map(([policy, fields]) => (policy === 'never' ? {} : fields))) as FlexiRecord,
  update: Object.assign({}, ...groups.map(([policy, fields]) => (policy === 'always' ? fields : {}))) as FlexiRecord,
})

/** The unit by the table of the mapping. A card without one is what the company then sees; it is said in the history. */
export const unitField = (fitter: Fitter, mapping: Pick<Mapping, 'units'>, unit: string): FlexiRecord => {
  const name = fitter.line(unit)
  const code = unitCodeOf(mapping, name)
  if (name !== '' && code === undefined) fitter.note('unit-left-out', { unit: name })
  return filled({ mj1: byCode(code) })
}

/** What every new card is, whether a document of its own or a line of goods has brought it. */
export const goodsFields = ({ cards }: Mapping): FlexiRecord => ({
  typZasobyK: 'typZasoby.zbozi',
  skladove: 'true',
  ...filled({ skupZboz: byCode(cards.group) }),
})

/** Prices of a card are in the home currency of the books. */
function priceFields(fitter: Fitter, { purchasePrice, sellingPrice, currency }: StockCard, foreign: boolean) {
  if (foreign) {
    for (const price of [purchasePrice, sellingPrice])
      if (price !== undefined) fitter.note('price-left-out', { price, currency: currency ?? '' })
    return { purchase: {}, selling: {} }
  }
  return {
    purchase: purchasePrice === undefined ? {} : { nakupCena: plain(purchasePrice) },
    // Prices are without VAT; what the price is said to be belongs to it.
    selling: sellingPrice === undefined ? {} : { cenaZakl: plain(sellingPrice), typCenyDphK: 'typCeny.bezDph' },
  }
}

/**
 * A stock card as a card of ABRA Flexi's price list (`cenik`). Pure. Code, EAN and our id are always ours, or, where cards are found by EAN, the
 * code is the company's own; all else by the field policy. Throws `Failure` for a card that must be held.
 */
export const mapStockCard = (
  { payload: card }: ParsedDocument<'stock-cards'>,
  { externalSystem, mapping }: Pick<FlexiSettings, 'externalSystem' | 'mapping'>,
): MappedMaster => {
  const fitter = createFitter(unicode)
  const policy = mapping.cards
  const { country, foreign } = booksOf(card.currency ?? '', card.supplier, mapping)
  const rate = vatRate(country, card.vatPercent, LATEST)
  if (!rate) hold(problem('vat-percent-unknown', { percent: card.vatPercent, country, date: '', line: card.sku }))
  const code = fitter.exact(card.sku, 'sku', 64)
  if (code === '') hold(problem('value-not-representable', { field: 'sku', value: card.sku }))
  if (asCode(code) !== code) fitter.note('code-in-capitals', { code, kept: asCode(code) })
  const ean = fitter.exact(card.ean ?? '', 'ean', 20)
  const name = fitter.text(card.name, 'name', 255)
  if (name === '') hold(problem('value-not-representable', { field: 'name', value: card.name }))
  const isByEan = policy.match === 'by-ean' && ean !== ''
  const prices = priceFields(fitter, card, card.currency !== undefined && foreign)
  const whole = fitter.line(card.name)
  const description = [whole === name ? '' : whole, fitter.block(card.description ?? '')].filter(Boolean).join('\n')
  const supplierIco = card.supplier?.ico?.trim() ?? ''
  if (!card.active) fitter.note('card-marked-off-sale', { code: asCode(code) })
  const { create, update } = byPolicy([
    [isByEan ? 'new' : 'always', { kod: code }],
    ['always', filled({ eanKod: ean })],
    ['new', goodsFields(mapping)],
    [policy.name, { nazev: name }],
    [policy.unit, unitField(fitter, mapping, card.unit)],
    [policy.vat, { typSzbDphK: VAT_TYPES[rate ?? 'none'] }],
    [policy.purchasePrice, prices.purchase],
    [policy.sellingPrice, prices.selling],
    [policy.description, filled({ popis: description })],
    [
      policy.weight,
      card.weightKg === undefined
        ? {}
        : { hmotMj: plain(card.weightKg), ...filled({ mjHmot: byCode(unitCodeOf(mapping, 'kg')) }) },
    ],
    ['new', supplierIco === '' || mapping.partner === 'text-only' ? {} : supplierLink(fitter, supplierIco)],
    // Never deleted, and never put on sale by us: that is the company's own decision.
    ['always', card.active ? {} : { exportNaEshop: 'false' }],
  ])
  return {
    evidence: CARDS,
    externalId: externalId(externalSystem, card.cardId),
    match: isByEan ? { field: 'eanKod', value: ean } : { field: 'kod', value: asCode(code) },
    create,
    update,
    notes: fitter.notes(),
    country,
  }
}

const supplierLink = (fitter: Fitter, ico: string): FlexiRecord => ({
  dodavatel: `in:${fitter.exact(ico, 'supplier.ico', 20)}`,
  'dodavatel@if-not-found': 'null',
})
