import { afterEach, describe, expect, it } from 'vitest'
import { openIs } from '../../../src/main/open-is'
import { createRandom } from '../../../src/sandbox/seed/random'
import type { FlexiFaults } from '../../../src/sandbox/simulators/abra-flexi/server'
import { connectorTools } from '../../support/connector-tools'
import { createEngineWorld } from '../../support/engine-world'
import { createTestFlexi } from '../../support/flexi'

/** The real engine, ledger and connector over HTTP: whatever goes wrong, each order is there once in the end, with its own lines. */

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const troubles: readonly FlexiFaults[] = [
  { loseAnswer: 1 },
  { loseAnswer: 5 },
  { dieBeforeSave: 1 },
  { cutAnswer: 2 },
  { garbledAnswer: 2 },
  { pageOf500: 'before' },
  { pageOf500: 'after' },
  { gateway504: true },
  { starting: true },
  { noWriteLicence: true },
  { tooMany: true },
  { older: true, loseAnswer: 1 },
  { noFilters: true, loseAnswer: 1 },
  { savesDryRuns: true, loseAnswer: 1 },
]

async function start() {
  const { flexi, settings } = createTestFlexi()
  const tools = connectorTools()
  const world = createEngineWorld({ guard: 'searchable', batchSize: 3 })
  closing.push(() => flexi.close(), tools.remove, world.close)
  const baseUrl = await flexi.start()
  const is = await openIs({ id: 'abra-flexi', settings: { ...settings, baseUrl } }, () => flexi.password, tools)
  const run = (machine = world.machine()) => machine.run((ports) => ({ ...ports, is }))
  /** As time goes by with nothing wrong any more. */
  const settle = async (machines = world.machines): Promise<void> => {
    flexi.faults({})
    for (let i = 0; i < 6; i++) {
      world.clock.pass(11 * 60_000)
      for (const machine of machines) await run(machine)
    }
  }
  const expectEachOnce = (items: readonly string[]): void => {
    expect(
      flexi
        .books()
        .orders.map(({ externalIds }) => externalIds.join())
        .toSorted(),
    ).toEqual(items.map((itemId) => `ext:BI:${itemId}`).toSorted())
    expect(flexi.books().orders.map(({ lines }) => lines.length)).toEqual(items.map(() => 2))
    expect(world.items().map(({ state }) => state)).toEqual(items.map(() => 'processed'))
  }
  return { flexi, world, run, settle, expectEachOnce }
}

describe('the engine over ABRA Flexi', () => {
  it.each(troubles)('%o: each order once', async (trouble) => {
    const { flexi, world, run, settle, expectEachOnce } = await start()
    const items = world.addOrders(5)
    flexi.faults(trouble)
    await run()
    await settle()
    expectEachOnce(items)
  })

  it.each([1, 2, 3, 4, 5, 6])(
    'many troubles one after another, two installations on one key (%i): each order once',
    async (seed) => {
      const { flexi, world, run, settle, expectEachOnce } = await start()
      const random = createRandom(seed)
      const other = world.addMachine()
      const items: string[] = []
      for (let i = 0; i < 5; i++) {
        items.push(...world.addOrders(2))
        flexi.faults(random.pick(troubles))
        await run(random.chance(0.5) ? other : world.machine())
        world.clock.pass(random.chance(0.5) ? 60_000 : 700_000)
      }
      await settle()
      expectEachOnce(items)
    },
  )

  it('a clerk who deletes an order that was reported is believed: it does not come back', async () => {
    const { flexi, world, run, settle } = await start()
    world.addOrders(2)
    await run()
    flexi.change({ orders: flexi.books().orders.slice(1) })
    await settle()
    expect(flexi.books().orders).toHaveLength(1)
  })

  it('an order that breaks the server each time holds up nobody else', async () => {
    const { flexi, world, run } = await start()
    const items = world.addOrders(6)
    flexi.faults({ breaksOn: ['OBJ-2'] })
    for (let i = 0; i < 4; i++) {
      await run()
      world.clock.pass(11 * 60_000)
    }
    const rest = items.filter((_, i) => i !== 1)
    expect(flexi.books().orders.map(({ externalIds }) => externalIds.join())).toEqual(rest.map((itemId) => `ext:BI:${itemId}`))
    expect(world.items().filter(({ state }) => state === 'processed')).toHaveLength(5)
  })
})
