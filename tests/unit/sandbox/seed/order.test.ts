import { describe, expect, test } from 'vitest'
import { checkDocument } from '../../../../src/main/engine/checks/check-document'
import { supplierParty, suppliers } from '../../../../src/sandbox/seed/companies'
import { generateOrder, type OrderOptions } from '../../../../src/sandbox/seed/order'
import { createRandom } from '../../../../src/sandbox/seed/random'
import { unknownFields } from '../../../../src/sandbox/unknown-fields'
import { canonicalJson } from '../../../../src/shared/documents/canonical'
import { dec } from '../../../../src/shared/documents/decimal'
import { type Order, orderSchema } from '../../../../src/shared/documents/order'
import { isValidIco } from '../../../../src/shared/documents/party'

const many = (count: number, options: Partial<OrderOptions> = {}, seed = 1): Order[] => {
  const random = createRandom(seed)
  return Array.from({ length: count }, (_, index) => generateOrder(random, { sequence: index + 1, ...options }))
}
const check = (order: Order): string | undefined =>
  checkDocument({ itemId: 'i', agenda: 'orders', test: false, payload: order })?.code
const czech = many(700)
const slovak = many(300, { supplier: supplierParty(suppliers.SK) }, 2)
const all = [...czech, ...slovak]

test('every order fits the schema, with no field the schema does not know', () => {
  for (const order of all) {
    const parsed = orderSchema.safeParse(order)
    expect(parsed.error).toBeUndefined()
    expect(unknownFields(order, parsed.data, 'order')).toEqual([])
  }
})

test("every order adds up by the Client's own checks, net and gross", () => {
  for (const order of all) expect([order.number, check(order)]).toEqual([order.number, undefined])
})

test('line nets sum to the VAT base of their percent to the cent, also where prices include VAT', () => {
  for (const order of all) {
    for (const { percent, base } of order.totals.vat) {
      const lines = [...order.lines, ...(order.charges ?? [])].filter((line) => line.vatPercent === percent)
      expect(lines.reduce((total, line) => total.plus(dec(line.totalNet)), dec('0')).toFixed(2)).toBe(base)
    }
  }
})

test('the same seed gives the same orders, another seed others', () => {
  expect(canonicalJson(many(50))).toBe(canonicalJson(czech.slice(0, 50)))
  expect(canonicalJson(many(50, {}, 9))).not.toBe(canonicalJson(czech.slice(0, 50)))
})

test('every IČO is valid', () => {
  for (const { buyer, supplier } of all)
    expect([buyer.ico, supplier.ico].every((ico) => ico !== undefined && isValidIco(ico))).toBe(true)
})

describe('a thousand orders look like life', () => {
  const text = JSON.stringify(all)
  const share = (what: (order: Order) => boolean): number => all.filter(what).length / all.length

  test.each([
    ['several VAT rates', (order: Order) => order.totals.vat.length > 1, 0.3],
    ['prices with VAT', (order: Order) => order.pricesIncludeVat === true, 0.1],
    ['euro', (order: Order) => order.currency === 'EUR', 0.1],
    ['crowns', (order: Order) => order.currency === 'CZK', 0.1],
    ['a delivery address', (order: Order) => order.deliverTo !== undefined, 0.2],
    ['charges', (order: Order) => order.charges !== undefined, 0.2],
    ['discounts', (order: Order) => order.lines.some((line) => line.discountPercent !== undefined), 0.3],
    ['a foreign buyer', (order: Order) => order.buyer.address.country !== order.supplier.address.country, 0.1],
    ['rounding to whole crowns', (order: Order) => order.totals.rounding !== undefined, 0.02],
    ['a name over 90 characters', (order: Order) => order.buyer.name.length > 90, 0.02],
    ['a name of 255 characters', (order: Order) => order.buyer.name.length === 255, 0.001],
    ['more than 60 lines', (order: Order) => order.lines.length > 60, 0.002],
    ['a note of several lines', (order: Order) => order.note?.includes('\n') === true, 0.02],
    ['an emoji', (order: Order) => order.note?.includes('🚚') === true, 0.01],
    // What the note of a real shop had in it is what is looked for.
    ['a control character', (order: Order) => order.note?.includes('\u0001') === true, 0.01],
    ['marks of XML', (order: Order) => order.note?.includes(']]>') === true, 0.01],
  ])('%s', (_, what, least) => {
    expect(share(what)).toBeGreaterThanOrEqual(least)
  })

  test('lines run from 1 to about 200', () => {
    const counts = all.map((order) => order.lines.length)
    expect(Math.min(...counts)).toBe(1)
    expect(Math.max(...counts)).toBeGreaterThan(100)
    expect(Math.max(...counts)).toBeLessThanOrEqual(200)
  })

  test('every Czech and Slovak letter occurs', () => {
    for (const letter of 'áäčďéěíĺľňóôŕřšťúůýžÁÄČĎÉĚÍĹĽŇÓÔŔŘŠŤÚŮÝŽ') expect(text.includes(letter), letter).toBe(true)
  })

  test('VAT percents are those of the supplier’s country', () => {
    const percents = (orders: Order[]) =>
      [...new Set(orders.flatMap((order) => order.totals.vat.map((vat) => vat.percent)))].sort()
    expect(percents(czech)).toEqual(['0', '12', '21'])
    expect(percents(slovak)).toEqual(['0', '19', '23', '5'])
  })
})

describe('faults', () => {
  test.each([
    ['totals', 'totals-mismatch'],
    ['vat-unknown', 'vat-percent-unknown'],
    ['line-total', 'line-total-mismatch'],
    ['vat-amount', 'vat-amount-mismatch'],
  ] as const)('%s is found as %s, in every order', (fault, code) => {
    for (const order of many(100, { fault }, 3)) {
      expect(orderSchema.safeParse(order).error).toBeUndefined()
      expect([order.number, order.pricesIncludeVat, check(order)]).toEqual([order.number, order.pricesIncludeVat, code])
    }
  })
})

test('a plain order has exactly the lines asked for and nothing rare', () => {
  for (const order of many(50, { plain: true, lines: 12 })) {
    expect(order.lines.length).toBe(12)
    expect(order.pricesIncludeVat).toBeUndefined()
    expect(order.note).toBeUndefined()
    expect(order.buyer.name.length).toBeLessThan(60)
  }
})
