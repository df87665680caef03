import { describe, expect, test } from 'vitest'
import { agendasDue, engineSettings } from '../../../src/main/run-parts'
import { type Settings, settingsSchema } from '../../../src/shared/settings'

const settings = (agendas: Settings['sync']['agendas']): Settings =>
  settingsSchema.parse({
    version: 1,
    mode: 'test',
    central: { baseUrl: 'https://central.example/b2b/v1' },
    connector: { id: 'files', settings: {} },
    sync: { intervalSeconds: 300, agendas },
  })

/** The ledger's facts, and a client that runs at the given times. */
function runner(agendas: Settings['sync']['agendas']) {
  const kept = new Map<string, string>()
  const facts = { get: (name: string) => kept.get(name), set: (name: string, value: string) => void kept.set(name, value) }
  return {
    kept,
    /** Whether cards are claimed by a run at this second. */
    cards(second: number, trigger = 'timer', ends: 'ok' | 'failed' = 'ok'): boolean {
      const due = agendasDue(settings(agendas), trigger, second * 1000, facts)
      if (ends === 'ok') due.keep()
      return due.agendas === undefined || due.agendas.includes('stock-cards')
    },
  }
}

describe('an agenda with an own interval', () => {
  const hourly = { 'stock-cards': { off: false, intervalSeconds: 3600 } }

  test('is claimed when its time has come, and always when a person asks', () => {
    const { cards } = runner(hourly)
    expect(cards(10_000)).toBe(true)
    expect(cards(10_300)).toBe(false)
    expect(cards(10_600, 'scheduled')).toBe(false)
    expect(cards(10_900, 'person')).toBe(true)
    expect(cards(13_600)).toBe(false)
    expect(cards(14_500)).toBe(true)
  })

  test('is due nearly at its time: a timer is never exact', () => {
    const { cards } = runner(hourly)
    cards(10_000)
    expect(cards(13_590)).toBe(true)
  })

  test('stays due after a run that failed', () => {
    const { cards } = runner(hourly)
    expect(cards(10_000, 'timer', 'failed')).toBe(true)
    expect(cards(10_300)).toBe(true)
  })

  test('is due when the clock was set back', () => {
    const { cards } = runner(hourly)
    cards(10_000)
    expect(cards(500)).toBe(true)
  })

  test('without one, nothing is kept: an idle client leaves the disk alone', () => {
    for (const agendas of [undefined, { orders: { off: false, intervalSeconds: 60 } }]) {
      const { cards, kept } = runner(agendas)
      expect(cards(10_000)).toBe(true)
      expect(kept.size).toBe(0)
    }
  })
})

test('what is switched off is told to the engine', () => {
  expect(engineSettings(settings({ invoices: { off: true } }), 'C-1').agendasOff).toEqual(['invoices'])
})
