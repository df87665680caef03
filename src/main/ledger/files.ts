import { closeSync, fsyncSync, openSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Where the ledger and what belongs to it lie in a data folder. */
export const ledgerPath = (dataDir: string): string => join(dataDir, 'ledger.db')
/** Says that a ledger was made here once. While it stands, a missing ledger.db is a loss, not a fresh start. */
export const markerPath = (dataDir: string): string => join(dataDir, 'ledger.made')
export const backupsDir = (dataDir: string): string => join(dataDir, 'ledger-backups')

/** SQLite's companions of a database file. What stands in a `-wal` is applied to whatever file has the name beside it. */
export const COMPANIONS = ['-wal', '-shm', '-journal'] as const

export const fsyncPath = (path: string): void => {
  // Windows can't open a folder for this; there the file system's journal orders the rename.
  if (process.platform === 'win32' && statSync(path).isDirectory()) return
  const handle = openSync(path, 'r')
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
