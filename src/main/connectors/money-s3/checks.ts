import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { InwardAgenda } from '../../../shared/documents/agenda'
import { asFailure, problem } from '../../../shared/failure'
import type { CheckId } from '../../../shared/texts/checks.cs'
import type { CheckResult, ConnectorTools } from '../connector'
import { readingSeen } from '../wrap/first-readings'
import { writeSynced } from '../wrap/write-durably'
import { failed, isSeen, orderDefinitionSeen, otherDefinitionsSeen, readDefinition, type Seen, warned } from './check-definition'
import { exportListReader } from './export-list'
import { otherKinds } from './kinds'
import { marksIn, sideFolder } from './marks'
import { placeOf } from './places'
import { stockFileSource } from './read-stock'
import type { MoneySettings } from './settings'

/** Whether a folder is there and can be read. */
const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )

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

const exportSeen = async (agenda: InwardAgenda, path: string, settings: MoneySettings, now: number): Promise<Seen> => {
  if ((await stat(path).catch(() => undefined)) === undefined) return failed(path, problem('is-not-found', { path }))
  const { kind } = placeOf(agenda, settings)
  const list = await exportListReader(path, kind, otherKinds(kind))()
  if (!list) return failed(path, problem('is-answer-unreadable', { path }))
  const evidence = `${list.count} × ${kind.record}, ${new Date(list.writtenAt).toISOString()}, IČ ${list.ico || '–'}`
  if (list.ico !== '' && list.ico !== settings.ico)
    return failed(evidence, problem('is-wrong-company', { expected: settings.ico, found: list.ico }))
  // An export of what is new or changed since the last one: a document that it lacks may be there all the same.
  if (!list.complete) return failed(evidence, problem('mapping-incomplete', { field: 'VyberZaznamu="0"' }))
  if (now - list.writtenAt > settings.exportMaxAgeMinutes * 60_000)
    return warned(evidence, problem('is-closed', { address: path }))
  return { status: 'ok', evidence }
}

/** Files that Money has not taken for longer than an answer is waited for: its schedule is off. */
const untakenSeen = async (
  folders: readonly string[],
  { answerTimeoutSeconds }: MoneySettings,
  { dataDir, clock }: ConnectorTools,
): Promise<Seen> => {
  let count = 0
  for (const folder of folders) {
    const names = await marksIn(folder, dataDir, clock, 'orders').untaken()
    count += names.size
    const ages = await Promise.all(
      [...names].map((name) =>
        stat(join(folder, `${name}.xml`)).then(
          ({ mtimeMs }) => clock.now() - mtimeMs,
          () => 0,
        ),
      ),
    )
    if (Math.max(0, ...ages) > answerTimeoutSeconds * 1000)
      return warned(`${count} × XML`, problem('is-closed', { address: folder }))
  }
  return { status: 'ok', evidence: `${count} × XML` }
}

const LIST_CHECKS = {
  orders: 'money.export-list',
  'delivery-notes': 'money.delivery-note-list',
  invoices: 'money.invoice-list',
} as const satisfies Partial<Record<InwardAgenda, CheckId>>

/** Evidence for the wizard and diagnostics, way `files`. Nothing is imported; Money itself can't be asked, only what it leaves in folders. */
export async function* checkFiles(
  settings: MoneySettings,
  tools: ConnectorTools,
  agendas: readonly InwardAgenda[],
  signal: AbortSignal,
): AsyncIterable<CheckResult> {
  const timed = timedCheck(tools)
  const folders = [...new Set(agendas.map((agenda) => placeOf(agenda, settings).importFolder))]
  yield timed('money.import-folder', async () => {
    const seen = await Promise.all(folders.map((folder) => importFolderSeen(folder, tools)))
    return seen.find(({ status }) => status !== 'ok') ?? { status: 'ok', evidence: folders.join('\n') }
  })
  const { reportFolder, exportFile } = settings
  if (reportFolder !== undefined) yield timed('money.report-folder', () => reportFolderSeen(reportFolder))
  for (const agenda of ['orders', 'delivery-notes', 'invoices'] as const) {
    const { listFile } = placeOf(agenda, settings)
    if (listFile !== undefined) yield timed(LIST_CHECKS[agenda], () => exportSeen(agenda, listFile, settings, tools.clock.now()))
  }
  yield timed('money.lookup', () =>
    // Without the list of all orders nothing tells what became of one whose report is lost: a person is asked.
    exportFile === undefined
      ? warned('–', problem('mapping-incomplete', { field: 'exportFile' }))
      : { status: 'ok', evidence: 'ObjPrij: Poznamka, PrimDoklad' },
  )
  const { stockFile } = settings
  if (stockFile !== undefined) {
    const source = stockFileSource(stockFile, settings, tools)
    yield timed('money.stock-file', () => readingSeen(source, 'stock-levels', () => stockFile, signal))
  }
  const definition = await readDefinition(settings.definitionFile)
  yield timed('money.definition', () => orderDefinitionSeen(definition, settings))
  if (!isSeen(definition) && agendas.length > 1)
    yield timed('money.other-definitions', () => otherDefinitionsSeen(definition, agendas, settings))
  yield timed('money.untaken', () => untakenSeen(folders, settings, tools))
}
