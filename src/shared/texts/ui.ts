import type { Language } from '../settings'
import { type UiTexts, uiCs } from './ui.cs'
import { uiEn } from './ui.en'
import { uiSk } from './ui.sk'

export const uiTexts: Readonly<Record<Language, UiTexts>> = { cs: uiCs, sk: uiSk, en: uiEn }
