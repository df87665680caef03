import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { Failure, problem } from '../../shared/failure'
import { openSql, type Sql, sqlFailure } from './database'
import { backupsDir, COMPANIONS, fsyncPath, instantOfName, ledgerPath, timeInName } from './files'

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
    if (['ENOENT', 'ENOTDIR'].includes(String((error as NodeJS.ErrnoException).code))) return []
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

const QUICK_CHECK = 'SELECT quick_check AS result FROM pragma_quick_check'

/** Throws `backup-failed` unless SQLite found the copy whole: its words. */
function whole(path: string, words: string): void {
  if (words !== 'ok') throw new Failure(problem('backup-failed', { path }, words), { effect: 'nothing', retry: true })
}

/** What SQLite says of the pages of an open file: `ok`, or what is wrong. */
export const quickCheck = (sql: Sql): string =>
  (sql.prepare(QUICK_CHECK).all() as { result: string }[]).map((row) => row.result).join('; ')

function checkCopy(path: string): string {
  const sql = openSql(path)
  try {
    return quickCheck(sql)
  } finally {
    sql.close()
  }
}

type Label = 'daily' | 'manual' | `before-${string}`

/** Where a copy will stand, and under which name until it is whole. */
function plan(dataDir: string, at: number, label: Label) {
  const folder = backupsDir(dataDir)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const seq = String((listBackups(dataDir).at(-1)?.seq ?? 0) + 1).padStart(6, '0')
  const path = join(folder, `ledger-${seq}-${timeInName(at)}-${label}.db`)
  // One name for each kind: what a crash left is overwritten by the next.
  const temporary = join(folder, `ledger-${label}.part`)
  remove(temporary)
  return { folder, path, temporary }
}

function remove(temporary: string): void {
  for (const suffix of ['', ...COMPANIONS]) rmSync(temporary + suffix, { force: true })
}

/** Gives a copy that was found whole its name; only then the oldest of its kind go. */
function keep(dataDir: string, { folder, path, temporary }: ReturnType<typeof plan>): string {
  fsyncPath(temporary)
  renameSync(temporary, path)
  remove(temporary)
  fsyncPath(folder)
  const kind = NAME.exec(path.slice(folder.length + 1))?.[3]
  const same = listBackups(dataDir).filter((one) => one.kind === kind)
  for (const old of same.slice(0, Math.max(0, same.length - KEPT_OF_A_KIND))) rmSync(old.path, { force: true })
  return path
}

/**
 * A consistent copy made by SQLite itself. Only when it stands on the disk and was found whole do the oldest of its kind
 * go. `at`: ms since the epoch. `label`: its kind, and for `before` what comes then (`before-v2`). Returns its path.
 * Throws `Failure`; the older copies are all there then.
 */
export function backupLedger(sql: Sql, dataDir: string, at: number, label: Label): string {
  let planned: ReturnType<typeof plan> | undefined
  try {
    planned = plan(dataDir, at, label)
    sql.prepare('VACUUM INTO ?').run(planned.temporary)
    whole(planned.temporary, checkCopy(planned.temporary))
    return keep(dataDir, planned)
  } catch (error) {
    if (planned) remove(planned.temporary)
    throw failed(backupsDir(dataDir), error)
  }
}

/** Plain script, so that it runs as it is from the sources, from a bundle and from an archive. */
const WORKER = `
  const { parentPort, workerData } = require('node:worker_threads')
  try {
    const Database = require(workerData.driver)
    const ledger = new Database(workerData.ledger)
    ledger.exec('PRAGMA busy_timeout = 5000')
    ledger.prepare('VACUUM INTO ?').run(workerData.temporary)
    ledger.close()
    const copy = new Database(workerData.temporary)
    const words = copy.prepare(workerData.check).all().map((row) => row.result).join('; ')
    copy.close()
    parentPort.postMessage({ words })
  } catch (error) {
    // As an error object it would lose SQLite's code on its way.
    parentPort.postMessage({ error: { message: String(error.message), code: error.code, rawCode: error.rawCode } })
  }
`
interface Answer {
  words?: string
  error?: unknown
}

/**
 * As `backupLedger`, in a thread of its own: a large ledger takes long (100,000 documents, 480 MB: some 8 s), and windows and
 * tray must go on meanwhile. Given up when `stop` fires.
 */
export async function backupAside(dataDir: string, at: number, label: Label, stop: AbortSignal): Promise<string> {
  let planned: ReturnType<typeof plan> | undefined
  try {
    // The thread would make an empty one.
    if (!existsSync(ledgerPath(dataDir))) throw new Error('no ledger')
    planned = plan(dataDir, at, label)
    const { temporary } = planned
    const ended = new AbortController()
    const worker = new Worker(WORKER, {
      eval: true,
      workerData: {
        driver: createRequire(import.meta.url).resolve('libsql'),
        ledger: ledgerPath(dataDir),
        temporary,
        check: QUICK_CHECK,
      },
    })
    const words = await new Promise<string>((done, fail) => {
      worker.once('message', ({ words: found, error }: Answer) =>
        found === undefined ? fail(sqlFailure(error, temporary)) : done(found),
      )
      worker.once('error', fail)
      worker.once('exit', () => fail(new Error('ended without an answer')))
      // Not for longer than the thread lives: `stop` lives as long as the program.
      stop.addEventListener('abort', () => void worker.terminate(), { once: true, signal: ended.signal })
    })
    ended.abort()
    await worker.terminate()
    whole(temporary, words)
    return keep(dataDir, planned)
  } catch (error) {
    if (planned) remove(planned.temporary)
    throw failed(backupsDir(dataDir), error)
  }
}
