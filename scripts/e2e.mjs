#!/usr/bin/env node
/**
 * `npm run e2e [-- playwright's arguments]`: the end-to-end tests in the real Electron. Gets the runtime, builds and packs
 * what is missing: on Linux the tests start the packed program (scripts/package/stage.mjs), elsewhere the built one.
 */
import { buildStage } from '../tests/support/build-stage.mjs'
import { ensureBuilt } from './build.mjs'
import { ensureElectron } from './electron-runtime.mjs'
import { runPlaywright } from './playwright.mjs'

console.log(`end-to-end tests in Electron ${await ensureElectron()}`)
ensureBuilt()
await buildStage()

const env = {}
// BI_UNPACKED=1: the built program as it lies there, for who changes it and tries again.
if (process.platform === 'linux' && process.env.BI_UNPACKED !== '1') {
  const { driven, ensurePacked } = await import('./package/stage.mjs')
  await ensurePacked()
  env.BI_PACKED = driven
}
process.exit(runPlaywright(process.argv.slice(2), env))
