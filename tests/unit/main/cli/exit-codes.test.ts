import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { exitCodeOf, exitCodeOfStatus, exitCodes, problemsOf } from '../../../../src/main/cli/exit-codes'
import { problemCodes } from '../../../../src/shared/failure'
import { NO_COUNTS, type SyncState, syncStateSchema, syncStatusSchema } from '../../../../src/shared/sync-status'

test('the table in docs/operations.md is this table', () => {
  const text = readFileSync(resolve(import.meta.dirname, '../../../../docs/operations.md'), 'utf8')
  const rows = new Map(
    [...text.matchAll(/^\| (\d+) \|[^|]*\|([^|]*)\|$/gm)].map((row) => [
      Number(row[1]),
      [...(row[2] ?? '').matchAll(/`([^`]+)`/g)].map((code) => code[1]),
    ]),
  )
  expect([...rows.keys()]).toEqual(Object.values(exitCodes).sort((a, b) => a - b))
  for (const code of Object.values(exitCodes)) expect(rows.get(code)).toEqual(problemsOf(code))
})

test('no problem ends with 0, and none looks like a signal', () => {
  for (const code of problemCodes) {
    expect(exitCodeOf(code)).toBeGreaterThan(0)
    expect(exitCodeOf(code)).toBeLessThan(126)
  }
})

const status = (state: SyncState) =>
  syncStatusSchema.parse({
    state,
    counts: { waiting: 0, ...NO_COUNTS },
    revision: 0,
  })

test('what is not known is never 0, and what stops the whole comes before single documents', () => {
  expect(syncStateSchema.options.filter((state) => exitCodeOfStatus(status(state)) === 0)).toEqual([
    'ok',
    'working',
    'waiting',
    'paused',
  ])
  expect(exitCodeOfStatus({ ...status('attention'), problem: { code: 'disk-full', params: {} } })).toBe(exitCodes.storage)
})
