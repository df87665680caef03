import { afterEach, expect, test } from 'vitest'
import { Failure, problem } from '../../../../src/shared/failure'
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

const withCentral =
  (change: Partial<Ports['central']>) =>
  (ports: Ports): Ports => ({ ...ports, central: { ...ports.central, ...change } })
const tooLarge = () => new Failure(problem('central-answer-too-large'), { effect: 'unknown', retry: false })

test('an item of which nothing can be read is told, given back, and those behind it pass', async () => {
  world = createEngineWorld({ batchSize: 2 })
  world.addOrders(5)
  let claims = 0
  const spoilFirst = withCentral({
    claim: async (request, signal) => {
      const claim = await world.central.claim(request, signal)
      if (claims++ > 0) return claim
      // Nothing but a broken item: the loop must not take this claim for the end of the queue.
      return { ...claim, items: [], unreadable: [{ itemId: claim.items[0]?.itemId ?? '', reason: 'test: expected boolean' }] }
    },
  })
  const result = await world.machine().run(spoilFirst)
  expect(result).toMatchObject({ outcome: 'failed', retry: false, imported: 3 })
  expect(result.problem).toMatchObject({
    code: 'central-answer-invalid',
    params: { path: expect.stringContaining('expected boolean') },
  })
  // Given back at the end of the run: the next run sees it at once.
  expect(world.items().filter((item) => item.state === 'waiting')).toHaveLength(2)
  await settle(world)
  expectAllSettled(world)
})

test('an unreadable item without an id is told by its reason, and the readable ones of its claim are worked on', async () => {
  world = createEngineWorld()
  world.addOrders(2)
  const result = await world.machine().run(
    withCentral({
      claim: async (request, signal) => {
        const claim = await world.central.claim(request, signal)
        return claim.items.length === 0 ? claim : { ...claim, unreadable: [{ reason: 'itemId: required' }] }
      },
    }),
  )
  expect(result.problem?.params).toEqual({ path: 'itemId: required' })
  expect(result.imported).toBe(2)
})

test('an answer too large to be read is asked for in smaller parts', async () => {
  world = createEngineWorld({ batchSize: 100 })
  world.addOrders(60)
  const asked: number[] = []
  const result = await world.machine().run(
    withCentral({
      claim: async (request, signal) => {
        asked.push(request.limit)
        if (request.limit > 4) throw tooLarge()
        return world.central.claim(request, signal)
      },
    }),
  )
  expect(asked.slice(0, 4)).toEqual([100, 20, 4, 4])
  expect(result).toMatchObject({ outcome: 'ok', imported: 60 })
})

test('a single item too large to be read is told and does not stop those behind it; a wall of them ends the run', async () => {
  world = createEngineWorld({ batchSize: 1 })
  world.addOrders(3)
  let first = true
  const result = await world.machine().run(
    withCentral({
      claim: async (request, signal) => {
        if (first) {
          first = false
          // Leased to nobody we know of, as a lost answer is.
          await world.central.claim(request, signal)
          throw tooLarge()
        }
        return world.central.claim(request, signal)
      },
    }),
  )
  expect(result).toMatchObject({ outcome: 'failed', imported: 2 })
  expect(result.problem?.code).toBe('central-answer-too-large')

  let claims = 0
  await world.machine().run(
    withCentral({
      claim: async () => {
        claims++
        throw tooLarge()
      },
    }),
  )
  expect(claims).toBe(10)
})

test('another trouble of the central side is not taken for a large answer', async () => {
  world = createEngineWorld()
  world.addOrders(1)
  const result = await world.machine().run(
    withCentral({
      claim: async () => {
        throw new Failure(problem('central-internal'), { effect: 'unknown', retry: true })
      },
    }),
  )
  expect(result).toMatchObject({ outcome: 'failed', retry: true, problem: { code: 'central-internal' } })
})

test('real items in test mode: nothing of the claim is kept, it goes back, and the run stops', async () => {
  world = createEngineWorld()
  world.addOrders(2)
  const result = await world.machine().run(
    withCentral({
      claim: async (request, signal) => {
        const claim = await world.central.claim(request, signal)
        return { ...claim, items: claim.items.map((item, index) => ({ ...item, test: index !== 1 })) }
      },
    }),
  )
  expect(result).toMatchObject({ outcome: 'failed', retry: false, problem: { code: 'test-flag-mismatch' } })
  expect(world.machine().documents()).toEqual([])
  expect(world.items().every((item) => item.state === 'waiting')).toBe(true)
})

test('where both sides share no agenda, nothing is claimed', async () => {
  world = createEngineWorld()
  world.addOrders(1)
  const none = withCentral({ account: async (signal) => ({ ...(await world.central.account(signal)), agendas: ['invoices'] }) })
  expect(await world.machine().run(none)).toMatchObject({ outcome: 'ok', received: 0 })
  expect(world.items()[0]?.state).toBe('waiting')
})

test('an item without a payload is kept and held', async () => {
  world = createEngineWorld()
  world.addOrders(1)
  await world.machine().run(
    withCentral({
      claim: async (request, signal) => {
        const claim = await world.central.claim(request, signal)
        return { ...claim, items: claim.items.map(({ payload: _, ...item }) => item as (typeof claim.items)[number]) }
      },
    }),
  )
  expect(world.machine().documents()).toMatchObject([{ state: 'quarantined', problem: { code: 'payload-unreadable' } }])
})

test('claims of an earlier run go back first; where the central side fails then, the rest waits', async () => {
  world = createEngineWorld()
  world.addOrders(2)
  // Died between keeping and handing over, in two runs: two old claims.
  const dying = (ports: Ports): Ports => ({
    ...ports,
    ledger: {
      ...ports.ledger,
      apply() {
        throw new Failure(problem('disk-full'), { effect: 'nothing', retry: true })
      },
    },
  })
  await world.machine().run(dying)
  world.addOrders(1)
  await world.machine().run((ports) => dying(withCentral({ giveBack: async () => {} })(ports)))
  let calls = 0
  const result = await world.machine().run(
    withCentral({
      giveBack: async () => {
        calls++
        throw new Failure(problem('central-unreachable'), { effect: 'unknown', retry: true })
      },
    }),
  )
  expect(calls).toBe(1)
  expect(result).toMatchObject({ outcome: 'failed', problem: { code: 'central-unreachable' } })
  await settle(world)
  expectAllSettled(world)
})

test('a broken claim is not given back by a central side that is out of reach', async () => {
  world = createEngineWorld()
  world.addOrders(1)
  let givenBack = 0
  let claims = 0
  const result = await world.machine().run(
    withCentral({
      claim: async (request, signal) => {
        if (claims++ > 0) throw new Failure(problem('central-unreachable'), { effect: 'unknown', retry: true })
        return { ...(await world.central.claim(request, signal)), items: [], unreadable: [{ reason: 'x' }] }
      },
      giveBack: async () => void givenBack++,
    }),
  )
  expect(result.problem?.code).toBe('central-unreachable')
  expect(givenBack).toBe(0)
})

test('at a stop, a central side that is out of reach is not asked to take claims back', async () => {
  world = createEngineWorld()
  world.addOrders(1)
  let givenBack = 0
  const stop = new AbortController()
  await world.machine().run(
    (ports) => ({
      ...withCentral({
        report: async () => {
          throw new Failure(problem('central-unreachable'), { effect: 'unknown', retry: true })
        },
        account: ports.central.account,
        giveBack: async () => void givenBack++,
        claim: async (request, signal) => ports.central.claim(request, signal),
      })(ports),
      is: {
        ...ports.is,
        async *deliver(batch, signal) {
          yield* ports.is.deliver(batch, signal)
          throw new Failure(problem('is-locked'), { effect: 'nothing', retry: true })
        },
      },
    }),
    { stop: stop.signal },
  )
  expect(givenBack).toBe(0)
})

test('an order without a claim (a ledger mended by hand) waits for the next one', async () => {
  world = createEngineWorld()
  const [itemId] = world.addOrders(1)
  world.books.refused.add(itemId as string)
  await settle(world)
  world.books.refused.clear()
  world.administration.requeue(itemId as string, 'again')
  world.machine().retry(itemId as string)
  world.machine().sql().exec('UPDATE documents SET claim_id = NULL')
  await settle(world)
  expectAllSettled(world)
  expect(world.books.records()).toHaveLength(1)
})

test('what an answer too large has hidden behind its lease is told, when nothing comes in smaller parts', async () => {
  world = createEngineWorld({ batchSize: 10 })
  world.addOrders(10)
  const hiding = withCentral({
    claim: async (request, signal) => {
      const claim = await world.central.claim(request, signal)
      if (claim.items.length > 4) throw tooLarge()
      return claim
    },
  })
  expect(await world.machine().run(hiding)).toMatchObject({
    outcome: 'failed',
    imported: 0,
    problem: { code: 'central-answer-too-large' },
  })
  await settle(world)
  expectAllSettled(world)
})

test('what could not be kept goes back at once, and comes as soon as the disk has room again', async () => {
  world = createEngineWorld()
  world.addOrders(2)
  const result = await world.machine().run(fullDiskAtKeeping)
  expect(result.problem?.code).toBe('disk-full')
  expect(world.items().every((item) => item.state === 'waiting')).toBe(true)
  await world.machine().run()
  expectAllSettled(world)
})
