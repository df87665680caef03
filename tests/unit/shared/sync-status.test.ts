import { describe, expect, test } from 'vitest'
import { deriveSyncState, type StatusFacts, silenceLimitMs } from '../../../src/shared/sync-status'

const NOW = Date.parse('2026-03-01T12:00:00Z')
const none = {
  waiting: 0,
  inWork: 0,
  imported: 9,
  rejected: 0,
  quarantined: 0,
  unknown: 0,
  skipped: 0,
  unreported: 0,
  reportRefused: 0,
}
const good: StatusFacts = {
  setUp: true,
  ledgerReadable: true,
  paused: false,
  running: false,
  counts: none,
  lastSyncAt: NOW - 1000,
  lastSuccessAt: NOW - 1000,
  firstSyncAt: NOW - 1000,
  lastFailure: undefined,
  now: NOW,
  intervalSeconds: 300,
}

describe('the one state that is shown', () => {
  test('is ok only after a fresh success with nothing left', () => {
    expect(deriveSyncState(good)).toBe('ok')
  })

  test('is never ok when something is not known, held, left or too old', () => {
    const worse: [Partial<StatusFacts>, string][] = [
      [{ setUp: false }, 'not-set-up'],
      [{ ledgerReadable: false }, 'unknown'],
      [{ running: true }, 'working'],
      [{ paused: true }, 'paused'],
      [{ lastSyncAt: undefined, lastSuccessAt: undefined }, 'unknown'],
      [{ lastFailure: { retry: true } }, 'waiting'],
      [{ lastFailure: { retry: false } }, 'failed'],
      [{ lastFailure: { retry: true }, lastSuccessAt: NOW - silenceLimitMs(300) - 1 }, 'failed'],
      [{ lastFailure: { retry: true }, lastSuccessAt: undefined }, 'waiting'],
      // Never a success, and the first attempt is long ago: it does not heal by itself.
      [{ lastFailure: { retry: true }, lastSuccessAt: undefined, firstSyncAt: NOW - silenceLimitMs(300) - 1 }, 'failed'],
      [{ counts: { ...none, quarantined: 1 } }, 'attention'],
      [{ counts: { ...none, rejected: 1 } }, 'attention'],
      [{ counts: { ...none, unknown: 1 } }, 'attention'],
      [{ counts: { ...none, reportRefused: 1 } }, 'attention'],
      [{ counts: { ...none, unreported: 1 } }, 'waiting'],
      [{ counts: { ...none, inWork: 1 } }, 'waiting'],
    ]
    for (const [facts, state] of worse) expect(deriveSyncState({ ...good, ...facts }), JSON.stringify(facts)).toBe(state)
  })

  test('a sync that died shows as failed, though its last run was good', () => {
    expect(
      deriveSyncState({ ...good, lastSyncAt: NOW - silenceLimitMs(300) - 1, lastSuccessAt: NOW - silenceLimitMs(300) - 1 }),
    ).toBe('failed')
  })

  test('a clock set back does not make an old success look fresh', () => {
    expect(deriveSyncState({ ...good, lastSyncAt: NOW + 86_400_000, lastSuccessAt: NOW + 86_400_000 })).toBe('failed')
  })

  test('outside the working hours nothing is missed; a sync that died in them shows', () => {
    // Saturday noon; the last success was on Friday evening, just before the end of the working hours.
    const workingHours = { days: [1, 2, 3, 4, 5], from: '06:00', to: '18:00' }
    const success = new Date(2026, 10, 6, 17, 58).getTime()
    const at = (day: number, hour: number, minute = 0) => ({
      ...good,
      workingHours,
      lastSyncAt: success,
      lastSuccessAt: success,
      now: new Date(2026, 10, day, hour, minute).getTime(),
    })
    expect(deriveSyncState(at(7, 12))).toBe('ok')
    expect(deriveSyncState(at(9, 6, 10))).toBe('ok')
    expect(deriveSyncState(at(9, 6, 30))).toBe('failed')
  })
})
