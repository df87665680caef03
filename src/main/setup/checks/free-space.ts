import { statfs } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { problem } from '../../../shared/failure'
import { failed, ok, type Seen, warning } from './line'

const MB = 1_000_000
export const DISK_FAILED_BYTES = 500 * MB
export const DISK_WARNING_BYTES = 2000 * MB

/** Bytes that this account may still use on the disk of `folder`, or of the nearest folder above it that exists. Rejects with the error of `node:fs`. */
export async function freeBytes(folder: string): Promise<number> {
  for (let at = resolve(folder); ; at = dirname(at)) {
    try {
      const { bavail, bsize } = await statfs(at)
      return bavail * bsize
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || dirname(at) === at) throw error
    }
  }
}

/** As people read it: `1.5 GB` of 1,000 MB each. */
export const gigabytes = (bytes: number): string =>
  bytes < 1000 * MB ? `${Math.round(bytes / MB)} MB` : `${(bytes / (1000 * MB)).toFixed(1)} GB`

/** The worst of the folders decides; all are told. */
export async function checkFreeSpace(folders: readonly string[], free: (folder: string) => Promise<number>): Promise<Seen> {
  const seen: { folder: string; bytes: number }[] = []
  for (const folder of folders) {
    try {
      seen.push({ folder, bytes: await free(folder) })
    } catch (error) {
      return warning(folder, problem('computer-fact-unknown', {}, (error as NodeJS.ErrnoException).code ?? String(error)))
    }
  }
  const evidence = seen.map(({ folder, bytes }) => `${folder}: ${gigabytes(bytes)}`).join('; ')
  const [worst] = [...seen].sort((one, other) => one.bytes - other.bytes)
  if (worst === undefined || worst.bytes >= DISK_WARNING_BYTES) return ok(evidence)
  const low = problem('computer-disk-low', { path: worst.folder, free: gigabytes(worst.bytes) })
  return worst.bytes < DISK_FAILED_BYTES ? failed(evidence, low) : warning(evidence, low)
}
