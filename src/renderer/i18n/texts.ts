import { createContext, useContext } from 'react'
import type { Language } from '../../shared/settings'
import { uiTexts } from '../../shared/texts/ui'
import type { UiTexts } from '../../shared/texts/ui.cs'

export const LanguageContext = createContext<Language>('cs')
export const useLanguage = (): Language => useContext(LanguageContext)
export const useTexts = (): UiTexts => uiTexts[useLanguage()]

/** Each in its own words, so that it is found in whatever language the window is. */
export const languageNames: Readonly<Record<Language, string>> = { cs: 'Čeština', sk: 'Slovenčina', en: 'English' }
