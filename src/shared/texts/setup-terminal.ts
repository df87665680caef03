import type { Language } from '../settings'
import { type SetupTerminalTexts, setupTerminalCs } from './setup-terminal.cs'
import { setupTerminalEn } from './setup-terminal.en'
import { setupTerminalSk } from './setup-terminal.sk'

export const setupTerminalTexts: Readonly<Record<Language, SetupTerminalTexts>> = {
  cs: setupTerminalCs,
  sk: setupTerminalSk,
  en: setupTerminalEn,
}
