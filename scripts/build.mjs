import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')

/** Builds the program into `out/`, unless whoever called has done so (`BI_BUILT=1`). What the build says goes to the standard error; ends the process when it fails. */
export function ensureBuilt() {
  if (process.env['BI_BUILT'] === '1') return
  console.error('building')
  const builder = join(root, 'node_modules/electron-vite/bin/electron-vite.js')
  const { status } = spawnSync(process.execPath, [builder, 'build', '--logLevel', 'warn'], { cwd: root, stdio: ['ignore', 2, 2] })
  if (status !== 0) process.exit(1)
}
