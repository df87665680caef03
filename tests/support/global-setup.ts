/** Builds once before the tests: child processes of tests run what users run, from `out/`. */
import { execFileSync } from 'node:child_process'
import { join, resolve } from 'node:path'

export default function setup(): void {
  if (process.env['BI_BUILT'] === '1') return
  const root = resolve(import.meta.dirname, '../..')
  execFileSync(process.execPath, [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  // Each project of vitest.config.ts comes here.
  process.env['BI_BUILT'] = '1'
}
