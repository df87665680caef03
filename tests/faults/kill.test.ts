import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { createRandom } from '../../src/sandbox/seed/random'
import { createWorld, expectEachDocumentOnce, type World } from '../support/world'

const cli = resolve(import.meta.dirname, '../../out/main/cli.js')
const KILLS = 12
const SEED = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000)

let world: World
afterEach(() => world?.close())

/** Runs `sync --once` as its user would; kills it after `ms` unless it ended before. */
async function syncAndKill(dataDir: string, ms: number): Promise<'killed' | 'ended'> {
  const child = spawn(process.execPath, [cli, 'sync', '--once', '--data-dir', dataDir], { stdio: 'ignore' })
  const ended = new Promise<'ended' | 'killed'>((done) =>
    child.once('exit', (_code, signal) => done(signal === 'SIGKILL' ? 'killed' : 'ended')),
  )
  const first = await Promise.race([ended, wait(ms)])
  if (first !== undefined) return first
  child.kill('SIGKILL')
  return ended
}

describe('kill -9 at any moment', () => {
  test(`followed by a restart loses and doubles nothing (KILL_SEED=${SEED})`, async () => {
    world = await createWorld({ sync: { batchSize: 20 } })
    const random = createRandom(SEED)
    let killed = 0
    for (let i = 0; i < KILLS; i++) {
      world.sandbox.seedOrders(20, { randomSeed: SEED + i })
      if ((await syncAndKill(world.dataDir, 300 + random.next() * 1500)) === 'killed') killed++
      // Even in the middle of it, nothing stands twice in the information system.
      const recorded = world.pohoda.orders().map((record) => record.itemId)
      expect(new Set(recorded).size).toBe(recorded.length)
    }
    console.log(`${killed} of ${KILLS} runs were killed`)
    expect(killed).toBeGreaterThan(0)
    await world.settle(10)
    expectEachDocumentOnce(world)
    expect(world.sandbox.counts()).toMatchObject({ waiting: 0, claimed: 0 })
  }, 180_000)

  test('POHODA killed after it wrote and before it answered: found again, one record', async () => {
    world = await createWorld()
    world.sandbox.seedOrders(30)
    world.pohoda.faults({ killAfterWrite: { times: 1, afterItems: 17 } })
    await world.open()
    await world.settle()
    expectEachDocumentOnce(world, { imported: 30 })
  }, 60_000)
})
