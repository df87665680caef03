import fc from 'fast-check'
import { expect, it } from 'vitest'
import { exact, fromFloat } from '../../../../../src/sandbox/simulators/pohoda/exact'
import { type OrderTotals, readLine, totalsOf } from '../../../../../src/sandbox/simulators/pohoda/money'
import { namespaces } from '../../../../../src/sandbox/simulators/pohoda/names'
import { parseXml } from '../../../../../src/sandbox/simulators/pohoda/xml'
import { line } from './packs'

const read = (xml: string, date = '2026-09-01', country: 'CZ' | 'SK' = 'CZ', roundingVat = 'none') =>
  readLine(
    parseXml(xml.replace('<ord:orderItem>', `<ord:orderItem xmlns:ord="${namespaces.ord}" xmlns:typ="${namespaces.typ}">`)),
    country,
    date,
    roundingVat,
  )
const rate = (name: string, rest = ''): string => `${rest}<ord:rateVAT>${name}</ord:rateVAT>`
const totals = (lines: string[], roundingVat = 'none', roundingDocument = 'none'): OrderTotals =>
  totalsOf(
    lines.map((one) => read(one, '2026-09-01', 'CZ', roundingVat)),
    '',
    roundingVat,
    roundingDocument,
  )

it('counts a line from its price: discount, VAT on top or inside, half a cent up', () => {
  expect(read(line('x', '3', '0.335', rate('high')))).toMatchObject({ net: '1.01', vat: '0.21', gross: '1.22' })
  expect(read(line('x', '1', '121', rate('high', '<ord:payVAT>true</ord:payVAT>')))).toMatchObject({
    net: '100.00',
    vat: '21.00',
  })
  const discounted = rate('low', '<ord:discountPercentage>12.5</ord:discountPercentage>')
  expect(read(line('x', '2', '100', discounted))).toMatchObject({ net: '175.00', vat: '21.00', gross: '196.00' })
  expect(read(line('x', '-1', '0.335', rate('none')))).toMatchObject({ net: '-0.34', vat: '0.00' })
})

it('knows the rates by country and day, and none means none', () => {
  const percent = (name: string, country: 'CZ' | 'SK', date: string): string =>
    read(line('x', '1', '1', rate(name)), date, country).percentVAT
  expect(percent('high', 'CZ', '2026-01-01')).toBe('21')
  expect(percent('low', 'CZ', '2026-01-01')).toBe('12')
  expect(percent('low', 'CZ', '2023-12-31')).toBe('15')
  expect(percent('high', 'SK', '2025-01-01')).toBe('23')
  expect(percent('third', 'SK', '2025-01-01')).toBe('5')
  expect(percent('none', 'CZ', '2026-01-01')).toBe('0')
  expect(read(line('x', '1', '100', '<ord:rateVAT>historyLow</ord:rateVAT><ord:percentVAT>15</ord:percentVAT>')).vat).toBe(
    '15.00',
  )
})

it('rounds VAT for each line or once for each rate, and the document as it is told', () => {
  const three = ['1', '2', '3'].map(() => line('x', '1', '0.12', rate('high')))
  expect(totals(three)).toMatchObject({ net: '0.36', vat: '0.09', total: '0.45' })
  expect(totals(three, 'noneEveryRate')).toMatchObject({ net: '0.36', vat: '0.08', total: '0.44' })
  const one = [line('x', '1', '100.37', rate('none'))]
  const rounded = (rule: string): string => totals(one, 'none', rule).total
  expect(rounded('math2one')).toBe('100.00')
  expect(rounded('up2one')).toBe('101.00')
  expect(rounded('math2half')).toBe('100.50')
  expect(rounded('down2tenth')).toBe('100.30')
  expect(rounded('math5cent')).toBe('100.35')
  expect(totals(one, 'none', 'math2one').rounding).toBe('-0.37')
})

it('adds up: total is net and VAT and rounding, net is the sum of the lines', () => {
  const cent = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((value) => exact(String(value)).div(100).toFixed())
  const lines = fc.array(
    fc
      .tuple(fc.integer({ min: 1, max: 999 }).map(String), cent, fc.constantFrom('none', 'low', 'high'), fc.boolean())
      .map(([quantity, price, name, gross]) => line('x', quantity, price, rate(name, `<ord:payVAT>${gross}</ord:payVAT>`))),
    { minLength: 1, maxLength: 8 },
  )
  fc.assert(
    fc.property(
      lines,
      fc.constantFrom('none', 'noneEveryRate', 'math2tenthEveryItem', 'math2intEveryRate'),
      fc.constantFrom('none', 'math2one', 'up2half', 'math5cent'),
      (list, roundingVat, roundingDocument) => {
        const result = totals(list, roundingVat, roundingDocument)
        const sum = exact(result.net).plus(result.vat).plus(result.rounding)
        expect(sum.toFixed(2)).toBe(result.total)
        const perRate = result.rates.reduce((all, one) => all.plus(one.net).plus(one.vat), exact('0'))
        expect(perRate.toFixed(2)).toBe(exact(result.net).plus(result.vat).toFixed(2))
        if (roundingVat !== 'none') return
        const perLine = list.map((one) => read(one)).reduce((all, one) => all.plus(one.gross), exact('0'))
        expect(perLine.toFixed(2)).toBe(sum.minus(result.rounding).toFixed(2))
      },
    ),
  )
})

it('loses the digits of a quantity that a 32-bit float cannot hold, and no others', () => {
  expect(fromFloat('1234567.1234').toFixed()).toBe('1234567.1')
  expect(fromFloat('0.1').toFixed()).toBe('0.1')
  fc.assert(
    fc.property(fc.integer({ min: -999_999, max: 999_999 }), fc.integer({ min: 0, max: 4 }), (digits, places) => {
      const value = exact(String(digits)).div(10 ** places)
      expect(fromFloat(value.toFixed()).eq(value)).toBe(true)
    }),
  )
})
