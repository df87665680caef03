import { execFile } from 'node:child_process'
import { closeSync, existsSync, openSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { openClient } from '../../src/main/client'
import { backupNow, checkNow } from '../../src/main/keep-ledger'
import { newestBackup } from '../../src/main/ledger/backup'
import { bundleForNode } from '../support/bundle-for-node'
import { createWorld, expectEachDocumentOnce, type World } from '../support/world'

/**
 * On POSIX systems a process loses its locks on a file as soon as it closes any handle of that file. Whatever the client
 * does with its files while it holds the engine, nobody else may get in; and a reader that comes and goes must never
 * think itself the last one and take the -wal away, in which the newest commits stand.
 */
let probe = ''
let world: World
beforeAll(async () => {
  probe = await bundleForNode('tests/support/machine-lock-probe.ts')
})
beforeEach(async () => {
  world = await createWorld({ sync: { intervalSeconds: 300 } })
  world.sandbox.seedOrders(2)
})
afterEach(() => world.close())

const stranger = async (): Promise<{ taken: boolean; imported: number }> =>
  JSON.parse((await promisify(execFile)(process.execPath, [probe, world.dataDir])).stdout)
const wal = () => join(world.dataDir, 'ledger.db-wal')

const acts: Record<string, () => unknown> = {
  'a run with its daily copy': () => expect(newestBackup(world.dataDir)).toBeDefined(),
  'another run': () => world.client().syncNow(),
  'a copy by a person': () => backupNow(world.dataDir, Date.now()),
  'a check of the ledger': () => checkNow(world.dataDir),
  'a check of its copy': () => checkNow(world.dataDir, newestBackup(world.dataDir)),
  'a comparison of the sides': () => world.client().verify(true),
  'changed settings': () => world.client().setLanguage('sk'),
  'a second client in the same process that comes and goes': async () => {
    const second = await openClient({ dataDir: world.dataDir, surface: 'desktop' })
    expect(second.status().counts.imported).toBe(2)
    await second.close()
  },
  'lists, details and a status': () => {
    for (const { itemId } of world.documents()) world.client().showDocument(itemId)
    world.client().status()
  },
}

test('the engine stays locked and the -wal stays, whatever the client has done with its files', async () => {
  const client = await world.open()
  await client.syncNow()
  for (const [name, act] of Object.entries(acts)) {
    await act()
    const file = statSync(wal()).ino
    expect(await stranger(), name).toEqual({ taken: false, imported: 2 })
    expect(existsSync(wal()) && statSync(wal()).ino, name).toBe(file)
  }
  world.sandbox.seedOrders(1)
  await client.syncNow()
  expect((await stranger()).imported).toBe(3)
  expectEachDocumentOnce(world, { imported: 3 })
})

test.skipIf(process.platform === 'win32')(
  'this test can fail: a handle that is opened and closed on the lock file lets a second one in',
  async () => {
    const client = await world.open()
    await client.syncNow()
    closeSync(openSync(join(world.dataDir, 'engine.lock'), 'r'))
    expect((await stranger()).taken).toBe(true)
  },
)
