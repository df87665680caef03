import { describe, expect, test } from 'vitest'
import { onRedelivery, type Standing, standingAfter } from '../../../../src/main/engine/document-state'
import type { Step } from '../../../../src/main/engine/ports'
import { documentStateSchema, reportStateSchema } from '../../../../src/shared/documents/document-state'
import { problem } from '../../../../src/shared/failure'

const why = problem('outcome-unknown')
const steps: Step[] = [
  { id: 1, to: 'ready', number: '', partner: '', notes: [] },
  { id: 1, to: 'quarantined', problem: why },
  { id: 1, to: 'sending', handedSha256: '', target: '' },
  { id: 1, to: 'imported', reference: { id: '1' }, existed: false, notes: [] },
  { id: 1, to: 'rejected', problem: why },
  { id: 1, to: 'postponed', problem: why, notBefore: 0 },
  { id: 1, to: 'unknown', problem: why },
  { id: 1, to: 'looked-up-absent', notBefore: 0 },
  { id: 1, to: 'ready-again' },
  { id: 1, to: 'skipped', problem: why, report: true },
  { id: 1, to: 'skipped', problem: why, report: false },
  { id: 1, to: 'retry' },
  { id: 1, to: 'reported', reportState: 'accepted', status: 'accepted' },
  { id: 1, to: 'reported', reportState: 'refused', status: 'hash-mismatch' },
]
const standings: Standing[] = documentStateSchema.options.flatMap((state) =>
  reportStateSchema.options.map((reportState) => ({ state, reportState })),
)

describe('the way of a document', () => {
  test('no step leads from imported to anything that could hand it over again', () => {
    for (const reportState of reportStateSchema.options)
      for (const step of steps) {
        const to = standingAfter({ state: 'imported', reportState }, step)
        expect(to === undefined || to.state === 'imported').toBe(true)
      }
  })

  test('what may be recorded already is never handed over without a look-up', () => {
    for (const state of ['sending', 'unknown'] as const)
      for (const step of steps) {
        if (['postponed', 'ready-again'].includes(step.to)) continue // these promise that nothing was written
        const to = standingAfter({ state, reportState: 'none' }, step)
        expect(to === undefined || !['received', 'ready', 'sending'].includes(to.state)).toBe(true)
      }
  })

  test('only a document that is ready is handed over', () => {
    for (const standing of standings) {
      const to = standingAfter(standing, { id: 1, to: 'sending', handedSha256: '', target: '' })
      expect(to !== undefined).toBe(standing.state === 'ready')
    }
  })

  test('an outcome is due for its report at once, and a report touches nothing but the report', () => {
    expect(
      standingAfter(
        { state: 'sending', reportState: 'none' },
        { id: 1, to: 'imported', reference: { id: '1' }, existed: false, notes: [] },
      ),
    ).toEqual({
      state: 'imported',
      reportState: 'due',
    })
    for (const standing of standings) {
      const to = standingAfter(standing, { id: 1, to: 'reported', reportState: 'accepted', status: 'accepted' })
      if (to) expect(to).toEqual({ state: standing.state, reportState: 'accepted' })
    }
  })

  test('a report that was overtaken by a retry is not taken for the new outcome', () => {
    expect(
      standingAfter(
        { state: 'rejected', reportState: 'accepted' },
        { id: 1, to: 'reported', reportState: 'accepted', status: 'accepted' },
      ),
    ).toBeUndefined()
  })

  test('a retry of an unknown outcome only has it looked up', () => {
    expect(standingAfter({ state: 'unknown', reportState: 'none' }, { id: 1, to: 'retry' })?.state).toBe('unknown')
  })
})

describe('a redelivery', () => {
  test('of an imported document is reported again and never imported again, whatever its content', () => {
    for (const reportState of reportStateSchema.options)
      for (const sameContent of [true, false])
        expect(onRedelivery({ state: 'imported', reportState }, sameContent)).toBe('report')
  })

  test('of one whose outcome is unknown changes nothing but the lease', () => {
    for (const state of ['sending', 'unknown'] as const)
      for (const sameContent of [true, false]) expect(onRedelivery({ state, reportState: 'none' }, sameContent)).toBe('renew')
  })

  test('of a rejected one means a new try only when the central side knew of the rejection', () => {
    expect(onRedelivery({ state: 'rejected', reportState: 'accepted' }, true)).toBe('recheck')
    expect(onRedelivery({ state: 'rejected', reportState: 'due' }, true)).toBe('report')
    expect(onRedelivery({ state: 'rejected', reportState: 'refused' }, true)).toBe('report')
    expect(onRedelivery({ state: 'rejected', reportState: 'due' }, false)).toBe('recheck')
  })

  test('of a quarantined one is checked again only with another content', () => {
    expect(onRedelivery({ state: 'quarantined', reportState: 'none' }, true)).toBe('nothing')
    expect(onRedelivery({ state: 'quarantined', reportState: 'none' }, false)).toBe('recheck')
  })

  test('of one on its way renews the lease, or takes the new content', () => {
    for (const state of ['received', 'ready'] as const) {
      expect(onRedelivery({ state, reportState: 'none' }, true)).toBe('renew')
      expect(onRedelivery({ state, reportState: 'none' }, false)).toBe('recheck')
    }
  })

  test('of a skipped one is a new try unless its own report still waits', () => {
    expect(onRedelivery({ state: 'skipped', reportState: 'none' }, true)).toBe('recheck')
    expect(onRedelivery({ state: 'skipped', reportState: 'due' }, true)).toBe('report')
  })
})
