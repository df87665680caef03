import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Client, openClient } from '../src/main/client'
import { checkLedger } from '../src/main/ledger/check'
import { ledgerFacts } from '../src/main/ledger/facts'
import { backupsDir, ledgerPath, timeInName } from '../src/main/ledger/files'
import { openLedgerFile } from '../src/main/ledger/open'
import { createVerificationLedger } from '../src/main/ledger/verify'
import { answerParent, mark } from './sync-channel'
import type { Where } from './sync-reference'
import { setUp } from './sync-setup'

/** The client that polls an empty queue, and the ledger that it has had for years. */

/** Which of the documents still have their content: the newest, and all that are held. */
const CONTENTS_KEPT = 10_000
const CHUNK = 50_000
/** A document comes every half a minute, a run was written down for each ten of them. */
const APART_MS = 30_000
const DOCUMENTS_IN_RUN = 10

const STATE = "CASE WHEN i % 1000 = 0 THEN 'quarantined' WHEN i % 500 = 1 THEN 'rejected' ELSE 'imported' END"
const PROBLEM = `CASE WHEN i % 1000 = 0 THEN '{"code":"totals-mismatch","params":{"what":"net","expected":"1.00","found":"2.00"}}'
  WHEN i % 500 = 1 THEN '{"code":"is-rejected","params":{},"words":"103: Období DPH je již uzavřeno."}' END`
/** The first `?`: a chunk's first document, the second: its last. */
const NUMBERS = 'WITH RECURSIVE n(i) AS (SELECT ?1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)'

/** What each of a document's steps left behind. */
const EVENTS: readonly { step: string; seq: number; of: string; facts: string }[] = [
  { step: 'received', seq: 1, of: '1', facts: `'{"payloadSha256":"' || d.payload_sha256 || '"}'` },
  { step: 'quarantined', seq: 2, of: "d.state = 'quarantined'", facts: `'{"problem":' || d.problem || '}'` },
  { step: 'checked', seq: 2, of: "d.state <> 'quarantined'", facts: `'{}'` },
  { step: 'sending', seq: 3, of: "d.state <> 'quarantined'", facts: `'{"handedSha256":"' || d.handed_sha256 || '"}'` },
  {
    step: 'imported',
    seq: 4,
    of: "d.state = 'imported'",
    facts: `'{"reference":{"id":"' || d.reference_id || '","number":"' || d.reference_number || '"}}'`,
  },
  { step: 'rejected', seq: 4, of: "d.state = 'rejected'", facts: `'{"problem":' || d.problem || '}'` },
  { step: 'reported', seq: 5, of: "d.state <> 'quarantined'", facts: `'{"reportState":"accepted","status":"accepted"}'` },
]

/**
 * A ledger of `count` documents as years of work leave it: nearly all imported and reported, one of a thousand quarantined, one of five hundred
 * refused. Straight into the tables, since the engine would take hours. `check`: by what `bi-client ledger check` looks at.
 */
function fill(dataDir: string, where: Where, count: number, check: boolean) {
  setUp(dataDir, where)
  const sql = openLedgerFile(dataDir)
  // Only while it is made: whoever opens it next has it durable again.
  sql.exec('PRAGMA synchronous = OFF')
  const body = JSON.stringify({ note: 'x'.repeat(3000) })
  const sha256 = createHash('sha256').update(body).digest('hex')
  const now = Date.now()
  const at = `(${now} - (${count} - i) * ${APART_MS})`
  const kept = `(i > ${count - CONTENTS_KEPT} OR ${STATE} <> 'imported')`
  for (let first = 1; first <= count; first += CHUNK) {
    const last = Math.min(count, first + CHUNK - 1)
    sql.transaction(() => {
      sql
        .prepare(
          `INSERT INTO documents (id, item_id, agenda, test, number, partner, state, report_state, payload_sha256, handed_sha256, target,
             claim_id, reference_id, reference_number, problem, attempts, look_first, priority, delivery_count, received_at, updated_at, finished_at)
           ${NUMBERS}
           SELECT i, printf('0193%08x-7%03x-8000-%012x', i / 4096, i % 4096, i), 'orders', 1, printf('OBJ-2026-%07d', i),
             printf('Odběratel %d s.r.o.', i % 500), ${STATE}, iif(i % 1000 = 0, 'none', 'accepted'),
             iif(${kept}, ?3, lower(hex(randomblob(32)))), iif(i % 1000 = 0, NULL, lower(hex(randomblob(32)))), 'pohoda:${where.database}',
             printf('0193%08x-7000-9000-%012x', i / 100, i / 100),
             iif(i % 1000 = 0 OR i % 500 = 1, NULL, i), iif(i % 1000 = 0 OR i % 500 = 1, NULL, printf('26PR%07d', i)), ${PROBLEM},
             iif(i % 1000 = 0, 0, 1), 0, 5, 1, ${at}, ${at} + 2000, iif(i % 1000 = 0, NULL, ${at} + 2000)
           FROM n`,
        )
        .run(first, last, sha256)
      sql
        .prepare(
          `INSERT INTO payloads (document_id, version, sha256, body, kept_at)
           ${NUMBERS} SELECT i, 1, d.payload_sha256, iif(${kept}, ?3, NULL), d.received_at FROM n JOIN documents d ON d.id = n.i`,
        )
        .run(first, last, body)
      sql
        .prepare(
          `INSERT INTO events (document_id, seq, at, step, facts)
           ${EVENTS.map(
             ({ step, seq, of, facts }) =>
               `SELECT d.id, ${seq}, d.received_at + ${400 * seq}, '${step}', ${facts} FROM documents d WHERE d.id BETWEEN ?1 AND ?2 AND ${of}`,
           ).join(' UNION ALL ')} ORDER BY 1, 2`,
        )
        .run(first, last)
      sql
        .prepare(
          `INSERT INTO runs (started_at, finished_at, outcome, retry, waiting, received, imported, trigger, runner)
           ${NUMBERS} SELECT ${at}, ${at} + 3000, 'ok', 0, 0, ${DOCUMENTS_IN_RUN}, ${DOCUMENTS_IN_RUN}, 'timer', 'desktop bench@bench 1'
           FROM n WHERE i % ${DOCUMENTS_IN_RUN} = 0`,
        )
        .run(first, last)
    })
  }
  sql.exec(`INSERT INTO counters (name, value) SELECT state, count(*) FROM documents GROUP BY state;
    INSERT INTO counters (name, value) SELECT 'report-' || report_state, count(*) FROM documents GROUP BY report_state;
    INSERT INTO counters (name, value) VALUES ('revision', ${count})`)
  ledgerFacts(sql).set('companyId', where.companyId)
  // What is due once a day was done just now: neither belongs to a poll.
  const today = new Date(now).toISOString()
  const nothing = { central: {}, here: {}, records: { asked: 0, found: 0 }, healing: 0 }
  createVerificationLedger(sql, Date.now).record({
    startedAt: today,
    finishedAt: today,
    trigger: 'daily',
    all: false,
    complete: true,
    ...nothing,
  })
  mkdirSync(backupsDir(dataDir), { recursive: true })
  writeFileSync(join(backupsDir(dataDir), `ledger-000001-${timeInName(now)}-daily.db`), '')
  sql.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  const findings = check ? checkLedger(sql) : []
  if (findings.length > 0) throw new Error(JSON.stringify(findings.slice(0, 5)))
  const { documents } = sql.prepare('SELECT count(*) AS documents FROM documents').get() as { documents: number }
  sql.close()
  return { documents, bytes: statSync(ledgerPath(dataDir)).size }
}

/** Bytes that this process has caused to be written to a disk. */
const writtenBytes = (): number => {
  try {
    return Number(/^write_bytes: (\d+)/m.exec(readFileSync('/proc/self/io', 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

interface Poll {
  ms: number
  cpuMs: number
}

let client: Client | undefined
let polls: Poll[] = []
let wake: (() => void) | undefined

/**
 * The client with its timer and somebody who looks at its state, as the tray does. Its monotonic clock goes `speed` times as fast, so that
 * a poll is due each second; the clock of the day, by which notes are made, does not.
 */
async function open(dataDir: string, speed: number): Promise<void> {
  client = await openClient({
    dataDir,
    surface: 'desktop',
    clock: { now: Date.now, monotonicMs: () => Math.floor(performance.now() * speed) },
  })
  let begun: { at: number; cpuMs: number } | undefined
  client.onStatus(({ state, problem, counts }) => {
    if (problem || counts.unreported > 0) throw new Error(JSON.stringify(problem ?? counts))
    if (state === 'working') begun ??= { at: performance.now(), cpuMs: cpuMs() }
    else if (begun) {
      polls.push({ ms: performance.now() - begun.at, cpuMs: cpuMs() - begun.cpuMs })
      begun = undefined
      wake?.()
    }
  })
}

/** Runs without a timer, as many as a client has behind it after some hours: what only its first ones cost is no poll's cost. */
async function warm(count: number): Promise<void> {
  for (let run = 0; run < count; run++) await client?.syncNow()
}

/** Waits for the next `count` polls: each one's figures, and those of the whole time. */
async function watch(count: number) {
  polls = []
  const started = performance.now()
  const cpuBefore = cpuMs()
  const writtenBefore = writtenBytes()
  while (polls.length < count)
    await new Promise<void>((done) => {
      wake = done
    })
  return { polls, ms: performance.now() - started, cpuMs: cpuMs() - cpuBefore, writtenBytes: writtenBytes() - writtenBefore }
}

/** The longest call of what the window asks of the ledger, in ms: a page of the list, a page in its middle, the held ones, and two searches. */
function look(count: number) {
  const opened = client
  if (!opened) throw new Error('no client is open')
  const timed = (query: Parameters<Client['listDocuments']>[0], expected: number): { longestMs: number; calls: number } => {
    let longestMs = 0
    let calls = 0
    let found = 0
    for (let before = query.before; ; calls++) {
      const begun = performance.now()
      const page = opened.listDocuments({ ...query, ...(before === undefined ? {} : { before }) })
      longestMs = Math.max(longestMs, performance.now() - begun)
      found += page.documents.length
      before = page.next
      if (found >= expected || before === undefined) break
    }
    if (found < expected) throw new Error(`${JSON.stringify(query)} found ${found} instead of ${expected}`)
    return { longestMs, calls: calls + 1 }
  }
  const looks = () => ({
    newest: timed({ limit: 50 }, 50),
    middle: timed({ limit: 50, before: count / 2 }, 50),
    held: timed({ limit: 50, states: ['quarantined', 'rejected', 'unknown'] }, Math.min(50, (count * 3) / 1000)),
    // What lies as far away as can be.
    searchOldest: timed({ limit: 50, text: 'OBJ-2026-0000002' }, 1),
    searchMany: timed({ limit: 50, text: 'Odběratel 1' }, 50),
  })
  looks()
  return looks()
}

answerParent({
  fill,
  look,
  open,
  warm,
  start: () => client?.start(),
  watch,
  mark,
  status: () => client?.status().counts,
  close: () => client?.close(),
})
