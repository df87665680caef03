import fc from 'fast-check'
import { expect, test } from 'vitest'
import { facts, plain, table, width } from '../../../../src/main/cli/table'

test("other people's text can't steer a terminal or break a row", () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
      const lines = table([{ title: 'a', most: 10 }, { title: 'b' }], [[text, 'x']])
      expect(lines).toHaveLength(3)
      for (const line of lines) expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e]/u)
    }),
  )
  expect(plain('a\u001b[31m\nb')).toBe('a [31m b')
})

test('columns stand under each other, also with wide characters and accents', () => {
  const lines = table(
    [{ title: 'Partner', most: 12 }, { title: 'n' }],
    [
      ['Žluťoučký kůň s.r.o.', '1'],
      ['日本語 🐎', '2'],
      ['e\u0301', '3'],
    ],
  )
  const starts = lines.map((line) => width(line.slice(0, line.lastIndexOf(line.at(-1) ?? ''))))
  expect(new Set(starts.filter((_start, at) => at !== 1)).size).toBe(1)
  expect(lines[2]).toContain('Žluťoučký k…')
})

test('facts have their values in one column, and no rows make no table', () => {
  expect(
    facts([
      ['a', '1'],
      ['bbb', '2'],
    ]),
  ).toEqual(['a    1', 'bbb  2'])
  expect(table([{ title: 'a' }], [])).toEqual([])
})
