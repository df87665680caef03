import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Failure, problem } from '../../shared/failure'
import { openSql, type Sql } from './database'
import { APPLICATION_ID, ledgerVersion, migrate, migrations, tooNew } from './migrations'

const BACKUPS_KEPT = 7
const ledgerPath = (dataDir: string): string => join(dataDir, 'ledger.db')
/** Says that a ledger was made here once. While it stands, a missing ledger.db is a loss, not a fresh start. */
const markerPath = (dataDir: string): string => join(dataDir, 'ledger.made')
const backupsDir = (dataDir: string): string => join(dataDir, 'ledger-backups')

const unusable = (code: 'ledger-unreadable' | 'ledger-missing', dataDir: string, words?: string): Failure =>
  new Failure(problem(code, { path: ledgerPath(dataDir), backup: newestBackup(dataDir) ?? '' }, words), {
    effect: 'nothing',
    retry: false,
  })

const fsyncPath = (path: string): void => {
  // Windows can't open a folder for this; there the file system's journal orders the rename.
  if (process.platform === 'win32' && statSync(path).isDirectory()) return
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function listBackups(dataDir: string): string[] {
  if (!existsSync(backupsDir(dataDir))) return []
  return readdirSync(backupsDir(dataDir))
    .filter((name) => /^ledger-[\w-]+\.db$/.test(name))
    .sort()
}

/** Full path of the newest copy, if there is any. */
export function newestBackup(dataDir: string): string | undefined {
  const newest = listBackups(dataDir).at(-1)
  return newest === undefined ? undefined : join(backupsDir(dataDir), newest)
}

/** A consistent copy made by SQLite itself; only the newest are kept. `at`: ms since the epoch. Returns its path. */
export function backupLedger(sql: Sql, dataDir: string, at: number, label: string): string {
  mkdirSync(backupsDir(dataDir), { recursive: true, mode: 0o700 })
  const name = `ledger-${new Date(at).toISOString().replace(/[:.]/g, '-')}-${label}.db`
  const path = join(backupsDir(dataDir), name)
  const temporary = `${path}.part`
  rmSync(temporary, { force: true })
  sql.prepare('VACUUM INTO ?').run(temporary)
  fsyncPath(temporary)
  renameSync(temporary, path)
  fsyncPath(backupsDir(dataDir))
  const names = listBackups(dataDir)
  for (const old of names.slice(0, Math.max(0, names.length - BACKUPS_KEPT))) rmSync(join(backupsDir(dataDir), old))
  return path
}

function create(dataDir: string): void {
  // Under another name until it is whole: a crash here leaves no half ledger.
  const temporary = `${ledgerPath(dataDir)}.new`
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(temporary + suffix, { force: true })
  const sql = openSql(temporary)
  try {
    migrate(sql, temporary, () => {})
  } finally {
    sql.close()
  }
  fsyncPath(temporary)
  renameSync(temporary, ledgerPath(dataDir))
  fsyncPath(dataDir)
}

/**
 * Opens an existing ledger to read from it only; undefined where none was made yet. Nothing is created or migrated: that
 * is for the process that holds the engine. Throws as `openLedgerFile`.
 */
export function openLedgerForReading(dataDir: string): Sql | undefined {
  const path = ledgerPath(dataDir)
  if (!existsSync(path)) {
    if (existsSync(markerPath(dataDir)) || listBackups(dataDir).length > 0) throw unusable('ledger-missing', dataDir)
    return undefined
  }
  const sql = openChecked(dataDir)
  const version = ledgerVersion(sql)
  if (version === migrations.length) return sql
  sql.close()
  if (version > migrations.length) throw tooNew(path, version)
  throw new Failure(problem('ledger-unreadable', { path, backup: '' }, `version ${version}, waits for its migration`), {
    effect: 'nothing',
    retry: true,
  })
}

function openChecked(dataDir: string): Sql {
  const path = ledgerPath(dataDir)
  // SQLite takes an empty file for a new database; for us it is a lost one.
  if (statSync(path).size === 0) throw unusable('ledger-unreadable', dataDir, 'empty file')
  const sql = openSql(path)
  try {
    const { id } = sql.prepare('SELECT application_id AS id FROM pragma_application_id').get() as { id: number }
    if (id !== APPLICATION_ID) throw unusable('ledger-unreadable', dataDir, 'not a ledger of this program')
    return sql
  } catch (error) {
    sql.close()
    throw error
  }
}

/**
 * Opens the ledger of a data folder; makes it only where none ever was. A file that can't be opened, isn't a ledger or
 * has gone is never replaced: `ledger-unreadable`, `ledger-missing`, `ledger-too-new` (each names the newest backup).
 */
export function openLedgerFile(dataDir: string): Sql {
  const path = ledgerPath(dataDir)
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  if (!existsSync(path)) {
    if (existsSync(markerPath(dataDir)) || listBackups(dataDir).length > 0) throw unusable('ledger-missing', dataDir)
    create(dataDir)
  }
  const sql = openChecked(dataDir)
  try {
    sql.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
    migrate(sql, path, (version) => backupLedger(sql, dataDir, Date.now(), `before-v${version + 1}`))
  } catch (error) {
    sql.close()
    if (error instanceof Failure && error.problem.code === 'ledger-unreadable')
      throw unusable('ledger-unreadable', dataDir, error.problem.words)
    throw error
  }
  if (!existsSync(markerPath(dataDir))) {
    closeSync(openSync(markerPath(dataDir), 'w', 0o600))
    fsyncPath(dataDir)
  }
  return sql
}
