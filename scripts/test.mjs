#!/usr/bin/env node
/**
 * `npm test`: everything, on a machine where nothing was set up by hand. Its last line is `N passed, N failed[, N skipped]`:
 * the tests of vitest and Playwright together; a check that fails or a run without a report counts as one failed.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { bootstrap } from './bootstrap.mjs'

const root = resolve(import.meta.dirname, '..')
await bootstrap({ withDisplay: true })

const bin = (path) => join(root, 'node_modules', path)
const reports = join(root, 'artifacts', 'reports')
rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })
const unitReport = join(reports, 'vitest.json')
const e2eReport = join(reports, 'playwright.json')
const packageReport = join(reports, 'packages.json')

const total = { passed: 0, failed: 0, skipped: 0 }
const rows = []
/** Name and first words of each red test, told again at the very end: a long log is often cut there. */
const red = []

/** Runs one step. `count`: reads the numbers of tests from its report. */
function step(name, script, args, { env = {}, count } = {}) {
  console.log(`\n── ${name}`)
  const started = performance.now()
  const { status, signal, error } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  const ok = !error && status === 0
  let counted
  try {
    counted = count?.()
  } catch (problem) {
    console.error(`${name}: no report of the tests (${problem.message})`)
  }
  counted ??= { passed: 0, failed: 0, skipped: 0 }
  // A red step is never counted as nothing.
  if (!ok && counted.failed === 0) counted.failed = 1
  for (const key of Object.keys(total)) total[key] += counted[key]
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const tests = count ? `${counted.passed} passed, ${counted.failed} failed, ${counted.skipped} skipped` : ''
  rows.push(`${ok ? 'ok    ' : 'FAILED'}  ${name.padEnd(28)} ${seconds.padStart(6)} s  ${signal ?? tests}`)
  return ok
}

const read = (file) => {
  if (!existsSync(file)) throw new Error(`${file} is missing`)
  return JSON.parse(readFileSync(file, 'utf8'))
}
const vitestCount = () => {
  for (const file of read(unitReport).testResults) {
    const failed = file.assertionResults.filter((one) => one.status === 'failed')
    for (const one of failed) red.push([`${relative(root, file.name)} › ${one.fullName}`, one.failureMessages.join('\n')])
    if (failed.length === 0 && file.status === 'failed') red.push([relative(root, file.name), file.message ?? ''])
  }
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numTotalTests } = read(unitReport)
  if (numTotalTests === 0) throw new Error('no test was found')
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + (numTodoTests ?? 0) }
}
const playwrightCount = (report) => () => {
  const walk = (suite) => {
    for (const spec of suite.specs ?? [])
      if (!spec.ok)
        red.push([
          `${spec.file} › ${spec.title}`,
          spec.tests.flatMap((one) => one.results.flatMap((result) => result.error?.message ?? [])).join('\n'),
        ])
    for (const inner of suite.suites ?? []) walk(inner)
  }
  for (const suite of read(report).suites) walk(suite)
  const { expected, unexpected, flaky, skipped } = read(report).stats
  if (expected + unexpected + flaky + skipped === 0) throw new Error('no test was found')
  // A test that passes only sometimes has not passed.
  return { passed: expected, failed: unexpected + flaky, skipped }
}

/** The packages are installed and removed for good, which only Debian's root can; CI is such a one. */
const packagesSkipped = () => {
  if (process.platform !== 'linux') return 'they are tried on Linux; on Windows run scripts/verify-windows.ps1'
  if (!existsSync('/usr/bin/dpkg')) return 'no Debian system'
  return process.getuid() === 0 ? undefined : 'installing them needs root (npm run package-test)'
}

const built = step('build', bin('electron-vite/bin/electron-vite.js'), ['build', '--logLevel', 'warn'])
step('types', bin('typescript/bin/tsc'), ['-p', '.', '--noEmit'])
step('lint and format', bin('@biomejs/biome/bin/biome'), ['check', '.'])
step('import rules', join(root, 'scripts/check-imports.mjs'), [])
step('unused code', bin('knip/bin/knip.js'), [])
step('openapi.json up to date', join(root, 'scripts/openapi.mjs'), ['--check'])
if (built) {
  step(
    'unit, contract and fault tests',
    bin('vitest/vitest.mjs'),
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`],
    {
      env: { BI_BUILT: '1' },
      count: vitestCount,
    },
  )
  step('end to end in Electron', join(root, 'scripts/e2e.mjs'), ['--reporter=list,json'], {
    env: { BI_BUILT: '1', PLAYWRIGHT_JSON_OUTPUT_FILE: e2eReport, PLAYWRIGHT_JSON_OUTPUT_NAME: e2eReport },
    count: playwrightCount(e2eReport),
  })
  step('benchmarks, a short round', join(root, 'bench/index.mjs'), ['--short'], { env: { BI_BUILT: '1' } })
  const why = packagesSkipped()
  if (why) rows.push(`skipped  packages: ${why}`)
  else
    step('packages', join(root, 'scripts/package-test.mjs'), ['--reporter=list,json'], {
      env: { BI_BUILT: '1', PLAYWRIGHT_JSON_OUTPUT_FILE: packageReport, PLAYWRIGHT_JSON_OUTPUT_NAME: packageReport },
      count: playwrightCount(packageReport),
    })
} else console.error('\nNothing was built, so no test was run.')

const WORDS_SHOWN = 1500
for (const [name, words] of red) console.log(`\n── FAILED: ${name}\n${stripVTControlCharacters(words).slice(0, WORDS_SHOWN)}`)
console.log(`\n── summary\n${rows.join('\n')}\n`)
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`)
process.exit(total.failed > 0 ? 1 : 0)
