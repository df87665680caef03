import { createHash } from 'node:crypto'
import { Failure, problem } from '../../../shared/failure'
import type { ParsedDocument, Preparation, Prepared } from '../../engine/ports'
import { type AgendaSettings, takenAgendas } from './agenda-settings'
import { isMaster, mapMaster, mapTrade } from './map-document'
import { itemBytes } from './pack'
import type { MappedTrade } from './trade-document'
import type { Upsert } from './upsert'

/** What the family makes of one document. */
export type Content =
  /** `item`: the pack's item; `without`: the same with these lines as text lines, because their cards are not there. */
  | {
      kind: 'trade'
      item: Uint8Array
      mapped: Pick<MappedTrade, 'date' | 'goods' | 'country'>
      without(lineIds: ReadonlySet<string>): Uint8Array
    }
  /** `item`: as a new record. */
  | { kind: 'master'; item: Uint8Array; upsert: Upsert }

export const contentOf = ({ itemId, content }: Prepared): Content => {
  if (content !== null && typeof content === 'object' && 'kind' in content && 'item' in content) return content as Content
  throw new TypeError(`content of ${itemId} was not prepared by this connector`)
}

const NONE: ReadonlySet<string> = new Set()

const prepared = (document: ParsedDocument, settings: AgendaSettings): { content: Content; notes: Prepared['notes'] } => {
  if (isMaster(document.agenda)) {
    const upsert = mapMaster(document, settings)
    return { content: { kind: 'master', item: itemBytes(upsert.add), upsert }, notes: upsert.notes }
  }
  const { item, notes, date, goods, country } = mapTrade(document, settings, NONE)
  const without = (lineIds: ReadonlySet<string>): Uint8Array => itemBytes(mapTrade(document, settings, lineIds).item)
  return { content: { kind: 'trade', item: itemBytes(item), mapped: { date, goods, country }, without }, notes }
}

/** `prepare` of the ways that take all agendas: the same document gives the same bytes, whichever way they take. */
export const prepareWith =
  (settings: AgendaSettings) =>
  (document: ParsedDocument): Preparation => {
    const { itemId, agenda } = document
    if (!takenAgendas(settings).includes(agenda)) return { ok: false, problem: problem('agenda-unsupported', { agenda }) }
    try {
      const { content, notes } = prepared(document, settings)
      const sha256 = createHash('sha256').update(content.item).digest('hex')
      return { ok: true, prepared: { itemId, agenda, content, sha256, notes } }
    } catch (error) {
      if (error instanceof Failure) return { ok: false, problem: error.problem }
      throw error
    }
  }
