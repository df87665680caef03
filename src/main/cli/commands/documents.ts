import { resolve } from 'node:path'
import { type DocumentState, type DocumentSummary, documentStateSchema } from '../../../shared/documents/document-state'
import { Failure, problem } from '../../../shared/failure'
import type { DocumentQuery } from '../../../shared/ipc/contract'
import { fill } from '../../../shared/texts/format'
import { noteText } from '../../../shared/texts/note-text'
import { problemText } from '../../../shared/texts/problem-text'
import { fullTime, shortTime } from '../../../shared/texts/time'
import { uiTexts } from '../../../shared/texts/ui'
import { ensureFile } from '../../system/atomic-file'
import type { Ending } from '../answer'
import { type CommandContext, withClient } from '../context'
import { exitCodes } from '../exit-codes'
import { usageFailure } from '../language'
import { facts, plain, table } from '../table'
import { reasonOf } from './verify'

export interface ListOptions {
  state?: string
  attention?: boolean
  text?: string
  limit: number
  before?: number
}

const ATTENTION: readonly DocumentState[] = ['quarantined', 'rejected', 'unknown']

function statesOf(options: ListOptions, context: CommandContext): DocumentState[] | undefined {
  const { usage } = context.texts
  if (options.attention === true && options.state !== undefined)
    throw usageFailure(fill(usage.conflict, { name: '--state, --attention' }))
  if (options.attention === true) return [...ATTENTION]
  if (options.state === undefined) return undefined
  return options.state.split(',').map((value) => {
    const state = documentStateSchema.safeParse(value.trim())
    if (!state.success) throw usageFailure(fill(usage.oneOf, { value, allowed: documentStateSchema.options.join(', ') }))
    return state.data
  })
}

const referenceText = (reference: DocumentSummary['reference']): string => reference?.number ?? reference?.id ?? ''

export function list(options: ListOptions, context: CommandContext): Promise<Ending> {
  const states = statesOf(options, context)
  const query: DocumentQuery = {
    limit: options.limit,
    ...(states ? { states } : {}),
    ...(options.text === undefined ? {} : { text: options.text.slice(0, 200) }),
    ...(options.before === undefined ? {} : { before: options.before }),
  }
  return withClient(context, (client) => {
    const documents: DocumentSummary[] = []
    let next = query.before
    do {
      // A search in a large ledger answers as far as it got in a short while.
      const page = client.listDocuments({
        ...query,
        limit: query.limit - documents.length,
        ...(next === undefined ? {} : { before: next }),
      })
      documents.push(...page.documents)
      next = page.next
    } while (next !== undefined && documents.length < query.limit && !context.io.signal.aborted)
    const { language, texts } = context
    const ui = uiTexts[language]
    const rows = documents.map((row) => [
      row.itemId,
      row.number,
      row.partner,
      ui.documentState[row.state],
      row.problem ? problemText(language, row.problem).what : referenceText(row.reference),
      shortTime(row.updatedAt, language),
    ])
    const lines = table(
      [
        { title: texts.label.itemId },
        { title: ui.documents.number },
        { title: ui.documents.partner, most: 30 },
        { title: ui.documents.state },
        { title: ui.documents.reference, most: 60 },
        { title: ui.documents.changed },
      ],
      rows,
    )
    return {
      exitCode: exitCodes.ok,
      data: { documents, ...(next === undefined ? {} : { next }) },
      lines: [
        ...(lines.length > 0 ? lines : [texts.documents.none]),
        ...(next === undefined ? [] : [fill(texts.documents.more, { next })]),
      ],
    }
  })
}

export const show = (itemId: string, options: { payload?: boolean }, context: CommandContext): Promise<Ending> =>
  withClient(context, (client) => {
    const document = client.showDocument(itemId)
    const { language, texts } = context
    const ui = uiTexts[language]
    const { summary } = document
    const rows: [string, string][] = [
      [ui.documents.number, summary.number || texts.label.none],
      [ui.documents.partner, summary.partner || texts.label.none],
      [texts.label.itemId, `${summary.itemId}${summary.test ? ` (${ui.documents.test})` : ''}`],
      [ui.documents.state, ui.documentState[summary.state]],
      [ui.detail.report, ui.reportState[summary.reportState]],
      [ui.documents.reference, referenceText(summary.reference) || texts.label.none],
      [ui.detail.attempts, String(summary.attempts)],
      [ui.detail.payloadHash, document.payloadSha256],
      ...(document.handedSha256 === undefined ? [] : [[ui.detail.handedHash, document.handedSha256] as [string, string]]),
    ]
    const lines = facts(rows)
    if (summary.problem) {
      const text = problemText(language, summary.problem)
      lines.push('', plain(text.what), `  ${texts.label.why}: ${plain(text.why)}`, `  ${texts.label.todo}: ${plain(text.todo)}`)
      if (text.words !== undefined) lines.push(`  ${texts.label.words}: ${plain(text.words)}`)
    }
    lines.push('', `${ui.detail.evidence}:`)
    for (const event of document.events) {
      const details = [
        referenceText(event.reference),
        event.problem ? problemText(language, event.problem).what : '',
        ...(event.notes ?? []).map((note) => noteText(note, language)),
      ].filter((part) => part !== '')
      lines.push(`  ${fullTime(event.at, language)}  ${ui.step[event.step]}`)
      for (const detail of details) lines.push(`    ${plain(detail)}`)
    }
    if (options.payload === true) lines.push('', `${ui.detail.payload}:`, plain(document.payload ?? ui.detail.payloadGone))
    return { exitCode: exitCodes.ok, data: { document }, lines }
  })

export const retry = (itemId: string, context: CommandContext): Promise<Ending> =>
  withClient(context, async (client) => {
    await client.retryDocument(itemId)
    const { summary } = client.showDocument(itemId)
    return {
      exitCode: exitCodes.ok,
      data: { document: summary },
      lines: [plain(fill(context.texts.documents.retried, { itemId }))],
    }
  })

export function skip(itemId: string, options: { reason: string }, context: CommandContext): Promise<Ending> {
  const reason = reasonOf(options.reason, context)
  return withClient(context, async (client) => {
    await client.skipDocument(itemId, reason)
    const { summary } = client.showDocument(itemId)
    return {
      exitCode: exitCodes.ok,
      data: { document: summary },
      lines: [plain(fill(context.texts.documents.skipped, { itemId }))],
    }
  })
}

/** The received content, byte for byte as it is kept: into a new file, or to the standard output. */
export const exportPayload = (itemId: string, options: { output?: string }, context: CommandContext): Promise<Ending> =>
  withClient(context, (client) => {
    const { summary, payload, payloadSha256 } = client.showDocument(itemId)
    if (payload === undefined)
      throw new Failure(problem('payload-emptied', { itemId, number: referenceText(summary.reference) }), {
        effect: 'nothing',
        retry: false,
      })
    if (options.output === undefined) {
      if (!context.json) context.io.stdout.write(payload)
      return { exitCode: exitCodes.ok, data: context.json ? { itemId, payload, payloadSha256 } : {}, lines: [] }
    }
    const path = resolve(options.output)
    if (!ensureFile(path, Buffer.from(payload, 'utf8'))) throw usageFailure(fill(context.texts.documents.exists, { path }))
    return {
      exitCode: exitCodes.ok,
      data: { itemId, payloadSha256, path },
      lines: [plain(fill(context.texts.documents.exported, { itemId, path }))],
    }
  })
