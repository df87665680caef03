import { TEST_MARKER } from '../../src/shared/central-api/test-orders'
import { dec, format, HUNDRED, roundTo, sum } from '../../src/shared/documents/decimal'
import type { Line, Totals } from '../../src/shared/documents/line'
import type { Order } from '../../src/shared/documents/order'

/** A line whose figures are right. */
export function line(lineId: string, unitPriceNet: string, quantity: string, vatPercent: string, discountPercent?: string): Line {
  const full = dec(unitPriceNet).times(dec(quantity))
  const total = discountPercent === undefined ? full : full.times(HUNDRED.minus(dec(discountPercent))).div(HUNDRED)
  return {
    lineId,
    sku: `SKU-${lineId}`,
    name: `Zboží ${lineId}`,
    quantity,
    unit: 'ks',
    unitPriceNet,
    vatPercent,
    ...(discountPercent === undefined ? {} : { discountPercent }),
    totalNet: format(roundTo(total, 2), 2),
  }
}

/** The totals that are right for these lines. */
export function totalsFor(lines: readonly Line[]): Totals {
  const percents = [...new Set(lines.map((one) => one.vatPercent))]
  const vat = percents.map((percent) => {
    const base = sum(lines.filter((one) => one.vatPercent === percent).map((one) => dec(one.totalNet)))
    return { percent, base: format(base, 2), amount: format(roundTo(base.times(dec(percent)).div(HUNDRED), 2), 2) }
  })
  const net = sum(vat.map((entry) => dec(entry.base)))
  const gross = net.plus(sum(vat.map((entry) => dec(entry.amount))))
  return { net: format(net, 2), vat, gross: format(gross, 2), payable: format(gross, 2) }
}

/** A Czech order whose totals are right for its lines. */
export function order(
  number: string,
  lines: readonly Line[] = [line('1', '100', '2', '21'), line('2', '33.3333', '3', '12', '10')],
): Order {
  const address = { street: 'Dlouhá 12/3', city: 'Ústí nad Labem', postalCode: '400 01', country: 'CZ' }
  return {
    orderId: `ORD-${number}`,
    number,
    issuedOn: '2026-03-02',
    currency: 'CZK',
    buyer: { name: 'Příliš žluťoučký kůň, s.r.o.', ico: '27082440', dic: 'CZ27082440', address },
    supplier: { name: 'Velkoobchod Příkladný, s.r.o.', ico: '45274649', address },
    paymentMethod: 'bank-transfer',
    lines: [...lines],
    totals: totalsFor(lines),
  }
}

/** Such an order as the central side gives it in test mode. */
export const testOrder = (number: string, lines?: readonly Line[]): Order => ({ ...order(number, lines), note: TEST_MARKER })
