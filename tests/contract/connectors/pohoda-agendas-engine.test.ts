import { afterEach, describe, expect, it } from 'vitest'
import type { OpenConnector } from '../../../src/main/connectors/connector'
import { openIs } from '../../../src/main/open-is'
import { createRandom } from '../../../src/sandbox/seed/random'
import type { Faults } from '../../../src/sandbox/simulators/pohoda/state'
import type { HttpFaults } from '../../../src/sandbox/simulators/pohoda-mserver/http-faults'
import { startMServer } from '../../../src/sandbox/simulators/pohoda-mserver/server'
import { TEST_MARKER } from '../../../src/shared/central-api/test-orders'
import { Failure, problem } from '../../../src/shared/failure'
import { connectorTools } from '../../support/connector-tools'
import { type Countdown, createCountdown } from '../../support/countdown'
import { deliveryNote, stockCard } from '../../support/documents'
import { createEngineWorld, type Machine } from '../../support/engine-world'
import { createTestPohoda } from '../../support/pohoda'
import { editedByHand, ownRecord, pohodaAgendaRecords, stockCards } from '../../support/pohoda-agendas'

/**
 * The real engine, ledger and connector over HTTP, for delivery notes and the cards that they need: whatever goes wrong, each receipt has moved
 * stock once, each card is there once, and what the company has written itself stays.
 */

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
}
const troubles: readonly Trouble[] = [
  { http: { cutAfterWrite: {} } },
  { http: { cutAnswer: true } },
  { http: { garbage: '<html>' } },
  { http: { status: { code: 408, when: 'after' } } },
  { http: { status: { code: 503, when: 'after' } } },
  { http: { status: { code: 401, when: 'before' } } },
  { pohoda: { killBeforeWrite: true } },
  { pohoda: { killAfterWrite: { afterItems: 1 } } },
  { pohoda: { killAfterWrite: {} } },
  { pohoda: { lockedDatabase: true } },
  { pohoda: { tryAgain: true } },
  { dies: 0 },
  { dies: 2 },
]
const CARDS = { storage: 'ZBOŽÍ', typePrice: 'SK' }

async function start() {
  const pohoda = createTestPohoda({ unit: { stockCards: [] } })
  // The goods of each note: no card need be looked up, so that the first thing trouble meets is the hand-over.
  for (const sku of ['SKU-1', 'SKU-2']) ownRecord(pohoda, 'stock-cards', { sku, ico: '', name: 'Co měla firma sama' })
  const server = await startMServer({ stateDir: pohoda.stateDir, database: pohoda.database })
  const world = createEngineWorld({ guard: 'enforced', batchSize: 3, agendas: ['delivery-notes', 'stock-cards'] })
  closing.push(pohoda.remove, () => server.close(), world.close)
  const connectors = new Map<Machine, OpenConnector>()
  let countdown: Countdown | undefined
  const connectorOf = async (machine: Machine): Promise<OpenConnector> => {
    const known = connectors.get(machine)
    if (known) return known
    const tools = connectorTools()
    const settings = {
      address: server.url,
      user: 'Admin',
      database: pohoda.database,
      ico: pohoda.ico,
      timeoutSeconds: 20,
      mapping: { cards: CARDS },
    }
    const http: typeof tools.http = (address) => {
      const plain = tools.http(address)
      return (...asked) => (countdown ? countdown.tick('http', () => plain(...asked)) : plain(...asked))
    }
    const made = await openIs({ id: 'pohoda-mserver', settings }, () => pohoda.password, { ...tools, http })
    closing.push(tools.remove, () => made.close())
    connectors.set(machine, made)
    return made
  }
  const run = async (machine = world.machine(), trouble: Trouble = {}): Promise<void> => {
    pohoda.faults(trouble.pohoda ?? {})
    server.faults(trouble.http ?? {})
    const is = await connectorOf(machine)
    await machine.run((parts) => ({ ...parts, is: trouble.dies === undefined ? is : dying(is, trouble.dies) }))
    await server.idle()
  }
  let count = 0
  const addNote = (): void => void world.add('delivery-notes', deliveryNote(`DL-${++count}`, { note: TEST_MARKER }))
  const addCard = (): void =>
    void world.add('stock-cards', stockCard(`SKU-${1 + (count % 3)}`, { name: `${TEST_MARKER} zboží ${count}` }))
  /** A run in which one HTTP call fails. False: it made fewer. */
  const runUntilCall = async (nth: number, when: 'before' | 'after'): Promise<boolean> => {
    countdown = createCountdown({ nth, when, lasting: 'once' }, () => new TypeError('fetch failed'))
    await run()
    const fired = countdown.fired()
    countdown = undefined
    return fired
  }
  /** As time goes by with nothing wrong any more. */
  const settle = async (): Promise<void> => {
    for (let i = 0; i < 6; i++) {
      world.clock.pass(11 * 60_000)
      for (const machine of world.machines) await run(machine)
    }
  }
  const expectRight = (): void => {
    const receipts = pohodaAgendaRecords(pohoda, 'delivery-notes')
    expect(receipts.map(({ documentNumber }) => documentNumber).toSorted()).toEqual(
      Array.from({ length: count }, (_, i) => `DL-${i + 1}`).toSorted(),
    )
    expect(receipts.map(({ lines }) => lines?.length)).toEqual(receipts.map(() => 2))
    const cards = stockCards(pohoda)
    expect(new Set(cards.map(({ code }) => code)).size).toBe(cards.length)
    // Each note brings two of the first and three of the second.
    const level = (sku: string): string | undefined => cards.find(({ code }) => code === sku)?.count
    expect([level('SKU-1'), level('SKU-2')]).toEqual([String(2 * count), String(3 * count)])
    // An older version of a card, overtaken by a newer one, never comes.
    const rest = world.items().filter(({ state }) => state !== 'processed')
    expect(rest.filter(({ agenda, code }) => agenda !== 'stock-cards' || code !== 'superseded')).toEqual([])
  }
  return { pohoda, world, run, runUntilCall, settle, addNote, addCard, expectRight }
}

describe('the engine over mServer, delivery notes and cards', () => {
  it.each(troubles)('%o: each receipt and each card once', async (trouble) => {
    const { world, run, settle, addNote, addCard, expectRight } = await start()
    // One agenda after the other: cards go first, and trouble with them would keep the notes back.
    for (let i = 0; i < 3; i++) addNote()
    await run(world.machine(), trouble)
    await settle()
    for (let i = 0; i < 3; i++) addCard()
    await run(world.machine(), trouble)
    await settle()
    expectRight()
  })

  it.each([1, 2, 3])('many troubles one after another, two installations on one key (%i)', async (seed) => {
    const { world, run, settle, addNote, addCard, expectRight } = await start()
    const random = createRandom(seed)
    const other = world.addMachine()
    for (let i = 0; i < 4; i++) {
      addNote()
      if (random.chance(0.5)) addCard()
      await run(random.chance(0.5) ? other : world.machine(), random.pick(troubles))
      world.clock.pass(random.chance(0.5) ? 60_000 : 700_000)
    }
    await settle()
    expectRight()
  })

  it.each(['before', 'after'] as const)(
    'each HTTP call of a run fails %s its effect: nothing lost, nothing doubled',
    async (when) => {
      const { runUntilCall, settle, addNote, addCard, expectRight } = await start()
      const countDown = async (add: () => void): Promise<number> => {
        for (let nth = 1; nth < 30; nth++) {
          add()
          const fired = await runUntilCall(nth, when)
          await settle()
          expectRight()
          if (!fired) return nth - 1
        }
        throw new Error('the count-down does not end')
      }
      // A look at the unit and the hand-over; for cards the question where they are goes before.
      expect(await countDown(addNote)).toBeGreaterThanOrEqual(2)
      expect(await countDown(addCard)).toBeGreaterThanOrEqual(4)
    },
  )

  it('a newer card after trouble leaves what the company has written itself', async () => {
    const { pohoda, world, run, settle } = await start()
    world.add('stock-cards', stockCard('SKU-9', { name: `${TEST_MARKER} první` }))
    await run()
    const { editByHand, editStands } = editedByHand(pohoda)
    editByHand('stock-cards', 'CARD-SKU-9')
    world.add('stock-cards', stockCard('SKU-9', { name: `${TEST_MARKER} druhý`, unit: 'bal', ean: '8590000000017' }))
    await run(world.machine(), { http: { cutAfterWrite: { times: 1 } } })
    await settle()
    expect(editStands('stock-cards', 'CARD-SKU-9')).toBe(true)
    expect(stockCards(pohoda).slice(2)).toMatchObject([{ code: 'SKU-9', ean: '8590000000017', name: `${TEST_MARKER} první` }])
  })
})
