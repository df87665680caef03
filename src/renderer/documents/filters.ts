import type { DocumentQuery } from '../../shared/ipc/contract'

/** The choices above the list, in their order there. `attention` is what `needsPerson` counts. */
export const filters = {
  all: {},
  attention: { states: ['quarantined', 'rejected', 'unknown'], reportStates: ['refused'] },
  way: { states: ['received', 'ready', 'sending'] },
  imported: { states: ['imported'] },
  skipped: { states: ['skipped'] },
} satisfies Record<string, Pick<DocumentQuery, 'states' | 'reportStates'>>

export type FilterName = keyof typeof filters
export const filterNames = Object.keys(filters) as FilterName[]
