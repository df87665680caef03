#!/usr/bin/env node
/**
 * `npm run prove -- --kills N [--seed S] [--jobs J] [--json]`: the built client is killed with SIGKILL at random moments while it
 * syncs a stream of orders, also the simulated POHODA, and both; after every kill the three sides are compared. Ends with
 * 0 only when no order was lost and none doubled; otherwise the folders are kept and named.
 * The seed gives the same orders and the same plan of kills; what a kill hits also depends on the machine's pace.
 * With `--jobs J` that many worlds of their own run at once, with the seeds S, S + 1000003, …, and share the kills.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { runnerImport } from 'vite'
import { ensureBuilt } from './build.mjs'

const root = resolve(import.meta.dirname, '..')
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string' },
    jobs: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
})
const kills = Number(values.kills)
const seed = Number(values.seed ?? Date.now() % 1_000_000)
if (!Number.isInteger(kills) || kills < 1 || kills > 1_000_000) usage('--kills takes a whole number from 1 to 1000000')
const jobs = Number(values.jobs)
if (!Number.isInteger(seed) || seed < 0) usage('--seed takes a whole number')
if (!Number.isInteger(jobs) || jobs < 1 || jobs > 64) usage('--jobs takes a whole number from 1 to 64')
if (process.platform === 'win32') usage('this runs on Linux only: it looks for processes in /proc')
/** With `--json` the standard output is for the figures alone. */
const say = (line) => (values.json ? console.error(line) : console.log(line))

ensureBuilt()

const stop = new AbortController()
/** The settings' library brings when-exit, which sends each signal to this process once more: an echo is no second wish. */
const ECHO_MS = 500
let askedAt = 0
for (const name of ['SIGINT', 'SIGTERM'])
  process.on(name, () => {
    if (stop.signal.aborted) {
      if (performance.now() - askedAt > ECHO_MS) process.exit(130)
      return
    }
    askedAt = performance.now()
    say('stopping after this kill')
    stop.abort()
  })

say(`${kills} kills, seed ${seed}${jobs > 1 ? `, ${jobs} worlds at once` : ''}`)
const { violations, folders, ...figures } = jobs > 1 ? await inJobs() : await inThisProcess()

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

async function inThisProcess() {
  // Node 20 doesn't run TypeScript; Vite does, without its configuration of the app.
  const { module } = await runnerImport(join(root, 'tests/support/kill-run.ts'), { root, configFile: false, logLevel: 'error' })
  const run = await module.runKills({
    kills,
    seed,
    stop: stop.signal,
    onProgress: (now) =>
      say(`${now.kills} of ${kills} kills · ${now.orders} orders · ${now.killsPerMinute} kills/min · ${now.seconds} s`),
  })
  return { ...run.figures, violations: run.violations, folders: run.folders }
}

/** Each job is this program again; their figures are summed. */
async function inJobs() {
  const startedAt = performance.now()
  const parts = await Promise.all(
    Array.from({ length: jobs }, (_, index) => {
      const share = Math.floor(kills / jobs) + (index < kills % jobs ? 1 : 0)
      return share === 0 ? undefined : oneJob(index + 1, share, seed + index * 1_000_003)
    }),
  )
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10
  const sum = parts.filter((part) => part !== undefined).reduce(added)
  return { ...sum, seed, seconds, killsPerMinute: Math.round((sum.kills / seconds) * 60) }
}

async function oneJob(number, share, itsSeed) {
  const job = spawn(process.execPath, [import.meta.filename, '--kills', `${share}`, '--seed', `${itsSeed}`, '--json'], {
    env: { ...process.env, BI_BUILT: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: what stops this program is passed on once, below.
    detached: true,
  })
  stop.signal.addEventListener('abort', () => job.kill('SIGTERM'), { once: true })
  let out = ''
  job.stdout.on('data', (chunk) => (out += chunk))
  createInterface({ input: job.stderr }).on('line', (line) => say(`job ${number}: ${line}`))
  const [code] = await once(job, 'close')
  try {
    return JSON.parse(out)
  } catch {
    // No figures is no proof: this counts as broken.
    return { kills: 0, violations: [`job ${number} (seed ${itsSeed}) ended with ${code} and without figures`], folders: [] }
  }
}

/** Sums counts and joins lists, name by name. */
function added(one, other) {
  if (Array.isArray(one)) return [...one, ...(other ?? [])]
  if (typeof one === 'object' && one !== null)
    return Object.fromEntries(
      [...new Set([...Object.keys(one), ...Object.keys(other ?? {})])].map((name) => [
        name,
        one[name] === undefined ? other[name] : added(one[name], other?.[name]),
      ]),
    )
  return one + (other ?? 0)
}

function usage(why) {
  console.error(`${why}\nnpm run prove -- --kills N [--seed S] [--jobs J] [--json]`)
  process.exit(2)
}
