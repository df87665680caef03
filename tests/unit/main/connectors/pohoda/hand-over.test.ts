import { afterEach, expect, test } from 'vitest'
import type { OpenConnector } from '../../../../../src/main/connectors/connector'
import { isMeant } from '../../../../../src/main/connectors/pohoda/upsert'
import type { ParsedDocument } from '../../../../../src/main/engine/ports'
import { openIs } from '../../../../../src/main/open-is'
import { icoFrom } from '../../../../../src/sandbox/seed/companies'
import { startMServer } from '../../../../../src/sandbox/simulators/pohoda-mserver/server'
import { connectorTools, outcomes, prepared } from '../../../../support/connector-tools'
import { addressDocument, deliveryNote, inwardDocument, stockCard } from '../../../../support/documents'
import { createTestPohoda } from '../../../../support/pohoda'
import { addresses, ownRecord, pohodaAgendaRecords, stockCards } from '../../../../support/pohoda-agendas'

/** What a hand-over looks up first, and what it makes of the answer: the connector over mServer, as it stands. */

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})
const signal = new AbortController().signal
const CARDS = { storage: 'ZBOŽÍ', typePrice: 'SK' }

async function start(mapping: Record<string, unknown>) {
  const pohoda = createTestPohoda({ unit: { stockCards: [] } })
  const server = await startMServer({ stateDir: pohoda.stateDir, database: pohoda.database })
  const tools = connectorTools()
  const settings = {
    address: server.url,
    user: pohoda.user,
    database: pohoda.database,
    ico: pohoda.ico,
    mapping: { cards: CARDS, ...mapping },
  }
  const is: OpenConnector = await openIs({ id: 'pohoda-mserver', settings }, () => pohoda.password, tools)
  closing.push(
    pohoda.remove,
    tools.remove,
    () => server.close(),
    () => is.close(),
  )
  const hand = (...documents: readonly ParsedDocument[]) => outcomes(is.deliver(prepared(is, documents), signal))
  return { pohoda, is, hand, server }
}
const own = (sku: string) => ({ sku, ico: icoFrom('4000001'), name: 'Co měla firma sama' })

test('several cards under one code: neither changed nor a third one made, and the next document goes on', async () => {
  const { pohoda, hand } = await start({ cards: { ...CARDS, match: 'by-ean', name: 'always' } })
  for (const sku of ['X1', 'X2']) ownRecord(pohoda, 'stock-cards', { ...own(sku), ean: '859' })
  const given = await hand(
    inwardDocument('stock-cards', 'a', stockCard('A1', { ean: '859' })),
    inwardDocument('stock-cards', 'b', stockCard('B1')),
  )
  expect(given).toMatchObject([
    { itemId: 'a', kind: 'rejected', problem: { code: 'card-ambiguous', params: { value: '859', count: '2' } } },
    { itemId: 'b', kind: 'imported', existed: false },
  ])
  expect(stockCards(pohoda).map(({ name }) => name)).toEqual([own('').name, own('').name, 'Zboží B1'])
})

test('several partners of one IČO: none of them is guessed; the one with our id is known again', async () => {
  const { pohoda, hand } = await start({})
  const document = inwardDocument('addresses', 'a', addressDocument('P-1', { party: { ico: icoFrom('4000001') } }))
  ownRecord(pohoda, 'addresses', own(''))
  expect(await hand(document)).toMatchObject([{ kind: 'imported', existed: true }])
  ownRecord(pohoda, 'addresses', own(''))
  // Our id goes before the IČO.
  expect(await hand({ ...document, itemId: 'b' })).toMatchObject([{ kind: 'imported', existed: true }])
  const other = inwardDocument('addresses', 'c', addressDocument('P-2', { party: { ico: icoFrom('4000001') } }))
  expect(await hand(other)).toMatchObject([{ kind: 'rejected', problem: { code: 'partner-ambiguous', params: { count: '2' } } }])
  expect(addresses(pohoda)).toHaveLength(2)
})

test('what an old version lists under a filter that it ignores is not meant; a code in other letters is', () => {
  const record = {
    id: '1',
    number: '',
    extIds: [{ ids: 'C-1', exSystemName: 'BI' }],
    code: 'ABC-1',
    ean: '',
    ico: '',
    places: [],
  }
  const meant = (by: 'extId' | 'code' | 'EAN', value: string): boolean => isMeant(record, { by, value }, 'BI')
  expect([meant('code', 'abc-1'), meant('code', 'abc-10'), meant('EAN', '859')]).toEqual([true, false, false])
  expect([meant('extId', 'C-1'), meant('extId', 'c-1')]).toEqual([true, false])
})

test('goods without a card: the document refused, a text line with a note, or a card that is made once', async () => {
  const note = (number: string): ParsedDocument => inwardDocument('delivery-notes', number, deliveryNote(number))
  const held = await start({})
  ownRecord(held.pohoda, 'stock-cards', own('SKU-1'))
  expect(await held.hand(note('DL-1'))).toMatchObject([{ kind: 'rejected', problem: { code: 'is-rejected' } }])
  expect(stockCards(held.pohoda).map(({ count }) => count)).toEqual(['0'])

  const asText = await start({ deliveryNotes: { unknownGoods: 'text-line' } })
  ownRecord(asText.pohoda, 'stock-cards', own('SKU-1'))
  expect(await asText.hand(note('DL-1'))).toMatchObject([
    { kind: 'imported', notes: [{ code: 'line-without-stock-card', params: { line: '2' } }] },
  ])
  expect(stockCards(asText.pohoda).map(({ code, count }) => [code, count])).toEqual([['SKU-1', '2']])

  const making = await start({ deliveryNotes: { unknownGoods: 'create' } })
  expect((await making.hand(note('DL-1'), note('DL-2'))).map(({ kind }) => kind)).toEqual(['imported', 'imported'])
  expect(stockCards(making.pohoda).map(({ code, count, unit }) => [code, count, unit])).toEqual([
    ['SKU-1', '4', 'ks'],
    ['SKU-2', '6', 'ks'],
  ])
  expect(pohodaAgendaRecords(making.pohoda, 'delivery-notes')).toHaveLength(2)
})

test('a question that gets no answer has written nothing, and says so', async () => {
  const { pohoda, hand, server } = await start({})
  server.faults({ garbage: '<html>' })
  await expect(hand(inwardDocument('stock-cards', 'a', stockCard('A1')))).rejects.toMatchObject({
    effect: 'nothing',
    problem: { code: 'is-answer-unreadable' },
  })
  expect(stockCards(pohoda)).toEqual([])
})

test('a receipt is found by its date and our mark, from what this installation remembers', async () => {
  const { is, hand } = await start({ deliveryNotes: { stockItems: 'text-lines' } })
  const [given] = await hand(inwardDocument('delivery-notes', 'a', deliveryNote('DL-1')))
  const found = await is.find(['a', 'b'], signal, 'delivery-notes')
  expect([...found]).toEqual([['a', given?.kind === 'imported' ? given.reference : undefined]])
  expect((await is.find(['a'], signal, 'invoices')).size).toBe(0)
  expect((await is.find(['a'], signal)).size).toBe(0)
})
