import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ErpReference } from '../../../shared/central-api/queue'
import { asFailure, Failure, type Problem, problem } from '../../../shared/failure'
import type { Outcome, ParsedDocument, Preparation, Prepared } from '../../engine/ports'
import { type ConnectorTools, defineConnector, type OpenConnector } from '../connector'
import { unicode, windows1250 } from '../wrap/fit-text'
import { runChecks } from './checks'
import { openDrop, type Standing } from './drop'
import { bytesOf, TEMPLATE_FILE } from './formats'
import { fileNameOf } from './name'
import { type FilesSettings, filesSettingsSchema } from './settings'
import { readTemplate, type Template, TemplateInvalid } from './template'

const POLL_MS = 200
const MAX_TEMPLATE_BYTES = 1024 * 1024

interface Content {
  file: string
  bytes: Uint8Array
}

const isOrder = (document: ParsedDocument): document is ParsedDocument<'orders'> => document.agenda === 'orders'

const contentOf = ({ itemId, content }: Prepared): Content => {
  if (typeof content === 'object' && content !== null && 'file' in content && 'bytes' in content) return content as Content
  throw new TypeError(`content of ${itemId} was not prepared by this connector`)
}

/** Of the customer's own template, which lies in our folder: no path that a settings page could name is read. */
async function loadTemplate(
  { format, mapping }: FilesSettings,
  dataDir: string,
): Promise<{ read: Template } | { problem: Problem } | undefined> {
  if (format !== 'template') return undefined
  const path = join(dataDir, TEMPLATE_FILE)
  try {
    if ((await stat(path)).size > MAX_TEMPLATE_BYTES) throw new TemplateInvalid('too large')
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path))
    return { read: readTemplate(text, mapping.encoding === 'windows-1250' ? windows1250 : unicode) }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { problem: problem('is-not-found', { path }) }
    return { problem: problem('settings-invalid', { path, reason: error instanceof Error ? error.message : String(error) }) }
  }
}

const outcomeOf = (itemId: string, now: Standing, existed: boolean): Outcome | undefined => {
  if (now.kind === 'taken') return { itemId, kind: 'imported', reference: now.reference, existed, notes: [] }
  if (now.kind === 'refused') return { itemId, kind: 'rejected', problem: problem('is-rejected', {}, now.words || '?') }
  return undefined
}

const open = async (settings: FilesSettings, tools: ConnectorTools): Promise<OpenConnector> => {
  const template = await loadTemplate(settings, tools.dataDir)
  const read = template && 'read' in template ? template.read : undefined
  const { acknowledgement, answerTimeoutSeconds } = settings
  const drop = openDrop(settings, tools)
  const guard = acknowledgement === 'person' ? 'none' : 'searchable'

  const prepare = (document: ParsedDocument): Preparation => {
    if (!isOrder(document)) return { ok: false, problem: problem('agenda-unsupported', { agenda: document.agenda }) }
    try {
      if (template && 'problem' in template) return { ok: false, problem: template.problem }
      const { bytes, notes } = bytesOf(document, settings, read)
      const content: Content = { file: fileNameOf(document, settings), bytes }
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      return { ok: true, prepared: { itemId: document.itemId, agenda: document.agenda, content, sha256, notes } }
    } catch (error) {
      if (error instanceof Failure) return { ok: false, problem: error.problem }
      throw error
    }
  }

  async function* deliver(batch: readonly Prepared[], signal: AbortSignal): AsyncIterable<Outcome> {
    /** Handed over by now, and whether that had been done before. */
    const handed = new Map<string, { existed: boolean }>()
    for (const [place, prepared] of batch.entries()) {
      const { itemId } = prepared
      try {
        if (signal.aborted) throw new Failure(problem('is-closed', { path: settings.folder }), { effect: 'nothing', retry: true })
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
    let path = settings.folder
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
    agendas: definition.agendas,
    guard,
    canFind: guard !== 'none',
    target: `files:${settings.folder}`,
    prepare,
    deliver,
    preview(prepared) {
      const { file, bytes } = contentOf(prepared)
      const ansi = (settings.format === 'csv' || settings.format === 'template') && settings.mapping.encoding === 'windows-1250'
      return [{ name: file, bytes, encoding: ansi ? 'windows-1250' : 'utf-8' }]
    },
    /** By the marks beside the orders. What is handed over and not heard of is left out: handing it over again lays no second file. */
    async find(itemIds) {
      const found = new Map<string, ErpReference>()
      if (guard === 'none') return found
      for (const itemId of itemIds) {
        const now = await drop.standing(itemId)
        if (now.kind === 'taken') found.set(itemId, now.reference)
      }
      return found
    },
    check: () => runChecks(settings, tools, { drop, template }),
    async close() {},
  }
}

/** Orders as files in a folder: UBL, CSV, JSON or an XML of the customer's own, for every other system. */
const definition = defineConnector({
  id: 'files',
  title: 'UBL, CSV, JSON, XML',
  kind: 'xml',
  agendas: ['orders'],
  guard: 'searchable',
  settings: filesSettingsSchema,
  open,
})
export const files = definition
