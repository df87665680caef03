import { mkdtemp, open, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { problem } from '../../../shared/failure'
import { failed, ok, type Seen } from './line'

/**
 * Whether files can be made in the folder: tried, for access rights say nothing of a read-only disk or a network share. The
 * file lies in a folder of its own: an information system that empties the folder must not take it for an import.
 */
export async function checkWriteRight(folder: string): Promise<Seen> {
  let own: string | undefined
  try {
    if (!(await stat(folder)).isDirectory()) return failed(folder, problem('folder-not-writable', { path: folder }, 'ENOTDIR'))
    own = await mkdtemp(join(folder, '.bi-check-'))
    const file = await open(join(own, 'check.tmp'), 'wx', 0o600)
    try {
      await file.writeFile('x')
      await file.sync()
    } finally {
      await file.close()
    }
    await rm(own, { recursive: true })
    return ok(folder)
  } catch (error) {
    if (own !== undefined) await rm(own, { recursive: true, force: true }).catch(() => {})
    const code = (error as NodeJS.ErrnoException).code ?? String(error)
    return failed(folder, problem(code === 'ENOSPC' ? 'disk-full' : 'folder-not-writable', { path: folder }, code))
  }
}
