import { createReadStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { asFailure, type Problem, problem } from '../../../shared/failure'
import type { CheckId } from '../../../shared/texts/checks.cs'
import type { CheckResult, ConnectorTools } from '../connector'
import { writeSynced } from '../wrap/write-durably'
import { type Definition, parseDefinition } from './definition'
import { exportListReader } from './export-list'
import { marksIn, sideFolder } from './marks'
import type { MoneySettings } from './settings'

/** Whether a folder is there and can be read. */
const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )

export type Seen = Pick<CheckResult, 'status' | 'evidence'> & { problem?: Problem }

export const failed = (evidence: string, what: Problem): Seen => ({ status: 'failed', evidence, problem: what })
const warned = (evidence: string, what: Problem): Seen => ({ status: 'warning', evidence, problem: what })

export const timedCheck =
  ({ clock }: ConnectorTools) =>
  async (id: CheckId, look: () => Promise<Seen> | Seen): Promise<CheckResult> => {
    const started = clock.monotonicMs()
    let seen: Seen
    try {
      seen = await look()
    } catch (error) {
      seen = failed('', asFailure(error).problem)
    }
    return { id, ...seen, durationMs: Math.round(clock.monotonicMs() - started) }
  }

const importFolderSeen = async (folder: string, { clock }: ConnectorTools): Promise<Seen> => {
  if (!(await isFolder(folder))) return failed(folder, problem('is-not-found', { path: folder }))
  // Not in the import folder itself: Money might take the probe for an import.
  const side = sideFolder(folder)
  const probe = join(side, `check-${clock.now()}.tmp`)
  try {
    await mkdir(side).catch(() => {})
    await writeSynced(probe, '')
    await rm(probe)
    return { status: 'ok', evidence: folder }
  } catch (error) {
    return failed(folder, problem('folder-not-writable', { path: folder }, String(error)))
  }
}

const reportFolderSeen = async (folder: string): Promise<Seen> => {
  if (!(await isFolder(folder))) return failed(folder, problem('is-not-found', { path: folder }))
  const names = await readdir(folder)
  return { status: 'ok', evidence: `${folder} (${names.filter((name) => /\.xml$/i.test(name)).length} × XML)` }
}

const exportSeen = async (path: string, settings: MoneySettings, now: number): Promise<Seen> => {
  if ((await stat(path).catch(() => undefined)) === undefined) return failed(path, problem('is-not-found', { path }))
  const list = await exportListReader(path)()
  if (!list) return failed(path, problem('is-answer-unreadable', { path }))
  const evidence = `${list.count} × ObjPrij, ${new Date(list.writtenAt).toISOString()}, IČ ${list.ico || '–'}`
  if (list.ico !== '' && list.ico !== settings.ico)
    return failed(evidence, problem('is-wrong-company', { expected: settings.ico, found: list.ico }))
  // An export of what is new or changed since the last one: an order that it lacks may be there all the same.
  if (!list.complete) return failed(evidence, problem('mapping-incomplete', { field: 'VyberZaznamu="0"' }))
  if (now - list.writtenAt > settings.exportMaxAgeMinutes * 60_000)
    return warned(evidence, problem('is-closed', { address: path }))
  return { status: 'ok', evidence }
}

/** What a second record of the same order would meet in Money. Pure. */
export const judgeDefinition = (definition: Definition | undefined, settings: MoneySettings, path: string): Seen => {
  if (!definition) return failed('ObjPrij: –', problem('mapping-incomplete', { field: 'ObjPrij' }))
  const { keys, existingValue, newValue, enabled } = definition
  const evidence = `ObjPrij: ${keys.join(' + ') || '–'}; existingValue=${existingValue || '–'}, newValue=${newValue || '–'}`
  const wrong = (field: string): Seen => failed(evidence, problem('mapping-incomplete', { field: `${path}: ${field}` }))
  if (!enabled) return wrong('ObjPrij enabled')
  if (newValue !== 'Append') return wrong('newValue=Append')
  // `Update` would overwrite what a clerk has changed, `Append` would make a second order, `Delete` would delete the first.
  if (existingValue !== 'Error' && existingValue !== 'NoAction') return wrong('existingValue=Error')
  const byNumber = keys.some((key) => /PrimDoklad/i.test(key))
  // Order numbers of two customers may be alike: the second order would never be written.
  if (byNumber && settings.mapping.ourKey === 'note-only') return wrong('PrimDoklad')
  return byNumber ? { status: 'ok', evidence } : warned(evidence, problem('mapping-incomplete', { field: 'PrimDoklad' }))
}

const definitionSeen = async (settings: MoneySettings): Promise<Seen> => {
  const path = settings.definitionFile
  if (path === undefined) return warned('–', problem('mapping-incomplete', { field: 'definitionFile' }))
  if ((await stat(path).catch(() => undefined)) === undefined) return failed(path, problem('is-not-found', { path }))
  const definition = await parseDefinition(createReadStream(path)).catch(() => 'unreadable' as const)
  if (definition === 'unreadable') return failed(path, problem('is-answer-unreadable', { path }))
  return judgeDefinition(definition, settings, path)
}

/** Files that Money has not taken for longer than an answer is waited for: its schedule is off. */
const untakenSeen = async (settings: MoneySettings, tools: ConnectorTools): Promise<Seen> => {
  const importFolder = settings.importFolder ?? ''
  const names = await marksIn(importFolder, tools.dataDir, tools.clock).untaken()
  const ages = await Promise.all(
    [...names].map((name) =>
      stat(join(importFolder, `${name}.xml`)).then(
        ({ mtimeMs }) => tools.clock.now() - mtimeMs,
        () => 0,
      ),
    ),
  )
  const oldest = Math.max(0, ...ages)
  const evidence = `${names.size} × XML`
  return oldest > settings.answerTimeoutSeconds * 1000
    ? warned(evidence, problem('is-closed', { address: importFolder }))
    : { status: 'ok', evidence }
}

/** Evidence for the wizard and diagnostics, way `files`. Nothing is imported; Money itself can't be asked, only what it leaves in folders. */
export async function* checkFiles(settings: MoneySettings, tools: ConnectorTools): AsyncIterable<CheckResult> {
  const timed = timedCheck(tools)
  yield timed('money.import-folder', () => importFolderSeen(settings.importFolder ?? '', tools))
  const { reportFolder, exportFile } = settings
  if (reportFolder !== undefined) yield timed('money.report-folder', () => reportFolderSeen(reportFolder))
  if (exportFile !== undefined) yield timed('money.export-list', () => exportSeen(exportFile, settings, tools.clock.now()))
  yield timed('money.lookup', () =>
    // Without the list of all orders nothing tells what became of one whose report is lost: a person is asked.
    exportFile === undefined
      ? warned('–', problem('mapping-incomplete', { field: 'exportFile' }))
      : { status: 'ok', evidence: 'ObjPrij: Poznamka, PrimDoklad' },
  )
  yield timed('money.definition', () => definitionSeen(settings))
  yield timed('money.untaken', () => untakenSeen(settings, tools))
}
