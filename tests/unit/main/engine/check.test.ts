import { afterEach, describe, expect, test } from 'vitest'
import { parseDocument } from '../../../../src/main/engine/check'
import { checkDocument } from '../../../../src/main/engine/checks/check-document'
import type { ParsedDocument } from '../../../../src/main/engine/ports'
import { problem } from '../../../../src/shared/failure'
import { addressDocument, stockCard } from '../../../support/documents'
import { createEngineWorld, type EngineWorld, goodOrder, type Ports } from '../../../support/engine-world'

let world: EngineWorld | undefined
afterEach(() => {
  world?.close()
  world = undefined
})

describe('a raw payload', () => {
  const row = { itemId: 'item', agenda: 'orders', test: true }
  test.each([
    ['of an agenda that this client does not know', { ...row, agenda: 'horoscopes' }, '{}', 'agenda-unsupported'],
    ['beyond the limit', row, `"${'x'.repeat(8_000_000)}"`, 'payload-too-large'],
    ['that is no JSON', row, '{"number": ', 'payload-unreadable'],
    ['of another shape', row, '{"number": 7}', 'payload-unreadable'],
    ['that is no object', row, 'null', 'payload-unreadable'],
  ])('%s is held with its reason', (_, facts, raw, code) => {
    expect(parseDocument(facts, raw)).toMatchObject({ ok: false, problem: { code } })
  })

  test('that is right is a document', () => {
    expect(parseDocument(row, JSON.stringify(goodOrder('OBJ-1')))).toMatchObject({
      ok: true,
      document: { payload: { number: 'OBJ-1' } },
    })
  })
})

const withIs =
  (change: Partial<Ports['is']>) =>
  (ports: Ports): Ports => ({ ...ports, is: { ...ports.is, ...change } })

test('what the connector cannot map is held with its reason; the others pass', async () => {
  world = createEngineWorld()
  const [first] = world.addOrders(3)
  const { is } = world.books
  await world.machine().run(
    withIs({
      prepare: (document) =>
        document.itemId === first ? { ok: false, problem: problem('id-too-long', { value: 'x' }) } : is.prepare(document),
    }),
  )
  expect(
    world
      .machine()
      .documents()
      .map((one) => [one.state, one.problem?.code]),
  ).toEqual([
    ['imported', undefined],
    ['imported', undefined],
    ['quarantined', 'id-too-long'],
  ])
})

test('a document that our own code stumbles over does not stop those behind it', async () => {
  world = createEngineWorld()
  const [first] = world.addOrders(2)
  const { is } = world.books
  await world.machine().run(
    withIs({
      prepare(document) {
        if (document.itemId === first) throw new RangeError('Maximum call stack size exceeded')
        return is.prepare(document)
      },
    }),
  )
  expect(
    world
      .machine()
      .documents()
      .map((one) => [one.state, one.problem?.code]),
  ).toEqual([
    ['imported', undefined],
    ['quarantined', 'internal'],
  ])
})

test('a document whose payload was emptied in the meantime is held, not guessed', async () => {
  world = createEngineWorld()
  const [first] = world.addOrders(1)
  world.books.refused.add(first as string)
  await world.machine().run()
  world.machine().sql().exec('UPDATE payloads SET body = NULL')
  world.machine().retry(first as string)
  await world.machine().run()
  expect(world.machine().documents()).toMatchObject([{ state: 'quarantined', problem: { words: 'payload emptied' } }])
})

test('a card and a partner have no figures: only their mark is looked at, at the beginning of the name', () => {
  const card = stockCard('S1')
  const address = addressDocument('A1')
  for (const test of [true, false]) {
    for (const isMarked of [true, false]) {
      const expected = test === isMarked ? undefined : test ? 'test-mark-missing' : 'test-mark-unexpected'
      const name = isMarked ? `[TEST] ${card.name}` : card.name
      const code = (document: ParsedDocument) => checkDocument(document)?.code
      expect(code({ itemId: 'i', agenda: 'stock-cards', test, payload: { ...card, name } })).toBe(expected)
      expect(code({ itemId: 'i', agenda: 'addresses', test, payload: { ...address, party: { ...address.party, name } } })).toBe(
        expected,
      )
    }
  }
})

test('more than two batches ready at once are handed over all the same', async () => {
  world = createEngineWorld({ batchSize: 2 })
  const ids = world.addOrders(7)
  const { is } = world.books
  for (const id of ids) world.books.refused.add(id)
  await world.machine().run()
  world.books.refused.clear()
  for (const id of ids) world.machine().retry(id)
  let mapped = 0
  await world.machine().run(
    withIs({
      prepare(document) {
        mapped++
        return is.prepare(document)
      },
    }),
  )
  expect(world.books.records()).toHaveLength(7)
  // Four kept from the check; the others mapped once more rather than kept in memory.
  expect(mapped).toBe(7 + 3)
})

/** What the central side says of an order, and what its note says; the client is in test mode or in production. */
describe.each(['test', 'production'] as const)('in %s mode', (mode) => {
  const inTest = mode === 'test'
  test.each([
    [inTest, inTest, 'imported', undefined],
    [inTest, !inTest, 'quarantined', inTest ? 'test-mark-missing' : 'test-mark-unexpected'],
  ] as const)('an order said to be a test: %s, marked as one: %s, is %s', async (test, marked, state, code) => {
    world = createEngineWorld()
    world.setMode(mode)
    world.machine().settings.mode = mode
    const [itemId = ''] = world.addOrders(1, ({ note, ...rest }) => (marked ? { ...rest, note: '[TEST] Volejte.' } : rest), test)
    await world.machine().run()
    expect(world.machine().documents()).toMatchObject([
      { state, ...(code ? { problem: { code, params: { number: 'OBJ-1' } } } : {}) },
    ])
    expect(world.books.records()).toHaveLength(state === 'imported' ? 1 : 0)
    // Trying again changes nothing of that.
    if (state === 'quarantined') {
      world.machine().retry(itemId)
      await world.machine().run()
      expect(world.books.records()).toEqual([])
    }
  })

  test('what is said to be of the other mode never gets here, marked or not', async () => {
    for (const marked of [true, false]) {
      world = createEngineWorld()
      world.setMode(mode)
      world.machine().settings.mode = mode
      world.addOrders(1, ({ note, ...rest }) => (marked ? { ...rest, note: '[TEST]' } : rest), !inTest)
      const { claim } = world.central
      // The queue would not give it out: this central side lies about its mode.
      world.setMode(inTest ? 'production' : 'test')
      const result = await world.machine().run((ports) => ({
        ...ports,
        central: { ...ports.central, account: async (stop) => ({ ...(await ports.central.account(stop)), mode }), claim },
      }))
      expect(result).toMatchObject({ outcome: 'failed', problem: { code: 'test-flag-mismatch' } })
      expect(world.machine().documents()).toEqual([])
      expect(world.books.records()).toEqual([])
      world.close()
      world = undefined
    }
  })
})
