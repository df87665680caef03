import { type InwardAgenda, MASTER_DATA } from '../../shared/documents/agenda'
import type { Guard, InformationSystem } from './ports'

type Guarded = Pick<InformationSystem, 'guard' | 'guards'>

/** How a second record of one item of this agenda is prevented. The ledger may name an agenda that this program doesn't know. */
export const guardOf = (is: Guarded, agenda: string): Guard => is.guards?.[agenda as InwardAgenda] ?? is.guard

export const isMasterData = (agenda: string): boolean => (MASTER_DATA as readonly string[]).includes(agenda)

/** Handed over twice it is still one record, and the same: no question need be asked before it is handed over again. */
export const isRepeatable = (is: Guarded, agenda: string): boolean => isMasterData(agenda) && guardOf(is, agenda) === 'enforced'

/** Rows of each agenda, in their order. */
export function byAgenda<T extends { agenda: string }>(rows: readonly T[]): ReadonlyMap<InwardAgenda, readonly T[]> {
  const groups = new Map<InwardAgenda, T[]>()
  for (const row of rows) {
    const group = groups.get(row.agenda as InwardAgenda)
    if (group) group.push(row)
    else groups.set(row.agenda as InwardAgenda, [row])
  }
  return groups
}
