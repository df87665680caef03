import { format } from '../../../shared/documents/decimal'
import type { Line } from '../../../shared/documents/line'
import type { Order } from '../../../shared/documents/order'
import { problem } from '../../../shared/failure'
import { type VatRate, vatRate } from '../../../shared/vat/rates'
import { type Fitter, hold } from '../wrap/fitter'
import type { Mapping } from './settings'
import { type LineSums, plain, priceOf } from './sums'

/** A record as ABRA Flexi's JSON has it: everything is text. Order of the keys as written. */
export type FlexiRecord = { [field: string]: string | readonly FlexiRecord[] }

export interface LineContext {
  fitter: Fitter
  order: Order
  mapping: Mapping
  country: string
  foreign: boolean
  /** `ext:…` of the order; a line's own is made of it and its place. */
  orderId: string
}

const RATES: Readonly<Record<VatRate, string>> = {
  high: 'typSzbDph.dphZakl',
  low: 'typSzbDph.dphSniz',
  third: 'typSzbDph.dphSniz2',
  none: 'typSzbDph.dphOsv',
}

/** At most `places` decimals, or the document is held. */
const decimals = (value: string, places: number, field: string): string => {
  const short = plain(value)
  if ((short.split('.')[1] ?? '').length > places) hold(problem('value-not-representable', { field, value }))
  return short
}

const rateOf = ({ country, order }: LineContext, line: Line): VatRate => {
  const rate = vatRate(country, line.vatPercent, order.issuedOn)
  const facts = { percent: line.vatPercent, country, date: order.issuedOn, line: line.lineId }
  return rate ?? hold(problem('vat-percent-unknown', facts))
}

/** What finds the card of the price list; without a card the line is a general one. */
const cardOf = ({ fitter, mapping }: LineContext, line: Line, sku: string): FlexiRecord => {
  if (mapping.goods === 'text-lines') return { typPolozkyK: 'typPolozky.obecny' }
  const ean = mapping.goods === 'by-ean' ? fitter.exact(line.ean ?? '', 'ean', 20) : ''
  const key = mapping.goods === 'by-ean' ? ean && `ean:${ean}` : sku && `code:${sku}`
  if (!key) {
    fitter.note('line-without-stock-card', { line: line.lineId })
    return { typPolozkyK: 'typPolozky.obecny' }
  }
  return {
    // Without a card it can't be a catalogue line: the type is left to ABRA Flexi where the card may be missing.
    ...(mapping.goods === 'by-code-or-text' ? { 'cenik@if-not-found': 'null' } : { typPolozkyK: 'typPolozky.katalog' }),
    cenik: key,
    ...(mapping.stock === undefined ? {} : { sklad: `code:${mapping.stock}` }),
    ...(mapping.isReserved ? { rezervovat: 'true', rezervovatMj: line.quantity } : {}),
  }
}

/** `place`: of all lines and charges, from 1. */
export const orderLine = (
  context: LineContext,
  line: Line,
  kind: 'goods' | 'charge',
  place: number,
  sums: LineSums,
): FlexiRecord => {
  const { fitter, mapping, order, foreign, orderId } = context
  const gross = order.pricesIncludeVat === true
  const { price, discount, folded } = priceOf(line, gross)
  if (folded) fitter.note('discount-in-price', { line: line.lineId, discount: line.discountPercent ?? '', price })
  const agreed = gross ? line.unitPriceGross : line.unitPriceNet
  const whole = fitter.line(line.name)
  const name = fitter.text(line.name, `lines.${line.lineId}.name`, 255)
  if (name === '') hold(problem('value-not-representable', { field: `lines.${line.lineId}.name`, value: line.name }))
  const sku = fitter.exact(line.sku ?? '', 'sku', 64)
  const unit = fitter.line(line.unit)
  // Its own keys only: somebody may call a unit "constructor".
  const unitCode = Object.hasOwn(mapping.units, unit) ? mapping.units[unit] : undefined
  if (unit !== '' && unitCode === undefined) fitter.note('unit-in-note', { line: line.lineId, unit })
  const note = [
    name.length < whole.length ? whole : '',
    fitter.block(line.note ?? ''),
    line.buyerSku ? `č. odb.: ${fitter.line(line.buyerSku)}` : '',
    unit !== '' && unitCode === undefined ? `MJ: ${unit}` : '',
    folded ? `Cena před slevou ${agreed}, sleva ${line.discountPercent} %` : '',
  ].filter((part) => part !== '')
  const currency = foreign ? 'Men' : ''
  return {
    id: `${orderId}/${place}`,
    ...(kind === 'goods' ? cardOf(context, line, sku) : { typPolozkyK: 'typPolozky.obecny' }),
    ...(sku === '' ? {} : { kod: sku }),
    nazev: name,
    mnozMj: plain(line.quantity),
    ...(unitCode === undefined ? {} : { mj: `code:${unitCode}` }),
    cenaMj: price,
    // All that a price depends on is always said: what is missing comes from the card, the company or the type of document.
    typCenyDphK: gross ? 'typCeny.sDph' : 'typCeny.bezDph',
    typSzbDphK: RATES[rateOf(context, line)],
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
    ...(note.length === 0 ? {} : { poznam: note.join('\n') }),
  }
}

/** For a rounding that none of ABRA Flexi's ways gives. */
export const roundingLine = (orderId: string, rounding: string): FlexiRecord => ({
  id: `${orderId}/R`,
  typPolozkyK: 'typPolozky.obecny',
  nazev: 'Zaokrouhlení',
  mnozMj: '1',
  cenaMj: plain(rounding),
  typCenyDphK: 'typCeny.bezDph',
  typSzbDphK: RATES.none,
  szbDph: '0',
  slevaPol: '0',
  uplSlevaDokl: 'false',
})
