import { dec, format, roundTo } from '../../shared/documents/decimal'
import type { Line } from '../../shared/documents/line'
import type { Party } from '../../shared/documents/party'
import type { StockCard } from '../../shared/documents/stock-card'
import { supplierParty, suppliers } from './companies'
import { noteText } from './notes'
import { productOf } from './products'
import type { Random } from './random'
import { price, VAT_PERCENTS } from './trade'

export interface StockCardOptions {
  cardId: string
  /** Makes the usual codes (`P00042`) unique. */
  sequence: number
  supplier: Party
  /** The card of what this line sells; one of the supplier's range when absent. */
  line: Line
  /** Before the codes of the range. */
  skuPrefix: string
  /** No rare lengths and characters; all prices; active. */
  plain: boolean
}

/** A lifelike stock card, the same for the same random state and options. */
export function generateStockCard(random: Random, options: Partial<StockCardOptions> = {}): StockCard {
  const plain = options.plain ?? false
  const supplier = options.supplier ?? supplierParty(suppliers.CZ)
  const home = supplier.address.country === 'SK' ? 'SK' : 'CZ'
  const product = productOf(random, plain)
  const { line } = options
  const code =
    options.sequence !== undefined && /^P\d{5}$/.test(product.sku) ? `P${String(options.sequence).padStart(5, '0')}` : product.sku
  const purchasePrice = line?.unitPriceNet ?? price(random, home === 'CZ' ? 10_000 : 400, random.chance(0.8) ? 2 : 4)
  const ean = line ? line.ean : product.ean
  return {
    cardId: options.cardId ?? `seed-${random.digits(12)}`,
    sku: line?.sku ?? `${options.skuPrefix ?? ''}${code}`,
    ...(ean !== undefined && { ean }),
    name: line?.name ?? product.name,
    unit: line?.unit ?? product.unit,
    vatPercent: line?.vatPercent ?? random.pick(VAT_PERCENTS[home]),
    ...((plain || random.chance(0.9)) && { purchasePrice }),
    ...((plain || random.chance(0.7)) && {
      sellingPrice: format(roundTo(dec(purchasePrice).times(dec(random.pick(['1.15', '1.3', '1.45']))), 2), 2),
    }),
    currency: home === 'CZ' ? 'CZK' : 'EUR',
    supplier,
    ...(!plain && random.chance(0.4) && { description: noteText(random) }),
    ...(random.chance(0.6) && { weightKg: price(random, 30, random.pick([1, 3])) }),
    active: plain || random.chance(0.95),
  }
}
