import { inwardAgendaSchema } from '../shared/documents/agenda'
import { Failure, type Problem, problem } from '../shared/failure'
import type { Settings } from '../shared/settings'
import type { OpenConnector, OwnRecord } from './connectors/connector'
import type { LedgerReader } from './ledger/read'

export interface RemoveParts {
  settings: Settings
  reader: Pick<LedgerReader, 'detail'>
  openIs(settings: Settings, companyId: string): Promise<OpenConnector>
}

/**
 * Deletes the records of test orders in the information system, for each: why not, or undefined when it is gone. The
 * ledger keeps all of them, so none is recorded again. Only in production, where a test order that is gone is as it should
 * be; never a real one. Throws `Failure`.
 */
export async function removeTestRecords(
  { settings, reader, openIs }: RemoveParts,
  itemIds: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Problem | undefined>> {
  const refused = (code: 'wrong-mode' | 'test-flag-mismatch' | 'usage', params: Record<string, string>) =>
    new Failure(problem(code, params), { effect: 'nothing', retry: false })
  if (settings.mode !== 'production') throw refused('wrong-mode', { ours: settings.mode, theirs: 'production' })
  const records: OwnRecord[] = []
  for (const itemId of itemIds) {
    const summary = reader.detail(itemId)?.summary
    if (!summary) throw new Failure(problem('document-not-found', { itemId }), { effect: 'nothing', retry: false })
    if (!summary.test) throw refused('test-flag-mismatch', { itemId, mode: settings.mode })
    const id = summary.reference?.id
    const agenda = inwardAgendaSchema.safeParse(summary.agenda).data
    if (summary.state === 'imported' && id !== undefined && agenda) records.push({ itemId, agenda, id })
  }
  const is = await openIs(settings, settings.central.companyId ?? '')
  try {
    if (!is.remove) throw refused('usage', { call: 'remove' })
    return records.length === 0 ? new Map() : await is.remove(records, signal)
  } finally {
    await is.close()
  }
}
