import { rmSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { COMPANIONS } from '../../../../../src/main/ledger/files'
import { outwardPath } from '../../../../../src/main/ledger/outward-file'
import { Failure, problem } from '../../../../../src/shared/failure'
import { createOutwardWorld, type OutwardWorld, type OutwardWorldOptions, stock } from '../../../../support/outward-world'

const HOUR = 3_600_000

let world: OutwardWorld
const build = (options: OutwardWorldOptions = {}): OutwardWorld => {
  world?.close()
  world = createOutwardWorld(options)
  return world
}
beforeEach(() => {
  build()
})
afterEach(() => world.close())

const many = (count: number, pieces = 5): Record<string, number> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`K${String(index).padStart(4, '0')}`, pieces]))

/** A pass that must go well. */
const passes = async (...args: Parameters<OutwardWorld['pass']>): Promise<void> => {
  expect(await world.pass(...args)).toEqual({ outcome: 'ok', problem: undefined, retry: false })
}

describe('what the shops see is what the information system has', () => {
  test('the first pass sends everything as one full upload, in parts of the size the central side says', async () => {
    build({ partSize: 3 })
    world.set(stock({ A: 5, B: 0, C: 7, D: 1 }))
    await passes()
    expect(world.sold()).toEqual({ A: '5', B: '0', C: '7', D: '1' })
    expect(world.calls).toEqual({ created: 1, parts: 2, committed: 1 })
    expect(world.memory().facts()).toMatchObject({ complete: true, rows: 4, read: 4, changed: 4, removed: 0 })
  })

  test('a pass without changes uploads nothing, not even a beginning; also a full one', async () => {
    world.set(stock(many(50)))
    await passes()
    const before = { ...world.calls }
    world.clock.pass(HOUR)
    await passes()
    world.clock.pass(24 * HOUR)
    await passes()
    await passes('stock-levels', { full: true })
    expect(world.calls).toEqual(before)
  })

  test('what has only been touched has not changed', async () => {
    const at = (changedAt: string) => stock({ A: 5 }).map((card) => ({ ...card, changedAt }))
    world.set(at('2026-03-01T10:00:00Z'))
    await passes()
    world.set(at('2026-03-02T10:00:00Z'))
    world.clock.pass(HOUR)
    await passes()
    expect(world.calls.created).toBe(1)
    world.set(at('2026-03-02T10:00:00Z').map((card) => ({ ...card, physical: '6' })))
    await passes()
    expect(world.shop().get('A')).toMatchObject({ available: '6', changedAt: '2026-03-02T10:00:00Z' })
  })

  test('only changes go up; what is gone stays until a full pass takes it away', async () => {
    world.set(stock({ ...many(20), A: 5, B: 3 }))
    await passes()
    world.set(stock({ ...many(20), A: 4, C: 9 }))
    world.clock.pass(HOUR)
    await passes()
    expect(world.sold()).toMatchObject({ A: '4', B: '3', C: '9' })
    expect(world.memory().facts()).toMatchObject({ changed: 2, removed: 0, rows: 23 })
    world.clock.pass(24 * HOUR)
    await passes()
    expect(world.sold()).toMatchObject({ A: '4', C: '9' })
    expect(world.sold()).not.toHaveProperty('B')
    expect(world.memory().facts()).toMatchObject({ removed: 1, rows: 22 })
    // And what came back is new again.
    world.set(stock({ ...many(20), A: 4, B: 1, C: 9 }))
    world.clock.pass(HOUR)
    await passes()
    expect(world.sold()).toMatchObject({ B: '1' })
  })

  test('a value that changes back before the next pass is no change', async () => {
    world.set(stock({ A: 5, B: 5 }))
    await passes()
    world.set(stock({ A: 4, B: 5 }))
    await passes()
    world.set(stock({ A: 5, B: 5 }))
    await passes()
    expect(world.sold()).toEqual({ A: '5', B: '5' })
  })

  test('another rule is a full pass at once', async () => {
    world.set([...stock(many(20)), { sku: 'X', physical: '3', forSale: false }].map((card) => ({ forSale: true, ...card })))
    await passes()
    expect(world.sold()).toHaveProperty('X')
    world.configure({ 'stock-levels': { rule: { onlyForSale: true, keepBack: '1' } } })
    await passes()
    expect(world.sold()).not.toHaveProperty('X')
    expect(world.sold()['K0001']).toBe('4')
  })

  test('a person may have everything sent again', async () => {
    world.set(stock(many(10)))
    await passes()
    await passes('stock-levels', { again: true })
    expect(world.calls.created).toBe(2)
    expect(world.shop().size).toBe(10)
  })

  test('prices by level and currency, each row by itself', async () => {
    world.configure({ prices: { rule: { levels: ['VIP'], vat: 'with' } } })
    world.set([
      { sku: 'A', price: '100', vatPercent: '21' },
      { sku: 'A', price: '90', vatPercent: '21', priceLevel: 'VIP' },
      { sku: 'A', price: '80', vatPercent: '21', priceLevel: 'OTHER' },
      { sku: 'A', price: '4', vatPercent: '21', currency: 'EUR' },
    ])
    await passes('prices')
    expect(world.sold('prices')).toEqual({ 'A CZK': '121', 'A VIP CZK': '108.9', 'A EUR': '4.84' })
    expect(world.shop('stock-levels').size).toBe(0)
  })
})

describe('several warehouses', () => {
  const cards = (...list: [sku: string, warehouse: string, physical: string, more?: object][]) =>
    list.map(([sku, warehouse, physical, more]) => ({ sku, warehouse, physical, unit: 'ks', ...more }))

  test('are added up, also where one is overdrawn, and the chosen alone count', async () => {
    world.configure({ 'stock-levels': { rule: { warehouses: ['HL', 'B'], sendPhysical: true } } })
    world.set(cards(['A', 'HL', '5'], ['B', 'HL', '2'], ['A', 'B', '-2'], ['A', 'C', '100'], ['C', 'B', '1.5']))
    await passes()
    expect(world.shop().get('A')).toMatchObject({ available: '3', physical: '3' })
    expect(world.sold()).toEqual({ A: '3', B: '2', C: '1.5' })
    expect(world.memory().facts().adds).toBe(true)
    const before = { ...world.calls }
    await passes()
    expect(world.calls).toEqual(before)
  })

  test('equal pieces in two warehouses are still twice as many', async () => {
    world.set(cards(['A', 'HL', '5'], ['A', 'B', '5']))
    await passes()
    expect(world.sold()).toEqual({ A: '10' })
  })

  test('once no code lies in two any more, they are compared as they come', async () => {
    world.set(cards(['A', 'HL', '5'], ['A', 'B', '5'], ['B', 'B', '1']))
    await passes()
    world.set(cards(['A', 'HL', '5'], ['B', 'B', '1']))
    await passes()
    expect(world.memory().facts().adds).toBe(false)
    await passes()
    expect(world.sold()).toEqual({ A: '5', B: '1' })
  })

  test('a row for each where the rule says so', async () => {
    world.configure({ 'stock-levels': { rule: { perWarehouse: true } } })
    world.set(cards(['A', 'HL', '5'], ['A', 'B', '2']))
    await passes()
    expect(world.sold()).toEqual({ 'A HL': '5', 'A B': '2' })
  })

  test('pieces and kilograms are not added up: what was sent stays, with the reason', async () => {
    world.set(cards(['A', 'HL', '5'], ['A', 'B', '5'], ['B', 'B', '1']))
    await passes()
    world.set(cards(['A', 'HL', '7'], ['A', 'B', '5', { unit: 'kg' }], ['B', 'B', '2']))
    await passes('stock-levels', { full: true })
    expect(world.sold()).toEqual({ A: '10', B: '2' })
    expect(world.memory().facts().unsendable).toBe(1)
    expect(world.reader().unsendable(9)).toMatchObject([{ sku: 'A', problem: { code: 'row-ambiguous' } }])
  })

  test.each([['one after another'], ['far apart']])('two prices of one code are not guessed at, %s', async (order) => {
    world.configure({ prices: {} })
    const other = Array.from({ length: order === 'far apart' ? 3000 : 0 }, (_, index) => ({ sku: `X${index}`, price: '1' }))
    const list = (second: string) => [
      { sku: 'A', warehouse: 'HL', price: '10', ean: '1' },
      ...other,
      { sku: 'A', warehouse: 'B', price: second, ean: '2' },
      { sku: 'B', warehouse: 'B', price: '5' },
    ]
    world.set(list('10'))
    await passes('prices')
    expect(world.sold('prices')).toMatchObject({ 'A CZK': '10', 'B CZK': '5' })
    const before = { ...world.calls }
    await passes('prices')
    expect(world.calls).toEqual(before)
    for (const second of ['11', '12']) {
      world.set([...list(second)].reverse())
      await passes('prices', { full: true })
      expect(world.sold('prices')).toMatchObject({ 'A CZK': '10', 'B CZK': '5' })
      expect(world.reader('prices').unsendable(9)).toMatchObject([{ sku: 'A', problem: { code: 'row-ambiguous' } }])
    }
    expect(world.calls).toEqual(before)
  })
})

describe('what can not be sent', () => {
  test('is no hindrance to the others, and what was sent of it stays, also in a full pass', async () => {
    world.set(stock({ A: 5, B: 3, C: 1 }))
    await passes()
    world.set([
      { sku: 'A', physical: '1.23456' },
      { sku: 'B', broken: true },
      { sku: 'C', physical: '2' },
      { sku: '', physical: '9', name: 'Bez kódu' },
    ])
    world.clock.pass(24 * HOUR)
    await passes()
    expect(world.sold()).toEqual({ A: '5', B: '3', C: '2' })
    expect(world.memory().facts()).toMatchObject({ unsendable: 3, removed: 0 })
    expect(
      world
        .reader()
        .unsendable(9)
        .map(({ sku, problem }) => [sku, problem.code]),
    ).toEqual([
      ['', 'row-no-code'],
      ['A', 'row-value-unfit'],
      ['B', 'row-value-unfit'],
    ])
  })

  test('a card that is broken in one of its warehouses is not summed up without it', async () => {
    world.set([
      { sku: 'A', warehouse: 'HL', physical: '5' },
      { sku: 'A', warehouse: 'B', broken: true },
      { sku: 'B', warehouse: 'B', physical: '5' },
    ])
    await passes()
    expect(world.sold()).toEqual({ B: '5' })
  })

  // A program of the customer's own may give any text: SQLite's JSON would keep what the driver then ends the process with.
  test('a half of a character in a code or a name does not end the program, in no later pass either', async () => {
    const cards = stock({ A: 5, 'B\ud800': 3, 'C\u0000c': 2 }).map((card) => ({
      ...card,
      name: 'půl \udc00',
      warehouse: 'H\ud83d',
    }))
    for (const pieces of ['5', '6']) {
      world.set(cards.map((card) => ({ ...card, physical: pieces })))
      world.clock.pass(HOUR)
      await passes()
      expect(world.sold()).toMatchObject({ A: pieces })
    }
    await passes('stock-levels', { full: true })
    expect(world.memory().facts().read).toBe(3)
  })

  test('what the central side refuses is shown with its words and not sent again until it changes', async () => {
    world.configure({ prices: {} })
    world.set([
      { sku: 'A', price: '1' },
      { sku: 'B', price: '2', ean: '123' },
    ])
    const refusing: Parameters<OutwardWorld['pass']>[2] = {
      through: (ports) => ({
        ...ports,
        central: {
          ...ports.central,
          async commitUpload(...args) {
            const answer = await ports.central.commitUpload(...args)
            return { ...answer, accepted: 1, rejected: [{ row: 2, code: 'unknown-goods', message: 'B is not in the list' }] }
          },
        },
      }),
    }
    await passes('prices', {}, refusing)
    expect(world.memory('prices').facts()).toMatchObject({ rows: 1, rejected: 1 })
    expect(world.reader('prices').rejected(9)).toMatchObject([
      { sku: 'B', problem: { code: 'row-refused', params: { code: 'unknown-goods' }, words: 'B is not in the list' } },
    ])
    const before = { ...world.calls }
    await passes('prices', {}, refusing)
    expect(world.calls).toEqual(before)
    world.set([
      { sku: 'A', price: '1' },
      { sku: 'B', price: '3', ean: '123' },
    ])
    await passes('prices')
    expect(world.memory('prices').facts()).toMatchObject({ rows: 2, rejected: 0 })
  })
})

describe('an upload that was interrupted', () => {
  const lost = new Failure(problem('central-unreachable'), { effect: 'unknown', retry: true })
  const breaking = (
    name: 'commitUpload' | 'putUploadPart',
    when: (call: number) => boolean,
  ): Parameters<OutwardWorld['pass']>[2] => {
    let call = 0
    return {
      through: (ports) => ({
        ...ports,
        central: {
          ...ports.central,
          async [name](...args: unknown[]) {
            const answer = await (ports.central[name] as (...all: unknown[]) => Promise<unknown>)(...args)
            if (when(++call)) throw lost
            return answer
          },
        },
      }),
    }
  }

  test('after its commit: only the answer is asked for, nothing is sent twice', async () => {
    build({ partSize: 3 })
    world.set(stock(many(8)))
    expect(
      await world.pass(
        'stock-levels',
        {},
        breaking('commitUpload', () => true),
      ),
    ).toMatchObject({ outcome: 'failed', retry: true })
    expect(world.shop().size).toBe(8)
    world.die()
    await passes()
    expect(world.calls).toEqual({ created: 1, parts: 3, committed: 2 })
  })

  test('among its parts: the missing ones are sent, into the same upload', async () => {
    build({ partSize: 3 })
    world.set(stock(many(12)))
    expect(
      await world.pass(
        'stock-levels',
        {},
        breaking('putUploadPart', (call) => call === 3),
      ),
    ).toMatchObject({ outcome: 'failed' })
    expect(world.shop().size).toBe(0)
    world.die()
    // What was decided on is brought to its end as it was; then what has changed since goes up.
    world.set(stock({ ...many(12), K0000: 1 }))
    await passes()
    expect(world.calls).toEqual({ created: 2, parts: 5, committed: 2 })
    expect(world.sold()).toMatchObject({ K0000: '1', K0011: '5' })
  })

  test('and forgotten by the central side: the same rows go up once more', async () => {
    world.set(stock(many(5)))
    await world.pass(
      'stock-levels',
      {},
      breaking('commitUpload', () => true),
    )
    world.memory().keepUpload({ uploadId: 'long-forgotten' })
    await passes()
    expect(world.calls.created).toBe(2)
    expect(world.memory().upload()).toBeUndefined()
    expect(world.shop().size).toBe(5)
  })

  test('is stopped cleanly and goes on with the next pass', async () => {
    build({ partSize: 1 })
    world.set(stock(many(5)))
    const stop = new AbortController()
    const stopping = breaking('putUploadPart', (call) => {
      if (call === 2) stop.abort()
      return false
    })
    expect((await world.pass('stock-levels', {}, { ...stopping, stop: stop.signal })).outcome).toBe('stopped')
    expect(world.memory().facts().failure).toBeUndefined()
    await passes()
    expect(world.calls).toEqual({ created: 1, parts: 5, committed: 1 })
  })
})

describe('a sudden fall', () => {
  const start = async (): Promise<void> => {
    world.set(stock(many(10)))
    await passes()
  }

  test('is held: nothing goes up, and what was valid stays valid', async () => {
    await start()
    world.set(stock({ ...many(10), K0000: 0, K0001: 0, K0002: 0, K0003: 0, K0004: 99 }))
    const result = await world.pass()
    expect(result).toMatchObject({
      outcome: 'held',
      problem: { code: 'outward-fall', params: { percent: '40', zero: '4', before: '10' } },
    })
    expect(new Set(Object.values(world.sold()))).toEqual(new Set(['5']))
    expect(world.memory().facts().held).toMatchObject({ percent: 40, zero: 4, gone: 0 })
    expect(world.calls.created).toBe(1)
  })

  test('up to the limit is not', async () => {
    await start()
    world.set(stock({ ...many(10), K0000: 0, K0001: 0, K0002: 0 }))
    await passes()
    expect(world.sold()).toMatchObject({ K0000: '0' })
  })

  test('counts what is gone and what is at zero together', async () => {
    await start()
    const { K0000, K0001, ...rest } = many(10)
    world.set(stock({ ...rest, K0002: 0, K0003: 0 }))
    expect(await world.pass('stock-levels', { full: true })).toMatchObject({
      problem: { params: { gone: '2', zero: '2', percent: '40' } },
    })
  })

  test('that heals by itself needs nobody', async () => {
    await start()
    world.set(stock(many(10, 0)))
    expect((await world.pass()).outcome).toBe('held')
    world.set(stock({ ...many(10), K0000: 4 }))
    await passes()
    expect(world.memory().facts().held).toBeUndefined()
  })

  test('that a person has confirmed goes through; the next one and a larger one do not', async () => {
    await start()
    world.set(stock({ ...many(6), ...many(10, 0), K0008: 5, K0009: 5 }))
    expect((await world.pass()).outcome).toBe('held')
    const allow = (): void => {
      const { held } = world.memory().facts()
      world.memory().keep({ allowed: { percent: held?.percent ?? 0, until: world.clock.now + HOUR } })
    }
    allow()
    // Meanwhile it became worse.
    world.set(stock(many(10, 0)))
    expect(await world.pass()).toMatchObject({ outcome: 'held', problem: { params: { percent: '100' } } })
    expect(world.memory().facts().allowed).toBeUndefined()
    allow()
    await passes()
    expect(new Set(Object.values(world.sold()))).toEqual(new Set(['0']))
    world.set(stock(many(10)))
    await passes()
    world.set(stock(many(10, 0)))
    expect((await world.pass()).outcome).toBe('held')
  })

  test('an empty reading is held, the first of all too', async () => {
    expect(await world.pass()).toMatchObject({ outcome: 'held', problem: { code: 'outward-empty' } })
    await start()
    world.configure({ 'stock-levels': { fallPercent: 100 } })
    world.set([])
    expect(await world.pass()).toMatchObject({ outcome: 'held', problem: { code: 'outward-empty' } })
    expect(world.shop().size).toBe(10)
  })
})

describe('only what has changed', () => {
  const outward = { 'stock-levels': { onlyChanged: true }, prices: { onlyChanged: true } }
  test('is read between full passes where the information system can tell', async () => {
    build({ since: true, outward })
    world.set(stock(many(10)))
    await passes()
    world.clock.pass(5 * HOUR)
    world.set(stock({ ...many(10), K0003: 1 }).map((card) => ({ ...card, changed: card.sku === 'K0003' ? world.clock.now : 0 })))
    await passes()
    expect(world.memory().facts()).toMatchObject({ read: 1, changed: 1 })
    expect(world.sold()['K0003']).toBe('1')
    // Clocks of two computers may differ: what lies a little further back is read once more, and has not changed.
    for (const read of [1, 0]) {
      world.clock.pass(5 * HOUR)
      await passes()
      expect(world.memory().facts()).toMatchObject({ read, changed: 0 })
    }
    expect(world.shop().size).toBe(10)
  })

  test('is not believed where a row is the sum of several warehouses', async () => {
    build({ since: true, outward })
    const cards = (second: string | undefined, pieces: string) => [
      { sku: 'A', warehouse: 'HL', physical: '5', changed: 0 },
      ...(second === undefined ? [] : [{ sku: 'A', warehouse: second, physical: pieces, changed: world.clock.now }]),
    ]
    world.set(cards(undefined, '0'))
    await passes()
    world.clock.pass(5 * HOUR)
    // A second warehouse appears: what has changed alone would be only its own pieces.
    world.set(cards('B', '2'))
    await passes()
    expect(world.sold()).toEqual({ A: '7' })
  })
})

describe('both sides must agree', () => {
  test.each([
    ['another mode', () => world.setMode('production'), 'wrong-mode'],
    ['an account without the agenda', () => world.account.agendas.splice(1, 1), 'outward-not-agreed'],
    ['a rule that nobody has agreed to', () => world.configure({ prices: {} }), 'outward-off'],
  ] as const)('%s: nothing is read or sent', async (_, change, code) => {
    world.set(stock({ A: 1 }))
    change()
    expect(await world.pass()).toMatchObject({ outcome: 'failed', retry: false, problem: { code } })
    expect(world.calls.created).toBe(0)
  })

  test('another mode has other shops: everything goes up anew', async () => {
    world.set(stock({ A: 1 }))
    await passes()
    world.setMode('production')
    await passes('stock-levels', {}, { mode: 'production' })
    expect(world.calls.created).toBe(2)
  })
})

describe('the memory of what was sent', () => {
  test('that is lost costs one full upload, which also takes away what has gone meanwhile', async () => {
    world.set(stock({ A: 1, B: 1 }))
    await passes()
    world.lose()
    world.set(stock({ A: 1 }))
    await passes()
    expect(world.sold()).toEqual({ A: '1' })
    expect(world.calls.created).toBe(2)
  })

  test('that is spoiled is set aside and made anew', async () => {
    world.set(stock({ A: 1 }))
    await passes()
    world.die()
    for (const suffix of COMPANIONS) rmSync(outwardPath(world.root) + suffix, { force: true })
    writeFileSync(outwardPath(world.root), 'this is no database, but long enough to look at, and then some more of it')
    await passes()
    expect(world.anew()).toBe(1)
    expect(world.sold()).toEqual({ A: '1' })
  })

  test('a reading that is cut short is not used, and the pass says why', async () => {
    world.set(stock({ A: 1, B: 1 }))
    await passes()
    world.set(stock(many(2000, 3)))
    const result = await world.pass(
      'stock-levels',
      { full: true },
      {
        through: (ports) => ({
          ...ports,
          is: {
            ...ports.is,
            async *readStock(request, signal) {
              let portions = 0
              for await (const portion of ports.is.readStock?.(request, signal) ?? []) {
                if (++portions > 300) throw new Error('the wire broke')
                yield portion
              }
            },
          },
        }),
      },
    )
    expect(result).toMatchObject({ outcome: 'failed', problem: { code: 'internal' } })
    expect(world.sold()).toEqual({ A: '1', B: '1' })
    expect(world.memory().facts().failure?.inARow).toBe(1)
    await passes()
    expect(world.memory().facts().failure).toBeUndefined()
    expect(world.shop().size).toBe(2002)
  })
})
