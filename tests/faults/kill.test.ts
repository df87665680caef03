import { afterEach, describe, expect, test } from 'vitest'
import { runKills, victims } from '../support/kill-run'
import { createWorld, expectEachDocumentOnce, type World } from '../support/world'

const KILLS = 200
const SEED = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000)

let world: World | undefined
afterEach(async () => {
  await world?.close()
  world = undefined
})

describe('kill -9 at any moment', () => {
  test(`of the client, of POHODA and of both loses and doubles nothing (KILL_SEED=${SEED})`, async () => {
    const { figures, violations, folders } = await runKills({ kills: KILLS, seed: SEED })
    console.log(JSON.stringify(figures))
    expect(violations, `KILL_SEED=${SEED}; kept: ${folders.join(' ')}`).toEqual([])
    expect(figures.kills).toBeGreaterThanOrEqual(KILLS)
    // A run that never strikes while something is under way proves nothing.
    for (const victim of victims) expect(figures.byVictim[victim], `kills of ${victim}`).toBeGreaterThan(5)
    const { start, rest, ...atWork } = figures.byPhase
    const struck = Object.values(atWork).reduce((sum, count) => sum + count, 0)
    expect(struck, `kills in the middle of work, of ${KILLS}`).toBeGreaterThan(KILLS / 3)
    expect(atWork['is-writing'] + atWork['after-write'], 'kills while or after POHODA wrote').toBeGreaterThan(0)
  }, 900_000)

  test('POHODA killed after it wrote and before it answered: found again, one record', async () => {
    world = await createWorld()
    world.sandbox.seedOrders(30)
    world.pohoda.faults({ killAfterWrite: { times: 1, afterItems: 17 } })
    await world.open()
    await world.settle()
    expectEachDocumentOnce(world, { imported: 30 })
  }, 60_000)
})
