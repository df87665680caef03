import { type Decimal, dec, format, HUNDRED, roundTo, sum, within, ZERO } from '../../../shared/documents/decimal'
import type { Line, Totals } from '../../../shared/documents/line'
import { type Problem, problem } from '../../../shared/failure'

/** The tolerance, and the hundredth of percents: multiplied by, it is exact and far cheaper than a division. */
const CENT = dec('0.01')
const PLACES = 2

/** What a trade document needs for its sums to be checked. */
export interface Sums {
  pricesIncludeVat?: boolean | undefined
  lines: readonly Line[]
  charges?: readonly Line[] | undefined
  totals: Totals
}

const lineTotal = (line: Line, unitPrice: string): Decimal => {
  const full = dec(unitPrice).times(dec(line.quantity))
  const discounted = line.discountPercent === undefined ? full : full.times(HUNDRED.minus(dec(line.discountPercent))).times(CENT)
  return roundTo(discounted, PLACES)
}

const mismatch = (code: Problem['code'], expected: Decimal, found: Decimal, params: Record<string, string>): Problem =>
  problem(code, { ...params, expected: format(expected, PLACES), found: format(found, PLACES) })

interface Rate {
  net: Decimal
  gross: Decimal
  /** Sum of VAT rounded on each line: the second lawful way of computing it. */
  vatByLine: Decimal
}

/**
 * Do the figures of a document agree with each other, to 0.01 of its currency? Answers the first that does not, or
 * undefined. Both lawful ways to round VAT are taken: on the sum of a rate, and on each line.
 */
export function checkTotals(document: Sums): Problem | undefined {
  const gross = document.pricesIncludeVat === true
  const rates = new Map<string, Rate>()
  for (const line of document.charges ? [...document.lines, ...document.charges] : document.lines) {
    const net = dec(line.totalNet)
    let lineGross = ZERO
    if (gross) {
      if (line.unitPriceGross === undefined || line.totalGross === undefined)
        return problem('gross-prices-missing', { line: line.lineId })
      const expected = lineTotal(line, line.unitPriceGross)
      const found = dec(line.totalGross)
      lineGross = found
      if (!within(expected, found, CENT))
        return mismatch('line-total-mismatch', expected, found, { line: line.lineId, name: line.name })
    } else {
      const expected = lineTotal(line, line.unitPriceNet)
      if (!within(expected, net, CENT))
        return mismatch('line-total-mismatch', expected, net, { line: line.lineId, name: line.name })
    }
    const key = format(dec(line.vatPercent))
    const percent = dec(line.vatPercent)
    const lineVat = roundTo(gross ? lineGross.times(percent).div(HUNDRED.plus(percent)) : net.times(percent).times(CENT), PLACES)
    const rate = rates.get(key) ?? { net: ZERO, gross: ZERO, vatByLine: ZERO }
    rates.set(key, { net: rate.net.plus(net), gross: rate.gross.plus(lineGross), vatByLine: rate.vatByLine.plus(lineVat) })
  }
  return checkSummary(document.totals, rates, gross)
}

function checkSummary(totals: Totals, rates: ReadonlyMap<string, Rate>, gross: boolean): Problem | undefined {
  const named = new Set<string>()
  for (const entry of totals.vat) {
    const key = format(dec(entry.percent))
    if (named.has(key)) return problem('vat-summary-mismatch', { percent: key })
    named.add(key)
    const rate = rates.get(key)
    const base = dec(entry.base)
    const amount = dec(entry.amount)
    if (!rate) {
      // A rate that no line has may stand there with zeros.
      if (base.eq(ZERO) && amount.eq(ZERO)) continue
      return problem('vat-summary-mismatch', { percent: key })
    }
    const percent = dec(entry.percent)
    const bySum = roundTo(gross ? rate.gross.times(percent).div(HUNDRED.plus(percent)) : base.times(percent).times(CENT), PLACES)
    if (!within(bySum, amount, CENT) && !within(rate.vatByLine, amount, CENT))
      return mismatch('vat-amount-mismatch', bySum, amount, { percent: key })
    const expectedBase = gross ? rate.gross.minus(amount) : rate.net
    if (!within(expectedBase, base, CENT)) return mismatch('vat-base-mismatch', expectedBase, base, { percent: key })
    // With gross prices the lines' net figures are derived; they must still add up to the base.
    if (gross && !within(rate.net, base, CENT)) return mismatch('vat-base-mismatch', rate.net, base, { percent: key })
  }
  for (const key of rates.keys()) if (!named.has(key)) return problem('vat-summary-mismatch', { percent: key })

  const net = sum(totals.vat.map((entry) => dec(entry.base)))
  if (!within(net, dec(totals.net), CENT)) return mismatch('totals-mismatch', net, dec(totals.net), { what: 'net' })
  const withVat = dec(totals.net).plus(sum(totals.vat.map((entry) => dec(entry.amount))))
  if (!within(withVat, dec(totals.gross), CENT)) return mismatch('totals-mismatch', withVat, dec(totals.gross), { what: 'gross' })
  const payable = dec(totals.gross).plus(totals.rounding === undefined ? ZERO : dec(totals.rounding))
  if (!within(payable, dec(totals.payable), CENT))
    return mismatch('totals-mismatch', payable, dec(totals.payable), { what: 'payable' })
  return undefined
}
