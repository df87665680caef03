import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './tests/support/longest-first'

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
