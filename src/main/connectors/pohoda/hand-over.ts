import { randomBytes } from 'node:crypto'
import type { ErpReference } from '../../../shared/central-api/queue'
import type { Outcome, Prepared } from '../../engine/ports'
import type { ConnectorTools } from '../connector'
import { note } from '../wrap/note'
import type { AgendaSettings } from './agenda-settings'
import { outcomesOf } from './answer'
import type { AskPohoda } from './ask'
import { folderFailure } from './exchange'
import { findRecordsWith } from './find-records'
import type { HandedMemory } from './handed'
import { settleDuplicates } from './look-up'
import { cardFromLine } from './map-stock-card'
import { itemBytes, packBytes } from './pack'
import { type Content, contentOf } from './prepare'
import type { Goods } from './trade-document'
import type { RecordKey, Upsert } from './upsert'

export interface HandOverParts {
  settings: AgendaSettings
  packId: string
  ask: AskPohoda
  tools: Pick<ConnectorTools, 'dataDir'>
  /** Where the dates of this batch must be remembered, because its documents can be found by them only. */
  handed: (agenda: Prepared['agenda']) => HandedMemory | undefined
  /** Looks up what POHODA calls a duplicate by its words only; absent: that stays unknown. */
  find?:
    | ((
        itemIds: readonly string[],
        agenda: Prepared['agenda'],
        signal: AbortSignal,
      ) => Promise<ReadonlyMap<string, ErpReference>>)
    | undefined
}

/** A document on its way into the pack. */
interface Ready {
  itemId: string
  item: Uint8Array
  /** Items that must come before it: cards that it needs. */
  before: readonly Uint8Array[]
  /** Ids of its lines that went as text because their card is not there. */
  textLines: readonly string[]
  /** The record that it updates. */
  known?: ErpReference
}

/**
 * `deliver` of the ways that take all agendas. Cards and partners are looked up first, and then added or updated by POHODA's own id; so are the
 * cards of a document where the settings say what becomes of goods that have none.
 */
export const handOverWith = ({ settings, packId, ask, tools, handed, find }: HandOverParts) => {
  const { upserts, missing } = findRecordsWith(settings, ask)

  const remember = async (batch: readonly Prepared[]): Promise<void> => {
    const memory = handed(batch[0]?.agenda ?? 'orders')
    if (!memory) return
    const dated = batch.flatMap((one) => {
      const content = contentOf(one)
      return content.kind === 'trade' ? [{ itemId: one.itemId, issuedOn: content.mapped.date }] : []
    })
    await memory.remember(dated).catch((error) => {
      throw folderFailure(tools.dataDir, error)
    })
  }

  const masters = async (
    batch: readonly { itemId: string; upsert: Upsert }[],
    signal: AbortSignal,
  ): Promise<{ ready: Ready[]; refused: Outcome[] }> => {
    const known = await upserts(
      batch.map(({ upsert }) => upsert),
      signal,
    )
    const ready: Ready[] = []
    const refused: Outcome[] = []
    for (const [place, { itemId, upsert }] of batch.entries()) {
      const record = known[place]
      if (record && 'problem' in record) refused.push({ itemId, kind: 'rejected', problem: record.problem })
      else
        ready.push({
          itemId,
          item: itemBytes(record ? upsert.update(record) : upsert.add),
          before: [],
          textLines: [],
          ...(record && { known: { id: record.id } }),
        })
    }
    return { ready, refused }
  }

  const policyFor = (agenda: Prepared['agenda']): 'hold' | 'text-line' | 'create' => {
    const { deliveryNotes, invoices } = settings.mapping
    return agenda === 'delivery-notes' ? deliveryNotes.unknownGoods : agenda === 'invoices' ? invoices.unknownGoods : 'hold'
  }

  const trades = async (
    batch: readonly { itemId: string; content: Content & { kind: 'trade' } }[],
    policy: 'hold' | 'text-line' | 'create',
    signal: AbortSignal,
  ): Promise<Ready[]> => {
    const plain = ({ itemId, content }: (typeof batch)[number]): Ready => ({
      itemId,
      item: content.item,
      before: [],
      textLines: [],
    })
    if (policy === 'hold') return batch.map(plain)
    const { store } = settings.mapping
    const nameOf = ({ by, value }: RecordKey): string => `${by} ${value.toLowerCase()}`
    const keys = new Map<string, RecordKey>()
    for (const { content } of batch)
      for (const { key } of content.mapped.goods) keys.set(nameOf(key), { ...key, ...(store === undefined ? {} : { store }) })
    const absent = new Set((await missing([...keys.values()], signal)).map(nameOf))
    if (absent.size === 0) return batch.map(plain)
    return batch.map((one) => {
      const { content } = one
      const unknown = content.mapped.goods.filter(({ key }) => absent.has(nameOf(key)))
      if (unknown.length === 0) return plain(one)
      if (policy === 'text-line') {
        const textLines = unknown.map(({ line }) => line.lineId)
        return { ...plain(one), item: content.without(new Set(textLines)), textLines }
      }
      // Each is made once in a pack: the next document finds it there.
      const fresh = unknown.filter(({ key }) => absent.delete(nameOf(key)))
      return { ...plain(one), before: fresh.flatMap((goods) => newCard(goods, content)) }
    })
  }

  /** Under an id that no document has. Without a code POHODA has nothing to make a card of, and refuses the document. */
  const newCard = (goods: Goods, { mapped: { country, date } }: Content & { kind: 'trade' }): readonly Uint8Array[] =>
    goods.line.sku?.trim()
      ? [itemBytes(cardFromLine(`+card-${randomBytes(8).toString('hex')}`, goods, { country, date, settings }))]
      : []

  const resolve = async (batch: readonly Prepared[], signal: AbortSignal): Promise<{ ready: Ready[]; refused: Outcome[] }> => {
    const both = batch.map((one) => ({ itemId: one.itemId, content: contentOf(one) }))
    const kept = both.flatMap(({ itemId, content }) => (content.kind === 'master' ? [{ itemId, upsert: content.upsert }] : []))
    if (kept.length > 0) return masters(kept, signal)
    const added = both.flatMap(({ itemId, content }) => (content.kind === 'trade' ? [{ itemId, content }] : []))
    return { ready: await trades(added, policyFor(batch[0]?.agenda ?? 'orders'), signal), refused: [] }
  }

  return async function* (batch: readonly Prepared[], signal: AbortSignal): AsyncGenerator<Outcome, void, undefined> {
    if (batch.length === 0) return
    await remember(batch)
    const { ready, refused } = await resolve(batch, signal)
    yield* refused
    if (ready.length === 0) return
    const itemIds = ready.map(({ itemId }) => itemId)
    const items = ready.flatMap(({ before, item }) => [...before, item])
    const pack = packBytes({ id: packId, ico: settings.ico, note: `${ready.length}`, items })
    const answer = await ask({ kind: 'import', pack, items: itemIds }, signal)
    const outcomes = outcomesOf(packId, itemIds, answer)
    const byItem = new Map(ready.map((one) => [one.itemId, one]))
    const agenda = batch[0]?.agenda ?? 'orders'
    const settled = await settleDuplicates(outcomes, answer, async (ids) => {
      const known = ids.flatMap((id): [string, ErpReference][] => {
        const reference = byItem.get(id)?.known
        return reference ? [[id, reference]] : []
      })
      const others = ids.filter((id) => !byItem.get(id)?.known)
      return new Map([...known, ...((others.length > 0 && (await find?.(others, agenda, signal))) || [])])
    })
    for (const outcome of settled) {
      const lines = byItem.get(outcome.itemId)?.textLines ?? []
      yield outcome.kind === 'imported' && lines.length > 0
        ? { ...outcome, notes: [...outcome.notes, ...lines.map((line) => note('line-without-stock-card', { line }))] }
        : outcome
    }
  }
}
