import type { DocumentState } from '../../shared/documents/document-state'

/** The choices above the list, in their order there. */
export const filters = {
  all: undefined,
  attention: ['quarantined', 'rejected', 'unknown'],
  way: ['received', 'ready', 'sending'],
  imported: ['imported'],
  skipped: ['skipped'],
} as const satisfies Record<string, readonly DocumentState[] | undefined>

export type FilterName = keyof typeof filters
export const filterNames = Object.keys(filters) as FilterName[]
