import { describe, expect, test } from 'vitest'
import { type LastOutcome, nextDelayMs, startScheduler } from '../../../../src/main/engine/scheduler'

const good: LastOutcome = { failed: false, retry: false, retryAfterSeconds: undefined, failures: 1 }
const fault = (failures: number): LastOutcome => ({ failed: true, retry: true, retryAfterSeconds: undefined, failures })

describe('when the next run is due', () => {
  test('a good run and a "no" wait for the interval', () => {
    expect(nextDelayMs(300, good, 0.5)).toBe(300_000)
    expect(nextDelayMs(300, { ...good, failed: true }, 0.5)).toBe(300_000)
    expect(nextDelayMs(300, undefined, 0.5)).toBe(300_000)
  })

  test('work goes on within a minute after a fault has healed, however long it lasted', () => {
    for (let failures = 1; failures < 2000; failures++)
      for (const random of [0, 0.5, 0.999]) {
        const delay = nextDelayMs(300, fault(failures), random)
        expect(delay).toBeGreaterThan(3_000)
        expect(delay).toBeLessThanOrEqual(45_000)
      }
  })

  test('a retry is never later than a regular run, and what the other side asks for is respected', () => {
    expect(nextDelayMs(15, fault(9), 0.9)).toBeLessThanOrEqual(15_000)
    expect(nextDelayMs(300, { ...fault(1), retryAfterSeconds: 120 }, 0.5)).toBe(120_000)
    expect(nextDelayMs(300, { ...fault(1), retryAfterSeconds: 31_536_000 }, 0.5)).toBe(3_600_000)
  })
})

/** A world in which time passes only when told. */
function fakeTime() {
  let wall = Date.parse('2026-03-01T08:00:00Z')
  let monotonic = 0
  const timers = new Set<{ at: number; act: () => void }>()
  return {
    clock: { now: () => wall, monotonicMs: () => monotonic },
    timer: {
      set(ms: number, act: () => void) {
        const entry = { at: monotonic + ms, act }
        timers.add(entry)
        return () => void timers.delete(entry)
      },
    },
    setWall: (ms: number) => {
      wall = ms
    },
    async pass(ms: number) {
      const end = monotonic + ms
      for (;;) {
        const next = [...timers].sort((a, b) => a.at - b.at)[0]
        if (!next || next.at > end) break
        timers.delete(next)
        wall += next.at - monotonic
        monotonic = next.at
        next.act()
        await Promise.resolve()
        await Promise.resolve()
        await new Promise(setImmediate)
      }
      wall += end - monotonic
      monotonic = end
    },
    /** The computer sleeps: only the wall clock goes on. */
    sleep: (ms: number) => {
      wall += ms
    },
    pending: () => timers.size,
  }
}

const options = (
  run: (trigger: string) => Promise<LastOutcome>,
  more: { paused?: () => boolean; notBefore?: (at: number) => number } = {},
) => ({
  ...(more.notBefore ? { notBefore: more.notBefore } : {}),
  intervalSeconds: () => 60,
  paused: more.paused ?? (() => false),
  random: () => 0.5,
  run,
})

describe('the timer', () => {
  test('runs at once and then once in each interval', async () => {
    const time = fakeTime()
    let runs = 0
    startScheduler(
      time.clock,
      time.timer,
      options(async () => {
        runs++
        return good
      }),
    )
    await time.pass(1)
    expect(runs).toBe(1)
    await time.pass(60_000 * 5)
    expect(runs).toBe(6)
  })

  test('outside the working hours only a person begins a run; the next one is told for their beginning', async () => {
    const time = fakeTime()
    const opens = time.clock.now() + 3_600_000
    const triggers: string[] = []
    const scheduler = startScheduler(
      time.clock,
      time.timer,
      options(
        async (trigger) => {
          triggers.push(trigger)
          return good
        },
        { notBefore: (at) => Math.max(at, opens) },
      ),
    )
    await time.pass(1_800_000)
    expect(triggers).toEqual([])
    expect(scheduler.nextAt()).toBe(opens)
    await scheduler.runNow('person')
    expect(triggers).toEqual(['person'])
    await time.pass(1_800_000 + 16_000)
    expect(triggers).toEqual(['person', 'timer'])
    scheduler.stop()
  })

  test('never runs twice at a time; a wish during a run starts one right after it', async () => {
    const time = fakeTime()
    let active = 0
    let most = 0
    const ends: (() => void)[] = []
    const run = () =>
      new Promise<LastOutcome>((resolve) => {
        most = Math.max(most, ++active)
        ends.push(() => {
          active--
          resolve(good)
        })
      })
    const scheduler = startScheduler(time.clock, time.timer, options(run))
    const wish = scheduler.runNow('person')
    await time.pass(200_000)
    expect(ends).toHaveLength(1)
    ends[0]?.()
    await new Promise(setImmediate)
    expect(ends).toHaveLength(2)
    ends[1]?.()
    await wish
    expect(most).toBe(1)
  })

  test('a clock set back by a day does not stop the runs, one set forward makes the next run come at once', async () => {
    const time = fakeTime()
    let runs = 0
    startScheduler(
      time.clock,
      time.timer,
      options(async () => {
        runs++
        return good
      }),
    )
    await time.pass(1)
    time.setWall(time.clock.now() - 86_400_000)
    await time.pass(61_000)
    expect(runs).toBe(2)
    time.setWall(time.clock.now() + 86_400_000)
    await time.pass(15_000)
    expect(runs).toBe(3)
  })

  test('after a sleep the missed run comes within the shortest nap', async () => {
    const time = fakeTime()
    let runs = 0
    startScheduler(
      time.clock,
      time.timer,
      options(async () => {
        runs++
        return good
      }),
    )
    await time.pass(1)
    time.sleep(8 * 3_600_000)
    await time.pass(15_000)
    expect(runs).toBe(2)
  })

  test('paused runs nothing by itself and says that nothing is due; a wish is still done', async () => {
    const time = fakeTime()
    let runs = 0
    let paused = true
    const scheduler = startScheduler(
      time.clock,
      time.timer,
      options(
        async () => {
          runs++
          return good
        },
        { paused: () => paused },
      ),
    )
    await time.pass(600_000)
    expect(runs).toBe(0)
    expect(scheduler.nextAt()).toBeUndefined()
    await scheduler.runNow('person')
    expect(runs).toBe(1)
    paused = false
    await time.pass(61_000)
    expect(runs).toBeGreaterThan(1)
  })

  test('stopped means no more runs', async () => {
    const time = fakeTime()
    let runs = 0
    const scheduler = startScheduler(
      time.clock,
      time.timer,
      options(async () => {
        runs++
        return good
      }),
    )
    await time.pass(1)
    scheduler.stop()
    await time.pass(600_000)
    expect(runs).toBe(1)
    expect(time.pending()).toBe(0)
  })

  test('a stop from within a run ends the timer as well', async () => {
    const time = fakeTime()
    let runs = 0
    const scheduler: { stop(): void } = startScheduler(
      time.clock,
      time.timer,
      options(
        async () => {
          runs++
          return good
        },
        {
          paused: () => {
            if (runs === 1) scheduler.stop()
            return false
          },
        },
      ),
    )
    await time.pass(600_000)
    expect(runs).toBe(1)
    expect(time.pending()).toBe(0)
  })

  test('tells when the next run is due, and nothing while one runs', async () => {
    const time = fakeTime()
    let end: (outcome: LastOutcome) => void = () => {}
    const scheduler = startScheduler(
      time.clock,
      time.timer,
      options(() => new Promise((done) => (end = done))),
    )
    await time.pass(1)
    expect(scheduler.nextAt()).toBeUndefined()
    end(good)
    await time.pass(1)
    expect(scheduler.nextAt()).toBeGreaterThan(time.clock.now())
    scheduler.stop()
    expect(scheduler.nextAt()).toBeUndefined()
  })
})
