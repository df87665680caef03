import { statSync } from 'node:fs'
import { asFailure, Failure, problem } from '../shared/failure'
import { backupLedger, newestBackup } from './ledger/backup'
import { checkLedger, type Finding } from './ledger/check'
import { openSql, type Sql } from './ledger/database'
import { ledgerPath } from './ledger/files'
import { openLedgerForReading } from './ledger/open'
import { type Restored, restoreLedger } from './ledger/restore'
import { acquireMachineLock, holderText, type thisHolder } from './system/machine-lock'

/**
 * What a person does with the ledger as a file: copy, check, put back. Copy and check work beside a running engine;
 * they see one moment of it.
 */

/** Makes a copy now. Throws `ledger-missing`, `ledger-unreadable`, `backup-failed`, `disk-full`, …; undefined: there is no ledger yet. */
export function backupNow(dataDir: string, at: number): string | undefined {
  const sql = openLedgerForReading(dataDir)
  try {
    return sql && backupLedger(sql, dataDir, at, 'manual')
  } finally {
    sql?.close()
  }
}

/**
 * Whether all in the ledger, or in the copy `file`, fits together. Undefined: there is no ledger yet. Throws
 * `ledger-missing`, `ledger-unreadable`, or `backup-unusable` for a copy that can't be read.
 */
export function checkNow(dataDir: string, file?: string): { path: string; findings: Finding[]; documents: number } | undefined {
  const sql = file === undefined ? openLedgerForReading(dataDir) : openCopy(file)
  if (!sql) return undefined
  try {
    // One moment, whatever a running engine writes meanwhile.
    sql.exec('BEGIN')
    const findings = checkLedger(sql)
    const documents = findings.length > 0 ? 0 : (sql.prepare('SELECT count(*) AS n FROM documents').get() as { n: number }).n
    sql.exec('COMMIT')
    return { path: file ?? ledgerPath(dataDir), findings, documents }
  } catch (error) {
    throw file === undefined ? error : unusable(file, error)
  } finally {
    sql.close()
  }
}

const unusable = (path: string, error: unknown): Failure =>
  new Failure(problem('backup-unusable', { path }, asFailure(error).problem.words), { effect: 'nothing', retry: false })

/** SQLite would make a file that isn't there. */
function openCopy(file: string): Sql {
  try {
    if (statSync(file).size === 0) throw new Error('empty file')
    return openSql(file)
  } catch (error) {
    throw unusable(file, error)
  }
}

/** `ledger-damaged`, from what a check has found. */
export const damaged = (dataDir: string, path: string, findings: readonly Finding[]) =>
  problem(
    'ledger-damaged',
    { path, count: String(findings.length), backup: newestBackup(dataDir) ?? '' },
    findings.map(({ code, about, words }) => `${code} ${about}: ${words}`).join('\n'),
  )

/** Puts the copy `file` in the ledger's place, while nobody runs the engine. Throws `engine-held` and what `restoreLedger` throws. */
export function restoreNow(
  dataDir: string,
  file: string,
  at: number,
  companyId: string | undefined,
  holder: ReturnType<typeof thisHolder>,
): Restored {
  const acquired = acquireMachineLock(dataDir, holder)
  if (!acquired.held) {
    throw new Failure(problem('engine-held', { by: acquired.heldBy ? holderText(acquired.heldBy) : '' }), {
      effect: 'nothing',
      retry: true,
    })
  }
  try {
    return restoreLedger(dataDir, file, at, companyId)
  } finally {
    acquired.lock.release()
  }
}
