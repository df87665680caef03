import type { Language } from '../settings'
import { type SetupWords, setupWordsCs } from './setup-words.cs'
import { setupWordsEn } from './setup-words.en'
import { setupWordsSk } from './setup-words.sk'

export const setupWords: Readonly<Record<Language, SetupWords>> = { cs: setupWordsCs, sk: setupWordsSk, en: setupWordsEn }
