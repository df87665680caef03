import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { openClient } from '../../src/main/client'
import { call } from '../support/sandbox'
import { createWorld, expectEachDocumentOnce, type World } from '../support/world'

let world: World
afterEach(() => world?.close())

describe('the main job', () => {
  test('every order of the queue becomes one received order in POHODA and is reported with its number', async () => {
    world = await createWorld()
    world.sandbox.seedOrders(250)
    const client = await world.open()
    const status = await client.syncNow()
    expect(status.problem).toBeUndefined()
    expect(status.counts).toMatchObject({ imported: 250, inWork: 0, unreported: 0, unknown: 0 })
    expect(status.state).toBe('ok')
    expectEachDocumentOnce(world, { imported: 250, held: 0 })
  })

  test('1,000 orders, each exactly once, reported; the time is printed, not asserted', async () => {
    world = await createWorld()
    world.sandbox.seedOrders(1000)
    let central = 0
    const timed: typeof fetch = async (input, init) => {
      const asked = performance.now()
      try {
        return await fetch(input, init)
      } finally {
        central += performance.now() - asked
      }
    }
    const client = await world.open({ fetch: timed })
    const started = performance.now()
    await client.syncNow()
    const all = performance.now() - started
    const log = readFileSync(join(world.dataDir, 'logs', 'cli.log'), 'utf8')
    const pohoda = [...log.matchAll(/POHODA ended .*"durationMs":(\d+)/g)].reduce((sum, found) => sum + Number(found[1]), 0)
    // The engine's own time: without waiting for either side, of which the central one works in this very process.
    const own = all - pohoda - central
    const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`
    console.log(
      `1,000 orders: engine ${seconds(own)}, practice central side ${seconds(central)}, simulated POHODA ${seconds(pohoda)}`,
    )
    expectEachDocumentOnce(world, { imported: 1000, held: 0 })
  }, 120_000)

  test('what does not add up, has an unknown VAT percent or is refused by POHODA is held with its reason; the others pass', async () => {
    world = await createWorld()
    const good = world.sandbox.seedOrders(12)
    world.sandbox.seedOrders(0, { faulty: 8, randomSeed: 5 })
    const refusedNumber = world.sandbox.items().find((item) => item.itemId === good[3])?.number ?? ''
    world.pohoda.faults({ refuse: [{ numberOrder: refusedNumber, errno: 103, note: 'Období DPH je již uzavřeno.' }] })
    const client = await world.open()
    const status = await client.syncNow()
    expect(status.state).toBe('attention')
    expectEachDocumentOnce(world, { imported: 11, held: 9 })
    const reasons = world.documents().flatMap((document) => (document.problem ? [document.problem] : []))
    expect(new Set(reasons.map((reason) => reason.code))).toEqual(
      new Set(['line-total-mismatch', 'totals-mismatch', 'vat-percent-unknown', 'vat-amount-mismatch', 'is-rejected']),
    )
    const refused = world.documents().find((document) => document.number === refusedNumber)
    expect(refused).toMatchObject({
      state: 'rejected',
      reportState: 'accepted',
      problem: { words: expect.stringContaining('uzavřeno') },
    })
    expect(world.sandbox.items().find((item) => item.number === refusedNumber)).toMatchObject({ state: 'rejected' })

    // After the cause has been mended, a person's retry imports it, and the central side takes the better news.
    world.pohoda.faults({})
    await client.retryDocument(refused?.itemId ?? '')
    await world.settle()
    expectEachDocumentOnce(world, { imported: 12, held: 8 })
  })

  test('a requeued item that is imported already is reported again, not imported again', async () => {
    world = await createWorld()
    const [itemId] = world.sandbox.seedOrders(3)
    await world.open()
    await world.settle()
    const answer = await call(world.sandbox, world.sandbox.keys.admin, 'POST', `/admin/queue/${itemId}/requeue`)
    expect(answer.status).toBeLessThan(300)
    expect(world.sandbox.counts().waiting).toBe(1)
    await world.settle()
    expectEachDocumentOnce(world, { imported: 3 })
    const steps = world
      .client()
      .showDocument(itemId ?? '')
      .events.map((event) => event.step)
    expect(steps).toEqual(['received', 'checked', 'sending', 'imported', 'reported', 'redelivered', 'reported'])
  })

  test('the mode is checked from both sides: a production account and a test client import nothing', async () => {
    world = await createWorld()
    world.sandbox.seedOrders(3)
    world.sandbox.setMode('production')
    const status = await (await world.open()).syncNow()
    expect(status).toMatchObject({ state: 'failed', problem: { code: 'wrong-mode' } })
    expect(world.pohoda.orders()).toEqual([])
  })

  test('a locked POHODA leaves everything in the queue, and work goes on when it is open again', async () => {
    world = await createWorld()
    world.sandbox.seedOrders(30)
    world.pohoda.faults({ lockedDatabase: true })
    const client = await world.open()
    const closed = await client.syncNow()
    expect(closed).toMatchObject({ state: 'waiting', problem: { code: 'is-locked' } })
    expect(world.pohoda.orders()).toEqual([])
    world.pohoda.faults({})
    await world.settle()
    expectEachDocumentOnce(world, { imported: 30 })
  })

  test('a second process on the same data folder runs nothing itself and says who holds the engine', async () => {
    world = await createWorld()
    world.sandbox.seedOrders(2)
    const first = await world.open()
    await first.syncNow()
    const second = await openClient({ dataDir: world.dataDir, surface: 'cli' })
    world.sandbox.seedOrders(2)
    // Asks the first one, which holds the lock: it runs, once.
    const status = await second.syncNow()
    expect(status.counts.imported).toBe(4)
    expect(second.listDocuments({ limit: 10 }).documents).toHaveLength(4)
    await second.close()
    expectEachDocumentOnce(world, { imported: 4 })
  })
})
