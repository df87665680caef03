import { dec, format, HUNDRED, roundTo } from '../../shared/documents/decimal'
import type { Line } from '../../shared/documents/line'
import type { Order } from '../../shared/documents/order'
import { agreedTotal, netOfGross, settleNet, totalsOf } from './money'
import type { Random } from './random'

/** VAT percents by the supplier's country, the usual one first. Source: Czech Act 235/2004 (2024), Slovak Act 222/2004 (2025). */
export const VAT_PERCENTS = { CZ: ['21', '21', '21', '12', '0'], SK: ['23', '23', '23', '19', '5', '0'] } as const

/** The day of everything that isn't told another one. */
export const USUAL_DAY = '2026-11-20'
/** `YYYY-MM-DD`; `days` may be negative. */
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** A price with `places` decimals between 1 and `most` units, small ones more often. */
export const price = (random: Random, most: number, places: number): string => {
  const value = Math.floor((1 + (most - 1) * random.next() ** 4) * 10 ** places)
  const digits = String(value).padStart(places + 1, '0')
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`
}

export type LineFacts = Omit<Line, 'totalNet' | 'totalGross' | 'unitPriceNet' | 'unitPriceGross'> & { unitPrice: string }

/** Completes a line by the rules of `lineSchema`. The net of gross lines is settled later, over the whole document. */
export const complete = ({ unitPrice, ...facts }: LineFacts, gross: boolean): Line => {
  const total = agreedTotal(unitPrice, facts.quantity, facts.discountPercent)
  if (!gross) return { ...facts, unitPriceNet: unitPrice, totalNet: total }
  const percent = dec(facts.vatPercent)
  const unitPriceNet = format(roundTo(dec(unitPrice).times(HUNDRED).div(HUNDRED.plus(percent)), 4))
  return { ...facts, unitPriceNet, unitPriceGross: unitPrice, totalNet: netOfGross(total, facts.vatPercent), totalGross: total }
}

/** What `complete` made it of. */
export const factsOf = (line: Line): LineFacts => {
  const { unitPriceNet, unitPriceGross, totalNet: _net, totalGross: _gross, ...facts } = line
  return { ...facts, unitPrice: unitPriceGross ?? unitPriceNet }
}

/** Cash in crowns is paid in whole crowns. */
export const paidInWhole = (document: Pick<Order, 'paymentMethod' | 'currency'>): boolean =>
  document.paymentMethod === 'cash' && document.currency === 'CZK'

/** The body of an order with other lines and the same agreed prices, its figures counted anew. At least one line must be left. */
export function withLines(order: Order, lines: readonly LineFacts[], charges: readonly LineFacts[]): Omit<Order, 'orderId'> {
  const { orderId: _orderId, charges: _charges, ...body } = order
  const gross = order.pricesIncludeVat === true
  const made = [...lines, ...charges].map((facts) => complete(facts, gross))
  const all = gross ? settleNet(made) : made
  return {
    ...body,
    lines: all.slice(0, lines.length),
    ...(charges.length > 0 && { charges: all.slice(lines.length) }),
    totals: totalsOf(all, { gross, roundToWhole: paidInWhole(order) }),
  }
}
