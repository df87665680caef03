import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Failure, problem } from '../../shared/failure'
import { noSpaceLeft } from '../ledger/files'

const PRIVATE_FILE = 0o600

/** The POSIX/Windows code of a failed file operation (`ENOENT`, …), or `undefined`. */
export const errorCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

/** A failed write as the Failure a person understands: `disk-full`, else `folder-not-writable`. Nothing stands half written. */
export const writeFailure = (error: unknown, path: string): Failure => {
  const code = errorCode(error) ?? ''
  // SQLite says of a full disk whatever it was about to do, or nothing; the disk itself knows.
  const isSqlite = code === '' || code.startsWith('SQLITE_')
  const full = ['ENOSPC', 'EDQUOT', 'SQLITE_FULL'].includes(code) || (isSqlite && noSpaceLeft(dirname(path)))
  return new Failure(
    problem(full ? 'disk-full' : 'folder-not-writable', { path }, error instanceof Error ? error.message : String(error)),
    { effect: 'nothing', retry: full, cause: error },
  )
}

/** A rename survives a power cut only when the folder is on the disk too. Windows can't open folders and needs no such thing. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function writeTemporary(path: string, bytes: string | Uint8Array): string {
  // In the same folder: a rename across file systems is a copy, and a copy can be half done.
  const temporary = join(dirname(path), `.${randomBytes(8).toString('hex')}.tmp`)
  const handle = openSync(temporary, 'wx', PRIVATE_FILE)
  try {
    const buffer = typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes
    let written = 0
    while (written < buffer.length) written += writeSync(handle, buffer, written)
    fsyncSync(handle)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  } finally {
    closeSync(handle)
  }
  return temporary
}

/**
 * Replaces `path` as a whole: whoever reads it sees the old content or the new one, also after a crash.
 * Mode 0600. Throws Failure `disk-full` or `folder-not-writable`; then the old content stands.
 */
export function replaceFile(path: string, bytes: string | Uint8Array): void {
  let temporary: string | undefined
  try {
    temporary = writeTemporary(path, bytes)
    renameSync(temporary, path)
    syncFolder(dirname(path))
  } catch (error) {
    if (temporary !== undefined) rmSync(temporary, { force: true })
    throw writeFailure(error, path)
  }
}

/**
 * Creates `path` with its whole content, or does nothing when it is there already. Two processes at once: one wins,
 * neither sees half a file. Mode 0600. Returns whether this call created it. Throws as `replaceFile`.
 */
export function ensureFile(path: string, bytes: Uint8Array): boolean {
  let temporary: string | undefined
  try {
    temporary = writeTemporary(path, bytes)
    // Not a rename: that would replace what another process has just created.
    linkSync(temporary, path)
    syncFolder(dirname(path))
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw writeFailure(error, path)
  } finally {
    if (temporary !== undefined) rmSync(temporary, { force: true })
  }
}
