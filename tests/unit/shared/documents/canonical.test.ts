import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from '../../../../src/shared/documents/canonical'

test('any JSON comes out as another implementation of RFC 8785 writes it', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      expect(canonicalJson(value)).toBe(canonicalize(value))
    }),
    { numRuns: 500 },
  )
})

test('the order of fields does not matter, the order of a list does', () => {
  expect(canonicalJson({ b: 1, a: [{ d: 2, c: 3 }] })).toBe(canonicalJson({ a: [{ c: 3, d: 2 }], b: 1 }))
  expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]))
})

test('keys are ordered by UTF-16 code units, as the RFC shows', () => {
  const example = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 }
  expect(Object.values(JSON.parse(canonicalJson(example)) as object).sort()).toEqual([1, 2, 3, 4, 5, 6, 7])
  expect([...canonicalJson(example).matchAll(/:(\d)/g)].map((match) => match[1])).toEqual(['2', '4', '6', '7', '1', '5', '3'])
})

test('a value nested 100,000 deep does not overflow', () => {
  const text = '['.repeat(100_000) + ']'.repeat(100_000)
  let value: unknown = []
  for (let depth = 1; depth < 100_000; depth += 1) value = [value]
  expect(canonicalJson(value)).toBe(text)
})
