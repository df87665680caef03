import type { Clock } from './ports'

/** What the time of the next run depends on. */
export interface LastOutcome {
  failed: boolean
  retry: boolean
  retryAfterSeconds: number | undefined
  /** Failed runs in a row, this one included. */
  failures: number
}

const FIRST_RETRY_MS = 5_000
/** Whatever the other side asks for, it is asked again within this time: a wrong number must not end the work. */
const LONGEST_ASKED_MS = 3_600_000
/** After a fault has healed, work goes on within this time. */
const LONGEST_RETRY_MS = 45_000

/**
 * How long to wait after a run, in ms. A fault that heals by itself is tried again soon, with backoff and jitter and
 * never later than a regular run; any other outcome waits for the interval. What the other side asks for is respected, up to an hour.
 * Pure; `random` in [0, 1).
 */
export function nextDelayMs(intervalSeconds: number, last: LastOutcome | undefined, random: number): number {
  const interval = intervalSeconds * 1000
  if (!last?.failed || !last.retry) return interval
  const backoff = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(last.failures - 1, 10))
  const own = Math.min(interval, Math.round(backoff * (0.75 + random / 4)))
  // "In a second", asked for again and again, must not become a run in every second.
  return Math.max(own, Math.min(LONGEST_ASKED_MS, (last.retryAfterSeconds ?? 0) * 1000))
}

/** The system's timer, so that tests need not wait. */
export interface Timer {
  set(ms: number, act: () => void): () => void
}

/** A timer sleeps with the computer, and the wall clock may be set: so the time is looked at often. */
const LONGEST_NAP_MS = 15_000

export interface Scheduler {
  /** When the next run is due, ms since the epoch; undefined while one runs, when paused and after `stop`. */
  nextAt(): number | undefined
  /** Runs as soon as it can: now, or right after the present run. Resolves when that run has ended. */
  runNow(trigger: string): Promise<void>
  stop(): void
}

/**
 * Runs again and again, one at a time. `run` never rejects; its outcome decides when the next one is due.
 * By the monotonic clock where it goes on, by the wall clock after a sleep (whichever says "due" first).
 */
export function startScheduler(
  clock: Clock,
  timer: Timer,
  options: {
    intervalSeconds(): number
    paused(): boolean
    /** The first moment at or after `at` (ms since the epoch) at which the timer may run. Absent: always. */
    notBefore?(at: number): number
    random(): number
    run(trigger: string): Promise<LastOutcome>
    onPlan?(): void
  },
): Scheduler {
  let dueWall = clock.now()
  let dueMonotonic = clock.monotonicMs()
  let running: Promise<void> | undefined
  let stopped = false
  let cancel: (() => void) | undefined

  const allowedFrom = (at: number): number => options.notBefore?.(at) ?? at
  const plan = (delayMs: number) => {
    dueWall = clock.now() + delayMs
    dueMonotonic = clock.monotonicMs() + delayMs
    options.onPlan?.()
  }
  const begin = (trigger: string): Promise<void> => {
    const begunMs = clock.monotonicMs()
    running = options.run(trigger).then((outcome) => {
      running = undefined
      const delayMs = nextDelayMs(options.intervalSeconds(), outcome, options.random())
      // Waiting in vain for an answer is waiting, too: it counts, or a line that went dead would cost both.
      const waitedMs =
        outcome.failed && outcome.retry && outcome.retryAfterSeconds === undefined ? clock.monotonicMs() - begunMs : 0
      plan(Math.max(Math.min(FIRST_RETRY_MS, delayMs), delayMs - waitedMs))
    })
    return running
  }
  const tick = () => {
    if (stopped) return
    const isDue = clock.now() >= dueWall || clock.monotonicMs() >= dueMonotonic
    if (isDue && !running && !options.paused() && allowedFrom(clock.now()) <= clock.now()) void begin('timer')
    const left = Math.min(dueWall - clock.now(), dueMonotonic - clock.monotonicMs())
    cancel = timer.set(running || options.paused() ? 1000 : Math.max(100, Math.min(LONGEST_NAP_MS, left)), tick)
  }
  tick()
  return {
    nextAt: () => (stopped || running || options.paused() ? undefined : allowedFrom(Math.max(dueWall, clock.now()))),
    async runNow(trigger) {
      if (running) await running
      // Somebody else may have begun another one meanwhile: that one is as good.
      await (running ?? begin(trigger))
    },
    stop() {
      stopped = true
      cancel?.()
    },
  }
}
