import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkDocument } from '../../../../../src/main/engine/checks/check-document'
import { checkTotals } from '../../../../../src/main/engine/checks/totals'
import { dec, format } from '../../../../../src/shared/documents/decimal'
import type { Line } from '../../../../../src/shared/documents/line'
import type { Order } from '../../../../../src/shared/documents/order'
import { line, order } from '../../../../support/orders'

const decimals = (max: number, places: number) =>
  fc.integer({ min: 0, max: max * 10 ** places }).map((n) => format(dec(String(n)).div(dec(String(10 ** places)))))
const anyLine = (index: number) =>
  fc
    .record({
      price: decimals(100_000, 4),
      quantity: decimals(1_000, 4),
      vat: fc.constantFrom('21', '12', '0'),
      discount: fc.option(decimals(100, 2), { nil: undefined }),
    })
    .map(({ price, quantity, vat, discount }) => line(String(index), price, quantity, vat, discount))
const anyOrder = fc
  .integer({ min: 1, max: 12 })
  .chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => anyLine(i))).map((lines) => order('X', lines)))

const add = (value: string, by: string) => format(dec(value).plus(dec(by)))

describe('the sums of a document', () => {
  test('right ones pass, whatever the prices, quantities, discounts and rates', () => {
    fc.assert(
      fc.property(anyOrder, (document) => checkTotals(document) === undefined),
      { numRuns: 500 },
    )
  })

  test('any total that is off by two cents or more is held', () => {
    type Change = (document: Order, by: string) => Order
    const line0 = (d: Order) => d.lines[0] as Line
    const vat0 = (d: Order) => d.totals.vat[0] as Order['totals']['vat'][number]
    const inTotals = (d: Order, totals: Partial<Order['totals']>): Order => ({ ...d, totals: { ...d.totals, ...totals } })
    const places: [string, Change][] = [
      ['line', (d, by) => ({ ...d, lines: [{ ...line0(d), totalNet: add(line0(d).totalNet, by) }] })],
      ['base', (d, by) => inTotals(d, { vat: [{ ...vat0(d), base: add(vat0(d).base, by) }] })],
      ['amount', (d, by) => inTotals(d, { vat: [{ ...vat0(d), amount: add(vat0(d).amount, by) }] })],
      ['net', (d, by) => inTotals(d, { net: add(d.totals.net, by) })],
      ['gross', (d, by) => inTotals(d, { gross: add(d.totals.gross, by) })],
      ['payable', (d, by) => inTotals(d, { payable: add(d.totals.payable, by) })],
    ]
    fc.assert(
      fc.property(
        fc.array(anyLine(1), { minLength: 1, maxLength: 1 }),
        fc.constantFrom(...places),
        fc.constantFrom('0.02', '-0.02', '1', '-100'),
        (lines, [, change], by) => checkTotals(change(order('X', lines), by)) !== undefined,
      ),
      { numRuns: 500 },
    )
  })

  test('VAT rounded on each line passes as well as VAT of the sum', () => {
    const lines = Array.from({ length: 10 }, (_, i) => line(String(i), '0.12', '1', '21')) // 0.0252 each: 0.03 × 10 against 0.25
    const document = order('X', lines)
    expect(document.totals.vat[0]?.amount).toBe('0.25')
    expect(checkTotals(document)).toBeUndefined()
    document.totals = {
      ...document.totals,
      vat: [{ percent: '21', base: '1.20', amount: '0.30' }],
      gross: '1.50',
      payable: '1.50',
    }
    expect(checkTotals(document)).toBeUndefined()
    document.totals = {
      ...document.totals,
      vat: [{ percent: '21', base: '1.20', amount: '0.28' }],
      gross: '1.48',
      payable: '1.48',
    }
    expect(checkTotals(document)?.code).toBe('vat-amount-mismatch')
  })

  test('a rate that no line has, a rate named twice and a rate left out are held', () => {
    const document = order('X')
    const vat = document.totals.vat
    expect(
      checkTotals({ ...document, totals: { ...document.totals, vat: [...vat, { percent: '15', base: '1', amount: '0.15' }] } })
        ?.code,
    ).toBe('vat-summary-mismatch')
    expect(checkTotals({ ...document, totals: { ...document.totals, vat: [...vat, ...vat] } })?.code).toBe('vat-summary-mismatch')
    expect(checkTotals({ ...document, totals: { ...document.totals, vat: vat.slice(1) } })?.code).toBe('vat-summary-mismatch')
    expect(
      checkTotals({ ...document, totals: { ...document.totals, vat: [...vat, { percent: '0', base: '0', amount: '0.00' }] } }),
    ).toBeUndefined()
  })

  test('"21" and "21.00" are the same rate', () => {
    const document = order('X', [line('1', '100', '1', '21')])
    ;(document.totals.vat[0] as { percent: string }).percent = '21.00'
    expect(checkTotals(document)).toBeUndefined()
  })

  test('gross prices: VAT is taken out of the gross sum, and the net figures must follow', () => {
    const gross: Line = { ...line('1', '100', '3', '21'), unitPriceGross: '121', totalGross: '363.00', totalNet: '300.00' }
    const document: Order = { ...order('X', [gross]), pricesIncludeVat: true }
    expect(checkTotals(document)).toBeUndefined()
    expect(checkTotals({ ...document, lines: [{ ...gross, totalGross: '363.02' }] })?.code).toBe('line-total-mismatch')
    expect(checkTotals({ ...document, lines: [{ ...gross, totalNet: '300.05' }] })?.code).toBe('vat-base-mismatch')
    const { totalGross: _gone, ...without } = gross
    expect(checkTotals({ ...document, lines: [without] })?.code).toBe('gross-prices-missing')
  })

  test('rounding leads from the gross total to what is paid', () => {
    const document = order('X', [line('1', '0.99', '1', '0')])
    expect(checkTotals({ ...document, totals: { ...document.totals, rounding: '0.01', payable: '1.00' } })).toBeUndefined()
    expect(checkTotals({ ...document, totals: { ...document.totals, rounding: '0.01', payable: '1.05' } })?.code).toBe(
      'totals-mismatch',
    )
  })

  test('the reason names the line and both figures', () => {
    const document = order('X', [{ ...line('7', '10', '1', '21'), totalNet: '12.00' }])
    expect(checkTotals(document)).toMatchObject({
      code: 'line-total-mismatch',
      params: { line: '7', expected: '10.00', found: '12.00' },
    })
  })
})

describe('VAT', () => {
  const check = (document: Order) => checkDocument({ itemId: 'i', agenda: 'orders', test: false, payload: document })

  test('a percent that does not exist in the country on that day is held, never guessed', () => {
    expect(check(order('X', [line('1', '10', '1', '17')]))).toMatchObject({
      code: 'vat-percent-unknown',
      params: { percent: '17', country: 'CZ' },
    })
    expect(check({ ...order('X', [line('1', '10', '1', '15')]), issuedOn: '2023-12-31' })).toBeUndefined()
    expect(check({ ...order('X', [line('1', '10', '1', '15')]), issuedOn: '2024-01-01' })?.code).toBe('vat-percent-unknown')
  })

  test('a country whose rates we do not know is held, unless all is without VAT', () => {
    const german = order('X', [line('1', '10', '1', '19')])
    german.supplier = { ...german.supplier, address: { ...german.supplier.address, country: 'DE' } }
    expect(check(german)?.code).toBe('vat-country-unknown')
    const exempt = order('X', [line('1', '10', '1', '0')])
    exempt.supplier = { ...exempt.supplier, address: { ...exempt.supplier.address, country: 'DE' } }
    expect(check(exempt)).toBeUndefined()
  })

  test('charges are checked as lines are', () => {
    const document = order('X', [line('1', '10', '1', '21'), line('c', '150', '1', '21')])
    const charged: Order = { ...document, lines: document.lines.slice(0, 1), charges: document.lines.slice(1) }
    expect(check(charged)).toBeUndefined()
    expect(check({ ...charged, charges: [{ ...(charged.charges?.[0] as Line), totalNet: '151.00' }] })?.code).toBe(
      'line-total-mismatch',
    )
  })
})
