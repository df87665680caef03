import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { WorkingHours } from '../../../src/shared/settings'
import { isWorkingTime, nextWorkingTime, workingMsBetween } from '../../../src/shared/working-hours'

// Local times: the tests hold in whatever zone the computer is.
const at = (day: number, hour: number, minute = 0): number => new Date(2026, 10, day, hour, minute).getTime()
const HOUR = 3_600_000
/** 2026-11-02 is a Monday. */
const office: WorkingHours = { days: [1, 2, 3, 4, 5], from: '06:00', to: '18:00' }
const nights: WorkingHours = { days: [1, 2, 3, 4, 5], from: '22:00', to: '04:00' }

describe('working hours', () => {
  test('absent: always', () => {
    expect(nextWorkingTime(undefined, 5)).toBe(5)
    expect(workingMsBetween(undefined, 5, 9)).toBe(4)
  })

  test.each([
    ['in the middle of the day', at(2, 12), at(2, 12)],
    ['at the first minute', at(2, 6), at(2, 6)],
    ['before it', at(2, 5, 59), at(2, 6)],
    ['at the end: the next day', at(2, 18), at(3, 6)],
    ['on Friday evening: Monday', at(6, 20), at(9, 6)],
    ['on Sunday', at(8, 12), at(9, 6)],
  ])('%s', (_name, now, next) => {
    expect(nextWorkingTime(office, now)).toBe(next)
    expect(isWorkingTime(office, now)).toBe(now === next)
  })

  test.each([
    ['after midnight of a chosen day', at(3, 3), at(3, 3)],
    ['Saturday morning belongs to Friday', at(7, 3), at(7, 3)],
    ['Saturday night does not', at(7, 23), at(9, 22)],
    ['Monday morning belongs to Sunday', at(9, 3), at(9, 22)],
  ])('over midnight: %s', (_name, now, next) => {
    expect(nextWorkingTime(nights, now)).toBe(next)
  })

  test('the same time twice is the whole day', () => {
    expect(isWorkingTime({ days: [1], from: '06:00', to: '06:00' }, at(3, 5))).toBe(true)
    expect(isWorkingTime({ days: [1], from: '06:00', to: '06:00' }, at(3, 6))).toBe(false)
  })

  test('only working time counts', () => {
    expect(workingMsBetween(office, at(6, 17), at(9, 7))).toBe(2 * HOUR)
    expect(workingMsBetween(office, at(7, 0), at(8, 23))).toBe(0)
    expect(workingMsBetween(office, at(3, 7), at(2, 7))).toBe(0)
    expect(workingMsBetween(nights, at(2, 23), at(3, 23))).toBe(6 * HOUR)
  })

  test('a time is either working or the next one lies ahead of it, and what is counted adds up', () => {
    const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    const text = ([hour, minute]: [number, number]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
    const hours = fc.record({
      days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
      from: time.map(text),
      to: time.map(text),
    })
    const moment = fc.integer({ min: at(1, 0), max: at(28, 0) })
    fc.assert(
      fc.property(hours, moment, moment, moment, (some, a, b, c) => {
        const next = nextWorkingTime(some, a)
        expect(next).toBeGreaterThanOrEqual(a)
        expect(isWorkingTime(some, next)).toBe(true)
        expect(workingMsBetween(some, a, next)).toBe(0)
        const [first, second, third] = [a, b, c].sort((x, y) => x - y) as [number, number, number]
        expect(workingMsBetween(some, first, second) + workingMsBetween(some, second, third)).toBe(
          workingMsBetween(some, first, third),
        )
      }),
      { numRuns: 300 },
    )
  })
})
