import * as os from 'node:os'
import { problem } from '../../../shared/failure'
import type { CheckId } from '../../../shared/texts/checks.cs'
import type { CheckLine, Clock, Environment, RunSystemProgram } from '../ports'
import { checkReach } from './connection'
import { checkFreeSpace, freeBytes, gigabytes } from './free-space'
import { failed, lineOf, ok, type Seen, skipped, warning } from './line'
import { runSystemProgram } from './run-system-program'
import { checkScheduledTask } from './scheduled-task'
import { codePages, windowsVersion } from './windows-facts'
import { checkWriteRight } from './write-right'

export interface ComputerOptions {
  dataDir: string
  /** Folders of the information system that files go to. */
  importFolders?: readonly string[]
  /** Whether the information system reads Windows-1250, as POHODA does. Absent: not known yet, so another code page is a warning. */
  needsCzechCodePage?: boolean | undefined
  /** As said in the survey; shown again, for who installs from afar. */
  remoteAccess?: readonly string[] | undefined
  /** Where the central side is; absent: it isn't asked. Never with a key. */
  central?: Parameters<typeof checkReach>[0] | undefined
  clock: Clock
  run?: RunSystemProgram | undefined
  host?: HostFacts | undefined
}

/** What Node knows of the computer; a port, so that Windows can be described on another system. */
export interface HostFacts {
  platform: NodeJS.Platform
  arch: string
  /** `os.release()` */
  release: string
  /** `os.version()` */
  version: string
  env: Environment
  uid: number | undefined
  userName: string
  timeZone: string
  totalMemoryBytes: number
  freeMemoryBytes: number
  versions: Readonly<Record<string, string | undefined>>
  freeBytes: (folder: string) => Promise<number>
}

export const thisHost = (): HostFacts => ({
  platform: process.platform,
  arch: process.arch,
  release: os.release(),
  version: os.version(),
  env: process.env,
  uid: process.getuid?.(),
  userName: userName(),
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  totalMemoryBytes: os.totalmem(),
  freeMemoryBytes: os.freemem(),
  versions: process.versions,
  freeBytes,
})

function userName(): string {
  try {
    return os.userInfo().username
  } catch {
    // An account without an entry in the list of users, as in some containers.
    return String(process.getuid?.() ?? '?')
  }
}

/** Windows Server 2016 and Windows 10 of 2016; older ones have no support of the runtime. */
const OLDEST_WINDOWS_BUILD = 14_393
const MEMORY_TOTAL_BYTES = 2_000_000_000
const MEMORY_FREE_BYTES = 500_000_000

/** What this computer must offer. Every line stands for itself. Aborted: throws the signal's reason; else it throws nothing. */
export async function* checkComputer(options: ComputerOptions, signal: AbortSignal): AsyncIterable<CheckLine> {
  const host = options.host ?? thisHost()
  const tools = { run: options.run ?? runSystemProgram(), env: host.env }
  const { dataDir, importFolders = [] } = options
  const looks: readonly [CheckId, () => Promise<Seen> | Seen][] = [
    ['computer.system', () => operatingSystem(host, tools.run, signal)],
    ['computer.disk', () => checkFreeSpace([dataDir, ...importFolders], host.freeBytes)],
    ['computer.data-folder', () => checkWriteRight(dataDir)],
    ['computer.import-folder', () => importRights(importFolders)],
    ['computer.task', () => checkScheduledTask({ ...host, run: tools.run }, signal)],
    ['computer.code-page', () => codePage(host, tools.run, options.needsCzechCodePage, signal)],
    ['computer.time-zone', () => timeZone(host.timeZone, options.clock.now())],
    ['computer.memory', () => memory(host)],
    ['computer.runtime', () => runtime(host)],
    ['computer.remote-access', () => remoteAccess(options.remoteAccess)],
    ['computer.account', () => ok(accountOf(host))],
  ]
  for (const [id, look] of looks) yield await lineOf(id, look, options.clock, signal)
  signal.throwIfAborted()
  if (options.central) yield* await checkReach(options.central, signal)
}

async function operatingSystem(host: HostFacts, run: RunSystemProgram, signal: AbortSignal): Promise<Seen> {
  const { platform, arch, release, version, env } = host
  if (platform === 'win32') {
    const windows = await windowsVersion({ run, env }, release, signal)
    if (windows === undefined) return warning(`${version} ${release}; ${arch}`, problem('computer-fact-unknown', {}))
    const evidence = [windows.name, windows.release, `(${windows.build}); ${arch}`].filter((part) => part !== '').join(' ')
    return windows.build >= OLDEST_WINDOWS_BUILD
      ? ok(evidence)
      : failed(evidence, problem('computer-system-unsupported', { found: windows.name }))
  }
  const evidence = `${os.type()} ${release}; ${arch}`
  return platform === 'linux'
    ? ok(evidence)
    : failed(evidence, problem('computer-system-unsupported', { found: `${platform} ${release}` }))
}

async function importRights(folders: readonly string[]): Promise<Seen> {
  if (folders.length === 0) return skipped()
  const seen: Seen[] = []
  for (const folder of folders) seen.push(await checkWriteRight(folder))
  const evidence = folders.join('; ')
  const wrong = seen.find((one) => one.status === 'failed')
  return wrong ? { ...wrong, evidence } : ok(evidence)
}

const CZECH = 1250
async function codePage(host: HostFacts, run: RunSystemProgram, needed: boolean | undefined, signal: AbortSignal): Promise<Seen> {
  if (host.platform !== 'win32') return skipped(host.platform)
  const { ansi } = await codePages({ run, env: host.env }, signal)
  if (ansi === undefined) return warning('', problem('computer-fact-unknown', {}, 'ACP'))
  const evidence = `ACP ${ansi}`
  if (ansi === CZECH) return ok(evidence)
  if (needed === false) return ok(evidence)
  const other = problem('computer-code-page', { found: String(ansi) })
  return needed ? failed(evidence, other) : warning(evidence, other)
}

/** Minutes that the zone is ahead of UTC at this time. Throws RangeError when there is no such zone. */
export function offsetMinutes(zone: string, atMs: number): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(atMs)
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? ''
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(name) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}

/** The day of a document is the day here; elsewhere it turns at another hour. */
export function timeZone(zone: string, nowMs: number): Seen {
  const offset = offsetMinutes(zone, nowMs)
  const text = `${offset < 0 ? '−' : '+'}${String(Math.floor(Math.abs(offset) / 60)).padStart(2, '0')}:${String(Math.abs(offset) % 60).padStart(2, '0')}`
  const evidence = `${zone} (UTC${text})`
  // Also half a year on: a zone without summer time agrees only now.
  const same = [0, 182].every((days) => {
    const at = nowMs + days * 86_400_000
    return offsetMinutes(zone, at) === offsetMinutes('Europe/Prague', at)
  })
  return same ? ok(evidence) : warning(evidence, problem('computer-time-zone', { found: zone }))
}

function memory({ totalMemoryBytes, freeMemoryBytes }: HostFacts): Seen {
  const evidence = `${gigabytes(freeMemoryBytes)} / ${gigabytes(totalMemoryBytes)}`
  return totalMemoryBytes < MEMORY_TOTAL_BYTES || freeMemoryBytes < MEMORY_FREE_BYTES
    ? warning(evidence, problem('computer-memory-low', { free: gigabytes(freeMemoryBytes) }))
    : ok(evidence)
}

function runtime({ versions }: HostFacts): Seen {
  const parts = (['electron', 'chrome', 'node', 'openssl'] as const).flatMap((name) => {
    const version = versions[name]
    return version === undefined ? [] : `${name} ${version}`
  })
  return ok(parts.join(', '))
}

const remoteAccess = (ways: readonly string[] | undefined): Seen =>
  ways === undefined || ways.length === 0 ? skipped() : ok(ways.join(', '))

const accountOf = ({ platform, env, userName: name, uid }: HostFacts): string => {
  const domain = platform === 'win32' ? env['USERDOMAIN'] : undefined
  return domain ? `${domain}\\${name}` : uid === undefined ? name : `${name} (uid ${uid})`
}
