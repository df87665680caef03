import { randomBytes } from 'node:crypto'
import { access, constants, mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { InwardAgenda, OutwardAgenda } from '../../../shared/documents/agenda'
import { asFailure, type Problem, problem } from '../../../shared/failure'
import type { CheckId } from '../../../shared/texts/checks.cs'
import type { CheckResult, ConnectorTools } from '../connector'
import { switchedOn } from '../wrap/agenda-switches'
import { readingSeen } from '../wrap/first-readings'
import { writeSynced } from '../wrap/write-durably'
import { parseColumns } from './columns'
import { ackFolderOf, type Drop, sideFolder } from './drop'
import { templateFile } from './formats'
import { columnsOf, type FilesSettings, folderOf, formatOf } from './settings'
import { stockSource } from './source/read-source'
import type { LoadedTemplate } from './template'

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
  dropOf(agenda: InwardAgenda): Drop
  /** Of the agendas that are written by one. */
  templates: ReadonlyMap<InwardAgenda, LoadedTemplate>
}

const UBL: Readonly<Partial<Record<InwardAgenda, string>>> = {
  orders: 'UBL 2.1 Order, Peppol order_only:3, UTF-8',
  'delivery-notes': 'UBL 2.1 Despatch Advice, Peppol despatch_advice:3, UTF-8',
  invoices: 'UBL 2.1 Invoice, Peppol BIS Billing 3, UTF-8',
}

/** How documents of one agenda are written. */
const formatSeen = (agenda: InwardAgenda, settings: FilesSettings, dataDir: string, { templates }: CheckParts): Seen => {
  const { mapping } = settings
  switch (formatOf(settings, agenda)) {
    case 'ubl':
      return { status: 'ok', evidence: UBL[agenda] ?? 'UBL' }
    case 'json':
      return { status: 'ok', evidence: 'JSON (RFC 8785), UTF-8' }
    case 'csv': {
      const columns = parseColumns(columnsOf(mapping, agenda), agenda)
      return { status: 'ok', evidence: `CSV, ${mapping.encoding}, ${columns?.length ?? 0} × ${mapping.csvSeparator}` }
    }
    case 'template': {
      const template = templates.get(agenda)
      const path = join(dataDir, templateFile(agenda))
      if (template && 'read' in template)
        return { status: 'ok', evidence: `${path} (${template.read.elements} ×, ${mapping.encoding})` }
      return failed(path, template?.problem ?? problem('is-not-found', { path }))
    }
  }
}

/** One line of evidence for several: the first that is not well stands for all. */
const together = (all: readonly Seen[]): Seen =>
  all.find(({ status }) => status !== 'ok') ?? {
    status: all.length === 0 ? 'skipped' : 'ok',
    evidence: all.map(({ evidence }) => evidence).join('; '),
  }

/** What the file with stock levels or prices begins with: that it is there, young enough, and of the form that is set. */
const sourceSeen = (
  settings: FilesSettings,
  agenda: OutwardAgenda,
  tools: ConnectorTools,
  signal: AbortSignal,
): Promise<Seen> => {
  let file = (agenda === 'prices' ? settings.prices : settings.stock).file ?? ''
  const source = stockSource(settings, tools, ({ path, changedAt }) => {
    file = `${path} (${new Date(changedAt).toISOString().slice(0, 16)}Z)`
  })
  return readingSeen(source, agenda, () => file, signal)
}

/** Evidence. Nothing is laid into the folders themselves: the other system might take it for a document. */
export async function* runChecks(
  settings: FilesSettings,
  tools: ConnectorTools,
  parts: CheckParts,
  signal: AbortSignal,
): AsyncIterable<CheckResult> {
  const { acknowledgement } = settings
  const agendas = switchedOn(settings.agendas)
  const timed = async (id: CheckId, look: () => Promise<Seen> | Seen): Promise<CheckResult> => {
    const started = tools.clock.monotonicMs()
    const seen = await look()
    return { id, ...seen, durationMs: Math.round(tools.clock.monotonicMs() - started) }
  }
  /** Of each folder that documents are laid into, once. */
  const eachFolder = async (look: (folder: string, agenda: InwardAgenda) => Promise<Seen>): Promise<Seen> => {
    const byFolder = new Map(agendas.toReversed().map((agenda) => [folderOf(settings, agenda), agenda]))
    const seen: Seen[] = []
    for (const [folder, agenda] of [...byFolder].toReversed()) seen.push(await look(folder, agenda))
    return together(seen)
  }

  yield timed('files.folder', () =>
    eachFolder(async (folder) => {
      if (!(await isFolder(folder))) return failed(folder, problem('is-not-found', { path: folder }))
      try {
        await access(folder, constants.W_OK)
        return { status: 'ok', evidence: folder }
      } catch (error) {
        return failed(folder, problem('folder-not-writable', { path: folder }, String(error)))
      }
    }),
  )
  yield timed('files.marks', () =>
    eachFolder(async (folder, agenda) => {
      if (!(await isFolder(folder))) return { status: 'skipped', evidence: folder }
      try {
        // Makes the side folder, and refuses when it was there once and is gone.
        await parts.dropOf(agenda).standing('bi-connection-check')
        await mkdir(join(sideFolder(folder), 'outgoing'), { recursive: true })
        return await writable(join(sideFolder(folder), 'outgoing'))
      } catch (error) {
        return failed(sideFolder(folder), asFailure(error).problem)
      }
    }),
  )
  yield timed('files.format', () =>
    together(
      agendas.map((agenda) => {
        const seen = formatSeen(agenda, settings, tools.dataDir, parts)
        return { ...seen, evidence: `${agenda}: ${seen.evidence}` }
      }),
    ),
  )
  yield timed('files.acknowledgement', async () => {
    if (acknowledgement === 'person') return { status: 'warning', evidence: 'guard: none' }
    if (acknowledgement !== 'file') return { status: 'ok', evidence: acknowledgement }
    return eachFolder(async (folder) => {
      const path = ackFolderOf({ ...settings, folder })
      if (!(await isFolder(path))) return failed(path, problem('is-not-found', { path }))
      // Acknowledgements are read and then taken away.
      return writable(path)
    })
  })
  if (settings.stock.file !== undefined) yield timed('files.stock', () => sourceSeen(settings, 'stock-levels', tools, signal))
  if (settings.prices.file !== undefined) yield timed('files.prices', () => sourceSeen(settings, 'prices', tools, signal))
}
