import { format } from '../../../shared/documents/decimal'
import type { Line } from '../../../shared/documents/line'
import { problem } from '../../../shared/failure'
import { type VatRate, vatRate } from '../../../shared/vat/rates'
import { type Fitter, hold } from '../wrap/fitter'
import type { FlexiRecord } from './record'
import type { Mapping } from './settings'
import { type LineSums, plain, priceOf } from './sums'

/** How a line finds its card of the price list, and what becomes of goods that are not there. */
export interface GoodsRule {
  find: 'by-code' | 'by-buyer-code' | 'by-ean' | 'not'
  /** `hold`: ABRA Flexi refuses the document; `create`: the card is made first (`new-cards.ts`). */
  unknown: 'hold' | 'text-line' | 'create'
  /** Code of the stock on lines with a card. */
  stock: string | undefined
  reserve: boolean
}

export interface LineContext {
  fitter: Fitter
  mapping: Pick<Mapping, 'units'>
  goods: GoodsRule
  /** Whose VAT rates hold. */
  country: string
  /** The day whose VAT rates hold. */
  vatDate: string
  foreign: boolean
  /** The agreed prices are those with VAT. */
  gross: boolean
  /** `ext:…` of the document; a line's own is made of it and its place. */
  documentId: string
}

export const VAT_TYPES: Readonly<Record<VatRate, string>> = {
  high: 'typSzbDph.dphZakl',
  low: 'typSzbDph.dphSniz',
  third: 'typSzbDph.dphSniz2',
  none: 'typSzbDph.dphOsv',
}

/** At most `places` decimals, or the document is held. */
export const decimals = (value: string, places: number, field: string): string => {
  const short = plain(value)
  if ((short.split('.')[1] ?? '').length > places) hold(problem('value-not-representable', { field, value }))
  return short
}

const rateOf = ({ country, vatDate }: LineContext, line: Line): VatRate => {
  const rate = vatRate(country, line.vatPercent, vatDate)
  const facts = { percent: line.vatPercent, country, date: vatDate, line: line.lineId }
  return rate ?? hold(problem('vat-percent-unknown', facts))
}

/** Code of a unit by the table of the mapping. Its own keys only: somebody may call a unit "constructor". */
export const unitCodeOf = ({ units }: Pick<Mapping, 'units'>, unit: string): string | undefined =>
  Object.hasOwn(units, unit) ? units[unit] : undefined

/** What leads to the card in the way that is set; empty: the line doesn't have it. */
export const goodsKey = (fitter: Fitter, line: Line, find: GoodsRule['find']): string => {
  switch (find) {
    case 'by-ean': {
      const ean = fitter.exact(line.ean ?? '', 'ean', 20)
      return ean && `ean:${ean}`
    }
    case 'by-code':
    case 'by-buyer-code': {
      const code =
        find === 'by-code' ? fitter.exact(line.sku ?? '', 'sku', 64) : fitter.exact(line.buyerSku ?? '', 'buyerSku', 64)
      return code && `code:${code}`
    }
    case 'not':
      return ''
  }
}

/** What finds the card of the price list; without a card the line is a general one. */
const cardOf = ({ fitter, goods }: LineContext, line: Line): FlexiRecord => {
  if (goods.find === 'not') return { typPolozkyK: 'typPolozky.obecny' }
  const key = goodsKey(fitter, line, goods.find)
  if (!key) {
    fitter.note('line-without-stock-card', { line: line.lineId })
    return { typPolozkyK: 'typPolozky.obecny' }
  }
  return {
    // Without a card it can't be a catalogue line: the type is left to ABRA Flexi where the card may be missing.
    ...(goods.unknown === 'text-line' ? { 'cenik@if-not-found': 'null' } : { typPolozkyK: 'typPolozky.katalog' }),
    cenik: key,
    ...(goods.stock === undefined ? {} : { sklad: `code:${goods.stock}` }),
    ...(goods.reserve ? { rezervovat: 'true', rezervovatMj: line.quantity } : {}),
  }
}

/** Name, code, quantity, unit and note, the same on lines of all documents. `more`: what else belongs into the line's note. */
export const lineTexts = (
  { fitter, mapping }: Pick<LineContext, 'fitter' | 'mapping'>,
  line: Line,
  more: readonly string[] = [],
): { fields: FlexiRecord; note: FlexiRecord } => {
  const whole = fitter.line(line.name)
  const name = fitter.text(line.name, `lines.${line.lineId}.name`, 255)
  if (name === '') hold(problem('value-not-representable', { field: `lines.${line.lineId}.name`, value: line.name }))
  const sku = fitter.exact(line.sku ?? '', 'sku', 64)
  const unit = fitter.line(line.unit)
  const unitCode = unitCodeOf(mapping, unit)
  if (unit !== '' && unitCode === undefined) fitter.note('unit-in-note', { line: line.lineId, unit })
  const note = [
    name.length < whole.length ? whole : '',
    fitter.block(line.note ?? ''),
    line.buyerSku ? `č. odb.: ${fitter.line(line.buyerSku)}` : '',
    unit !== '' && unitCode === undefined ? `MJ: ${unit}` : '',
    ...more,
  ].filter((part) => part !== '')
  return {
    fields: {
      ...(sku === '' ? {} : { kod: sku }),
      nazev: name,
      mnozMj: plain(line.quantity),
      ...(unitCode === undefined ? {} : { mj: `code:${unitCode}` }),
    },
    note: note.length === 0 ? {} : { poznam: note.join('\n') },
  }
}

/** One line of an order or invoice. `place`: of all lines and charges, from 1. */
export const pricedLine = (
  context: LineContext,
  line: Line,
  kind: 'goods' | 'charge',
  place: number,
  sums: LineSums,
): FlexiRecord => {
  const { fitter, foreign, gross, documentId } = context
  const { price, discount, folded } = priceOf(line, gross)
  if (folded) fitter.note('discount-in-price', { line: line.lineId, discount: line.discountPercent ?? '', price })
  const agreed = gross ? line.unitPriceGross : line.unitPriceNet
  const { fields, note } = lineTexts(context, line, folded ? [`Cena před slevou ${agreed}, sleva ${line.discountPercent} %`] : [])
  const currency = foreign ? 'Men' : ''
  return {
    id: `${documentId}/${place}`,
    ...(kind === 'goods' ? cardOf(context, line) : { typPolozkyK: 'typPolozky.obecny' }),
    ...fields,
    cenaMj: price,
    // All that a price depends on is always said: what is missing comes from the card, the company or the type of document.
    typCenyDphK: gross ? 'typCeny.sDph' : 'typCeny.bezDph',
    typSzbDphK: VAT_TYPES[rateOf(context, line)],
    szbDph: decimals(line.vatPercent, 2, 'vatPercent'),
    slevaPol: discount,
    uplSlevaDokl: 'false',
    ...(sums.given
      ? {
          [`sumZkl${currency}`]: format(sums.base, 2),
          [`sumDph${currency}`]: format(sums.vat, 2),
          [`sumCelkem${currency}`]: format(sums.total, 2),
        }
      : {}),
    ...note,
  }
}

/** For a rounding that none of ABRA Flexi's ways gives, and where it has none. */
export const roundingLine = (documentId: string, rounding: string): FlexiRecord => ({
  id: `${documentId}/R`,
  typPolozkyK: 'typPolozky.obecny',
  nazev: 'Zaokrouhlení',
  mnozMj: '1',
  cenaMj: plain(rounding),
  typCenyDphK: 'typCeny.bezDph',
  typSzbDphK: VAT_TYPES.none,
  szbDph: '0',
  slevaPol: '0',
  uplSlevaDokl: 'false',
})
