import { afterEach, describe, expect, test } from 'vitest'
import { leftover } from '../../../../src/main/engine/sync-once'
import { Failure, problem } from '../../../../src/shared/failure'
import { createEngineWorld, type EngineWorld, expectAllSettled, type Ports, settle } from '../../../support/engine-world'

let world: EngineWorld
afterEach(() => world?.close())

const withCentral =
  (change: Partial<Ports['central']>) =>
  (ports: Ports): Ports => ({ ...ports, central: { ...ports.central, ...change } })
const unreachable = async (): Promise<never> => {
  throw new Failure(problem('central-unreachable'), { effect: 'unknown', retry: true })
}

describe('before anything is done, both sides must mean the same', () => {
  test.each([
    ['another company behind the key', { companyId: 'somebody-else' }, 'wrong-company'],
    ['another mode', { mode: 'production' as const }, 'wrong-mode'],
    ['a client that is too old', { minimumClientVersion: '9.0.0' }, 'client-too-old'],
  ])('%s stops the run, and nothing is claimed', async (_, change, code) => {
    world = createEngineWorld()
    world.addOrders(1)
    const result = await world
      .machine()
      .run(withCentral({ account: async (signal) => ({ ...(await world.central.account(signal)), ...change }) }))
    expect(result).toMatchObject({ outcome: 'failed', retry: false, problem: { code } })
    expect(world.items()[0]?.state).toBe('waiting')
  })

  test('a ledger that belongs to nobody yet takes any company', async () => {
    world = createEngineWorld()
    world.machine().settings.companyId = undefined
    expect(await world.machine().run()).toMatchObject({ outcome: 'ok' })
  })
})

test('a document without a lease: what is done with it depends on the central side only', () => {
  const row = { id: 7, itemId: 'item' }
  expect(leftover(row, 'rejected')).toBe('deliver')
  expect(leftover(row, 'processed')).toMatchObject({ to: 'skipped', problem: { code: 'finished-elsewhere' } })
  expect(leftover(row, 'cancelled')).toMatchObject({ to: 'skipped', report: false })
  expect(leftover(row, undefined)).toMatchObject({ to: 'quarantined', problem: { code: 'central-not-found' } })
  expect(leftover(row, 'waiting')).toBeUndefined()
  expect(leftover(row, 'claimed')).toBeUndefined()
})

describe('a rejected document that a person retries', () => {
  const rejected = async () => {
    world = createEngineWorld()
    const [itemId] = world.addOrders(1)
    world.books.refused.add(itemId as string)
    await settle(world)
    world.books.refused.clear()
    expect(world.machine().retry(itemId as string)).toBe(true)
    return itemId as string
  }

  test('needs no lease: the central side gives it to nobody', async () => {
    await rejected()
    await world.machine().run()
    expectAllSettled(world)
    expect(world.items()[0]).toMatchObject({ state: 'processed', outcome: 'imported' })
  })

  test('is not handed over when it was finished at the central side meanwhile', async () => {
    const itemId = await rejected()
    world.administration.markProcessed(itemId, 'entered by hand')
    await world.machine().run()
    expect(world.books.records()).toHaveLength(0)
    expect(world.machine().documents()).toMatchObject([{ state: 'skipped', problem: { code: 'finished-elsewhere' } }])
  })

  test('waits while the central side cannot be asked', async () => {
    await rejected()
    const result = await world.machine().run(withCentral({ itemState: unreachable }))
    expect(result).toMatchObject({ outcome: 'failed', problem: { code: 'central-unreachable' } })
    expect(world.books.records()).toHaveLength(0)
    await settle(world)
    expectAllSettled(world)
  })

  test('waits for a lease when the operator put it back into processing', async () => {
    const itemId = await rejected()
    world.administration.requeue(itemId, 'again')
    await settle(world)
    expectAllSettled(world)
    expect(world.books.records()).toHaveLength(1)
  })
})

describe('a stop', () => {
  test('before the run: nothing is begun', async () => {
    world = createEngineWorld()
    world.addOrders(2)
    const stop = new AbortController()
    stop.abort()
    const result = await world.machine().run((ports) => ports, { stop: stop.signal })
    expect(result).toMatchObject({ outcome: 'ok', received: 0 })
    expect(world.items().every((item) => item.state === 'waiting')).toBe(true)
  })

  test('in the middle: the batch under way ends, the rest goes back to the queue', async () => {
    world = createEngineWorld({ batchSize: 2 })
    world.addOrders(4)
    const stop = new AbortController()
    await world.machine().run(
      (ports) => ({
        ...ports,
        central: { ...ports.central, claim: (request, signal) => ports.central.claim({ ...request, limit: 4 }, signal) },
        is: {
          ...ports.is,
          async *deliver(batch, signal) {
            stop.abort()
            yield* ports.is.deliver(batch, signal)
          },
        },
      }),
      { stop: stop.signal },
    )
    expect(world.books.records()).toHaveLength(2)
    expect(world.items().filter((item) => item.state === 'claimed')).toHaveLength(0)
    await settle(world)
    expectAllSettled(world)
  })

  test('cuts a call off without making it anybody’s trouble', async () => {
    world = createEngineWorld()
    world.addOrders(1)
    const stop = new AbortController()
    const result = await world.machine().run(
      withCentral({
        claim: async () => {
          stop.abort()
          throw new DOMException('aborted', 'AbortError')
        },
      }),
      { stop: stop.signal },
    )
    expect(result).toMatchObject({ outcome: 'ok', problem: undefined })
  })
})

test('a fault of this program is told as such and is never retried by itself', async () => {
  world = createEngineWorld()
  world.addOrders(1)
  const result = await world.machine().run((ports) => ({
    ...ports,
    ledger: {
      ...ports.ledger,
      dueReports() {
        throw new TypeError('x is not a function')
      },
    },
  }))
  expect(result).toMatchObject({
    outcome: 'failed',
    retry: false,
    problem: { code: 'internal', words: expect.stringContaining('TypeError') },
  })
  await settle(world)
  expectAllSettled(world)
})

test('what the other side asks to wait is passed on', async () => {
  world = createEngineWorld()
  const result = await world.machine().run(
    withCentral({
      account: async () => {
        throw new Failure(problem('central-maintenance', {}, 'Údržba do 14 h'), {
          effect: 'nothing',
          retry: true,
          retryAfterSeconds: 90,
        })
      },
    }),
  )
  expect(result).toMatchObject({ retry: true, retryAfterSeconds: 90, problem: { words: 'Údržba do 14 h' } })
})

test('the queue is learned again after work; where that fails the work still counts', async () => {
  world = createEngineWorld()
  world.addOrders(1)
  let accounts = 0
  const result = await world.machine().run(
    withCentral({
      account: async (signal) => {
        if (++accounts > 1) throw new Failure(problem('central-unreachable'), { effect: 'unknown', retry: true })
        return world.central.account(signal)
      },
    }),
  )
  expect(result).toMatchObject({ outcome: 'failed', imported: 1, waiting: 1 })
  expectAllSettled(world)
})

test('a thousand claims end a run, however long the queue says it is', async () => {
  world = createEngineWorld()
  world.addOrders(1)
  let claims = 0
  // Lies: the same items again and again.
  await world.machine().run(
    withCentral({
      claim: async (request, signal) => {
        claims++
        const claim = await world.central.claim(request, signal)
        return { ...claim, items: [], unreadable: [{ reason: 'x' }] }
      },
      giveBack: async () => {},
    }),
  )
  expect(claims).toBe(1000)
})
