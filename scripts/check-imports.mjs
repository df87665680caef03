#!/usr/bin/env node
/**
 * The import rules (.dependency-cruiser.cjs, with the reason for each). Fails on a violation, and also when nothing was
 * looked at: dependency-cruiser with a TypeScript it can't read cruises 0 modules and is content.
 */
import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const FEWEST_MODULES = 50

const { stdout, stderr, error } = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
    'src',
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'json',
  ],
  { cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
)
if (error) throw error
let summary
try {
  summary = JSON.parse(stdout).summary
} catch {
  console.error(`imports: dependency-cruiser gave no answer\n${stderr}`)
  process.exit(1)
}

const reasons = new Map((summary.ruleSetUsed?.forbidden ?? []).map((rule) => [rule.name, rule.comment]))
for (const { from, to, rule } of summary.violations)
  console.error(`imports: ${from} → ${to}\n  ${rule.name}: ${reasons.get(rule.name) ?? ''}`)
if (summary.totalCruised < FEWEST_MODULES) {
  console.error(`imports: only ${summary.totalCruised} modules were looked at; the check itself does not work`)
  process.exit(1)
}
console.log(
  `imports: ${summary.totalCruised} modules, ${summary.totalDependenciesCruised} imports, ${summary.violations.length} against the rules`,
)
process.exit(summary.violations.length > 0 ? 1 : 0)
