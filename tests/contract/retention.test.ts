import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { runCli } from '../../src/main/cli/index'
import { checkNow } from '../../src/main/keep-ledger'
import { confStore } from '../../src/main/settings/conf-store'
import { settingsFile } from '../../src/main/settings/store'
import { settingsSchema } from '../../src/shared/settings'
import { call } from '../support/sandbox'
import { createWorld, expectEachDocumentOnce, type World } from '../support/world'

let world: World
afterEach(() => world?.close())

const DAY = 86_400_000
const keepFor = (days: number | undefined) => {
  const file = settingsFile(confStore(world.dataDir))
  const settings = settingsSchema.parse(file.read())
  const { keepPayloadDays: _, ...sync } = settings.sync
  file.write({ ...settings, sync: { ...sync, ...(days === undefined ? {} : { keepPayloadDays: days }) } })
}
async function cli(...args: string[]) {
  let out = ''
  const code = await runCli([...args, '--json', '--data-dir', world.dataDir], {
    stdout: { write: (text) => (out += text) },
    stderr: { write: () => undefined },
    env: {},
    readStdin: async () => '',
    signal: new AbortController().signal,
  })
  return { code, answer: JSON.parse(out) }
}

test('payloads are kept for ever unless a time is set; then only by the clocks of both sides, and what is not done keeps its own', async () => {
  let ours = 0
  let theirs = 0
  world = await createWorld({ sandbox: { now: () => Date.now() + theirs } })
  const [itemId = ''] = world.sandbox.seedOrders(3)
  world.sandbox.seedOrders(0, { faulty: 1, randomSeed: 5 })
  const clock = { now: () => Date.now() + ours, monotonicMs: () => Math.round(performance.now()) + ours }
  const client = await world.open({ clock })
  await world.settle()
  const kept = () => world.documents().filter((row) => client.showDocument(row.itemId).payload !== undefined).length

  ours = theirs = 4000 * DAY
  await client.syncNow()
  expect(kept()).toBe(4)

  // A clock that runs years ahead here empties nothing.
  keepFor(4100)
  ours = 9000 * DAY
  await client.syncNow()
  expect(kept()).toBe(4)

  ours = theirs = 9001 * DAY
  await client.syncNow()
  expect(world.documents().filter((row) => client.showDocument(row.itemId).payload !== undefined)).toMatchObject([
    { state: 'quarantined' },
  ])
  const detail = client.showDocument(itemId)
  expect(detail.payloadSha256).toMatch(/^[0-9a-f]{64}$/)
  expect(detail.summary.reference?.number).toBeDefined()
  expect(detail.events.map((event) => event.step)).toEqual(['received', 'checked', 'sending', 'imported', 'reported'])

  // It says so when it is asked for, and makes no file.
  const output = join(world.dataDir, 'export.json')
  const { code, answer } = await cli('documents', 'export', itemId, '--output', output)
  expect([code, answer.problem]).toEqual([
    2,
    { code: 'payload-emptied', params: { itemId, number: detail.summary.reference?.number } },
  ])
  expect(existsSync(output)).toBe(false)

  // Put back into processing it is known without its content, too.
  expect((await call(world.sandbox, world.sandbox.keys.admin, 'POST', `/admin/queue/${itemId}/requeue`, {})).status).toBe(200)
  await world.settle()
  expectEachDocumentOnce(world, { imported: 3, held: 1 })
  expect(checkNow(world.dataDir)?.findings).toEqual([])
}, 60_000)
