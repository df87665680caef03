import { expect } from 'vitest'
import type { InformationSystem } from '../../src/main/engine/ports'
import type { Sql, Statement } from '../../src/main/ledger/database'
import { Failure, type ProblemCode, problem } from '../../src/shared/failure'
import type { Whim } from './books'
import {
  closeWorld,
  createEngineWorld,
  type EngineWorld,
  expectAllSettled,
  expectNothingLostOrDoubled,
  type Ports,
  settle,
} from './engine-world'

/**
 * Faults by count-down, as SQLite tests itself: the Nth call fails, before or after it did its work, and N grows until
 * none fires any more. So every call has failed in every way once, also those that nobody thought of.
 */
export interface Fault {
  /** Which call fails; 1 is the first. */
  nth: number
  /** `before`: it does nothing. `after`: it does its work, and the caller never learns. */
  when: 'before' | 'after'
  /**
   * `once`: only that call. `for-ever`: that call and every later one of the same port.
   * `death`: the process ends there: from then on no call of any port does anything.
   */
  lasting: 'once' | 'for-ever' | 'death'
}

export interface Countdown {
  /** False: the run made fewer calls than `nth`. */
  fired(): boolean
  /** Which call it was. */
  struck(): string
  tick<T>(name: string, call: () => T): T
}

export function createCountdown(fault: Fault, failure: (name: string) => Error): Countdown {
  let calls = 0
  let struck = ''
  const dead = () => fault.lasting === 'death' && struck !== ''
  return {
    fired: () => struck !== '',
    struck: () => struck,
    tick(name, call) {
      if (dead()) throw failure(name)
      calls++
      const hit = calls === fault.nth || (fault.lasting === 'for-ever' && calls > fault.nth)
      if (!hit) return call()
      struck ||= `${fault.when} call ${calls}, ${name}`
      if (fault.when === 'before') throw failure(name)
      const value = call()
      if (value instanceof Promise)
        return value.then(() => {
          throw failure(name)
        }) as typeof value
      throw failure(name)
    },
  }
}

/** Functions that give a stream. */
const STREAMS: readonly unknown[] = ['deliver', 'readStock', 'readPrices']

/** Puts the count-down on every function of a port. An async generator counts at its start, at each value and at its end. */
export function through<T extends object>(port: T, label: string, countdown: Countdown): T {
  return new Proxy(port, {
    get(target, property) {
      const value = Reflect.get(target, property) as unknown
      if (typeof value !== 'function') return value
      const name = `${label}.${String(property)}`
      return (...args: unknown[]) => {
        const act = () => value.apply(target, args) as unknown
        if (!STREAMS.includes(property))
          return isAsync(name) ? asPromise(() => countdown.tick(name, act)) : countdown.tick(name, act)
        return outcomes(name, act as () => AsyncIterable<unknown>, countdown)
      }
    },
  })
}

const isAsync = (name: string): boolean => name.startsWith('central.') || name === 'is.find'
const asPromise = async (call: () => unknown): Promise<unknown> => call()

async function* outcomes(name: string, act: () => AsyncIterable<unknown>, countdown: Countdown): AsyncGenerator<unknown> {
  const iterator = countdown.tick(`${name} (start)`, act)[Symbol.asyncIterator]()
  for (;;) {
    const next = await countdown.tick(`${name} (answer)`, () => iterator.next())
    if (next.done) return
    yield next.value
  }
}

/** A wire that broke, a disk that is full, an information system that gave no answer: what each port may throw. */
export function failureOf(name: string): Failure {
  const [port] = name.split('.')
  const codes: Record<string, ProblemCode> = {
    central: 'central-unreachable',
    ledger: 'disk-full',
    sql: 'disk-full',
    is: 'is-no-answer',
  }
  // What the ledger throws is undone; of the others nobody can know.
  const effect = port === 'ledger' || port === 'sql' ? 'nothing' : 'unknown'
  return new Failure(problem(codes[port ?? ''] ?? 'internal', {}, `fault at ${name}`), { effect, retry: true })
}

export const throughAll =
  (countdown: Countdown, which: readonly (keyof Ports)[] = ['central', 'ledger', 'is']) =>
  (ports: Ports): Ports => ({
    central: which.includes('central') ? through(ports.central, 'central', countdown) : ports.central,
    ledger: which.includes('ledger') ? through(ports.ledger, 'ledger', countdown) : ports.ledger,
    is: which.includes('is') ? through(ports.is, 'is', countdown) : ports.is,
  })

/** The count-down beneath the ledger: each statement, and each transaction's begin and commit. */
export function sqlThrough(sql: Sql, countdown: Countdown): Sql {
  const statement = (inner: Statement, text: string): Statement => {
    const name = `sql.${text.trim().slice(0, 40).replace(/\s+/g, ' ')}`
    return {
      run: (...values) => countdown.tick(name, () => inner.run(...values)),
      get: (...values) => countdown.tick(name, () => inner.get(...values)),
      all: (...values) => countdown.tick(name, () => inner.all(...values)),
    }
  }
  return {
    prepare: (text) => statement(sql.prepare(text), text),
    exec: (text) => countdown.tick('sql.exec', () => sql.exec(text)),
    transaction: (work) => countdown.tick('sql.transaction', () => sql.transaction(work)),
    close: () => sql.close(),
  }
}

/** Every way a call can fail. */
export const faults = (['before', 'after'] as const).flatMap((when) =>
  (['once', 'for-ever', 'death'] as const).map((lasting) => ({ when, lasting })),
)
/** No scenario makes as many calls; a count-down that never ends would be a fault of the test. */
const MOST_CALLS = 2000

/** A history with all that a run can meet: good ones, one that doesn't add up, one refused, leftovers of an earlier run. */
async function prepare(guard: InformationSystem['guard'], whim: Whim | undefined): Promise<EngineWorld> {
  const made = createEngineWorld({ guard, batchSize: 3 })
  made.addOrders(2)
  if (whim) {
    made.books.next(whim)
    await made.machine().run()
    // Long enough for the leases and for what was late.
    made.clock.pass(11 * 60_000)
  }
  const [, refused] = made.addOrders(4, (one, index) => (index === 2 ? { ...one, totals: { ...one.totals, net: '1.00' } } : one))
  made.books.refused.add(refused as string)
  return made
}

/** Strikes at N = 1, 2, … until none fires; after each: the invariants, a restart, healing, and everything settled. */
export async function countDown(
  guard: InformationSystem['guard'],
  whim: Whim | undefined,
  fault: Omit<Fault, 'nth'>,
  strike: (world: EngineWorld, countdown: ReturnType<typeof createCountdown>) => (ports: Ports) => Ports,
): Promise<number> {
  for (let nth = 1; nth < MOST_CALLS; nth++) {
    const world = await prepare(guard, whim)
    const countdown = createCountdown({ ...fault, nth }, failureOf)
    try {
      // Two runs: what the fault leaves behind is met by the next run, maybe with the fault still there.
      for (let run = 0; run < (fault.lasting === 'death' ? 1 : 2); run++) {
        const result = await world.machine().run(strike(world, countdown))
        if (countdown.fired() && fault.lasting === 'for-ever' && run === 1) expect(result.outcome).toBe('failed')
        expectNothingLostOrDoubled(world)
      }
      const fired = countdown.fired()
      await settle(world)
      expectAllSettled(world)
      if (!fired) return nth - 1
    } catch (error) {
      throw new Error(
        `${guard}, after ${whim ?? 'nothing'}, ${fault.lasting} ${countdown.struck()}: ${(error as Error).message}`,
        {
          cause: error,
        },
      )
    } finally {
      await closeWorld(world)
    }
  }
  throw new Error('the count-down does not end')
}
