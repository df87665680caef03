import { defineConfig } from '@playwright/test'

/** The packages as they are given out, installed and started for real. Run by `npm run package-test`, which makes them. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../artifacts/package-test',
  workers: 1,
  // These take minutes, and programs that a computer for tests seldom has: `npm run package-test -- --all`.
  testIgnore: process.env['BI_PACKAGE_ALL'] === '1' ? [] : ['rpm.spec.ts', 'msi.spec.ts', 'archive.spec.ts'],
  timeout: process.env['BI_PACKAGE_ALL'] === '1' ? 600_000 : 180_000,
  expect: { timeout: 30_000 },
  forbidOnly: process.env['CI'] === 'true',
  reporter: [['list']],
})
