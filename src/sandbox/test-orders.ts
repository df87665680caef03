import { createHash } from 'node:crypto'
import { TEST_MARKER, type TestOrders as TestOrdersAnswer, type TestOrdersRequest } from '../shared/central-api/test-orders'
import { canonicalJson } from '../shared/documents/canonical'
import type { Order } from '../shared/documents/order'
import type { Company } from './companies'
import type { Store } from './database'
import type { ItemRow, Queue } from './queue/queue'
import { supplierParty } from './seed/companies'
import { generateOrder, type OrderOptions } from './seed/order'
import { createRandom, type Random } from './seed/random'

export type TestOrders = ReturnType<typeof createTestOrders>

const iso = (ms: number): string => new Date(ms).toISOString()

/** An order into the queue, as a shop's would lie there. */
export const putOrder = (
  queue: Queue,
  companyId: string,
  order: Order,
  facts: { test: boolean; priority?: number; source: 'seed' | 'test-order' },
): string => {
  const payload = canonicalJson(order)
  return queue.add({
    companyId,
    agenda: 'orders',
    test: facts.test,
    priority: facts.priority ?? 5,
    payload,
    payloadSha256: createHash('sha256').update(payload).digest('hex'),
    number: order.number,
    partner: order.buyer.name,
    source: facts.source,
  })
}

/** Test orders and lifelike seed orders for one company. */
export function createTestOrders(store: Store, queue: Queue, now: () => number, newId: () => string) {
  const ofCompany = store.prepare<ItemRow>(
    "select * from items where company_id = ? and source = 'test-order' order by seq desc limit 500",
  )
  const lastSeq = store.prepare<{ last: number | null }>('select max(seq) as last from items')
  const today = (): string => iso(now()).slice(0, 10)

  const order = (random: Random, company: Company, options: Partial<OrderOptions>): Order =>
    generateOrder(random, {
      sequence: (lastSeq.get()?.last ?? 0) + 1,
      today: today(),
      supplier: supplierParty(company),
      orderId: newId(),
      ...options,
    })

  return {
    create(company: Company, request: TestOrdersRequest): { itemId: string; number: string }[] {
      // Ids of the sandbox are never the same twice, so neither are two batches of test orders.
      const random = createRandom(Number.parseInt(createHash('sha256').update(newId()).digest('hex').slice(0, 8), 16))
      const simple = request.scenario === 'simple'
      return store.transaction(() =>
        Array.from({ length: request.count }, () => {
          const made = order(random, company, {
            numberPrefix: 'TEST',
            ...(simple && { lines: 2, plain: true }),
          })
          const marked = { ...made, note: made.note === undefined ? TEST_MARKER : `${TEST_MARKER} ${made.note}` }
          const itemId = putOrder(queue, company.companyId, marked, { test: true, source: 'test-order' })
          return { itemId, number: marked.number }
        }),
      )
    },
    list(companyId: string): TestOrdersAnswer['orders'] {
      queue.expireLeases(companyId)
      return ofCompany.all(companyId).map((row) => ({
        itemId: row.item_id,
        number: row.number,
        state: row.state,
        createdAt: iso(row.received_at),
        ...(row.finished_at !== null && { finishedAt: iso(row.finished_at) }),
        ...((row.erp_id !== null || row.erp_number !== null) && {
          erpReference: {
            ...(row.erp_id !== null && { id: row.erp_id }),
            ...(row.erp_number !== null && { number: row.erp_number }),
          },
        }),
      }))
    },
    /** Lifelike orders, `test` by the company's mode; in transactions of 500. Returns their ids in the order of receipt. */
    seed(
      company: Company,
      random: Random,
      count: number,
      options: Partial<OrderOptions> & { faulty?: number; test?: boolean } = {},
    ): string[] {
      const { faulty = 0, test = company.mode === 'test', ...rest } = options
      const faults = ['totals', 'vat-unknown', 'line-total', 'vat-amount'] as const
      const ids: string[] = []
      const total = count + faulty
      while (ids.length < total) {
        store.transaction(() => {
          for (let i = Math.min(500, total - ids.length); i > 0; i--) {
            // Spread over the whole, each kind in turn: a faulty one must not hold up those behind it.
            const before = Math.floor((ids.length * faulty) / total)
            const here = Math.floor(((ids.length + 1) * faulty) / total)
            const fault = here > before ? faults[before % faults.length] : undefined
            const made = order(random, company, fault === undefined ? rest : { ...rest, fault })
            const note = test ? { note: made.note === undefined ? TEST_MARKER : `${TEST_MARKER} ${made.note}` } : {}
            ids.push(putOrder(queue, company.companyId, { ...made, ...note }, { test, source: 'seed' }))
          }
        })
      }
      return ids
    },
  }
}
