import { dec, format } from '../../shared/documents/decimal'
import type { Line } from '../../shared/documents/line'
import type { Order } from '../../shared/documents/order'
import type { Party } from '../../shared/documents/party'
import { buyerParty, deliveryParty, supplierParty, suppliers } from './companies'
import { type Fault, settleNet, totalsOf } from './money'
import { noteText } from './notes'
import { productOf } from './products'
import type { Random } from './random'
import { addDays, complete, factsOf, type LineFacts, paidInWhole, price, USUAL_DAY, VAT_PERCENTS } from './trade'

export interface OrderOptions {
  /** Makes the number; unique within one source. */
  sequence: number
  /** `YYYY-MM-DD`. */
  today: string
  orderId: string
  supplier: Party
  buyer: Party
  numberPrefix: string
  /** Before the codes of goods. */
  skuPrefix: string
  /** Exactly so many. */
  lines: number
  /** No rare things: short names, net prices, home currency, no delivery address. */
  plain: boolean
  pricesIncludeVat: boolean
  fault: Fault
}

function lineCount(random: Random): number {
  const roll = random.next()
  if (roll < 0.9) return random.int(1, 15)
  if (roll < 0.99) return random.int(16, 60)
  return random.int(61, 200)
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
  const named = options.buyer && (options.buyer.address.country === 'SK' ? 'SK' : 'CZ')
  const buyerCountry = named ?? (plain || random.chance(0.75) ? home : home === 'CZ' ? 'SK' : 'CZ')
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
      sku: `${options.skuPrefix ?? ''}${product.sku}`,
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
    lines[0] = complete({ ...factsOf(first), vatPercent: '17' }, gross)
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
  const roundToWhole = paidInWhole({ paymentMethod, currency })
  const totals = totalsOf(all, { gross, roundToWhole, ...(options.fault !== undefined && { fault: options.fault }) })

  const buyer = options.buyer ?? buyerParty(random, buyerCountry, plain)
  const issuedOn = addDays(options.today ?? USUAL_DAY, -random.int(0, 3))
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
