import { describe, expect, it } from 'vitest'
import { checksCs } from '../../../../src/shared/texts/checks.cs'
import { checksEn } from '../../../../src/shared/texts/checks.en'
import { checksSk } from '../../../../src/shared/texts/checks.sk'
import { notesCs } from '../../../../src/shared/texts/notes.cs'
import { notesEn } from '../../../../src/shared/texts/notes.en'
import { notesSk } from '../../../../src/shared/texts/notes.sk'

const placeholders = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? '').sort()

describe.each([
  ['notes, Slovak', notesCs, notesSk],
  ['notes, English', notesCs, notesEn],
  ['checks, Slovak', checksCs, checksSk],
  ['checks, English', checksCs, checksEn],
])('%s', (_name, master, other) => {
  it('say the same things with the same values', () => {
    const texts = other as Readonly<Record<string, string>>
    expect(Object.keys(texts)).toEqual(Object.keys(master))
    for (const [key, text] of Object.entries(master)) {
      expect(texts[key]).not.toBe('')
      expect([key, placeholders(texts[key] ?? '')]).toEqual([key, placeholders(text)])
    }
  })
})
