import type { Language } from '../settings'
import { type SetupUseTexts, setupUseCs } from './setup-use.cs'
import { setupUseEn } from './setup-use.en'
import { setupUseSk } from './setup-use.sk'

export const setupUseTexts: Readonly<Record<Language, SetupUseTexts>> = { cs: setupUseCs, sk: setupUseSk, en: setupUseEn }
