import Big from 'big.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PriceReading, StockReading } from '../../../../../src/main/engine/outward/ports'
import {
  addParts,
  contentOf,
  heldRange,
  type OutwardRow,
  priceRow,
  stockPart,
  stockRow,
  type Turned,
} from '../../../../../src/main/engine/outward/rules'
import { priceRowSchema, stockLevelRowSchema } from '../../../../../src/shared/central-api/uploads'
import { priceRuleSchema, type StockRule, stockRuleSchema } from '../../../../../src/shared/outward-rules'

const TODAY = '2026-03-02'

const turnStock = (reading: StockReading, rule: StockRule): Turned<OutwardRow> => {
  const part = stockPart(reading, rule)
  return part !== 'left-out' && 'row' in part ? stockRow(part.row, rule) : (part as Turned<OutwardRow>)
}
const rowOf = (turned: Turned<OutwardRow>): Record<string, string> => {
  if (turned === 'left-out' || !('row' in turned)) throw new Error(`no row: ${JSON.stringify(turned)}`)
  return JSON.parse(turned.row.line) as Record<string, string>
}
const reasonOf = (turned: Turned<unknown>): string =>
  turned === 'left-out' ? turned : 'row' in turned ? 'row' : turned.unsendable.problem.code

/** Decimal strings of all shapes an information system may give, also such as can't be sent. */
const decimal = fc
  .tuple(fc.constantFrom('', '-'), fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.stringMatching(/^\d{0,6}$/), fc.boolean())
  .map(([sign, whole, places, padded]) => `${sign}${padded ? '00' : ''}${whole}${places === '' ? '' : `.${places}`}`)
const anyNumber = fc.oneof(decimal, fc.constantFrom('', '1e5', 'NaN', '1,5', ' 1', '0x1', '-0', '0.0', '.5', '--1'))
const text = fc.oneof(
  fc.string({ maxLength: 10 }),
  fc.string({ minLength: 100, maxLength: 200 }),
  fc.constantFrom('', 'KOD-1', 'a\u0000b'),
)
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined })
const present = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T

const stockReading = fc
  .record({
    sku: text,
    ean: maybe(text),
    name: maybe(text),
    unit: maybe(text),
    warehouse: maybe(text),
    physical: anyNumber,
    reserved: maybe(anyNumber),
    ordered: maybe(anyNumber),
    forSale: maybe(fc.boolean()),
    changedAt: maybe(fc.constantFrom('2026-03-01T10:00:00Z', 'yesterday', '2026-03-01T10:00:00+01:00')),
  })
  .map((reading) => present(reading) as StockReading)
const stockRule = fc
  .record({
    available: fc.constantFrom('physical', 'less-reserved', 'less-reserved-and-ordered'),
    keepBack: fc.constantFrom('0', '1', '2.5'),
    warehouses: fc.constantFrom([], ['KOD-1']),
    perWarehouse: fc.boolean(),
    onlyForSale: fc.boolean(),
    sendPhysical: fc.boolean(),
  })
  .map((rule) => stockRuleSchema.parse(rule))
const priceReading = fc
  .record({
    sku: text,
    ean: maybe(text),
    warehouse: maybe(text),
    priceLevel: maybe(fc.oneof(text, fc.constant('VIP'))),
    currency: maybe(fc.constantFrom('CZK', 'EUR', 'Kč', '')),
    price: anyNumber,
    priceIncludesVat: fc.boolean(),
    vatPercent: fc.constantFrom('21', '12', '0', '23.00', '19', '5', '15', '-1', 'x', '21.5'),
    forSale: maybe(fc.boolean()),
    validFrom: maybe(fc.constantFrom('2026-01-01', '2026-02-30', 'now')),
  })
  .map((reading) => present(reading) as PriceReading)
const priceRule = fc
  .record({
    base: fc.boolean(),
    levels: fc.constantFrom([], ['VIP']),
    vat: fc.constantFrom('as-kept', 'with', 'without'),
    currency: fc.constantFrom('CZK', 'EUR'),
    onlyForSale: fc.boolean(),
  })
  .map((rule) => priceRuleSchema.parse(rule))

describe('whatever an information system gives', () => {
  test('a row of the contract comes of it, or a reason, never an error', () => {
    fc.assert(
      fc.property(stockReading, stockRule, (reading, rule) => {
        const turned = turnStock(reading, rule)
        if (turned === 'left-out' || !('row' in turned)) return
        const row = stockLevelRowSchema.parse(JSON.parse(turned.row.line))
        expect(row.sku).toBe(reading.sku)
        expect(turned.row.line).not.toContain('\n')
        expect(contentOf(turned.row.line)).toBe(turned.row.content)
        expect(turned.row.zero).toBe(new Big(row.available).eq(0))
        const range = heldRange({ sku: row.sku })
        expect(range && range.from <= turned.row.key && turned.row.key < range.to).toBe(true)
      }),
      { numRuns: 500 },
    )
    fc.assert(
      fc.property(priceReading, priceRule, (reading, rule) => {
        const turned = priceRow(reading, rule, TODAY)
        if (turned === 'left-out' || !('row' in turned)) return
        const row = priceRowSchema.parse(JSON.parse(turned.row.line))
        expect(row.sku).toBe(reading.sku)
        expect(turned.row.zero).toBe(new Big(row.unitPrice).eq(0))
      }),
      { numRuns: 500 },
    )
  })

  test('what is available is exactly what the rule says, never less than nothing and never rounded', () => {
    const exact = fc
      .tuple(fc.integer({ min: -99_999, max: 999_999 }), fc.integer({ min: 0, max: 6 }))
      .map(([digits, places]) => new Big(digits).div(new Big(10).pow(places)).toFixed())
    fc.assert(
      fc.property(exact, exact, exact, stockRule, (physical, reserved, ordered, asked) => {
        const rule = { ...asked, warehouses: [], onlyForSale: false, sendPhysical: false }
        let left = new Big(physical)
        if (rule.available !== 'physical') left = left.minus(reserved)
        if (rule.available === 'less-reserved-and-ordered') left = left.minus(ordered)
        left = left.minus(rule.keepBack)
        const expected = left.lt(0) ? new Big(0) : left
        const turned = turnStock({ sku: 'A', physical, reserved, ordered }, rule)
        const places = expected.toFixed().split('.')[1]?.length ?? 0
        if (places > 4) expect(reasonOf(turned)).toBe('row-value-unfit')
        else expect(rowOf(turned)['available']).toBe(expected.toFixed())
      }),
      { numRuns: 500 },
    )
  })

  test('the sum over warehouses does not depend on their order', () => {
    const rule = stockRuleSchema.parse({ sendPhysical: true })
    const pieces = fc.integer({ min: -1000, max: 1000 }).map((tenths) => new Big(tenths).div(10).toFixed())
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 1, maxLength: 5 }), (list) => {
        const parts = list.map((physical, index) => {
          const part = stockPart({ sku: 'A', warehouse: `W${index}`, physical }, rule)
          if (part === 'left-out' || !('row' in part)) throw new Error('no part')
          return part.row
        })
        const total = list.reduce((sum, each) => sum.plus(each), new Big(0))
        for (const order of [parts, [...parts].reverse()]) {
          const sum = addParts(order)
          if (sum === 'left-out' || !('row' in sum)) throw new Error('no sum')
          expect(rowOf(stockRow(sum.row, rule))).toMatchObject({
            physical: total.toFixed(),
            available: total.lt(0) ? '0' : total.toFixed(),
          })
        }
      }),
    )
  })

  test('a price with VAT and back is the same to the last place that was kept', () => {
    const price = fc.integer({ min: 0, max: 99_999_999 }).map((haler) => new Big(haler).div(100).toFixed())
    fc.assert(
      fc.property(price, fc.constantFrom('21', '12', '0', '23', '5'), (withVat, vatPercent) => {
        const reading = { sku: 'A', price: withVat, priceIncludesVat: true, vatPercent }
        const without = rowOf(priceRow(reading, priceRuleSchema.parse({ vat: 'without' }), TODAY))
        const exact = new Big(withVat).times(100).div(new Big(100).plus(vatPercent))
        expect(new Big(without['unitPrice'] as string).minus(exact).abs().lte('0.00005')).toBe(true)
        const back = { ...reading, price: without['unitPrice'] as string, priceIncludesVat: false }
        expect(rowOf(priceRow(back, priceRuleSchema.parse({ vat: 'with' }), TODAY))['unitPrice']).toBe(withVat)
      }),
      { numRuns: 500 },
    )
  })
})

describe('each reason', () => {
  const stock = (change: Partial<StockReading>, rule: Partial<StockRule> = {}) =>
    turnStock({ sku: 'A', physical: '5', ...change }, { ...stockRuleSchema.parse({}), ...rule })
  test.each([
    [stock({ sku: '' }), 'row-no-code'],
    [stock({ sku: 'x'.repeat(129) }), 'row-code-unfit'],
    [stock({ sku: 'a\tb' }), 'row-code-unfit'],
    [stock({ physical: '0.00001' }), 'row-value-unfit'],
    [stock({ physical: '1,5' }), 'row-value-unfit'],
    [stock({ physical: '12345678901234' }), 'row-value-unfit'],
    [stock({ reserved: 'none' }), 'row-value-unfit'],
    [stock({}, { warehouses: ['HL'] }), 'row-warehouse-unknown'],
    [stock({ warehouse: 'B' }, { warehouses: ['HL'] }), 'left-out'],
    [stock({}, { onlyForSale: true }), 'left-out'],
    [stock({ physical: '5.50000' }), 'row'],
  ] as const)('%j', (turned, code) => expect(reasonOf(turned)).toBe(code))

  const price = (change: Partial<PriceReading>, rule = {}) =>
    priceRow({ sku: 'A', price: '10', priceIncludesVat: false, vatPercent: '21', ...change }, priceRuleSchema.parse(rule), TODAY)
  test.each([
    [price({ vatPercent: '15' }), 'row-vat-unknown'],
    [price({ vatPercent: '21.00' }), 'row'],
    [price({ price: '-1' }), 'row-value-unfit'],
    [price({ price: '1.00005' }), 'row-value-unfit'],
    [price({ price: '1.00005' }, { vat: 'with' }), 'row'],
    [price({ currency: 'Kč' }), 'row-value-unfit'],
    [price({ validFrom: '2026-02-30' }), 'row-value-unfit'],
    [price({ priceLevel: 'VIP' }), 'left-out'],
    [price({}, { base: false }), 'left-out'],
  ] as const)('%j', (turned, code) => expect(reasonOf(turned)).toBe(code))

  test('half up where the rule converts: 1.005 with 0 % stays, 8.2645 of 10 with 21 %', () => {
    expect(rowOf(price({ price: '10', priceIncludesVat: true }, { vat: 'without' }))['unitPrice']).toBe('8.2645')
    expect(rowOf(price({ price: '1.005', vatPercent: '0' }, { vat: 'with' }))['unitPrice']).toBe('1.01')
  })
})
