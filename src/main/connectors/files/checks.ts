import { randomBytes } from 'node:crypto'
import { access, constants, mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { asFailure, type Problem, problem } from '../../../shared/failure'
import type { CheckId } from '../../../shared/texts/checks.cs'
import type { CheckResult, ConnectorTools } from '../connector'
import { writeSynced } from '../wrap/write-durably'
import { parseColumns } from './columns'
import { ackFolderOf, type Drop, sideFolder } from './drop'
import { TEMPLATE_FILE } from './formats'
import type { FilesSettings } from './settings'
import type { Template } from './template'

type Seen = Pick<CheckResult, 'status' | 'evidence'> & { problem?: Problem }
const failed = (evidence: string, what: Problem): Seen => ({ status: 'failed', evidence, problem: what })

const isFolder = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined))?.isDirectory() === true

const writable = async (folder: string): Promise<Seen> => {
  const probe = join(folder, `bi-check-${randomBytes(4).toString('hex')}.tmp`)
  try {
    await writeSynced(probe, '')
    await rm(probe)
    return { status: 'ok', evidence: folder }
  } catch (error) {
    return failed(folder, problem('folder-not-writable', { path: folder }, String(error)))
  }
}

export interface CheckParts {
  drop: Drop
  template: { read: Template } | { problem: Problem } | undefined
}

/** Evidence. Nothing is laid into the folder itself: the other system might take it for an order. */
export async function* runChecks(
  settings: FilesSettings,
  tools: ConnectorTools,
  { drop, template }: CheckParts,
): AsyncIterable<CheckResult> {
  const { folder, format, acknowledgement, mapping } = settings
  const timed = async (id: CheckId, look: () => Promise<Seen> | Seen): Promise<CheckResult> => {
    const started = tools.clock.monotonicMs()
    const seen = await look()
    return { id, ...seen, durationMs: Math.round(tools.clock.monotonicMs() - started) }
  }

  const there = await isFolder(folder)
  yield timed('files.folder', async () => {
    if (!there) return failed(folder, problem('is-not-found', { path: folder }))
    try {
      await access(folder, constants.W_OK)
      return { status: 'ok', evidence: folder }
    } catch (error) {
      return failed(folder, problem('folder-not-writable', { path: folder }, String(error)))
    }
  })
  yield timed('files.marks', async () => {
    if (!there) return { status: 'skipped', evidence: '' }
    try {
      // Makes the side folder, and refuses when it was there once and is gone.
      await drop.standing('bi-connection-check')
      await mkdir(join(sideFolder(folder), 'outgoing'), { recursive: true })
      return await writable(join(sideFolder(folder), 'outgoing'))
    } catch (error) {
      return failed(sideFolder(folder), asFailure(error).problem)
    }
  })
  yield timed('files.format', () => {
    switch (format) {
      case 'ubl':
        return { status: 'ok', evidence: 'UBL 2.1 Order, Peppol order_only:3, UTF-8' }
      case 'json':
        return { status: 'ok', evidence: 'JSON (RFC 8785), UTF-8' }
      case 'csv':
        return {
          status: 'ok',
          evidence: `CSV, ${mapping.encoding}, ${parseColumns(mapping.csvColumns)?.length ?? 0} × ${mapping.csvSeparator}`,
        }
      case 'template': {
        const path = join(tools.dataDir, TEMPLATE_FILE)
        if (template && 'read' in template)
          return { status: 'ok', evidence: `${path} (${template.read.elements} ×, ${mapping.encoding})` }
        return failed(path, template?.problem ?? problem('is-not-found', { path }))
      }
    }
  })
  yield timed('files.acknowledgement', async () => {
    if (acknowledgement === 'person') return { status: 'warning', evidence: 'guard: none' }
    if (acknowledgement !== 'file') return { status: 'ok', evidence: acknowledgement }
    const path = ackFolderOf(settings)
    if (!(await isFolder(path))) return failed(path, problem('is-not-found', { path }))
    // Acknowledgements are read and then taken away.
    return writable(path)
  })
}
