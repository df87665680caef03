import { type ChildProcess, spawn } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  type FSWatcher,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs'
import type { IncomingMessage, Server } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { openSql } from '../../src/main/ledger/database'
import { databaseFile, openStore } from '../../src/sandbox/simulators/pohoda/store'
import { simulatorProgram } from './pohoda'
import { createWorld, type World } from './world'

/** What a kill can be timed by: a sign that the client or POHODA has just done something, seen from outside. */
export type Sign =
  | 'request'
  | 'claim-asked'
  | 'claim-answered'
  | 'report-asked'
  | 'report-answered'
  | 'ledger-written'
  | 'pohoda-started'
  | 'pohoda-written'
  | 'run-ended'

const LEASE_SECONDS = 600

/** A received order in POHODA's own database. */
export interface RecordRow {
  itemId: string
  id: number
  number: string
}

/** A world whose client is a real process that can be killed, and whose central side has a clock that can be put forward. */
export interface KillRig {
  world: World
  /** All that lies on the disk, for whoever looks for the reason of a violation. */
  folders: readonly string[]
  onSign(listener: ((sign: Sign) => void) | undefined): void
  /** Signs since the last call of this. */
  takeSigns(): ReadonlySet<Sign>
  /** Puts the central side's clock past the end of every lease given so far. */
  endLeases(): void
  /** Boots a client up to its first act; `go` lets it begin. On the world's data folder when none is named. */
  startClient(how: 'once' | 'watch', folder?: string): KillableClient
  /** In the order they were made. */
  records(): RecordRow[]
  /** Processes of this rig's POHODA that live now. */
  pohodaProcesses(): number[]
  /** Kills a process of this rig's POHODA. False: it had ended. */
  killPohoda(pid: number): boolean
  /** Waits for the end of those whose client was killed. */
  pohodaEnded(): Promise<void>
  /** `keep`: leaves the folders. */
  close(keep: boolean): Promise<void>
}

export interface KillableClient {
  pid: number
  go(): void
  /** Undefined while it runs. */
  ended(): { code: number | null; signal: string | null } | undefined
  exited: Promise<unknown>
  /** What it printed: one line of JSON after each run. */
  output(): string
  kill(): void
  /** Does something while the process stands still, as it would stand after a crash at this moment. */
  frozen<T>(act: () => T): Promise<T>
}

const standsStill = (pid: number): boolean => {
  try {
    // The state follows the name in parentheses: T stopped, Z ended and not yet waited for.
    return /\) [TZ] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return true
  }
}

const cli = resolve(import.meta.dirname, '../../out/main/cli.js')
const gate = resolve(import.meta.dirname, 'kill-gate.mjs')

export async function createKillRig(): Promise<KillRig> {
  let aheadMs = 0
  const sandboxDir = mkdtempSync(join(tmpdir(), 'bi-sandbox-'))
  const world = await createWorld({
    sync: { batchSize: 20, leaseSeconds: LEASE_SECONDS },
    sandbox: { dataDir: sandboxDir, now: () => Date.now() + aheadMs },
  })
  const { pohoda, sandbox, dataDir } = world
  const pohodaDir = dirname(pohoda.program)
  const running = join(pohodaDir, 'running')
  mkdirSync(running)
  // Leaves its process id, which stays that of the simulator.
  writeFileSync(
    pohoda.program,
    `#!/bin/sh\n: > "${running}/$$"\nexec "${process.execPath}" "${simulatorProgram()}" --state "${pohoda.stateDir}" "$@"\n`,
  )
  chmodSync(pohoda.program, 0o755)

  // Held open: whoever is the last to close it makes work that would pass for a sign.
  const database = databaseFile(pohoda.stateDir, pohoda.database)
  openStore(database).close()
  const sql = openSql(database)
  const recordRows = sql.prepare("select json_extract(document, '$.itemId') as itemId, id, number from orders order by id")

  let listener: ((sign: Sign) => void) | undefined
  let seen = new Set<Sign>()
  const show = (sign: Sign) => {
    seen.add(sign)
    listener?.(sign)
  }
  const clients = new Set<ChildProcess>()

  const onRequest = (message: unknown) => {
    const { request, server } = message as { request: IncomingMessage; server: Server }
    if (!isOurs(server)) return
    show('request')
    if (request.url?.endsWith('/queue/claims')) show('claim-asked')
    if (request.url?.endsWith('/queue/results')) show('report-asked')
  }
  const onAnswer = (message: unknown) => {
    const { request, server } = message as { request: IncomingMessage; server: Server }
    if (!isOurs(server)) return
    if (request.url?.endsWith('/queue/claims')) show('claim-answered')
    if (request.url?.endsWith('/queue/results')) show('report-answered')
  }
  const isOurs = (server: Server) => {
    const address = server.address()
    return typeof address === 'object' && address?.port === sandbox.port
  }
  subscribe('http.server.request.start', onRequest)
  subscribe('http.server.response.finish', onAnswer)

  const watchers: FSWatcher[] = [
    watch(dataDir, (_event, name) => name === 'ledger.db-wal' && show('ledger-written')),
    watch(pohoda.stateDir, (_event, name) => name === `${pohoda.database}.db-wal` && show('pohoda-written')),
    // A file of a process that has ended is removed here, which is no sign.
    watch(running, (_event, name) => name !== null && existsSync(join(running, name)) && show('pohoda-started')),
  ]

  /** Never trusts a number alone: it must still be the process that we started. */
  const isOurPohoda = (pid: number): boolean => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(pohodaDir)
    } catch {
      return false
    }
  }
  const pohodaProcesses = (): number[] => {
    const alive: number[] = []
    for (const name of readdirSync(running)) {
      if (isOurPohoda(Number(name))) alive.push(Number(name))
      else rmSync(join(running, name), { force: true })
    }
    return alive
  }
  const pohodaEnded = async () => {
    for (let tries = 0; pohodaProcesses().length > 0; tries++) {
      if (tries > 1500) throw new Error('a simulator does not end')
      await wait(20)
    }
  }

  return {
    world,
    folders: [sandboxDir, pohodaDir, dataDir],
    onSign: (next) => {
      listener = next
    },
    takeSigns: () => {
      const taken = seen
      seen = new Set()
      return taken
    },
    endLeases: () => {
      aheadMs += (LEASE_SECONDS + 1) * 1000
    },
    startClient(how, folder = dataDir) {
      const child = spawn(
        process.execPath,
        ['--import', gate, cli, 'sync', `--${how}`, '--json', '--data-dir', folder],
        // A group of its own: a Ctrl+C for this run must not end it in its own, gentle way.
        { stdio: ['pipe', 'pipe', 'pipe'], detached: true },
      )
      clients.add(child)
      let output = ''
      let begunAt = Number.POSITIVE_INFINITY
      let end: { code: number | null; signal: string | null } | undefined
      const exited = once(child, 'exit').then(([code, signal]) => {
        end = { code: code as number | null, signal: signal as string | null }
        clients.delete(child)
      })
      child.stdin.on('error', () => {})
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString('utf8')
        // A `--watch` first says how an earlier run ended.
        const syncedAt = output
          .match(/"lastSyncAt":"([^"]+)"/g)
          ?.at(-1)
          ?.slice(14, -1)
        if (syncedAt !== undefined && Date.parse(syncedAt) >= begunAt) show('run-ended')
      })
      child.stderr.on('data', (chunk: Buffer) => {
        output += chunk.toString('utf8')
      })
      return {
        pid: child.pid ?? 0,
        go: () => {
          begunAt = Date.now()
          child.stdin.write('g')
        },
        ended: () => end,
        exited,
        output: () => output,
        kill: () => void child.kill('SIGKILL'),
        async frozen(act) {
          child.kill('SIGSTOP')
          while (end === undefined && !standsStill(child.pid ?? 0)) await wait(1)
          try {
            return act()
          } finally {
            child.kill('SIGCONT')
          }
        },
      }
    },
    records: () => recordRows.all() as RecordRow[],
    pohodaProcesses,
    killPohoda(pid) {
      if (!isOurPohoda(pid)) return false
      try {
        return process.kill(pid, 'SIGKILL')
      } catch {
        return false
      }
    },
    pohodaEnded,
    async close(keep) {
      unsubscribe('http.server.request.start', onRequest)
      unsubscribe('http.server.response.finish', onAnswer)
      for (const watcher of watchers) watcher.close()
      for (const child of clients) child.kill('SIGKILL')
      await pohodaEnded()
      sql.close()
      if (keep) {
        await world.sandbox.close()
        return
      }
      await world.close()
      rmSync(sandboxDir, { recursive: true, force: true })
    },
  }
}
