import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import type { OpenConnector } from '../../../src/main/connectors/connector'
import { openIs } from '../../../src/main/open-is'
import { createRandom } from '../../../src/sandbox/seed/random'
import type { Faults } from '../../../src/sandbox/simulators/pohoda/state'
import { fetchOrders } from '../../../src/sandbox/simulators/pohoda-eshop/fetch-orders'
import type { HttpFaults } from '../../../src/sandbox/simulators/pohoda-mserver/http-faults'
import { startMServer } from '../../../src/sandbox/simulators/pohoda-mserver/server'
import { Failure, problem } from '../../../src/shared/failure'
import { connectorTools } from '../../support/connector-tools'
import { createEngineWorld, type Machine } from '../../support/engine-world'
import { freePort } from '../../support/free-port'
import { createTestPohoda } from '../../support/pohoda'

/** The real engine, ledger and connectors over HTTP: whatever goes wrong, each order is there once in the end, with its own lines. */

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

/** Ends as a process ends, after the information system has so many of the batch. */
const dying = (is: OpenConnector, after: number): OpenConnector => ({
  ...is,
  // biome-ignore lint/correctness/useYield: it ends before it can
  async *deliver(batch, signal) {
    for await (const _ of is.deliver(batch.slice(0, after), signal));
    throw new Failure(problem('is-no-answer'), { effect: 'unknown', retry: true })
  },
})

interface Trouble {
  pohoda?: Faults
  http?: HttpFaults
  dies?: number
  /** POHODA's scheduler does not run (e-shop). */
  asleep?: boolean
}

async function start(connect: (parts: { url: string; port: number; machine: Machine }) => Record<string, unknown>, id: string) {
  const pohoda = createTestPohoda()
  const server = await startMServer({ stateDir: pohoda.stateDir, database: pohoda.database })
  const guard = id === 'pohoda-eshop' ? 'searchable' : 'enforced'
  const world = createEngineWorld({ guard, batchSize: 3 })
  closing.push(pohoda.remove, () => server.close(), world.close)
  const ports = new Map<Machine, number>()
  const connectors = new Map<Machine, OpenConnector>()
  let asleep = false
  let running = true
  const scheduler = (async () => {
    while (running) {
      for (const port of asleep ? [] : ports.values()) {
        const shop = { url: `http://127.0.0.1:${port}/objednavky` }
        await fetchOrders({ stateDir: pohoda.stateDir, database: pohoda.database, shop }).catch(() => {})
      }
      await sleep(15)
    }
  })()
  closing.push(async () => {
    running = false
    await scheduler
    for (const connector of connectors.values()) await connector.close()
  })
  const connectorOf = async (machine: Machine): Promise<OpenConnector> => {
    const known = connectors.get(machine)
    if (known) return known
    const tools = connectorTools()
    closing.push(tools.remove)
    const port = await freePort()
    if (id === 'pohoda-eshop') ports.set(machine, port)
    const made = await openIs(
      { id, settings: { ico: pohoda.ico, database: pohoda.database, ...connect({ url: server.url, port, machine }) } },
      (field) => (field === 'lookupPassword' || id === 'pohoda-mserver' ? pohoda.password : undefined),
      { ...tools, clock: { now: () => world.clock.now, monotonicMs: () => performance.now() } },
    )
    connectors.set(machine, made)
    return made
  }
  const run = async (machine = world.machine(), trouble: Trouble = {}): Promise<void> => {
    pohoda.faults(trouble.pohoda ?? {})
    server.faults(trouble.http ?? {})
    asleep = trouble.asleep ?? false
    const is = await connectorOf(machine)
    await machine.run((parts) => ({ ...parts, is: trouble.dies === undefined ? is : dying(is, trouble.dies) }))
    await server.idle()
  }
  /** As time goes by with nothing wrong any more. */
  const settle = async (machines = world.machines): Promise<void> => {
    for (let i = 0; i < 5; i++) {
      // A day: what an e-shop's POHODA refused is offered again only then.
      world.clock.pass(i === 2 ? 25 * 3_600_000 : 11 * 60_000)
      for (const machine of machines) await run(machine)
    }
  }
  const expectEachOnce = (items: readonly string[]): void => {
    expect(
      pohoda
        .orders()
        .map(({ extId }) => extId)
        .toSorted(),
    ).toEqual([...items].toSorted())
    expect(pohoda.orders().map(({ lines }) => lines.length)).toEqual(items.map(() => 2))
    expect(world.items().map(({ state }) => state)).toEqual(items.map(() => 'processed'))
  }
  return { world, run, settle, expectEachOnce }
}

const throughMServer =
  (lookup: 'extId' | 'orderDate' | 'none') =>
  ({ url }: { url: string }) => ({ address: url, user: 'Admin', timeoutSeconds: 5, lookup })
const asShop = ({ url, port }: { url: string; port: number }) => ({
  port,
  waitSeconds: 1,
  confirmation: 'mserver',
  mServerAddress: url,
  lookupUser: 'Admin',
})

const lostAnswers: readonly Trouble[] = [
  { http: { cutAfterWrite: {} } },
  { http: { cutAnswer: true } },
  { http: { garbage: '<html>' } },
  { http: { garbage: '' } },
  { http: { status: { code: 408, when: 'after' } } },
  { http: { status: { code: 500, when: 'after' } } },
  { http: { status: { code: 503, when: 'after' } } },
  { http: { status: { code: 401, when: 'before' } } },
  { http: { status: { code: 503, when: 'before' } } },
  { pohoda: { killBeforeWrite: true } },
  { pohoda: { killAfterWrite: { afterItems: 1 } } },
  { pohoda: { lockedDatabase: true } },
  { pohoda: { tryAgain: true } },
  { dies: 0 },
  { dies: 2 },
  { dies: 3 },
]

describe.each(['extId', 'orderDate', 'none'] as const)('the engine over mServer, lookup %s', (lookup) => {
  it.each(lostAnswers)('%o: each order once', async (trouble) => {
    const { world, run, settle, expectEachOnce } = await start(throughMServer(lookup), 'pohoda-mserver')
    const items = world.addOrders(5)
    await run(world.machine(), trouble)
    await settle()
    expectEachOnce(items)
  })

  it.each([1, 2, 3])('many troubles, two installations on one key (%i): each order once', async (seed) => {
    const { world, run, settle, expectEachOnce } = await start(throughMServer(lookup), 'pohoda-mserver')
    const random = createRandom(seed)
    const other = world.addMachine()
    const items: string[] = []
    for (let i = 0; i < 5; i++) {
      items.push(...world.addOrders(2))
      await run(random.chance(0.5) ? other : world.machine(), random.pick(lostAnswers))
      world.clock.pass(random.chance(0.5) ? 60_000 : 700_000)
    }
    await settle()
    expectEachOnce(items)
  })
})

const shopTroubles: readonly Trouble[] = [
  {},
  { asleep: true },
  { dies: 0 },
  { dies: 1 },
  { dies: 3 },
  { http: { status: { code: 503, when: 'before' } } },
  { http: { garbage: '<html>' } },
  { http: { cutAnswer: true } },
  { pohoda: { refuse: [{ regexp: '' }] } },
  { pohoda: { delayMs: { beforeWrite: 300 } } },
  { pohoda: { lockedDatabase: true } },
]

// A refused order is asked for in real time, as it would be.
describe('the engine over a POHODA that fetches', { timeout: 120_000 }, () => {
  it.each(shopTroubles)('%o: each order once', async (trouble) => {
    const { world, run, settle, expectEachOnce } = await start(asShop, 'pohoda-eshop')
    const items = world.addOrders(5)
    await run(world.machine(), trouble)
    await settle()
    expectEachOnce(items)
  })

  it.each([1, 2])('many troubles, two installations on one key (%i): each order once', async (seed) => {
    const { world, run, settle, expectEachOnce } = await start(asShop, 'pohoda-eshop')
    const random = createRandom(seed)
    const other = world.addMachine()
    const items: string[] = []
    for (let i = 0; i < 4; i++) {
      items.push(...world.addOrders(2))
      await run(random.chance(0.5) ? other : world.machine(), random.pick(shopTroubles))
      world.clock.pass(random.chance(0.5) ? 60_000 : 700_000)
    }
    await settle()
    expectEachOnce(items)
  })
})
