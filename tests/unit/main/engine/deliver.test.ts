import { afterEach, describe, expect, test } from 'vitest'
import { backoffMs } from '../../../../src/main/engine/deliver'
import type { Outcome } from '../../../../src/main/engine/ports'
import { Failure, problem } from '../../../../src/shared/failure'
import { createEngineWorld, type EngineWorld, expectAllSettled, type Ports, settle } from '../../../support/engine-world'

let world: EngineWorld
afterEach(() => world.close())

const MINUTE = 60_000
const states = () =>
  world
    .machine()
    .documents()
    .map((one) => [one.state, one.problem?.code])

describe('leases', () => {
  /** Time passes while the information system works on the first batch. */
  const slow =
    (ms: number, change: Partial<Ports['central']> = {}) =>
    (ports: Ports): Ports => ({
      ...ports,
      central: { ...ports.central, ...change },
      is: {
        ...ports.is,
        async *deliver(batch, signal) {
          world.clock.pass(ms)
          yield* ports.is.deliver(batch, signal)
        },
      },
    })
  /** Two batches in one claim: what was kept by an earlier run and comes again together. */
  const twoBatches = async () => {
    world = createEngineWorld({ batchSize: 4 })
    world.addOrders(4)
  }
  const half = (ports: Ports): Ports => ({
    ...ports,
    ledger: { ...ports.ledger, due: (state, at, limit, after) => ports.ledger.due(state, at, Math.min(limit, 2), after) },
  })

  test('a lease near its end is extended before the next batch', async () => {
    await twoBatches()
    world.machine().settings.batchSize = 2
    world.machine().settings.leaseSeconds = 600
    let extended = 0
    // Claims are of 4, batches of 2.
    const through = slow(6 * MINUTE, {
      claim: (request, signal) => world.central.claim({ ...request, limit: 4 }, signal),
      extend: async (...args) => {
        extended++
        return world.central.extend(...args)
      },
    })
    const result = await world.machine().run((ports) => through(half(ports)))
    expect(result).toMatchObject({ outcome: 'ok', imported: 4 })
    expect(extended).toBe(1)
  })

  test('a lease that ran out while the information system worked: the rest is not handed over, it comes again', async () => {
    await twoBatches()
    world.machine().settings.batchSize = 2
    const batches: number[] = []
    const through = slow(11 * MINUTE, { claim: (request, signal) => world.central.claim({ ...request, limit: 4 }, signal) })
    await world.machine().run((ports) => {
      const slowly = through(half(ports))
      return {
        ...slowly,
        is: {
          ...slowly.is,
          deliver(batch, signal) {
            batches.push(batch.length)
            return slowly.is.deliver(batch, signal)
          },
        },
      }
    })
    expect(batches.every((size) => size === 2)).toBe(true)
    await settle(world)
    expectAllSettled(world)
  })

  test.each(['central-not-found', 'central-conflict'] as const)(
    'a claim that is gone (%s) is no trouble: its items come again',
    async (code) => {
      await twoBatches()
      world.machine().settings.batchSize = 2
      const through = slow(6 * MINUTE, {
        claim: (request, signal) => world.central.claim({ ...request, limit: 4 }, signal),
        extend: async () => {
          throw new Failure(problem(code), { effect: 'nothing', retry: false })
        },
      })
      const result = await world.machine().run((ports) => through(half(ports)))
      expect(result).toMatchObject({ outcome: 'ok', imported: 2 })
      await settle(world)
      expectAllSettled(world)
    },
  )

  test('where the extension fails, what still holds long enough is used, and the trouble is told', async () => {
    await twoBatches()
    world.machine().settings.batchSize = 2
    const through = slow(6 * MINUTE, {
      claim: (request, signal) => world.central.claim({ ...request, limit: 4 }, signal),
      extend: async () => {
        throw new Failure(problem('central-unreachable'), { effect: 'unknown', retry: true })
      },
    })
    const result = await world.machine().run((ports) => through(half(ports)))
    expect(result).toMatchObject({ outcome: 'failed', imported: 4, problem: { code: 'central-unreachable' } })
  })
})

describe('answers', () => {
  const answers =
    (make: (itemIds: readonly string[]) => Outcome[]) =>
    (ports: Ports): Ports => ({
      ...ports,
      is: {
        ...ports.is,
        async *deliver(batch) {
          yield* make(batch.map((prepared) => prepared.itemId))
        },
      },
    })

  test('imported without a reference proves nothing: it is looked up', async () => {
    world = createEngineWorld({ guard: 'searchable' })
    world.addOrders(1)
    await world
      .machine()
      .run(answers((ids) => ids.map((itemId) => ({ itemId, kind: 'imported', reference: {}, existed: false, notes: [] }))))
    expect(states()).toEqual([['unknown', 'outcome-unknown']])
  })

  test('an answer about something else, and a second answer, are no answers', async () => {
    world = createEngineWorld({ guard: 'searchable' })
    world.addOrders(1)
    await world.machine().run(
      answers(([itemId]) => [
        { itemId: 'stranger', kind: 'imported', reference: { id: '9' }, existed: false, notes: [] },
        { itemId: itemId as string, kind: 'rejected', problem: problem('is-rejected') },
        { itemId: itemId as string, kind: 'imported', reference: { id: '9' }, existed: false, notes: [] },
      ]),
    )
    expect(states()).toEqual([['rejected', 'is-rejected']])
  })

  test('no answer for a document, while others were answered, is unknown', async () => {
    world = createEngineWorld({ guard: 'searchable' })
    world.addOrders(2)
    await world
      .machine()
      .run(answers(([itemId]) => [{ itemId: itemId as string, kind: 'rejected', problem: problem('is-rejected') }]))
    expect(states()).toEqual([
      ['unknown', 'outcome-unknown'],
      ['rejected', 'is-rejected'],
    ])
  })

  test('an answer that says unknown is unknown', async () => {
    world = createEngineWorld({ guard: 'searchable' })
    world.addOrders(1)
    await world
      .machine()
      .run(answers((ids) => ids.map((itemId) => ({ itemId, kind: 'unknown', problem: problem('is-answer-unreadable') }))))
    expect(states()).toEqual([['unknown', 'is-answer-unreadable']])
  })
})

test('what the information system asks to try later waits longer each time, and is tried again', async () => {
  world = createEngineWorld()
  world.addOrders(1)
  world.books.next('try-again')
  await world.machine().run()
  expect(states()).toEqual([['ready', 'is-try-again']])
  await world.machine().run()
  expect(world.books.handOvers()).toBe(1)
  world.clock.pass(2 * MINUTE)
  await settle(world)
  expectAllSettled(world)
  expect([0, 1, 2, 10, 100].map((attempts) => backoffMs(attempts, 0))).toEqual([30_000, 60_000, 120_000, 1_800_000, 1_800_000])
  expect(backoffMs(100, 0.999999)).toBeLessThanOrEqual(3_600_000)
})

test('after a closed information system one document goes first, and the rest only once it was taken', async () => {
  world = createEngineWorld({ batchSize: 5 })
  world.addOrders(5)
  const sizes: number[] = []
  const watch = (ports: Ports): Ports => ({
    ...ports,
    is: {
      ...ports.is,
      deliver(batch, signal) {
        sizes.push(batch.length)
        return ports.is.deliver(batch, signal)
      },
    },
  })
  world.books.next('locked', 'locked')
  await world.machine().run(watch)
  await world.machine().run(watch)
  await world.machine().run(watch)
  expect(sizes).toEqual([5, 1, 1, 4])
  expectAllSettled(world)
})

describe('at the hand-over of a later run', () => {
  /** Ready, but died before the hand-over: the next run maps it anew. */
  const readyThenDead = async () => {
    world = createEngineWorld()
    world.addOrders(2)
    await world.machine().run((ports) => ({
      ...ports,
      ledger: {
        ...ports.ledger,
        apply(steps) {
          if (steps.some((step) => step.to === 'sending'))
            throw new Failure(problem('disk-full'), { effect: 'nothing', retry: true })
          ports.ledger.apply(steps)
        },
      },
    }))
    expect(states()).toEqual([
      ['ready', undefined],
      ['ready', undefined],
    ])
  }

  test('it is mapped from what was kept', async () => {
    await readyThenDead()
    await settle(world)
    expectAllSettled(world)
    expect(states()).toEqual([
      ['imported', undefined],
      ['imported', undefined],
    ])
  })

  test('what cannot be mapped any more is held', async () => {
    await readyThenDead()
    await world.machine().run((ports) => ({
      ...ports,
      is: { ...ports.is, prepare: () => ({ ok: false, problem: problem('mapping-incomplete') }) },
    }))
    expect(states()).toEqual([
      ['quarantined', 'mapping-incomplete'],
      ['quarantined', 'mapping-incomplete'],
    ])
  })

  test('what our own code stumbles over is held', async () => {
    await readyThenDead()
    await world.machine().run((ports) => ({
      ...ports,
      is: {
        ...ports.is,
        prepare() {
          throw new Error('bug')
        },
      },
    }))
    expect(states().every(([state, code]) => state === 'quarantined' && code === 'internal')).toBe(true)
  })

  test.each([
    ['emptied', 'UPDATE payloads SET body = NULL'],
    ['spoiled', `UPDATE payloads SET body = '{"number":'`],
  ])('a payload that was %s is held', async (_, sql) => {
    await readyThenDead()
    world.machine().sql().exec(sql)
    await world.machine().run()
    expect(states().every(([state, code]) => state === 'quarantined' && code === 'payload-unreadable')).toBe(true)
  })

  test('nothing made for the other mode is handed over', async () => {
    await readyThenDead()
    world.setMode('production')
    world.machine().settings.mode = 'production'
    await world.machine().run()
    expect(world.books.handOvers()).toBe(0)
    expect(states()).toEqual([
      ['skipped', 'test-flag-mismatch'],
      ['skipped', 'test-flag-mismatch'],
    ])
  })
})

test('progress is told as batches end', async () => {
  world = createEngineWorld({ batchSize: 2 })
  world.addOrders(4)
  const told: { done: number; total: number }[] = []
  await world.machine().run((ports) => ports, { onProgress: (progress) => void told.push(progress) })
  expect(told).toEqual([
    { done: 2, total: 2 },
    { done: 4, total: 4 },
  ])
})
