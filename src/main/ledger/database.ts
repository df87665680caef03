import Database from 'libsql'
import { Failure, problem } from '../../shared/failure'

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

const PRIMARY = 0xff
const SQLITE_BUSY = 5
const SQLITE_LOCKED = 6
const SQLITE_CONSTRAINT = 19
const SQLITE_FULL = 13

/** SQLite's own error as a `Failure`. The effect is `nothing`: what was not committed is not there. */
export function sqlFailure(error: unknown, path: string): Failure {
  if (error instanceof Failure) return error
  const { code, rawCode, message } = (error ?? {}) as SqliteError
  const primary = typeof rawCode === 'number' ? rawCode & PRIMARY : undefined
  const words = `${typeof code === 'string' && code !== '' ? `${code}: ` : ''}${String(message ?? error)}`
  const options = { effect: 'nothing', cause: error } as const
  if (primary === SQLITE_FULL || /disk is full/i.test(words))
    return new Failure(problem('disk-full', { path }, words), { ...options, retry: true })
  if (primary === SQLITE_BUSY || primary === SQLITE_LOCKED)
    return new Failure(problem('ledger-unreadable', { path }, words), { ...options, retry: true })
  if (primary === SQLITE_CONSTRAINT || primary === undefined) {
    // Without a code it is either the driver failing to open the file, or a fault of ours.
    const opening = /unable to open|ConnectionFailed/i.test(words)
    return new Failure(problem(opening ? 'ledger-unreadable' : 'internal', { path }, words), { ...options, retry: false })
  }
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
  return {
    prepare(sql) {
      const statement = guard(() => db.prepare(sql))
      return {
        run: (...values) => guard(() => statement.run(...values)),
        get: (...values) => guard(() => statement.get(...values)),
        all: (...values) => guard(() => statement.all(...values)),
      }
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
    close: () => guard(() => db.close()),
  }
}
