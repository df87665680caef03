import { copyFile, mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ErpReference } from '../../../shared/central-api/queue'
import { Failure, problem } from '../../../shared/failure'
import type { ConnectorTools } from '../connector'
import { writeDurably } from '../wrap/write-durably'
import type { Expected } from './decide'
import { type ExportList, exportListReader } from './export-list'
import { bareKey } from './key'
import { isMaster, type Kind, otherKinds } from './kinds'
import { folderFailure, type Mark, type Marks, marksIn } from './marks'
import type { ReportFolder } from './report-folder'
import type { MoneySettings } from './settings'

/** Where the documents of one agenda are handed over, and by what they are known afterwards. */
export interface FilesPlace {
  kind: Kind
  importFolder: string
  /** All documents of this kind, as Money exports them; absent: none can be looked up. */
  listFile: string | undefined
}

/** What hand-over and look-up over one place have in common. */
export interface FilesDesk extends FilesPlace {
  marks: Marks
  reports: ReportFolder | undefined
  hasList: boolean
  /** Looks again what reports there are. Throws `Failure`. */
  refreshReports(): Promise<void>
  /** The list, if it is there and of this company. Throws when it is another company's: then it knows nothing of our documents. */
  list(): Promise<ExportList | undefined>
  /** What the list has of it. */
  listed(expected: Expected, found: ExportList | undefined): ErpReference | undefined
  /** A record that is there already, by any report with a good word, or by the list. */
  known(expected: Expected, found: ExportList | undefined): Promise<ErpReference | undefined>
  /** Our own copy of what was handed over. */
  keepRequest(name: string, bytes: Uint8Array): Promise<void>
  /** What became of this hand-over is known; its reports are kept. */
  settle(mark: Mark): Promise<void>
}

export const referenceOf = (id: string, number: string | undefined): ErpReference => (number ? { id, number } : { id })

/** Under which id the record is known afterwards. */
export const idOf = ({ key, named, kind }: Expected): string =>
  // The source document number may be another's; ours is the key.
  kind.agenda === 'orders' || kind.agenda === 'delivery-notes' ? key : (named ?? key)

export const filesDesk = (
  place: FilesPlace,
  reports: ReportFolder | undefined,
  settings: MoneySettings,
  { clock, dataDir, log }: ConnectorTools,
): FilesDesk => {
  const { kind, importFolder, listFile } = place
  const marks = marksIn(importFolder, dataDir, clock, kind.agenda)
  const readList = listFile === undefined ? undefined : exportListReader(listFile, kind, otherKinds(kind))

  /** By day. Its absence harms nobody. */
  const keep = async (name: string, work: (folder: string) => Promise<unknown>): Promise<void> => {
    try {
      const folder = join(dataDir, 'exchange', new Date(clock.now()).toISOString().slice(0, 10))
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await work(folder)
    } catch (error) {
      log.warn('copy of what was exchanged could not be kept', { name, error: String(error) })
    }
  }
  const listed: FilesDesk['listed'] = (expected, found) => {
    const number =
      found?.byItemId.get(expected.itemId) ?? found?.byKey.get(expected.key) ?? found?.byKey.get(bareKey(expected.named ?? ''))
    return number === undefined ? undefined : referenceOf(idOf(expected), number)
  }

  return {
    ...place,
    marks,
    reports,
    hasList: readList !== undefined,
    refreshReports: async () => {
      await reports?.refresh().catch((error: unknown) => {
        throw folderFailure(settings.reportFolder ?? '', error)
      })
    },
    async list() {
      const found = await readList?.()
      if (found && found.ico !== '' && found.ico !== settings.ico) {
        throw new Failure(problem('is-wrong-company', { expected: settings.ico, found: found.ico }), {
          effect: 'nothing',
          retry: false,
        })
      }
      return found
    },
    listed,
    async known(expected, found) {
      // A card that was written once is written again: it may have been changed since, or the settings.
      if (isMaster(kind)) return undefined
      const verdict = await reports?.verdict(expected, undefined)
      const byList = listed(expected, found)
      if (verdict?.kind === 'imported') return byList ?? referenceOf(idOf(expected), verdict.number)
      return byList
    },
    keepRequest: (name, bytes) => keep(name, (folder) => writeDurably(join(folder, `${name}.request.xml`), bytes)),
    async settle(mark) {
      if (settings.reportFolder) {
        const from = settings.reportFolder
        const names = await readdir(from).catch(() => [])
        for (const name of names.filter((one) => one.includes(mark.name)))
          await keep(name, (folder) => copyFile(join(from, name), join(folder, name)))
      }
      await marks.settle(mark)
    },
  }
}
