import { dec, format, HUNDRED, roundTo } from '../../shared/documents/decimal'
import type { Line } from '../../shared/documents/line'
import type { Order } from '../../shared/documents/order'
import type { Party } from '../../shared/documents/party'
import { buyerParty, deliveryParty, supplierParty, suppliers } from './companies'
import { agreedTotal, type Fault, netOfGross, settleNet, totalsOf } from './money'
import { noteText } from './notes'
import { productOf } from './products'
import type { Random } from './random'

export interface OrderOptions {
  /** Makes the number; unique within one source. */
  sequence: number
  /** `YYYY-MM-DD`. */
  today: string
  orderId: string
  supplier: Party
  numberPrefix: string
  /** Exactly so many. */
  lines: number
  /** No rare things: short names, net prices, home currency, no delivery address. */
  plain: boolean
  pricesIncludeVat: boolean
  fault: Fault
}

/** VAT percents by the supplier's country, the usual one first. Source: Czech Act 235/2004 (2024), Slovak Act 222/2004 (2025). */
const VAT_PERCENTS = { CZ: ['21', '21', '21', '12', '0'], SK: ['23', '23', '23', '19', '5', '0'] } as const

const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** A price with `places` decimals between 1 and `most` units, small ones more often. */
const price = (random: Random, most: number, places: number): string => {
  const value = Math.floor((1 + (most - 1) * random.next() ** 4) * 10 ** places)
  const digits = String(value).padStart(places + 1, '0')
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`
}

function lineCount(random: Random): number {
  const roll = random.next()
  if (roll < 0.9) return random.int(1, 15)
  if (roll < 0.99) return random.int(16, 60)
  return random.int(61, 200)
}

type LineFacts = Omit<Line, 'totalNet' | 'totalGross' | 'unitPriceNet' | 'unitPriceGross'> & { unitPrice: string }

/** Completes a line by the rules of `lineSchema`. The net of gross lines is settled later, over the whole document. */
const complete = ({ unitPrice, ...facts }: LineFacts, gross: boolean): Line => {
  const total = agreedTotal(unitPrice, facts.quantity, facts.discountPercent)
  if (!gross) return { ...facts, unitPriceNet: unitPrice, totalNet: total }
  const percent = dec(facts.vatPercent)
  const unitPriceNet = format(roundTo(dec(unitPrice).times(HUNDRED).div(HUNDRED.plus(percent)), 4))
  return { ...facts, unitPriceNet, unitPriceGross: unitPrice, totalNet: netOfGross(total, facts.vatPercent), totalGross: total }
}

const charge = (lineId: string, name: string, unitPrice: string, vatPercent: string): LineFacts => ({
  lineId,
  name,
  quantity: '1',
  unit: 'ks',
  unitPrice,
  vatPercent,
})

/**
 * A lifelike order, the same for the same random state and options. Its totals are exactly right by the rules in
 * `shared/documents/line.ts`, unless a fault is asked for. VAT is worked out for each percent over the whole document.
 */
export function generateOrder(random: Random, options: Partial<OrderOptions> = {}): Order {
  const plain = options.plain ?? false
  const supplier = options.supplier ?? supplierParty(suppliers.CZ)
  const home = supplier.address.country === 'SK' ? 'SK' : 'CZ'
  const buyerCountry = plain || random.chance(0.75) ? home : home === 'CZ' ? 'SK' : 'CZ'
  const homeCurrency = home === 'CZ' ? 'CZK' : 'EUR'
  const currency = plain || buyerCountry === home ? homeCurrency : random.chance(0.8) ? 'EUR' : 'CZK'
  const gross = options.pricesIncludeVat ?? (!plain && random.chance(0.2))
  const dear = currency === 'CZK' ? 25 : 1
  const percents = VAT_PERCENTS[home]

  const lines = Array.from({ length: options.lines ?? lineCount(random) }, (_, index): Line => {
    const product = productOf(random, plain)
    const discount = random.chance(0.2) ? random.pick(['5', '10', '2.5', '12.75', '33.3333', '100']) : undefined
    const facts: LineFacts = {
      lineId: String(index + 1),
      sku: product.sku,
      ...(product.ean !== undefined && { ean: product.ean }),
      ...(!plain && random.chance(0.3) && { buyerSku: `B-${random.digits(6)}` }),
      name: product.name,
      quantity: product.measured
        ? price(random, 60, random.pick([1, 2, 3, 4]))
        : String(random.chance(0.8) ? random.int(1, 24) : random.int(25, 5000)),
      unit: product.unit,
      unitPrice: price(random, 400 * dear, random.chance(0.8) ? 2 : 4),
      vatPercent: random.pick(percents),
      ...(discount !== undefined && !plain && { discountPercent: discount }),
      ...(!plain && random.chance(0.05) && { note: noteText(random) }),
    }
    return complete(facts, gross)
  })
  const cashOnDelivery = random.chance(0.15)
  const charges = [
    ...(random.chance(0.4)
      ? [charge('C1', home === 'CZ' ? 'Doprava – balík' : 'Doprava – balík na adresu', price(random, 8 * dear, 2), percents[0])]
      : []),
    ...(cashOnDelivery ? [charge('C2', home === 'CZ' ? 'Dobírečné' : 'Dobierka', price(random, 2 * dear, 2), percents[0])] : []),
  ].map((facts) => complete(facts, gross))

  const first = lines[0]
  if (first === undefined) throw new Error('an order has at least one line')
  if (options.fault === 'vat-unknown') {
    const { unitPriceNet, unitPriceGross, totalNet: _net, totalGross: _gross, ...facts } = first
    lines[0] = complete({ ...facts, unitPrice: unitPriceGross ?? unitPriceNet, vatPercent: '17' }, gross)
  }
  if (options.fault === 'line-total') {
    const wrong = (total: string): string => format(dec(total).plus(dec('1')), 2)
    lines[0] =
      first.totalGross === undefined
        ? { ...first, totalNet: wrong(first.totalNet) }
        : { ...first, totalGross: wrong(first.totalGross) }
  }
  const all = gross ? settleNet([...lines, ...charges]) : [...lines, ...charges]
  const paymentMethod = cashOnDelivery
    ? 'cash-on-delivery'
    : random.pick(['bank-transfer', 'bank-transfer', 'card', 'cash', 'other'] as const)
  const rounded = paymentMethod === 'cash' && currency === 'CZK'
  const totals = totalsOf(all, { gross, roundToWhole: rounded, ...(options.fault !== undefined && { fault: options.fault }) })

  const buyer = buyerParty(random, buyerCountry, plain)
  const issuedOn = addDays(options.today ?? '2026-11-20', -random.int(0, 3))
  const sequence = options.sequence ?? random.int(1, 999_999)
  return {
    orderId: options.orderId ?? `seed-${random.digits(12)}`,
    number: `${options.numberPrefix ?? 'OBJ'}-${issuedOn.slice(0, 4)}-${String(sequence).padStart(6, '0')}`,
    issuedOn,
    ...((plain || random.chance(0.6)) && { requestedDeliveryOn: addDays(issuedOn, random.int(1, 21)) }),
    currency,
    ...(gross && { pricesIncludeVat: true }),
    buyer,
    supplier,
    ...(!plain && random.chance(0.35) && { deliverTo: deliveryParty(random, buyer) }),
    paymentMethod,
    ...((plain || random.chance(0.7)) && {
      deliveryMethod: random.pick(['PPL', 'DPD', 'Česká pošta – Balík Do ruky', 'Osobní odběr', 'GLS']),
    }),
    lines: all.slice(0, lines.length),
    ...(charges.length > 0 && { charges: all.slice(lines.length) }),
    totals,
    ...(!plain && random.chance(0.4) && { note: noteText(random) }),
    ...(!plain && random.chance(0.1) && { internalNote: noteText(random) }),
  }
}
