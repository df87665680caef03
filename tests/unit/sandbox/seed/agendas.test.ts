import { describe, expect, test } from 'vitest'
import { checkDocument } from '../../../../src/main/engine/checks/check-document'
import { generateDeliveryNote } from '../../../../src/sandbox/seed/delivery-note'
import { generateInvoice } from '../../../../src/sandbox/seed/invoice'
import { createRandom } from '../../../../src/sandbox/seed/random'
import { unknownFields } from '../../../../src/sandbox/unknown-fields'
import { markAsTest } from '../../../../src/shared/central-api/test-orders'
import { type InwardAgenda, type Payload, payloadSchemas } from '../../../../src/shared/documents/agenda'
import { canonicalJson } from '../../../../src/shared/documents/canonical'
import { dec } from '../../../../src/shared/documents/decimal'
import { addressDocument, deliveryNote, invoice, inwardDocument, lifelike, stockCard } from '../../../support/documents'

const COUNT = 200
const all = <A extends InwardAgenda>(agenda: A): Payload<A>[] => Array.from(lifelike(agenda, COUNT), ({ payload }) => payload)
const AGENDAS = ['delivery-notes', 'invoices', 'stock-cards', 'addresses'] as const

describe.each(AGENDAS)('%s', (agenda) => {
  const made = all(agenda)

  test('every document fits the schema, knows no other field and passes the checks', () => {
    for (const payload of made) {
      const parsed = payloadSchemas[agenda].safeParse(payload)
      expect(parsed.error).toBeUndefined()
      expect(unknownFields(payload, parsed.data, agenda)).toEqual([])
      expect(checkDocument({ itemId: 'i', agenda, test: false, payload })).toBeUndefined()
      expect(JSON.stringify(payload)).not.toContain('"-0.00"')
    }
  })

  test('the same seed gives the same, another seed others', () => {
    const some = (seed?: number): string => canonicalJson(Array.from(lifelike(agenda, 30, seed), ({ payload }) => payload))
    expect(some()).toBe(canonicalJson(made.slice(0, 30)))
    expect(some(9)).not.toBe(some())
  })
})

test('the documents look like life', () => {
  const notes = all('delivery-notes')
  const invoices = all('invoices')
  const cards = all('stock-cards')
  const addresses = all('addresses')
  const share = <T>(documents: readonly T[], what: (document: T) => boolean): number => documents.filter(what).length / COUNT
  expect(share(notes, ({ orderNumber }) => orderNumber?.startsWith('OBJ-') === true)).toBe(1)
  expect(share(notes, ({ pricesIncludeVat }) => pricesIncludeVat === true)).toBeGreaterThan(0.1)
  expect(share(invoices, ({ kind }) => kind === 'credit-note')).toBeGreaterThan(0.05)
  expect(share(invoices, ({ variableSymbol }) => variableSymbol === undefined)).toBeGreaterThan(0.02)
  expect(share(invoices, ({ currency }) => currency === 'EUR')).toBeGreaterThan(0.2)
  expect(share(cards, ({ active }) => !active)).toBeGreaterThan(0.01)
  expect(share(cards, ({ sku }) => sku.length > 40)).toBeGreaterThan(0.005)
  expect(new Set(cards.map(({ sku }) => sku)).size).toBe(COUNT)
  expect(share(addresses, ({ deliverTo }) => (deliverTo?.length ?? 0) > 1)).toBeGreaterThan(0.2)
})

test('a delivery note of part of an order has fewer goods and the totals of what it has', () => {
  const random = createRandom(5)
  const pairs = Array.from({ length: 200 }, () => {
    const whole = generateDeliveryNote(random, { whole: true })
    const { deliveryNoteId: _id, dispatchedOn: _day, ...body } = whole
    return { whole, part: generateDeliveryNote(random, { order: { orderId: 'o', ...body } }) }
  })
  const parts = pairs.filter(({ whole, part }) => canonicalJson(whole.lines) !== canonicalJson(part.lines))
  expect(parts.length).toBeGreaterThan(20)
  for (const { whole, part } of parts) {
    expect(dec(part.totals.net).lte(dec(whole.totals.net))).toBe(true)
    expect(checkDocument(inwardDocument('delivery-notes', 'i', markAsTest('delivery-notes', part)))).toBeUndefined()
  }
})

test('a credit note is below zero', () => {
  const random = createRandom(6)
  for (let i = 0; i < 100; i++) {
    const { totals, lines } = generateInvoice(random, { kind: 'credit-note' })
    expect(lines.every(({ quantity }) => quantity.startsWith('-'))).toBe(true)
    expect(dec(totals.payable).lte(dec('0'))).toBe(true)
  }
})

test.each(['CZ', 'SK'] as const)('the small documents that tests build add up (%s)', (country) => {
  const documents = [
    inwardDocument('delivery-notes', 'a', markAsTest('delivery-notes', deliveryNote('DL-1', { country }))),
    inwardDocument('invoices', 'b', markAsTest('invoices', invoice('FV-1', { country }))),
    inwardDocument('stock-cards', 'c', markAsTest('stock-cards', stockCard('SKU-1', { country }))),
    inwardDocument('addresses', 'd', markAsTest('addresses', addressDocument('A-1', { country, party: { ico: '27082440' } }))),
  ]
  for (const document of documents) {
    expect(payloadSchemas[document.agenda].safeParse(document.payload).error).toBeUndefined()
    expect(checkDocument(document)).toBeUndefined()
  }
})
