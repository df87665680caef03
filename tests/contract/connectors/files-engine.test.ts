import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { OpenConnector } from '../../../src/main/connectors/connector'
import { openIs } from '../../../src/main/open-is'
import { createRandom } from '../../../src/sandbox/seed/random'
import { type FileTakerFaults, startFileTaker } from '../../../src/sandbox/simulators/files'
import { readUbl } from '../../../src/sandbox/simulators/files/read'
import { agendaOfFile, readCsvRecord, readUblDespatchAdvice } from '../../../src/sandbox/simulators/files/read-others'
import { TEST_MARKER } from '../../../src/shared/central-api/test-orders'
import type { InwardAgenda } from '../../../src/shared/documents/agenda'
import { Failure, problem } from '../../../src/shared/failure'
import { connectorTools } from '../../support/connector-tools'
import { deliveryNote, stockCard } from '../../support/documents'
import { createEngineWorld, type Machine } from '../../support/engine-world'

/** The real engine, ledgers and connector over one folder: whatever goes wrong, each order is taken once, by whichever of two clients. */

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** Ends as a process ends: before it has handed anything over, after it handed over so many, or after all of it. */
const dying = (is: OpenConnector, after: number): OpenConnector => ({
  ...is,
  // biome-ignore lint/correctness/useYield: it ends before it can
  async *deliver(batch, signal) {
    for await (const _ of is.deliver(batch.slice(0, after), signal));
    throw new Failure(problem('is-no-answer'), { effect: 'unknown', retry: true })
  },
})

type Trouble = { taker?: FileTakerFaults; dies?: number }
const troubles: readonly Trouble[] = [
  {},
  { taker: { silent: true } },
  { taker: { delayMs: 3_600_000 } },
  { dies: 0 },
  { dies: 1 },
  { dies: 3 },
  { taker: { silent: true }, dies: 2 },
]

const read = (bytes: Uint8Array, file: string) => {
  const agenda = agendaOfFile(file)
  if (agenda === 'delivery-notes') return readUblDespatchAdvice(bytes)
  return agenda === 'stock-cards' ? readCsvRecord(agenda, Buffer.from(bytes).toString('utf8'), ';') : readUbl(bytes)
}

async function start(acknowledgement: 'file' | 'disappearance' | 'drop', agendas: readonly InwardAgenda[] = ['orders']) {
  const root = mkdtempSync(join(tmpdir(), 'bi-files-engine-'))
  const folder = join(root, 'objednávky')
  const ack = join(folder, 'ack')
  mkdirSync(ack, { recursive: true })
  const taker = startFileTaker({ folder, answers: acknowledgement === 'file' ? { ack } : 'remove', read })
  const world = createEngineWorld({ guard: 'searchable', batchSize: 3, agendas })
  closing.push(
    () => taker.close(),
    world.close,
    () => rmSync(root, { recursive: true, force: true }),
  )
  const connectors = new Map<Machine, OpenConnector>()
  const connectorOf = async (machine: Machine): Promise<OpenConnector> => {
    const known = connectors.get(machine)
    if (known) return known
    // Each client has a data folder of its own.
    const tools = connectorTools()
    closing.push(tools.remove)
    const switches = Object.fromEntries(agendas.map((agenda) => [agenda, true]))
    const settings = { folder, format: 'ubl', acknowledgement, answerTimeoutSeconds: 1, agendas: switches }
    const made = await openIs({ id: 'files', settings }, () => undefined, tools)
    connectors.set(machine, made)
    return made
  }
  const run = async (machine = world.machine(), { taker: faults = {}, dies }: Trouble = {}): Promise<void> => {
    taker.faults(faults)
    const is = await connectorOf(machine)
    await machine.run((ports) => ({ ...ports, is: dies === undefined ? is : dying(is, dies) }))
  }
  const settle = async (): Promise<void> => {
    taker.faults({})
    for (let i = 0; i < 6; i++) {
      await taker.idle()
      world.clock.pass(11 * 60_000)
      for (const machine of world.machines) await run(machine)
    }
  }
  const expectEachOnce = (count: number): void => {
    const numbers = taker.records().map(({ customerNumber }) => customerNumber)
    expect(numbers.toSorted()).toEqual([...new Set(numbers)].toSorted())
    expect(numbers).toHaveLength(count)
    expect(world.items().map(({ state }) => state)).toEqual(Array(count).fill('processed'))
  }
  return { taker, world, run, settle, expectEachOnce }
}

describe.each(['file', 'disappearance', 'drop'] as const)('the engine over files, %s', (acknowledgement) => {
  it.each(troubles)('%o: each order once', async (trouble) => {
    const { world, run, settle, expectEachOnce } = await start(acknowledgement)
    world.addOrders(5)
    await run(undefined, trouble)
    await settle()
    expectEachOnce(5)
  })

  it('taken and not answered for hours, while the engine asks and hands over again: each order once', async () => {
    const { world, run, settle, expectEachOnce } = await start(acknowledgement)
    world.addOrders(3)
    for (let i = 0; i < 4; i++) {
      await run(undefined, { taker: { silent: true }, ...(i === 0 ? { dies: 3 } : {}) })
      world.clock.pass(40 * 60_000)
    }
    await settle()
    expectEachOnce(3)
  })

  it.each([1, 2, 3])(
    'many troubles one after another, two clients on one key and one folder (%i): each order once',
    async (seed) => {
      const { world, run, settle, expectEachOnce } = await start(acknowledgement)
      const random = createRandom(seed)
      const other = world.addMachine()
      for (let i = 0; i < 5; i++) {
        world.addOrders(2)
        await run(random.chance(0.5) ? other : world.machine(), random.pick(troubles))
        world.clock.pass(random.chance(0.5) ? 60_000 : 700_000)
      }
      await settle()
      expectEachOnce(10)
    },
  )
})

describe('the engine over files of several kinds', () => {
  /** Each trouble once more: the others differ in nothing but what the file is. */
  const some: readonly Trouble[] = [{ taker: { silent: true } }, { dies: 1 }, { taker: { silent: true }, dies: 2 }]

  it.each(some)('%o: each delivery note once, each card as its newest version says', async (trouble) => {
    const { taker, world, run, settle } = await start('file', ['orders', 'delivery-notes', 'stock-cards'])
    const card = (sku: string, name: string) => stockCard(sku, { name: `${TEST_MARKER} ${name}` })
    const notes = [1, 2, 3, 4].map((number) => `DL-${number}`)
    for (const number of notes) world.add('delivery-notes', deliveryNote(number, { note: TEST_MARKER }))
    for (const sku of ['A', 'B']) world.add('stock-cards', card(sku, 'stará'))
    world.addOrders(1)
    await run(undefined, trouble)
    world.clock.pass(60_000)
    world.add('stock-cards', card('B', 'nová'))
    await settle()
    const of = (agenda: InwardAgenda) => taker.records().filter(({ file }) => agendaOfFile(file) === agenda)
    expect(
      of('delivery-notes')
        .map(({ customerNumber }) => customerNumber)
        .toSorted(),
    ).toEqual(notes)
    expect(of('orders')).toHaveLength(1)
    const cards = of('stock-cards').map((record) => [record.customerNumber, 'name' in record ? record.name : ''])
    expect(cards).toHaveLength(2)
    expect(Object.fromEntries(cards)).toEqual({ A: `${TEST_MARKER} stará`, B: `${TEST_MARKER} nová` })
    // The old version of a card that hadn't gone out yet is given up for the new one.
    expect(world.items().filter(({ state, code }) => state !== 'processed' && code !== 'superseded')).toEqual([])
  })

  it.each(['file', 'disappearance'] as const)(
    'many troubles, two clients on one key and one folder (%s): each delivery note once',
    async (acknowledgement) => {
      const { taker, world, run, settle } = await start(acknowledgement, ['delivery-notes'])
      const random = createRandom(11)
      const other = world.addMachine()
      const notes: string[] = []
      for (let i = 0; i < 5; i++) {
        for (const number of [`DL-${i}a`, `DL-${i}b`]) {
          world.add('delivery-notes', deliveryNote(number, { note: TEST_MARKER }))
          notes.push(number)
        }
        await run(random.chance(0.5) ? other : world.machine(), random.pick(troubles))
        world.clock.pass(random.chance(0.5) ? 60_000 : 700_000)
      }
      await settle()
      expect(
        taker
          .records()
          .map(({ customerNumber }) => customerNumber)
          .toSorted(),
      ).toEqual(notes)
      expect(world.items().map(({ state }) => state)).toEqual(notes.map(() => 'processed'))
    },
  )
})

it('an order that is refused is reported as rejected, and laid once more when a person tries again', async () => {
  const { taker, world, run, settle } = await start('file')
  const [, second = ''] = world.addOrders(3)
  const number = world.items()[1]?.item_id === second ? 'OBJ-2' : ''
  await run(undefined, { taker: { refuse: number } })
  expect(world.items().map(({ state }) => state)).toEqual(['processed', 'rejected', 'processed'])
  expect(world.machine().retry(second)).toBe(true)
  await settle()
  expect(taker.records().map(({ customerNumber }) => customerNumber)).toEqual(['OBJ-1', 'OBJ-3', 'OBJ-2'])
  expect(world.items().map(({ state }) => state)).toEqual(Array(3).fill('processed'))
})
