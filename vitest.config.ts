import { mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './tests/support/longest-first.ts'

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

const cores = Math.max(2, availableParallelism())
/** Mostly small, or waiting for somebody's answer. */
const SHARING = ['tests/unit/**/*.test.ts', 'tests/contract/connectors/**/*.test.ts']

export default defineConfig({
  test: {
    environment: 'node',
    projects: [
      {
        extends: true,
        test: {
          name: 'alone',
          include: ['tests/{contract,faults,model}/**/*.test.ts'],
          exclude: SHARING,
          // They keep the computer busy: one more than there are cores made the long ones three times as long.
          maxWorkers: cores,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'sharing',
          include: SHARING,
          // Half of their time went into loading the same modules anew for each file.
          isolate: false,
          setupFiles: ['tests/support/no-traces.ts'],
          maxWorkers: Math.ceil(1.5 * cores),
          sequence: { groupOrder: 1 },
        },
      },
    ],
    globalSetup: ['tests/support/global-setup.ts'],
    // Generous: a machine that does other things besides may take ten times as long. What passes waits for none of it.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    // Tests with thousands of ledgers let go of their files (tests/support/engine-world.ts).
    execArgv: ['--expose-gc'],
    sequence: { sequencer: LongestFirst },
    coverage: {
      provider: 'v8',
      include: ['src/**'],
      reporter: ['text-summary', 'json-summary', 'html'],
      reportsDirectory: 'coverage',
    },
  },
})
