import fc from 'fast-check'
import { expect, test } from 'vitest'
import { amountText, dateText } from '../../../../src/renderer/setup/amounts'

test('an amount keeps every digit, whatever its length', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.stringMatching(/^\d{0,6}$/), (whole, cents) => {
      const decimal = cents === '' ? String(whole) : `${whole}.${cents}`
      for (const language of ['cs', 'en'] as const)
        expect(amountText(decimal, language).replace(/\D/g, '')).toBe(decimal.replace('.', ''))
    }),
  )
})

test('amounts and dates are written as the language writes them', () => {
  expect(amountText('12405.5', 'cs')).toBe('12\u00a0405,5')
  expect(amountText('-1234567.00', 'en')).toBe('−1,234,567.00')
  expect(amountText('999', 'sk')).toBe('999')
  expect(amountText('kdo ví', 'cs')).toBe('kdo ví')
  expect(dateText('2026-11-24', 'cs')).toMatch(/24\. ?11\. ?2026/)
})
