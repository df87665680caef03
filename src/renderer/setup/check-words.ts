import type { Language } from '../../shared/settings'
import { checkHelpCs, checksCs } from '../../shared/texts/checks.cs'
import { checkHelpEn, checksEn } from '../../shared/texts/checks.en'
import { checkHelpSk, checksSk } from '../../shared/texts/checks.sk'

type Words = Readonly<Record<string, string>>
const titles: Readonly<Record<Language, Words>> = { cs: checksCs, sk: checksSk, en: checksEn }
const helps: Readonly<Record<Language, Words>> = { cs: checkHelpCs, sk: checkHelpSk, en: checkHelpEn }

const wordOf = (words: Words, id: string): string | undefined => (Object.hasOwn(words, id) ? words[id] : undefined)

/** A check of a newer version, or of a connector without words of its own, is shown by its id. */
export const checkTitle = (id: string, language: Language): string => wordOf(titles[language], id) ?? id
export const checkHelp = (id: string, language: Language): string | undefined => wordOf(helps[language], id)

/** What a step's check will look at, as far as that is known before. */
export const plannedChecks = (step: string): readonly string[] =>
  Object.keys(checkHelpCs).filter((id) => id.startsWith(`${step}.`))
