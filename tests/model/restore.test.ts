import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { syncOnce } from '../../src/main/engine/sync-once'
import { backupLedger } from '../../src/main/ledger/backup'
import { checkLedger } from '../../src/main/ledger/check'
import type { Sql } from '../../src/main/ledger/database'
import { createLedger } from '../../src/main/ledger/ledger'
import { openLedgerFile } from '../../src/main/ledger/open'
import { createReader } from '../../src/main/ledger/read'
import { restoreLedger } from '../../src/main/ledger/restore'
import type { Whim } from '../support/books'
import { closeWorld, createEngineWorld, expectNothingLostOrDoubled } from '../support/engine-world'

const MINUTE = 60_000
const silent = { debug() {}, info() {}, warn() {}, error() {} }
const whims: readonly Whim[] = ['locked', 'answer-lost', 'dies-half-way', 'late', 'short-answer', 'try-again', 'throws']

type Act = 'order' | 'run' | 'copy' | 'restore' | 'wait' | Whim
const acts: readonly Act[] = ['order', 'order', 'run', 'run', 'run', 'copy', 'restore', 'wait', ...whims]

/** One client whose ledger is copied and put back at any moment of its work. */
async function live(guard: 'enforced' | 'searchable' | 'none', story: readonly Act[]): Promise<void> {
  const world = createEngineWorld({ guard, batchSize: 2 })
  const dataDir = mkdtempSync(join(tmpdir(), 'bi-restore-'))
  let sql: Sql = openLedgerFile(dataDir)
  let copy: string | undefined
  const never = new AbortController().signal
  const run = () =>
    syncOnce(
      {
        central: world.central,
        ledger: createLedger(sql, () => world.clock.now),
        is: world.books.is,
        clock: { now: () => world.clock.now, monotonicMs: () => world.clock.monotonic },
        log: silent,
        sha256: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
        random: () => 0.5,
        describe: (what) => what.code,
      },
      world.machine().settings,
      never,
      never,
    )
  const once = () => {
    expect(world.books.doubled()).toEqual([])
    expectNothingLostOrDoubled(world)
  }
  try {
    for (const act of story) {
      if (act === 'order') world.addOrders(1)
      else if (act === 'run') await run()
      else if (act === 'copy') copy = backupLedger(sql, dataDir, world.clock.now, 'manual')
      else if (act === 'wait') world.clock.pass(3 * MINUTE)
      else if (act === 'restore') {
        if (copy === undefined) continue
        sql.close()
        restoreLedger(dataDir, copy, world.clock.now, undefined)
        sql = openLedgerFile(dataDir)
        expect(checkLedger(sql)).toEqual([])
      } else world.books.next(act)
      once()
    }
    world.books.calm()
    for (let rounds = 0; rounds < 8; rounds++) {
      world.clock.pass(20 * MINUTE)
      await run()
      once()
    }
    // Nothing hangs: what can be looked up was; where nothing can, a person decides.
    const reader = createReader(sql)
    const counts = reader.counts()
    expect([counts.inWork, counts.unknown, counts.unreported]).toEqual([0, 0, 0])
    if (guard === 'none') return
    expect(counts.quarantined).toBe(0)
    const recorded = new Set(world.books.records().map((record) => record.itemId))
    expect(world.items().filter((item) => item.state === 'processed' && recorded.has(item.item_id))).toHaveLength(
      world.items().length,
    )
  } finally {
    sql.close()
    await closeWorld(world)
    rmSync(dataDir, { recursive: true, force: true })
  }
}

test.each(['enforced', 'searchable', 'none'] as const)(
  'a ledger put back to any earlier copy, at any moment, never makes a second record (guard %s)',
  async (guard) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...acts), { minLength: 8, maxLength: 30 }), (story) => live(guard, story)),
      { numRuns: Number(process.env['BI_MODEL_RUNS'] ?? 25), interruptAfterTimeLimit: 90_000, markInterruptAsFailure: false },
    )
  },
  150_000,
)

test.each(['searchable', 'none'] as const)(
  'restored while the lost ledger had a hand-over under way that is written later: still once (guard %s)',
  async (guard) => {
    await live(guard, [
      'order',
      'order',
      'locked',
      'run',
      'copy',
      'late',
      'run',
      'restore',
      'run',
      'run',
      'wait',
      'run',
      'wait',
      'run',
    ])
    await live(guard, ['copy', 'order', 'order', 'late', 'run', 'restore', 'run', 'run', 'wait', 'run', 'wait', 'run'])
  },
)
