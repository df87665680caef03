import { execFile } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { restoreNow } from '../../src/main/keep-ledger'
import { newestBackup } from '../../src/main/ledger/backup'
import { openSql } from '../../src/main/ledger/database'
import { openLedgerFile } from '../../src/main/ledger/open'
import { thisHolder } from '../../src/main/system/machine-lock'
import { asFailure, type Problem } from '../../src/shared/failure'
import { problemText } from '../../src/shared/texts/problem-text'
import { mountingForbidden, readOnly } from '../support/machine-world'
import { createWorld, expectEachDocumentOnce, type World } from '../support/world'

const forbidden = mountingForbidden()
if (forbidden !== undefined) console.warn(`read-only is skipped: ${forbidden}`)

let world: World
const inside = (name: string): string => join(world.dataDir, name)
const ledger = (): string => inside('ledger.db')

/** Three documents are recorded and copied, a fourth is recorded after the copy, two more wait. */
beforeEach(async () => {
  world = await createWorld({ sync: { intervalSeconds: 300 } })
  world.sandbox.seedOrders(3)
  await world.open()
  await world.settle()
  world.sandbox.seedOrders(1)
  await world.client().syncNow()
  expect(newestBackup(world.dataDir)).toBeDefined()
  await world.client().close()
  await settleFile()
  world.sandbox.seedOrders(2)
})
afterEach(() => world.close())

/** The driver leaves the -wal until the process ends; a client's process does end. */
async function settleFile(): Promise<void> {
  const sql = openSql(ledger())
  sql.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all()
  sql.close()
  for (const suffix of ['-wal', '-shm']) rmSync(ledger() + suffix, { force: true })
}

const cli = (...args: string[]): Promise<{ code: number; stdout: string }> =>
  new Promise((done) => {
    execFile(process.execPath, [resolve('out/main/cli.js'), ...args], (error, stdout) =>
      done({ code: typeof error?.code === 'number' ? error.code : 0, stdout }),
    )
  })

/** What a run says that must not happen. Nothing may be handed over, nor told to the central side. */
async function refusal(): Promise<Problem> {
  const before = { records: world.pohoda.orders().length, counts: world.sandbox.counts() }
  const client = await world.open()
  let problem: Problem | undefined
  try {
    problem = (await client.syncNow()).problem
  } catch (error) {
    problem = asFailure(error).problem
  }
  const status = client.status()
  expect(['unknown', 'failed'], status.state).toContain(status.state)
  expect(status.problem?.code).toBe(problem?.code)
  expect(world.pohoda.orders()).toHaveLength(before.records)
  expect(world.sandbox.counts()).toEqual(before.counts)
  if (!problem) throw new Error('nothing was said')
  for (const language of ['cs', 'sk', 'en'] as const) expect(problemText(language, problem).todo).not.toBe('')
  await client.close()
  return problem
}

/** Does what the text advises, with the very file that it names; then all must be well. */
async function restoreAsAdvised(problem: Problem): Promise<void> {
  const backup = problem.params['backup'] ?? ''
  expect(problemText('en', problem).todo).toContain(`bi-client ledger restore "${backup}"`)
  expect(existsSync(backup)).toBe(true)
  restoreNow(world.dataDir, backup, Date.now(), undefined, thisHolder('cli'))
  const client = await world.open()
  await world.settle()
  await client.verify(true)
  // Recorded after the copy was made and not in it: a difference that a person is told of, never a second record.
  expect(world.pohoda.orders()).toHaveLength(6)
  expect(new Set(world.pohoda.orders().map((order) => order.itemId)).size).toBe(6)
}

test('as it was: all is well (the other tests are worth something only then)', async () => {
  await world.open()
  await world.settle()
  expectEachDocumentOnce(world, { imported: 6 })
  expect(world.client().status().state).toBe('ok')
})

describe('a ledger that can be put back from the newest copy', () => {
  const spoiled: Record<string, () => void> = {
    'is gone': () => rmSync(ledger()),
    'is empty': () => truncateSync(ledger(), 0),
    'was cut': () => truncateSync(ledger(), Math.floor(statSync(ledger()).size / 2 / 4096) * 4096),
    'has a spoiled page in the middle': () => {
      const bytes = readFileSync(ledger())
      bytes.fill(0xa5, 4096 * 3, 4096 * 4)
      writeFileSync(ledger(), bytes)
    },
    'is another program’s database': () => {
      rmSync(ledger())
      const other = openSql(ledger())
      other.exec('CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES (1)')
      other.close()
    },
    'is no database': () => writeFileSync(ledger(), 'Dear customer, '.repeat(5000)),
    'is a folder': () => {
      rmSync(ledger())
      mkdirSync(ledger())
    },
  }
  test.each(Object.keys(spoiled))('%s: nothing runs, none is made anew, and the advice works', async (name) => {
    spoiled[name]?.()
    const before = existsSync(ledger()) && statSync(ledger()).isFile() ? readFileSync(ledger()) : undefined
    const problem = await refusal()
    expect(problem.code).toBe(name === 'is gone' ? 'ledger-missing' : 'ledger-unreadable')
    if (before) expect(readFileSync(ledger()).equals(before)).toBe(true)
    else expect(existsSync(ledger()) && statSync(ledger()).isFile()).toBe(false)
    await restoreAsAdvised(problem)
  })

  test('stands beside the -wal of another ledger: nothing runs', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'bi-other-'))
    const other = openLedgerFile(elsewhere)
    // All its pages into the -wal, as after a kill: read beside our ledger.db, it turns that into the other ledger.
    other.exec('VACUUM')
    copyFileSync(join(elsewhere, 'ledger.db-wal'), `${ledger()}-wal`)
    other.close()
    rmSync(elsewhere, { recursive: true, force: true })
    const before = world.sandbox.counts()
    // A process of its own: this one still remembers the -wal that was there.
    const { code, stdout } = await cli('sync', '--once', '--json', '--data-dir', world.dataDir)
    const problem = JSON.parse(stdout).problem as Problem
    expect([code, problem.code]).toEqual([8, 'ledger-unreadable'])
    expect(world.sandbox.counts()).toEqual(before)
    await restoreAsAdvised(problem)
  })
})

test('a ledger of a newer version is left alone', async () => {
  const sql = openSql(ledger())
  sql.exec('PRAGMA user_version = 99')
  sql.close()
  const problem = await refusal()
  expect(problem).toMatchObject({ code: 'ledger-too-new', params: { version: '99' } })
})

describe.skipIf(forbidden !== undefined)('without the right to write', () => {
  test.each(['ledger.db', '.'])(
    '%s: said as such, without the advice to restore; goes on when the right is back',
    async (name) => {
      const back = readOnly(inside(name))
      try {
        if (name === '.') await expect(world.open()).rejects.toMatchObject({ problem: { code: 'folder-not-writable' } })
        else expect((await refusal()).code).toBe('folder-not-writable')
      } finally {
        back()
      }
      await world.open()
      await world.settle()
      expectEachDocumentOnce(world, { imported: 6 })
    },
  )

  test('a folder that becomes read-only under a running client stops it before anything is handed over', async () => {
    const client = await world.open()
    const back = readOnly(world.dataDir)
    try {
      const before = world.pohoda.orders().length
      const failed = await client.syncNow().then(
        (status) => status.problem,
        (error: unknown) => asFailure(error).problem,
      )
      expect(failed?.code).toBe('folder-not-writable')
      expect(client.status()).toMatchObject({ state: 'unknown', problem: { code: 'folder-not-writable' } })
      expect(world.pohoda.orders()).toHaveLength(before)
    } finally {
      back()
    }
    await client.syncNow()
    await world.settle()
    expectEachDocumentOnce(world, { imported: 6 })
  })
})

describe('while the client runs', () => {
  test('a data folder that goes away stops it: what would be written there would be lost', async () => {
    const client = await world.open()
    await client.syncNow()
    world.sandbox.seedOrders(2)
    const away = `${world.dataDir}-away`
    const records = world.pohoda.orders().length
    renameSync(world.dataDir, away)
    await expect(client.syncNow()).rejects.toMatchObject({ problem: { code: 'settings-missing' } })
    expect(client.status().state).not.toBe('ok')
    expect(world.pohoda.orders()).toHaveLength(records)
    expect(existsSync(world.dataDir), 'not made anew').toBe(false)
    renameSync(away, world.dataDir)
    await client.syncNow()
    await world.settle()
    expectEachDocumentOnce(world, { imported: 8 })
    expect(client.status().state).toBe('ok')
  })

  test.each(['deleted', 'exchanged for an older copy'])(
    'a ledger that is %s stops it, and the restore gets the lock',
    async (how) => {
      const client = await world.open()
      await client.syncNow()
      world.sandbox.seedOrders(1)
      const records = world.pohoda.orders().length
      const backup = newestBackup(world.dataDir) ?? ''
      for (const suffix of ['', '-wal', '-shm']) rmSync(ledger() + suffix, { force: true })
      if (how === 'deleted') {
        await expect(client.syncNow()).rejects.toMatchObject({ problem: { code: 'ledger-missing', params: { backup } } })
        expect(client.status()).toMatchObject({ state: 'unknown', problem: { code: 'ledger-missing' } })
        expect(world.pohoda.orders()).toHaveLength(records)
        restoreNow(world.dataDir, backup, Date.now(), undefined, thisHolder('cli'))
      } else copyFileSync(backup, ledger())
      await client.syncNow()
      await world.settle()
      const orders = world.pohoda.orders().map((order) => order.itemId)
      expect(new Set(orders).size).toBe(orders.length)
      expect(orders).toHaveLength(records + 1)
    },
  )

  test('a spoiled settings file stops it, is left as it is, and once put right work goes on', async () => {
    const client = await world.open()
    const good = readFileSync(inside('settings.json'))
    writeFileSync(inside('settings.json'), '{"version": 1, "central":')
    await expect(client.syncNow()).rejects.toMatchObject({ problem: { code: 'settings-invalid' } })
    expect(client.status()).toMatchObject({ state: 'failed', problem: { code: 'settings-invalid' } })
    expect(readFileSync(inside('settings.json'), 'utf8')).toBe('{"version": 1, "central":')
    writeFileSync(inside('settings.json'), good)
    await client.syncNow()
    await world.settle()
    expectEachDocumentOnce(world, { imported: 6 })
  })

  test.each(['secrets.json', 'machine.key'])('a spoiled %s stops it, says so, and hands nothing over', async (name) => {
    const client = await world.open()
    const good = readFileSync(inside(name))
    const records = world.pohoda.orders().length
    writeFileSync(inside(name), 'x')
    const status = await client.syncNow()
    expect([status.state, status.problem?.code]).toEqual(['failed', 'secret-unreadable'])
    expect(world.pohoda.orders()).toHaveLength(records)
    writeFileSync(inside(name), good)
    await client.syncNow()
    await world.settle()
    expectEachDocumentOnce(world, { imported: 6 })
  })
})

test('no test of these has left the ledger folder with half a file', () => {
  expect(readdirSync(world.dataDir).filter((name) => /\.(new|part|tmp)$/.test(name))).toEqual([])
})
