import { copyFileSync, existsSync, mkdirSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Failure, problem } from '../../shared/failure'
import { SETTLE_MS } from '../engine/document-state'
import { checkLedger } from './check'
import { openSql, type Sql } from './database'
import { ledgerFacts } from './facts'
import { COMPANIONS, fsyncPath, ledgerPath, timeInName } from './files'
import { APPLICATION_ID, ledgerVersion, migrate, migrations, tooNew, WITHOUT_COPY } from './migrations'
import { idOf, writeMarker } from './open'

export interface Restored {
  /** Folder with the ledger that stood here until now; absent: there was none. */
  aside: string | undefined
  /** Documents in the restored ledger. */
  documents: number
  /** Of these, how many are looked up in the information system before anything else is done with them. */
  lookedUpFirst: number
}

const unusable = (path: string, words: string | undefined): Failure =>
  new Failure(problem('backup-unusable', { path }, words), { effect: 'nothing', retry: false })

/**
 * Puts a copy in the place of the ledger. The caller holds the machine's lock. `at`: ms since the epoch. `companyId`: whose the data folder
 * is, when known. The copy itself is only read; the ledger that stood here is kept aside, whatever its condition.
 * Throws `backup-unusable`, `ledger-too-new`, `wrong-company`, `disk-full`, …; the present ledger stands unchanged then.
 */
export function restoreLedger(dataDir: string, backup: string, at: number, companyId: string | undefined): Restored {
  const live = ledgerPath(dataDir)
  if (!existsSync(backup) || !statSync(backup).isFile()) throw unusable(backup, 'no such file')
  if (statSync(backup).size === 0) throw unusable(backup, 'empty file')
  if (existsSync(live) && realpathSync(backup) === realpathSync(live)) throw unusable(backup, 'this is the ledger itself')
  const staging = join(dataDir, 'ledger-restoring')
  rmSync(staging, { recursive: true, force: true })
  mkdirSync(staging, { mode: 0o700 })
  try {
    const ready = stage(staging, backup, at, companyId)
    const aside = swap(dataDir, ready, at)
    return { aside, documents: ready.documents, lookedUpFirst: ready.lookedUpFirst }
  } finally {
    rmSync(staging, { recursive: true, force: true })
  }
}

/** Makes the file that will be the ledger, in a folder of its own: whole, of this version, checked and marked. */
function stage(staging: string, backup: string, at: number, companyId: string | undefined) {
  const copy = join(staging, 'copy.db')
  const path = join(staging, 'ledger.db')
  copyFileSync(backup, copy)
  // A copy of a whole data folder: what is only in its -wal belongs to it. It must be the copy's own, so it goes along under the copy's name.
  if (existsSync(`${backup}-wal`)) copyFileSync(`${backup}-wal`, `${copy}-wal`)
  let sql: Sql | undefined
  try {
    sql = openSql(copy)
    const application = sql.prepare('SELECT application_id AS id FROM pragma_application_id').get() as { id: number }
    if (application.id !== APPLICATION_ID) throw unusable(backup, 'not a ledger of this program')
    const version = ledgerVersion(sql)
    if (version > migrations.length) throw tooNew(backup, version)
    migrate(sql, copy, WITHOUT_COPY)
    const findings = checkLedger(sql)
    if (findings.length > 0) {
      throw unusable(backup, findings.map(({ code, about, words }) => `${code} ${about}: ${words}`).join('; '))
    }
    const owner = ledgerFacts(sql).get('companyId')
    if (companyId !== undefined && owner !== undefined && owner !== companyId)
      throw new Failure(problem('wrong-company', { expected: companyId, found: owner, name: '' }), {
        effect: 'nothing',
        retry: false,
      })
    const id = idOf(sql)
    const marked = mark(sql, backup, at)
    sql.prepare('VACUUM INTO ?').run(path)
    fsyncPath(path)
    return { path, id, ...marked }
  } catch (error) {
    if (error instanceof Failure && error.problem.code === 'ledger-unreadable') throw unusable(backup, error.problem.words)
    throw error
  } finally {
    sql?.close()
  }
}

/**
 * What was done after the copy was made is not in it. So nothing that is open in it may be handed over before the
 * information system was asked about it:
 * - ready, sending, unknown → unknown, from now on: looked up by the next run; where that can't tell, a person decides.
 * - received → must still be checked, so it can't become unknown; looked up before its first hand-over, and not at once:
 *   the lost ledger's last hand-over may still turn into a record.
 * - held, rejected, skipped → may have been retried and imported since: looked up, should they ever become ready.
 * What the copy doesn't know at all comes with a delivery count above 1, and is looked up for that reason.
 */
function mark(sql: Sql, backup: string, at: number): { documents: number; lookedUpFirst: number } {
  return sql.transaction(() => {
    const why = JSON.stringify(problem('ledger-restored', {}))
    const count = (condition: string) =>
      (sql.prepare(`SELECT count(*) AS n FROM documents WHERE ${condition}`).get() as { n: number }).n
    sql
      .prepare(
        `INSERT INTO events (document_id, seq, at, step, facts)
         SELECT d.id, (SELECT coalesce(max(e.seq), 0) + 1 FROM events e WHERE e.document_id = d.id), ?, 'unknown', ?
         FROM documents d WHERE d.state IN ('ready','sending')`,
      )
      .run(at, JSON.stringify({ problem: JSON.parse(why) }))
    sql
      .prepare(
        `UPDATE documents SET state = 'unknown', problem = ?, unknown_since = ?, not_before = 0, look_first = 1, updated_at = ?
         WHERE state IN ('ready','sending','unknown')`,
      )
      .run(why, at, at)
    sql.prepare("UPDATE documents SET look_first = 1, not_before = ? WHERE state = 'received'").run(at + SETTLE_MS)
    sql.prepare("UPDATE documents SET look_first = 1 WHERE state IN ('quarantined','rejected','skipped')").run()
    sql.exec(`DELETE FROM counters WHERE name <> 'revision';
      INSERT INTO counters (name, value) SELECT state, count(*) FROM documents GROUP BY state;
      INSERT INTO counters (name, value) SELECT 'report-' || report_state, count(*) FROM documents GROUP BY report_state;
      INSERT INTO counters (name, value) VALUES ('revision', 1) ON CONFLICT (name) DO UPDATE SET value = value + 1`)
    const fact = sql.prepare('INSERT INTO facts (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2')
    fact.run('restoredAt', String(at))
    fact.run('restoredFrom', backup)
    // From the start: what the lost ledger had seen as settled is not known here.
    fact.run('verifyProgress', '')
    fact.run('verifyWanted', 'restored')
    return { documents: count('1 = 1'), lookedUpFirst: count("state IN ('unknown','received')") }
  })
}

/**
 * The order is the safety. The new file is whole on the disk. The old one goes away first, its -wal after it: at no moment
 * lies a ledger.db beside a -wal that isn't its own, which SQLite would write into it, nor without one that is. A crash in
 * between leaves no ledger.db, and that is said (`ledger-missing`), since ledger.made stands; the restore is then done again.
 */
function swap(dataDir: string, ready: { path: string; id: string }, at: number): string | undefined {
  const live = ledgerPath(dataDir)
  const present = ['', ...COMPANIONS].filter((suffix) => existsSync(live + suffix))
  let aside: string | undefined
  if (present.length > 0) {
    aside = join(dataDir, `ledger-replaced-${timeInName(at)}`)
    for (let n = 2; existsSync(aside); n++) aside = join(dataDir, `ledger-replaced-${timeInName(at)}-${n}`)
    mkdirSync(aside, { mode: 0o700 })
    const moved: [string, string][] = []
    try {
      for (const suffix of present) {
        const to = join(aside, `ledger.db${suffix}`)
        renameSync(live + suffix, to)
        moved.push([live + suffix, to])
        fsyncPath(dataDir)
      }
      fsyncPath(aside)
    } catch (error) {
      // A program that has it open (on Windows): as it was, the -wal before its file.
      for (const [from, to] of moved.reverse()) renameSync(to, from)
      throw new Failure(problem('folder-not-writable', { path: live }, String(error)), {
        effect: 'nothing',
        retry: false,
        cause: error,
      })
    }
  }
  // While no ledger lies there: one of another installation has another name.
  writeMarker(dataDir, ready.id)
  renameSync(ready.path, live)
  fsyncPath(dataDir)
  return aside
}
