import { afterEach, expect, test } from 'vitest'
import { createCountdown, failureOf, throughAll } from '../support/countdown'
import {
  createEngineWorld,
  type EngineWorld,
  expectAllSettled,
  expectNothingLostOrDoubled,
  settle,
} from '../support/engine-world'

/** Histories in which something once went wrong, found by the model or by thought; shrunk, and kept for ever. */

const MINUTE = 60_000
let world: EngineWorld
afterEach(() => world.close())

const document = (itemId: string | undefined, machine = world.machine()) =>
  machine.documents().find((one) => one.itemId === itemId)

test('where nothing can be looked up, what another computer may have recorded waits for a person', async () => {
  world = createEngineWorld({ guard: 'none' })
  const [itemId] = world.addOrders(1)
  await world.machine().run()
  const second = world.addMachine()
  world.administration.requeue(itemId as string, 'by mistake')
  await second.run()
  expectNothingLostOrDoubled(world)
  expect(document(itemId, second)).toMatchObject({ state: 'quarantined', problem: { code: 'maybe-recorded' } })
})

test('an order of which nobody knows is not handed over again because a person skipped it and took it up again', async () => {
  world = createEngineWorld({ guard: 'none' })
  const [itemId] = world.addOrders(1)
  world.books.next('answer-lost')
  await world.machine().run()
  await world.machine().run()
  const { id } = world
    .machine()
    .reader()
    .find(itemId as string) ?? { id: 0 }
  const skip = { id, to: 'skipped', problem: { code: 'skipped-by-person', params: {} }, report: true } as const
  world.machine().ledger().apply([skip])
  world
    .machine()
    .ledger()
    .apply([{ id, to: 'retry' }])
  await settle(world)
  expectNothingLostOrDoubled(world)
  expect(document(itemId)).toMatchObject({ state: 'quarantined', problem: { code: 'maybe-recorded' } })
})

test('a person who has looked may have it handed over again', async () => {
  world = createEngineWorld({ guard: 'none' })
  const [itemId] = world.addOrders(1)
  await world.machine().run(throughAll(createCountdown({ nth: 2, when: 'before', lasting: 'death' }, failureOf), ['is']))
  await settle(world)
  expect(document(itemId)).toMatchObject({ state: 'quarantined', problem: { code: 'maybe-recorded' } })
  expect(world.machine().retry(itemId as string)).toBe(true)
  await settle(world)
  expectAllSettled(world)
  expect(document(itemId)?.state).toBe('imported')
})

test('a slow hand-over of one computer is not repeated by another that got the order in the meantime', async () => {
  world = createEngineWorld({ guard: 'searchable' })
  const [itemId] = world.addOrders(1)
  world.books.next('late')
  await world.machine().run()
  // The first gave it back, being in trouble; the second gets it while the first one's hand-over is still under way.
  const second = world.addMachine()
  await second.run()
  expect(document(itemId, second)?.state).toBe('ready')
  await settle(world)
  expectAllSettled(world)
  expect(world.books.records()).toHaveLength(1)
})

test("a clock set forward does not end the wait for a slow hand-over's record", async () => {
  world = createEngineWorld({ guard: 'searchable' })
  world.addOrders(1)
  world.books.next('late')
  await world.machine().run()
  world.clock.now += 365 * 24 * 60 * MINUTE
  await world.machine().run()
  expect(world.books.handOvers()).toBe(1)
  await settle(world)
  expectAllSettled(world)
  expect(world.books.records()).toHaveLength(1)
})

test('a clock set back by a year does not make an unknown outcome wait for a year', async () => {
  world = createEngineWorld({ guard: 'searchable' })
  world.addOrders(1)
  await world.machine().run(throughAll(createCountdown({ nth: 2, when: 'before', lasting: 'death' }, failureOf), ['is']))
  await world.machine().run()
  world.clock.now -= 365 * 24 * 60 * MINUTE
  await settle(world)
  expectAllSettled(world)
  expect(world.books.records()).toHaveLength(1)
})

test('an unknown outcome is settled also when each run asks before the central side has told its time', async () => {
  world = createEngineWorld({ guard: 'searchable' })
  world.addOrders(1)
  await world.machine().run(throughAll(createCountdown({ nth: 17, when: 'after', lasting: 'once' }, failureOf)))
  await settle(world)
  expectAllSettled(world)
})
