import { defineConfig } from '@playwright/test'

/** End to end in the real Electron, two apps at a time, each with a display and a session bus of its own. Run by `npm run e2e`. */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'artifacts/e2e',
  // Each waits much for its own windows: one worker leaves a small computer idle.
  workers: 2,
  // Generous: a machine that does other things besides may take five times as long. What passes waits for none of it.
  timeout: 240_000,
  expect: { timeout: 20_000 },
  forbidOnly: process.env['CI'] === 'true',
  reporter: [['list']],
})
