import { expect, test } from 'vitest'
import { scheduleTexts } from '../../../../src/shared/texts/schedule'
import { setupFileTexts } from '../../../../src/shared/texts/setup-files'
import { setupTerminalTexts } from '../../../../src/shared/texts/setup-terminal'
import { setupUseTexts } from '../../../../src/shared/texts/setup-use'
import { setupWindowTexts } from '../../../../src/shared/texts/setup-window'
import { setupWords } from '../../../../src/shared/texts/setup-words'

const sets: Readonly<Record<string, Readonly<Record<'cs' | 'sk' | 'en', object>>>> = {
  words: setupWords,
  window: setupWindowTexts,
  use: setupUseTexts,
  files: setupFileTexts,
  terminal: setupTerminalTexts,
  schedule: scheduleTexts,
}
const flat = (value: object, path = ''): [string, string][] =>
  Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'string' ? [[`${path}${key}`, inner] as [string, string]] : flat(inner, `${path}${key}.`),
  )
const placeholders = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(String).sort()

for (const [name, texts] of Object.entries(sets)) {
  test.each(['sk', 'en'] as const)(`${name}: %s says all that Czech says, with the same values`, (language) => {
    const master = flat(texts.cs)
    const other = new Map(flat(texts[language]))
    expect([...other.keys()].sort()).toEqual(master.map(([key]) => key).sort())
    for (const [key, text] of master) expect(placeholders(other.get(key) ?? ''), key).toEqual(placeholders(text))
  })
  test(`${name}: no text is empty`, () => {
    for (const words of Object.values(texts)) for (const [key, text] of flat(words)) expect(text.trim(), key).not.toBe('')
  })
}
