import { type FileHandle, open, readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { problem } from '../../../../shared/failure'
import type { ConnectorTools } from '../../connector'
import { ackNameOf } from '../name'
import { stop } from './fault'
import type { ReadingSettings } from './settings'

const CHUNK_BYTES = 64 * 1024
const HOUR_MS = 3_600_000
/** A file that goes on changing is looked at so many times. */
const MOST_LOOKS = 3

/** A file that was ready when it was looked at. */
export interface ReadyFile {
  path: string
  /** ms since the epoch. */
  changedAt: number
}

interface Seen {
  size: number
  mtimeMs: number
  ino: number
}
const same = (one: Seen, other: Seen): boolean =>
  one.size === other.size && one.mtimeMs === other.mtimeMs && one.ino === other.ino

const see = async (path: string): Promise<Seen> => {
  const found = await stat(path).catch((error: unknown) => {
    throw stop(problem('is-not-found', { path }, String(error)), error)
  })
  if (!found.isFile()) throw stop(problem('is-not-found', { path }))
  return found
}

/** The newest file whose name fits; a name without stars is that file. */
async function locate(pattern: string, doneName: string | undefined): Promise<string> {
  const name = basename(pattern)
  if (!name.includes('*')) return pattern
  const folder = dirname(pattern)
  const fits = new RegExp(
    `^${name
      .split('*')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
    'i',
  )
  const names = await readdir(folder).catch((error: unknown) => {
    throw stop(problem('is-not-found', { path: folder }, String(error)), error)
  })
  const fitting = names.filter((one) => fits.test(one))
  // The mark of one file may fit, too.
  const marks = new Set(doneName === undefined ? [] : fitting.map((one) => ackNameOf(doneName, one)))
  let newest: { path: string; mtimeMs: number } | undefined
  for (const one of fitting.filter((file) => !marks.has(file))) {
    const path = join(folder, one)
    const found = await stat(path).catch(() => undefined)
    if (found?.isFile() && found.mtimeMs > (newest?.mtimeMs ?? -1)) newest = { path, mtimeMs: found.mtimeMs }
  }
  if (!newest) throw stop(problem('is-not-found', { path: pattern }))
  return newest.path
}

/**
 * Whether the file may be read: there, not too old, whole as far as its mark says, and not just being written. Throws `Failure`: `is-not-found`,
 * `source-too-old`, `source-not-ready`.
 */
export async function readyFile(
  pattern: string,
  { maxAgeHours, settleSeconds, doneName }: ReadingSettings,
  { clock }: Pick<ConnectorTools, 'clock'>,
  signal: AbortSignal,
): Promise<ReadyFile & { seen: Seen }> {
  const path = await locate(pattern, doneName)
  let seen = await see(path)
  if (doneName !== undefined) {
    const mark = join(dirname(path), ackNameOf(doneName, basename(path)))
    const done = await stat(mark).catch(() => undefined)
    // A mark that is older than the file is that of the one before it.
    if (!done || done.mtimeMs < seen.mtimeMs) throw stop(problem('source-not-ready', { path, mark }))
  }
  for (let look = 1; settleSeconds > 0; look++) {
    await sleep(settleSeconds * 1000, undefined, { signal })
    const again = await see(path)
    if (same(seen, again)) break
    seen = again
    if (look >= MOST_LOOKS) throw stop(problem('source-not-ready', { path }))
  }
  // Also one from the future: its time says nothing of how old it is.
  if (Math.abs(clock.now() - seen.mtimeMs) > maxAgeHours * HOUR_MS) {
    const changed = new Date(seen.mtimeMs).toISOString()
    throw stop(problem('source-too-old', { path, hours: String(maxAgeHours), changed }))
  }
  return { path, changedAt: seen.mtimeMs, seen }
}

/** All bytes of the file, one and the same from beginning to end: one that changes meanwhile throws `source-not-ready`. */
export async function* bytesOfFile(
  { path, seen }: { path: string; seen: Seen },
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let handle: FileHandle
  try {
    handle = await open(path, 'r')
  } catch (error) {
    throw stop(problem('is-not-found', { path }, String(error)), error)
  }
  const changed = () => stop(problem('source-not-ready', { path }))
  try {
    let total = 0
    for (;;) {
      signal.throwIfAborted()
      // Its own each time: who reads may keep a piece.
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, null)
      if (bytesRead === 0) break
      total += bytesRead
      if (total > seen.size) throw changed()
      yield buffer.subarray(0, bytesRead)
    }
    if (total !== seen.size || !same(await handle.stat(), seen) || !same(await see(path), seen)) throw changed()
  } finally {
    await handle.close()
  }
}
