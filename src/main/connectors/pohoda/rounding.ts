import { type Decimal, dec, format, HUNDRED, roundTo, sum } from '../../../shared/documents/decimal'
import type { Trade } from './trade-document'

/**
 * POHODA computes a document's totals itself, from the lines. These choose the switches with which its totals equal ours.
 */

const UNITS: readonly (readonly [suffix: string, unit: string])[] = [
  ['2one', '1'],
  ['2half', '0.5'],
  ['2tenth', '0.1'],
]

/** POHODA's way to get from `gross` to `payable`; `undefined`: none of its ways does. */
export const documentRounding = (gross: string, payable: string): string | undefined => {
  const from = dec(gross)
  const to = dec(payable)
  if (from.eq(to)) return 'none'
  const rounded = (unit: string, mode: 1 | 0 | 3): Decimal => from.div(dec(unit)).round(0, mode).times(dec(unit))
  for (const [suffix, unit] of UNITS) if (rounded(unit, 1).eq(to)) return `math${suffix}`
  if (rounded('0.05', 1).eq(to)) return 'math5cent'
  // "Up" and "down" of a negative amount are not described anywhere: left to the rounding line.
  if (from.lt(dec('0'))) return undefined
  for (const [suffix, unit] of UNITS) {
    if (rounded(unit, 3).eq(to)) return `up${suffix}`
    if (rounded(unit, 0).eq(to)) return `down${suffix}`
  }
  return undefined
}

const vatOf = (trade: Trade, percent: Decimal, net: Decimal, gross: Decimal): Decimal =>
  trade.pricesIncludeVat
    ? roundTo(gross.times(percent).div(HUNDRED.plus(percent)), 2)
    : roundTo(net.times(percent).div(HUNDRED), 2)

export interface VatRounding {
  /** `none`: VAT of each line is rounded; `noneEveryRate`: VAT of each rate's sum. */
  mode: 'none' | 'noneEveryRate'
  /** Amounts that neither way gives. */
  differing: readonly { percent: string; amount: string; computed: string }[]
}

/** Which of POHODA's two ways of computing VAT gives the document's own VAT amounts. */
export const vatRounding = (trade: Trade): VatRounding => {
  const differing = trade.totals.vat.flatMap(({ percent, base, amount }) => {
    const net = dec(base)
    const computed = vatOf(trade, dec(percent), net, net.plus(dec(amount)))
    return computed.eq(dec(amount)) ? [] : [{ percent, amount, computed: format(computed, 2) }]
  })
  if (differing.length === 0) return { mode: 'noneEveryRate', differing }
  const items = trade.charges ? [...trade.lines, ...trade.charges] : trade.lines
  const perItem = trade.totals.vat.every(({ percent, amount }) => {
    const rate = dec(percent)
    const amounts = items
      .filter((item) => dec(item.vatPercent).eq(rate))
      .map((item) => vatOf(trade, rate, dec(item.totalNet), dec(item.totalGross ?? item.totalNet)))
    return sum(amounts).eq(dec(amount))
  })
  return perItem ? { mode: 'none', differing: [] } : { mode: 'noneEveryRate', differing }
}
