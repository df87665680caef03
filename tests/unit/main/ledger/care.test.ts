import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ReceivedItem, Step } from '../../../../src/main/engine/ports'
import { backupAside, backupLedger, dailyIsDue, listBackups, newestBackup } from '../../../../src/main/ledger/backup'
import { checkLedger, statesAfter } from '../../../../src/main/ledger/check'
import { openSql, type Sql } from '../../../../src/main/ledger/database'
import { createLedger } from '../../../../src/main/ledger/ledger'
import { APPLICATION_ID, migrations } from '../../../../src/main/ledger/migrations'
import { openLedgerFile, openLedgerForReading } from '../../../../src/main/ledger/open'
import { createReader } from '../../../../src/main/ledger/read'
import { restoreLedger } from '../../../../src/main/ledger/restore'
import { emptyPayloads } from '../../../../src/main/ledger/retention'
import { createVerificationLedger } from '../../../../src/main/ledger/verify'
import { Failure, problem } from '../../../../src/shared/failure'
import { problemText } from '../../../../src/shared/texts/problem-text'

const DAY = 86_400_000
let dataDir: string
let sql: Sql | undefined
let now = Date.parse('2026-03-01T08:00:00Z')
const open = () => {
  sql?.close()
  sql = openLedgerFile(dataDir)
  return { sql, ledger: createLedger(sql, () => now), reader: createReader(sql) }
}
const close = () => {
  sql?.close()
  sql = undefined
}
beforeEach(() => {
  now = Date.parse('2026-03-01T08:00:00Z')
  dataDir = mkdtempSync(join(tmpdir(), 'bi-care-'))
})
afterEach(() => {
  close()
  rmSync(dataDir, { recursive: true, force: true })
})

const sha = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
const item = (itemId: string, payload = `{"id":"${itemId}"}`): ReceivedItem => ({
  itemId,
  agenda: 'orders',
  test: true,
  receivedAt: '2026-03-01T07:00:00Z',
  priority: 5,
  deliveryCount: 1,
  payload,
  payloadSha256: sha(payload),
})
const steps = {
  ready: (id: number): Step => ({ id, to: 'ready', number: `N${id}`, partner: 'P', notes: [] }),
  sending: (id: number): Step => ({ id, to: 'sending', handedSha256: 'h'.repeat(64), target: 'books' }),
  imported: (id: number): Step => ({ id, to: 'imported', reference: { id: `R${id}` }, existed: false, notes: [] }),
  rejected: (id: number): Step => ({ id, to: 'rejected', problem: problem('is-rejected', {}) }),
  reported: (id: number): Step => ({ id, to: 'reported', reportState: 'accepted', status: 'accepted' }),
}
/** One document in each state, named after it. */
const oneOfEach = () => {
  const { ledger } = open()
  const names = ['received', 'ready', 'sending', 'unknown', 'imported', 'rejected', 'quarantined', 'skipped']
  ledger.keep(
    'c1',
    names.map((name) => item(name)),
  )
  const id = (name: string) => names.indexOf(name) + 1
  ledger.apply([
    ...['ready', 'sending', 'unknown', 'imported', 'rejected'].map((name) => steps.ready(id(name))),
    { id: id('quarantined'), to: 'quarantined', problem: problem('totals-mismatch', {}) },
    { id: id('skipped'), to: 'skipped', problem: problem('finished-elsewhere', {}), report: false },
  ])
  ledger.apply(['sending', 'unknown', 'imported', 'rejected'].map((name) => steps.sending(id(name))))
  ledger.apply([
    { id: id('unknown'), to: 'unknown', problem: problem('outcome-unknown', {}) },
    steps.imported(id('imported')),
    steps.rejected(id('rejected')),
  ])
  ledger.apply([steps.reported(id('imported'))])
  return { id, ledger }
}
const oneOfEachOpen = () => {
  const { ledger } = oneOfEach()
  return { ledger, sql: sql as Sql }
}
const failureOf = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    if (error instanceof Failure) return error.problem
    throw error
  }
  throw new Error('nothing thrown')
}

describe('daily copies', () => {
  const daily = (at: number) => ({ kind: 'daily' as const, at })

  test('are due a day after the last one, also when the clock was set back after it', () => {
    expect(dailyIsDue([], now)).toBe(true)
    expect(dailyIsDue([daily(now - DAY + 1)], now)).toBe(false)
    expect(dailyIsDue([daily(now - DAY)], now)).toBe(true)
    expect(dailyIsDue([daily(now + 400 * DAY)], now)).toBe(true)
    expect(dailyIsDue([{ kind: 'before', at: now }], now)).toBe(true)
  })

  test('a clock that jumps to and fro makes at most one copy for each day it shows', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 60 }), (days) => {
        const made: { kind: 'daily'; at: number }[] = []
        for (const day of days) if (dailyIsDue(made, day * DAY)) made.push(daily(day * DAY))
        expect(made.length).toBeLessThanOrEqual(new Set(days).size)
      }),
    )
  })

  test('with copies from the future, the newest is still the one made last, and it stays', () => {
    const { sql: opened } = open()
    for (let i = 0; i < 7; i++) backupLedger(opened, dataDir, now + (1000 + i) * DAY, 'daily')
    const made = backupLedger(opened, dataDir, now, 'daily')
    expect(newestBackup(dataDir)).toBe(made)
    expect(listBackups(dataDir)).toHaveLength(7)
    expect(dailyIsDue(listBackups(dataDir), now)).toBe(false)
  })

  test('each kind keeps its own last seven: one kind never pushes out the other', () => {
    const { sql: opened } = open()
    for (let i = 0; i < 3; i++) backupLedger(opened, dataDir, now + i * DAY, 'daily')
    for (let i = 0; i < 9; i++) backupLedger(opened, dataDir, now + i, `before-v${i}`)
    for (let i = 0; i < 8; i++) backupLedger(opened, dataDir, now + i, 'manual')
    const kinds = listBackups(dataDir).map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'daily')).toHaveLength(3)
    expect(kinds.filter((kind) => kind === 'before')).toHaveLength(7)
    expect(kinds.filter((kind) => kind === 'manual')).toHaveLength(7)
    expect(readdirSync(join(dataDir, 'ledger-backups'))).toHaveLength(17)
  })

  test('a copy that is not whole replaces nothing: it is said, and the older ones stay', () => {
    const { sql: opened } = open()
    for (let i = 0; i < 7; i++) backupLedger(opened, dataDir, now + i * DAY, 'daily')
    const before = listBackups(dataDir)
    const spoiling: Sql = {
      ...opened,
      prepare: (text) =>
        text.startsWith('VACUUM INTO')
          ? {
              run: (path) => {
                const done = opened.prepare(text).run(path ?? '')
                const size = readFileSync(String(path)).length
                truncateSync(String(path), size - 4096)
                return done
              },
              get: () => undefined,
              all: () => [],
            }
          : opened.prepare(text),
    }
    expect(['backup-failed', 'ledger-unreadable']).toContain(
      failureOf(() => backupLedger(spoiling, dataDir, now + 8 * DAY, 'daily')).code,
    )
    expect(listBackups(dataDir)).toEqual(before)
    expect(readdirSync(join(dataDir, 'ledger-backups'))).toHaveLength(7)
  })
})

describe('a copy made in a thread of its own', () => {
  test('is as good as one made here, and the ledger can be written meanwhile', async () => {
    const { ledger, sql: opened } = oneOfEachOpen()
    const making = backupAside(dataDir, now, 'daily', new AbortController().signal)
    ledger.keep('c9', [item('meanwhile')])
    const path = await making
    expect(newestBackup(dataDir)).toBe(path)
    const copy = openSql(path)
    expect(checkLedger(copy)).toEqual([])
    copy.close()
    expect(createReader(opened).find('meanwhile')?.state).toBe('received')
    expect(readdirSync(join(dataDir, 'ledger-backups'))).toHaveLength(1)
  })

  test('is given up at a stop, and leaves nothing half made', async () => {
    oneOfEach()
    const stop = new AbortController()
    const making = backupAside(dataDir, now, 'daily', stop.signal)
    stop.abort()
    await expect(making).rejects.toThrow('backup-failed')
    expect(readdirSync(join(dataDir, 'ledger-backups'))).toEqual([])
  })

  test('says why it could not be made', async () => {
    oneOfEach()
    close()
    const elsewhere = mkdtempSync(join(tmpdir(), 'bi-none-'))
    writeFileSync(join(elsewhere, 'ledger.db'), 'no database '.repeat(1000))
    try {
      await expect(backupAside(elsewhere, now, 'daily', new AbortController().signal)).rejects.toThrow(/not a database/)
      expect(listBackups(elsewhere)).toEqual([])
    } finally {
      rmSync(elsewhere, { recursive: true, force: true })
    }
  })
})

describe('the check', () => {
  test('finds nothing in a ledger with a document in each state', () => {
    oneOfEach()
    expect(checkLedger(open().sql)).toEqual([])
  })

  test.each([
    ['a counter', "UPDATE counters SET value = value + 1 WHERE name = 'imported'", 'counter'],
    [
      'a state without its history',
      "UPDATE documents SET state = 'imported', reference_id = 'x' WHERE item_id = 'ready'",
      'events',
    ],
    ['a history with a gap', 'DELETE FROM events WHERE document_id = 5 AND seq = 2', 'events'],
    ['a payload that has gone', 'DELETE FROM payloads WHERE document_id = 1', 'payload'],
    ['a payload emptied too early', 'UPDATE payloads SET body = NULL WHERE document_id = 1', 'payload'],
    ['a payload that was changed', "UPDATE payloads SET body = '{}' WHERE document_id = 5", 'payload'],
    ['an import without its reference', "UPDATE documents SET reference_id = NULL WHERE item_id = 'imported'", 'state'],
    ['another version', 'PRAGMA user_version = 1', 'version'],
    ['another application', 'PRAGMA application_id = 7', 'application-id'],
  ])('finds %s', (_what, spoil, code) => {
    oneOfEach()
    sql?.exec(spoil)
    expect(checkLedger(sql as Sql).map((finding) => finding.code)).toContain(code)
  })

  test('any way that documents go leaves a history that fits', () => {
    const kinds = [
      'ready',
      'sending',
      'imported',
      'rejected',
      'reported',
      'retry',
      'unknown',
      'ready-again',
      'skip',
      'deliver',
      'other',
    ] as const
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...kinds), { maxLength: 25 }), (acts) => {
        const folder = mkdtempSync(join(tmpdir(), 'bi-care-'))
        const opened = openLedgerFile(folder)
        try {
          const ledger = createLedger(opened, () => now)
          ledger.keep('c1', [item('i')])
          for (const [n, act] of acts.entries()) {
            const step: Step | undefined =
              act === 'retry'
                ? { id: 1, to: 'retry' }
                : act === 'unknown'
                  ? { id: 1, to: 'unknown', problem: problem('outcome-unknown', {}) }
                  : act === 'ready-again'
                    ? { id: 1, to: 'ready-again' }
                    : act === 'skip'
                      ? { id: 1, to: 'skipped', problem: problem('skipped-by-person', {}), report: true }
                      : act === 'deliver' || act === 'other'
                        ? undefined
                        : steps[act](1)
            try {
              if (step) ledger.apply([step])
              else ledger.keep(`c${n + 2}`, [item('i', act === 'other' ? `{"n":${n}}` : undefined)])
            } catch (error) {
              if (!(error instanceof Failure)) throw error
            }
          }
          expect(checkLedger(opened)).toEqual([])
        } finally {
          opened.close()
          rmSync(folder, { recursive: true, force: true })
        }
      }),
      { numRuns: 40 },
    )
  })

  test('a history that does not begin with the receipt is impossible', () => {
    expect(statesAfter([]).size).toBe(0)
    expect(statesAfter(['checked', 'sending']).size).toBe(0)
    expect([...statesAfter(['received', 'checked', 'sending', 'unknown', 'looked-up'])].sort()).toEqual(['ready', 'unknown'])
  })
})

describe('restoring a copy', () => {
  test('nothing that is open in it is handed over before it was looked up', () => {
    const { id } = oneOfEach()
    const copy = backupLedger(sql as Sql, dataDir, now, 'daily')
    close()
    now += DAY
    expect(restoreLedger(dataDir, copy, now, undefined)).toMatchObject({ documents: 8, lookedUpFirst: 4 })
    const { ledger, reader } = open()
    const state = (name: string) => reader.find(name)?.state
    expect(['ready', 'sending', 'unknown'].map(state)).toEqual(['unknown', 'unknown', 'unknown'])
    expect(['received', 'imported', 'rejected', 'quarantined', 'skipped'].map(state)).toEqual([
      'received',
      'imported',
      'rejected',
      'quarantined',
      'skipped',
    ])
    const unknown = ledger.due('unknown', now, 10, 0)
    expect(unknown.map((row) => [row.itemId, row.unknownSince, row.lookFirst])).toEqual(
      ['ready', 'sending', 'unknown'].map((name) => [name, now, true]),
    )
    // What must still be checked is not handed over at once either: the lost ledger's last hand-over may still be under way.
    expect(ledger.due('received', now, 10, 0)).toEqual([])
    expect(ledger.due('received', now + 600_000, 10, 0)).toMatchObject([{ itemId: 'received', lookFirst: true }])
    ledger.apply([{ id: id('rejected'), to: 'retry' }])
    expect(ledger.due('received', now, 10, 0)).toMatchObject([{ itemId: 'rejected', lookFirst: true }])
    expect(reader.detail('ready')?.events.at(-1)).toMatchObject({ step: 'unknown', problem: { code: 'ledger-restored' } })
    expect(checkLedger(open().sql)).toEqual([])
  })

  test('the -wal of the old ledger is never applied to the new one, and the old one is kept whole', () => {
    const { ledger } = open()
    ledger.keep('c1', [item('i1')])
    const copy = backupLedger(sql as Sql, dataDir, now, 'daily')
    ledger.keep('c1', [item('i2')])
    // As a killed process leaves it: what is newest stands in the -wal only.
    const killed = mkdtempSync(join(tmpdir(), 'bi-killed-'))
    for (const name of ['ledger.db', 'ledger.db-wal']) copyFileSync(join(dataDir, name), join(killed, name))
    copyFileSync(copy, join(killed, 'copy.db'))
    expect(readFileSync(join(killed, 'ledger.db-wal')).length).toBeGreaterThan(0)
    try {
      const { aside } = restoreLedger(killed, join(killed, 'copy.db'), now, undefined)
      const restored = openLedgerFile(killed)
      expect(checkLedger(restored)).toEqual([])
      expect(createReader(restored).find('i2')).toBeUndefined()
      expect(createReader(restored).find('i1')?.state).toBe('received')
      restored.close()
      expect(aside).toBeDefined()
      const old = openSql(join(aside ?? '', 'ledger.db'))
      expect(createReader(old).find('i2')?.state).toBe('received')
      old.close()
    } finally {
      rmSync(killed, { recursive: true, force: true })
    }
  })

  test('a copy that is itself a killed ledger is restored with what stands in its own -wal, and is not changed', () => {
    const { ledger } = open()
    ledger.keep('c1', [item('i1')])
    const taken = mkdtempSync(join(tmpdir(), 'bi-taken-'))
    for (const name of ['ledger.db', 'ledger.db-wal']) copyFileSync(join(dataDir, name), join(taken, name))
    close()
    const before = readdirSync(taken).map((name) => [name, readFileSync(join(taken, name)).toString('base64')])
    try {
      restoreLedger(dataDir, join(taken, 'ledger.db'), now, undefined)
      expect(open().reader.find('i1')?.state).toBe('received')
      expect(readdirSync(taken).map((name) => [name, readFileSync(join(taken, name)).toString('base64')])).toEqual(before)
    } finally {
      rmSync(taken, { recursive: true, force: true })
    }
  })

  test('what is no good copy is refused, and the ledger stands as it was', () => {
    const { ledger } = open()
    ledger.keep('c1', [item('i1')])
    sql?.prepare("INSERT INTO facts (name, value) VALUES ('companyId', 'ours')").run()
    const copy = backupLedger(sql as Sql, dataDir, now, 'daily')
    close()
    const whole = readFileSync(copy)
    const bad = join(dataDir, 'bad.db')
    const live = readFileSync(join(dataDir, 'ledger.db'))
    const refused = (content: Uint8Array | string, companyId?: string) => {
      writeFileSync(bad, content)
      return failureOf(() => restoreLedger(dataDir, bad, now, companyId)).code
    }
    expect(refused('')).toBe('backup-unusable')
    expect(refused('no database '.repeat(1000))).toBe('backup-unusable')
    expect(refused(whole.subarray(0, whole.length - 4096))).toBe('backup-unusable')
    expect(refused(whole, 'theirs')).toBe('wrong-company')
    writeFileSync(bad, whole)
    const spoilt = openSql(bad)
    spoilt.exec("UPDATE documents SET state = 'imported', reference_id = 'x'")
    spoilt.close()
    expect(failureOf(() => restoreLedger(dataDir, bad, now, 'ours'))).toMatchObject({
      code: 'backup-unusable',
      words: expect.stringContaining('events i1'),
    })
    const newer = openSql(bad)
    newer.exec('PRAGMA user_version = 99')
    newer.close()
    expect(failureOf(() => restoreLedger(dataDir, bad, now, 'ours')).code).toBe('ledger-too-new')
    expect(failureOf(() => restoreLedger(dataDir, join(dataDir, 'ledger.db'), now, 'ours')).code).toBe('backup-unusable')
    expect(failureOf(() => restoreLedger(dataDir, join(dataDir, 'none.db'), now, 'ours')).code).toBe('backup-unusable')
    expect(readFileSync(join(dataDir, 'ledger.db')).equals(live)).toBe(true)
    expect(readdirSync(dataDir).filter((name) => /restoring|replaced/.test(name))).toEqual([])
  })

  test('a ledger that cannot be used names the newest copy, and following the words helps', () => {
    const { ledger } = open()
    ledger.keep('c1', [item('i1')])
    const copy = backupLedger(sql as Sql, dataDir, now, 'daily')
    close()
    const path = join(dataDir, 'ledger.db')
    const whole = readFileSync(path)
    const spoil: (() => void)[] = [
      () => rmSync(path),
      () => writeFileSync(path, ''),
      () => writeFileSync(path, 'no database '.repeat(1000)),
      () => writeFileSync(path, whole.subarray(0, 5000)),
    ]
    for (const act of spoil) {
      for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true })
      writeFileSync(path, whole)
      act()
      for (const opening of [openLedgerFile, openLedgerForReading]) {
        const said = failureOf(() => opening(dataDir)?.close())
        expect(said.params['backup'], String(act)).toBe(copy)
        expect(problemText('cs', said).todo).toContain(`bi-client ledger restore "${copy}"`)
      }
      restoreLedger(dataDir, copy, now, undefined)
      expect(open().reader.find('i1')?.state).toBe('received')
      close()
    }
  })

  test('a ledger that is only in use is not said to need a restore', () => {
    const copy = backupLedger(open().sql, dataDir, now, 'daily')
    const elsewhere = mkdtempSync(join(tmpdir(), 'bi-used-'))
    copyFileSync(copy, join(elsewhere, 'ledger.db'))
    const other = openSql(join(elsewhere, 'ledger.db'))
    other.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
    try {
      const said = failureOf(() => openLedgerForReading(elsewhere)?.close())
      expect(said.code).toBe('ledger-unreadable')
      expect(said.params['backup'] ?? '').toBe('')
    } finally {
      other.close()
      rmSync(elsewhere, { recursive: true, force: true })
    }
  }, 30_000)
})

describe('retention', () => {
  test('empties only what is imported, accepted, old enough and without a problem; hashes and history stay', () => {
    const { id, ledger } = oneOfEach()
    ledger.keep('c2', [item('late')])
    expect(emptyPayloads(sql as Sql, now)).toBe(0)
    now += 10 * DAY
    expect(emptyPayloads(sql as Sql, now)).toBe(1)
    expect(emptyPayloads(sql as Sql, now)).toBe(0)
    const { reader } = open()
    const detail = reader.detail('imported')
    expect(detail?.payload).toBeUndefined()
    expect(detail?.payloadSha256).toBe(sha('{"id":"imported"}'))
    expect(detail?.events.map((event) => event.step)).toEqual(['received', 'checked', 'sending', 'imported', 'reported'])
    expect(reader.detail('rejected')?.payload).toBeDefined()
    expect(checkLedger(open().sql)).toEqual([])
    expect(id('imported')).toBe(5)
  })

  test('the emptied content is no longer anywhere in the file', () => {
    const { ledger } = open()
    const secret = `Jan Novák, ${'Dlouhá 5 '.repeat(800)}`
    ledger.keep('c1', [item('i1', JSON.stringify({ secret }))])
    ledger.apply([steps.ready(1)])
    ledger.apply([steps.sending(1)])
    ledger.apply([steps.imported(1)])
    ledger.apply([steps.reported(1)])
    const inFile = () => {
      sql?.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      return readFileSync(join(dataDir, 'ledger.db')).includes('Dlouhá 5 Dlouhá')
    }
    expect(inFile()).toBe(true)
    now += DAY
    expect(emptyPayloads(sql as Sql, now)).toBe(1)
    expect(inFile()).toBe(false)
  })
})

describe('differences', () => {
  const difference = (itemId: string, kind: 'record-gone' | 'missing-here' | 'cancelled-there') => ({
    kind,
    itemId,
    number: '',
    recordAsked: true,
  })
  test('about records are settled only where the information system had its say', () => {
    const { sql: opened } = open()
    const verification = createVerificationLedger(opened, () => now)
    verification.note([difference('a', 'record-gone'), difference('b', 'missing-here')], [], true)
    verification.note([], ['a', 'b'], false)
    expect(verification.unsettled(10).unknownHere).toEqual(['a'])
    verification.note([], ['a', 'b'], true)
    expect(verification.unsettled(10).unknownHere).toEqual([])
  })
})

test('a ledger of the first version is copied before it is brought to the present one', () => {
  const first = openSql(join(dataDir, 'ledger.db'))
  first.exec(`${migrations[0]}; PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 1`)
  const body = '{"id":"i1"}'
  first.exec(`
    INSERT INTO documents (item_id, agenda, test, state, payload_sha256, look_first, priority, delivery_count, received_at, updated_at)
      VALUES ('i1', 'orders', 1, 'received', '${sha(body)}', 0, 5, 1, 1, 1);
    INSERT INTO payloads VALUES (1, 1, '${sha(body)}', '${body}', 1);
    INSERT INTO events VALUES (1, 1, 1, 'received', '{}');
    INSERT INTO counters VALUES ('received', 1), ('report-none', 1)`)
  first.close()
  const { reader, sql: opened } = open()
  expect(reader.find('i1')?.state).toBe('received')
  expect(listBackups(dataDir)).toMatchObject([{ kind: 'before' }])
  expect(existsSync(newestBackup(dataDir) ?? '')).toBe(true)
  expect(checkLedger(opened)).toEqual([])
  // The copy made before is of the first version: it can be put back too.
  close()
  expect(restoreLedger(dataDir, newestBackup(dataDir) ?? '', now, undefined).documents).toBe(1)
  expect(checkLedger(open().sql)).toEqual([])
})
