import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { beforeAll, expect, test } from 'vitest'
import { bundleForNode } from '../support/bundle-for-node'
import { createWorld } from '../support/world'

/** 24 hours at one run in five minutes. */
const runs = Number(process.env['MACHINE_RUNS'] ?? 288)
const MOST_GROWTH = 1.05
/**
 * Machine code that V8 makes of what runs often lies in the heap too, and it is all that grew there (5.2 % of 15 MB in a day,
 * by comparing heap snapshots: 11 objects and 14 strings in 120 runs, the rest code). Without it the heap is our data.
 */
const INTERPRET_ONLY = ['--no-opt', '--no-sparkplug']
/** The first hours are warm-up: compiled code, caches, pages of SQLite. */
const WARM_UP = 1 / 6

let program = ''
beforeAll(async () => {
  program = await bundleForNode('tests/support/machine-memory.ts')
})

interface Day {
  samples: { run: number; heap: number; rss: number }[]
  imported: number
  state: string
}
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

const percent = (factor: number): string => `${((factor - 1) * 100).toFixed(1)} %`

async function live(leak: string, count: number): Promise<{ day: Day; heap: number; rss: number }> {
  const world = await createWorld({ sync: { intervalSeconds: 300 } })
  try {
    const child = spawn(process.execPath, ['--expose-gc', ...INTERPRET_ONLY, program, world.dataDir, String(count), leak], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let stdout = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      // A dot before each run: two orders come in meanwhile.
      for (const _ of text.matchAll(/\./g)) if (!stdout.includes('{')) world.sandbox.seedOrders(2)
      stdout += text
    })
    await once(child, 'close')
    const day = JSON.parse(stdout.slice(stdout.indexOf('{'))) as Day
    const warm = day.samples.filter(({ run }) => run > count * WARM_UP)
    const quarter = Math.floor(warm.length / 4)
    const grown = (of: 'heap' | 'rss') =>
      mean(warm.slice(-quarter).map((one) => one[of])) / mean(warm.slice(0, quarter).map((one) => one[of]))
    if (process.env['MACHINE_SHOW']) console.log(JSON.stringify(day.samples))
    return { day, heap: grown('heap'), rss: grown('rss') }
  } finally {
    await world.close()
  }
}

test('a day of steady work leaves the memory as it was', async () => {
  const { day, heap, rss } = await live('', runs)
  console.log(
    `${runs} runs, ${day.imported} documents: heap ${percent(heap)}, resident ${percent(rss)} from the first to the last quarter`,
  )
  expect(day.imported).toBeGreaterThan(runs)
  expect(day.state).not.toBe('failed')
  expect(rss).toBeLessThan(MOST_GROWTH)
  expect(heap).toBeLessThan(MOST_GROWTH)
}, 600_000)

test('this test can fail: a list that keeps 40 kB for each run is seen in the heap', async () => {
  const { heap } = await live('heap', 48)
  expect(heap).toBeGreaterThan(MOST_GROWTH)
}, 600_000)

test('this test can fail: connections of SQLite that are kept are seen in the resident memory', async () => {
  const { rss } = await live('statements', 48)
  expect(rss).toBeGreaterThan(MOST_GROWTH)
}, 600_000)
