import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { createCentral } from '../../src/main/central/central'
import { type Client, openClient, systemClock } from '../../src/main/client'
import type { Clock } from '../../src/main/engine/ports'
import { type VerifyPorts, verifySides } from '../../src/main/engine/verify'
import { openLedgerFile } from '../../src/main/ledger/open'
import { createVerificationLedger, createVerificationReader } from '../../src/main/ledger/verify'
import { call } from '../support/sandbox'
import { createWorld, expectEachDocumentOnce, setUpClient, type World } from '../support/world'

let world: World
const others: { client: Client; dataDir: string }[] = []
afterEach(async () => {
  for (const { client, dataDir } of others.splice(0)) {
    await client.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
  await world?.close()
})

const admin = (path: string) => call(world.sandbox, world.sandbox.keys.admin, 'POST', `/admin/queue/${path}`, {})
/** A second installation of the same company, with a ledger of its own. */
async function another(): Promise<Client> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bi-client-'))
  setUpClient(dataDir, world.sandbox, world.pohoda)
  const client = await openClient({ dataDir, surface: 'cli' })
  others.push({ client, dataDir })
  return client
}
const kinds = async (client: Client, all = true) =>
  (await client.verify(all)).differences.map((one) => [one.kind, one.itemId] as const)
function shiftedClock(): Clock & { shift: number } {
  const clock = {
    shift: 0,
    now: () => Date.now() + clock.shift,
    monotonicMs: () => Math.floor(performance.now()) + clock.shift,
  }
  return clock
}
const DAY = 86_400_000

describe('the three sides', () => {
  test('of a good day say the same, and all are counted', async () => {
    world = await createWorld()
    world.sandbox.seedOrders(30)
    world.sandbox.seedOrders(0, { faulty: 4, randomSeed: 5 })
    const client = await world.open()
    await world.settle()
    world.sandbox.seedOrders(3)
    const { verification, count } = await client.verify(true)
    expect(count).toBe(0)
    expect(verification).toMatchObject({
      complete: true,
      all: true,
      here: { imported: 30, quarantined: 4, none: 3 },
      records: { asked: 34, found: 30 },
    })
    const central = world.sandbox.counts()
    for (const [state, n] of Object.entries(central)) expect(verification.central[state] ?? 0, state).toBe(n)
    expect(client.status().problem).toBeUndefined()
  })

  test('an outcome that was lost at the central side is told again by itself, without a person', async () => {
    world = await createWorld()
    const [itemId = ''] = world.sandbox.seedOrders(3)
    const client = await world.open()
    await world.settle()
    expect((await admin(`${itemId}/requeue`)).status).toBe(200)
    const { verification, count } = await client.verify(false)
    expect([verification.healing, count]).toEqual([1, 0])
    expect(client.status()).toMatchObject({ counts: { unreported: 1 } })
    await world.settle()
    expectEachDocumentOnce(world, { imported: 3 })
    expect(client.status().state).toBe('ok')
  })

  test('a record that somebody deleted is told, until a person has looked into it and confirms it', async () => {
    world = await createWorld()
    world.sandbox.seedOrders(3)
    const client = await world.open()
    await world.settle()
    const [record] = world.pohoda.orders()
    world.pohoda.deleteOrder(record?.number ?? '')
    expect(await kinds(client)).toEqual([['record-gone', record?.itemId]])
    expect(client.status()).toMatchObject({ state: 'attention', differences: 1, problem: { code: 'sides-differ' } })
    // Looked into and confirmed: it calls for attention no more, though it is still so.
    await client.acceptDifferences('storno, zapsáno ručně')
    expect(client.status()).toMatchObject({ state: 'ok' })
    expect(await kinds(client)).toEqual([])
    expect(client.status().problem).toBeUndefined()
  })

  test('what another installation did is told: done there and never seen here, or held here and recorded', async () => {
    world = await createWorld()
    const [refusedItem = ''] = world.sandbox.seedOrders(3)
    const number = world.sandbox.items().find((item) => item.itemId === refusedItem)?.number ?? ''
    world.pohoda.faults({ refuse: [{ numberOrder: number, errno: 103, note: 'uzavřeno' }] })
    const client = await world.open()
    await world.settle()
    expect(client.showDocument(refusedItem).summary.state).toBe('rejected')
    world.pohoda.faults({})
    expect((await admin(`${refusedItem}/requeue`)).status).toBe(200)
    const [unseen = ''] = world.sandbox.seedOrders(1, { randomSeed: 9 })
    const other = await another()
    await other.syncNow()
    expect(world.sandbox.counts()).toMatchObject({ processed: 4, waiting: 0 })
    expect([...(await kinds(client))].sort()).toEqual(
      [
        ['missing-here', unseen],
        ['record-of-held', refusedItem],
      ].sort(),
    )
    // Taken out here, the first is still recorded there: it stays until a person confirms it.
    await client.skipDocument(refusedItem, 'zapsala druhá instalace')
    expect((await kinds(client)).map(([kind]) => kind)).toContain('record-of-held')
  })

  test('what the operator marked as processed and is held here is told, until it is taken out', async () => {
    world = await createWorld()
    const [itemId = ''] = world.sandbox.seedOrders(0, { faulty: 1, randomSeed: 5 })
    const client = await world.open()
    await world.settle()
    expect((await admin(`${itemId}/processed`)).status).toBe(200)
    expect(await kinds(client, false)).toEqual([['finished-there', itemId]])
    await client.skipDocument(itemId, 'zapsáno ručně')
    expect(await kinds(client, false)).toEqual([])
    const detail = client.showDocument(itemId)
    expect(detail.summary).toMatchObject({ state: 'skipped', problem: { code: 'skipped-by-person' } })
    expect(detail.events.at(-1)).toMatchObject({ step: 'skipped', problem: { params: { reason: 'zapsáno ručně' } } })
  })

  test('without an answer of the information system nothing is said to be the same, and nothing is settled', async () => {
    world = await createWorld()
    world.sandbox.seedOrders(2)
    const client = await world.open()
    await world.settle()
    const [record] = world.pohoda.orders()
    world.pohoda.deleteOrder(record?.number ?? '')
    expect(await kinds(client)).toHaveLength(1)
    world.pohoda.faults({ lockedDatabase: true })
    const { verification, count } = await client.verify(true)
    expect(verification).toMatchObject({ complete: false, isProblem: { code: 'is-locked' } })
    expect(count).toBe(1)
  })

  test('with an old POHODA that can not be asked, no record is said to be gone', async () => {
    world = await createWorld({ connector: { lookup: 'none' } })
    world.sandbox.seedOrders(2)
    const client = await world.open()
    await world.settle()
    const { verification, count } = await client.verify(true)
    expect(client.status().counts.imported).toBe(2)
    expect([count, verification.records.asked, verification.complete]).toEqual([0, 0, true])
  })
})

describe('what can not be told', () => {
  test('what was handed over to other books is not said to be gone from these', async () => {
    world = await createWorld()
    world.sandbox.seedOrders(2)
    await world.open()
    await world.settle()
    await world.client().close()
    // As after the change of the year: another database, which knows nothing of the old one's records.
    const sql = openLedgerFile(world.dataDir)
    sql.exec("UPDATE documents SET target = 'pohoda:StwPh_12345678_2025' WHERE id = 1")
    sql.close()
    for (const { number } of world.pohoda.orders()) world.pohoda.deleteOrder(number)
    const { differences, verification } = await (await world.open()).verify(true)
    expect(verification.records.asked).toBe(1)
    expect(differences).toMatchObject([{ kind: 'record-gone', itemId: world.documents()[0]?.itemId }])
  })

  test('a central side from before the list of items is asked item by item: the new ones, those held, those that differed', async () => {
    world = await createWorld()
    world.sandbox.seedOrders(3)
    const [held = ''] = world.sandbox.seedOrders(0, { faulty: 1, randomSeed: 5 })
    await world.open()
    await world.settle()
    await world.client().close()
    const log = { debug() {}, info() {}, warn() {}, error() {} }
    const { items: _list, ...central } = createCentral({
      baseUrl: world.sandbox.url,
      apiKey: world.sandbox.keys.client,
      clientVersion: '1.0.0',
      log,
      clock: systemClock,
    })
    const asked: string[] = []
    const itemState: typeof central.itemState = (itemId, signal) => {
      asked.push(itemId)
      return central.itemState(itemId, signal)
    }
    const is: VerifyPorts['is'] = { guard: 'none', target: 'none', find: async () => new Map() }
    const sql = openLedgerFile(world.dataDir)
    const ledger = createVerificationLedger(sql, Date.now)
    const compare = () => {
      asked.length = 0
      return verifySides(
        { central: { ...central, itemState }, ledger, is, clock: systemClock, log },
        { mode: 'test', all: false, trigger: 'test', budgetMs: 60_000, stop: new AbortController().signal },
      )
    }
    try {
      expect(await compare()).toMatchObject({ complete: true, central: { processed: 3 } })
      expect(asked).toHaveLength(4)
      expect((await admin(`${held}/processed`)).status).toBe(200)
      await compare()
      expect(asked).toEqual([held])
      expect(createVerificationReader(sql).open(10)).toMatchObject([{ kind: 'finished-there', itemId: held }])
    } finally {
      sql.close()
    }
  })

  test('a comparison that is cut off goes on where it was', async () => {
    world = await createWorld()
    world.sandbox.seedOrders(3)
    await world.open()
    await world.settle()
    await world.client().close()
    const log = { debug() {}, info() {}, warn() {}, error() {} }
    const central = createCentral({
      baseUrl: world.sandbox.url,
      apiKey: world.sandbox.keys.client,
      clientVersion: '1.0.0',
      log,
      clock: systemClock,
    })
    const is: VerifyPorts['is'] = { guard: 'none', target: 'none', find: async () => new Map() }
    const sql = openLedgerFile(world.dataDir)
    const ledger = createVerificationLedger(sql, Date.now)
    const compare = (budgetMs: number) =>
      verifySides(
        { central, ledger, is, clock: systemClock, log },
        { mode: 'test', all: false, trigger: 'test', budgetMs, stop: new AbortController().signal },
      )
    try {
      expect(await compare(-1)).toMatchObject({ complete: false, central: {} })
      expect(await compare(60_000)).toMatchObject({ complete: true, central: { processed: 3 } })
    } finally {
      sql.close()
    }
  })
})

describe('by itself', () => {
  test('the sides are compared once a day, in a run, and the state turns to attention', async () => {
    world = await createWorld()
    world.sandbox.seedOrders(5)
    const clock = shiftedClock()
    const client = await world.open({ clock })
    await client.syncNow()
    expect(client.status().verifiedAt).toBeUndefined()
    const [record] = world.pohoda.orders()
    world.pohoda.deleteOrder(record?.number ?? '')
    clock.shift = DAY + 60_000
    expect(await client.syncNow()).toMatchObject({ state: 'attention', differences: 1, verifiedAt: expect.any(String) })
    const first = client.status().verifiedAt
    clock.shift += 60_000
    expect((await client.syncNow()).verifiedAt).toBe(first)
    clock.shift += DAY
    expect((await client.syncNow()).verifiedAt).not.toBe(first)
  })

  test('and after a hand-over that was interrupted', async () => {
    world = await createWorld()
    world.sandbox.seedOrders(2)
    const clock = shiftedClock()
    await world.open({ clock })
    await world.settle()
    await world.client().close()
    // As a kill between the hand-over and its answer leaves it.
    const sql = openLedgerFile(world.dataDir)
    sql.exec("UPDATE documents SET state = 'sending', report_state = 'none' WHERE id = 1")
    sql.close()
    const client = await world.open({ clock })
    expect((await client.syncNow()).verifiedAt).toBeDefined()
    await world.settle()
    expectEachDocumentOnce(world, { imported: 2 })
  })

  test('what a person asks of a second process is done by the one that holds the engine', async () => {
    world = await createWorld()
    const [itemId = ''] = world.sandbox.seedOrders(2)
    world.sandbox.seedOrders(0, { faulty: 1, randomSeed: 5 })
    const holder = await world.open()
    await holder.syncNow()
    const second = await openClient({ dataDir: world.dataDir, surface: 'cli' })
    others.push({ client: second, dataDir: join(tmpdir(), 'bi-none') })
    world.pohoda.deleteOrder(world.pohoda.orders().find((record) => record.itemId === itemId)?.number ?? '')
    expect(await kinds(second)).toEqual([['record-gone', itemId]])
    await second.acceptDifferences('ano')
    expect(second.status().differences).toBeUndefined()
    const held = world.documents().find((row) => row.state === 'quarantined')?.itemId ?? ''
    await second.skipDocument(held, 'zapsáno ručně')
    expect(second.showDocument(held).summary.state).toBe('skipped')
    await expect(second.skipDocument(held, 'znovu')).rejects.toThrow('document-not-skippable')
    await expect(second.skipDocument('none', 'x')).rejects.toThrow('document-not-found')
    expect(existsSync(join(world.dataDir, 'requests', 'refused'))).toBe(false)
  })
})
