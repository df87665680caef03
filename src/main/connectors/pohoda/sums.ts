import { type Decimal, dec, format, HUNDRED, roundTo, sum, within, ZERO } from '../../../shared/documents/decimal'
import type { Line } from '../../../shared/documents/line'
import { problem } from '../../../shared/failure'
import { hold } from '../wrap/fitter'
import type { RoundingSwitches, Trade } from './trade-document'

/**
 * POHODA takes no sums: it computes them from the lines, whatever stands in the pack. This is its computing, so that a document whose sums would come
 * out otherwise than the customer knows them is held, not written.
 */

const CENT = dec('0.01')
const PLACES = 2
const STEPS: Readonly<Record<string, string>> = { '2one': '1', '2half': '0.5', '2tenth': '0.1', '5cent': '0.05' }
const MODES: Readonly<Record<string, 0 | 1 | 3>> = { math: 1, up: 3, down: 0 }

/** `math2one`, `up2half`, `math5cent`; `none` leaves the value. */
const roundBy = (rule: string, value: Decimal): Decimal => {
  const [, mode = '', step = ''] = /^(math|up|down)(2one|2half|2tenth|5cent)$/.exec(rule) ?? []
  const unit = STEPS[step]
  const how = MODES[mode]
  return unit === undefined || how === undefined ? value : value.div(dec(unit)).round(0, how).times(dec(unit))
}

export interface PohodaSums {
  net: Decimal
  payable: Decimal
}

export const pohodaSums = (
  trade: Pick<Trade, 'pricesIncludeVat' | 'lines' | 'charges'>,
  rounding: RoundingSwitches,
): PohodaSums => {
  const gross = trade.pricesIncludeVat === true
  const amountOf = (line: Line): Decimal => {
    const price = dec((gross ? line.unitPriceGross : line.unitPriceNet) ?? '0')
    const discount = HUNDRED.minus(dec(line.discountPercent ?? '0'))
    return roundTo(price.times(dec(line.quantity)).times(discount).div(HUNDRED), PLACES)
  }
  const vatIn = (amount: Decimal, percent: Decimal): Decimal =>
    roundTo(amount.times(percent).div(gross ? HUNDRED.plus(percent) : HUNDRED), PLACES)

  const byPercent = new Map<string, Decimal[]>()
  for (const line of [...trade.lines, ...(trade.charges ?? [])]) {
    const percent = format(dec(line.vatPercent))
    byPercent.set(percent, [...(byPercent.get(percent) ?? []), amountOf(line)])
  }
  let net = ZERO
  let total = ZERO
  for (const [text, amounts] of byPercent) {
    const percent = dec(text)
    const amount = sum(amounts)
    const vat = rounding.vat === 'none' ? sum(amounts.map((one) => vatIn(one, percent))) : vatIn(amount, percent)
    net = net.plus(gross ? amount.minus(vat) : amount)
    total = total.plus(gross ? amount : amount.plus(vat))
  }
  return rounding.document === undefined
    ? { net: net.plus(dec(rounding.line)), payable: total.plus(dec(rounding.line)) }
    : { net, payable: roundBy(rounding.document, total) }
}

/** Holds a document whose sums POHODA would compute otherwise, by more than a cent. A rounding line counts to POHODA's net sum, not to ours. */
export const ensureSameSums = (trade: Trade, rounding: RoundingSwitches): void => {
  const { net, payable } = pohodaSums(trade, rounding)
  const ours = rounding.document === undefined ? dec(trade.totals.net).plus(dec(rounding.line)) : dec(trade.totals.net)
  for (const [what, theirs, expected] of [
    ['net', net, ours],
    ['payable', payable, dec(trade.totals.payable)],
  ] as const) {
    if (!within(theirs, expected, CENT))
      hold(
        problem('totals-mismatch', {
          what: `POHODA, ${what}`,
          expected: format(theirs, PLACES),
          found: format(expected, PLACES),
        }),
      )
  }
}
