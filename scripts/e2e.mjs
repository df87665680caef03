#!/usr/bin/env node
/**
 * `npm run e2e [-- playwright's arguments]`: the end-to-end tests in the real Electron. Gets the runtime, builds what is
 * missing, and gives the run a display and a session bus of its own, so that it neither needs nor disturbs a desktop.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { buildStage } from '../tests/support/build-stage.mjs'
import { ensureElectron } from './electron-runtime.mjs'

const root = resolve(import.meta.dirname, '..')
console.log(`end-to-end tests in Electron ${await ensureElectron()}`)
if (process.env.BI_BUILT !== '1')
  run(process.execPath, [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'])
await buildStage()

const command = [process.execPath, join(root, 'node_modules/@playwright/test/cli.js'), 'test', ...process.argv.slice(2)]
if (process.platform === 'linux') {
  for (const program of ['dbus-run-session', 'xvfb-run'])
    if (!existsSync(`/usr/bin/${program}`)) throw new Error(`${program} is missing: npm run bootstrap installs it`)
  // The order matters: the display first, then the bus whose services use it.
  command.unshift('dbus-run-session', '--')
  if (!process.env.DISPLAY) command.unshift('xvfb-run', '-a', '-s', '-screen 0 1280x800x24')
}
const [program, ...args] = command
process.exit(run(program, args, false))

function run(file, args, must = true) {
  const { status, error } = spawnSync(file, args, { cwd: root, stdio: 'inherit' })
  if (error) throw error
  if (must && status !== 0) process.exit(status ?? 1)
  return status ?? 1
}
