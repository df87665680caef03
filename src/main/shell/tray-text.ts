import { outwardAgendaSchema } from '../../shared/documents/agenda'
import type { Language } from '../../shared/settings'
import { needsPerson, type SyncStatus } from '../../shared/sync-status'
import { fill } from '../../shared/texts/format'
import { scheduleTexts } from '../../shared/texts/schedule'
import { shortTime, wholeNumber } from '../../shared/texts/time'
import { uiTexts } from '../../shared/texts/ui'

/** Windows cuts a tray tooltip after 127 characters. */
const TOOLTIP_CHARACTERS = 127

/** "B2B klient: Vše je zpracováno – poslední synchronizace 8:14, další 8:19, čeká 3". */
export function tooltip(status: SyncStatus, language: Language, now: Date = new Date()): string {
  const texts = uiTexts[language]
  const head = `${texts.appName}: ${stateLine(status, language)}`
  if (status.state === 'not-set-up') return head.slice(0, TOOLTIP_CHARACTERS)
  const time = (instant: string): string => shortTime(instant, language, now)
  const { counts } = status
  const waiting = counts.waiting + counts.inWork
  const attention = needsPerson(status.counts)
  const parts = [
    otherHolder(status, language),
    ...underWay(status, language),
    fill(texts.tray.last, { time: status.lastSyncAt === undefined ? texts.tray.lastNever : time(status.lastSyncAt) }),
    status.nextSyncAt === undefined || status.state === 'paused' ? '' : fill(texts.tray.next, { time: time(status.nextSyncAt) }),
    fill(texts.tray.waiting, { count: wholeNumber(waiting, language) }),
    attention === 0 ? '' : fill(texts.tray.attention, { count: wholeNumber(attention, language) }),
  ]
  return `${head}\n${parts.filter(Boolean).join(', ')}`.slice(0, TOOLTIP_CHARACTERS)
}

/** How far the work has got, each way by itself; nothing: none is under way. */
function underWay({ progress, outward }: SyncStatus, language: Language): string[] {
  const { tray, outwardAgenda } = uiTexts[language]
  const number = (count: number | undefined): string => (count === undefined ? '?' : wholeNumber(count, language))
  return [
    progress && fill(tray.progress, { done: number(progress.done), total: number(progress.total) }),
    ...outwardAgendaSchema.options.map((agenda) => {
      const way = outward?.[agenda]?.progress
      return way && fill(tray[way.phase], { agenda: outwardAgenda[agenda], done: number(way.done), total: number(way.total) })
    }),
  ].filter((part) => part !== undefined)
}

/** What is so, in a few words. */
export const stateLine = (status: SyncStatus, language: Language): string => {
  const { mode, state } = status
  const line = uiTexts[language].state[state]
  return mode === 'test' ? `${line} (${uiTexts[language].mode.test})` : line
}

/** Which other process synchronises, when it isn't this one: `scheduled, account SYSTEM, …` (`holderText`). */
function otherHolder({ heldBy }: SyncStatus, language: Language): string {
  const [, surface = '', account = ''] = /^(\w+), account ([^,]*)/.exec(heldBy ?? '') ?? []
  const words: Readonly<Record<string, string>> = scheduleTexts[language].tray
  return Object.hasOwn(words, surface) ? fill(words[surface] ?? '', { account: account.slice(0, 24) }) : ''
}
