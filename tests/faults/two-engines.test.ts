import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createReader } from '../../src/main/ledger/read'
import { readFaults } from '../../src/sandbox/simulators/pohoda/state'
import { documentsOf, readLedgerCopy } from '../support/kill-check'
import { createKillRig, type KillableClient, type KillRig, type Sign } from '../support/kill-rig'
import { expectEachDocumentOnce } from '../support/world'

const cli = resolve(import.meta.dirname, '../../out/main/cli.js')

let rig: KillRig
beforeEach(async () => {
  rig = await createKillRig()
})
afterEach(() => rig.close(false))

const sign = (which: Sign): Promise<void> =>
  new Promise((done) => {
    rig.onSign((seen) => {
      if (seen !== which) return
      rig.onSign(undefined)
      done()
    })
  })

const begin = (how: 'once' | 'watch', folder?: string): KillableClient => {
  const client = rig.startClient(how, folder)
  client.go()
  return client
}

async function runOnce(folder?: string): Promise<void> {
  const client = begin('once', folder)
  await client.exited
  expect(client.ended(), client.output()).toEqual({ code: 0, signal: null })
}

/** What became of one item by the ledger of a machine whose process has ended. */
const stepsOf = (folder: string, itemId: string): string[] =>
  readLedgerCopy(folder, (sql) => createReader(sql).detail(itemId))?.events.map((event) => event.step) ?? []
const lastRunner = (folder: string): string =>
  readLedgerCopy(folder, (sql) => sql.prepare('select runner from runs order by id desc limit 1').get() as { runner: string })
    ?.runner ?? ''

describe('two machines of one company', () => {
  test('share the queue: leases keep them apart, each document is recorded once and known to one of them', async () => {
    const { sandbox, dataDir } = rig.world
    const second = rig.world.addMachine()
    sandbox.seedOrders(120)
    const [a, b] = [rig.startClient('once'), rig.startClient('once', second)]
    // Both are booted and begin together.
    a.go()
    b.go()
    await Promise.all([a.exited, b.exited])
    expect([a.ended()?.code, b.ended()?.code], a.output() + b.output()).toEqual([0, 0])
    const ledgers = [documentsOf(dataDir), documentsOf(second)]
    expectEachDocumentOnce(rig.world, { imported: 120 }, ledgers)
    const known = ledgers.flat().map((document) => document.itemId)
    expect(new Set(known).size, 'an item was given to both').toBe(known.length)
    for (const ledger of ledgers) expect(ledger.length).toBeGreaterThan(0)
  }, 120_000)

  test('one is killed before POHODA wrote: when its leases end the other takes over, still once', async () => {
    const { sandbox, pohoda, dataDir } = rig.world
    const second = rig.world.addMachine()
    sandbox.seedOrders(15)
    pohoda.faults({ delayMs: { beforeWrite: 60_000, times: 1 } })
    const first = begin('once')
    await sign('pohoda-started')
    expect(await first.frozen(() => documentsOf(dataDir).map((document) => document.state))).toEqual(Array(15).fill('sending'))
    first.kill()
    await first.exited
    for (const pid of rig.pohodaProcesses()) rig.killPohoda(pid)
    pohoda.faults({})

    await runOnce(second)
    expect(pohoda.orders(), 'the leases of the dead one still hold').toEqual([])
    rig.endLeases()
    await runOnce(second)
    expect(pohoda.orders()).toHaveLength(15)
    // The first comes back: what it doesn't know the end of it finds, under the number that the other got.
    await runOnce()
    await runOnce()
    expectEachDocumentOnce(rig.world, { imported: 15 }, [documentsOf(dataDir), documentsOf(second)])
    expect(sandbox.counts()).toMatchObject({ waiting: 0, claimed: 0, processed: 15 })
  }, 120_000)

  test('one is killed while POHODA writes on: the other waits for it, finds the records and reports their numbers', async () => {
    const { sandbox, pohoda, dataDir } = rig.world
    const second = rig.world.addMachine()
    const items = sandbox.seedOrders(15)
    pohoda.faults({ delayMs: { beforeWrite: 3_000, times: 1 } })
    const first = begin('once')
    // The count of a fault is taken when it strikes: then POHODA holds its database.
    await used(() => readFaults(pohoda.stateDir).delayMs?.times === 0)
    expect(pohoda.orders()).toEqual([])
    first.kill()
    await first.exited
    rig.endLeases()
    await runOnce(second)
    await rig.pohodaEnded()
    await runOnce()
    expectEachDocumentOnce(rig.world, { imported: 15 }, [documentsOf(dataDir), documentsOf(second)])
    expect(stepsOf(second, items[0] ?? '')).not.toContain('sending')
  }, 120_000)

  test('one is killed after POHODA wrote and before its report: the other finds the record and reports the same number', async () => {
    const { sandbox, pohoda, dataDir } = rig.world
    const second = rig.world.addMachine()
    const items = sandbox.seedOrders(10)
    const first = rig.startClient('once')
    rig.onSign((seen) => {
      if (seen !== 'report-asked') return
      // At once: the central side must not take this report any more.
      sandbox.setMaintenance(30)
      first.kill()
    })
    first.go()
    await first.exited
    rig.onSign(undefined)
    sandbox.setMaintenance(undefined)
    const recorded = new Map(pohoda.orders().map((record) => [record.itemId, record.number]))
    expect(recorded.size).toBe(10)
    expect(sandbox.counts()).toMatchObject({ claimed: 10, processed: 0 })

    rig.endLeases()
    await runOnce(second)
    for (const item of sandbox.items())
      expect(item).toMatchObject({ state: 'processed', deliveryCount: 2, erpNumber: recorded.get(item.itemId) })
    for (const itemId of items) expect(stepsOf(second, itemId)).toEqual(['received', 'checked', 'imported', 'reported'])
    // The first tells it again when it comes back; nothing changes.
    await runOnce()
    const ledgers = [documentsOf(dataDir), documentsOf(second)]
    expectEachDocumentOnce(rig.world, { imported: 10 }, ledgers)
    for (const document of ledgers.flat()) expect(document.reportState).toBe('accepted')
  }, 120_000)
})

describe('two processes on one data folder', () => {
  test('the second says who holds it, has its request run by the holder, and takes over when the holder dies', async () => {
    const { sandbox, dataDir, pohoda } = rig.world
    sandbox.seedOrders(3)
    const holder = begin('watch')
    await sign('run-ended')
    expect(pohoda.orders()).toHaveLength(3)

    sandbox.seedOrders(4)
    const asking = begin('once')
    await asking.exited
    expect(asking.ended(), asking.output()).toEqual({ code: 0, signal: null })
    const answer = JSON.parse(asking.output()) as { status: { heldBy: string; counts: { imported: number } } }
    expect(answer.status.heldBy).toContain(`process ${holder.pid} `)
    expect(answer.status.counts.imported).toBe(7)
    expect(lastRunner(dataDir), 'whose run it was').toMatch(new RegExp(` ${holder.pid}$`))

    // What may not be done under its hands is refused by code 7 and its name.
    const { version: _version, ...settings } = JSON.parse(readFileSync(join(dataDir, 'settings.json'), 'utf8'))
    const preset = join(dirname(pohoda.program), 'preset.json')
    writeFileSync(preset, JSON.stringify({ ...settings, central: { ...settings.central, apiKey: sandbox.keys.client } }))
    const refused = spawnSync(process.execPath, [cli, 'setup', '--from', preset, '--language', 'en', '--data-dir', dataDir])
    expect(refused.status, String(refused.stderr)).toBe(7)
    expect(String(refused.stderr)).toContain(`process ${holder.pid} `)

    // A second timer on the same folder doesn't run: it shows the same ledger and says who holds it.
    const waiting = spawn(process.execPath, [cli, 'sync', '--watch', '--language', 'en', '--data-dir', dataDir])
    let words = ''
    for (const stream of [waiting.stdout, waiting.stderr])
      stream.on('data', (chunk: Buffer) => {
        words += chunk.toString('utf8')
      })
    try {
      await used(() => words.includes(`process ${holder.pid} `))
      holder.kill()
      await holder.exited
      sandbox.seedOrders(2)
      await used(() => pohoda.orders().length === 9 && sandbox.counts().processed === 9)
    } finally {
      waiting.kill('SIGTERM')
      await once(waiting, 'close')
    }
    expect(lastRunner(dataDir)).toMatch(new RegExp(` ${waiting.pid}$`))
    expectEachDocumentOnce(rig.world, { imported: 9 }, [documentsOf(dataDir)])
  }, 120_000)
})

/** What can't be awaited as an event, because another process does it. */
async function used(isSo: () => boolean): Promise<void> {
  const giveUpAt = Date.now() + 60_000
  while (!isSo()) {
    if (Date.now() > giveUpAt) throw new Error(`never: ${isSo.toString()}`)
    await wait(20)
  }
}
