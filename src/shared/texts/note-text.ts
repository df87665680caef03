import type { Language } from '../settings'
import { fill } from './format'
import { notesCs } from './notes.cs'
import { notesEn } from './notes.en'
import { notesSk } from './notes.sk'

const texts: Readonly<Record<Language, Readonly<Record<string, string>>>> = { cs: notesCs, sk: notesSk, en: notesEn }

/** The words for a remark in a document's history. A code that this version has no words for is shown with its values. */
export const noteText = (note: { code: string; params: Record<string, string> }, language: Language): string =>
  fill(
    (Object.hasOwn(texts[language], note.code) && texts[language][note.code]) ||
      `${note.code} ${Object.values(note.params).join(', ')}`,
    note.params,
  )
