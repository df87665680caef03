import { type Decimal, dec, format, HUNDRED, roundTo, sum, within, ZERO } from '../../../shared/documents/decimal'
import { problem } from '../../../shared/failure'
import type { VatRate } from '../../../shared/vat/rates'
import { hold } from '../wrap/fitter'

/**
 * Money computes an order's sums from its lines: each line to cents, VAT of each rate from the sum of its lines. What comes out must
 * be ours, or the order is held.
 */

export interface SumLine {
  quantity: string
  unitPrice: string
  discountPercent: string
  vatPercent: string
  rate: VatRate
  /** Of another country than whose books these are: kept among the further rates, by its percent. */
  isForeignRate: boolean
}

export interface RateSum extends Pick<SumLine, 'rate' | 'isForeignRate'> {
  percent: string
  base: Decimal
  vat: Decimal
}

const CENT = dec('0.01')

const lineAmount = ({ quantity, unitPrice, discountPercent }: SumLine): Decimal =>
  roundTo(
    dec(unitPrice)
      .times(dec(quantity))
      .times(HUNDRED.minus(dec(discountPercent)))
      .div(HUNDRED),
    2,
  )

/** One entry for each percent, in order of appearance. `gross`: the prices hold VAT. */
export const sumsOf = (lines: readonly SumLine[], gross: boolean): readonly RateSum[] => {
  const groups = new Map<string, SumLine[]>()
  for (const line of lines) {
    const percent = format(dec(line.vatPercent))
    const group = groups.get(percent)
    if (group) group.push(line)
    else groups.set(percent, [line])
  }
  return [...groups].map(([percent, group]) => {
    const amount = sum(group.map(lineAmount))
    const rate = dec(percent)
    const vat = roundTo(gross ? amount.times(rate).div(HUNDRED.plus(rate)) : amount.times(rate).div(HUNDRED), 2)
    const { rate: kind = 'none', isForeignRate = false } = group[0] ?? {}
    return { rate: kind, isForeignRate, percent, base: gross ? amount.minus(vat) : amount, vat }
  })
}

/** Throws the `Failure` that holds the order when Money's sums would differ from its own by more than a cent. */
export const ensureSameSums = (sums: readonly RateSum[], totals: { net: string; gross: string }): void => {
  const net = sum(sums.map(({ base }) => base))
  const vat = sum(sums.map((one) => one.vat))
  for (const [what, expected, found] of [
    ['net', net, totals.net],
    ['gross', net.plus(vat), totals.gross],
  ] as const) {
    if (!within(expected, dec(found), CENT)) {
      hold(problem('totals-mismatch', { what: `Money S3, ${what}`, expected: format(expected, 2), found }))
    }
  }
}

export const isZero = (value: Decimal): boolean => value.eq(ZERO)
