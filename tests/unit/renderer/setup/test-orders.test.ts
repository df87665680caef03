import { expect, test } from 'vitest'
import { countOrders, newlyEnded, progressOf, roundsOf, stagesOf } from '../../../../src/renderer/setup/test-orders'
import type { TestOrderView } from '../../../../src/shared/setup-view'

const at = (seconds: number): string => new Date(Date.UTC(2026, 10, 24, 10) + seconds * 1000).toISOString()
const order = (number: string, more: Partial<TestOrderView> = {}): TestOrderView => ({
  agenda: 'orders',
  itemId: `itm-${number}`,
  number,
  createdAt: at(0),
  reached: { created: at(0) },
  ...more,
})
const statuses = (one: TestOrderView): string[] => stagesOf(one).map(({ status }) => status)
const way = { created: at(0), downloaded: at(1), checked: at(2), 'handed-over': at(3) }

test('the timeline stands where the order stands, and a stopped one says where', () => {
  expect(statuses(order('1'))).toEqual(['done', 'now', 'ahead', 'ahead', 'ahead', 'ahead'])
  expect(statuses(order('1', { reached: way, state: 'sending' }))).toEqual(['done', 'done', 'done', 'done', 'now', 'ahead'])
  expect(statuses(order('1', { reached: way, state: 'rejected' }))).toEqual(['done', 'done', 'done', 'done', 'stopped', 'ahead'])
  // The central side has been told of the refusal: that stage was reached, the record was not.
  expect(statuses(order('1', { reached: { ...way, reported: at(9) }, state: 'rejected', reportState: 'accepted' }))).toEqual([
    'done',
    'done',
    'done',
    'done',
    'stopped',
    'done',
  ])
})

test('recorded is not done before the central side has it', () => {
  expect(progressOf({ state: 'imported', reportState: 'due' })).toBe('recorded')
  expect(progressOf({ state: 'imported', reportState: 'accepted' })).toBe('done')
  expect(progressOf({ state: 'imported', reportState: 'refused' })).toBe('stopped')
})

test('orders of one sending are one round, the newest round first', () => {
  const rounds = roundsOf([
    order('3', { createdAt: at(600) }),
    order('1', { createdAt: at(0) }),
    order('2', { createdAt: at(0) }),
  ])
  expect(rounds.map((round) => [round.number, round.orders.map(({ number }) => number)])).toEqual([
    [2, ['3']],
    [1, ['1', '2']],
  ])
})

test('an end is news once; what was at its end before, or has just been created, is none', () => {
  const done = { state: 'imported', reportState: 'accepted' } as const
  const before = [order('1'), order('2', done)]
  const now = [order('1', done), order('2', done), order('3')]
  expect(newlyEnded(before, now).map(({ number }) => number)).toEqual(['1'])
  expect(newlyEnded(now, now)).toEqual([])
  expect(countOrders(now)).toEqual({ total: 3, recorded: 2, stopped: 0, right: 0 })
})
