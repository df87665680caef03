// Writes docs/openapi.json from the schemas in src/shared. `--check`: writes nothing and fails when the file is stale.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runnerImport } from 'vite'

const root = join(import.meta.dirname, '..')
const file = join(root, 'docs', 'openapi.json')

// Node 20 doesn't run TypeScript; Vite does, without its configuration of the app.
const { module } = await runnerImport(join(root, 'scripts/openapi/document.ts'), { root, configFile: false, logLevel: 'error' })
const text = module.openApiText()

if (process.argv.includes('--check')) {
  let present = ''
  try {
    present = readFileSync(file, 'utf8')
  } catch {
    // Missing is stale.
  }
  if (present.replaceAll('\r\n', '\n') !== text) {
    console.error('docs/openapi.json is stale: run "npm run openapi" and commit it.')
    process.exit(1)
  }
  console.log('docs/openapi.json is up to date.')
} else {
  writeFileSync(file, text)
  console.log(`docs/openapi.json written: ${Object.keys(JSON.parse(text).paths).length} paths.`)
}
