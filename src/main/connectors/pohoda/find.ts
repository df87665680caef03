import type { ErpReference } from '../../../shared/central-api/queue'
import type { InwardAgenda } from '../../../shared/documents/agenda'
import type { AgendaSettings } from './agenda-settings'
import type { AskPohoda } from './ask'
import type { HandedMemory } from './handed'
import { listsOf } from './lists'
import { findByDateWith, lookUpWith } from './look-up'

/** POHODA keeps no id of ours with a receipt, and versions before 2024 can't be asked by it: those are found among the documents of their dates. */
export const isFoundByDate = (agenda: InwardAgenda, { lookup, mapping }: AgendaSettings): boolean =>
  lookup === 'orderDate' || (lookup === 'extId' && agenda === 'delivery-notes' && mapping.deliveryNotes.as === 'receipt')

/** `find` of the ways that take all agendas. Cards and partners are found when they are handed over, not by their items. */
export const findWith = (settings: AgendaSettings, ask: AskPohoda, memory: Parameters<typeof findByDateWith>[2]) => {
  const byId = lookUpWith(settings, ask).find
  const byDate = findByDateWith(settings, ask, memory)
  return async (
    itemIds: readonly string[],
    signal: AbortSignal,
    agenda: InwardAgenda = 'orders',
  ): Promise<ReadonlyMap<string, ErpReference>> => {
    const lists = listsOf(agenda, settings.mapping)
    if (itemIds.length === 0 || lists.length === 0 || settings.lookup === 'none') return new Map()
    return (isFoundByDate(agenda, settings) ? byDate : byId)(itemIds, signal, lists)
  }
}

/** Which batches must be remembered by their dates. */
export const datedMemory =
  (settings: AgendaSettings, handed: HandedMemory) =>
  (agenda: InwardAgenda): HandedMemory | undefined =>
    isFoundByDate(agenda, settings) ? handed : undefined
