import { resolve } from 'node:path'
import { fill } from '../../../shared/texts/format'
import { backupNow, checkNow, damaged, restoreNow } from '../../keep-ledger'
import { confStore } from '../../settings/conf-store'
import { ensureDataFolder } from '../../settings/data-folder'
import { settingsFile } from '../../settings/store'
import { thisHolder } from '../../system/machine-lock'
import type { Ending } from '../answer'
import type { CommandContext } from '../context'
import { exitCodeOf, exitCodes } from '../exit-codes'

export function backup(context: CommandContext): Ending {
  const { ledger } = context.texts
  const dataDir = ensureDataFolder(context.dataDir)
  const path = backupNow(dataDir, Date.now())
  if (path === undefined) return { exitCode: exitCodes.unknown, data: { dataDir }, lines: [ledger.none] }
  return { exitCode: exitCodes.ok, data: { dataDir, path }, lines: [fill(ledger.backedUp, { path })] }
}

export function check(file: string | undefined, context: CommandContext): Ending {
  const { ledger } = context.texts
  const dataDir = ensureDataFolder(context.dataDir)
  const seen = checkNow(dataDir, file === undefined ? undefined : resolve(file))
  if (!seen) return { exitCode: exitCodes.unknown, data: { dataDir }, lines: [ledger.none] }
  const { path, documents, findings } = seen
  if (findings.length === 0)
    return { exitCode: exitCodes.ok, data: { path, documents, findings }, lines: [fill(ledger.sound, { documents, path })] }
  const what = damaged(dataDir, path, findings)
  return { exitCode: exitCodeOf(what.code), data: { path, documents, findings }, lines: [], problem: what }
}

export function restore(file: string, context: CommandContext): Ending {
  const { ledger } = context.texts
  const dataDir = ensureDataFolder(context.dataDir)
  const companyId = settingsFile(confStore(dataDir)).read()?.central.companyId
  const { aside, documents, lookedUpFirst } = restoreNow(dataDir, resolve(file), Date.now(), companyId, thisHolder('cli'))
  return {
    exitCode: exitCodes.ok,
    data: { dataDir, ...(aside === undefined ? {} : { aside }), documents, lookedUpFirst },
    lines: [
      fill(ledger.restored, { documents, lookedUpFirst }),
      ...(aside === undefined ? [] : [fill(ledger.aside, { path: aside })]),
      ledger.next,
    ],
  }
}
