import { afterEach, expect, test } from 'vitest'
import { createCountdown, failureOf, throughAll } from '../../../support/countdown'
import {
  createEngineWorld,
  type EngineWorld,
  expectAllSettled,
  fullDiskAtKeeping,
  type Ports,
  settle,
} from '../../../support/engine-world'

let world: EngineWorld
afterEach(() => world.close())

const MINUTE = 60_000
const states = () =>
  world
    .machine()
    .documents()
    .map((one) => one.state)
/** The process ends as the information system is called, before it writes. */
const diesAtHandOver = () => throughAll(createCountdown({ nth: 2, when: 'before', lasting: 'death' }, failureOf), ['is'])
/** Time-outs after everything was written; then nobody can tell. */
const unknown = async (guard: 'enforced' | 'searchable') => {
  world = createEngineWorld({ guard })
  world.addOrders(1)
  world.books.next('answer-lost')
  world.books.blind = true
  await world.machine().run()
  expect(states()).toEqual(['unknown'])
}

test('an information system that refuses doubles by itself is given an interrupted document again at once', async () => {
  world = createEngineWorld({ guard: 'enforced' })
  world.addOrders(1)
  await world.machine().run(diesAtHandOver())
  await world.machine().run()
  await settle(world)
  expectAllSettled(world)
  expect(world.books.records()).toHaveLength(1)
})

test('one that can only be searched is given it again after its time, and not before', async () => {
  world = createEngineWorld({ guard: 'searchable' })
  world.addOrders(1)
  await world.machine().run(diesAtHandOver())
  const handed = world.books.handOvers()
  for (let minutes = 0; minutes < 9; minutes++) {
    await world.machine().run()
    world.clock.pass(MINUTE)
  }
  expect(world.books.handOvers()).toBe(handed)
  await settle(world)
  expectAllSettled(world)
  expect(world.books.records()).toHaveLength(1)
})

test('while it cannot tell, everything stays as it is', async () => {
  await unknown('searchable')
  world.clock.pass(60 * MINUTE)
  await world.machine().run()
  expect(states()).toEqual(['unknown'])
  world.books.blind = false
  await settle(world)
  expectAllSettled(world)
})

test('what was handed over to other books is not handed over to these because they do not know it', async () => {
  world = createEngineWorld({ guard: 'enforced' })
  world.addOrders(1)
  await world.machine().run(diesAtHandOver())
  const moved = (ports: Ports): Ports => ({ ...ports, is: { ...ports.is, target: 'books:2' } })
  for (let day = 0; day < 3; day++) {
    await world.machine().run(moved)
    world.clock.pass(24 * 60 * MINUTE)
  }
  expect(world.books.records()).toHaveLength(0)
  expect(states()).toEqual(['unknown'])
  // Back in the old books it goes on by itself.
  await settle(world)
  expectAllSettled(world)
})

test('a stop asks nothing any more', async () => {
  await unknown('searchable')
  world.books.blind = false
  const stop = new AbortController()
  stop.abort()
  await world.machine().run((ports) => ports, { stop: stop.signal })
  expect(states()).toEqual(['unknown'])
})

test('what another computer may have recorded waits while the information system cannot tell; the others pass', async () => {
  world = createEngineWorld({ guard: 'enforced' })
  const [first] = world.addOrders(1)
  const second = world.addMachine()
  // Claimed by the first computer and never kept: it goes back, given out once.
  await world.machine().run(fullDiskAtKeeping)
  world.clock.pass(11 * MINUTE)
  world.addOrders(1)
  world.books.blind = true
  await second.run()
  expect(second.documents().map((one) => [one.itemId === first, one.state])).toEqual([
    [false, 'imported'],
    [true, 'ready'],
  ])
  world.books.blind = false
  await settle(world)
  expectAllSettled(world)
})

test('an unknown outcome is asked about ever more rarely', async () => {
  await unknown('searchable')
  world.books.blind = false
  // Somebody else's books answer "not there" for ever.
  const moved = (ports: Ports): Ports => ({
    ...ports,
    is: { ...ports.is, target: 'books:2', find: async () => new Map() },
  })
  for (let minutes = 0; minutes < 24 * 60; minutes += 5) {
    await world.machine().run(moved)
    world.clock.pass(5 * MINUTE)
  }
  const { events } = world
    .machine()
    .reader()
    .detail(world.items()[0]?.item_id as string) ?? { events: [] }
  const looks = events.filter((event) => event.step === 'looked-up').length
  expect(looks).toBeGreaterThan(20)
  expect(looks).toBeLessThan(40)
})

test('a look-up that our own code stumbles over stops the run; nothing is handed over on its ground', async () => {
  await unknown('searchable')
  const result = await world.machine().run((ports) => ({
    ...ports,
    is: {
      ...ports.is,
      find: async () => {
        throw new TypeError('undefined is not iterable')
      },
    },
  }))
  expect(result).toMatchObject({ outcome: 'failed', retry: false, problem: { code: 'internal' } })
  expect(states()).toEqual(['unknown'])
})

test.each(['enforced', 'searchable'] as const)(
  'what another computer recorded and reported is not put aside as finished elsewhere, it is found (%s)',
  async (guard) => {
    world = createEngineWorld({ guard })
    const [itemId] = world.addOrders(1)
    const second = world.addMachine()
    // The second gets it, cannot look it up, and loses its lease; the first records and reports it.
    await world.machine().run(fullDiskAtKeeping)
    world.clock.pass(11 * MINUTE)
    world.books.blind = true
    await second.run()
    world.clock.pass(11 * MINUTE)
    await world.machine().run()
    world.books.blind = false
    await settle(world)
    world.clock.pass(11 * MINUTE)
    await world.machine().run()
    expect(world.books.records()).toHaveLength(1)
    world.books.blind = true
    await second.run()
    world.books.blind = false
    await second.run()
    expect(second.documents()).toMatchObject([{ itemId, state: 'imported' }])
    expectAllSettled(world)
  },
)
