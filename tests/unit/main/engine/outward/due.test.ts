import { expect, test } from 'vitest'
import { fullIsDue, nextPassAt, retryDelayMs } from '../../../../../src/main/engine/outward/due'
import { NOTHING_SENT } from '../../../../../src/main/engine/outward/ports'

const at = (text: string): number => new Date(`2026-${text}`).getTime()
const timing = { intervalSeconds: 900, fullAt: '02:30' }

test('a full pass is due once a day, from its time on, and at once where none was made', () => {
  const due = (now: string, fullAt: string | undefined) =>
    fullIsDue(at(now), { complete: true, fullAt: fullAt === undefined ? undefined : at(fullAt) }, '02:30')
  expect(due('03-02T12:00', undefined)).toBe(true)
  expect(due('03-02T12:00', '03-02T02:31')).toBe(false)
  expect(due('03-02T12:00', '03-02T02:29')).toBe(true)
  expect(due('03-03T02:29', '03-02T02:31')).toBe(false)
  expect(due('03-03T02:30', '03-02T02:31')).toBe(true)
  // Made before the clock was set back.
  expect(due('03-02T12:00', '03-05T02:31')).toBe(true)
  expect(fullIsDue(at('03-02T12:00'), { complete: false, fullAt: at('03-02T11:00') }, '02:30')).toBe(true)
})

test('a pass is due by its interval; a clock that was set back puts nothing off', () => {
  const now = at('03-02T12:00')
  const facts = { ...NOTHING_SENT, complete: true, fullAt: at('03-02T03:00') }
  expect(nextPassAt(now, NOTHING_SENT, timing)).toBe(now)
  expect(nextPassAt(now, { ...facts, lastPassAt: now - 60_000 }, timing)).toBe(now + 14 * 60_000)
  expect(nextPassAt(now, { ...facts, lastPassAt: now + 60_000 }, timing)).toBe(now)
  expect(nextPassAt(now, { ...facts, fullAt: at('03-01T03:00'), lastPassAt: now - 60_000 }, timing)).toBe(now)
  const failure = { problem: { code: 'internal' as const, params: {} }, retry: true, inARow: 1, notBefore: now + 10 * 86_400_000 }
  expect(nextPassAt(now, { ...facts, failure }, timing)).toBe(now + 3_600_000)
  // What waits for a person is looked at by the interval, not at each run.
  const held = { before: 1, gone: 1, zero: 0, percent: 100, limit: 30, since: '' }
  expect(nextPassAt(now, { ...facts, fullAt: undefined, lastPassAt: now - 60_000, held }, timing)).toBe(now + 14 * 60_000)
})

test('what heals by itself is tried again sooner, what was refused by the interval, what was asked for is respected', () => {
  const delay = (retry: boolean, inARow: number, retryAfterSeconds?: number) =>
    retryDelayMs(timing, { retry, inARow, retryAfterSeconds })
  expect([1, 2, 3, 9].map((inARow) => delay(true, inARow))).toEqual([30_000, 60_000, 120_000, 900_000])
  expect(delay(false, 1)).toBe(900_000)
  expect(delay(true, 1, 600)).toBe(600_000)
  expect(delay(true, 1, 86_400)).toBe(3_600_000)
})
