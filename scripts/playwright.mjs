#!/usr/bin/env node
/** Runs Playwright with a display and a session bus of its own, so that it neither needs nor disturbs a desktop. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')

/** Returns its exit code. `env`: more of the environment. */
export function runPlaywright(args, env = {}) {
  const command = [process.execPath, join(root, 'node_modules/@playwright/test/cli.js'), 'test', ...args]
  if (process.platform === 'linux') {
    for (const program of ['dbus-run-session', 'xvfb-run'])
      if (!existsSync(`/usr/bin/${program}`)) throw new Error(`${program} is missing: npm run bootstrap installs it`)
    // The order matters: the display first, then the bus whose services use it.
    command.unshift('dbus-run-session', '--')
    if (!process.env.DISPLAY) command.unshift('xvfb-run', '-a', '-s', '-screen 0 1280x800x24')
  }
  const [program, ...rest] = command
  const { status, error } = spawnSync(program, rest, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
  if (error) throw error
  return status ?? 1
}
