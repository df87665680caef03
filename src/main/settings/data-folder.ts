import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, userInfo } from 'node:os'
import { isAbsolute, join, resolve, win32 } from 'node:path'
import { writeFailure } from '../system/atomic-file'

const NAME = 'business-integrator-client'
const WINDOWS_NAME = 'BusinessIntegratorClient'
export const SYSTEM_FOLDER = `/var/lib/${NAME}`

/** What the choice of the folder depends on; given by tests, read from this computer otherwise. */
export interface DataFolderHost {
  platform: NodeJS.Platform
  env: NodeJS.ProcessEnv
  /** POSIX user id; `undefined` on Windows. */
  uid: number | undefined
  home: string
  /** Whether a folder is there and this account may write into it. */
  writable(path: string): boolean
}

const thisHost = (): DataFolderHost => ({
  platform: process.platform,
  env: process.env,
  uid: process.getuid?.(),
  home: homedir(),
  writable: (path) => {
    try {
      accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
      return true
    } catch {
      return false
    }
  },
})

/**
 * The one folder with settings, secrets and ledger. Machine-wide on purpose: the scheduled run and everybody who logs
 * in must meet the same ledger, or one order could be imported twice.
 * `override`: `--data-dir`. Windows: `%ProgramData%`. Elsewhere `/var/lib` when running as root or when a system
 * installation has made it writable for this account; else the user's own (XDG base directory specification).
 */
export function dataFolderPath(override?: string, host: DataFolderHost = thisHost()): string {
  if (override !== undefined && override !== '') return resolve(override)
  if (host.platform === 'win32') return win32.join(host.env['ProgramData'] ?? 'C:\\ProgramData', WINDOWS_NAME)
  if (host.uid === 0 || host.writable(SYSTEM_FOLDER)) return SYSTEM_FOLDER
  const xdg = host.env['XDG_DATA_HOME']
  // The specification says that a relative path is to be ignored.
  return join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(host.home, '.local', 'share'), NAME)
}

/** Arguments of icacls that take the folder from everybody except SYSTEM, Administrators and `account`. Exported for its test. */
export const windowsAccessArguments = (path: string, account: string): string[] => [
  path,
  '/inheritance:r',
  '/grant:r',
  // By SID: the groups' names are translated in a Czech Windows.
  '*S-1-5-18:(OI)(CI)F',
  '*S-1-5-32-544:(OI)(CI)F',
  `${account}:(OI)(CI)F`,
]

function restrictOnWindows(path: string): void {
  const icacls = win32.join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'icacls.exe')
  // ProgramData lets every user read what lies in it; the key of the secrets lies in ours.
  execFileSync(icacls, windowsAccessArguments(path, userInfo().username), {
    timeout: 30_000,
    stdio: 'ignore',
    windowsHide: true,
  })
}

/**
 * Makes the folder when it is missing (0700) and sees that it can be written to.
 * Returns its absolute path. Throws Failure `folder-not-writable` or `disk-full`.
 */
export function ensureDataFolder(override?: string): string {
  const path = dataFolderPath(override)
  try {
    if (!existsSync(path)) {
      mkdirSync(path, { recursive: true, mode: 0o700 })
      if (process.platform === 'win32') restrictOnWindows(path)
    }
    // Tried, not asked: access rights say nothing about a read-only disk or a full one.
    // One name for all processes: one that is killed in between leaves nothing that grows.
    const probe = join(path, '.probe')
    writeFileSync(probe, 'x', { mode: 0o600 })
    rmSync(probe, { force: true })
    return path
  } catch (error) {
    throw writeFailure(error, path)
  }
}
