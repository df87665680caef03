import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Sandbox } from '../../src/sandbox/server'
import { type InwardAgenda, inwardAgendaSchema, type Payload } from '../../src/shared/documents/agenda'
import { canonicalJson } from '../../src/shared/documents/canonical'
import { addressDocument, deliveryNote, invoice, stockCard } from '../support/documents'
import { order } from '../support/orders'
import { call, temporarySandbox } from '../support/sandbox'
import { openShop, openTrade, type Shop } from '../support/shop'

let sandbox: Sandbox
let shop: Shop
beforeAll(async () => {
  sandbox = await temporarySandbox()
  shop = openShop(sandbox, sandbox.keys.shop)
})
afterAll(() => sandbox.close())

interface Given {
  itemId: string
  agenda: InwardAgenda
  payload: Payload
}
/** What a company's Client gets, and reports as imported. */
async function take(key: string, agendas?: readonly InwardAgenda[]): Promise<Given[]> {
  const asked = { limit: 100, leaseSeconds: 60, ...(agendas && { agendas }) }
  const { items } = (await call(sandbox, key, 'POST', '/queue/claims', asked)).body as { items: Given[] }
  const results = items.map(({ itemId, payload }) => ({
    itemId,
    payloadSha256: createHash('sha256').update(canonicalJson(payload)).digest('hex'),
    outcome: 'imported',
    erpReference: { number: `IS-${itemId.slice(0, 8)}` },
    finishedAt: new Date().toISOString(),
  }))
  if (results.length > 0) expect((await call(sandbox, key, 'POST', '/queue/results', { results })).status).toBe(200)
  return items
}

const documents: { readonly [A in InwardAgenda]: Payload<A> } = {
  orders: order('OBJ-1'),
  'delivery-notes': deliveryNote('DL-1'),
  invoices: invoice('FV-1'),
  'stock-cards': stockCard('SKU-1'),
  addresses: addressDocument('A-1'),
}

describe.each(inwardAgendaSchema.options)('a document of %s', (agenda) => {
  test('goes from the shop to the Client and its result back, once for each externalId', async () => {
    const payload = documents[agenda]
    const send = () => shop.send(agenda, sandbox.companyId, payload, { externalId: `e-${agenda}`, test: true })
    const itemId = await send()
    expect(await send()).toBe(itemId)
    expect(await take(sandbox.keys.client, [agenda])).toMatchObject([{ itemId, agenda, payload }])
    expect(await shop.state(itemId)).toMatchObject({ agenda, state: 'processed', result: { outcome: 'imported' } })
    const change = { 'stock-cards': { description: 'jiný obsah' }, addresses: { active: false } }[agenda as string]
    const other = { ...payload, ...(change ?? { note: 'jiný obsah' }) } as never
    await expect(shop.send(agenda, sandbox.companyId, other, { externalId: `e-${agenda}`, test: true })).rejects.toThrow(
      /^conflict/,
    )
  })

  test('is refused with a field that its schema does not know, or without one that it needs', async () => {
    const payload = documents[agenda]
    await expect(shop.send(agenda, sandbox.companyId, { ...payload, surprise: 1 } as never)).rejects.toThrow(/^validation/)
    const [first = ''] = Object.keys(payload)
    await expect(shop.send(agenda, sandbox.companyId, { ...payload, [first]: undefined } as never)).rejects.toThrow(/^validation/)
  })

  test('is refused for a company that does not take it', async () => {
    const { supplier, buyer } = sandbox
    const [takes, other] = agenda === 'orders' ? [supplier, buyer] : [buyer, supplier]
    await expect(shop.send(agenda, other.companyId, documents[agenda])).rejects.toThrow(/^conflict/)
    expect(await shop.send(agenda, takes.companyId, documents[agenda], { priority: 9 })).not.toBe('')
  })
})

test('one trade: the order to the supplier, what follows it to the buyer, stock levels and prices to the shop', async () => {
  const { supplier, buyer } = sandbox
  const trade = openTrade(sandbox, shop, 7)
  await expect(trade.dispatchGoods()).rejects.toThrow('not ordered')
  const itemId = await trade.orderGoods()
  await expect(trade.dispatchGoods()).rejects.toThrow('waiting')
  expect(await take(buyer.clientKey)).toEqual([])
  expect((await take(supplier.clientKey)).map((item) => item.itemId)).toEqual([itemId])

  const sent = await trade.dispatchGoods()
  const got = await take(buyer.clientKey)
  expect(got.map((item) => [item.agenda, item.itemId])).toEqual([
    ['delivery-notes', sent.itemIds.deliveryNote],
    ['invoices', sent.itemIds.invoice],
  ])
  for (const { payload } of got) expect(payload).toMatchObject({ orderNumber: trade.order.number, lines: trade.order.lines })
  expect(await take(supplier.clientKey)).toEqual([])

  const skus = trade.order.lines.map(({ sku = '' }) => sku)
  const upload = async (agenda: string, rows: readonly object[]): Promise<void> => {
    const asked = await call(sandbox, supplier.clientKey, 'POST', '/uploads', { agenda, kind: 'full' })
    const { uploadId } = asked.body as { uploadId: string }
    const lines = rows.map((row) => JSON.stringify(row)).join('\n')
    const type = { 'Content-Type': 'application/x-ndjson' }
    await call(sandbox, supplier.clientKey, 'PUT', `/uploads/${uploadId}/parts/1`, lines, type)
    const counts = { parts: 1, rows: rows.length }
    expect((await call(sandbox, supplier.clientKey, 'POST', `/uploads/${uploadId}/commit`, counts)).status).toBe(200)
  }
  const price = { currency: 'CZK', unitPrice: '99.5', priceIncludesVat: false, vatPercent: '21' }
  await upload(
    'stock-levels',
    skus.map((sku) => ({ sku, available: '12' })),
  )
  await upload(
    'prices',
    skus.map((sku) => ({ sku, ...price })),
  )
  expect((await shop.stockLevels(supplier.companyId)).rows.map(({ sku }) => sku)).toEqual(skus)
  expect((await shop.prices(supplier.companyId)).rows).toEqual(skus.map((sku) => ({ sku, ...price })))

  const { body } = await call(sandbox, sandbox.keys.admin, 'GET', '/admin/companies')
  const { companies } = body as { companies: { companyId: string; catalogues: unknown }[] }
  expect(companies.find(({ companyId }) => companyId === supplier.companyId)?.catalogues).toMatchObject([
    { agenda: 'stock-levels', rows: 3, lastUpload: { kind: 'full', rows: 3, rejected: 0 } },
    { agenda: 'prices', rows: 3, lastUpload: { kind: 'full', rows: 3, rejected: 0 } },
  ])
})
