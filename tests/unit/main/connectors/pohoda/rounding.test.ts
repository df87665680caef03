import { describe, expect, it } from 'vitest'
import { documentRounding, vatRounding } from '../../../../../src/main/connectors/pohoda/rounding'
import { line, order } from '../../../../support/orders'

describe('rounding in POHODA', () => {
  it.each([
    ['100.40', '100.40', 'none'],
    ['100.40', '100.00', 'math2one'],
    ['100.50', '101.00', 'math2one'],
    ['100.20', '101.00', 'up2one'],
    ['100.80', '100.00', 'down2one'],
    ['100.30', '100.50', 'math2half'],
    ['100.33', '100.30', 'math2tenth'],
    ['100.33', '100.35', 'math5cent'],
    ['100.32', '100.40', 'up2tenth'],
    ['-100.40', '-100.00', 'math2one'],
    ['-100.80', '-100.00', undefined],
    ['100.40', '95.00', undefined],
  ])('from %s to %s is %s', (gross, payable, way) => {
    expect(documentRounding(gross, payable)).toBe(way)
  })

  it('takes the VAT of each rate’s sum when that gives the order’s VAT', () => {
    expect(vatRounding(order('1')).mode).toBe('noneEveryRate')
  })

  it('takes the VAT of each line when only that gives it', () => {
    // 3 × 0.33 × 21 % = 0.2079 → 0.21, but 3 × round(0.0693) = 0.21; with 0.36: sum 1.08 → 0.23, lines 3 × 0.08 = 0.24.
    const of = order('1', [line('1', '0.36', '1', '21'), line('2', '0.36', '1', '21'), line('3', '0.36', '1', '21')])
    const perLine = { ...of, totals: { ...of.totals, vat: [{ percent: '21', base: '1.08', amount: '0.24' }] } }
    expect(vatRounding(of).mode).toBe('noneEveryRate')
    expect(vatRounding(perLine)).toEqual({ mode: 'none', differing: [] })
  })

  it('says which VAT comes out of neither', () => {
    const of = order('1', [line('1', '100', '1', '21')])
    const odd = { ...of, totals: { ...of.totals, vat: [{ percent: '21', base: '100.00', amount: '21.01' }] } }
    expect(vatRounding(odd)).toEqual({
      mode: 'noneEveryRate',
      differing: [{ percent: '21', amount: '21.01', computed: '21.00' }],
    })
  })

  it('works VAT out of the gross sum when the prices are gross', () => {
    const of = order('1', [{ ...line('1', '82.64', '1', '21'), unitPriceGross: '100', totalGross: '100.00' }])
    const gross = {
      ...of,
      pricesIncludeVat: true,
      totals: { ...of.totals, vat: [{ percent: '21', base: '82.64', amount: '17.36' }] },
    }
    expect(vatRounding(gross)).toEqual({ mode: 'noneEveryRate', differing: [] })
  })
})
