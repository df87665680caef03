/**
 * For test files that share a process (vitest.config.ts): a file that leaves something behind for the next one is itself
 * the one that fails.
 */
import { afterAll, expect, vi } from 'vitest'

const traces = () => ({
  env: { ...process.env },
  folder: process.cwd(),
  exitCode: process.exitCode,
  // Libraries keep their registries under such names.
  globals: Object.keys(globalThis)
    .filter((name) => !name.startsWith('__'))
    .sort(),
  fakeTimers: vi.isFakeTimers(),
})
/** Same objects, not only alike. */
const replaceable = () => [Date, setTimeout, fetch, console.log, console.error, console.warn, process.stdout.write, process.exit]

const before = traces()
const objectsBefore = replaceable()
afterAll(() => {
  expect(traces(), 'what this file leaves behind').toEqual(before)
  for (const [at, now] of replaceable().entries()) expect(now, 'what this file replaced').toBe(objectsBefore[at])
})
