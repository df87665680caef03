import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Client } from '../../src/main/client'
import type { Clock } from '../../src/main/engine/ports'
import { startScheduler } from '../../src/main/engine/scheduler'
import { createWorld, expectEachDocumentOnce, type World } from '../support/world'

const DAY = 86_400_000
let world: World
/** The wall clock as somebody sets it; the monotonic one goes on. */
let offBy = 0
/** Called before each look at the time. */
let onLook: (() => void) | undefined
const clock: Clock = {
  now: () => {
    onLook?.()
    return Date.now() + offBy
  },
  monotonicMs: () => Math.floor(performance.now()),
}
beforeEach(async () => {
  offBy = 0
  onLook = undefined
  world = await createWorld({ sync: { intervalSeconds: 300 } })
})
afterEach(() => world.close())

describe.each([-1, 1])('a clock that is wrong by %i day', (days) => {
  test('from the start, and put right later, loses and doubles nothing', async () => {
    world.sandbox.seedOrders(3)
    offBy = days * DAY
    const client = await world.open({ clock })
    await world.settle()
    expectEachDocumentOnce(world, { imported: 3 })
    expect(client.status().state).toBe('ok')
    offBy = 0
    // Nothing ran since the clock was put right: from a day ahead all lies in the future, from a day behind it is a day old.
    expect(client.status().state).not.toBe('ok')
    world.sandbox.seedOrders(2)
    await world.settle()
    expectEachDocumentOnce(world, { imported: 5 })
    expect(client.status().state).toBe('ok')
  })

  test('from the middle of a run on loses and doubles nothing', async () => {
    const client = await world.open({ clock })
    for (const look of [2, 5, 9, 14]) {
      world.sandbox.seedOrders(2)
      offBy = 0
      let looks = 0
      onLook = () => {
        if (++looks === look) offBy = days * DAY
      }
      await world.settle()
      onLook = undefined
    }
    offBy = 0
    await world.settle()
    expectEachDocumentOnce(world, { imported: 8 })
    expect(client.status().state).toBe('ok')
  })
})

test('a sync that has died is not `ok`, also when the clock is set back by a day meanwhile', async () => {
  world.sandbox.seedOrders(1)
  const client: Client = await world.open({ clock })
  await world.settle()
  expect(client.status().state).toBe('ok')
  offBy = 20 * 60_000
  expect(client.status().state).toBe('failed')
  offBy = -DAY
  expect(client.status().state).toBe('failed')
})

describe('after a sleep of the computer the next run begins within 15 s', () => {
  /** A timer that counts only time awake, as those of the operating systems do. */
  function computer(monotonicSleeps: boolean) {
    let awake = 0
    let slept = 0
    let timers: { at: number; act: () => void }[] = []
    const wall = Date.parse('2026-03-02T08:00:00Z')
    return {
      clock: { now: () => wall + awake + slept, monotonicMs: () => awake + (monotonicSleeps ? 0 : slept) },
      timer: {
        set(ms: number, act: () => void) {
          const one = { at: awake + ms, act }
          timers.push(one)
          return () => {
            timers = timers.filter((other) => other !== one)
          }
        },
      },
      sleep: (ms: number) => {
        slept += ms
      },
      async pass(ms: number) {
        for (const end = awake + ms; awake < end; awake += 100) {
          const due = timers.filter((one) => one.at <= awake)
          timers = timers.filter((one) => one.at > awake)
          for (const one of due) one.act()
          await Promise.resolve()
        }
      },
      awake: () => awake,
    }
  }
  test.each([
    ['stands still (Linux)', true],
    ['goes on (Windows)', false],
  ])('when the monotonic clock %s', async (_name, monotonicSleeps) => {
    const pc = computer(monotonicSleeps)
    const runs: number[] = []
    const scheduler = startScheduler(pc.clock, pc.timer, {
      intervalSeconds: () => 300,
      paused: () => false,
      random: () => 0.5,
      run: async () => {
        runs.push(pc.awake())
        return { failed: false, retry: false, retryAfterSeconds: undefined, failures: 0 }
      },
    })
    await pc.pass(60_000)
    expect(runs).toHaveLength(1)
    pc.sleep(8 * 3_600_000)
    const woken = pc.awake()
    await pc.pass(15_200)
    expect(runs).toHaveLength(2)
    expect((runs[1] ?? Number.POSITIVE_INFINITY) - woken).toBeLessThanOrEqual(15_000)
    // The plan goes on from there: no second run before the interval has passed.
    await pc.pass(280_000)
    expect(runs).toHaveLength(2)
    await pc.pass(30_000)
    expect(runs).toHaveLength(3)
    scheduler.stop()
  })
})
