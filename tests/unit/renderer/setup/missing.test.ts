import { expect, test } from 'vitest'
import { newSetup } from '../../../../src/main/setup/machine'
import { anchorOf, stillMissing, wantsSetup } from '../../../../src/renderer/setup/missing'
import type { Missing, SetupState } from '../../../../src/shared/setup-state'
import { viewOf } from '../../../support/fake-setup'

const lacks = (code: Missing['code'], about?: string): Missing => ({
  step: 'registration',
  code,
  ...(about === undefined ? {} : { about }),
})
const now = (...missing: Missing[]) => ({ steps: [{ step: 'registration' as const, missing }] })

test('what is missing leads to its field, or to the thing it is about', () => {
  expect(anchorOf(lacks('empty', 'company.ico'))).toBe('company.ico')
  expect(anchorOf(lacks('not-registered'))).toBe('not-registered')
})

test('what was mended is no longer held against the person; another fault of the same field is', () => {
  const tried = [lacks('empty', 'company.ico'), lacks('empty', 'company.name')]
  expect(stillMissing(tried, now(lacks('ico-wrong', 'company.ico')))).toEqual([lacks('ico-wrong', 'company.ico')])
  expect(stillMissing(tried, now())).toEqual([])
})

test('what has come up since is not said before the next try', () => {
  expect(stillMissing([lacks('not-registered')], now(lacks('not-approved')))).toEqual([])
  expect(stillMissing([], now(lacks('empty', 'company.ico')))).toEqual([])
})

test('the window opens on the set-up while it is unfinished, and not in the way of a client that works', () => {
  const begun: SetupState = { ...newSetup(), purpose: 'company', at: 'registration' }
  expect(wantsSetup({ state: 'not-set-up' }, viewOf(newSetup()))).toBe(true)
  expect(wantsSetup({ state: 'ok' }, viewOf(newSetup()))).toBe(false)
  expect(wantsSetup({ state: 'ok' }, viewOf(begun))).toBe(true)
  expect(wantsSetup({ state: 'ok' }, viewOf({ ...newSetup(), purpose: 'trial' }, { trial: true }))).toBe(true)
  // Set up from a preset: it knows its company, and nobody has begun a wizard.
  expect(wantsSetup({ state: 'ok' }, viewOf({ ...begun, at: 'begin' }))).toBe(false)
  const switched = { by: 'Jana', at: '2026-11-24T10:00:00Z', modules: [] }
  expect(wantsSetup({ state: 'ok' }, viewOf({ ...begun, at: 'production', switched }))).toBe(false)
})
