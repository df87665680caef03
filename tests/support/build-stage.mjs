/** Builds the tests' own main file (fake-main.ts) to `artifacts/stage/fake-main.js`. Returns its path. */
import { join, resolve } from 'node:path'
import { build } from 'vite'

const root = resolve(import.meta.dirname, '../..')

export async function buildStage() {
  const outDir = join(root, 'artifacts/stage')
  const { NODE_ENV } = process.env
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: join(root, 'tests/support/fake-main.ts'),
      outDir,
      target: 'node20',
      rollupOptions: { external: ['electron', 'libsql', /^node:/], output: { entryFileNames: 'fake-main.js', format: 'es' } },
    },
  })
  // Vite sets it for good; what is packed and started after this must be what it is without this.
  if (NODE_ENV === undefined) delete process.env.NODE_ENV
  else process.env.NODE_ENV = NODE_ENV
  return join(outDir, 'fake-main.js')
}
