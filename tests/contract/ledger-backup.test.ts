import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { Clock } from '../../src/main/engine/ports'
import { backupNow, checkNow, restoreNow } from '../../src/main/keep-ledger'
import { listBackups } from '../../src/main/ledger/backup'
import { thisHolder } from '../../src/main/system/machine-lock'
import { call } from '../support/sandbox'
import { createWorld, expectEachDocumentOnce, type World } from '../support/world'

let world: World
afterEach(() => world?.close())

const DAY = 86_400_000
/** A clock that a test can set; it goes on by itself. */
function settableClock(): Clock & { set(ms: number): void } {
  let shift = 0
  return {
    now: () => Date.now() + shift,
    monotonicMs: () => Math.floor(performance.now()) + Math.max(0, shift),
    set: (ms) => {
      shift = ms
    },
  }
}
const restore = async (file: string, at = Date.now()) => {
  await world.client().close()
  return restoreNow(world.dataDir, file, at, world.sandbox.companyId, thisHolder('cli'))
}
const newest = (kind: string) => listBackups(world.dataDir).findLast((one) => one.kind === kind)?.path ?? ''
/** The promise about the information system and the central side alone: what a ledger that lost its memory can't say itself. */
const expectRecordedOnce = (count: number) => {
  const recorded = world.pohoda.orders().map((record) => record.itemId)
  expect(recorded).toHaveLength(count)
  expect(new Set(recorded).size).toBe(count)
  expect(world.sandbox.counts().processed).toBe(count)
}

describe('a ledger that is restored from its copy', () => {
  test('hands nothing over twice: 20 orders, copy, 20 more, restore, sync → each exactly once, and the comparison names the 20', async () => {
    world = await createWorld()
    world.sandbox.seedOrders(20)
    await world.open()
    await world.settle()
    const copy = backupNow(world.dataDir, Date.now()) ?? ''
    const later = world.sandbox.seedOrders(20)
    await world.settle()
    expectRecordedOnce(40)

    const { aside } = await restore(copy)
    expect(existsSync(join(aside ?? '', 'ledger.db'))).toBe(true)
    const client = await world.open()
    const status = await client.syncNow()
    expectRecordedOnce(40)
    // Compared by itself after a restore, and told.
    expect(status).toMatchObject({ state: 'attention', differences: 20, problem: { code: 'sides-differ' } })
    const found = await client.verify(true)
    expect(found.differences.map((one) => [one.kind, one.itemId]).sort()).toEqual(
      later.map((itemId) => ['missing-here', itemId]).sort(),
    )
    // With the number of the record, so that a person can look at it.
    const numbers = new Map(world.pohoda.orders().map((record) => [record.itemId, record.number]))
    for (const one of found.differences) expect(one.record?.number).toBe(numbers.get(one.itemId))

    // Put back into processing, they come again: found in the information system, and then all three sides are the same.
    for (const itemId of later)
      expect((await call(world.sandbox, world.sandbox.keys.admin, 'POST', `/admin/queue/${itemId}/requeue`)).status).toBe(200)
    await world.settle()
    expectEachDocumentOnce(world, { imported: 40 })
    expect((await client.verify(false)).count).toBe(0)
    expect(client.status()).toMatchObject({ state: 'ok' })
    await client.close()
    expect(checkNow(world.dataDir, undefined)?.findings).toEqual([])
  }, 120_000)

  test('looks up what stood as ready in the copy and was recorded after it', async () => {
    world = await createWorld()
    world.sandbox.seedOrders(5)
    world.pohoda.faults({ lockedDatabase: true })
    const client = await world.open()
    await client.syncNow()
    expect(world.documents().map((row) => row.state)).toEqual(Array(5).fill('ready'))
    const copy = backupNow(world.dataDir, Date.now()) ?? ''
    world.pohoda.faults({})
    await world.settle()
    expectEachDocumentOnce(world, { imported: 5 })

    expect((await restore(copy)).lookedUpFirst).toBe(5)
    await world.open()
    expect(world.documents().map((row) => row.state)).toEqual(Array(5).fill('unknown'))
    await world.settle()
    expectEachDocumentOnce(world, { imported: 5 })
    for (const row of world.documents())
      expect(
        world
          .client()
          .showDocument(row.itemId)
          .events.map((event) => event.step)
          .slice(-3),
      ).toEqual(['unknown', 'imported', 'reported'])
  }, 60_000)

  test('is refused while an engine runs, and says who holds it', async () => {
    world = await createWorld()
    world.sandbox.seedOrders(1)
    const client = await world.open()
    await client.syncNow()
    const copy = backupNow(world.dataDir, Date.now()) ?? ''
    expect(() => restoreNow(world.dataDir, copy, Date.now(), undefined, thisHolder('cli'))).toThrow(/engine-held/)
    expect(readdirSync(world.dataDir).filter((name) => /replaced|restoring/.test(name))).toEqual([])
  })
})

describe('daily copies', () => {
  test('are made by the runs, one a day, and a clock set to and fro neither multiplies nor stops them', async () => {
    world = await createWorld()
    world.sandbox.seedOrders(2)
    const clock = settableClock()
    const client = await world.open({ clock })
    const daily = () => listBackups(world.dataDir).filter((one) => one.kind === 'daily').length
    await client.syncNow()
    await client.syncNow()
    expect(daily()).toBe(1)
    clock.set(DAY + 60_000)
    await client.syncNow()
    await client.syncNow()
    expect(daily()).toBe(2)
    clock.set(-400 * DAY)
    await client.syncNow()
    await client.syncNow()
    expect(daily()).toBe(3)
    clock.set(0)
    await client.syncNow()
    expect(daily()).toBe(3)
    clock.set(3 * DAY)
    await client.syncNow()
    expect(daily()).toBe(4)
    expect(checkNow(world.dataDir, newest('daily'))?.findings).toEqual([])
  })

  test('one that fails is told and stops no order; it is told no more once it works again', async () => {
    world = await createWorld()
    world.sandbox.seedOrders(3)
    const clock = settableClock()
    const folder = join(world.dataDir, 'ledger-backups')
    const client = await world.open({ clock })
    // A file where the folder should be: nothing can be written there, not even by root.
    writeFileSync(folder, '')
    const status = await client.syncNow()
    expect(status).toMatchObject({ state: 'attention', counts: { imported: 3 }, problem: { code: 'backup-failed' } })
    expect(readFileSync(join(world.dataDir, 'logs', 'cli.log'), 'utf8')).toContain('the daily copy of the ledger failed')
    rmSync(folder)
    mkdirSync(folder)
    // Tried again after an hour, not at each run.
    expect((await client.syncNow()).problem?.code).toBe('backup-failed')
    clock.set(61 * 60_000)
    expect(await client.syncNow()).toMatchObject({ state: 'ok', counts: { imported: 3 } })
    expect(client.status().problem).toBeUndefined()
    expect(newest('daily')).not.toBe('')
  })
})
