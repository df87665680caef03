import { expect, test } from 'vitest'
import { fill } from '../../../../src/shared/texts/format'
import { uiTexts } from '../../../../src/shared/texts/ui'

const flat = (value: object, path = ''): [string, string][] =>
  Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'string' ? [[`${path}${key}`, inner] as [string, string]] : flat(inner, `${path}${key}.`),
  )
const placeholders = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(String).sort()

test.each(['sk', 'en'] as const)('%s says all that Czech says, with the same values', (language) => {
  const master = flat(uiTexts.cs)
  const other = new Map(flat(uiTexts[language]))
  expect([...other.keys()].sort()).toEqual(master.map(([key]) => key).sort())
  for (const [key, text] of master) expect(placeholders(other.get(key) ?? ''), key).toEqual(placeholders(text))
})

test('no text is empty', () => {
  for (const texts of Object.values(uiTexts)) for (const [key, text] of flat(texts)) expect(text.trim(), key).not.toBe('')
})

test('a value is filled in as it is, and a missing one stays visible', () => {
  expect(fill('{done} z {total}', { done: 0, total: '$&{done}' })).toBe('0 z $&{done}')
  expect(fill('další {time} {toString}')).toBe('další {time} {toString}')
})
