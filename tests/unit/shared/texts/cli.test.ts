import { expect, test } from 'vitest'
import { cliTexts } from '../../../../src/shared/texts/cli'

const leaves = (value: unknown, path = ''): [string, string][] =>
  typeof value === 'string'
    ? [[path, value]]
    : Object.entries(value as Record<string, unknown>).flatMap(([name, inner]) => leaves(inner, `${path}.${name}`))
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()

test.each(['sk', 'en'] as const)('%s has the keys and the placeholders of the Czech master, and no empty text', (language) => {
  const master = new Map(leaves(cliTexts.cs))
  const other = new Map(leaves(cliTexts[language]))
  expect([...other.keys()]).toEqual([...master.keys()])
  for (const [path, text] of other) {
    expect(text.trim()).not.toBe('')
    expect(placeholders(text), path).toEqual(placeholders(master.get(path) ?? ''))
  }
})
