import { accessSync, constants, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join, resolve, win32 } from 'node:path'
import { Failure } from '../../shared/failure'
import { writeFailure } from '../system/atomic-file'
import { besideProgram } from './beside-program'
import { guardFolder } from './folder-guard'
import { guardWindowsFolder } from './windows-access'

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
  /** What the file beside the program says (beside-program.ts). */
  beside?: string | undefined
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
  beside: besideProgram().dataFolder,
})

/**
 * The one folder with settings, secrets and ledger. Machine-wide on purpose: the scheduled run and everybody who logs
 * in must meet the same ledger, or one order could be imported twice.
 * `override`: `--data-dir`. Else what the file beside the program says. Windows: `%ProgramData%`. Elsewhere `/var/lib` when running as root or when a system
 * installation has made it writable for this account; else the user's own (XDG base directory specification).
 */
export function dataFolderPath(override?: string, host: DataFolderHost = thisHost()): string {
  if (override !== undefined && override !== '') return resolve(override)
  if (host.beside !== undefined) return host.beside
  if (host.platform === 'win32') return win32.join(host.env['ProgramData'] ?? 'C:\\ProgramData', WINDOWS_NAME)
  if (host.uid === 0 || host.writable(SYSTEM_FOLDER)) return SYSTEM_FOLDER
  const xdg = host.env['XDG_DATA_HOME']
  // The specification says that a relative path is to be ignored.
  return join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(host.home, '.local', 'share'), NAME)
}

/**
 * Makes the folder when it is missing (0700; on Windows SYSTEM, Administrators and this account), sees that nobody else can
 * have read or changed what is in it, and that it can be written to.
 * Returns its absolute path. Throws Failure `folder-not-private`, `folder-not-writable` or `disk-full`.
 */
export function ensureDataFolder(override?: string): string {
  const path = dataFolderPath(override)
  try {
    const isNew = mkdirSync(path, { recursive: true, mode: 0o700 }) !== undefined
    const uid = process.getuid?.()
    if (uid !== undefined) guardFolder(path, uid)
    else if (process.platform === 'win32') guardWindowsFolder(path, isNew)
    // Tried, not asked: access rights say nothing about a read-only disk or a full one.
    // One name for all processes: one that is killed in between leaves nothing that grows.
    const probe = join(path, '.probe')
    writeFileSync(probe, 'x', { mode: 0o600 })
    rmSync(probe, { force: true })
    return path
  } catch (error) {
    throw error instanceof Failure ? error : writeFailure(error, path)
  }
}
