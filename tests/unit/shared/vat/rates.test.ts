import { describe, expect, it } from 'vitest'
import { knownCountry, vatPercents, vatRate } from '../../../../src/shared/vat/rates'

describe('VAT percents by country and date', () => {
  it.each([
    ['CZ', '21', '2026-09-01', 'high'],
    ['CZ', '12', '2024-01-01', 'low'],
    ['CZ', '12', '2023-12-31', undefined],
    ['CZ', '15', '2023-12-31', 'low'],
    ['CZ', '15', '2024-01-01', undefined],
    ['CZ', '10', '2023-12-31', 'third'],
    ['CZ', '10', '2011-06-01', 'low'],
    ['SK', '23', '2025-01-01', 'high'],
    ['SK', '20', '2025-01-01', undefined],
    ['SK', '20', '2024-12-31', 'high'],
    ['SK', '19', '2026-01-01', 'low'],
    ['SK', '5', '2026-01-01', 'third'],
    ['SK', '5', '2022-12-31', undefined],
    ['SK', '5', '2023-01-01', 'third'],
  ])('%s %s %% on %s is %s', (country, percent, date, rate) => {
    expect(vatRate(country, percent, date)).toBe(rate)
  })

  it('reads percents with trailing zeros as the same number', () => {
    expect(vatRate('CZ', '21.00', '2026-01-01')).toBe('high')
    expect(vatRate('CZ', '12.0', '2026-01-01')).toBe('low')
    expect(vatRate('CZ', '0.00', '2026-01-01')).toBe('none')
    expect(vatRate('CZ', '10', '2020-01-01')).toBe('third')
    expect(vatRate('CZ', '21.5', '2026-01-01')).toBeUndefined()
  })

  it('never guesses an unknown percent or country, but nought is none everywhere', () => {
    expect(vatRate('CZ', '22', '2026-01-01')).toBeUndefined()
    expect(vatRate('DE', '19', '2026-01-01')).toBeUndefined()
    expect(vatRate('CZ', '21', '1999-01-01')).toBeUndefined()
    expect(vatRate('DE', '0', '2026-01-01')).toBe('none')
    expect(knownCountry('DE')).toBe(false)
    expect(knownCountry('SK')).toBe(true)
  })

  it('lists the percents of a day for messages', () => {
    expect(vatPercents('CZ', '2026-01-01')).toEqual(['21', '12', '0'])
    expect(vatPercents('SK', '2026-01-01')).toEqual(['23', '19', '5', '0'])
    expect(vatPercents('DE', '2026-01-01')).toEqual([])
  })
})
