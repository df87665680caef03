import { mkdirSync, mkdtempSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'vite'

const root = resolve(import.meta.dirname, '../..')

/**
 * Bundles one TypeScript file so that a real child process can run it: tests of locks and crashes need real processes.
 * The result lies inside the repository, because what stays outside the bundle is resolved from there. Returns its path.
 */
export async function bundleForNode(entry: string): Promise<string> {
  const parent = join(root, 'node_modules', '.cache', 'test-bundles')
  mkdirSync(parent, { recursive: true })
  const outDir = mkdtempSync(join(parent, 'bundle-'))
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: resolve(entry),
      outDir,
      target: 'node20',
      rollupOptions: { external: ['libsql', 'electron'], output: { entryFileNames: 'main.mjs', format: 'es' } },
    },
    ssr: { noExternal: true, external: ['libsql', 'electron'] },
  })
  return join(outDir, 'main.mjs')
}
