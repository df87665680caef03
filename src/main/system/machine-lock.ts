import { readFileSync, rmSync, statSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { z } from 'zod'
import { errorCode, replaceFile, writeFailure } from './atomic-file'

/** The engine's lock in the data folder. */
export const LOCK_FILE = 'engine.lock'
/** What is held: the engine, or the set-up (so that window and terminal don't write over each other). */
export type LockName = 'engine' | 'setup'
const holderFile = (name: LockName): string => `${name}-holder.json`
const MOST_HOLDER_BYTES = 16_384

/** Who runs the engine: for people to read, never to decide by. The lock alone decides. */
export const holderSchema = z.strictObject({
  /** `update`: nobody runs the engine, the program itself is being replaced. */
  surface: z.enum(['cli', 'desktop', 'scheduled', 'update']),
  pid: z.number().int().positive(),
  account: z.string().max(256),
  host: z.string().max(256),
  /** RFC 3339, UTC. */
  since: z.iso.datetime(),
})
export type Holder = z.infer<typeof holderSchema>

export interface MachineLock {
  /** Frees it. May be called more than once. The system frees it too when the process dies, however it dies. */
  release(): void
}

export type Acquisition =
  | { held: true; lock: MachineLock }
  /** `heldBy` undefined: the holder has not said who it is yet, or its file can't be read. */
  | { held: false; heldBy: Holder | undefined }

/** This process as a holder. */
export const thisHolder = (surface: Holder['surface'], now = new Date()): Holder => {
  let account = ''
  try {
    account = userInfo().username
  } catch {
    // An account without a name (a container's bare user id).
    account = String(process.getuid?.() ?? '')
  }
  return { surface, pid: process.pid, account, host: hostname(), since: now.toISOString() }
}

/** One line for people: `cli, account jan, process 4711 on SERVER, since 2026-01-31T10:00:00.000Z`. */
export const holderText = (holder: Holder): string =>
  `${holder.surface}, account ${holder.account}, process ${holder.pid} on ${holder.host}, since ${holder.since}`

/** What the last holder said of itself; it may be long dead. `undefined` when nothing usable is there. Never throws. */
export function readHolder(dataDir: string, name: LockName = 'engine'): Holder | undefined {
  const path = join(dataDir, holderFile(name))
  try {
    if (statSync(path).size > MOST_HOLDER_BYTES) return undefined
    return holderSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return undefined
  }
}

function living(dataDir: string): Holder | undefined {
  const holder = readHolder(dataDir)
  if (!holder || holder.pid === process.pid) return undefined
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    // EPERM: it lives, under another account.
    if (errorCode(error) !== 'EPERM') return undefined
  }
  return holder
}

/** Another process that says it holds the engine, and lives. */
export function livingHolder(dataDir: string): string | undefined {
  const holder = living(dataDir)
  return holder && holderText(holder)
}

/** Another process that replaces the program just now. */
export function updateUnderWay(dataDir: string): string | undefined {
  const holder = living(dataDir)
  return holder?.surface === 'update' ? holderText(holder) : undefined
}

// An unreferenced database is collected and closed, and the lock with it.
const held = new Set<InstanceType<typeof Database>>()

const isBusy = (error: unknown): boolean =>
  ['SQLITE_BUSY', 'SQLITE_LOCKED'].includes(errorCode(error) ?? '') ||
  (error instanceof Error && /database( table)? is locked/i.test(error.message))

/**
 * Only one engine on a data folder, on the whole machine, whoever is logged in: an exclusive lock on an SQLite file,
 * held for as long as the engine runs. A process id in a file would outlive a crash; this lock can't.
 * The file itself is never deleted and never opened otherwise: closing any handle of it in this process would drop a POSIX lock.
 * Throws Failure `folder-not-writable` or `disk-full`.
 */
export function acquireMachineLock(dataDir: string, holder: Holder, name: LockName = 'engine'): Acquisition {
  const path = join(dataDir, `${name}.lock`)
  let database: InstanceType<typeof Database> | undefined
  try {
    database = new Database(path)
    database.exec('pragma locking_mode = exclusive')
    database.exec('begin exclusive')
  } catch (error) {
    database?.close()
    if (isBusy(error)) return { held: false, heldBy: readHolder(dataDir, name) }
    throw writeFailure(error, path)
  }
  const open = database
  held.add(open)
  const holderPath = join(dataDir, holderFile(name))
  const lock: MachineLock = {
    release() {
      if (!held.delete(open)) return
      // Before the lock is free: afterwards the file may be the next holder's.
      rmSync(holderPath, { force: true })
      open.close()
    },
  }
  try {
    replaceFile(holderPath, `${JSON.stringify(holder)}\n`)
  } catch (error) {
    lock.release()
    throw error
  }
  return { held: true, lock }
}
