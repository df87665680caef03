import { type Decimal, dec, format, HUNDRED, roundTo, sum, ZERO } from '../../shared/documents/decimal'
import type { Line, Totals } from '../../shared/documents/line'

/** What shall not add up. Everything else about the order stays true, so that exactly one check finds it. */
export type Fault = 'line-total' | 'totals' | 'vat-unknown' | 'vat-amount'

/** No `-0.00`, which a returned line with a discount of 100 % would have. */
const money = (value: Decimal): string => format(value.eq(ZERO) ? ZERO : value, 2)
/** VAT inside a gross amount, rounded to cents. */
const vatInside = (gross: Decimal, percent: string): Decimal =>
  roundTo(gross.times(dec(percent)).div(HUNDRED.plus(dec(percent))), 2)

/** `unitPrice × quantity × (1 − discount/100)`, rounded to cents. */
export const agreedTotal = (unitPrice: string, quantity: string, discountPercent: string | undefined): string => {
  const full = dec(unitPrice).times(dec(quantity))
  const kept = HUNDRED.minus(dec(discountPercent ?? '0'))
  return money(roundTo(full.times(kept).div(HUNDRED), 2))
}

/** The net of one gross total by itself. */
export const netOfGross = (totalGross: string, vatPercent: string): string =>
  money(dec(totalGross).minus(vatInside(dec(totalGross), vatPercent)))

const byPercent = (lines: readonly Line[]): Map<string, Line[]> => {
  const groups = new Map<string, Line[]>()
  for (const line of lines) {
    const group = groups.get(line.vatPercent)
    if (group) group.push(line)
    else groups.set(line.vatPercent, [line])
  }
  return groups
}

const grossSumOf = (lines: readonly Line[]): Decimal => sum(lines.map((line) => dec(line.totalGross ?? '0')))

/**
 * Net totals of gross lines, so that those of each percent sum to its base: each line's own net, and the cents that
 * rounding leaves over on the largest line.
 */
export function settleNet(lines: readonly Line[]): Line[] {
  const corrections = new Map<Line, Decimal>()
  for (const [percent, group] of byPercent(lines)) {
    const gross = grossSumOf(group)
    const base = gross.minus(vatInside(gross, percent))
    const nets = sum(group.map((line) => dec(netOfGross(line.totalGross ?? '0', percent))))
    const size = (line: Line): Decimal => dec(line.totalGross ?? '0').abs()
    const largest = group.reduce((a, b) => (size(b).gt(size(a)) ? b : a))
    corrections.set(largest, base.minus(nets))
  }
  return lines.map((line) => ({
    ...line,
    totalNet: money(dec(netOfGross(line.totalGross ?? '0', line.vatPercent)).plus(corrections.get(line) ?? ZERO)),
  }))
}

/** The document's totals: VAT for each percent over all its lines, from the net or, with gross prices, from the gross sum. */
export function totalsOf(lines: readonly Line[], options: { gross: boolean; roundToWhole: boolean; fault?: Fault }): Totals {
  const vat = [...byPercent(lines)]
    .sort(([a], [b]) => (dec(b).gt(dec(a)) ? 1 : -1))
    .map(([percent, group]) => {
      if (options.gross) {
        const gross = grossSumOf(group)
        const amount = vatInside(gross, percent)
        return { percent, base: gross.minus(amount), amount }
      }
      const base = sum(group.map((line) => dec(line.totalNet)))
      return { percent, base, amount: roundTo(base.times(dec(percent)).div(HUNDRED), 2) }
    })
  const [firstVat] = vat
  if (options.fault === 'vat-amount' && firstVat) firstVat.amount = firstVat.amount.plus(dec('1.00'))
  const net = sum(vat.map((entry) => entry.base))
  const right = net.plus(sum(vat.map((entry) => entry.amount)))
  const gross = options.fault === 'totals' ? right.plus(dec('10.00')) : right
  const payable = options.roundToWhole ? roundTo(gross, 0) : gross
  const rounding = payable.minus(gross)
  return {
    net: money(net),
    vat: vat.map((entry) => ({ percent: entry.percent, base: money(entry.base), amount: money(entry.amount) })),
    gross: money(gross),
    ...(!rounding.eq(ZERO) && { rounding: money(rounding) }),
    payable: money(payable),
  }
}
