import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure, problem } from '../../../shared/failure'
import type { Clock } from '../../engine/ports'

/** Where requests and answers are kept as evidence: `exchange/YYYY-MM-DD/` in the connector's data folder, by UTC day. */
export const exchangeFolder = async (dataDir: string, clock: Clock): Promise<string> => {
  const folder = join(dataDir, 'exchange', new Date(clock.now()).toISOString().slice(0, 10))
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return folder
}

export type ExchangeKind = 'import' | 'find' | 'check' | 'remove' | 'list'

/** A file name that no attempt had before: a constant one would let a stale answer pass for the new one. Sorts by time. */
export const exchangeName = (kind: ExchangeKind, clock: Clock): string =>
  `bi-${kind}-${new Date(clock.now()).toISOString().replace(/[-:.]/g, '')}-${randomBytes(4).toString('hex')}`

/** A file operation before anything was handed over, as a Failure that promises so. */
export const folderFailure = (folder: string, error: unknown): Failure => {
  return new Failure(
    problem(
      (error as NodeJS.ErrnoException).code === 'ENOSPC' ? 'disk-full' : 'folder-not-writable',
      { path: folder },
      error instanceof Error ? error.message : String(error),
    ),
    { effect: 'nothing', retry: true, cause: error },
  )
}
