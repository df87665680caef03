#!/usr/bin/env node
/**
 * `npm run demo [-- --orders N] [--no-window]`: the whole way of an order on this computer. A practice central side gets
 * test orders, the real command line syncs them into a simulated POHODA, and all three sides are compared.
 * Ends with 0 only when every order is recorded exactly once and reported. Everything lies in `.demo/`.
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { bootstrap } from './bootstrap.mjs'

const root = resolve(import.meta.dirname, '..')
const MOST_IN_ONE_CALL = 20
const { values } = parseArgs({
  options: { orders: { type: 'string', default: '5' }, 'no-window': { type: 'boolean', default: false } },
})
const wanted = Number(values.orders)
if (!Number.isInteger(wanted) || wanted < 1 || wanted > 1000) stop('--orders takes a whole number from 1 to 1000')
const noWindow = whyNoWindow()

await bootstrap({ withDisplay: noWindow === undefined })

const folder = join(root, '.demo')
const dataDir = join(folder, 'client')
const pohodaDir = join(folder, 'pohoda')
const cli = join(root, 'out/main/cli.js')
const DATABASE = 'StwPh_Demo_2026'

say('building')
run(join(root, 'node_modules/electron-vite/bin/electron-vite.js'), ['build', '--logLevel', 'warn'])
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true, mode: 0o700 })

say('starting the practice central side (Business Integrator)')
const central = await startSandbox()
let failed = true
try {
  await setUp()
  const ids = createOrders()
  say('synchronising')
  client('sync', '--once')
  // Once more: nothing may happen now.
  client('sync', '--once')
  failed = !(await compare(ids))
  showPlaces()
  if (noWindow === undefined) await openWindow()
  else say(`the window is not opened: ${noWindow}`)
} finally {
  central.child.kill('SIGTERM')
}
process.exit(failed ? 1 : 0)

// ---- steps ----

async function startSandbox() {
  const child = spawn(process.execPath, [cli, 'sandbox', '--port', '0', '--data', join(folder, 'central')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  process.on('exit', () => child.kill())
  // Ended from outside: the `exit` above must still come, or the central side would outlive the demo.
  for (const name of ['SIGTERM', 'SIGHUP']) process.on(name, () => process.exit(130))
  const lines = createInterface({ input: child.stdout })
  const [line] = await Promise.race([
    once(lines, 'line'),
    once(child, 'exit').then(([code]) => stop(`the practice central side ended with ${code}`)),
  ])
  return { child, ...JSON.parse(line) }
}

async function setUp() {
  const { createPohoda, defaultUnit } = await typescript('src/sandbox/simulators/pohoda/state.ts')
  const unit = { ...defaultUnit, database: DATABASE, ico: central.ico, company: `${central.companyName} (simulator)` }
  createPohoda(pohodaDir, { units: [unit] })
  const preset = {
    language: 'cs',
    mode: 'test',
    central: { baseUrl: central.url, apiKey: central.keys.client },
    connector: {
      id: 'pohoda-xml',
      settings: {
        way: 'program',
        // In place of Pohoda.exe: the simulator takes the same command line.
        program: process.execPath,
        programArguments: [join(root, 'out/main/pohoda-simulator.js'), '--state', pohodaDir],
        user: 'Admin',
        password: 'heslo',
        database: DATABASE,
        ico: central.ico,
        timeoutSeconds: 120,
      },
    },
  }
  const file = join(folder, 'preset.json')
  writeFileSync(file, `${JSON.stringify(preset, undefined, 2)}\n`, { mode: 0o600 })
  say('setting the client up: bi-client setup --from .demo/preset.json')
  client('setup', '--from', file)
  say('testing the connection to the information system: bi-client check')
  client('check')
}

function createOrders() {
  const ids = []
  for (let left = wanted; left > 0; left -= MOST_IN_ONE_CALL) {
    const count = Math.min(left, MOST_IN_ONE_CALL)
    const answer = JSON.parse(client('test-orders', String(count), '--json'))
    ids.push(...answer.orders.map((order) => order.itemId))
  }
  say(`the central side has ${ids.length} test orders in its queue`)
  return ids
}

/** All three sides: what the central side sees, what the client's ledger says, what POHODA has. */
async function compare(ids) {
  const { readOrders } = await typescript('src/sandbox/simulators/pohoda/store.ts')
  const records = new Map()
  for (const record of readOrders(pohodaDir, DATABASE))
    records.set(record.itemId, [...(records.get(record.itemId) ?? []), record])
  const answer = await fetch(`${central.url}/test-orders`, { headers: { authorization: `Bearer ${central.keys.client}` } })
  if (!answer.ok) stop(`the central side answered ${answer.status}`)
  const seen = new Map((await answer.json()).orders.map((order) => [order.itemId, order]))
  const rows = []
  let good = 0
  for (const id of ids) {
    const { document } = JSON.parse(client('documents', 'show', id, '--json'))
    const here = records.get(id) ?? []
    const there = seen.get(id)
    const once = here.length === 1 && document?.summary.state === 'imported'
    const reported = there?.state === 'processed' && there.erpReference?.number === here[0]?.number
    if (once && reported) good += 1
    rows.push([
      id,
      document?.summary.number ?? '?',
      here.map((record) => record.number).join(' AND ') || `none (${document?.summary.state ?? 'unknown'})`,
      reported ? 'reported' : `not reported (${there?.state ?? 'unknown'})`,
    ])
  }
  const strangers = [...records.keys()].filter((id) => !ids.includes(id))
  console.log()
  printRows([['central id', 'number', 'POHODA number', ''], ...rows])
  console.log()
  if (strangers.length > 0) console.log(`POHODA has ${strangers.length} orders that nobody sent.`)
  const perfect = good === ids.length && strangers.length === 0
  console.log(
    perfect
      ? `All ${good} orders: in the information system exactly once, and reported.`
      : `Only ${good} of ${ids.length} orders are in the information system exactly once and reported.`,
  )
  return perfect
}

function showPlaces() {
  const at = (path) => relative(root, path)
  console.log(`
Where things lie:
  ${at(dataDir)}                 the client: settings.json, secrets.json (encrypted), ledger.db, logs/
  ${at(pohodaDir)}                 the simulated POHODA: ${DATABASE}.db
  ${at(join(folder, 'central'))}                the practice central side
See more: node out/main/cli.js documents list --data-dir ${at(dataDir)}
`)
}

async function openWindow() {
  const { electronExecutable } = await import('./electron-runtime.mjs')
  const program = await electronExecutable()
  const args = ['--data-dir', dataDir]
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    say("running as root: Chromium's sandbox can't be used, so the window runs without it (never do that in production)")
    args.unshift('--no-sandbox')
  }
  say('opening the desktop app; quit it from its tray menu to end the demo')
  const app = spawn(program, args, { stdio: 'inherit', env: { ...process.env, ELECTRON_RUN_AS_NODE: undefined } })
  process.once('SIGINT', () => app.kill('SIGTERM'))
  const [code] = await once(app, 'exit')
  if (code) stop(`the desktop app ended with ${code}`)
}

// ---- tools ----

function whyNoWindow() {
  if (values['no-window']) return 'asked for by --no-window'
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
    return 'there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set)'
  return undefined
}

/** Runs the real command line; with `--json` gives its answer, otherwise shows it. */
function client(...args) {
  const json = args.includes('--json')
  const { status, stdout, error } = spawnSync(process.execPath, [cli, ...args, '--data-dir', dataDir], {
    stdio: ['ignore', json ? 'pipe' : 'inherit', 'inherit'],
    encoding: 'utf8',
  })
  if (error) throw error
  // 6: documents wait for a person; the comparison says which.
  if (status !== 0 && status !== 6) stop(`bi-client ${args.join(' ')} ended with ${status}${json ? `: ${stdout}` : ''}`)
  return stdout ?? ''
}

function run(script, args) {
  const { status, error } = spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' })
  if (error) throw error
  if (status !== 0) stop(`${relative(root, script)} ended with ${status}`)
}

/** Node 20 doesn't run TypeScript; Vite does. */
async function typescript(path) {
  const { runnerImport } = await import('vite')
  const { module } = await runnerImport(join(root, path), { root, configFile: false, logLevel: 'error' })
  return module
}

function printRows(rows) {
  const widths = rows[0].map((_cell, at) => Math.max(...rows.map((row) => row[at].length)))
  for (const row of rows) console.log(`  ${row.map((cell, at) => cell.padEnd(widths[at])).join('  →  ')}`.trimEnd())
}

function say(text) {
  console.log(`demo: ${text}`)
}

function stop(sentence) {
  console.error(`demo: ${sentence}`)
  process.exit(1)
}
