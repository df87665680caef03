import { dirname } from 'node:path'
import type { ErpReference } from '../../../shared/central-api/queue'
import { Failure, type Problem, problem } from '../../../shared/failure'
import type { Note, Outcome } from '../../engine/ports'
import type { ConnectorTools } from '../connector'
import { looks } from '../wrap/looks'
import type { Expected, Verdict } from './decide'
import { type FilesPlace, filesDesk, idOf, referenceOf } from './files-desk'
import { findByFiles } from './files-find'
import { keyInName } from './key'
import { folderFailure, type Mark } from './marks'
import type { ReportFolder } from './report-folder'
import type { MoneySettings } from './settings'

/**
 * The way over a folder that Money imports by its own schedule (S3 Automatic), one file for each document. A file that was dropped is a
 * hand-over without an answer. Its disappearance means that Money took it, not that it wrote it; only Money's report, or the list that
 * it exports, says what became of it.
 */

export interface HandedFile {
  itemId: string
  key: string
  /** What must stand in the record at `Kind.key`; `undefined`: nothing of the kind. */
  named: string | undefined
  bytes: Uint8Array
}

export interface FilesWay {
  deliver(batch: readonly HandedFile[], signal: AbortSignal): AsyncIterable<Outcome>
  find(itemIds: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, ErpReference>>
}

const aborted = (): Failure => new Failure(problem('is-closed'), { effect: 'nothing', retry: true })

/** `reports`: of all agendas, since Money writes them into one folder. */
export const filesWay = (
  settings: MoneySettings,
  tools: ConnectorTools,
  place: FilesPlace,
  reports: ReportFolder | undefined,
): FilesWay => {
  const { clock, dataDir, log } = tools
  const desk = filesDesk(place, reports, settings, tools)
  const { marks, importFolder, kind, listFile } = desk

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
    await desk.refreshReports()
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
    const before = await desk.list()
    for (const item of batch) {
      const expected: Expected = { itemId: item.itemId, key: item.key, kind, named: item.named }
      // An earlier hand-over may have been answered meanwhile, also one that a person gave up.
      const reference = await desk.known(expected, before)
      if (reference) {
        for (const mark of pending.filter(({ key }) => key === item.key)) await desk.settle(mark)
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
        waiting.push({
          expected,
          mark: lying ?? { name: name ?? '', key: item.key, itemId: item.itemId, agenda: kind.agenda, at: clock.now() },
        })
        continue
      }
      try {
        const mark = await marks.drop(item)
        waiting.push({ expected, mark })
        await desk.keepRequest(mark.name, item.bytes)
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
    const watched = [settings.reportFolder, listFile && dirname(listFile)].filter((folder) => folder)
    for await (const _look of looks(watched as string[], settings.answerTimeoutSeconds * 1000, signal)) {
      await desk.refreshReports().catch((error: unknown) => log.warn('reports can not be read', { error: String(error) }))
      const current = await desk.list().catch(() => undefined)
      for (const { expected, mark } of [...open.values()]) {
        const verdict = await reports?.verdict(expected, mark.name)
        const outcome = outcomeOf(expected, verdict, desk.listed(expected, current))
        if (outcome) {
          open.delete(expected.itemId)
          answered++
          await desk.settle(mark)
          // Found: what earlier hand-overs of it are about is known as well.
          if (outcome.kind === 'imported') for (const old of pending) if (old.key === expected.key) await marks.settle(old)
          yield outcome
        } else if (verdict?.kind === 'wrong-company') {
          open.delete(expected.itemId)
          await desk.settle(mark)
          const { code, words } = verdict.problem
          const told = problem(code, { expected: settings.ico }, words)
          kept.push({ itemId: expected.itemId, problem: told })
          stopped = new Failure(told, { effect: 'nothing', retry: false })
        } else if (verdict?.kind === 'doubtful') {
          doubts.set(expected.itemId, verdict.problem)
          // Without the list nothing more will come.
          if (!desk.hasList) {
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
          : problem('is-no-answer', { path: settings.reportFolder ?? listFile ?? '' }))
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

  const outcomeOf = (expected: Expected, verdict: Verdict | undefined, byList: ErpReference | undefined): Outcome | undefined => {
    const made = (reference: ErpReference, notes: readonly Note[]): Outcome => ({
      itemId: expected.itemId,
      kind: 'imported',
      reference,
      existed: false,
      notes,
    })
    if (verdict?.kind === 'imported') {
      const reference =
        verdict.number === undefined ? (byList ?? { id: idOf(expected) }) : referenceOf(idOf(expected), verdict.number)
      return made(reference, verdict.notes)
    }
    // Refused now, and there: it was an earlier hand-over that made it.
    if (byList) return made(byList, [])
    return verdict?.kind === 'refused' ? { itemId: expected.itemId, kind: 'rejected', problem: verdict.problem } : undefined
  }

  return { deliver, find: (itemIds) => findByFiles(desk, settings, tools, itemIds) }
}
