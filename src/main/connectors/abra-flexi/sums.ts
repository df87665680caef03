import { type Decimal, dec, format, HUNDRED, roundTo, sum, within, ZERO } from '../../../shared/documents/decimal'
import type { Line } from '../../../shared/documents/line'
import { problem } from '../../../shared/failure'
import { hold } from '../wrap/fitter'
import type { Trade } from './record'

/**
 * The sums that ABRA Flexi makes of a document's lines. By its maker's words the VAT of a document is the sum of the VAT of its lines, and
 * sums that are given with a line are checked, not computed, when they are within rounding. So where VAT of the rate's sum is ours, the
 * cents between the two ways are laid on single lines, one on each.
 */

const CENT = dec('0.01')
const PLACES = 2

export interface LineSums {
  base: Decimal
  vat: Decimal
  total: Decimal
  /** They are not what ABRA Flexi would compute by itself, so they must be given. */
  given: boolean
}

/** ABRA Flexi's fields: `cenaMj` has 6 decimals, `slevaPol` 2. */
const PRICE_PLACES = 6
const DISCOUNT_PLACES = 2

export interface Price {
  price: string
  discount: string
  /** The discount has more decimals than ABRA Flexi keeps, so it is in the price already. */
  folded: boolean
}

/** `"21.00"` → `"21"`. */
export const plain = (value: string): string => (value.includes('.') ? value.replace(/\.?0+$/, '') : value)

/** Price and discount as ABRA Flexi can keep them. */
export function priceOf(line: Line, gross: boolean): Price {
  const agreed = gross ? line.unitPriceGross : line.unitPriceNet
  if (agreed === undefined) return hold(problem('gross-prices-missing', { line: line.lineId }))
  const price = plain(agreed)
  const discount = plain(line.discountPercent ?? '0')
  if ((discount.split('.')[1] ?? '').length <= DISCOUNT_PLACES) return { price, discount, folded: false }
  const lowered = dec(price)
    .times(HUNDRED.minus(dec(discount)))
    .div(HUNDRED)
  return { price: plain(format(roundTo(lowered, PRICE_PLACES), PRICE_PLACES)), discount: '0', folded: true }
}

/** `price × quantity`, less the discount, to cents. */
const amountOf = (line: Line, gross: boolean): Decimal => {
  const { price, discount } = priceOf(line, gross)
  return roundTo(
    dec(price)
      .times(dec(line.quantity))
      .times(HUNDRED.minus(dec(discount)))
      .div(HUNDRED),
    PLACES,
  )
}

/** Before rounding. */
const vatOf = (amount: Decimal, percent: Decimal, gross: boolean): Decimal =>
  amount.times(percent).div(gross ? HUNDRED.plus(percent) : HUNDRED)

interface Part {
  amount: Decimal
  vat: Decimal
  /** What rounding took away (above 0) or added. */
  rest: Decimal
  given: boolean
}

/** Lays the cents that are missing (or too many) on the lines that rounding has bent the most that way; one on each. */
function settle(parts: readonly Part[], percent: Decimal, wanted: string): void {
  let missing = dec(wanted).minus(sum(parts.map(({ vat }) => vat)))
  const up = missing.gt(ZERO)
  const cent = up ? CENT : CENT.times(dec('-1'))
  const byRest = parts.toSorted((a, b) => (a.rest.eq(b.rest) ? 0 : a.rest.gt(b.rest) === up ? -1 : 1))
  for (const part of byRest) {
    if (missing.eq(ZERO)) return
    part.vat = part.vat.plus(cent)
    part.given = true
    missing = missing.minus(cent)
  }
  if (!missing.eq(ZERO)) {
    const found = format(sum(parts.map(({ vat }) => vat)), PLACES)
    hold(problem('vat-amount-mismatch', { percent: format(percent), expected: found, found: wanted }))
  }
}

/** The sums of each line and charge, in their order. Throws `Failure` where no sums of lines give the document's own. */
export function lineSums(document: Trade): readonly LineSums[] {
  const gross = document.pricesIncludeVat === true
  const items = [...document.lines, ...(document.charges ?? [])]
  const byPercent = new Map<string, Part[]>()
  const parts = items.map((line): Part => {
    const percent = dec(line.vatPercent)
    const computed = amountOf(line, gross)
    const agreed = dec((gross ? line.totalGross : line.totalNet) ?? format(computed, PLACES))
    // Beyond rounding ABRA Flexi would refuse it: a lowered price of 6 decimals, times very many pieces.
    if (!within(agreed, computed, CENT))
      hold(
        problem('value-not-representable', { field: `lines.${line.lineId}.discountPercent`, value: line.discountPercent ?? '0' }),
      )
    const exact = vatOf(agreed, percent, gross)
    const vat = roundTo(exact, PLACES)
    const part = { amount: agreed, vat, rest: exact.minus(vat), given: !agreed.eq(computed) }
    const key = format(percent)
    const group = byPercent.get(key)
    if (group) group.push(part)
    else byPercent.set(key, [part])
    return part
  })
  for (const { percent, amount } of document.totals.vat) settle(byPercent.get(format(dec(percent))) ?? [], dec(percent), amount)
  const sums = parts.map(({ amount, vat, given }): LineSums => {
    const base = gross ? amount.minus(vat) : amount
    return { base, vat, total: base.plus(vat), given }
  })
  for (const [what, ours, theirs] of [
    ['net', document.totals.net, sum(sums.map(({ base }) => base))],
    ['gross', document.totals.gross, sum(sums.map(({ total }) => total))],
  ] as const) {
    if (!within(dec(ours), theirs, CENT))
      hold(problem('totals-mismatch', { what, expected: format(theirs, PLACES), found: ours }))
  }
  return sums
}

/** `zaokrNaSumK` and `zaokrJakSumK`. */
export interface Rounding {
  to: string
  how: 'matem' | 'nahoru' | 'dolu'
}

const UNITS: readonly (readonly [name: string, unit: string])[] = [
  ['jednotky', '1'],
  ['5desetiny', '0.5'],
  ['desetiny', '0.1'],
  ['5setiny', '0.05'],
]

/** ABRA Flexi's way to get from `gross` to `payable`; `undefined`: none of its ways does. */
export const documentRounding = (gross: string, payable: string): Rounding | undefined => {
  const from = dec(gross)
  const to = dec(payable)
  if (from.eq(to)) return { to: 'zadne', how: 'matem' }
  const gives = (unit: string, mode: 0 | 1 | 3): boolean => from.div(dec(unit)).round(0, mode).times(dec(unit)).eq(to)
  for (const [name, unit] of UNITS) if (gives(unit, 1)) return { to: name, how: 'matem' }
  // "Up" and "down" of a negative amount are not described anywhere: left to the rounding line.
  if (from.lt(ZERO)) return undefined
  for (const [name, unit] of UNITS) {
    if (gives(unit, 3)) return { to: name, how: 'nahoru' }
    if (gives(unit, 0)) return { to: name, how: 'dolu' }
  }
  return undefined
}
