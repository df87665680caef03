import { createHash } from 'node:crypto'
import { markAsTest, type TestOrders as TestOrdersAnswer, type TestOrdersRequest } from '../shared/central-api/test-orders'
import type { InwardAgenda, Payload } from '../shared/documents/agenda'
import type { Line } from '../shared/documents/line'
import type { Company } from './companies'
import type { Store } from './database'
import { erpReferenceOf, present } from './queue/administration'
import { heading } from './queue/heading'
import { putDocument } from './queue/put'
import type { ItemRow, Queue } from './queue/queue'
import { type DocumentOptions, documentFor } from './seed/for-company'
import { createRandom, type Random } from './seed/random'

export type TestOrders = ReturnType<typeof createTestOrders>

const iso = (ms: number): string => new Date(ms).toISOString()

/** As they are received: what the others need comes first. */
const RECEIPT: readonly InwardAgenda[] = ['addresses', 'stock-cards', 'orders', 'delivery-notes', 'invoices']
const PREFIXES: Partial<Record<InwardAgenda, string>> = { orders: 'TEST', 'delivery-notes': 'TEST-DL', invoices: 'TEST-FV' }
/** Before the codes of test cards: one must never take the place of a card that the company really has. */
const TEST_SKU = 'TEST-'

/** Orders, or whatever a company has that takes none. */
const usualAgendas = ({ agendas }: Company): readonly InwardAgenda[] =>
  agendas.includes('orders') ? ['orders'] : RECEIPT.filter((agenda) => agendas.includes(agenda))

/** Nothing by which an information system would take it for a card or partner that the company really has. */
function harmless<A extends InwardAgenda>(agenda: A, payload: Payload<A>): Payload<A> {
  if (agenda === 'stock-cards') {
    const { ean: _ean, ...card } = payload as Payload<'stock-cards'>
    return card as Payload<A>
  }
  if (agenda === 'addresses') {
    const { party, ...rest } = payload as Payload<'addresses'>
    const { ico: _ico, dic: _dic, icDph: _icDph, gln: _gln, ...named } = party
    return { ...rest, party: named } as Payload<A>
  }
  return payload
}

/** Test documents, and lifelike ones for the queue of a company. */
export function createTestOrders(store: Store, queue: Queue, now: () => number, newId: () => string) {
  const ofCompany = store.prepare<ItemRow>(
    "select * from items where company_id = ? and source = 'test-order' order by seq desc limit 500",
  )
  const lastSeq = store.prepare<{ last: number | null }>('select max(seq) as last from items')
  const next = (): number => (lastSeq.get()?.last ?? 0) + 1

  /** `count` of each agenda, as the request says, in the order of receipt. */
  function testDocuments(company: Company, { count, scenario, ...request }: TestOrdersRequest) {
    const agendas = request.agendas ?? usualAgendas(company)
    // Ids of the sandbox are never the same twice, so neither are two batches of test documents.
    const random = createRandom(Number.parseInt(createHash('sha256').update(newId()).digest('hex').slice(0, 8), 16))
    let sequence = next()
    const made: { agenda: InwardAgenda; payload: Payload }[] = []
    const make = <A extends InwardAgenda>(agenda: A, options: Partial<DocumentOptions> = {}): Payload<A> => {
      const prefix = PREFIXES[agenda]
      const payload = documentFor(random, company, agenda, {
        id: newId(),
        sequence: sequence++,
        today: iso(now()).slice(0, 10),
        ...(prefix !== undefined && { numberPrefix: prefix }),
        ...(agendas.includes('stock-cards') && { skuPrefix: TEST_SKU }),
        ...(scenario === 'simple' && { lines: 2, plain: true }),
        ...options,
      })
      made.push({ agenda, payload: markAsTest(agenda, harmless(agenda, payload)) })
      return payload
    }
    const each = <T>(agenda: InwardAgenda, one: (index: number) => T): T[] =>
      agendas.includes(agenda) ? Array.from({ length: count }, (_, index) => one(index)) : []

    const orders = each('orders', () => make('orders'))
    const of = (index: number) => (orders[index] === undefined ? {} : { order: orders[index] })
    const notes = each('delivery-notes', (index) => make('delivery-notes', of(index)))
    const invoices = each('invoices', (index) => make('invoices', of(index)))
    // The cards of goods that these documents name, as far as there are so many.
    const goods = new Map<string | undefined, Line>()
    for (const line of [...orders, ...notes, ...invoices].flatMap(({ lines }) => lines))
      if (!goods.has(line.sku)) goods.set(line.sku, line)
    const lines = [...goods.values()]
    each('stock-cards', (index) => make('stock-cards', lines[index] === undefined ? {} : { line: lines[index] }))
    // A name that a person can say, and never the same twice.
    each('addresses', () => make('addresses', { id: `TEST-ADR-${newId().slice(-8)}` }))
    return RECEIPT.flatMap((agenda) => made.filter((one) => one.agenda === agenda))
  }

  return {
    create(company: Company, request: TestOrdersRequest): { itemId: string; agenda: InwardAgenda; number: string }[] {
      return store.transaction(() =>
        testDocuments(company, request).map(({ agenda, payload }) => ({
          itemId: putDocument(queue, company.companyId, agenda, payload, { test: true, source: 'test-order' }),
          agenda,
          number: heading(agenda, payload).number,
        })),
      )
    },
    list(companyId: string): TestOrdersAnswer['orders'] {
      queue.expireLeases(companyId)
      return ofCompany.all(companyId).map((row) =>
        present({
          itemId: row.item_id,
          agenda: row.agenda,
          number: row.number,
          state: row.state,
          createdAt: iso(row.received_at),
          finishedAt: row.finished_at === null ? undefined : iso(row.finished_at),
          erpReference: erpReferenceOf(row),
        }),
      )
    },
    /**
     * Lifelike documents of one agenda, `test` by the company's mode; in transactions of 500. Returns their ids in the order of receipt.
     * `faulty`: so many more whose figures don't add up; only where there are figures.
     */
    seed(
      company: Company,
      agenda: InwardAgenda,
      random: Random,
      count: number,
      options: Omit<Partial<DocumentOptions>, 'id' | 'sequence'> & { faulty?: number; test?: boolean } = {},
    ): string[] {
      const { faulty = 0, test = company.mode === 'test', ...rest } = options
      if (faulty > 0 && (agenda === 'stock-cards' || agenda === 'addresses'))
        throw new RangeError(`${agenda} have no sums to be wrong`)
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
            const made = documentFor(random, company, agenda, {
              id: newId(),
              sequence: next(),
              today: iso(now()).slice(0, 10),
              ...rest,
              ...(fault !== undefined && { fault }),
            })
            const payload = test ? markAsTest(agenda, made) : made
            ids.push(putDocument(queue, company.companyId, agenda, payload, { test, source: 'seed' }))
          }
        })
      }
      return ids
    },
  }
}
