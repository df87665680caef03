import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { Failure, type Problem, problem } from '../../shared/failure'
import { backupLedger, listBackups, newestBackup, quickCheck } from './backup'
import { openSql, type Sql, sqlFailure } from './database'
import { ledgerFacts } from './facts'
import { COMPANIONS, fsyncPath, isReadOnly, ledgerPath, markerPath } from './files'
import { APPLICATION_ID, ledgerVersion, migrate, migrations, tooNew, WITHOUT_COPY } from './migrations'

const unusable = (code: 'ledger-unreadable' | 'ledger-missing', dataDir: string, words?: string): Failure =>
  new Failure(problem(code, { path: ledgerPath(dataDir), backup: newestBackup(dataDir) ?? '' }, words), {
    effect: 'nothing',
    retry: false,
  })

/** The ledger that was open is no longer the one that lies there. */
export const ledgerGone = (dataDir: string): Failure => unusable('ledger-missing', dataDir, 'exchanged while it was in use')

function create(dataDir: string): void {
  // Under another name until it is whole: a crash here leaves no half ledger.
  const temporary = `${ledgerPath(dataDir)}.new`
  for (const suffix of ['', ...COMPANIONS]) rmSync(temporary + suffix, { force: true })
  const sql = openSql(temporary)
  try {
    migrate(sql, temporary, WITHOUT_COPY)
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
  if (version === migrations.length && isSame(dataDir, ledgerFacts(sql).get('ledgerId'))) return sql
  sql.close()
  if (version === migrations.length) throw another(dataDir)
  if (version > migrations.length) throw tooNew(path, version)
  throw new Failure(problem('ledger-unreadable', { path, backup: '' }, `version ${version}, waits for its migration`), {
    effect: 'nothing',
    retry: true,
  })
}

/** With the newest copy named, from which it can be restored. */
export const named = (what: Problem | undefined, dataDir: string): Problem | undefined =>
  what && { ...what, params: { ...what.params, backup: newestBackup(dataDir) ?? '' } }

/** A ledger that is damaged, not one that is only in use: there the newest copy is named. */
const naming = (error: unknown, dataDir: string): unknown =>
  error instanceof Failure && error.problem.code === 'ledger-unreadable' && !error.retry
    ? unusable('ledger-unreadable', dataDir, error.problem.words)
    : error

/**
 * Up to this size a ledger is gone through each time it is opened to be written (some 0.1 s for 10,000 documents); a larger
 * one by its daily copy, which reads all of it.
 */
const CHECKED_AT_ONCE_BYTES = 64 * 1024 * 1024

function ensureWhole(sql: Sql, dataDir: string): void {
  if (statSync(ledgerPath(dataDir)).size > CHECKED_AT_ONCE_BYTES) return
  const words = quickCheck(sql)
  if (words !== 'ok') throw unusable('ledger-unreadable', dataDir, words)
}

function openChecked(dataDir: string): Sql {
  const path = ledgerPath(dataDir)
  let sql: Sql | undefined
  try {
    // SQLite takes an empty file for a new database; for us it is a lost one.
    if (statSync(path).size === 0) throw unusable('ledger-unreadable', dataDir, 'empty file')
    sql = openSql(path)
    const { id } = sql.prepare('SELECT application_id AS id FROM pragma_application_id').get() as { id: number }
    if (id !== APPLICATION_ID) throw unusable('ledger-unreadable', dataDir, 'not a ledger of this program')
    return sql
  } catch (error) {
    sql?.close()
    throw naming(error, dataDir)
  }
}

/**
 * Opens the ledger of a data folder; makes it only where none ever was. A file that can't be opened, isn't a ledger or
 * has gone is never replaced: `ledger-unreadable`, `ledger-missing`, `ledger-too-new` (the first two name the newest backup), and
 * `folder-not-writable` where `isReadOnlyAt` says that nothing can be written, `disk-full` at whichever file.
 */
export function openLedgerFile(dataDir: string, isReadOnlyAt = isReadOnly): Sql {
  try {
    return openOrMake(dataDir, isReadOnlyAt)
  } catch (error) {
    throw sqlFailure(error, ledgerPath(dataDir))
  }
}

function openOrMake(dataDir: string, isReadOnlyAt: typeof isReadOnly): Sql {
  const path = ledgerPath(dataDir)
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  if (!existsSync(path)) {
    if (existsSync(markerPath(dataDir)) || listBackups(dataDir).length > 0) throw unusable('ledger-missing', dataDir)
    create(dataDir)
  }
  // Said before anything is asked of the central side: SQLite itself finds it out at the first write.
  if (isReadOnlyAt(path)) throw new Failure(problem('folder-not-writable', { path }), { effect: 'nothing', retry: false })
  const sql = openChecked(dataDir)
  try {
    ensureWhole(sql, dataDir)
    sql.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
    migrate(sql, path, (version) => backupLedger(sql, dataDir, Date.now(), `before-v${version + 1}`))
    const id = idOf(sql)
    if (!isSame(dataDir, id)) throw another(dataDir)
    if (markedId(dataDir) === '') writeMarker(dataDir, id)
    return sql
  } catch (error) {
    sql.close()
    throw naming(error, dataDir)
  }
}

/** The name of this ledger, given to it now if it has none. */
export function idOf(sql: Sql): string {
  const facts = ledgerFacts(sql)
  const known = facts.get('ledgerId')
  if (known !== undefined) return known
  const made = randomUUID()
  facts.set('ledgerId', made)
  return made
}

const markedId = (dataDir: string): string =>
  existsSync(markerPath(dataDir)) ? readFileSync(markerPath(dataDir), 'utf8').trim() : ''

/** Whether this is the ledger that was made here: a strange -wal turns one into that it belongs to, and nothing else shows it. */
const isSame = (dataDir: string, id: string | undefined): boolean => ['', id].includes(markedId(dataDir))

const another = (dataDir: string): Failure =>
  unusable('ledger-unreadable', dataDir, 'another ledger than the one that was made here')

/** From now on this ledger is the one of the folder. Whole or not at all. */
export function writeMarker(dataDir: string, id: string): void {
  const temporary = `${markerPath(dataDir)}.new`
  try {
    writeFileSync(temporary, `${id}\n`, { mode: 0o600, flush: true })
    renameSync(temporary, markerPath(dataDir))
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
  fsyncPath(dataDir)
}
