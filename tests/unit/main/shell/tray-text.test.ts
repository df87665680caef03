import { expect, test } from 'vitest'
import { tooltip } from '../../../../src/main/shell/tray-text'
import { languageSchema } from '../../../../src/shared/settings'
import { syncStateSchema } from '../../../../src/shared/sync-status'
import { scene } from '../../../support/scenes'

const now = new Date(2026, 10, 24, 8, 16)
const at = (hour: number, minute: number, day = 24): string => new Date(2026, 10, day, hour, minute).toISOString()
const { status } = scene('ok', now.getTime())
const usual = { ...status, lastSyncAt: at(8, 14), nextSyncAt: at(8, 19), counts: { ...status.counts, waiting: 3 } }

test('the tooltip says what is so, when it last ran, when it runs next and what waits', () => {
  expect(tooltip(usual, 'cs', now)).toBe('B2B klient: Vše je zpracováno\nposlední synchronizace 8:14, další 8:19, čeká 3')
  expect(tooltip(usual, 'sk', now)).toBe('B2B klient: Všetko je spracované\nposledná synchronizácia 8:14, ďalšia 8:19, čaká 3')
  expect(tooltip(usual, 'en', now)).toBe('B2B Client: Everything is processed\nlast sync 8:14, next 8:19, waiting 3')
})

test('a run of another day is told with its date, and the test mode always', () => {
  const text = tooltip({ ...usual, mode: 'test', lastSyncAt: at(23, 59, 23) }, 'cs', now)
  expect(text).toMatch(/\(TEST\)\n.*23\. 11\. 2026/)
})

test('nothing is promised that will not come: no next run while paused, no times before set-up', () => {
  expect(tooltip({ ...usual, state: 'paused' }, 'cs', now)).not.toContain('další')
  expect(tooltip({ ...usual, state: 'not-set-up' }, 'cs', now)).toBe('B2B klient: Klient ještě není nastaven')
})

test('while work is under way it says how far it has got, each way by itself', () => {
  const stock = { state: 'working', rows: 0, read: 0, changed: 0, removed: 0, leftOut: 0, unsendable: 0, rejected: 0 } as const
  const working = (progress: { phase: 'reading' | 'uploading'; done: number; total?: number }) =>
    tooltip(
      { ...usual, state: 'working', progress: { done: 12, total: 50 }, outward: { 'stock-levels': { ...stock, progress } } },
      'cs',
      now,
    )
  expect(working({ phase: 'reading', done: 1500 })).toContain('\nzpracováno 12 z 50, Stav zásob: přečteno 1\u00a0500, poslední')
  expect(working({ phase: 'uploading', done: 300, total: 900 })).toContain('Stav zásob: odesláno 300 z 900')
  expect(tooltip({ ...usual, outward: { 'stock-levels': { ...stock, state: 'ok' } } }, 'cs', now)).toBe(tooltip(usual, 'cs', now))
})

test('no tooltip is longer than Windows shows', () => {
  const many = { ...usual.counts, waiting: 123_456_789, quarantined: 987_654, rejected: 55_555 }
  for (const language of languageSchema.options)
    for (const state of syncStateSchema.options) {
      const worst = { ...usual, mode: 'test' as const, state, counts: many, lastSyncAt: at(23, 59, 1), nextSyncAt: at(23, 59, 2) }
      expect(tooltip(worst, language, now).length).toBeLessThanOrEqual(127)
    }
})

test('the tooltip says which other process synchronises now', () => {
  const by = (heldBy: string) => tooltip({ ...usual, heldBy }, 'cs', now)
  expect(by('scheduled, account SYSTEM, process 4711 on SERVER, since 2026-11-24T08:00:00.000Z')).toContain(
    '\nsynchronizuje naplánovaná úloha (SYSTEM), poslední synchronizace 8:14',
  )
  expect(by('constructor, account x, process 1')).toBe(tooltip(usual, 'cs', now))
})
