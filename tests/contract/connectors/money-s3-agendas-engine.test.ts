import { afterEach, describe, expect, it } from 'vitest'
import type { OpenConnector } from '../../../src/main/connectors/connector'
import { openIs } from '../../../src/main/open-is'
import { createRandom } from '../../../src/sandbox/seed/random'
import type { AutomaticFaults } from '../../../src/sandbox/simulators/money-s3/automatic'
import type { ImportDefinition } from '../../../src/sandbox/simulators/money-s3/kinds'
import { textAt } from '../../../src/sandbox/simulators/money-s3/xml'
import { TEST_MARKER } from '../../../src/shared/central-api/test-orders'
import { connectorTools } from '../../support/connector-tools'
import { deliveryNote, stockCard } from '../../support/documents'
import { createEngineWorld, type Machine } from '../../support/engine-world'
import { createTestMoney, moneyDefinition, moneyItemId } from '../../support/money-s3'

/**
 * The real engine, ledgers and connector over files of Money S3, for delivery notes and stock cards: whatever goes wrong, each note has moved
 * stock once, and each card is there once. The definition `Append` takes a second note gladly, so nothing but the client keeps them apart; cards
 * are kept apart by their definition, as it must be.
 */

const closing: (() => Promise<unknown> | unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

const AGENDAS = ['delivery-notes', 'stock-cards'] as const
const ROUND_MS = 17 * 60_000

function start(existing: ImportDefinition['existingValue']) {
  const money = createTestMoney({ definition: moneyDefinition(existing) })
  money.automatic.start(20)
  const world = createEngineWorld({ guard: 'searchable', batchSize: 3, agendas: AGENDAS })
  closing.push(money.remove, () => money.automatic.stop(), world.close)
  const settings = {
    ico: money.money.ico,
    importFolder: money.importFolder,
    reportFolder: money.reportFolder,
    lists: { deliveryNotes: money.deliveryNoteFile },
    answerTimeoutSeconds: 1,
    mapping: { storeName: 'Hlavní sklad' },
  }
  const machines = new Map<Machine, { tools: ReturnType<typeof connectorTools>; is: Promise<OpenConnector> }>()
  const of = (machine: Machine) => {
    const known = machines.get(machine)
    if (known) return known
    // Each client has a data folder of its own.
    const tools = connectorTools()
    closing.push(tools.remove)
    const made = { tools, is: openIs({ id: 'money-s3', settings }, () => undefined, tools) }
    machines.set(machine, made)
    return made
  }
  /** Time goes by for everybody. */
  const pass = (ms: number): void => {
    world.clock.pass(ms)
    for (const { tools } of machines.values()) tools.advance(ms)
    money.automatic.advance(ms)
  }
  const run = async (machine: Machine, faults: AutomaticFaults): Promise<void> => {
    money.automatic.faults(faults)
    const is = await of(machine).is
    await machine.run((ports) => ({ ...ports, is }))
  }
  const notes: string[] = []
  const add = (): void => {
    const number = notes.length + 1
    notes.push(world.add('delivery-notes', deliveryNote(`DL-${number}`, { note: TEST_MARKER })))
    world.add('stock-cards', stockCard(`SKU-${1 + (number % 3)}`, { name: `${TEST_MARKER} zboží ${number}` }))
  }
  const settle = async (rounds: number): Promise<void> => {
    money.automatic.faults({})
    for (let i = 0; i < rounds; i++) {
      const until = money.automatic.runs() + 2
      while (money.automatic.runs() < until) await new Promise((resolve) => setTimeout(resolve, 10))
      pass(ROUND_MS)
      for (const machine of world.machines) await run(machine, {})
    }
  }
  const expectRight = (): void => {
    expect(money.money.records('DLPrij').map(moneyItemId).toSorted()).toEqual(notes.toSorted())
    // Each note brings two of the first and three of the second.
    const levels = money.money
      .stockItems()
      .map((item) => [textAt(item, 'KmKarta', 'Katalog'), textAt(item, 'StavZasoby', 'Zasoba')])
    expect(levels.toSorted()).toEqual([
      ['SKU-1', String(2 * notes.length)],
      ['SKU-2', String(3 * notes.length)],
    ])
    const cards = money.money.records('KmKarta').map(({ order }) => textAt(order, 'Katalog'))
    expect(new Set(cards).size).toBe(cards.length)
    // An older version of a card, overtaken by a newer one, never comes.
    const rest = world.items().filter(({ state }) => state !== 'processed')
    expect(rest.filter(({ agenda, code }) => agenda !== 'stock-cards' || code !== 'superseded')).toEqual([])
  }
  return { world, run, pass, settle, add, expectRight }
}

const troubles: readonly AutomaticFaults[] = [
  { dieBeforeReport: 2 },
  { dieBeforeReport: 9, noExport: true },
  { dieBeforeWrite: 2, noExport: true },
  { cutReport: true },
  { off: true },
  { delayMs: 700 },
]

describe('the engine over files of Money S3, delivery notes and cards', () => {
  it.each(troubles)('%o: each note and each card once', { timeout: 120_000 }, async (trouble) => {
    const { world, run, settle, add, expectRight } = start('Append')
    for (let i = 0; i < 3; i++) add()
    await run(world.machine(), trouble)
    await settle(8)
    expectRight()
  })

  it('a Money that dies before it puts a file away: each once, by its definition', { timeout: 120_000 }, async () => {
    const { world, run, settle, add, expectRight } = start('Error')
    for (let i = 0; i < 3; i++) add()
    await run(world.machine(), { dieBeforeRemoval: 3 })
    await settle(8)
    expectRight()
  })

  it.each([1, 2])('many troubles, two installations on one key (%i)', { timeout: 180_000 }, async (seed) => {
    const { world, run, pass, settle, add, expectRight } = start('Append')
    const random = createRandom(seed)
    const other = world.addMachine()
    for (let i = 0; i < 4; i++) {
      add()
      await run(random.chance(0.5) ? other : world.machine(), random.pick(troubles))
      pass(random.chance(0.5) ? 60_000 : 700_000)
    }
    await settle(12)
    expectRight()
  })
})
