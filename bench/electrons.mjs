/**
 * Our program and bare Electrons for `start` and `memory`, on a display and a session bus of their own: a tray, a central side in another
 * process behind a gate that sees each request, a simulated POHODA, and a client set up between them by its own command line.
 */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { runnerImport } from 'vite'
import { electronExecutable, electronVersion } from '../scripts/electron-runtime.mjs'
import { root, temporaryFolder } from './measure.mjs'

const run = promisify(execFile)
const ours = join(root, 'out/main/index.js')
const cli = join(root, 'out/main/cli.js')
const bare = (name) => join(root, 'bench/bare', `${name}.mjs`)
const icon = join(root, 'assets/tray/ok-light-48.png')

/** Chromium refuses its sandbox to root. */
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
/** As a run without a display is started (docs/operations.md). */
const headlessSwitches = [...asRoot, '--ozone-platform=headless', '--disable-gpu', '--log-level=3']
const END_MS = 15_000

/** None of what was started outlives the bench, however it ends. */
const alive = new Set()
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL')
})
for (const [name, number] of Object.entries({ SIGINT: 2, SIGTERM: 15 })) process.once(name, () => process.exit(128 + number))
function kept(child) {
  alive.add(child)
  child.once('exit', () => alive.delete(child))
  return child
}

/** Asks until the answer is true; throws after `seconds`. */
export async function until(asked, what, { everyMs = 50, seconds = 60 } = {}) {
  const late = performance.now() + seconds * 1000
  while (!(await asked())) {
    if (performance.now() > late) throw new Error(`${what}: not within ${seconds} s`)
    await wait(everyMs)
  }
}

/** Starts a server of ours that says in its first line that it can be used. */
async function started(program, args) {
  const child = kept(spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] }))
  let complaint = ''
  child.stderr.on('data', (chunk) => (complaint = (complaint + chunk).slice(-2000)))
  const lines = createInterface({ input: child.stdout })
  const [line] = await Promise.race([
    once(lines, 'line'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`${program} ended with ${code}: ${complaint}`)
    }),
  ])
  return { child, line: String(line) }
}

async function ended(child) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  const clock = setTimeout(() => child.kill('SIGKILL'), END_MS)
  await gone
  clearTimeout(clock)
}

/** Stands before the central side at `to` and keeps what went through: when it came, what it was, what was answered. */
async function openGate(to) {
  const seen = []
  const server = createServer((asked, answer) => {
    const one = {
      at: performance.now(),
      method: asked.method,
      path: asked.url,
      signed: asked.headers.authorization !== undefined,
    }
    seen.push(one)
    if (asked.url === '/bare') {
      one.status = 200
      answer.end('{}')
      return
    }
    const onwards = request(new URL(asked.url, to), { method: asked.method, headers: asked.headers }, (came) => {
      one.status = came.statusCode
      answer.writeHead(came.statusCode, came.headers)
      came.pipe(answer)
    })
    onwards.on('error', () => answer.destroy())
    asked.pipe(onwards)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = `http://127.0.0.1:${server.address().port}`
  return {
    address,
    seen,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Processes of a tree, the root first. A process that ends while it is looked at is not one. */
export function processTree(pid) {
  const parents = new Map()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      // The name of the program stands in brackets and may have anything in it.
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
      parents.set(parent, [...(parents.get(parent) ?? []), Number(name)])
    } catch {}
  }
  const tree = [pid]
  for (const one of tree) tree.push(...(parents.get(one) ?? []))
  return tree
}

/** Milliseconds of the processor that a tree has used so far, without what has ended and nobody has waited for. */
export function cpuOf(pid) {
  let ticks = 0
  for (const one of processTree(pid))
    try {
      const stat = readFileSync(`/proc/${one}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      // utime, stime, cutime, cstime: fields 14 to 17 of proc(5).
      ticks += fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
    } catch {}
  // Linux gives them in hundredths of a second to every program.
  return ticks * 10
}

const kindOf = (pid) => {
  const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  const [, type] = /--type=([\w-]+)/.exec(words) ?? []
  const [, service] = /--utility-sub-type=(\S+)/.exec(words) ?? []
  return service?.split('.').at(-1) ?? type ?? 'main'
}

/** Proportional set size of a tree in bytes: whole, its anonymous part, and by the kind of process. `strangers`: see there. */
export function pssOf(pid) {
  const tree = processTree(pid)
  const found = { bytes: 0, anonymousBytes: 0, processes: 0, byKind: {}, strangers: strangers(tree) }
  for (const one of tree)
    try {
      const text = readFileSync(`/proc/${one}/smaps_rollup`, 'utf8')
      const bytes = (name) => 1024 * Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1])
      const kind = kindOf(one)
      found.bytes += bytes('Pss')
      found.anonymousBytes += bytes('Pss_Anon')
      found.processes++
      found.byKind[kind] = (found.byKind[kind] ?? 0) + bytes('Pss')
    } catch {}
  if (found.bytes === 0) throw new Error('the program whose memory was to be read has ended')
  return found
}

/** Other Electrons and Chromiums of this computer, by their helpers: they share the same libraries and make every reading smaller. */
function strangers(tree = []) {
  return readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name) || tree.includes(Number(name))) return false
    try {
      // They write their own line anew, with blanks.
      return /[\0 ]--type=/.test(readFileSync(`/proc/${name}/cmdline`, 'utf8'))
    } catch {
      return false
    }
  }).length
}

/** Opens all of it. `intervalSeconds`: how often the client asks by itself. */
export async function openStage({ intervalSeconds, say }) {
  if (process.platform !== 'linux') throw new Error('measured on Linux only: it needs Xvfb, D-Bus and /proc')
  for (const file of [ours, cli, icon, join(root, 'out/renderer/index.html')])
    if (!existsSync(file)) throw new Error(`${file} is missing: npm run build`)
  const version = electronVersion()
  const program = version === undefined ? await electronExecutable() : join(root, '.electron/dist/electron')
  if (strangers() > 0) say('another Electron or Chromium runs on this computer: figures of memory will be too small')

  const closers = []
  const before = { ...process.env }
  try {
    const { folder, remove } = temporaryFolder()
    closers.push(remove)
    const display = await started('/usr/bin/Xvfb', ['-displayfd', '1', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'])
    closers.push(() => ended(display.child))
    process.env.DISPLAY = `:${display.line}`
    const bus = await started('/usr/bin/dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=1'])
    closers.push(() => ended(bus.child))
    process.env.DBUS_SESSION_BUS_ADDRESS = bus.line

    const load = async (path) => (await runnerImport(join(root, path), { root, configFile: false, logLevel: 'error' })).module
    const { startTrayHost } = await load('tests/support/tray-host.ts')
    const tray = await startTrayHost()
    closers.push(tray.close)
    const { createTestPohoda, programSettings } = await load('tests/support/pohoda.ts')
    const pohoda = createTestPohoda()
    closers.push(pohoda.remove)

    const central = await started(process.execPath, [cli, 'sandbox', '--port', '0', '--data', join(folder, 'sandbox')])
    closers.push(() => ended(central.child))
    const sandbox = JSON.parse(central.line)
    const gate = await openGate(sandbox.url)
    closers.push(gate.close)
    const baseUrl = gate.address + new URL(sandbox.url).pathname.replace(/\/$/, '')

    const dataDir = join(folder, 'data')
    const preset = join(folder, 'preset.json')
    writeFileSync(
      preset,
      JSON.stringify({
        language: 'cs',
        mode: 'test',
        central: { baseUrl, apiKey: sandbox.keys.client },
        connector: {
          id: 'pohoda-xml',
          settings: { ...programSettings(pohoda), password: pohoda.password },
        },
        sync: { intervalSeconds },
      }),
    )
    await run(process.execPath, [cli, 'setup', '--from', preset, '--data-dir', dataDir])

    const running = new Set()
    closers.push(() => Promise.all([...running].map((child) => ended(child))))

    /** Starts one Electron. `home`: each kind keeps its own profile, so that all start on one that is there already. */
    const start = (home, main, args, { env = {}, driven = false } = {}) => {
      mkdirSync(join(folder, home), { recursive: true })
      const startedAt = performance.now()
      const child = kept(
        spawn(program, args, {
          stdio: ['ignore', 'pipe', 'pipe', ...(driven ? ['ipc'] : [])],
          env: {
            ...process.env,
            XDG_CONFIG_HOME: join(folder, home, 'config'),
            XDG_DATA_HOME: join(folder, home, 'share'),
            XDG_CURRENT_DESKTOP: 'XFCE',
            BI_BENCH_ICON: icon,
            BI_BENCH_ADDRESS: `${gate.address}/bare`,
            // Always named: the runtime's own pointer may lead to another copy of this repository.
            ...(driven ? { BI_DEV_MAIN: bare('driven'), BI_BENCH_MAIN: main } : { BI_DEV_MAIN: main }),
            ...env,
          },
        }),
      )
      running.add(child)
      let output = ''
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output = (output + chunk).slice(-4000)))
      const exited = once(child, 'exit').then(([code, signal]) => {
        running.delete(child)
        return code ?? signal
      })
      const waiting = new Map()
      let asked = 0
      child.on('message', ({ id, value, error }) => {
        const { done, fail } = waiting.get(id)
        waiting.delete(id)
        if (error === undefined) done(value)
        else fail(new Error(error))
      })
      return {
        pid: child.pid,
        startedAt,
        exited,
        output: () => output,
        /** One of the acts of bare/driven.mjs. */
        ask: (act, more = {}) =>
          new Promise((done, fail) => {
            const id = asked++
            waiting.set(id, { done, fail })
            child.send({ id, act, ...more })
          }),
        /** Told to quit as by the session; throws when it does not end well. */
        async end() {
          child.kill('SIGTERM')
          const clock = setTimeout(() => child.kill('SIGKILL'), END_MS)
          const how = await exited
          clearTimeout(clock)
          if (how !== 0) throw new Error(`${main} ended with ${how}: ${output}`)
        },
      }
    }

    return {
      gate,
      tray,
      electron: electronVersion(),
      ourTray: (options) => start('ours', ours, [...asRoot, '--hidden', '--data-dir', dataDir], options),
      bareTray: (options) => start('bare-tray', bare('tray'), asRoot, options),
      ourHeadless: (words, options) =>
        start('ours-headless', ours, [...headlessSwitches, 'sync', ...words, '--data-dir', dataDir], options),
      bareHeadless: (options) => start('bare-headless', bare('headless'), headlessSwitches, options),
      /** Puts test orders into the queue of the central side. */
      async order(count) {
        const answer = await fetch(`${baseUrl}/test-orders`, {
          method: 'POST',
          headers: {
            Authorization: `Bearer ${sandbox.keys.client}`,
            'Content-Type': 'application/json',
            'Idempotency-Key': crypto.randomUUID(),
          },
          body: JSON.stringify({ count, scenario: 'simple' }),
        })
        if (!answer.ok) throw new Error(`no test orders: ${answer.status} ${await answer.text()}`)
      },
      /** Orders that the information system has. */
      recorded: () => pohoda.orders().length,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }

  async function close() {
    for (const closer of closers.reverse()) await closer()
    for (const name of ['DISPLAY', 'DBUS_SESSION_BUS_ADDRESS'])
      if (before[name] === undefined) delete process.env[name]
      else process.env[name] = before[name]
  }
}
