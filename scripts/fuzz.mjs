#!/usr/bin/env node
/**
 * `npm run fuzz -- [--runs N] [--seed S] [--only NAME] [--json]`: gives N inputs, made from `tests/corpus` and by
 * fast-check, to everything that reads what others wrote. Ends with 0 only when none crashed, hung or was believed
 * wrongly; otherwise each such input lies in `artifacts/fuzz`. The same seed gives the same inputs.
 */
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { runnerImport } from 'vite'

const root = resolve(import.meta.dirname, '..')
const load = async (file) => (await runnerImport(join(root, file), { root, configFile: false, logLevel: 'error' })).module
const { kinds } = await load('tests/fuzz/inputs.ts')
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100000' },
    seed: { type: 'string' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})
const runs = Number(values.runs)
const seed = Number(values.seed ?? Date.now() % 1_000_000)
if (!Number.isInteger(runs) || runs < 1 || runs > 100_000_000) usage('--runs takes a whole number from 1 to 100000000')
if (!Number.isInteger(seed) || seed < 0) usage('--seed takes a whole number')
if (values.only !== undefined && !kinds.includes(values.only)) usage(`--only takes one of ${kinds.join(', ')}`)
/** With `--json` the standard output is for the figures alone. */
const say = (line) => (values.json ? console.error(line) : console.log(line))

const { runFuzz } = await load('tests/fuzz/run.ts')
say(`${runs} inputs, seed ${seed}`)
const figures = await runFuzz({ runs, seed, only: values.only, onProgress: say })
if (values.json) console.log(JSON.stringify(figures))
else console.log(`\n${figures.inputs} inputs, ${figures.findings.length} findings, ${figures.seconds} s, seed ${seed}`)
for (const { kind, index, what, path } of figures.findings) say(`\nBROKEN: ${kind} ${index}, kept as ${path}\n${what}`)
process.exit(figures.findings.length > 0 ? 1 : 0)

function usage(why) {
  console.error(`${why}\nnpm run fuzz -- [--runs N] [--seed S] [--only NAME] [--json]`)
  process.exit(2)
}
