import { mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './tests/support/longest-first'

const MEMORY = '/dev/shm'
const ENOUGH_BYTES = 4e9

/**
 * Thousands of ledgers, each synchronised with the disk at every step: in memory where there is room, which spares a third of the
 * time. What is tried here is the death of processes; no test can tell the loss of power.
 */
function inMemory(): void {
  try {
    const { bavail, bsize } = statfsSync(MEMORY)
    if (process.env['TMPDIR'] !== undefined || bavail * bsize < ENOUGH_BYTES) return
  } catch {
    // No such place: not Linux.
    return
  }
  const folder = mkdtempSync(`${MEMORY}/bi-client-tests-`)
  process.env['TMPDIR'] = folder
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
}
inMemory()

export default defineConfig({
  test: {
    environment: 'node',
    include: ['tests/{unit,contract,faults,model}/**/*.test.ts', 'tests/{unit,contract}/**/*.test.tsx'],
    globalSetup: ['tests/support/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Tests with thousands of ledgers let go of their files (tests/support/engine-world.ts).
    execArgv: ['--expose-gc'],
    sequence: { sequencer: LongestFirst },
    // Many tests wait for processes of their own: one worker less than there are cores would leave a small computer idle.
    maxWorkers: Math.max(2, availableParallelism()),
    coverage: {
      provider: 'v8',
      include: ['src/**'],
      reporter: ['text-summary', 'json-summary', 'html'],
      reportsDirectory: 'coverage',
    },
  },
})
