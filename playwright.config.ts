import { defineConfig } from '@playwright/test'

/** End to end in the real Electron, one app at a time: they share the display and the session bus. Run by `npm run e2e`. */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'artifacts/e2e',
  workers: 1,
  // Generous: a machine that does other things besides may take five times as long. What passes waits for none of it.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: process.env['CI'] === 'true',
  reporter: [['list']],
})
