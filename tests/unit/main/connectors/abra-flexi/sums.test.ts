import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { documentRounding, lineSums, priceOf } from '../../../../../src/main/connectors/abra-flexi/sums'
import { dec, format, sum } from '../../../../../src/shared/documents/decimal'
import type { Order } from '../../../../../src/shared/documents/order'
import { Failure } from '../../../../../src/shared/failure'
import { line, order } from '../../../../support/orders'

const cents = (value: { toFixed(places: number): string }): string => value.toFixed(2)

describe('sums of lines', () => {
  it('cents between the two ways of VAT are laid on lines, one on each, and only these are given', () => {
    // 0.52 × 21 % = 0.1092 → 0.11 on each line, 0.55 together; of the sum 2.60 it is 0.546 → 0.55. With seven lines: 0.77, 0.76.
    const seven = order(
      'V',
      Array.from({ length: 7 }, (_, i) => line(String(i), '0.52', '1', '21')),
    )
    const sums = lineSums(seven)
    expect(seven.totals.vat[0]?.amount).toBe('0.76')
    expect(cents(sum(sums.map(({ vat }) => vat)))).toBe('0.76')
    expect(sums.filter(({ given }) => given)).toHaveLength(1)
    expect(sums.map(({ vat }) => cents(vat)).toSorted()).toEqual(['0.10', ...Array<string>(6).fill('0.11')])
  })

  it('sums that ABRA Flexi computes by itself are not given', () => {
    expect(lineSums(order('S')).every(({ given }) => !given)).toBe(true)
  })

  it('for any lines: net, VAT of each rate and gross are the order’s own, or it is held', () => {
    const anyLine = fc.record({
      price: fc.integer({ min: -100_000, max: 10_000_000 }).map((n) => format(dec(String(n)).div(dec('10000')))),
      quantity: fc.integer({ min: 1, max: 99_999 }).map((n) => format(dec(String(n)).div(dec('1000')))),
      percent: fc.constantFrom('21', '12', '0'),
      discount: fc.constantFrom(undefined, '10', '2.5', '33.3333', '0.0001', '100'),
    })
    fc.assert(
      fc.property(fc.array(anyLine, { minLength: 1, maxLength: 30 }), (lines) => {
        const of = order(
          'P',
          lines.map(({ price, quantity, percent, discount }, i) => line(String(i), price, quantity, percent, discount)),
        )
        let sums: ReturnType<typeof lineSums>
        try {
          sums = lineSums(of)
        } catch (error) {
          expect(error).toBeInstanceOf(Failure)
          return
        }
        expect(cents(sum(sums.map(({ base }) => base)))).toBe(of.totals.net)
        expect(cents(sum(sums.map(({ total }) => total)))).toBe(of.totals.gross)
        for (const { percent, amount } of of.totals.vat) {
          const own = sums.filter((_, i) => of.lines[i]?.vatPercent === percent)
          expect(cents(sum(own.map(({ vat }) => vat)))).toBe(amount)
        }
      }),
      { numRuns: 300 },
    )
  })

  it.each<[string, (of: Order) => Order, string]>([
    [
      'VAT that no rounding gives',
      (of) => ({ ...of, totals: { ...of.totals, vat: of.totals.vat.map((one) => ({ ...one, amount: '99.00' })) } }),
      'vat-amount-mismatch',
    ],
    ['a total of another order', (of) => ({ ...of, totals: { ...of.totals, net: '1.00' } }), 'totals-mismatch'],
  ])('holds %s', (_what, change, code) => {
    expect(() => lineSums(change(order('H')))).toThrow(code)
  })

  it('a price lowered by its discount is held where very many pieces would make cents of it', () => {
    const many = order('M', [line('1', '0.01', '900000', '21', '33.3333')])
    expect(() => lineSums(many)).toThrow('value-not-representable')
    expect(priceOf(line('1', '100', '1', '21', '2.50'), false)).toEqual({ price: '100', discount: '2.5', folded: false })
  })
})

describe('rounding of the document', () => {
  it.each([
    ['100.40', '100.40', 'zadne matem'],
    ['100.40', '100', 'jednotky matem'],
    ['100.50', '101', 'jednotky matem'],
    ['100.20', '101', 'jednotky nahoru'],
    ['100.90', '100', 'jednotky dolu'],
    ['100.30', '100.50', '5desetiny matem'],
    ['100.37', '100.40', 'desetiny matem'],
    ['100.37', '100.35', '5setiny matem'],
    ['-100.40', '-100', 'jednotky matem'],
    ['-100.20', '-101', undefined],
    ['100.37', '99.99', undefined],
  ])('%s → %s: %s', (from, to, expected) => {
    const found = documentRounding(from, to)
    expect(found && `${found.to} ${found.how}`).toBe(expected)
  })
})
