import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure, problem } from '../../../shared/failure'
import type { Clock } from '../../engine/ports'

/** Lists that POHODA writes into files: read from the disk piece by piece, never as a whole. */

const PIECE_BYTES = 256 * 1024
const TAIL_BYTES = 512
const END = /<\/(?:[\w.-]+:)?responsePack[ \t\r\n]*>[ \t\r\n]*$/
const OLD_MS = 3_600_000

/** Whether the end of an answer stands at the end of the file. One that is refused as a whole may have none (`<responsePack …/>`). */
export const endsWhole = async (path: string): Promise<boolean> => {
  const file = await open(path, 'r').catch(() => undefined)
  if (file === undefined) return false
  try {
    const { size } = await file.stat()
    const tail = Buffer.alloc(Math.min(size, TAIL_BYTES))
    const { bytesRead } = await file.read(tail, 0, tail.length, size - tail.length)
    return END.test(tail.toString('latin1', 0, bytesRead))
  } finally {
    await file.close()
  }
}

/** Pieces of the file. Throws `Failure`; nothing was written by it. */
export async function* pieces(path: string, signal: AbortSignal): AsyncIterable<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: PIECE_BYTES, signal }) as AsyncIterable<Buffer>
  } catch (error) {
    throw new Failure(
      signal.aborted
        ? problem('is-closed')
        : problem('is-answer-unreadable', { path }, error instanceof Error ? error.message : String(error)),
      { effect: 'nothing', retry: true, cause: error },
    )
  }
}

/**
 * Where lists are exchanged: a folder of their own in the connector's data folder. One that could not be read stays there for a person
 * to look at, until the next is asked for.
 */
export const listFolder = async (dataDir: string, clock: Clock): Promise<string> => {
  const folder = join(dataDir, 'lists')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    // Younger ones may be another's, just being read.
    const age = await stat(path).then(
      ({ mtimeMs }) => clock.now() - mtimeMs,
      () => 0,
    )
    if (age > OLD_MS) await rm(path, { force: true }).catch(() => {})
  }
  return folder
}
