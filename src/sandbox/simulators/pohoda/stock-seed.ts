import { productOf } from '../../seed/products'
import { createRandom } from '../../seed/random'
import { emptyCard, type NewStockCard } from './stock-store'
import { databaseFile, openStore } from './store'

export interface StockSeed {
  cards: number
  /** Stores over which the cards are spread, each a branch or two; a code lies in one of them. */
  stores?: readonly string[]
  /** Names of price levels that each card has besides its selling price. */
  levels?: readonly string[]
  seed?: number
}

function* madeCards({
  cards,
  stores = ['ZBOŽÍ', 'PRODEJNA'],
  levels = ['Prodejní', 'Sleva 1'],
  seed = 1,
}: StockSeed): Iterable<NewStockCard> {
  const random = createRandom(seed)
  for (let at = 1; at <= cards; at++) {
    const { ean, name, unit, measured } = productOf(random, true)
    const cents = random.int(100, 500_000)
    const price = (percent: number): string => String(Math.round((cents * percent) / 100) / 100)
    const store = stores[at % stores.length] ?? ''
    yield {
      ...emptyCard,
      code: `K${String(at).padStart(6, '0')}`,
      ...(ean !== undefined && { ean }),
      name,
      unit,
      storage: random.chance(0.5) ? store : `${store}/Regál ${random.int(1, 9)}`,
      typePrice: 'SK',
      isSales: true,
      isInternet: random.chance(0.8),
      purchasingRateVAT: 'high',
      sellingRateVAT: random.chance(0.9) ? 'high' : 'low',
      sellingPrice: { price: price(100), payVAT: random.chance(0.3) },
      prices: levels.map((ids, place) => ({ ids, price: price(100 - 5 * place) })),
      count: measured ? `${random.int(0, 900)}.${random.int(1, 9)}` : String(random.int(0, 900)),
      reservation: random.chance(0.2) ? String(random.int(1, 20)) : '0',
      countReceivedOrders: random.chance(0.2) ? String(random.int(1, 40)) : '0',
      changedAt: '2026-01-02T08:00:00',
    }
  }
}

/** Puts made-up cards into an accounting unit, one after the other. */
export function seedStock(stateDir: string, database: string, seed: StockSeed): void {
  const store = openStore(databaseFile(stateDir, database))
  try {
    store.stock.insertAll(madeCards(seed))
  } finally {
    store.close()
  }
}
