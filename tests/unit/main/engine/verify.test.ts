import { describe, expect, test } from 'vitest'
import type { LedgerDocument } from '../../../../src/main/engine/ports'
import { compareSides, type Sides } from '../../../../src/main/engine/verify'
import { verificationDue } from '../../../../src/main/upkeep'
import { itemStateSchema } from '../../../../src/shared/central-api/queue'
import { documentStateSchema, reportStateSchema } from '../../../../src/shared/documents/document-state'

const document = (state: LedgerDocument['state'], reportState: LedgerDocument['reportState'] = 'none'): LedgerDocument => ({
  id: 1,
  itemId: 'i',
  agenda: 'orders',
  test: true,
  number: 'N',
  state,
  reportState,
  payloadSha256: '',
  target: 'books',
  claimId: undefined,
  reference: state === 'imported' ? { id: '7', number: '26007' } : undefined,
  problem: undefined,
  attempts: 1,
  lookFirst: false,
  unknownSince: 0,
  doubtSince: undefined,
  updatedAt: 0,
})
const RECORD = { id: '7', number: '26007' }
type Central = NonNullable<Sides['central']>
const there = (state: Central['state'], erpReference?: Central['erpReference']): Central => ({
  state,
  ...(erpReference ? { erpReference } : {}),
})
const told = document('imported', 'accepted')

describe('one document on three sides', () => {
  test.each([
    ['all the same', told, there('processed', RECORD), RECORD, undefined],
    ['processed without a reference', told, there('processed'), RECORD, undefined],
    ['another record there', told, there('processed', { id: '8', number: '26008' }), RECORD, 'reference-differs'],
    ['another number there, the same record', told, there('processed', { id: '7', number: '99' }), RECORD, undefined],
    ['another number, and no id to tell', told, there('processed', { number: '99' }), RECORD, 'reference-differs'],
    ['deleted', told, there('processed', RECORD), 'absent', 'record-gone'],
    ['deleted before it was told', document('imported', 'due'), there('claimed'), 'absent', 'record-gone'],
    ['waits there though it was told', told, there('waiting'), RECORD, 'report-lost'],
    ['is being given out there though it was told', told, there('claimed'), 'unasked', 'report-lost'],
    ['on its way there', document('imported', 'due'), there('claimed'), RECORD, undefined],
    ['refused there: that waits for a person already', document('imported', 'refused'), there('cancelled'), RECORD, undefined],
    ['cancelled there', told, there('cancelled'), RECORD, 'cancelled-there'],
    ['rejected there', told, there('rejected'), RECORD, 'cancelled-there'],
    ['unknown there', told, undefined, RECORD, 'unknown-there'],
    ['never seen here', undefined, there('processed', RECORD), RECORD, 'missing-here'],
    ['never seen here, and nowhere recorded', undefined, there('processed'), 'absent', 'missing-here'],
    ['rejected by somebody else', undefined, there('rejected'), 'unasked', 'missing-here'],
    ['not here yet', undefined, there('waiting'), 'unasked', undefined],
    ['cancelled before it came', undefined, there('cancelled'), 'unasked', undefined],
    ['held, and recorded', document('quarantined'), there('claimed'), RECORD, 'record-of-held'],
    ['refused, and recorded', document('rejected', 'accepted'), there('rejected'), RECORD, 'record-of-held'],
    ['taken out, and recorded', document('skipped', 'accepted'), there('cancelled'), RECORD, 'record-of-held'],
    ['held, done there', document('quarantined'), there('processed'), 'absent', 'finished-there'],
    ['taken out, done there', document('skipped'), there('processed'), 'absent', undefined],
    ['refused, told, unknown there', document('rejected', 'accepted'), undefined, 'absent', 'unknown-there'],
    ['held and waiting', document('quarantined'), there('waiting'), 'absent', undefined],
  ] as const)('%s', (_what, here, central, record, kind) => {
    expect(compareSides({ here, central, record })).toBe(kind)
  })

  test('what is still worked on is no difference, whatever the others say', () => {
    for (const state of documentStateSchema.options.filter((one) => ['received', 'ready', 'sending', 'unknown'].includes(one)))
      for (const central of [undefined, ...itemStateSchema.options.map((one) => there(one))])
        for (const record of [RECORD, 'absent', 'unasked'] as const)
          expect(compareSides({ here: document(state), central, record })).toBeUndefined()
  })

  test('without the word of the information system nothing is said about its records', () => {
    for (const state of documentStateSchema.options)
      for (const report of reportStateSchema.options)
        for (const central of [undefined, ...itemStateSchema.options.map((one) => there(one, RECORD))])
          expect(['record-gone', 'record-of-held']).not.toContain(
            compareSides({ here: document(state, report), central, record: 'unasked' }),
          )
  })
})

describe('a comparison is due', () => {
  const DAY = 86_400_000
  const now = Date.parse('2026-03-01T08:00:00Z')
  const last = (at: number, complete = true) => ({ finishedAt: new Date(at).toISOString(), complete })
  const due = (known: Partial<Parameters<typeof verificationDue>[1]>) =>
    verificationDue(now, { wanted: undefined, last: undefined, firstRunAt: undefined, ...known })

  test('a day after the last one, after the first day, at once when it is wanted or was cut off', () => {
    expect(due({})).toBeUndefined()
    expect(due({ firstRunAt: now - DAY + 1 })).toBeUndefined()
    expect(due({ firstRunAt: now - DAY })).toBe('daily')
    expect(due({ last: last(now - 1000), firstRunAt: now - 9 * DAY })).toBeUndefined()
    expect(due({ last: last(now - DAY) })).toBe('daily')
    expect(due({ last: last(now - 1000, false) })).toBe('continued')
    expect(due({ last: last(now - 1000), wanted: 'restored' })).toBe('restored')
    expect(due({ last: last(now - 1000), wanted: '' })).toBeUndefined()
  })

  test('also when the clock was set back since', () => {
    expect(due({ last: last(now + 300 * DAY) })).toBe('daily')
  })
})
