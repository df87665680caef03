import type { Language } from '../../../shared/settings'
import type { Missing } from '../../../shared/setup-state'
import { checksCs } from '../../../shared/texts/checks.cs'
import { checksEn } from '../../../shared/texts/checks.en'
import { checksSk } from '../../../shared/texts/checks.sk'
import { fill } from '../../../shared/texts/format'
import type { SetupWords } from '../../../shared/texts/setup-words.cs'

const titles: Readonly<Record<Language, Readonly<Record<string, string>>>> = { cs: checksCs, sk: checksSk, en: checksEn }

/** What a check is called; one that this version has no words for is called by its id. */
export const checkTitle = (id: string, language: Language): string => titles[language][id] ?? id

/** What is missing, in words. */
export function missingText({ code, about }: Missing, { language, words }: { language: Language; words: SetupWords }): string {
  const fields: Readonly<Record<string, string>> = words.fields
  const field = about === undefined ? '' : (fields[about] ?? checkTitle(about, language))
  return fill(words.missing[code], { field })
}
