import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { handedMemory } from '../../../../../src/main/connectors/pohoda/handed'

let dataDir: string
let now = Date.parse('2026-03-02T12:00:00Z')
const clock = { now: () => now, monotonicMs: () => 0 }
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'bi-handed-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

it('remembers over days and restarts, the last hand-over first', async () => {
  await handedMemory(dataDir, clock).remember([
    { itemId: 'a', issuedOn: '2026-03-01' },
    { itemId: 'b', issuedOn: '2026-03-02' },
  ])
  now += 24 * 3_600_000
  await handedMemory(dataDir, clock).remember([{ itemId: 'a', issuedOn: '2026-03-03', givenAt: 5 }])
  expect(readdirSync(join(dataDir, 'handed'))).toHaveLength(2)
  expect([...(await handedMemory(dataDir, clock).recall(['b', 'a', 'c'])).values()]).toEqual([
    { itemId: 'a', issuedOn: '2026-03-03', givenAt: 5 },
    { itemId: 'b', issuedOn: '2026-03-02' },
  ])
})

it('within a day the last word counts', async () => {
  const memory = handedMemory(dataDir, clock)
  await memory.remember([{ itemId: 'a', issuedOn: '2026-03-01', givenAt: 1 }])
  await memory.remember([{ itemId: 'a', issuedOn: '2026-03-01', givenAt: 2 }])
  expect((await memory.recall(['a'])).get('a')?.givenAt).toBe(2)
})

it('a line that a crash cut, or that somebody changed, costs only itself', async () => {
  const memory = handedMemory(dataDir, clock)
  await memory.remember([{ itemId: 'a', issuedOn: '2026-03-01' }])
  const [file = ''] = readdirSync(join(dataDir, 'handed'))
  appendFileSync(join(dataDir, 'handed', file), '{"itemId":"b","issuedOn":"yesterday"}\n{"itemId":"c","iss')
  expect([...(await memory.recall(['a', 'b', 'c'])).keys()]).toEqual(['a'])
  // What is written after a cut line must not be lost with it.
  await memory.remember([{ itemId: 'd', issuedOn: '2026-03-01' }])
  expect([...(await memory.recall(['a', 'd'])).keys()]).toEqual(['a', 'd'])
})

it('knows nothing where nothing was ever handed over', async () => {
  expect((await handedMemory(dataDir, clock).recall(['a'])).size).toBe(0)
})
