import { copyFile, mkdir, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ErpReference } from '../../../shared/central-api/queue'
import { Failure, type Problem, problem } from '../../../shared/failure'
import type { Note, Outcome } from '../../engine/ports'
import type { ConnectorTools } from '../connector'
import { looks } from '../wrap/looks'
import { writeDurably } from '../wrap/write-durably'
import type { Expected, Verdict } from './decide'
import { type ExportList, exportListReader } from './export-list'
import { itemKey, keyInName } from './key'
import { folderFailure, type Mark, marksIn } from './marks'
import { type ReportFolder, reportFolder } from './report-folder'
import type { MoneySettings } from './settings'

/**
 * The way over a folder that Money imports by its own schedule (S3 Automatic), one file for each order. A file that was dropped is a
 * hand-over without an answer. Its disappearance means that Money took it, not that it wrote it; only Money's report, or the list that
 * it exports, says what became of it.
 */

/** A file that Money took was surely imported, or failed, after so long. */
const IMPORT_TAKES_MS = 15 * 60_000

export interface HandedFile {
  itemId: string
  key: string
  /** What stands in `PrimDoklad`. */
  sourceNumber: string
  bytes: Uint8Array
}

export interface FilesWay {
  deliver(batch: readonly HandedFile[], signal: AbortSignal): AsyncIterable<Outcome>
  find(itemIds: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, ErpReference>>
}

const referenceOf = (key: string, number: string | undefined): ErpReference => (number ? { id: key, number } : { id: key })

const aborted = (): Failure => new Failure(problem('is-closed'), { effect: 'nothing', retry: true })

export const filesWay = (settings: MoneySettings, tools: ConnectorTools): FilesWay => {
  const { clock, dataDir, companyId, log } = tools
  const importFolder = settings.importFolder ?? ''
  const marks = marksIn(importFolder, dataDir, clock)
  const reports: ReportFolder | undefined = settings.reportFolder ? reportFolder(settings.reportFolder) : undefined
  const readList = settings.exportFile ? exportListReader(settings.exportFile) : undefined

  const cannotTell = (path: string, words?: string): Failure =>
    new Failure(problem('is-no-answer', { path }, words), { effect: 'nothing', retry: true })

  const refreshReports = async (): Promise<void> => {
    await reports?.refresh().catch((error: unknown) => {
      throw folderFailure(settings.reportFolder ?? '', error)
    })
  }

  /** The list, if it is there and of this company. Throws when it is another company's: then it knows nothing of our orders. */
  const list = async (): Promise<ExportList | undefined> => {
    const found = await readList?.()
    if (found && found.ico !== '' && found.ico !== settings.ico) {
      throw new Failure(problem('is-wrong-company', { expected: settings.ico, found: found.ico }), {
        effect: 'nothing',
        retry: false,
      })
    }
    return found
  }
  const listed = ({ itemId, key }: Pick<Expected, 'itemId' | 'key'>, found: ExportList | undefined): ErpReference | undefined => {
    const number = found?.byItemId.get(itemId) ?? found?.byKey.get(key)
    return number === undefined ? undefined : referenceOf(key, number)
  }

  /** Our own copy of what was exchanged, by day. Its absence harms nobody. */
  const keep = async (name: string, work: (folder: string) => Promise<unknown>): Promise<void> => {
    try {
      const folder = join(dataDir, 'exchange', new Date(clock.now()).toISOString().slice(0, 10))
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await work(folder)
    } catch (error) {
      log.warn('copy of what was exchanged could not be kept', { name, error: String(error) })
    }
  }
  const settle = async (mark: Mark): Promise<void> => {
    if (settings.reportFolder) {
      const from = settings.reportFolder
      const names = await readdir(from).catch(() => [])
      for (const name of names.filter((one) => one.includes(mark.name)))
        await keep(name, (folder) => copyFile(join(from, name), join(folder, name)))
    }
    await marks.settle(mark)
  }

  interface Waiting {
    expected: Expected
    mark: Mark
  }

  async function* deliver(batch: readonly HandedFile[], signal: AbortSignal): AsyncIterable<Outcome> {
    if (signal.aborted) throw aborted()
    const pending = await marks.read().catch((error: unknown) => {
      throw folderFailure(dataDir, error)
    })
    const untaken = await marks.untaken().catch((error: unknown) => {
      throw folderFailure(importFolder, error)
    })
    await refreshReports()
    const keys = new Set(batch.map(({ key }) => key))
    // Money takes nothing just now: what is handed over all the same would only pile up as unknown.
    const stuck = pending.find(
      ({ key, name, at }) => !keys.has(key) && untaken.has(name) && clock.now() - at > settings.answerTimeoutSeconds * 1000,
    )
    if (stuck) throw new Failure(problem('is-closed', { address: importFolder }), { effect: 'nothing', retry: true })

    const waiting: Waiting[] = []
    /** Not handed over. */
    const kept: { itemId: string; problem: Problem }[] = []
    let answered = 0
    let stopped: Failure | undefined
    const before = await list()
    for (const item of batch) {
      const expected: Expected = { itemId: item.itemId, key: item.key, sourceNumber: item.sourceNumber }
      // An earlier hand-over may have been answered meanwhile, also one that a person gave up.
      const reference = await known(expected, before)
      if (reference) {
        for (const mark of pending.filter(({ key }) => key === item.key)) await settle(mark)
        answered++
        yield { itemId: item.itemId, kind: 'imported', reference, existed: true, notes: [] }
        continue
      }
      if (signal.aborted) stopped ??= aborted()
      if (stopped) {
        kept.push({ itemId: item.itemId, problem: stopped.problem })
        continue
      }
      // Still lying there from an earlier hand-over: a second file would be a second order.
      const lying = pending.find(({ key, name }) => key === item.key && untaken.has(name))
      const name = lying?.name ?? [...untaken].find((one) => keyInName(one) === item.key)
      if (lying ?? name) {
        waiting.push({ expected, mark: lying ?? { name: name ?? '', key: item.key, itemId: item.itemId, at: clock.now() } })
        continue
      }
      try {
        const mark = await marks.drop(item)
        waiting.push({ expected, mark })
        await keep(mark.name, (folder) => writeDurably(join(folder, `${mark.name}.request.xml`), item.bytes))
      } catch (error) {
        if (!(error instanceof Failure)) throw error
        stopped = new Failure(error.problem, { effect: 'nothing', retry: true, cause: error })
        if (error.effect === 'nothing') kept.push({ itemId: item.itemId, problem: error.problem })
        else {
          answered++
          yield { itemId: item.itemId, kind: 'unknown', problem: error.problem }
        }
      }
    }

    const doubts = new Map<string, Problem>()
    const open = new Map(waiting.map((one) => [one.expected.itemId, one]))
    const watched = [settings.reportFolder, settings.exportFile && dirname(settings.exportFile)].filter((folder) => folder)
    for await (const _look of looks(watched as string[], settings.answerTimeoutSeconds * 1000, signal)) {
      await refreshReports().catch((error: unknown) => log.warn('reports can not be read', { error: String(error) }))
      const current = await list().catch(() => undefined)
      for (const { expected, mark } of [...open.values()]) {
        const verdict = await reports?.verdict(expected, mark.name)
        const outcome = outcomeOf(expected, verdict, listed(expected, current))
        if (outcome) {
          open.delete(expected.itemId)
          answered++
          await settle(mark)
          // Found: what earlier hand-overs of it are about is known as well.
          if (outcome.kind === 'imported') for (const old of pending) if (old.key === expected.key) await marks.settle(old)
          yield outcome
        } else if (verdict?.kind === 'wrong-company') {
          open.delete(expected.itemId)
          await settle(mark)
          const { code, words } = verdict.problem
          const told = problem(code, { expected: settings.ico }, words)
          kept.push({ itemId: expected.itemId, problem: told })
          stopped = new Failure(told, { effect: 'nothing', retry: false })
        } else if (verdict?.kind === 'doubtful') {
          doubts.set(expected.itemId, verdict.problem)
          // Without the list nothing more will come.
          if (!readList) {
            open.delete(expected.itemId)
            answered++
            yield { itemId: expected.itemId, kind: 'unknown', problem: verdict.problem }
          }
        }
      }
      if (open.size === 0) break
    }

    if (open.size > 0) {
      const lies = await marks.untaken().catch(() => new Set<string>())
      const why = (mark: Mark): Problem =>
        doubts.get(mark.itemId) ??
        (lies.has(mark.name)
          ? problem('is-closed', { address: importFolder })
          : problem('is-no-answer', { path: settings.reportFolder ?? settings.exportFile ?? '' }))
      const [first] = open.values()
      if (answered === 0 && first && kept.length === 0 && doubts.size === 0)
        throw new Failure(why(first.mark), { effect: 'unknown', retry: true })
      for (const { expected, mark } of open.values()) {
        answered++
        yield { itemId: expected.itemId, kind: 'unknown', problem: why(mark) }
      }
    }
    if (stopped && answered === 0) throw stopped
    // Beside others that were handed over: nothing was written for these.
    for (const { itemId, problem: why } of kept) yield { itemId, kind: 'postponed', problem: why }
  }

  /** A record that is there already, by any report with a good word, or by the list. */
  const known = async (expected: Expected, found: ExportList | undefined): Promise<ErpReference | undefined> => {
    const verdict = await reports?.verdict(expected, undefined)
    const byList = listed(expected, found)
    if (verdict?.kind === 'imported') return byList ?? referenceOf(expected.key, verdict.number)
    return byList
  }

  const outcomeOf = (
    { itemId, key }: Expected,
    verdict: Verdict | undefined,
    byList: ErpReference | undefined,
  ): Outcome | undefined => {
    const made = (reference: ErpReference, notes: readonly Note[]): Outcome => ({
      itemId,
      kind: 'imported',
      reference,
      existed: false,
      notes,
    })
    if (verdict?.kind === 'imported') {
      return made(verdict.number === undefined ? (byList ?? { id: key }) : referenceOf(key, verdict.number), verdict.notes)
    }
    // Refused now, and there: it was an earlier hand-over that made it.
    if (byList) return made(byList, [])
    return verdict?.kind === 'refused' ? { itemId, kind: 'rejected', problem: verdict.problem } : undefined
  }

  const find: FilesWay['find'] = async (itemIds) => {
    const found = new Map<string, ErpReference>()
    const pending = await marks.read().catch((error: unknown) => {
      throw cannotTell(dataDir, String(error))
    })
    await refreshReports()
    const current = await list()
    const missing: Expected[] = []
    for (const itemId of itemIds) {
      const key = itemKey(companyId, itemId)
      const expected: Expected = { itemId, key, sourceNumber: settings.mapping.ourKey === 'prim-doklad' ? key : undefined }
      const reference = await known(expected, current)
      if (reference) {
        found.set(itemId, reference)
        for (const mark of pending.filter((one) => one.key === key)) await settle(mark)
      } else missing.push(expected)
    }
    // Without the list nobody draws a conclusion from absence: a person is asked.
    if (!readList || missing.length === 0) return found
    const untaken = await marks.untaken().catch((error: unknown) => {
      throw folderFailure(importFolder, error)
    })
    let told = true
    for (const expected of missing) {
      const handed = pending.filter(({ key }) => key === expected.key)
      for (const mark of handed) if (!(await isOver(mark, expected, untaken, current))) told = false
      if ([...untaken].some((name) => keyInName(name) === expected.key)) told = false
      if (handed.length === 0 && !isFresh(current)) told = false
    }
    if (!told || !current?.complete) throw cannotTell(settings.exportFile ?? '')
    return found
  }

  const isFresh = (current: ExportList | undefined): boolean =>
    current !== undefined && clock.now() - current.writtenAt <= settings.exportMaxAgeMinutes * 60_000

  /**
   * Whether a hand-over surely made no record, though none is listed: Money refused it, or took it, had time to write it, and has
   * exported its list anew since. No clock but this computer's own is trusted for that, and none is compared with another.
   */
  const isOver = async (
    mark: Mark,
    expected: Expected,
    untaken: ReadonlySet<string>,
    current: ExportList | undefined,
  ): Promise<boolean> => {
    if (untaken.has(mark.name)) return false
    const verdict = await reports?.verdict(expected, mark.name)
    if (verdict?.kind === 'refused' || verdict?.kind === 'wrong-company') return true
    const now = clock.now()
    if (mark.goneAt === undefined || now < mark.goneAt) {
      await marks.update({ ...mark, goneAt: now })
      return false
    }
    if (now - mark.goneAt < IMPORT_TAKES_MS || current === undefined) return false
    if (mark.baseList === undefined) {
      await marks.update({ ...mark, baseList: current.version })
      return false
    }
    return current.version !== mark.baseList
  }

  return { deliver, find }
}
