import { constants } from 'node:fs'
import { access, mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { problem } from '../../../shared/failure'
import type { CheckResult, ConnectorTools } from '../connector'
import { answerChecks, failed, type Seen, timedCheck } from '../pohoda/check-answer'
import { stockSeen } from '../pohoda/check-stock'
import { exchangeName } from '../pohoda/exchange'
import type { ResponsePack } from '../pohoda/response'
import type { ListedCard } from '../pohoda/stock-answer'
import { writeSynced } from '../wrap/write-durably'
import type { PohodaSettings } from './settings'

const writable = async (folder: string, tools: ConnectorTools): Promise<Seen> => {
  const probe = join(folder, `${exchangeName('check', tools.clock)}.tmp`)
  try {
    await writeSynced(probe, '')
    await rm(probe)
    return { status: 'ok', evidence: folder }
  } catch (error) {
    return failed(folder, problem('folder-not-writable', { path: folder }, String(error)))
  }
}

const executable = async (program: string): Promise<Seen> => {
  try {
    await access(program, process.platform === 'win32' ? constants.F_OK : constants.X_OK)
    const found = await stat(program)
    if (found.isFile()) return { status: 'ok', evidence: `${program} (${found.mtime.toISOString().slice(0, 10)})` }
  } catch {
    // Said below.
  }
  return failed(program, problem('is-not-found', { path: program }))
}

/** Evidence for the wizard and diagnostics. `lookUp` asks POHODA a harmless question and gives its answer; nothing is ever imported. */
export async function* runChecks(
  settings: PohodaSettings,
  tools: ConnectorTools,
  lookUp: () => Promise<ResponsePack>,
  firstCard: () => Promise<ListedCard | undefined>,
): AsyncIterable<CheckResult> {
  const timed = timedCheck(tools.clock)
  if (settings.way === 'program') {
    yield timed('pohoda.program', () => executable(settings.program ?? ''))
    yield timed('pohoda.exchange-folder', () => writable(tools.dataDir, tools))
  } else {
    const importFolder = settings.importFolder ?? ''
    // Not in the import folder itself: POHODA might take the probe for an import.
    const side = join(importFolder, 'bi-outgoing')
    yield timed('pohoda.import-folder', async () => {
      const reachable = await stat(importFolder).catch(() => undefined)
      if (!reachable?.isDirectory()) return failed(importFolder, problem('is-not-found', { path: importFolder }))
      await mkdir(side).catch(() => {})
      const seen = await writable(side, tools)
      return { ...seen, evidence: importFolder }
    })
    yield timed('pohoda.response-folder', () => writable(settings.responseFolder ?? join(importFolder, 'response'), tools))
  }

  yield* answerChecks(settings.ico, tools.clock, lookUp)
  yield timed('pohoda.duplicity', () =>
    settings.way === 'program'
      ? { status: 'ok', evidence: 'check_duplicity=1' }
      : settings.lookup === 'extId'
        ? { status: 'ok', evidence: 'listOrderRequest extId' }
        : { status: 'warning', evidence: '' },
  )
  // In the folder each question waits for POHODA's task; without pages the whole list would be made for it.
  if (settings.way === 'program' && settings.reading.paging === 'by-id') yield timed('pohoda.stock', () => stockSeen(firstCard))
}
