import { dirname } from 'node:path'
import Database from 'libsql'
import { Failure, problem } from '../../shared/failure'
import { isReadOnly, noSpaceLeft } from './files'

/**
 * The one file that knows the SQLite driver. libsql now, better-sqlite3 when the oldest runtime allows it
 * (ARCHITECTURE.md, Decisions); both have this synchronous interface.
 */
export type SqlValue = string | number | null
export interface Statement {
  run(...values: SqlValue[]): { changes: number; lastInsertRowid: number | bigint }
  get(...values: SqlValue[]): unknown
  all(...values: SqlValue[]): unknown[]
}
export interface Sql {
  /** The same text gives the same statement: the driver frees one only at a garbage collection, which may be long in coming. */
  prepare(sql: string): Statement
  exec(sql: string): void
  /** Runs `work` in one immediate transaction: durable when it returns, undone when it throws. */
  transaction<T>(work: () => T): T
  close(): void
}

interface SqliteError {
  code?: unknown
  rawCode?: unknown
  message?: unknown
}

/** Far more than the program has; only what a person can combine in a list without end comes near it. */
const MOST_PREPARED = 200
const PRIMARY = 0xff
const SQLITE_BUSY = 5
const SQLITE_LOCKED = 6
const SQLITE_READONLY = 8
const SQLITE_IOERR = 10
const SQLITE_FULL = 13
const SQLITE_CANTOPEN = 14
const SQLITE_CONSTRAINT = 19

/**
 * SQLite's own error as a `Failure`. The effect is `nothing`: what was not committed is not there. A full or read-only disk
 * shows itself in many errors (a `-shm` that can't grow is an input/output error, a `-wal` that can't be made can't be
 * opened), and a person must not be told to put back a backup for it: so the disk itself is asked (`isFull`: whether that of a folder is).
 */
export function sqlFailure(error: unknown, path: string, isFull = noSpaceLeft): Failure {
  if (error instanceof Failure) return error
  const { code, rawCode, message } = (error ?? {}) as SqliteError
  const primary = typeof rawCode === 'number' ? rawCode & PRIMARY : undefined
  const words = `${typeof code === 'string' && code !== '' ? `${code}: ` : ''}${String(message ?? error)}`
  const options = { effect: 'nothing', cause: error } as const
  // The ledger has files beside its database, which the system itself refuses.
  if (primary === SQLITE_FULL || code === 'ENOSPC' || code === 'EDQUOT' || /disk is full/i.test(words))
    return new Failure(problem('disk-full', { path }, words), { ...options, retry: true })
  const isDisk = primary === SQLITE_IOERR || primary === SQLITE_CANTOPEN || /unable to open|ConnectionFailed/i.test(words)
  if (isDisk && isFull(dirname(path))) return new Failure(problem('disk-full', { path }, words), { ...options, retry: true })
  const isRefused = code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
  if (primary === SQLITE_READONLY || isRefused || (isDisk && isReadOnly(path)))
    return new Failure(problem('folder-not-writable', { path }, words), { ...options, retry: false })
  if (primary === SQLITE_BUSY || primary === SQLITE_LOCKED)
    return new Failure(problem('ledger-unreadable', { path }, words), { ...options, retry: true })
  // Without a code it is either the driver failing to open the file, or a fault of ours.
  if (primary === SQLITE_CONSTRAINT || (primary === undefined && !isDisk))
    return new Failure(problem('internal', { path }, words), { ...options, retry: false })
  return new Failure(problem('ledger-unreadable', { path }, words), { ...options, retry: false })
}

/** Opens a database file, creating it when it isn't there. Throws `Failure`. */
export function openSql(path: string): Sql {
  const guard = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      throw sqlFailure(error, path)
    }
  }
  const db = guard(() => new Database(path))
  guard(() => db.exec('PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF'))
  const prepared = new Map<string, Statement>()
  return {
    prepare(sql) {
      const known = prepared.get(sql)
      if (known) return known
      const statement = guard(() => db.prepare(sql))
      const made: Statement = {
        run: (...values) => guard(() => statement.run(...values)),
        get: (...values) => guard(() => statement.get(...values)),
        all: (...values) => guard(() => statement.all(...values)),
      }
      for (const oldest of prepared.keys()) {
        if (prepared.size < MOST_PREPARED) break
        prepared.delete(oldest)
      }
      prepared.set(sql, made)
      return made
    },
    exec: (sql) => guard(() => db.exec(sql)),
    transaction(work) {
      guard(() => db.exec('BEGIN IMMEDIATE'))
      try {
        const value = work()
        guard(() => db.exec('COMMIT'))
        return value
      } catch (error) {
        try {
          // A full disk makes SQLite roll back by itself; then this one has nothing to do and says so.
          db.exec('ROLLBACK')
        } catch {}
        throw error
      }
    },
    close() {
      // The file stays open for as long as one of them is referenced.
      prepared.clear()
      guard(() => db.close())
    },
  }
}
