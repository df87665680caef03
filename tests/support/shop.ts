import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { Company } from '../../src/sandbox/companies'
import { supplierParty } from '../../src/sandbox/seed/companies'
import { generateDeliveryNote } from '../../src/sandbox/seed/delivery-note'
import { generateInvoice } from '../../src/sandbox/seed/invoice'
import { generateOrder } from '../../src/sandbox/seed/order'
import { createRandom } from '../../src/sandbox/seed/random'
import type { Sandbox } from '../../src/sandbox/server'
import {
  documentRegisteredSchema,
  pricePageSchema,
  type ShopDocumentState,
  shopDocumentStateSchema,
  stockLevelPageSchema,
} from '../../src/shared/central-api/shop'
import { markAsTest } from '../../src/shared/central-api/test-orders'
import type { InwardAgenda, Payload } from '../../src/shared/documents/agenda'
import type { DeliveryNote } from '../../src/shared/documents/delivery-note'
import type { Invoice } from '../../src/shared/documents/invoice'
import type { Order } from '../../src/shared/documents/order'
import { call } from './sandbox'

/** All pages of one reading. `asOf`: give it as `changedSince` of the next. */
interface Reading<P extends { rows: unknown[]; removed: unknown[] }> {
  rows: P['rows']
  removed: P['removed']
  asOf: string
  pages: number
}

/** What an online trading system does, over HTTP. A refused call throws an error that begins with its code. */
export interface Shop {
  /** For a company by its id. The item's id; the same `externalId` again gives the same. */
  send<A extends InwardAgenda>(
    agenda: A,
    companyId: string,
    payload: Payload<A>,
    facts?: { externalId?: string; test?: boolean; priority?: number },
  ): Promise<string>
  state(itemId: string): Promise<ShopDocumentState>
  stockLevels(companyId: string, changedSince?: string): Promise<Reading<z.infer<typeof stockLevelPageSchema>>>
  prices(companyId: string, changedSince?: string): Promise<Reading<z.infer<typeof pricePageSchema>>>
}

export function openShop(central: { url: string }, key: string): Shop {
  const ask = async <S extends z.ZodType>(answer: S, method: string, path: string, body?: unknown): Promise<z.output<S>> => {
    const { status, body: told } = await call(central, key, method, path, body)
    if (status < 300) return answer.parse(told)
    const { code, detail } = told as { code: string; detail: string }
    throw new Error(`${code}: ${detail}`)
  }
  async function read<P extends { rows: unknown[]; removed: unknown[]; asOf: string; nextCursor?: string | undefined }>(
    schema: z.ZodType<P>,
    path: string,
    companyId: string,
    changedSince: string | undefined,
  ): Promise<Reading<P>> {
    const rows: P['rows'] = []
    const removed: P['removed'] = []
    let cursor: string | undefined
    for (let pages = 1; ; pages++) {
      const query = new URLSearchParams({ companyId, ...(changedSince && { changedSince }), ...(cursor && { cursor }) })
      const page = await ask(schema, 'GET', `/${path}?${query}`)
      rows.push(...page.rows)
      removed.push(...page.removed)
      cursor = page.nextCursor
      if (cursor === undefined) return { rows, removed, asOf: page.asOf, pages }
    }
  }
  return {
    send: async (agenda, companyId, payload, { externalId = randomUUID(), ...facts } = {}) =>
      (await ask(documentRegisteredSchema, 'POST', `/documents/${agenda}`, { companyId, externalId, ...facts, payload })).itemId,
    state: (itemId) => ask(shopDocumentStateSchema, 'GET', `/documents/${itemId}`),
    stockLevels: (companyId, changedSince) => read(stockLevelPageSchema, 'stock-levels', companyId, changedSince),
    prices: (companyId, changedSince) => read(pricePageSchema, 'prices', companyId, changedSince),
  }
}

/** One order from the sandbox's buyer to its supplier, and what follows it. */
export interface Trade {
  order: Order
  /** Registers the order for the supplier. Its item id. */
  orderGoods(): Promise<string>
  /** Registers a delivery note and an invoice for the buyer; throws until the supplier's Client has reported the order as imported. */
  dispatchGoods(): Promise<{ deliveryNote: DeliveryNote; invoice: Invoice; itemIds: { deliveryNote: string; invoice: string } }>
}

/** `sequence` makes the numbers: other ones for each trade. Documents are tests where the company's mode is. */
export function openTrade(sandbox: Sandbox, shop: Shop, sequence = 1): Trade {
  const random = createRandom(sequence)
  const [supplier, buyer] = [sandbox.company(sandbox.supplier.companyId), sandbox.company(sandbox.buyer.companyId)]
  const facts = { sequence, lines: 3, plain: true, supplier: supplierParty(supplier), buyer: supplierParty(buyer) }
  const order = generateOrder(random, { ...facts, orderId: `trade-${sequence}` })
  let itemId: string | undefined
  const send = <A extends InwardAgenda>(agenda: A, { companyId, mode }: Company, payload: Payload<A>) => {
    const test = mode === 'test'
    return shop.send(agenda, companyId, test ? markAsTest(agenda, payload) : payload, {
      externalId: `${agenda}-${sequence}`,
      test,
    })
  }
  return {
    order,
    async orderGoods() {
      itemId = await send('orders', supplier, order)
      return itemId
    },
    async dispatchGoods() {
      const { state = 'not ordered', result } = itemId === undefined ? {} : await shop.state(itemId)
      if (state !== 'processed' || result?.outcome !== 'imported')
        throw new Error(`the supplier has not taken the order: ${state}`)
      const deliveryNote = generateDeliveryNote(random, { order, sequence, whole: true, deliveryNoteId: `trade-dn-${sequence}` })
      const invoice = generateInvoice(random, { order, sequence, kind: 'invoice', invoiceId: `trade-inv-${sequence}` })
      const itemIds = {
        deliveryNote: await send('delivery-notes', buyer, deliveryNote),
        invoice: await send('invoices', buyer, invoice),
      }
      return { deliveryNote, invoice, itemIds }
    },
  }
}
