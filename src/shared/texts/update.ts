import type { Language } from '../settings'
import { type UpdateTexts, updateCs } from './update.cs'
import { updateEn } from './update.en'
import { updateSk } from './update.sk'

export const updateTexts: Readonly<Record<Language, UpdateTexts>> = { cs: updateCs, sk: updateSk, en: updateEn }
