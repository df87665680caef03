import { afterEach, describe, expect, test } from 'vitest'
import { parseDocument } from '../../../../src/main/engine/check'
import { checkDocument } from '../../../../src/main/engine/checks/check-document'
import { problem } from '../../../../src/shared/failure'
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

test('a document that fits its agenda and has no figures has nothing that could not add up', () => {
  for (const agenda of ['stock-cards', 'addresses'] as const)
    expect(checkDocument({ itemId: 'item', agenda, test: true, payload: {} } as never)).toBeUndefined()
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
