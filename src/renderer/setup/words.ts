import type { Language } from '../../shared/settings'
import type { Missing } from '../../shared/setup-state'
import { checksCs } from '../../shared/texts/checks.cs'
import { checksEn } from '../../shared/texts/checks.en'
import { checksSk } from '../../shared/texts/checks.sk'
import { fill } from '../../shared/texts/format'
import { setupUseTexts } from '../../shared/texts/setup-use'
import type { SetupUseTexts } from '../../shared/texts/setup-use.cs'
import { setupWords } from '../../shared/texts/setup-words'
import type { SetupWords } from '../../shared/texts/setup-words.cs'
import { useLanguage } from '../i18n/texts'

const checkTitles: Readonly<Record<Language, Readonly<Record<string, string>>>> = { cs: checksCs, sk: checksSk, en: checksEn }

export const useUseTexts = (): SetupUseTexts => setupUseTexts[useLanguage()]
export const useWords = (): SetupWords => setupWords[useLanguage()]

const own = (words: Readonly<Record<string, unknown>>, key: string): unknown =>
  Object.hasOwn(words, key) ? words[key] : undefined

/** What is missing, as a sentence. A check's line is named by its title. */
export function missingSentence({ code, about = '' }: Missing, language: Language): string {
  const words = setupWords[language]
  const field = own(words.fields, about) ?? own(checkTitles[language], about) ?? about
  return fill(words.missing[code], { field: String(field) })
}

/** Label and help of a connector's setting; one that this version has no words for keeps its own name. */
export function settingWords(words: SetupWords, connector: string, name: string): { label: string; help?: string } {
  const found = own((own(words.connector, connector) ?? {}) as Record<string, unknown>, name)
  return (found as { label: string; help: string } | undefined) ?? { label: name }
}

/** The word for one of a setting's choices. */
export function choiceWord(words: SetupWords, connector: string, name: string, choice: string): string {
  const choices = own((own(words.connectorChoices, connector) ?? {}) as Record<string, unknown>, name)
  return String(own((choices ?? {}) as Record<string, unknown>, choice) ?? choice)
}
