import type { Language } from '../settings'
import { type ScheduleTexts, scheduleCs } from './schedule.cs'
import { scheduleEn } from './schedule.en'
import { scheduleSk } from './schedule.sk'

export type { ScheduleTexts } from './schedule.cs'
export const scheduleTexts: Readonly<Record<Language, ScheduleTexts>> = { cs: scheduleCs, sk: scheduleSk, en: scheduleEn }
