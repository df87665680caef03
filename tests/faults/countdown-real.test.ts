import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Countdown, createCountdown } from '../support/countdown'
import { createWorld, expectEachDocumentOnce, type World } from '../support/world'

/**
 * The count-down through everything real: HTTP to the sandbox, POHODA's simulator as a program of its own, and each call
 * of the file system that the client makes in a run.
 */

const disk = vi.hoisted(() => ({ tick: undefined as (<T>(name: string, call: () => T) => T) | undefined }))

vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>()
  const wrapped = Object.fromEntries(
    (
      ['openSync', 'writeSync', 'fsyncSync', 'renameSync', 'linkSync', 'mkdirSync', 'readFileSync', 'rmSync', 'statSync'] as const
    ).map((name) => [
      name,
      (...args: unknown[]) => {
        const call = () => (real[name] as (...given: unknown[]) => unknown)(...args)
        return disk.tick ? disk.tick(`fs.${name}`, call) : call()
      },
    ]),
  )
  return { ...real, ...wrapped, default: { ...real, ...wrapped } }
})
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>()
  const tickAsync = async (name: string, call: () => Promise<unknown>) => (disk.tick ? disk.tick(name, call) : call())
  /** What is done to an open file counts as well. */
  const handle = (inner: object) =>
    new Proxy(inner, {
      get(target, property) {
        const value = Reflect.get(target, property) as unknown
        if (typeof value !== 'function') return value
        const call = (...args: unknown[]) => value.apply(target, args) as Promise<unknown>
        // A close that fails would only leave the file open in this test.
        return property === 'close' ? call : (...args: unknown[]) => tickAsync(`file.${String(property)}`, () => call(...args))
      },
    })
  const wrapped = Object.fromEntries(
    (['rename', 'rm', 'mkdir', 'readdir', 'readFile', 'stat', 'copyFile', 'access'] as const).map((name) => [
      name,
      (...args: unknown[]) => tickAsync(`fs.${name}`, () => (real[name] as (...given: unknown[]) => Promise<unknown>)(...args)),
    ]),
  )
  const open = async (...args: unknown[]) =>
    handle((await tickAsync('fs.open', () => (real.open as (...given: unknown[]) => Promise<object>)(...args))) as object)
  return { ...real, ...wrapped, open, default: { ...real, ...wrapped, open } }
})

const MOST_CALLS = 300
/** Past every lease; the sandbox's clock is the test's. */
const LEASES_END_MS = 3_600_000

let world: World
let now = Date.now()
beforeAll(async () => {
  world = await createWorld({ sandbox: { now: () => now } })
})
afterAll(() => world.close())

const diskFault = (name: string): Error =>
  Object.assign(new Error(`ENOSPC: no space left on device, ${name}`), { code: 'ENOSPC', errno: -28, syscall: name })

/** Two orders, a run with the fault, healing, a restart; then each order is there once on all sides. */
async function scenario(run: () => Promise<void>, what: () => string): Promise<void> {
  world.sandbox.seedOrders(2)
  await run()
  now += LEASES_END_MS
  await world.open()
  try {
    await world.settle()
    expectEachDocumentOnce(world)
    expect(world.sandbox.counts()).toMatchObject({ waiting: 0, claimed: 0 })
  } catch (error) {
    throw new Error(`${what()}: ${(error as Error).message}`, { cause: error })
  }
}

async function countDown(
  strike: (countdown: Countdown) => Promise<void>,
  when: 'before' | 'after',
  failure: (name: string) => Error,
) {
  for (let nth = 1; nth < MOST_CALLS; nth++) {
    const countdown = createCountdown({ nth, when, lasting: 'once' }, failure)
    await scenario(
      () => strike(countdown),
      () => countdown.struck(),
    )
    if (!countdown.fired()) return nth - 1
  }
  throw new Error('the count-down does not end')
}

describe('each call of the file system in a run', () => {
  // For ever is a full disk: tests/faults/machine.test.ts.
  test.each(['before', 'after'] as const)(
    'fails %s its effect, once: nothing lost, nothing doubled',
    async (when) => {
      const struck = await countDown(
        async (countdown) => {
          const client = await world.open()
          disk.tick = (name, call) => countdown.tick(name, call)
          try {
            await client.syncNow()
          } catch {
            // A run that could not begin: said by a failure, and nothing has happened.
          } finally {
            disk.tick = undefined
          }
        },
        when,
        diskFault,
      )
      console.log(`${struck} calls of the file system, ${when}`)
      expect(struck).toBeGreaterThan(10)
    },
    300_000,
  )
})

describe('each HTTP call of a run', () => {
  test.each(['before', 'after'] as const)(
    'fails %s the central side did its work, once: nothing lost, nothing doubled',
    async (when) => {
      const struck = await countDown(
        async (countdown) => {
          // The adapter repeats what it may at once; the fault strikes the call and its repeats.
          let until = 0
          const broken: typeof fetch = (input, init) => {
            if (countdown.fired() && until-- > 0) return Promise.reject(new TypeError('fetch failed'))
            until = 5
            return countdown.tick('fetch', () => fetch(input, init))
          }
          const client = await world.open({ fetch: broken })
          await client.syncNow()
        },
        when,
        () => new TypeError('fetch failed'),
      )
      console.log(`${struck} HTTP calls, ${when}`)
      expect(struck).toBeGreaterThan(4)
    },
    300_000,
  )
})
