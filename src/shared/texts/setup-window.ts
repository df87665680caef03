import type { Language } from '../settings'
import { type SetupWindowTexts, setupWindowCs } from './setup-window.cs'
import { setupWindowEn } from './setup-window.en'
import { setupWindowSk } from './setup-window.sk'

export const setupWindowTexts: Readonly<Record<Language, SetupWindowTexts>> = {
  cs: setupWindowCs,
  sk: setupWindowSk,
  en: setupWindowEn,
}
