import type { ErpReference } from '../../../shared/central-api/queue'
import { Failure, problem } from '../../../shared/failure'
import type { ConnectorTools } from '../connector'
import type { Expected } from './decide'
import type { ExportList } from './export-list'
import type { FilesDesk } from './files-desk'
import { itemGuid, itemKey, keyInName } from './key'
import { isMaster } from './kinds'
import { folderFailure, type Mark } from './marks'
import type { MoneySettings } from './settings'

/** A file that Money took was surely imported, or failed, after so long. */
const IMPORT_TAKES_MS = 15 * 60_000

/** What is known of a document by its item id alone. */
const expectedOf = ({ kind }: FilesDesk, settings: MoneySettings, companyId: string, itemId: string): Expected => {
  const key = itemKey(companyId, itemId)
  const named =
    kind.key === 'GUID'
      ? itemGuid(companyId, itemId)
      : kind.key === 'PrimDoklad' && settings.mapping.ourKey === 'prim-doklad'
        ? key
        : undefined
  return { itemId, key, kind, named }
}

/** Looks documents up in reports and in Money's list. Only those found are in the answer. Throws `Failure` when it can't tell. */
export const findByFiles = async (
  desk: FilesDesk,
  settings: MoneySettings,
  { clock, dataDir, companyId }: Pick<ConnectorTools, 'clock' | 'dataDir' | 'companyId'>,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, ErpReference>> => {
  const { marks, reports } = desk
  const found = new Map<string, ErpReference>()
  // Which item a card or partner came with stands nowhere in Money; nobody needs to know, since a repeat makes no second one.
  if (isMaster(desk.kind)) return found
  const cannotTell = (path: string, words?: string): Failure =>
    new Failure(problem('is-no-answer', { path }, words), { effect: 'nothing', retry: true })

  const pending = await marks.read().catch((error: unknown) => {
    throw cannotTell(dataDir, String(error))
  })
  await desk.refreshReports()
  const current = await desk.list()
  const missing: Expected[] = []
  for (const itemId of itemIds) {
    const expected = expectedOf(desk, settings, companyId, itemId)
    const reference = await desk.known(expected, current)
    if (reference) {
      found.set(itemId, reference)
      for (const mark of pending.filter((one) => one.key === expected.key)) await desk.settle(mark)
    } else missing.push(expected)
  }
  // Without the list nobody draws a conclusion from absence: a person is asked.
  if (!desk.hasList || missing.length === 0) return found
  const untaken = await marks.untaken().catch((error: unknown) => {
    throw folderFailure(desk.importFolder, error)
  })

  const isFresh = current !== undefined && clock.now() - current.writtenAt <= settings.exportMaxAgeMinutes * 60_000
  /**
   * Whether a hand-over surely made no record, though none is listed: Money refused it, or took it, had time to write it, and has
   * exported its list anew since. No clock but this computer's own is trusted for that, and none is compared with another.
   */
  const isOver = async (mark: Mark, expected: Expected, list: ExportList | undefined): Promise<boolean> => {
    if (untaken.has(mark.name)) return false
    const verdict = await reports?.verdict(expected, mark.name)
    if (verdict?.kind === 'refused' || verdict?.kind === 'wrong-company') return true
    const now = clock.now()
    if (mark.goneAt === undefined || now < mark.goneAt) {
      await marks.update({ ...mark, goneAt: now })
      return false
    }
    if (now - mark.goneAt < IMPORT_TAKES_MS || list === undefined) return false
    if (mark.baseList === undefined) {
      await marks.update({ ...mark, baseList: list.version })
      return false
    }
    return list.version !== mark.baseList
  }

  let told = true
  for (const expected of missing) {
    const handed = pending.filter(({ key }) => key === expected.key)
    for (const mark of handed) if (!(await isOver(mark, expected, current))) told = false
    if ([...untaken].some((name) => keyInName(name) === expected.key)) told = false
    if (handed.length === 0 && !isFresh) told = false
  }
  if (!told || !current?.complete) throw cannotTell(desk.listFile ?? '')
  return found
}
