import { mkdirSync, mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ReceivedItem, Step } from '../../../../src/main/engine/ports'
import { backupAside, backupLedger, listBackups } from '../../../../src/main/ledger/backup'
import { checkLedger, statesAfter } from '../../../../src/main/ledger/check'
import { openSql, type Sql, sqlFailure } from '../../../../src/main/ledger/database'
import { fsyncPath, identityOf, isReadOnly, noSpaceLeft } from '../../../../src/main/ledger/files'
import { createLedger, parseProblem } from '../../../../src/main/ledger/ledger'
import { openLedgerFile, openLedgerForReading } from '../../../../src/main/ledger/open'
import { createReader } from '../../../../src/main/ledger/read'
import { acceptDifferences, createVerificationLedger } from '../../../../src/main/ledger/verify'
import { Failure, problem } from '../../../../src/shared/failure'

let dataDir: string
let sql: Sql
const now = Date.parse('2026-03-01T08:00:00Z')
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'bi-edges-'))
  sql = openLedgerFile(dataDir)
})
afterEach(() => {
  sql.close()
  rmSync(dataDir, { recursive: true, force: true })
})
const item = (itemId: string, more: Partial<ReceivedItem> = {}): ReceivedItem => ({
  itemId,
  agenda: 'orders',
  test: true,
  receivedAt: '2026-03-01T07:00:00Z',
  priority: 5,
  deliveryCount: 1,
  payload: '{}',
  payloadSha256: '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
  ...more,
})
const ready = (id: number): Step => ({ id, to: 'ready', number: 'N', partner: 'P', notes: [] })
const sending = (id: number): Step => ({ id, to: 'sending', handedSha256: 'h', target: 'books' })
const failureOf = (work: () => unknown): Failure => {
  try {
    work()
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
  throw new Error('nothing thrown')
}

describe('an error of SQLite', () => {
  const said = (error: unknown, path = join(dataDir, 'x')) => {
    const { problem: what, retry } = sqlFailure(error, path)
    return [what.code, retry]
  }
  test('says what a person can do about it', () => {
    expect(said({ rawCode: 13, message: 'database or disk is full' })).toEqual(['disk-full', true])
    // The files beside the database are refused by the system itself.
    for (const code of ['ENOSPC', 'EDQUOT']) expect(said({ code, message: 'write' })).toEqual(['disk-full', true])
    for (const code of ['EACCES', 'EPERM', 'EROFS'])
      expect(said({ code, message: 'open' })).toEqual(['folder-not-writable', false])
    expect(said({ rawCode: 5, code: 'SQLITE_BUSY' })).toEqual(['ledger-unreadable', true])
    expect(said({ rawCode: 6, code: 'SQLITE_LOCKED' })).toEqual(['ledger-unreadable', true])
    expect(said({ rawCode: 1288, code: 'SQLITE_READONLY_DBMOVED' })).toEqual(['folder-not-writable', false])
    expect(said({ rawCode: 11, code: 'SQLITE_CORRUPT' })).toEqual(['ledger-unreadable', false])
    expect(said({ rawCode: 10, code: 'SQLITE_IOERR' })).toEqual(['ledger-unreadable', false])
    expect(said({ rawCode: 2067, code: 'UNIQUE' })).toEqual(['internal', false])
    expect(said(new Error('unable to open database file'))).toEqual(['ledger-unreadable', false])
    expect(said({ rawCode: 14, code: 'SQLITE_CANTOPEN' }, join(dataDir, 'not', 'there'))).toEqual(['folder-not-writable', false])
    expect(said(undefined)).toEqual(['internal', false])
    expect(said('words')).toEqual(['internal', false])
  })
  test('that is a Failure already stays as it is', () => {
    const failure = new Failure(problem('disk-full', {}), { effect: 'nothing', retry: true })
    expect(sqlFailure(failure, 'x')).toBe(failure)
  })
})

test('a connection keeps no more than a bounded number of statements, and the same text is one statement', () => {
  expect(sql.prepare('SELECT 1')).toBe(sql.prepare('SELECT 1'))
  const first = sql.prepare('SELECT 0 AS n')
  for (let n = 1; n <= 300; n++) sql.prepare(`SELECT ${n} AS n`)
  expect(sql.prepare('SELECT 0 AS n')).not.toBe(first)
  expect(first.get()).toMatchObject({ n: 0 })
})

test('what is asked of the disk never throws', () => {
  expect(noSpaceLeft(dataDir)).toBe(false)
  expect(noSpaceLeft(join(dataDir, 'none'))).toBe(false)
  expect([isReadOnly(join(dataDir, 'ledger.db')), isReadOnly(join(dataDir, 'new')), isReadOnly('/none/there')]).toEqual([
    false,
    false,
    true,
  ])
  expect(identityOf(join(dataDir, 'none'))).toBeUndefined()
  expect(identityOf(dataDir)).toBe(identityOf(dataDir))
})

describe('copies', () => {
  test('a folder with strange names counts only its own copies', () => {
    const folder = join(dataDir, 'ledger-backups')
    mkdirSync(folder)
    for (const name of ['notes.txt', 'ledger-2026-03-01T08-00-00-000Z-daily.db', 'ledger-2026-99-99T08-00-00-000Z-daily.db'])
      writeFileSync(join(folder, name), 'x')
    expect(listBackups(dataDir)).toMatchObject([{ seq: 0, kind: 'daily' }])
    const made = backupLedger(sql, dataDir, now, 'manual')
    expect(listBackups(dataDir).at(-1)).toMatchObject({ path: made, seq: 1 })
  })
  test('a folder that is a file holds none; none can be made, and that is said', async () => {
    writeFileSync(join(dataDir, 'ledger-backups'), 'x')
    expect(listBackups(dataDir)).toEqual([])
    expect(failureOf(() => backupLedger(sql, dataDir, now, 'daily')).problem.code).toBe('backup-failed')
    await expect(backupAside(dataDir, now, 'daily', new AbortController().signal)).rejects.toThrow('backup-failed')
  })
  test('a name that loops is said', async () => {
    const { symlinkSync } = await import('node:fs')
    symlinkSync('ledger-backups', join(dataDir, 'ledger-backups'))
    expect(failureOf(() => listBackups(dataDir)).problem.code).toBe('backup-failed')
  })
  test('of a ledger that has gone, none is made, least of all an empty one', async () => {
    unlinkSync(join(dataDir, 'ledger.db'))
    await expect(backupAside(dataDir, now, 'daily', new AbortController().signal)).rejects.toThrow('no ledger')
    expect(identityOf(join(dataDir, 'ledger.db'))).toBeUndefined()
  })
})

describe('steps', () => {
  test('nothing to do touches nothing; a reference of one part, notes and a newer problem are read back', () => {
    const ledger = createLedger(sql, () => now)
    const reader = createReader(sql)
    ledger.keep('c', [])
    ledger.apply([])
    expect(reader.revision()).toBe(0)
    ledger.keep('c', [item('a'), item('b', { deliveryCount: 2, test: false })])
    ledger.apply([ready(1), sending(1)])
    ledger.apply([
      { id: 1, to: 'imported', reference: { number: '7' }, existed: false, notes: [{ code: 'note-cut', params: {} }] },
    ])
    expect(ledger.dueReports(10, 0)).toMatchObject([{ itemId: 'a', reference: { number: '7' }, finishedAt: now }])
    sql.exec('UPDATE documents SET finished_at = NULL, problem = \'{"code":"of-the-future"}\' WHERE item_id = \'a\'')
    expect(ledger.dueReports(10, 0)).toMatchObject([{ finishedAt: now, problem: { code: 'internal' } }])
    expect(ledger.due('received', now, 10, 0)).toMatchObject([
      { itemId: 'b', test: false, lookFirst: true, reference: undefined },
    ])
    expect(parseProblem(null)).toBeUndefined()
    sql.exec('UPDATE payloads SET body = NULL WHERE document_id = 1')
    expect([...ledger.payloads([1, 2])]).toEqual([[2, '{}']])
    expect(reader.detail('a')).not.toHaveProperty('payload')
    expect(reader.detail('none')).toBeUndefined()
    expect(reader.detail('b')).not.toHaveProperty('handedSha256')
  })
  test('a step of a document that is not there, or that cannot come now, undoes its whole batch; a late report does not', () => {
    const ledger = createLedger(sql, () => now)
    ledger.keep('c', [item('a')])
    expect(failureOf(() => ledger.apply([ready(1), ready(99)])).message).toContain('nowhere')
    expect(failureOf(() => ledger.apply([ready(1), { id: 1, to: 'ready-again' }])).message).toContain('from ready')
    expect(createReader(sql).find('a')?.state).toBe('received')
    ledger.apply([{ id: 1, to: 'reported', reportState: 'accepted', status: 'accepted' }])
    expect(createReader(sql).detail('a')?.summary.reportState).toBe('none')
  })
  test('a person who answers for it is not asked again whether it may be recorded', () => {
    const ledger = createLedger(sql, () => now)
    ledger.keep('c', [item('a', { deliveryCount: 2 }), item('b', { deliveryCount: 2 })])
    ledger.apply([
      { id: 1, to: 'quarantined', problem: problem('maybe-recorded', {}), number: 'N1', partner: 'P1' },
      { id: 2, to: 'quarantined', problem: problem('totals-mismatch', {}) },
    ])
    ledger.apply([1, 2].map((id): Step => ({ id, to: 'retry' })))
    expect(ledger.due('received', now, 10, 0).map((row) => [row.itemId, row.lookFirst])).toEqual([
      ['a', false],
      ['b', true],
    ])
  })
  test('one that was refused and comes again unchanged is checked again, and its history says so', () => {
    const ledger = createLedger(sql, () => now)
    ledger.keep('c', [item('a')])
    ledger.apply([ready(1), sending(1), { id: 1, to: 'rejected', problem: problem('is-rejected', {}) }])
    ledger.apply([{ id: 1, to: 'reported', reportState: 'accepted', status: 'accepted' }])
    ledger.keep('c2', [item('a', { deliveryCount: 2 })])
    expect(ledger.due('received', now, 10, 0)).toMatchObject([{ itemId: 'a', reportState: 'none', claimId: 'c2' }])
    expect(createReader(sql).detail('a')?.events.at(-1)).toMatchObject({ step: 'redelivered' })
    expect(checkLedger(sql)).toEqual([])
  })
  test('an unknown outcome that a person wants tried again is looked up at once, and stays unknown until then', () => {
    const ledger = createLedger(sql, () => now)
    ledger.keep('c', [item('a')])
    ledger.apply([ready(1), sending(1), { id: 1, to: 'unknown', problem: problem('outcome-unknown', {}) }])
    ledger.apply([{ id: 1, to: 'looked-up-absent', notBefore: now + 60_000 }])
    expect(ledger.due('unknown', now, 10, 0)).toEqual([])
    ledger.apply([{ id: 1, to: 'retry' }])
    expect(ledger.due('unknown', now, 10, 0)).toMatchObject([{ itemId: 'a', problem: { code: 'outcome-unknown' } }])
  })
  test('a reference that is only an id is read back as that', () => {
    const ledger = createLedger(sql, () => now)
    ledger.keep('c', [item('a')])
    ledger.apply([ready(1), sending(1), { id: 1, to: 'imported', reference: { id: '7' }, existed: false, notes: [] }])
    expect(ledger.dueReports(10, 0).map((row) => row.reference)).toEqual([{ id: '7' }])
  })
  test('a run that did not learn how many wait says nothing about it', () => {
    const run = { finishedAt: now, outcome: 'ok', problem: undefined, retry: false, received: 0, imported: 0 } as const
    createLedger(sql, () => now).recordRun({ ...run, startedAt: now, waiting: undefined, trigger: 'test', runner: 'test' })
    expect(createReader(sql).runs().last).toEqual({
      finishedAt: now,
      problem: undefined,
      failed: false,
      retry: false,
      waiting: undefined,
    })
  })
  test('the same claim again changes nothing', () => {
    const ledger = createLedger(sql, () => now)
    ledger.keep('c', [item('a')])
    const before = createReader(sql).revision()
    ledger.keep('c', [item('a')])
    expect(createReader(sql).revision()).toBe(before)
  })
})

describe('the check', () => {
  test('each step of a history leads where it can', () => {
    expect([...statesAfter(['received', 'checked', 'sending', 'unknown', 'retry'])]).toEqual(['unknown'])
    expect([...statesAfter(['received', 'checked', 'sending', 'imported', 'redelivered'])]).toEqual(['imported'])
    expect([...statesAfter(['received', 'quarantined', 'retry'])]).toEqual(['received'])
    expect(statesAfter(['checked']).size).toBe(0)
  })
  test.each([
    ['a payload of no document', "PRAGMA foreign_keys = OFF; INSERT INTO payloads VALUES (77, 1, 'x', NULL, 0)", 'file'],
    ['a document without any history', 'DELETE FROM events WHERE document_id = 1', 'events'],
    ['a counter that is missing', "DELETE FROM counters WHERE name = 'received'", 'counter'],
  ])('finds %s', (_name, spoil, code) => {
    createLedger(sql, () => now).keep('c', [item('a')])
    sql.exec(spoil)
    sql.close()
    sql = openSql(join(dataDir, 'ledger.db'))
    expect(checkLedger(sql).map((finding) => finding.code)).toContain(code)
  })
  test('tells only so much of a ledger in which all is wrong', () => {
    createLedger(sql, () => now).keep(
      'c',
      Array.from({ length: 150 }, (_, n) => item(`i${n}`)),
    )
    sql.exec('DELETE FROM events')
    expect(checkLedger(sql)).toHaveLength(100)
  })
})

describe('which ledger this is', () => {
  test('another one in its place is refused by whoever writes and whoever reads', () => {
    writeFileSync(join(dataDir, 'ledger.made'), 'another\n')
    sql.close()
    for (const open of [openLedgerFile, openLedgerForReading]) {
      const { problem: what } = failureOf(() => open(dataDir))
      expect([what.code, what.words]).toEqual(['ledger-unreadable', 'another ledger than the one that was made here'])
    }
  })
  test('one from before it had a name is given one', () => {
    sql.exec("DELETE FROM facts WHERE name = 'ledgerId'")
    sql.close()
    writeFileSync(join(dataDir, 'ledger.made'), '')
    sql = openLedgerFile(dataDir)
    expect(readFileSync(join(dataDir, 'ledger.made'), 'utf8').trim()).toMatch(/^[0-9a-f-]{36}$/)
  })
  test('one that waits for its migration is not read meanwhile', () => {
    sql.exec('PRAGMA user_version = 1')
    expect(failureOf(() => openLedgerForReading(dataDir))).toMatchObject({ retry: true, problem: { code: 'ledger-unreadable' } })
  })
})

test('a folder and a file are written to the disk on each platform; what is not there is said', () => {
  for (const platform of ['linux', 'win32', undefined] as const)
    for (const path of [dataDir, join(dataDir, 'ledger.made')]) fsyncPath(path, platform)
  expect(() => fsyncPath(join(dataDir, 'none'))).toThrow('ENOENT')
})

test('the comparison with nothing to note writes nothing', () => {
  const verification = createVerificationLedger(sql, () => now)
  const reader = createReader(sql)
  verification.note([], [], true)
  verification.reportAgain([])
  createLedger(sql, () => now).keep('c', [item('a')])
  const before = reader.revision()
  verification.reportAgain(['a'])
  expect(reader.revision()).toBe(before)
  expect(acceptDifferences(sql, 'seen', now)).toBe(0)
  expect(reader.revision()).toBe(before)
  sql.exec("INSERT INTO facts VALUES ('verifyProgress', '{}')")
  expect(verification.progress()).toEqual({ frontier: undefined, rolling: undefined, lastId: 0 })
})
