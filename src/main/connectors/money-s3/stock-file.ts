import { type FileHandle, open } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { Failure, type Problem, problem } from '../../../shared/failure'
import type { Clock } from '../../engine/ports'

/** The file that Money exports its stock items into again and again. */
export interface StockFile {
  path: string
  maxAgeHours: number
  clock: Pick<Clock, 'now'>
  /** So long it must stay as it is before it is read. */
  settleMs: number
}

const CHUNK_BYTES = 64 * 1024
const HOUR_MS = 3_600_000
/** A file that goes on changing is looked at so many times. */
const MOST_LOOKS = 3

/** Nothing was written, and the next export may be a better one. */
export const stopReading = (what: Problem, cause?: unknown): Failure =>
  new Failure(what, { effect: 'nothing', retry: true, cause })

const opened = async (path: string): Promise<FileHandle> => {
  try {
    return await open(path, 'r')
  } catch (error) {
    // Windows, while another program keeps it for itself.
    const isBusy = (error as NodeJS.ErrnoException).code === 'EBUSY'
    throw stopReading(problem(isBusy ? 'source-not-ready' : 'is-not-found', { path }, String(error)), error)
  }
}

interface Stamp {
  size: number
  mtimeMs: number
  ino: number
}
const same = (one: Stamp, other: Stamp): boolean =>
  one.size === other.size && one.mtimeMs === other.mtimeMs && one.ino === other.ino

/** As it is under its name just now: another file may have taken the place of the one that is open. */
const stampOf = async (path: string): Promise<Stamp> => {
  const handle = await opened(path)
  try {
    return await handle.stat()
  } finally {
    await handle.close()
  }
}

/** Waits until nobody writes into it, and looks how old it is. */
const readyStamp = async ({ path, maxAgeHours, clock, settleMs }: StockFile, signal: AbortSignal): Promise<Stamp> => {
  let stamp = await stampOf(path)
  for (let look = 1; settleMs > 0; look++) {
    await sleep(settleMs, undefined, { signal })
    const again = await stampOf(path)
    if (same(stamp, again)) break
    stamp = again
    if (look >= MOST_LOOKS) throw stopReading(problem('source-not-ready', { path }))
  }
  // Also one from the future: its time says nothing of how old it is.
  if (Math.abs(clock.now() - stamp.mtimeMs) > maxAgeHours * HOUR_MS) {
    const changed = new Date(stamp.mtimeMs).toISOString()
    throw stopReading(problem('source-too-old', { path, hours: String(maxAgeHours), changed }))
  }
  return stamp
}

/**
 * All bytes of one and the same export. Throws `Failure`: `is-not-found`; `source-too-old`: Money has stopped exporting; `source-not-ready`: it was
 * being written, also when that shows only at the end.
 */
export async function* bytesOfExport(file: StockFile, signal: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
  const { path } = file
  const stamp = await readyStamp(file, signal)
  const handle = await opened(path)
  try {
    for (let total = 0; ; ) {
      signal.throwIfAborted()
      // Its own each time: who reads may keep a piece.
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, null)
      total += bytesRead
      if (bytesRead === 0 && total === stamp.size && same(await handle.stat(), stamp) && same(await stampOf(path), stamp)) return
      if (bytesRead === 0 || total > stamp.size) throw stopReading(problem('source-not-ready', { path }))
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await handle.close()
  }
}
