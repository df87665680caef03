import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ReceivedItem, Step } from '../../../../src/main/engine/ports'
import { createLedger } from '../../../../src/main/ledger/ledger'
import { openLedgerFile } from '../../../../src/main/ledger/open'
import { problem } from '../../../../src/shared/failure'

/** Texts that a statement of many rows could spoil: quotes, line ends, nought, letters of two units and halves of them. */
const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    `'"\\`,
    'a\nb\r\n',
    'a\u0000b',
    '\ud800x',
    'x\udc00',
    '\\ud800',
    '\u2028',
    '😀',
    '{"a":1}',
    'null',
    '',
    '17',
    'Žluťoučký',
    'x'.repeat(5000),
  ),
)
const kinds = [
  'ready',
  'quarantined',
  'sending',
  'imported',
  'rejected',
  'postponed',
  'unknown',
  'looked-up-absent',
  'ready-again',
] as const
const more = ['skipped', 'retry', 'reported'] as const

const plan = fc.record({
  documents: fc.integer({ min: 1, max: 6 }),
  steps: fc.array(
    fc.record({
      of: fc.nat(5),
      to: fc.constantFrom(...kinds, ...more),
      text: words,
      at: fc.integer({ min: 0, max: 2 ** 45 }),
      flag: fc.boolean(),
    }),
    { maxLength: 40 },
  ),
})

function stepOf(id: number, { to, text, at, flag }: { to: Step['to']; text: string; at: number; flag: boolean }): Step {
  const why = problem('is-rejected', { number: text }, text)
  switch (to) {
    case 'ready':
      return { id, to, number: text, partner: text, subject: flag ? text : undefined, notes: [] }
    case 'quarantined':
      return { id, to, problem: why, ...(flag ? { number: text, partner: text } : {}) }
    case 'sending':
      return { id, to, handedSha256: 'h'.repeat(64), target: text, doubtSince: flag ? at : undefined }
    case 'imported':
      return { id, to, reference: flag ? { id: text } : { number: text }, existed: flag, notes: [] }
    case 'rejected':
    case 'unknown':
      return { id, to, problem: why }
    case 'postponed':
      return { id, to, problem: why, notBefore: at }
    case 'looked-up-absent':
      return { id, to, notBefore: at }
    case 'skipped':
      return { id, to, problem: why, report: flag }
    case 'reported':
      return { id, to, reportState: flag ? 'accepted' : 'refused', status: text }
    case 'ready-again':
    case 'retry':
      return { id, to }
  }
}

const item = (itemId: string): ReceivedItem => ({
  itemId,
  agenda: 'orders',
  test: true,
  receivedAt: '2026-03-01T07:00:00Z',
  priority: 5,
  deliveryCount: 1,
  payload: '{"a":1}',
  payloadSha256: 'a'.repeat(64),
})

test('a batch leaves what its steps leave one by one, whatever they say and however often the same document is among them', () => {
  const root = mkdtempSync(join(tmpdir(), 'bi-batch-'))
  const now = Date.parse('2026-03-01T08:00:00Z')
  const [whole, single] = ['whole', 'single'].map((name) => {
    const sql = openLedgerFile(join(root, name))
    return { sql, ledger: createLedger(sql, () => now) }
  })
  if (!whole || !single) throw new Error('unreachable')
  const seen = ({ sql }: typeof whole, ids: readonly number[]) => ({
    documents: sql
      .prepare('SELECT * FROM documents WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id')
      .all(JSON.stringify(ids)),
    events: sql
      .prepare('SELECT * FROM events WHERE document_id IN (SELECT value FROM json_each(?)) ORDER BY document_id, seq')
      .all(JSON.stringify(ids)),
  })
  const counters = ({ sql }: typeof whole): Map<string, number> =>
    new Map(
      (sql.prepare('SELECT name, value FROM counters').all() as { name: string; value: number }[]).map(({ name, value }) => [
        name,
        value,
      ]),
    )
  /** What has come to each counter since; how often something was written is not the same. */
  const since = (before: ReadonlyMap<string, number>, now: ReadonlyMap<string, number>) =>
    [...now]
      .map(([name, value]) => [name, value - (before.get(name) ?? 0)])
      .filter(([name, by]) => name !== 'revision' && by !== 0)
      .sort()
  let made = 0
  let batches = 0
  let longest = 0
  try {
    fc.assert(
      fc.property(plan, ({ documents, steps }) => {
        const items = Array.from({ length: documents }, () => item(`item-${made++}`))
        const before = { whole: counters(whole), single: counters(single) }
        for (const { ledger } of [whole, single]) ledger.keep('claim', items, now)
        const ids = items.map(({ itemId }) =>
          Number((whole.sql.prepare('SELECT id FROM documents WHERE item_id = ?').get(itemId) as { id: number }).id),
        )
        // Only what each document may do next; what it may not is refused one by one, and would take the batch with it.
        const possible = steps.flatMap((step): Step[] => {
          const next = stepOf(ids[step.of % ids.length] ?? 0, step)
          try {
            single.ledger.apply([next])
            return [next]
          } catch {
            return []
          }
        })
        whole.ledger.apply(possible)
        expect(seen(whole, ids)).toEqual(seen(single, ids))
        expect(since(before.whole, counters(whole))).toEqual(since(before.single, counters(single)))
        if (possible.length > 1) batches++
        longest = Math.max(longest, possible.length)
      }),
      { numRuns: 300 },
    )
    expect(batches).toBeGreaterThan(100)
    expect(longest).toBeGreaterThan(5)
  } finally {
    for (const { sql } of [whole, single]) sql.close()
    rmSync(root, { recursive: true, force: true })
  }
})
