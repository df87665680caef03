import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { listBackups } from '../../../../src/main/ledger/backup'
import { checkLedger } from '../../../../src/main/ledger/check'
import { openSql, type Sql } from '../../../../src/main/ledger/database'
import { APPLICATION_ID, migrations } from '../../../../src/main/ledger/migrations'
import { openLedgerFile } from '../../../../src/main/ledger/open'
import { confStore } from '../../../../src/main/settings/conf-store'
import { settingsFile } from '../../../../src/main/settings/store'

let dataDir = ''
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'bi-old-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

/** As a program of that time left it: held, done, on its way, with what came, what became of it and how the runs went. */
function makeLedger(version: number): void {
  const sql = openSql(join(dataDir, 'ledger.db'))
  for (const migration of migrations.slice(0, version)) sql.exec(migration)
  sql.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${version}`)
  const states = ['received', 'quarantined', 'imported', 'unknown', 'skipped']
  for (const [index, state] of states.entries()) {
    const body = JSON.stringify({ id: `Q-${index}`, note: 'Žluťoučký kůň 🐎' })
    const sha = createHash('sha256').update(body).digest('hex')
    const report = state === 'imported' ? 'accepted' : 'none'
    sql
      .prepare(
        `INSERT INTO documents (item_id, agenda, test, number, partner, state, report_state, payload_sha256, reference_number,
          look_first, priority, delivery_count, received_at, updated_at) VALUES (?, 'orders', 0, ?, 'Novák', ?, ?, ?, ?, 0, 5, 1, 1, 2)`,
      )
      .run(`Q-${index}`, `N${index}`, state, report, sha, state === 'imported' ? '26OP00001' : null)
    sql.prepare('INSERT INTO payloads VALUES (?, 1, ?, ?, 1)').run(index + 1, sha, body)
    sql.prepare("INSERT INTO events VALUES (?, 1, 1, 'received', '{}')").run(index + 1)
    if (state !== 'received') sql.prepare('INSERT INTO events VALUES (?, 2, 2, ?, ?)').run(index + 1, state, '{"why":"x"}')
    sql.prepare('INSERT INTO counters VALUES (?, 1)').run(state)
  }
  sql.exec(`INSERT INTO counters VALUES ('report-none', 4), ('report-accepted', 1);
    INSERT INTO runs VALUES (1, 1, 2, 'ok', NULL, 0, 0, 6, 1, 'timer', 'desktop');
    INSERT INTO facts VALUES ('companyId', 'C-1')`)
  if (version >= 2) sql.exec("INSERT INTO differences VALUES ('Q-9', 'missing-here', '{}', 1, 1, NULL, NULL, NULL)")
  sql.close()
}

/** Every row of every table that an old ledger has, with the columns that it has. */
function rows(sql: Sql, tables: Readonly<Record<string, string>>): Record<string, unknown[]> {
  const all: Record<string, unknown[]> = {}
  for (const [table, columns] of Object.entries(tables))
    all[table] = sql
      .prepare(`SELECT ${columns} FROM ${table} ORDER BY 1, 2`)
      .all()
      .map((row) => Object.values(row as object))
  return all
}
function tablesOf(sql: Sql): Record<string, string> {
  const named = sql.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'facts'").all() as { name: string }[]
  const columns = (table: string) => sql.prepare(`SELECT name FROM pragma_table_info('${table}')`).all() as { name: string }[]
  return Object.fromEntries(
    named.map(({ name }) => [
      name,
      columns(name)
        .map((column) => column.name)
        .join(', '),
    ]),
  )
}

test.each(migrations.map((_migration, index) => index + 1))(
  'a data folder of a program with ledger version %i opens with this one, and nothing in it is lost',
  (version) => {
    makeLedger(version)
    const settings = readFileSync(join(import.meta.dirname, 'settings-0.1.0.json'), 'utf8')
    writeFileSync(join(dataDir, 'settings.json'), settings)
    const old = openSql(join(dataDir, 'ledger.db'))
    const tables = tablesOf(old)
    const before = rows(old, tables)
    expect(before['documents']?.length).toBe(5)
    old.close()

    const sql = openLedgerFile(dataDir)
    expect(rows(sql, tables)).toEqual(before)
    expect(sql.prepare("SELECT value FROM facts WHERE name = 'companyId'").get()).toMatchObject({ value: 'C-1' })
    expect(checkLedger(sql)).toEqual([])
    sql.close()
    const copies = listBackups(dataDir)
    expect(copies.map(({ kind }) => kind)).toEqual(version < migrations.length ? ['before'] : [])
    for (const { path } of copies) {
      const copy = openSql(path)
      expect(rows(copy, tables)).toEqual(before)
      expect(copy.prepare('SELECT user_version AS v FROM pragma_user_version').get()).toMatchObject({ v: version })
      copy.close()
    }
    // The first released form of the settings: what it says is still understood.
    const { updates, ...read } = settingsFile(confStore(dataDir)).read() ?? {}
    expect(updates).toBeUndefined()
    expect(read).toEqual(JSON.parse(settings))
  },
)
