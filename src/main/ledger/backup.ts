import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Failure, problem } from '../../shared/failure'
import { openSql, type Sql } from './database'
import { backupsDir, COMPANIONS, fsyncPath, instantOfName, timeInName } from './files'

/**
 * Of each kind: copies made before upgrades must not push out the daily ones, nor the other way round.
 */
const KEPT_OF_A_KIND = 7
const DAY_MS = 86_400_000

export type BackupKind = 'daily' | 'manual' | 'before'

export interface Backup {
  path: string
  /** Grows with each copy, whatever the clock says: the order of making. */
  seq: number
  /** ms since the epoch, by the clock of its making. */
  at: number
  kind: BackupKind
}

const NAME = /^ledger-(?:(\d{6,})-)?(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z)-(daily|manual|before)[\w-]*\.db$/

const failed = (path: string, error: unknown): Failure =>
  error instanceof Failure
    ? error
    : new Failure(problem('backup-failed', { path }, String(error)), { effect: 'nothing', retry: true, cause: error })

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return []
    throw failed(folder, error)
  }
}

/** All copies, in the order of their making. */
export function listBackups(dataDir: string): Backup[] {
  const folder = backupsDir(dataDir)
  return namesIn(folder)
    .flatMap((name): Backup[] => {
      const found = NAME.exec(name)
      const at = instantOfName(found?.[2] ?? '')
      if (!found || Number.isNaN(at)) return []
      return [{ path: join(folder, name), seq: Number(found[1] ?? 0), at, kind: found[3] as BackupKind }]
    })
    .sort((a, b) => a.seq - b.seq || a.at - b.at)
}

/** Full path of the newest copy, if there is any. */
export const newestBackup = (dataDir: string): string | undefined => listBackups(dataDir).at(-1)?.path

/**
 * Whether a daily copy is to be made at `now`: none of those kept is from the day around it. A clock that was set back
 * leaves copies "from the future", which must not stop new ones; and one that is set to and fro makes one copy for
 * each day it shows, not one each time. Pure.
 */
export const dailyIsDue = (backups: readonly Pick<Backup, 'at' | 'kind'>[], now: number): boolean =>
  !backups.some(({ kind, at }) => kind === 'daily' && Math.abs(now - at) < DAY_MS)

/** Throws `backup-failed` unless SQLite finds the copy whole. */
function checkCopy(path: string): void {
  const sql = openSql(path)
  try {
    const rows = sql.prepare('SELECT quick_check AS result FROM pragma_quick_check').all() as { result: string }[]
    if (rows.length === 1 && rows[0]?.result === 'ok') return
    throw new Failure(problem('backup-failed', { path }, rows.map((row) => row.result).join('; ')), {
      effect: 'nothing',
      retry: true,
    })
  } finally {
    sql.close()
    for (const companion of COMPANIONS) rmSync(path + companion, { force: true })
  }
}

/**
 * A consistent copy made by SQLite itself. Only when it stands on the disk and was found whole do the oldest of its kind
 * go. `at`: ms since the epoch. `label`: its kind, and for `before` what comes then (`before-v2`). Returns its path.
 * Throws `Failure`; the older copies are all there then.
 */
export function backupLedger(sql: Sql, dataDir: string, at: number, label: 'daily' | 'manual' | `before-${string}`): string {
  const folder = backupsDir(dataDir)
  try {
    return writeCopy(sql, dataDir, folder, at, label)
  } catch (error) {
    throw failed(folder, error)
  }
}

function writeCopy(sql: Sql, dataDir: string, folder: string, at: number, label: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const known = listBackups(dataDir)
  const seq = String((known.at(-1)?.seq ?? 0) + 1).padStart(6, '0')
  const path = join(folder, `ledger-${seq}-${timeInName(at)}-${label}.db`)
  // One name for each kind: what a crash left is overwritten by the next.
  const temporary = join(folder, `ledger-${label}.part`)
  for (const suffix of ['', ...COMPANIONS]) rmSync(temporary + suffix, { force: true })
  try {
    sql.prepare('VACUUM INTO ?').run(temporary)
    checkCopy(temporary)
    fsyncPath(temporary)
    renameSync(temporary, path)
    fsyncPath(folder)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
  const kind = NAME.exec(path.slice(folder.length + 1))?.[3]
  const same = listBackups(dataDir).filter((one) => one.kind === kind)
  for (const old of same.slice(0, Math.max(0, same.length - KEPT_OF_A_KIND))) rmSync(old.path, { force: true })
  return path
}
