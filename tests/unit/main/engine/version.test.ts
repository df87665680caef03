import { expect, test } from 'vitest'
import { olderThan } from '../../../../src/main/engine/version'

test.each([
  ['1.2.3', '1.2.4', true],
  ['1.2.3', '1.2.3', false],
  ['1.10.0', '1.9.9', false],
  ['1', '1.0.1', true],
  ['1.2.3-beta', '1.2.3', false],
  ['nonsense', '0.0.0', false],
  ['', '0.0.1', true],
  ['2.0.0', '', false],
  ['0.0.1', '0', false],
  ['0.0.0', '0', false],
])('%s is older than %s: %s', (a, b, older) => {
  expect(olderThan(a, b)).toBe(older)
})
