import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ReceivedItem } from '../../../../src/main/engine/ports'
import { backupAside, backupLedger, listBackups } from '../../../../src/main/ledger/backup'
import { checkLedger } from '../../../../src/main/ledger/check'
import { openSql, type Sql, sqlFailure } from '../../../../src/main/ledger/database'
import { createLedger } from '../../../../src/main/ledger/ledger'
import { ledgerGone, named, openLedgerFile, openLedgerForReading } from '../../../../src/main/ledger/open'
import { restoreLedger } from '../../../../src/main/ledger/restore'
import { Failure, problem } from '../../../../src/shared/failure'

let dataDir: string
let sql: Sql
const now = Date.parse('2026-03-01T08:00:00Z')
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'bi-damage-'))
  sql = openLedgerFile(dataDir)
})
afterEach(() => {
  sql.close()
  rmSync(dataDir, { recursive: true, force: true })
})
const item = (itemId: string): ReceivedItem => ({
  itemId,
  agenda: 'orders',
  test: true,
  receivedAt: '2026-03-01T07:00:00Z',
  priority: 5,
  deliveryCount: 1,
  payload: '{}',
  payloadSha256: '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
})
const keep = (...itemIds: string[]) => createLedger(sql, () => now).keep('c', itemIds.map(item))
const failureOf = (work: () => unknown): Failure => {
  try {
    work()
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
  throw new Error('nothing thrown')
}
/** A value that no ledger can have: SQLite reads it without an error, and finds it only when it checks. */
const spoilValue = () =>
  sql.exec(`PRAGMA ignore_check_constraints = ON; UPDATE documents SET report_state = 'nonsense' WHERE id = 1;
    PRAGMA ignore_check_constraints = OFF`)

describe('a ledger with a value that can not be', () => {
  beforeEach(() => {
    keep('a')
    backupLedger(sql, dataDir, now, 'manual')
    spoilValue()
  })
  test('is found by the check, which then says nothing about what lies in it', () => {
    expect(checkLedger(sql)).toMatchObject([{ code: 'file', about: 'integrity_check', words: expect.stringContaining('CHECK') }])
  })
  test('gets no copy, so that no good one is pushed out for it', async () => {
    const before = listBackups(dataDir)
    expect(failureOf(() => backupLedger(sql, dataDir, now, 'daily')).problem).toMatchObject({
      code: 'backup-failed',
      words: expect.stringContaining('CHECK constraint failed'),
    })
    await expect(backupAside(dataDir, now, 'daily', new AbortController().signal)).rejects.toThrow('CHECK constraint failed')
    expect(listBackups(dataDir)).toEqual(before)
    expect(readdirSync(join(dataDir, 'ledger-backups'))).toHaveLength(1)
  })
  test('is not opened to be written, and the good copy is named', () => {
    sql.close()
    expect(failureOf(() => openLedgerFile(dataDir)).problem).toMatchObject({
      code: 'ledger-unreadable',
      params: { backup: listBackups(dataDir)[0]?.path },
      words: expect.stringContaining('CHECK constraint failed'),
    })
  })
  test('and so large that going through it takes long is opened at once; its daily copy finds it', () => {
    sql.close()
    // Room that SQLite hasn't used yet, as where files grow by large steps.
    truncateSync(join(dataDir, 'ledger.db'), 65 * 1024 * 1024)
    expect(statSync(join(dataDir, 'ledger.db')).size).toBeGreaterThan(64 * 1024 * 1024)
    sql = openLedgerFile(dataDir)
    expect(failureOf(() => backupLedger(sql, dataDir, now, 'daily')).problem.words).toContain('CHECK constraint failed')
  })
})

describe('a database that is no ledger of this program', () => {
  const foreign = (path: string) => {
    rmSync(path, { force: true })
    const other = openSql(path)
    other.exec('CREATE TABLE documents (id INTEGER PRIMARY KEY); PRAGMA application_id = 7')
    other.close()
  }
  test('is neither written, nor read, nor restored', () => {
    sql.close()
    for (const suffix of ['-wal', '-shm']) rmSync(join(dataDir, `ledger.db${suffix}`), { force: true })
    foreign(join(dataDir, 'ledger.db'))
    for (const open of [() => openLedgerFile(dataDir), () => openLedgerForReading(dataDir)])
      expect(failureOf(open).problem).toMatchObject({ code: 'ledger-unreadable', words: 'not a ledger of this program' })
    foreign(join(dataDir, 'copy.db'))
    expect(failureOf(() => restoreLedger(dataDir, join(dataDir, 'copy.db'), now, undefined)).problem).toMatchObject({
      code: 'backup-unusable',
      words: 'not a ledger of this program',
    })
  })
  test('one of a newer program is not read', () => {
    sql.exec('PRAGMA user_version = 99')
    expect(failureOf(() => openLedgerForReading(dataDir)).problem).toMatchObject({
      code: 'ledger-too-new',
      params: { version: '99' },
    })
  })
})

describe('a ledger that is not there', () => {
  test('and never was is no trouble for whoever only reads; one that was is missing, by its mark or by its copies', () => {
    const empty = join(dataDir, 'empty')
    expect(openLedgerForReading(empty)).toBeUndefined()
    keep('a')
    const copy = backupLedger(sql, dataDir, now, 'manual')
    sql.close()
    rmSync(join(dataDir, 'ledger.db'))
    const missing = () => {
      for (const open of [() => openLedgerFile(dataDir), () => openLedgerForReading(dataDir)])
        expect(failureOf(open).problem).toMatchObject({ code: 'ledger-missing', params: { backup: copy } })
    }
    missing()
    rmSync(join(dataDir, 'ledger.made'))
    missing()
    expect(ledgerGone(dataDir).problem).toMatchObject({ code: 'ledger-missing', params: { backup: copy } })
  })
  test('a trouble names the newest copy where there is one', () => {
    expect(named(undefined, dataDir)).toBeUndefined()
    expect(named(problem('ledger-missing', { path: 'x' }), dataDir)?.params).toEqual({ path: 'x', backup: '' })
    const copy = backupLedger(sql, dataDir, now, 'manual')
    expect(named(problem('ledger-missing', { path: 'x' }), dataDir)?.params).toEqual({ path: 'x', backup: copy })
  })
})

describe('a disk', () => {
  test('that is read-only is said before anything is asked of the central side', () => {
    sql.close()
    expect(failureOf(() => openLedgerFile(dataDir, () => true))).toMatchObject({
      problem: { code: 'folder-not-writable', params: { path: join(dataDir, 'ledger.db') } },
      effect: 'nothing',
    })
  })
  test('that is full is said for any error that comes from it, and for no other', () => {
    const said = (error: unknown) => sqlFailure(error, join(dataDir, 'x'), () => true).problem.code
    expect(said({ rawCode: 522, code: 'SQLITE_IOERR_SHORT_READ' })).toBe('disk-full')
    expect(said({ rawCode: 14, code: 'SQLITE_CANTOPEN' })).toBe('disk-full')
    expect(said({ rawCode: 11, code: 'SQLITE_CORRUPT' })).toBe('ledger-unreadable')
  })
})

test('the check names what belongs to no document by its id', () => {
  keep('a', 'b', 'c')
  sql.exec(`PRAGMA foreign_keys = OFF; UPDATE payloads SET body = '[]' WHERE document_id = 2;
    DELETE FROM documents WHERE id = 2; PRAGMA foreign_keys = ON`)
  expect(checkLedger(sql)).toContainEqual({ code: 'payload', about: '2', words: 'content does not fit its hash' })
})

test('copies from before they were numbered stand in the order of their time', () => {
  const folder = join(dataDir, 'ledger-backups')
  const made = backupLedger(sql, dataDir, now, 'manual')
  const old = ['2026-02-02', '2026-02-03', '2026-02-01'].map((day) => join(folder, `ledger-${day}T08-00-00-000Z-daily.db`))
  for (const path of old) writeFileSync(path, 'x')
  expect(listBackups(dataDir).map(({ path }) => path)).toEqual([...old.toSorted(), made])
})
