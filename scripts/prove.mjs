#!/usr/bin/env node
/**
 * `npm run prove -- --kills N [--seed S] [--json]`: the built client is killed with SIGKILL at random moments while it
 * syncs a stream of orders, also the simulated POHODA, and both; after every kill the three sides are compared. Ends with
 * 0 only when no order was lost and none doubled; otherwise the folders are kept and named.
 * The seed gives the same orders and the same plan of kills; what a kill hits also depends on the machine's pace.
 */
import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { runnerImport } from 'vite'

const root = resolve(import.meta.dirname, '..')
const { values } = parseArgs({
  options: { kills: { type: 'string', default: '200' }, seed: { type: 'string' }, json: { type: 'boolean', default: false } },
})
const kills = Number(values.kills)
const seed = Number(values.seed ?? Date.now() % 1_000_000)
if (!Number.isInteger(kills) || kills < 1 || kills > 1_000_000) usage('--kills takes a whole number from 1 to 1000000')
if (!Number.isInteger(seed) || seed < 0) usage('--seed takes a whole number')
if (process.platform === 'win32') usage('this runs on Linux only: it looks for processes in /proc')
/** With `--json` the standard output is for the figures alone. */
const say = (line) => (values.json ? console.error(line) : console.log(line))

if (process.env['BI_BUILT'] !== '1') {
  say('building')
  const builder = join(root, 'node_modules/electron-vite/bin/electron-vite.js')
  const { status } = spawnSync(process.execPath, [builder, 'build', '--logLevel', 'warn'], { cwd: root, stdio: ['ignore', 2, 2] })
  if (status !== 0) process.exit(1)
}

const stop = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'])
  process.on(name, () => {
    if (stop.signal.aborted) process.exit(130)
    say('stopping after this kill')
    stop.abort()
  })

// Node 20 doesn't run TypeScript; Vite does, without its configuration of the app.
const { module } = await runnerImport(join(root, 'tests/support/kill-run.ts'), { root, configFile: false, logLevel: 'error' })
say(`${kills} kills, seed ${seed}`)
const { figures, violations, folders } = await module.runKills({
  kills,
  seed,
  stop: stop.signal,
  onProgress: (now) =>
    say(`${now.kills} of ${kills} kills · ${now.orders} orders · ${now.killsPerMinute} kills/min · ${now.seconds} s`),
})

if (values.json) console.log(JSON.stringify({ ...figures, violations, folders }))
else {
  const list = (counts) =>
    Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')
  console.log(`
kills       ${figures.kills}: ${list(figures.byVictim)}
struck in   ${list(figures.byPhase)}
clients     ${figures.clients} started, ${figures.settled} times all at rest and compared in full
orders      ${figures.orders}, doubled ${figures.doubled}, lost ${figures.lost}
time        ${figures.seconds} s, ${figures.killsPerMinute} kills a minute
seed        ${figures.seed}`)
}
for (const line of violations) say(`BROKEN: ${line}`)
if (folders.length > 0) say(`kept for you to look at:\n  ${folders.join('\n  ')}`)
process.exit(violations.length > 0 ? 1 : 0)

function usage(why) {
  console.error(`${why}\nnpm run prove -- --kills N [--seed S] [--json]`)
  process.exit(2)
}
