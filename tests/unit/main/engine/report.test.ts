import { afterEach, expect, test } from 'vitest'
import type { ResultStatus } from '../../../../src/shared/central-api/queue'
import { createEngineWorld, type EngineWorld, type Ports, settle } from '../../../support/engine-world'

let world: EngineWorld
afterEach(() => world.close())

const answering =
  (status: (itemId: string) => ResultStatus | undefined) =>
  (ports: Ports): Ports => ({
    ...ports,
    central: {
      ...ports.central,
      report: async (results) =>
        results.flatMap(({ itemId }) => {
          const said = status(itemId)
          return said === undefined ? [] : [{ itemId, status: said }]
        }),
    },
  })
const states = () =>
  world
    .machine()
    .documents()
    .map((one) => [one.state, one.reportState])

test.each(['unknown-item', 'hash-mismatch'] as const)('%s is shown to a person and not told again', async (status) => {
  world = createEngineWorld()
  world.addOrders(1)
  await world.machine().run(answering(() => status))
  expect(states()).toEqual([['imported', 'refused']])
  expect(world.machine().ledger().counts()).toMatchObject({ reportRefused: 1, unreported: 0 })
})

test('an outcome without a word of answer stays due and is told again', async () => {
  world = createEngineWorld()
  world.addOrders(2)
  await world.machine().run(answering(() => undefined))
  expect(states()).toEqual([
    ['imported', 'due'],
    ['imported', 'due'],
  ])
  await world.machine().run()
  expect(states()).toEqual([
    ['imported', 'accepted'],
    ['imported', 'accepted'],
  ])
})

test('finished by the operator before us: agreed where both sides mean the same, shown where they do not', async () => {
  world = createEngineWorld()
  const [marked, cancelled] = world.addOrders(2)
  await world.machine().run(answering(() => undefined))
  world.administration.markProcessed(marked as string, 'by hand')
  world.administration.cancel(cancelled as string, 'the customer rang')
  await world.machine().run(answering(() => 'already-final'))
  expect(
    Object.fromEntries(
      world
        .machine()
        .documents()
        .map((one) => [one.itemId, one.reportState]),
    ),
  ).toEqual({
    [marked as string]: 'accepted',
    [cancelled as string]: 'refused',
  })
})

test('what was not imported may be finished by the operator as they like', async () => {
  world = createEngineWorld()
  const [refused] = world.addOrders(1)
  world.books.refused.add(refused as string)
  await world.machine().run(answering(() => 'already-final'))
  expect(states()).toEqual([['rejected', 'accepted']])
})

test('a rejection is told with its reason; the operator sees it', async () => {
  world = createEngineWorld()
  const [refused] = world.addOrders(1)
  world.books.refused.add(refused as string)
  await settle(world)
  expect(world.items()[0]).toMatchObject({ state: 'rejected', code: 'is-rejected', message: 'is-rejected' })
})

test('what a person skipped is told as skipped, with the reason', async () => {
  world = createEngineWorld()
  const [itemId] = world.addOrders(1)
  world.books.refused.add(itemId as string)
  await world.machine().run(answering(() => undefined))
  const { id } = world
    .machine()
    .reader()
    .find(itemId as string) ?? { id: 0 }
  world
    .machine()
    .ledger()
    .apply([{ id, to: 'skipped', problem: { code: 'skipped-by-person', params: {} }, report: true }])
  await settle(world)
  expect(world.items()[0]).toMatchObject({ state: 'cancelled', outcome: 'skipped', code: 'skipped-by-person' })
})

test('a stop in the middle of reporting leaves the rest due', async () => {
  world = createEngineWorld()
  world.addOrders(1)
  await world.machine().run(answering(() => undefined))
  const stop = new AbortController()
  await world.machine().run(
    (ports) => ({
      ...ports,
      central: {
        ...ports.central,
        account: async (signal) => {
          stop.abort()
          return ports.central.account(signal)
        },
      },
    }),
    { stop: stop.signal },
  )
  expect(states()).toEqual([['imported', 'due']])
})
