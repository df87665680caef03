import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { Client } from '../../src/main/client'
import { asFailure } from '../../src/shared/failure'
import type { SyncStatus } from '../../src/shared/sync-status'
import { problemText } from '../../src/shared/texts/problem-text'
import { createMachineWorld, createSmallDisk, type MachineWorld, mountingForbidden } from '../support/machine-world'
import { createWorld, expectEachDocumentOnce, type World } from '../support/world'

const forbidden = mountingForbidden()
if (forbidden !== undefined) console.warn(`skipped: ${forbidden}`)

let world: World | undefined
afterEach(async () => {
  await world?.close()
  world = undefined
})

/** KiB by which the free space grows from one world to the next; 4 is every page. */
const stepKib = Number(process.env['MACHINE_STEP_KIB'] ?? 24)
const LEASE_SECONDS = 600
/** What a person may be told of a full disk, the work stopped or not. */
const told = (status: SyncStatus): boolean => {
  const { problem } = status
  if (!problem) return false
  const words = `${problem.code} ${problem.words ?? ''}`
  return problem.code === 'disk-full' || /^(backup-failed|log-not-written) .*(disk-full|SQLITE_FULL|ENOSPC)/.test(words)
}

/** One run as far as it comes. Undefined: it could not even begin, and said so by itself. */
async function runInto(open: MachineWorld): Promise<Client | undefined> {
  let client: Client | undefined
  try {
    client = await open.open()
    await client.syncNow()
  } catch (error) {
    const { problem } = asFailure(error)
    expect(problem.code, problem.words).toBe('disk-full')
    expect(problemText('en', problem).todo).toContain('Free some space')
  }
  return client
}

describe.skipIf(forbidden !== undefined)('a full disk', () => {
  test('at every write of the first run is told as such, loses and doubles nothing, and work goes on when there is room', async () => {
    const seen: Record<string, number> = {}
    let leasesAwaited = 0
    for (let kib = 0, passed = 0; passed < 2; kib += stepKib) {
      expect(kib, 'a run must pass in the end').toBeLessThan(2048)
      let aheadMs = 0
      const open = await createMachineWorld({
        sync: { intervalSeconds: 300, leaseSeconds: LEASE_SECONDS },
        sandbox: { now: () => Date.now() + aheadMs },
      })
      world = open
      open.sandbox.seedOrders(2)
      open.disk.fill(kib * 1024)
      const client = await runInto(open)
      const status = client?.status()
      const at = `with ${kib} KiB left: ${status?.state} ${status?.problem?.code} ${status?.problem?.words}`
      if (status && !told(status)) expect(status.state, at).toBe('ok')
      if (status?.state === 'ok') {
        passed++
        expect(status.problem, at).toBeUndefined()
        expectEachDocumentOnce(open, { imported: 2 })
      }
      if (status?.problem?.code === 'disk-full') expect(['waiting', 'unknown'], at).toContain(status.state)
      const kind = status ? `${status.state} ${status.problem?.code ?? ''}` : 'not opened'
      seen[kind] = (seen[kind] ?? 0) + 1

      open.disk.free()
      const again = client ?? (await open.open())
      await again.syncNow()
      if (open.sandbox.counts().claimed > 0) {
        // Given out in an answer that could not be kept: it comes back when its lease ends, and until then it is not `ok`.
        expect(again.status().state, at).not.toBe('ok')
        aheadMs = (LEASE_SECONDS + 1) * 1000
        leasesAwaited++
        await again.syncNow()
      }
      // What waits at the central side is known from the beginning of a run.
      if (again.status().state === 'waiting') await again.syncNow()
      const healed = again.status()
      expect([healed.state === 'ok' || healed.problem?.code === 'backup-failed', healed.problem?.code], at).toEqual([
        true,
        healed.problem?.code,
      ])
      expectEachDocumentOnce(open, { imported: 2 })
      await open.close()
      world = undefined
    }
    console.log(`in steps of ${stepKib} KiB: ${JSON.stringify(seen)}; ${leasesAwaited} waited for the end of a lease`)
    expect(seen['waiting disk-full']).toBeGreaterThan(2)
  }, 900_000)

  test('work goes on by itself, by the timer, once there is room', async () => {
    // What was given out in the answer that could not be kept comes back when its lease ends.
    const open = await createMachineWorld({ sync: { intervalSeconds: 30, leaseSeconds: 30 } })
    world = open
    const client = await open.open()
    await client.syncNow()
    open.sandbox.seedOrders(40)
    open.disk.fill(0)
    client.start()
    const full = await statusWhen(client, ({ nextSyncAt }) => nextSyncAt !== undefined)
    expect([full.state, full.problem?.code]).toEqual(['waiting', 'disk-full'])
    expect(Date.parse(full.nextSyncAt ?? '') - Date.now()).toBeLessThan(60_000)
    open.disk.free()
    await statusWhen(client, ({ counts, state }) => counts.imported === 40 && state !== 'working')
    expectEachDocumentOnce(open, { imported: 40 })
  }, 120_000)

  test('of logs alone stops nothing, is told in the state, and the gap in the log is told too', async () => {
    const open = await createWorld({ sync: { intervalSeconds: 300 } })
    world = open
    const logs = join(open.dataDir, 'logs')
    mkdirSync(logs)
    const disk = createSmallDisk(64 * 1024, logs)
    try {
      disk.fill(0)
      open.sandbox.seedOrders(2)
      const client = await open.open()
      await client.syncNow()
      expect([client.status().state, client.status().problem?.code]).toEqual(['attention', 'log-not-written'])
      expect(client.status().problem?.words).toMatch(/ENOSPC/)
      expectEachDocumentOnce(open, { imported: 2 })
      disk.free()
      open.sandbox.seedOrders(1)
      await client.syncNow()
      expect(client.status().state).toBe('ok')
      expectEachDocumentOnce(open, { imported: 3 })
      const text = readFileSync(join(logs, 'cli.log'), 'utf8')
      expect(text).toMatch(/log lines lost \{"count":\d+,"reason":"ENOSPC/)
    } finally {
      await open.client().close()
      disk.remove()
    }
  })

  test('leaves no half file behind that a later start would trip over', async () => {
    const open = await createMachineWorld({ sync: { intervalSeconds: 300 } })
    world = open
    open.disk.fill(40 * 1024)
    await runInto(open)
    open.disk.free()
    await (await open.open()).syncNow()
    expect(readdirSync(open.dataDir).filter((name) => /\.(tmp|new|part)$/.test(name))).toEqual([])
  })
})

const statusWhen = (client: Client, isSo: (status: SyncStatus) => boolean): Promise<SyncStatus> =>
  new Promise((done) => {
    const end = client.onStatus((status) => {
      if (!isSo(status)) return
      setImmediate(() => end())
      done(status)
    })
  })
