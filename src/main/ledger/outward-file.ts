import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { asFailure, Failure, problem } from '../../shared/failure'
import { quickCheck } from './backup'
import { openSql, type Sql } from './database'
import { COMPANIONS } from './files'
import { OUTWARD_APPLICATION_ID, OUTWARD_SCHEMA, OUTWARD_SCRATCH, OUTWARD_VERSION } from './outward-tables'

/**
 * What was sent to the shops lies apart from the ledger: it is large, it changes every few minutes, and losing it costs one full upload and nothing
 * else. So it is in no copy of the ledger, and a file that can't be used is set aside and made anew.
 */
export const outwardPath = (dataDir: string): string => join(dataDir, 'outward.sqlite')
const asidePath = (dataDir: string): string => `${outwardPath(dataDir)}.spoiled`

/** KiB: the keys of a pass come in any order, and each page of them would be read again. */
const CACHE = 'PRAGMA cache_size = -4000'
/** A larger one is not gone through at each opening; SQLite says itself when it meets what it can't read. */
const CHECKED_AT_ONCE_BYTES = 64 * 1024 * 1024

const isOurs = (sql: Sql): boolean => {
  const { id } = sql.prepare('SELECT application_id AS id FROM pragma_application_id').get() as { id: number }
  const { version } = sql.prepare('SELECT user_version AS version FROM pragma_user_version').get() as { version: number }
  return id === OUTWARD_APPLICATION_ID && version === OUTWARD_VERSION
}

function openMade(path: string): Sql {
  const sql = openSql(path)
  try {
    sql.exec(`${CACHE}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL`)
    if (!isOurs(sql)) {
      const { tables } = sql.prepare('SELECT count(*) AS tables FROM sqlite_schema').get() as { tables: number }
      if (tables > 0) throw unusable(path, 'of another version')
      sql.transaction(() => {
        sql.exec(`${OUTWARD_SCHEMA}; PRAGMA application_id = ${OUTWARD_APPLICATION_ID}; PRAGMA user_version = ${OUTWARD_VERSION}`)
      })
    }
    const words = statSync(path).size > CHECKED_AT_ONCE_BYTES ? 'ok' : quickCheck(sql)
    if (words !== 'ok') throw unusable(path, words)
    sql.exec(OUTWARD_SCRATCH)
    return sql
  } catch (error) {
    sql.close()
    throw error
  }
}

const unusable = (path: string, words: string): Failure =>
  new Failure(problem('ledger-unreadable', { path }, words), { effect: 'nothing', retry: false })

/** Whether a failure means that the file itself is of no use, not that the disk is full or the file in use. */
export const isSpoiled = (error: unknown): boolean => {
  const { problem: what, retry } = asFailure(error)
  return what.code === 'ledger-unreadable' && !retry
}

/** The next opening makes it anew. The spoiled one is kept beside it, in the place of an older one. */
export function setOutwardAside(dataDir: string): void {
  const path = outwardPath(dataDir)
  for (const suffix of COMPANIONS) rmSync(path + suffix, { force: true })
  if (existsSync(path)) renameSync(path, asidePath(dataDir))
}

/**
 * Opens it to be written; the caller holds the machine's lock. One that is spoiled or of another version is set aside and made anew; `onAnew` is told
 * why. Throws `disk-full`, `folder-not-writable`, …
 */
export function openOutwardFile(dataDir: string, onAnew: (words: string) => void): Sql {
  const path = outwardPath(dataDir)
  try {
    return openMade(path)
  } catch (error) {
    if (!isSpoiled(error)) throw error
    onAnew(asFailure(error).problem.words ?? '')
    setOutwardAside(dataDir)
    return openMade(path)
  }
}

/** Opens it to be read only; undefined: there is none that could be read. */
export function openOutwardForReading(dataDir: string): Sql | undefined {
  const path = outwardPath(dataDir)
  if (!existsSync(path)) return undefined
  try {
    const sql = openSql(path)
    if (isOurs(sql)) return sql
    sql.close()
  } catch {
    // Whoever holds the engine makes it anew.
  }
  return undefined
}
