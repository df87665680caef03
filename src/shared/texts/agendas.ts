import type { Language } from '../settings'
import { type AgendasTexts, agendasCs } from './agendas.cs'
import { agendasEn } from './agendas.en'
import { agendasSk } from './agendas.sk'

export const agendasTexts: Readonly<Record<Language, AgendasTexts>> = { cs: agendasCs, sk: agendasSk, en: agendasEn }
