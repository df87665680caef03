import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ErpReference } from '../../../shared/central-api/queue'
import { type InwardAgenda, inwardAgendaSchema } from '../../../shared/documents/agenda'
import { asFailure, Failure, problem } from '../../../shared/failure'
import type { Outcome, ParsedDocument, Preparation, Prepared } from '../../engine/ports'
import { type ConnectorTools, defineConnector, type OpenConnector } from '../connector'
import { switchedOn } from '../wrap/agenda-switches'
import { unicode, windows1250 } from '../wrap/fit-text'
import { runChecks } from './checks'
import { type Drop, openDrop, type Standing } from './drop'
import { bytesOf, templateFile } from './formats'
import { fileNameOf } from './name'
import { type FilesSettings, filesSettingsSchema, folderOf, formatOf } from './settings'
import { stockSource } from './source/read-source'
import { type LoadedTemplate, readTemplate, TemplateInvalid } from './template'

const POLL_MS = 200
const MAX_TEMPLATE_BYTES = 1024 * 1024

interface Content {
  file: string
  bytes: Uint8Array
}

const contentOf = ({ itemId, content }: Prepared): Content => {
  if (typeof content === 'object' && content !== null && 'file' in content && 'bytes' in content) return content as Content
  throw new TypeError(`content of ${itemId} was not prepared by this connector`)
}

/** The customer's own template for an agenda, which lies in our folder: no path that a settings page could name is read. */
async function loadTemplate(agenda: InwardAgenda, { mapping }: FilesSettings, dataDir: string): Promise<LoadedTemplate> {
  const path = join(dataDir, templateFile(agenda))
  try {
    if ((await stat(path)).size > MAX_TEMPLATE_BYTES) throw new TemplateInvalid('too large')
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path))
    return { read: readTemplate(text, agenda, mapping.encoding === 'windows-1250' ? windows1250 : unicode) }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { problem: problem('is-not-found', { path }) }
    return { problem: problem('settings-invalid', { path, reason: error instanceof Error ? error.message : String(error) }) }
  }
}

async function loadTemplates(settings: FilesSettings, dataDir: string): Promise<ReadonlyMap<InwardAgenda, LoadedTemplate>> {
  const loaded = new Map<InwardAgenda, LoadedTemplate>()
  for (const agenda of switchedOn(settings.agendas))
    if (formatOf(settings, agenda) === 'template') loaded.set(agenda, await loadTemplate(agenda, settings, dataDir))
  return loaded
}

const outcomeOf = (itemId: string, now: Standing, existed: boolean): Outcome | undefined => {
  if (now.kind === 'taken') return { itemId, kind: 'imported', reference: now.reference, existed, notes: [] }
  if (now.kind === 'refused') return { itemId, kind: 'rejected', problem: problem('is-rejected', {}, now.words || '?') }
  return undefined
}

const open = async (settings: FilesSettings, tools: ConnectorTools): Promise<OpenConnector> => {
  const templates = await loadTemplates(settings, tools.dataDir)
  const agendas = switchedOn(settings.agendas)
  const { acknowledgement, answerTimeoutSeconds } = settings
  const drops = new Map<InwardAgenda, Drop>()
  /** Documents of one folder have their marks together. */
  const dropOf = (agenda: InwardAgenda): Drop => {
    const drop = drops.get(agenda) ?? openDrop({ ...settings, folder: folderOf(settings, agenda) }, tools)
    drops.set(agenda, drop)
    return drop
  }
  const guard = acknowledgement === 'person' ? 'none' : 'searchable'

  const prepare = (document: ParsedDocument): Preparation => {
    const { agenda } = document
    if (!agendas.includes(agenda)) return { ok: false, problem: problem('agenda-unsupported', { agenda }) }
    try {
      const template = templates.get(agenda)
      if (template && 'problem' in template) return { ok: false, problem: template.problem }
      const { bytes, notes } = bytesOf(document, settings, template?.read)
      const content: Content = { file: fileNameOf(document, settings), bytes }
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      return { ok: true, prepared: { itemId: document.itemId, agenda, content, sha256, notes } }
    } catch (error) {
      if (error instanceof Failure) return { ok: false, problem: error.problem }
      throw error
    }
  }

  async function* deliver(batch: readonly Prepared[], signal: AbortSignal): AsyncIterable<Outcome> {
    /** Handed over by now, and whether that had been done before. */
    const handed = new Map<string, { existed: boolean }>()
    // A batch has documents of one agenda.
    const agenda = batch[0]?.agenda ?? 'orders'
    const drop = dropOf(agenda)
    let path = folderOf(settings, agenda)
    for (const [place, prepared] of batch.entries()) {
      const { itemId } = prepared
      try {
        if (signal.aborted) throw new Failure(problem('is-closed', { path }), { effect: 'nothing', retry: true })
        const isNew = await drop.handOver({ itemId, ...contentOf(prepared) })
        handed.set(itemId, { existed: !isNew })
      } catch (error) {
        const failure = asFailure(error)
        if (failure.effect === 'unknown') {
          yield { itemId, kind: 'unknown', problem: failure.problem }
          continue
        }
        if (place === 0) throw failure
        for (const rest of batch.slice(place)) yield { itemId: rest.itemId, kind: 'postponed', problem: failure.problem }
        break
      }
    }

    const deadline = tools.clock.monotonicMs() + answerTimeoutSeconds * 1000
    const waiting = new Map(handed)
    for (;;) {
      for (const [itemId, { existed }] of [...waiting]) {
        // A folder that can't be read just now: heard of later.
        const now = await drop.standing(itemId).catch((): Standing => ({ kind: 'pending', path }))
        if (now.kind === 'pending') path = now.path
        const outcome = outcomeOf(itemId, now, existed)
        if (!outcome) continue
        if (outcome.kind === 'rejected') await drop.closeRefused(itemId)
        waiting.delete(itemId)
        yield outcome
      }
      const hopeless = acknowledgement === 'person' || acknowledgement === 'drop'
      if (waiting.size === 0 || hopeless || signal.aborted || tools.clock.monotonicMs() >= deadline) break
      await sleep(POLL_MS, undefined, { signal }).catch(() => {})
    }
    for (const itemId of waiting.keys())
      yield {
        itemId,
        kind: 'unknown',
        problem: acknowledgement === 'person' ? problem('outcome-unknown') : problem('is-no-answer', { path }),
      }
  }

  return {
    agendas,
    guard,
    canFind: guard !== 'none',
    target: settings.agendaFolders ? `files:${settings.folder}/{agenda}` : `files:${settings.folder}`,
    prepare,
    deliver,
    preview(prepared) {
      const { file, bytes } = contentOf(prepared)
      const format = formatOf(settings, prepared.agenda)
      const ansi = (format === 'csv' || format === 'template') && settings.mapping.encoding === 'windows-1250'
      return [{ name: file, bytes, encoding: ansi ? 'windows-1250' : 'utf-8' }]
    },
    /** By the marks beside the documents. What is handed over and not heard of is left out: handing it over again lays no second file. */
    async find(itemIds, _signal, agenda = 'orders') {
      const found = new Map<string, ErpReference>()
      if (guard === 'none') return found
      const drop = dropOf(agenda)
      for (const itemId of itemIds) {
        const now = await drop.standing(itemId)
        if (now.kind === 'taken') found.set(itemId, now.reference)
      }
      return found
    },
    ...stockSource(settings, tools),
    check: (signal) => runChecks(settings, tools, { dropOf, templates }, signal),
    async close() {},
  }
}

/** Documents as files in a folder: UBL, CSV, JSON or an XML of the customer's own, for every other system; stock and prices from its files. */
const definition = defineConnector({
  id: 'files',
  title: 'UBL, CSV, JSON, XML',
  kind: 'xml',
  agendas: inwardAgendaSchema.options,
  guard: 'searchable',
  settings: filesSettingsSchema,
  open,
})
export const files = definition
