import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ReceivedItem, Step } from '../../../../src/main/engine/ports'
import { backupLedger, newestBackup } from '../../../../src/main/ledger/backup'
import type { Sql } from '../../../../src/main/ledger/database'
import { createLedger } from '../../../../src/main/ledger/ledger'
import { openLedgerFile, openLedgerForReading } from '../../../../src/main/ledger/open'
import { createReader, listStatement } from '../../../../src/main/ledger/read'
import { Failure, problem } from '../../../../src/shared/failure'

let dataDir: string
let sql: Sql | undefined
let now = Date.parse('2026-03-01T08:00:00Z')
const open = () => {
  sql?.close()
  sql = openLedgerFile(dataDir)
  return { sql, ledger: createLedger(sql, () => now), reader: createReader(sql) }
}
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'bi-ledger-'))
})
afterEach(() => {
  sql?.close()
  sql = undefined
  rmSync(dataDir, { recursive: true, force: true })
})

const item = (itemId: string, more: Partial<ReceivedItem> = {}): ReceivedItem => ({
  itemId,
  agenda: 'orders',
  test: true,
  receivedAt: '2026-03-01T07:00:00Z',
  priority: 5,
  deliveryCount: 1,
  payload: '{"a":1}',
  payloadSha256: 'a'.repeat(64),
  ...more,
})
const FAR = Number.MAX_SAFE_INTEGER
const toReady = (id: number): Step => ({ id, to: 'ready', number: `N${id}`, partner: 'P', notes: [] })
const toSending = (id: number): Step => ({ id, to: 'sending', handedSha256: 'h'.repeat(64), target: 'books' })
const toImported = (id: number): Step => ({
  id,
  to: 'imported',
  reference: { id: `R${id}`, number: `${id}` },
  existed: false,
  notes: [],
})

const codeOf = (work: () => unknown): string => {
  try {
    work()
    return 'nothing thrown'
  } catch (error) {
    return error instanceof Failure ? error.problem.code : String(error)
  }
}

describe('the ledger', () => {
  test('keeps every step with its time, hashes and reference, across a reopening', () => {
    const first = open()
    first.ledger.keep('c1', [item('i1')])
    for (const step of [toReady(1), toSending(1), toImported(1)]) {
      now += 1000
      first.ledger.apply([step])
    }
    first.ledger.apply([{ id: 1, to: 'reported', reportState: 'accepted', status: 'accepted' }])
    const { reader } = open()
    const detail = reader.detail('i1')
    expect(detail?.events.map((event) => event.step)).toEqual(['received', 'checked', 'sending', 'imported', 'reported'])
    expect(detail?.events[2]?.handedSha256).toBe('h'.repeat(64))
    expect(detail?.events[3]?.reference).toEqual({ id: 'R1', number: '1' })
    expect(detail?.summary).toMatchObject({
      state: 'imported',
      reportState: 'accepted',
      reference: { id: 'R1', number: '1' },
      attempts: 1,
    })
    expect(detail?.payload).toBe('{"a":1}')
  })

  test('an impossible step is refused, and with it the whole batch it came in', () => {
    const { ledger, reader } = open()
    ledger.keep('c1', [item('i1'), item('i2')])
    expect(codeOf(() => ledger.apply([toReady(1), toSending(2)]))).toBe('internal')
    expect(reader.find('i1')?.state).toBe('received')
    expect(reader.detail('i1')?.events).toHaveLength(1)
  })

  test('counts are always those of the rows', () => {
    const { ledger } = open()
    ledger.keep(
      'c1',
      ['1', '2', '3', '4', '5'].map((id) => item(`i${id}`)),
    )
    ledger.apply([toReady(1), toReady(2), toReady(3), { id: 4, to: 'quarantined', problem: problem('totals-mismatch') }])
    ledger.apply([toSending(1), toSending(2)])
    ledger.apply([toImported(1), { id: 2, to: 'unknown', problem: problem('is-no-answer') }])
    expect(ledger.counts()).toEqual({
      inWork: 2,
      imported: 1,
      rejected: 0,
      quarantined: 1,
      unknown: 1,
      skipped: 0,
      unreported: 1,
      reportRefused: 0,
    })
  })

  test('a redelivery of what is imported makes its report due again and adds no document', () => {
    const { ledger, reader } = open()
    ledger.keep('c1', [item('i1')])
    ledger.apply([toReady(1)])
    ledger.apply([toSending(1)])
    ledger.apply([toImported(1)])
    ledger.apply([{ id: 1, to: 'reported', reportState: 'accepted', status: 'accepted' }])
    ledger.keep('c2', [item('i1', { deliveryCount: 2 })])
    expect(ledger.dueReports(10, 0).map((row) => row.itemId)).toEqual(['i1'])
    expect(reader.list({ limit: 10 }).documents).toHaveLength(1)
    expect(ledger.due('received', FAR, 10, 0)).toEqual([])
  })

  test('another content under the id of an imported one is kept, shown, and never replaces what was handed over', () => {
    const { ledger, reader } = open()
    ledger.keep('c1', [item('i1')])
    for (const step of [toReady(1), toSending(1), toImported(1)]) ledger.apply([step])
    ledger.keep('c2', [item('i1', { payload: '{"a":2}', payloadSha256: 'b'.repeat(64) })])
    expect(ledger.dueReports(10, 0)[0]?.payloadSha256).toBe('a'.repeat(64))
    expect(reader.detail('i1')).toMatchObject({
      payload: '{"a":1}',
      summary: { state: 'imported', problem: { code: 'content-changed' } },
    })
    expect(reader.detail('i1')?.events.at(-1)).toMatchObject({ step: 'content-changed', payloadSha256: 'b'.repeat(64) })
  })

  test('a quarantined document is checked again when it comes with another content', () => {
    const { ledger } = open()
    ledger.keep('c1', [item('i1')])
    ledger.apply([{ id: 1, to: 'quarantined', problem: problem('totals-mismatch') }])
    ledger.keep('c2', [item('i1')])
    expect(ledger.due('received', FAR, 10, 0)).toEqual([])
    ledger.keep('c3', [item('i1', { payload: '{"a":2}', payloadSha256: 'b'.repeat(64) })])
    expect(ledger.due('received', FAR, 10, 0)).toHaveLength(1)
    expect(ledger.payloads([1]).get(1)).toBe('{"a":2}')
  })

  test('what had been given out before this ledger knew it is marked to be looked up first', () => {
    const { ledger } = open()
    ledger.keep('c1', [item('i1'), item('i2', { deliveryCount: 2 })])
    expect(ledger.due('received', FAR, 10, 0).map((row) => row.lookFirst)).toEqual([false, true])
  })

  test('a clock set back does not keep a postponed document waiting without end', () => {
    const { ledger } = open()
    ledger.keep('c1', [item('i1')])
    ledger.apply([toReady(1)])
    ledger.apply([toSending(1)])
    ledger.apply([{ id: 1, to: 'postponed', problem: problem('is-try-again'), notBefore: now + 60_000 }])
    expect(ledger.due('ready', now, 10, 0)).toEqual([])
    expect(ledger.due('ready', now + 60_000, 10, 0)).toHaveLength(1)
    expect(ledger.due('ready', now - 86_400_000, 10, 0)).toHaveLength(1)
  })

  test('an idle poll reads no finished document: its queries use the indexes of open rows', () => {
    const { sql: open_ } = open()
    const plan = (query: string) =>
      (open_.prepare(`EXPLAIN QUERY PLAN ${query}`).all() as { detail: string }[]).map((row) => row.detail).join()
    expect(
      plan(
        "SELECT id FROM documents WHERE state = 'ready' AND state IN ('received','ready','sending','unknown') AND id > 0 ORDER BY id",
      ),
    ).toContain('documents_open')
    expect(plan("SELECT id FROM documents WHERE report_state = 'due' AND id > 0 ORDER BY id")).toContain('documents_to_report')
  })

  test('a search means % and _ as they are written, and pages do not overlap', () => {
    const { ledger, reader } = open()
    ledger.keep(
      'c1',
      Array.from({ length: 5 }, (_, i) => item(`i${i + 1}`)),
    )
    ledger.apply(
      [1, 2, 3, 4, 5].map((id): Step => ({ id, to: 'ready', number: id === 3 ? '50%_x' : `N${id}`, partner: '', notes: [] })),
    )
    expect(reader.list({ limit: 10, text: '%_' }).documents.map((document) => document.itemId)).toEqual(['i3'])
    const first = reader.list({ limit: 2 })
    const second = reader.list({ limit: 2, before: first.next })
    expect([...first.documents, ...second.documents].map((document) => document.itemId)).toEqual(['i5', 'i4', 'i3', 'i2'])
  })

  test('what only a person can help is found whole: also recorded documents whose report the central side refuses, each once', () => {
    const { ledger, reader } = open()
    ledger.keep(
      'c1',
      Array.from({ length: 8 }, (_, i) => item(`i${i + 1}`)),
    )
    const rejected = (id: number): Step => ({ id, to: 'rejected', problem: problem('is-rejected') })
    ledger.apply([{ id: 1, to: 'quarantined', problem: problem('totals-mismatch') }, ...[2, 3, 4, 5, 6].map(toReady)])
    ledger.apply([2, 3, 4, 5].map(toSending))
    ledger.apply([toImported(2), toImported(3), rejected(4), { id: 5, to: 'unknown', problem: problem('outcome-unknown') }])
    ledger.apply([
      { id: 2, to: 'reported', reportState: 'accepted', status: 'accepted' },
      { id: 3, to: 'reported', reportState: 'refused', status: 'unknown-item' },
      { id: 4, to: 'reported', reportState: 'refused', status: 'unknown-item' },
    ])
    const ids = (query: Parameters<typeof reader.list>[0]) => reader.list(query).documents.map(({ itemId }) => itemId)
    const person = { states: ['quarantined', 'rejected', 'unknown'], reportStates: ['refused'] }
    expect(ids({ ...person, limit: 10 })).toEqual(['i5', 'i4', 'i3', 'i1'])
    expect(ids({ ...person, limit: 10, text: 'i3' })).toEqual(['i3'])
    expect(ids({ reportStates: ['refused'], limit: 10 })).toEqual(['i4', 'i3'])
    expect(ids({ states: ['imported'], reportStates: ['refused'], limit: 10 })).toEqual(['i4', 'i3', 'i2'])
    expect(ids({ states: [], reportStates: [], limit: 10 })).toHaveLength(8)
    const first = reader.list({ ...person, limit: 3 })
    expect(first.documents.map(({ itemId }) => itemId)).toEqual(['i5', 'i4', 'i3'])
    const second = reader.list({ ...person, limit: 3, before: first.next })
    expect(second.documents.map(({ itemId }) => itemId)).toEqual(['i1'])
    expect(second.next).toBeUndefined()
  })

  test('a word is looked for in a large ledger slice by slice, each call for a short while, and found in the end', () => {
    const { sql: file, reader } = open()
    const rows = 90_000
    file.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
      INSERT INTO documents (item_id, agenda, test, number, partner, state, payload_sha256, look_first, priority, delivery_count, received_at, updated_at)
      SELECT 'i' || i, 'orders', 1, 'N' || i, CASE WHEN i IN (7, 45000, 89000) THEN 'Šťastný' ELSE 'Novák' END, 'imported', '', 0, 5, 1, i, i FROM n`)
    const search = (limit: number) => {
      const found: string[] = []
      let calls = 0
      let next: number | undefined
      do {
        const page = reader.list({ text: 'Šťastný', limit, before: next })
        found.push(...page.documents.map(({ itemId }) => itemId))
        next = page.next
        calls++
      } while (next !== undefined)
      return { found, calls }
    }
    expect(search(10).found).toEqual(['i89000', 'i45000', 'i7'])
    // A full page is a page, wherever in a slice it ends.
    expect(search(1).found).toEqual(['i89000', 'i45000', 'i7'])
    expect(reader.list({ text: 'Novák', limit: 3 }).documents.map(({ itemId }) => itemId)).toEqual(['i90000', 'i89999', 'i89998'])
    expect(reader.list({ text: 'nikdo', states: ['quarantined'], limit: 3 })).toEqual({ documents: [], next: undefined })
  })

  test('the list of what needs a person reads no other document', () => {
    const { sql: open_ } = open()
    const plan = (query: Parameters<typeof listStatement>[0]): string[] => {
      const { text, values } = listStatement(query)
      return (open_.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...values) as { detail: string }[]).map((row) => row.detail)
    }
    const steps = plan({
      states: ['quarantined', 'rejected', 'unknown'],
      reportStates: ['refused'],
      text: 'x',
      before: 9,
      limit: 100,
    })
    const reads = steps.filter((step) => step.includes(' documents'))
    expect(reads.filter((step) => step.includes('documents_held (state=? AND id<?)'))).toHaveLength(2)
    expect(reads.filter((step) => step.includes('documents_open (state=? AND id<?)'))).toHaveLength(1)
    expect(reads.filter((step) => step.includes('documents_report_refused'))).toHaveLength(1)
    // The rows themselves by their ids, and nothing by going through all.
    expect(reads.filter((step) => step.includes('INTEGER PRIMARY KEY (rowid=?)'))).toHaveLength(1)
    expect(reads).toHaveLength(5)
    expect(plan({ limit: 100 }).join()).not.toContain('TEMP B-TREE')
  })
})

describe('the file of the ledger', () => {
  test('is made only where none ever was: one that has gone is a loss, and is said', () => {
    open()
    sql?.close()
    sql = undefined
    renameSync(join(dataDir, 'ledger.db'), join(dataDir, 'gone.db'))
    expect(codeOf(() => openLedgerFile(dataDir))).toBe('ledger-missing')
    expect(codeOf(() => openLedgerForReading(dataDir))).toBe('ledger-missing')
    expect(existsSync(join(dataDir, 'ledger.db'))).toBe(false)
  })

  test('that is empty, truncated, of something else or of a newer program is never taken or replaced', () => {
    const path = join(dataDir, 'ledger.db')
    open().ledger.keep('c1', [item('i1')])
    sql?.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    sql?.close()
    sql = undefined
    const whole = readFileSync(path)
    const spoil: [string, () => void][] = [
      ['ledger-unreadable', () => truncateSync(path, 0)],
      ['ledger-unreadable', () => writeFileSync(path, 'not a database '.repeat(1000))],
      ['ledger-unreadable', () => writeFileSync(path, whole.subarray(0, 5000))],
      [
        'ledger-too-new',
        () =>
          execFileSync(process.execPath, [
            '-e',
            `const D=require('libsql');const d=new D(process.argv[1]);d.exec('PRAGMA user_version=99')`,
            path,
          ]),
      ],
    ]
    for (const [code, act] of spoil) {
      writeFileSync(path, whole)
      for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true })
      act()
      const before = readFileSync(path)
      expect(
        codeOf(() => {
          const opened = openLedgerFile(dataDir)
          try {
            createReader(opened).list({ limit: 1 })
            createLedger(opened, () => now).due('received', FAR, 1, 0)
          } finally {
            opened.close()
          }
        }),
        String(act),
      ).toBe(code)
      expect(readFileSync(path).equals(before)).toBe(true)
    }
  })

  test('is copied by SQLite itself, and only the newest seven copies stay', () => {
    const { sql: opened, ledger } = open()
    ledger.keep('c1', [item('i1')])
    for (let i = 0; i < 9; i++) backupLedger(opened, dataDir, now + i * 86_400_000, 'daily')
    expect(readdirSync(join(dataDir, 'ledger-backups'))).toHaveLength(7)
    const copy = newestBackup(dataDir) ?? ''
    const restored = mkdtempSync(join(tmpdir(), 'bi-restored-'))
    writeFileSync(join(restored, 'ledger.db'), readFileSync(copy))
    const again = openLedgerFile(restored)
    expect(
      createReader(again)
        .list({ limit: 10 })
        .documents.map((document) => document.itemId),
    ).toEqual(['i1'])
    again.close()
    rmSync(restored, { recursive: true, force: true })
  })
})
