import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Expected, isAbout, judge, type Verdict } from './decide'
import { keyInName } from './key'
import { isMaster } from './kinds'
import { parseReport, type Report } from './report'

/**
 * Reports as they lie in their folder, which is only read: it is what a later look-up goes by. How Money names a report is its
 * customer's setting; a name that holds the name of the imported file is the answer to exactly this hand-over.
 */
export interface ReportFolder {
  /** Looks again what lies there. Throws when the folder can't be read. */
  refresh(): Promise<void>
  /**
   * `attempt`: name of the file that was handed over, whose answer is wanted. Of all other reports about the document only a
   * good word counts: a refusal may be the answer to an earlier hand-over. Of cards and partners, which are written anew each time,
   * not even that.
   */
  verdict(expected: Expected, attempt: string | undefined): Promise<Verdict | undefined>
}

/** A report under a name of Money's own: the newest so many are looked into. */
const FOREIGN_LIMIT = 500
const KNOWN_LIMIT = 5000

export const reportFolder = (folder: string): ReportFolder => {
  const known = new Map<string, Report>()
  let byKey = new Map<string, string[]>()
  let foreign: string[] = []

  /** `undefined`: it can't be read (yet): half written, in use, or no report. */
  const read = async (name: string): Promise<Report | undefined> => {
    const path = join(folder, name)
    const found = await stat(path).catch(() => undefined)
    if (!found?.isFile() || found.size === 0) return undefined
    const version = `${name}:${found.mtimeMs}:${found.size}`
    const report = known.get(version) ?? (await parseReport(createReadStream(path)).catch(() => undefined))
    if (report === undefined) return undefined
    if (known.size >= KNOWN_LIMIT) known.clear()
    known.set(version, report)
    return report
  }

  const newest = async (names: readonly string[]): Promise<string[]> => {
    if (names.length <= FOREIGN_LIMIT) return [...names]
    const dated = await Promise.all(
      names.map(async (name) => ({ name, at: (await stat(join(folder, name)).catch(() => undefined))?.mtimeMs ?? 0 })),
    )
    return dated
      .toSorted((a, b) => b.at - a.at)
      .slice(0, FOREIGN_LIMIT)
      .map(({ name }) => name)
  }

  return {
    async refresh() {
      byKey = new Map()
      const others: string[] = []
      for (const name of await readdir(folder)) {
        if (!/\.xml$/i.test(name)) continue
        const key = keyInName(name)
        if (key === undefined) others.push(name)
        else byKey.set(key, [...(byKey.get(key) ?? []), name])
      }
      foreign = await newest(others)
    },
    async verdict(expected, attempt) {
      const writtenAnew = isMaster(expected.kind)
      let mine: Verdict | undefined
      for (const name of byKey.get(expected.key) ?? []) {
        const isAnswer = attempt !== undefined && name.includes(attempt)
        if (writtenAnew && !isAnswer) continue
        const report = await read(name)
        if (report === undefined) continue
        const verdict = judge(report, expected)
        if (verdict.kind === 'imported') return verdict
        if (!isAnswer) continue
        // Two answers to one hand-over that differ tell nothing.
        mine = mine === undefined || mine.kind === verdict.kind ? verdict : { kind: 'doubtful', problem: verdict.problem }
      }
      if (mine !== undefined || writtenAnew) return mine
      for (const name of foreign) {
        const report = await read(name)
        if (report === undefined || !report.records.some((record) => isAbout(record, expected))) continue
        const verdict = judge(report, expected)
        if (verdict.kind === 'imported') return verdict
      }
      return undefined
    },
  }
}
