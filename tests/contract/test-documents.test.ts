import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkDocument } from '../../src/main/engine/checks/check-document'
import type { ParsedDocument } from '../../src/main/engine/ports'
import type { Sandbox } from '../../src/sandbox/server'
import { isMarkedTestDocument, TEST_MARKER } from '../../src/shared/central-api/test-orders'
import { type InwardAgenda, inwardAgendaSchema, type Payload, payloadSchemas } from '../../src/shared/documents/agenda'
import { call, temporarySandbox } from '../support/sandbox'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await temporarySandbox()
})
afterAll(() => sandbox.close())

interface Made {
  itemId: string
  agenda: InwardAgenda
  number: string
}
const make = async (body: unknown, key = sandbox.keys.client) => {
  const answer = await call(sandbox, key, 'POST', '/test-orders', body)
  return { ...answer, body: answer.body as { orders: Made[]; marker: string; code: string; errors: unknown } }
}
/** All that waits, as a Client gets it; each item parsed by the schema of its agenda. */
const claimed = async (key = sandbox.keys.client): Promise<ParsedDocument[]> => {
  const { body } = await call(sandbox, key, 'POST', '/queue/claims', { limit: 500, leaseSeconds: 30 })
  return (body as { items: { itemId: string; agenda: InwardAgenda; test: boolean; payload: unknown }[] }).items.map(
    ({ itemId, agenda, test: isTest, payload }) => ({
      itemId,
      agenda,
      test: isTest,
      payload: payloadSchemas[agenda].parse(payload),
    }),
  )
}

test.each(['simple', 'mixed'])('documents of every agenda (%s) are marked, add up and belong together', async (scenario) => {
  const { status, body } = await make({ count: 4, agendas: inwardAgendaSchema.options, scenario })
  expect([status, body.marker]).toEqual([201, TEST_MARKER])
  const documents = await claimed()
  expect(documents.map(({ itemId, agenda }) => [itemId, agenda])).toEqual(
    body.orders.map(({ itemId, agenda }) => [itemId, agenda]),
  )
  for (const document of documents) {
    expect(document.test).toBe(true)
    expect(isMarkedTestDocument(document.agenda, document.payload)).toBe(true)
    expect(checkDocument(document)).toBeUndefined()
  }
  const of = <A extends InwardAgenda>(agenda: A): Payload<A>[] =>
    documents.filter((document) => document.agenda === agenda).map(({ payload }) => payload as Payload<A>)
  const orders = of('orders')
  const notes = of('delivery-notes')
  const invoices = of('invoices')
  const cards = of('stock-cards')
  const addresses = of('addresses')
  for (const some of [orders, notes, invoices, cards, addresses]) expect(some).toHaveLength(4)
  const numbers = orders.map(({ number }) => number)
  expect(notes.map(({ orderNumber }) => orderNumber)).toEqual(numbers)
  expect(invoices.map(({ orderNumber }) => orderNumber)).toEqual(numbers)
  // What a person sees first in the information system.
  for (const { note } of [...orders, ...notes, ...invoices]) expect(note?.startsWith(TEST_MARKER)).toBe(true)
  expect(cards.every(({ name }) => name.startsWith(TEST_MARKER))).toBe(true)
  expect(addresses.every(({ party }) => party.name.startsWith(TEST_MARKER))).toBe(true)
  // They never take the place of a card or partner that the company really has.
  const goods = new Set([...orders, ...notes, ...invoices].flatMap(({ lines }) => lines.map(({ sku }) => sku)))
  for (const { sku, ean } of cards) expect([sku.startsWith('TEST-'), goods.has(sku), ean]).toEqual([true, true, undefined])
  for (const { party } of addresses) expect([party.ico, party.dic]).toEqual([undefined, undefined])

  const listed = (await call(sandbox, sandbox.keys.client, 'GET', '/test-orders')).body as { orders: Made[] }
  expect(listed.orders.slice(0, body.orders.length).map(({ itemId, agenda, number }) => ({ itemId, agenda, number }))).toEqual(
    body.orders.toReversed(),
  )
})

test('only orders are made when no agenda is named', async () => {
  const { body } = await make({ count: 2 })
  expect(body.orders.map(({ agenda }) => agenda)).toEqual(['orders', 'orders'])
})

test.each([
  ['an agenda that does not exist', ['complaints']],
  ['one that goes the other way', ['prices']],
  ['none', []],
])('%s is refused as invalid', async (_what, agendas) => {
  const { status, body } = await make({ count: 1, agendas })
  expect([status, body.code]).toEqual([422, 'validation'])
})
