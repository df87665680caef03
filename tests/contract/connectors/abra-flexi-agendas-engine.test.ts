import { afterEach, describe, expect, it } from 'vitest'
import { openIs } from '../../../src/main/open-is'
import { createRandom } from '../../../src/sandbox/seed/random'
import type { FlexiFaults } from '../../../src/sandbox/simulators/abra-flexi/server'
import { TEST_MARKER } from '../../../src/shared/central-api/test-orders'
import { connectorTools } from '../../support/connector-tools'
import { deliveryNote, stockCard } from '../../support/documents'
import { createEngineWorld } from '../../support/engine-world'
import { createTestFlexi } from '../../support/flexi'

/**
 * The real engine, ledger and connector over HTTP, for delivery notes and the cards that they need: whatever goes wrong, each note has moved stock
 * once, each card is there once, and what the company has written itself stays.
 */

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const troubles: readonly FlexiFaults[] = [
  { loseAnswer: 1 },
  { loseAnswer: 5 },
  { dieBeforeSave: 2 },
  { cutAnswer: 2 },
  { garbledAnswer: 3 },
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
const AGENDAS = ['delivery-notes', 'stock-cards'] as const

async function start() {
  const { flexi, settings } = createTestFlexi({ books: { hasEveryCard: false } })
  const tools = connectorTools()
  const world = createEngineWorld({ guard: 'searchable', batchSize: 3, agendas: AGENDAS })
  closing.push(() => flexi.close(), tools.remove, world.close)
  const baseUrl = await flexi.start()
  const mapping = { stock: 'HLAVNI', deliveryNotes: { unknownGoods: 'create' } }
  const is = await openIs({ id: 'abra-flexi', settings: { ...settings, baseUrl, mapping } }, () => flexi.password, tools)
  const run = (machine = world.machine()) => machine.run((ports) => ({ ...ports, is }))
  let count = 0
  const add = (): string[] => {
    const number = ++count
    return [
      world.add('delivery-notes', deliveryNote(`DL-${number}`, { note: TEST_MARKER })),
      world.add('stock-cards', stockCard(`SKU-${1 + (number % 3)}`, { name: `${TEST_MARKER} zboží ${number}` })),
    ]
  }
  /** As time goes by with nothing wrong any more. */
  const settle = async (): Promise<void> => {
    flexi.faults({})
    for (let i = 0; i < 6; i++) {
      world.clock.pass(11 * 60_000)
      for (const machine of world.machines) await run(machine)
    }
  }
  const expectRight = (): void => {
    const { movements, cards, stockCards } = flexi.books()
    expect(movements.map(({ values }) => values['cisDodak']).toSorted()).toEqual(
      Array.from({ length: count }, (_, i) => `DL-${i + 1}`).toSorted(),
    )
    expect(movements.map(({ lines }) => lines.length)).toEqual(movements.map(() => 2))
    expect(new Set(cards.map(({ kod }) => kod)).size).toBe(cards.length)
    // Each note brings two of the first and three of the second.
    const levels = cards.map(({ id, kod }) => [kod, stockCards.filter(({ card }) => card === id).map(({ stavMJ }) => stavMJ)])
    expect(levels.filter(([kod]) => kod === 'SKU-1' || kod === 'SKU-2').toSorted()).toEqual([
      ['SKU-1', [String(2 * count)]],
      ['SKU-2', [String(3 * count)]],
    ])
    // An older version of a card, overtaken by a newer one, never comes.
    const rest = world.items().filter(({ state }) => state !== 'processed')
    expect(rest.filter(({ agenda, code }) => agenda !== 'stock-cards' || code !== 'superseded')).toEqual([])
  }
  return { flexi, world, run, settle, add, expectRight }
}

describe('the engine over ABRA Flexi, delivery notes and cards', () => {
  it.each(troubles)('%o: each note and each card once', async (trouble) => {
    const { flexi, run, settle, add, expectRight } = await start()
    for (let i = 0; i < 3; i++) add()
    flexi.faults(trouble)
    await run()
    await settle()
    expectRight()
  })

  it.each([1, 2, 3])('many troubles one after another, two installations on one key (%i)', async (seed) => {
    const { flexi, world, run, settle, add, expectRight } = await start()
    const random = createRandom(seed)
    const other = world.addMachine()
    for (let i = 0; i < 4; i++) {
      add()
      flexi.faults(random.pick(troubles))
      await run(random.chance(0.5) ? other : world.machine())
      world.clock.pass(random.chance(0.5) ? 60_000 : 700_000)
    }
    await settle()
    expectRight()
  })

  it('a newer card after trouble leaves what the company has written itself', async () => {
    const { flexi, world, run, settle } = await start()
    world.add('stock-cards', stockCard('SKU-9', { name: `${TEST_MARKER} první` }))
    await run()
    const cards = flexi
      .books()
      .cards.map((card) => ({ ...card, values: { ...card.values, nazev: 'Náš název', cenaZakl: '1.5' } }))
    flexi.change({ cards })
    world.add('stock-cards', stockCard('SKU-9', { name: `${TEST_MARKER} druhý`, ean: '8590000000017' }))
    flexi.faults({ loseAnswer: 2 })
    await run()
    await settle()
    expect(flexi.books().cards.map(({ values: { nazev, cenaZakl, eanKod } }) => [nazev, cenaZakl, eanKod])).toEqual([
      ['Náš název', '1.5', '8590000000017'],
    ])
  })
})
