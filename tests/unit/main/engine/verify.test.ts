import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { LedgerDocument } from '../../../../src/main/engine/ports'
import { compareSides, type Sides, type VerifyOptions, type VerifyPorts, verifySides } from '../../../../src/main/engine/verify'
import { createVerificationLedger, createVerificationReader } from '../../../../src/main/ledger/verify'
import { verificationDue } from '../../../../src/main/upkeep'
import { itemStateSchema } from '../../../../src/shared/central-api/queue'
import { documentStateSchema, reportStateSchema } from '../../../../src/shared/documents/document-state'
import { Failure, problem } from '../../../../src/shared/failure'
import { createEngineWorld, type EngineWorld } from '../../../support/engine-world'

const document = (state: LedgerDocument['state'], reportState: LedgerDocument['reportState'] = 'none'): LedgerDocument => ({
  id: 1,
  itemId: 'i',
  agenda: 'orders',
  test: true,
  number: 'N',
  state,
  reportState,
  payloadSha256: '',
  target: 'books',
  claimId: undefined,
  reference: state === 'imported' ? { id: '7', number: '26007' } : undefined,
  problem: undefined,
  attempts: 1,
  lookFirst: false,
  unknownSince: 0,
  doubtSince: undefined,
  updatedAt: 0,
})
const RECORD = { id: '7', number: '26007' }
type Central = NonNullable<Sides['central']>
const there = (state: Central['state'], erpReference?: Central['erpReference']): Central => ({
  state,
  ...(erpReference ? { erpReference } : {}),
})
const told = document('imported', 'accepted')

describe('one document on three sides', () => {
  test.each([
    ['all the same', told, there('processed', RECORD), RECORD, undefined],
    ['processed without a reference', told, there('processed'), RECORD, undefined],
    ['another record there', told, there('processed', { id: '8', number: '26008' }), RECORD, 'reference-differs'],
    ['another number there, the same record', told, there('processed', { id: '7', number: '99' }), RECORD, undefined],
    ['another number, and no id to tell', told, there('processed', { number: '99' }), RECORD, 'reference-differs'],
    ['deleted', told, there('processed', RECORD), 'absent', 'record-gone'],
    ['deleted before it was told', document('imported', 'due'), there('claimed'), 'absent', 'record-gone'],
    ['waits there though it was told', told, there('waiting'), RECORD, 'report-lost'],
    ['is being given out there though it was told', told, there('claimed'), 'unasked', 'report-lost'],
    ['on its way there', document('imported', 'due'), there('claimed'), RECORD, undefined],
    ['refused there: that waits for a person already', document('imported', 'refused'), there('cancelled'), RECORD, undefined],
    ['cancelled there', told, there('cancelled'), RECORD, 'cancelled-there'],
    ['rejected there', told, there('rejected'), RECORD, 'cancelled-there'],
    ['unknown there', told, undefined, RECORD, 'unknown-there'],
    ['never seen here', undefined, there('processed', RECORD), RECORD, 'missing-here'],
    ['never seen here, and nowhere recorded', undefined, there('processed'), 'absent', 'missing-here'],
    ['rejected by somebody else', undefined, there('rejected'), 'unasked', 'missing-here'],
    ['not here yet', undefined, there('waiting'), 'unasked', undefined],
    ['cancelled before it came', undefined, there('cancelled'), 'unasked', undefined],
    ['held, and recorded', document('quarantined'), there('claimed'), RECORD, 'record-of-held'],
    ['refused, and recorded', document('rejected', 'accepted'), there('rejected'), RECORD, 'record-of-held'],
    ['taken out, and recorded', document('skipped', 'accepted'), there('cancelled'), RECORD, 'record-of-held'],
    ['held, done there', document('quarantined'), there('processed'), 'absent', 'finished-there'],
    ['taken out, done there', document('skipped'), there('processed'), 'absent', undefined],
    ['refused, told, unknown there', document('rejected', 'accepted'), undefined, 'absent', 'unknown-there'],
    ['held and waiting', document('quarantined'), there('waiting'), 'absent', undefined],
  ] as const)('%s', (_what, here, central, record, kind) => {
    expect(compareSides({ here, central, record })).toBe(kind)
  })

  test('what is still worked on is no difference, whatever the others say', () => {
    for (const state of documentStateSchema.options.filter((one) => ['received', 'ready', 'sending', 'unknown'].includes(one)))
      for (const central of [undefined, ...itemStateSchema.options.map((one) => there(one))])
        for (const record of [RECORD, 'absent', 'unasked'] as const)
          expect(compareSides({ here: document(state), central, record })).toBeUndefined()
  })

  test('without the word of the information system nothing is said about its records', () => {
    for (const state of documentStateSchema.options)
      for (const report of reportStateSchema.options)
        for (const central of [undefined, ...itemStateSchema.options.map((one) => there(one, RECORD))])
          expect(['record-gone', 'record-of-held']).not.toContain(
            compareSides({ here: document(state, report), central, record: 'unasked' }),
          )
  })
})

describe('a comparison', () => {
  let world: EngineWorld
  beforeEach(() => {
    world = createEngineWorld()
  })
  afterEach(() => world.close())

  /** The real queue's items as a list, in pages of this many. */
  const listed =
    (size: number): NonNullable<VerifyPorts['central']['items']> =>
    async ({ after }, signal) => {
      const later = world.items().filter((row) => row.seq > Number(after ?? 0))
      const rows = later.slice(0, size)
      const states = await Promise.all(rows.map((row) => world.central.itemState(row.item_id, signal)))
      const cursor = rows.at(-1)?.seq ?? after
      return {
        items: states.filter((one) => one !== undefined),
        ...(cursor === undefined ? {} : { cursor: String(cursor) }),
        more: later.length > rows.length,
      }
    }
  const itemState: VerifyPorts['central']['itemState'] = (itemId, signal) => world.central.itemState(itemId, signal)
  const silent = { debug() {}, info() {}, warn() {}, error() {} }
  const ledgerOf = (machine = world.machine()) => createVerificationLedger(machine.sql(), () => world.clock.now)
  const compare = (ports: Partial<VerifyPorts> = {}, options: Partial<VerifyOptions> = {}) =>
    verifySides(
      {
        central: { itemState, items: listed(2) },
        ledger: ledgerOf(),
        is: world.books.is,
        clock: { now: () => world.clock.now, monotonicMs: () => world.clock.monotonic },
        log: silent,
        ...ports,
      },
      { mode: 'test', all: false, trigger: 'test', budgetMs: 25_000, stop: new AbortController().signal, ...options },
    )
  /** A central side without the list, each of whose answers takes 10 s. */
  const slow = (asked: string[]): VerifyPorts['central'] => ({
    itemState: (itemId, signal) => {
      asked.push(itemId)
      world.clock.pass(10_000)
      return itemState(itemId, signal)
    },
  })
  const imported = async (count: number): Promise<string[]> => {
    const itemIds = world.addOrders(count)
    await world.machine().run()
    expect(world.machine().reader().counts().imported).toBe(count)
    return itemIds
  }
  const open = (machine = world.machine()) =>
    createVerificationReader(machine.sql())
      .open(100)
      .map(({ kind, itemId }) => [kind, itemId])

  test('with a central side where nothing ever was is complete at once', async () => {
    expect(await compare()).toMatchObject({ complete: true, central: {}, here: {} })
    expect(ledgerOf().progress()).toEqual({ frontier: undefined, rolling: undefined, lastId: 0 })
  })

  test('goes through the old ones slice by slice, and then begins again', async () => {
    await imported(25)
    expect(await compare()).toMatchObject({ complete: true, central: { processed: 25 }, records: { asked: 25, found: 25 } })
    const first = ledgerOf().progress()
    expect(Number(first.rolling)).toBeGreaterThan(0)
    expect(Number(first.rolling)).toBeLessThan(Number(first.frontier))
    expect(await compare()).toMatchObject({ complete: true, central: { processed: 5 } })
    expect(ledgerOf().progress()).toEqual({ ...first, rolling: undefined })
  })

  test('names what was told and is unknown at the central side', async () => {
    const [lost = ''] = await imported(2)
    const forgetful: VerifyPorts['central'] = {
      itemState: async (itemId, signal) => (itemId === lost ? undefined : itemState(itemId, signal)),
    }
    expect(await compare({ central: forgetful })).toMatchObject({ complete: true, central: { processed: 1, none: 1 } })
    expect(open()).toEqual([['unknown-there', lost]])
    expect(createVerificationReader(world.machine().sql()).open(1)[0]).not.toHaveProperty('central')
  })

  test('in production is not alarmed by a test order that was deleted in the information system; in test it tells', async () => {
    const [gone = ''] = await imported(2)
    expect(
      world
        .machine()
        .reader()
        .list({ limit: 9 })
        .documents.every(({ test: isTest }) => isTest),
    ).toBe(true)
    world.books.remove(gone)
    expect(await compare({}, { all: true, mode: 'production' })).toMatchObject({
      complete: true,
      records: { asked: 2, found: 1 },
    })
    expect(open()).toEqual([])
    await compare({}, { all: true })
    expect(open()).toEqual([['record-gone', gone]])
    // What it told before is settled by the switch.
    await compare({}, { all: true, mode: 'production' })
    expect(open()).toEqual([])
  })

  test('that runs out of time while it asks one by one goes on from there, and asks about none again', async () => {
    const itemIds = await imported(5)
    const asked: string[] = []
    expect(await compare({ central: slow(asked) })).toMatchObject({ complete: false, central: { processed: 3 } })
    expect(await compare({ central: slow(asked) })).toMatchObject({ complete: true, central: { processed: 2 } })
    expect(asked).toEqual(itemIds)
  })

  test('that runs out of time among what differed before is not complete', async () => {
    const itemIds = await imported(5)
    const other = world.addMachine()
    const ledger = ledgerOf(other)
    await compare({ ledger })
    const missing = itemIds.map((itemId) => ['missing-here', itemId])
    expect(open(other).toSorted()).toEqual(missing.toSorted())
    expect(await compare({ ledger, central: slow([]) })).toMatchObject({ complete: false, here: { none: 3 } })
    expect(open(other).toSorted()).toEqual(missing.toSorted())
  })

  test.each([
    ['a page', () => ({ itemState, items: listed(2) })],
    ['those asked one by one', () => ({ itemState })],
  ])('that is stopped while the information system looks up %s has not compared them: the next one does', async (_what, side) => {
    const [gone = ''] = await imported(3)
    world.books.remove(gone)
    const stop = new AbortController()
    const stopping: VerifyPorts['is'] = {
      ...world.books.is,
      find: async () => {
        stop.abort()
        throw new Failure(problem('is-no-answer'), { effect: 'nothing', retry: true })
      },
    }
    expect(await compare({ central: side(), is: stopping }, { stop: stop.signal })).toMatchObject({
      complete: false,
      central: {},
      records: { asked: 0 },
    })
    expect(ledgerOf().progress()).toEqual({ frontier: undefined, rolling: undefined, lastId: 0 })
    expect(await compare({ central: side() })).toMatchObject({ complete: true })
    expect(open()).toEqual([['record-gone', gone]])
  })
})

describe('a comparison is due', () => {
  const DAY = 86_400_000
  const now = Date.parse('2026-03-01T08:00:00Z')
  const last = (at: number, complete = true) => ({ finishedAt: new Date(at).toISOString(), complete })
  const due = (known: Partial<Parameters<typeof verificationDue>[1]>) =>
    verificationDue(now, { wanted: undefined, last: undefined, firstRunAt: undefined, ...known })

  test('a day after the last one, after the first day, at once when it is wanted or was cut off', () => {
    expect(due({})).toBeUndefined()
    expect(due({ firstRunAt: now - DAY + 1 })).toBeUndefined()
    expect(due({ firstRunAt: now - DAY })).toBe('daily')
    expect(due({ last: last(now - 1000), firstRunAt: now - 9 * DAY })).toBeUndefined()
    expect(due({ last: last(now - DAY) })).toBe('daily')
    expect(due({ last: last(now - 1000, false) })).toBe('continued')
    expect(due({ last: last(now - 1000), wanted: 'restored' })).toBe('restored')
    expect(due({ last: last(now - 1000), wanted: '' })).toBeUndefined()
  })

  test('also when the clock was set back since', () => {
    expect(due({ last: last(now + 300 * DAY) })).toBe('daily')
  })
})
