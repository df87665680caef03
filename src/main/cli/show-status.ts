import { outwardAgendaSchema } from '../../shared/documents/agenda'
import type { OutwardAgendaStatus } from '../../shared/outward-status'
import type { SyncState, SyncStatus } from '../../shared/sync-status'
import { shortTime, wholeNumber } from '../../shared/texts/time'
import { uiTexts } from '../../shared/texts/ui'
import type { CommandContext } from './context'
import { facts } from './table'

const GREEN = 32
const YELLOW = 33
const RED = 31
const colours: Readonly<Record<SyncState, number>> = {
  ok: GREEN,
  working: GREEN,
  waiting: YELLOW,
  attention: YELLOW,
  paused: YELLOW,
  unknown: YELLOW,
  'not-set-up': YELLOW,
  failed: RED,
}

/** How one agenda of the way out fares, in a line. */
const outwardText = (one: OutwardAgendaStatus, { language, texts }: CommandContext): string =>
  [
    texts.upload.state[one.state],
    one.lastPassAt === undefined ? undefined : shortTime(one.lastPassAt, language),
    `${texts.upload.rows}: ${wholeNumber(one.rows, language)}`,
  ]
    .filter((part) => part !== undefined)
    .join(', ')

/** The status as lines for people: the state first, then the figures that are not nought. */
export function statusLines(status: SyncStatus, context: CommandContext): string[] {
  const { language, texts } = context
  const ui = uiTexts[language]
  const headline = ui.state[status.state]
  const { counts } = status
  const at = (instant: string | undefined) => (instant === undefined ? ui.status.never : shortTime(instant, language))
  const rows: [string, string][] = []
  if (status.mode) rows.push([texts.label.mode, ui.mode[status.mode]])
  if (status.companyName !== undefined) rows.push([texts.label.company, status.companyName])
  if (status.state !== 'not-set-up') rows.push([ui.status.last, at(status.lastSyncAt)])
  if (status.lastSuccessAt !== status.lastSyncAt) rows.push([ui.status.lastSuccess, at(status.lastSuccessAt)])
  if (status.nextSyncAt !== undefined) rows.push([ui.status.next, shortTime(status.nextSyncAt, language)])
  if (status.verifiedAt !== undefined) rows.push([texts.verify.checked, shortTime(status.verifiedAt, language)])
  if (status.differences !== undefined) rows.push([texts.verify.differences, wholeNumber(status.differences, language)])
  const held = counts.quarantined + counts.rejected + counts.unknown + counts.reportRefused
  const figures: [string, number][] = [
    [ui.counts.waiting, counts.waiting],
    [ui.counts.inWork, counts.inWork],
    [ui.counts.imported, counts.imported],
    [ui.counts.attention, held],
    [ui.counts.unreported, counts.unreported],
    [ui.counts.skipped, counts.skipped],
  ]
  for (const [name, count] of figures)
    if (count > 0 || name === ui.counts.imported) rows.push([name, wholeNumber(count, language)])
  for (const agenda of outwardAgendaSchema.options) {
    const one = status.outward?.[agenda]
    if (one) rows.push([ui.outwardAgenda[agenda], outwardText(one, context)])
  }
  const lines = [context.colour ? `\u001b[1;${colours[status.state]}m${headline}\u001b[0m` : headline, ...facts(rows)]
  if (status.heldBy !== undefined) lines.push(ui.status.heldBy.replace('{who}', status.heldBy))
  return lines
}
