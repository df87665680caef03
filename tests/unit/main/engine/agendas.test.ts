import { afterEach, describe, expect, test } from 'vitest'
import type { InwardAgenda } from '../../../../src/shared/documents/agenda'
import { addressDocument, deliveryNote, stockCard } from '../../../support/documents'
import {
  createEngineWorld,
  type EngineWorld,
  type EngineWorldOptions,
  expectAllSettled,
  settle,
} from '../../../support/engine-world'
import { testOrder } from '../../../support/orders'

const ALL: readonly InwardAgenda[] = ['orders', 'delivery-notes', 'stock-cards', 'addresses', 'invoices']
const marked = { note: '[TEST]' }

let world: EngineWorld
afterEach(() => world.close())
const start = (options: EngineWorldOptions = {}): EngineWorld => {
  world = createEngineWorld({ agendas: ALL, batchSize: 10, ...options })
  return world
}
const card = (sku: string, name = 'Karta') => stockCard(sku, { cardId: `C-${sku}`, name: `[TEST] ${name}` })
const address = (id: string) => {
  const made = addressDocument(id)
  return { ...made, addressId: id, party: { ...made.party, name: `[TEST] ${made.party.name}` } }
}

describe('documents of several agendas', () => {
  test('cards and partners go in before the documents that need them, whatever the order of receipt; no batch is mixed', async () => {
    const { add, books, machine } = start()
    const order = add('orders', testOrder('O-1'))
    const note = add('delivery-notes', deliveryNote('D-1', marked))
    const first = add('stock-cards', card('S1'))
    const second = add('addresses', address('A1'))
    expect(await machine().run()).toMatchObject({ outcome: 'ok', imported: 4 })
    expect(books.written().slice(0, 2).sort()).toEqual([first, second].sort())
    expect(books.written().slice(2).sort()).toEqual([order, note].sort())
    expectAllSettled(world)
  })

  test('a card that the books refuse holds up no document', async () => {
    const { add, books, machine } = start()
    const wrong = add('stock-cards', card('S1'))
    const note = add('delivery-notes', deliveryNote('D-1', marked))
    books.refused.add(wrong)
    await machine().run()
    expect(books.records().map(({ itemId }) => itemId)).toEqual([note])
  })

  test('an agenda that the run is not to claim stays in the queue, and is claimed when it is', async () => {
    const { add, books, machine } = start()
    const note = add('delivery-notes', deliveryNote('D-1', marked))
    add('orders', testOrder('O-1'))
    machine().settings.agendas = ['orders']
    expect(await machine().run()).toMatchObject({ outcome: 'ok', imported: 1 })
    delete machine().settings.agendas
    await machine().run()
    expect(books.written().at(-1)).toBe(note)
  })

  test('partner and number in lists are the other side, and what the document is known by', async () => {
    const { add, machine } = start()
    add('delivery-notes', deliveryNote('D-1', marked))
    add('stock-cards', card('S1', 'Židle'))
    await machine().run()
    const shown = machine()
      .documents()
      .map(({ agenda, number, partner }) => ({ agenda, number, partner }))
    expect(shown).toContainEqual({ agenda: 'stock-cards', number: 'S1', partner: '[TEST] Židle' })
    expect(shown).toContainEqual({ agenda: 'delivery-notes', number: 'D-1', partner: deliveryNote('D-1').supplier.name })
  })
})

describe('master data', () => {
  test('of two versions of a card only the newer is handed over, and the central side learns why', async () => {
    const { add, books, machine } = start()
    const older = add('stock-cards', card('S1', 'Stará'))
    const newer = add('stock-cards', card('S1', 'Nová'))
    await machine().run()
    expect(books.written()).toEqual([newer])
    expect(world.items().find((item) => item.item_id === older)).toMatchObject({ outcome: 'skipped', code: 'superseded' })
  })

  test('an older version that was postponed never follows a newer one', async () => {
    const { add, books, machine } = start()
    const older = add('stock-cards', card('S1', 'Stará'))
    books.next('try-again')
    await machine().run()
    const newer = add('stock-cards', card('S1', 'Nová'))
    await settle(world)
    expect(books.written()).toEqual([newer])
    expect(machine().reader().find(older)?.state).toBe('skipped')
  })

  test('a lost answer is not looked up but handed over again: the record is the same', async () => {
    for (const guard of ['enforced', 'searchable', 'none'] as const) {
      const { add, books, machine } = start({ guard })
      const item = add('addresses', address('A1'))
      books.next('answer-lost')
      await machine().run()
      books.blind = true
      await machine().run()
      expect(books.written()).toEqual([item, item])
      expect(books.records()).toHaveLength(1)
      expectAllSettled(world)
      if (guard !== 'none') world.close()
    }
  })

  test('an older version without an answer is not handed over again after a newer one', async () => {
    const { add, books, machine } = start()
    const older = add('stock-cards', card('S1', 'Stará'))
    books.next('answer-lost')
    await machine().run()
    const newer = add('stock-cards', card('S1', 'Nová'))
    await settle(world)
    expect(books.written()).toEqual([older, newer])
  })

  test('other cards, and the same key in another agenda, are no newer version', async () => {
    const { add, books, machine } = start()
    add('stock-cards', stockCard('S1', { cardId: 'X', name: '[TEST] a' }))
    add('stock-cards', stockCard('S1', { cardId: 'Y', name: '[TEST] b' }))
    add('addresses', address('X'))
    await machine().run()
    expect(books.written()).toHaveLength(3)
  })
})

test('a delivery note without an answer is looked up in its own agenda', async () => {
  const { add, books, machine } = start({ guard: 'searchable' })
  add('delivery-notes', deliveryNote('D-1', marked))
  books.next('answer-lost')
  const asked: (string | undefined)[] = []
  await machine().run((ports) => ({
    ...ports,
    is: {
      ...ports.is,
      find: (ids, signal, agenda) => {
        asked.push(agenda)
        return ports.is.find(ids, signal, agenda)
      },
    },
  }))
  expect(asked).toEqual(['delivery-notes'])
  expect(books.written()).toHaveLength(1)
  expectAllSettled(world)
})

describe('what is never claimed from here', () => {
  test('is told by agenda, and does not count as waiting', async () => {
    const { add, machine } = start({ agendas: ['orders', 'delivery-notes', 'invoices'] })
    add('orders', testOrder('O-1'))
    add('delivery-notes', deliveryNote('D-1', marked))
    add('delivery-notes', deliveryNote('D-2', marked))
    machine().settings.agendasOff = ['delivery-notes']
    expect(await machine().run()).toMatchObject({ outcome: 'ok', imported: 1, waiting: 0, notTaken: { 'delivery-notes': 2 } })
    machine().settings.agendasOff = []
    const result = await machine().run()
    expect(result).toMatchObject({ imported: 2, waiting: 0 })
    expect(result.notTaken).toBeUndefined()
  })

  test('is also what the information system has no place for; a central side that does not say is believed', async () => {
    const { add, machine } = start()
    add('delivery-notes', deliveryNote('D-1', marked))
    const withoutNotes = (says: boolean) =>
      machine().run((ports) => ({
        ...ports,
        is: { ...ports.is, agendas: ['orders'] },
        central: {
          ...ports.central,
          account: async (signal) => {
            const account = await ports.central.account(signal)
            const { waitingByAgenda, ...queue } = account.queue
            return { ...account, queue: { ...queue, ...(says && waitingByAgenda ? { waitingByAgenda } : {}) } }
          },
        },
      }))
    expect(await withoutNotes(true)).toMatchObject({ waiting: 0, notTaken: { 'delivery-notes': 1 } })
    expect(await withoutNotes(false)).toMatchObject({ waiting: 1 })
  })
})
