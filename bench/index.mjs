#!/usr/bin/env node
/**
 * `npm run bench [-- [--json] [--short] [--rounds N] [NAME…]]`: each benchmark against its limit in the same run. Nothing is asserted: an aim
 * that is missed is told, and the run ends with 0; with 1 only when a benchmark could not be run. What the figures mean: docs/performance.md.
 */
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { bootstrap } from '../scripts/bootstrap.mjs'
import { ensureBuilt } from '../scripts/build.mjs'

const NAMES = ['sync', 'sync-small', 'idle', 'xml-write', 'xml-read', 'validate', 'ledger', 'start', 'memory', 'upload']

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    short: { type: 'boolean', default: false },
    rounds: { type: 'string' },
  },
})
const unknown = positionals.filter((name) => !NAMES.includes(name))
const rounds = values.rounds === undefined ? undefined : Number(values.rounds)
if (unknown.length > 0 || (rounds !== undefined && !(Number.isInteger(rounds) && rounds > 0))) {
  console.error(unknown.length > 0 ? `no benchmark is called ${unknown.join(', ')}` : '--rounds takes a whole number above 0')
  console.error(`usage: npm run bench [-- [--json] [--short] [--rounds N] [${NAMES.join('|')}]…]`)
  process.exit(2)
}

const say = (line) => console.error(line)
await bootstrap({ withDisplay: true })
ensureBuilt()

const number = (value) => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(Math.abs(value) >= 10 ? 1 : 2))
const words = ({ name, median, least, most, unit, aim, better, reached }) => {
  const aimed = aim === undefined ? '' : `  aim ${better === 'less' ? '≤' : '≥'} ${aim}${unit} ${reached ? 'reached' : 'MISSED'}`
  return `  ${name.padEnd(52)} ${`${number(median)}${unit}`.padStart(10)}  (${number(least)}–${number(most)})${aimed}`
}

const all = []
let failed = 0
for (const name of positionals.length > 0 ? positionals : NAMES) {
  const { what, run } = await import(`./${name}.mjs`)
  say(`\n── ${name}: ${what}`)
  try {
    const { figures, facts = {} } = await run({ short: values.short, rounds, say: (line) => say(`  ${line}`) })
    all.push({ name, what, figures, facts, load: loadavg()[0] })
    if (!values.json) console.log(`${name}: ${what}\n${figures.map(words).join('\n')}`)
  } catch (error) {
    failed++
    all.push({ name, what, error: String(error) })
    console.error(error)
  }
}
if (values.json)
  console.log(
    JSON.stringify({ node: process.version, cpus: cpus().map(({ model }) => model), short: values.short, benches: all }),
  )
process.exit(failed > 0 ? 1 : 0)
