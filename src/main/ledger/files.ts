import { accessSync, closeSync, constants, existsSync, fsyncSync, openSync, statfsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Where the ledger and what belongs to it lie in a data folder. */
export const ledgerPath = (dataDir: string): string => join(dataDir, 'ledger.db')
/** Says that a ledger was made here once, and which. While it stands, a missing ledger.db is a loss, not a fresh start. */
export const markerPath = (dataDir: string): string => join(dataDir, 'ledger.made')
export const backupsDir = (dataDir: string): string => join(dataDir, 'ledger-backups')

/** SQLite's companions of a database file. What stands in a `-wal` is applied to whatever file has the name beside it. */
export const COMPANIONS = ['-wal', '-shm', '-journal'] as const

/** Has a file or a folder (the names in it) written to the disk. */
export const fsyncPath = (path: string, platform: NodeJS.Platform = process.platform): void => {
  const isFolder = statSync(path).isDirectory()
  // Windows can't open a folder for this; there the file system's journal orders the rename.
  if (isFolder && platform === 'win32') return
  // Windows flushes only what was opened for writing (FlushFileBuffers); a folder can't be opened so anywhere.
  const handle = openSync(path, isFolder ? 'r' : 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** `2026-11-24T10-15-00-000Z`: an instant that may stand in a file name on every system. `at`: ms since the epoch. */
export const timeInName = (at: number): string => new Date(at).toISOString().replace(/[:.]/g, '-')

/** The instant of `timeInName`, in ms since the epoch; NaN for anything else. */
export const instantOfName = (text: string): number =>
  Date.parse(text.replace(/^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z$/, '$1T$2:$3:$4.$5Z'))

/** With less than this, SQLite can't grow any of its files by a step. */
const LEAST_SPACE_BYTES = 64 * 1024

/** Whether the disk of this folder is full, for whatever reason that matters to SQLite. Never throws; false when nobody knows. */
export function noSpaceLeft(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize < LEAST_SPACE_BYTES
  } catch {
    return false
  }
}

/** Whether this file, or the folder that SQLite keeps its companions in, may not be written or isn't there. Never throws. */
export function isReadOnly(path: string): boolean {
  try {
    accessSync(dirname(path), constants.W_OK)
    if (existsSync(path)) accessSync(path, constants.W_OK)
    return false
  } catch {
    return true
  }
}

/** Which file lies at a path: not its name, but itself. Undefined: none. */
export function identityOf(path: string): string | undefined {
  const facts = statSync(path, { bigint: true, throwIfNoEntry: false })
  return facts && `${facts.dev} ${facts.ino}`
}
