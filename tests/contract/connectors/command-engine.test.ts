import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openIs } from '../../../src/main/open-is'
import { createRandom } from '../../../src/sandbox/seed/random'
import { connectorTools } from '../../support/connector-tools'
import { createEngineWorld } from '../../support/engine-world'

/** The real engine over a customer's script that is ended, cut short and silenced: each order once. */

const root = resolve(import.meta.dirname, '../../..')
const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const troubles: readonly Record<string, unknown>[] = [
  { loseAnswer: 2 },
  { dieBefore: true },
  { dieAfter: 1 },
  { garble: 1 },
  { flood: 1 },
  { exit: 1 },
  { exit: 10 },
  { exit: 13 },
]

/** Records whatever it is given, again and again: with this one it is the client alone that keeps an order from being there twice. */
const NAIVE = `
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
const file = new URL('./records.jsonl', import.meta.url)
const asked = JSON.parse(readFileSync(0, 'utf8'))
const records = () => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\\n').map((line) => JSON.parse(line)) : [])
const verb = process.argv.at(-1)
if (verb === 'deliver') {
  const id = String(records().length + 1)
  appendFileSync(file, JSON.stringify({ itemId: asked.itemId, id }) + '\\n')
  console.log(JSON.stringify({ outcome: 'imported', id }))
} else console.log(JSON.stringify({ found: records().filter(({ itemId }) => asked.itemIds.includes(itemId)) }))
`

async function start(guard: 'searchable' | 'enforced') {
  const folder = mkdtempSync(join(tmpdir(), 'bi-command-engine-'))
  const script = join(folder, 'record-order.mjs')
  if (guard === 'enforced') copyFileSync(join(root, 'docs/connectors/examples/record-order.mjs'), script)
  else writeFileSync(script, NAIVE)
  const tools = connectorTools()
  const world = createEngineWorld({ guard, batchSize: 3 })
  closing.push(world.close, tools.remove, () => rmSync(folder, { recursive: true, force: true }))
  const faults = (what: Record<string, unknown>): void => writeFileSync(join(folder, 'faults.json'), JSON.stringify(what))
  const settings = {
    program: process.execPath,
    arguments: [join(root, 'tests/support/command-faults.mjs'), folder, process.execPath],
    script,
    guard,
  }
  const is = await openIs({ id: 'command', settings }, () => undefined, tools)
  const run = (machine = world.machine()) => machine.run((ports) => ({ ...ports, is }))
  const settle = async (): Promise<void> => {
    faults({})
    for (let i = 0; i < 4; i++) {
      world.clock.pass(70 * 60_000)
      for (const machine of world.machines) await run(machine)
    }
  }
  const recorded = (): string[] => {
    const orders = join(folder, 'orders')
    const texts =
      guard === 'enforced'
        ? (existsSync(orders) ? readdirSync(orders) : []).map((name) => readFileSync(join(orders, name), 'utf8'))
        : readFileSync(join(folder, 'records.jsonl'), 'utf8').trim().split('\n')
    return texts.map((text) => (JSON.parse(text) as { itemId: string }).itemId).toSorted()
  }
  return { world, faults, run, settle, recorded }
}

describe.each(['searchable', 'enforced'] as const)('the engine over a command, %s', (guard) => {
  it.each(troubles)('%o: each order once', async (trouble) => {
    const { world, faults, run, settle, recorded } = await start(guard)
    const items = world.addOrders(4)
    faults(trouble)
    await run()
    await settle()
    expect(recorded()).toEqual(items.toSorted())
    expect(world.items().map(({ state }) => state)).toEqual(items.map(() => 'processed'))
  })

  it('many troubles one after another, two clients on one key: each order once', async () => {
    const { world, faults, run, settle, recorded } = await start(guard)
    const random = createRandom(7)
    const other = world.addMachine()
    const items: string[] = []
    for (let i = 0; i < 4; i++) {
      items.push(...world.addOrders(2))
      faults(random.pick(troubles))
      await run(random.chance(0.5) ? other : world.machine())
      world.clock.pass(random.chance(0.5) ? 60_000 : 700_000)
    }
    await settle()
    expect(recorded()).toEqual(items.toSorted())
    expect(world.items().map(({ state }) => state)).toEqual(items.map(() => 'processed'))
  })
})
