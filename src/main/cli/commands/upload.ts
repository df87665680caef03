import type { OutwardAgenda } from '../../../shared/documents/agenda'
import type { Problem } from '../../../shared/failure'
import type { OutwardAgendaStatus } from '../../../shared/outward-status'
import { fill } from '../../../shared/texts/format'
import { problemText } from '../../../shared/texts/problem-text'
import { shortTime, wholeNumber } from '../../../shared/texts/time'
import { uiTexts } from '../../../shared/texts/ui'
import type { OutwardView } from '../../outward-host'
import type { Ending } from '../answer'
import { type CommandContext, needSettings, withClient } from '../context'
import { exitCodeOf, exitCodes } from '../exit-codes'
import { usageFailure } from '../language'
import { facts, table } from '../table'

export interface UploadOptions {
  full?: boolean
  again?: boolean
  agenda?: OutwardAgenda
  confirmFall?: boolean
  show?: boolean
}

/** So many reasons are shown to a person; all that are kept go to a program. */
const SHOWN = 20

function factsOf(agenda: OutwardAgenda, status: OutwardAgendaStatus, context: CommandContext): string[] {
  const { language } = context
  const texts = context.texts.upload
  const at = (instant: string | undefined) =>
    instant === undefined ? uiTexts[language].status.never : shortTime(instant, language)
  const figures = (['rows', 'read', 'changed', 'removed', 'leftOut', 'unsendable', 'rejected'] as const).map(
    (name): [string, string] => [texts[name], wholeNumber(status[name], language)],
  )
  return [
    `${uiTexts[language].outwardAgenda[agenda]}: ${texts.state[status.state]}`,
    ...facts([
      [texts.last, at(status.lastPassAt)],
      [texts.lastFull, at(status.lastFullAt)],
      [texts.upload, at(status.lastUploadAt)],
      ...figures,
    ]),
  ]
}

function samplesOf(title: string, samples: OutwardView['unsendable'], count: number, context: CommandContext): string[] {
  const { upload: texts } = context.texts
  if (samples.length === 0) return []
  const rows = samples.slice(0, SHOWN).map(({ sku, problem }) => {
    const { what, words } = problemText(context.language, problem)
    return [sku, words === undefined ? what : `${what} (${words})`]
  })
  return [
    '',
    `${title}:`,
    ...table([{ title: texts.columnCode, most: 40 }, { title: texts.columnWhy }], rows),
    ...(count > rows.length ? [fill(texts.more, { count: count - rows.length })] : []),
  ]
}

function endingOf(views: readonly OutwardView[], context: CommandContext, more: Partial<Ending> = {}): Ending {
  const { upload: texts } = context.texts
  // A fall that waits for a person comes after what doesn't work at all.
  const worst =
    views.find(({ status }) => status.problem && status.state !== 'attention') ?? views.find(({ status }) => status.problem)
  const what: Problem | undefined = worst?.status.problem
  const lines = views.flatMap(({ agenda, status, unsendable, rejected }, index) => [
    ...(index > 0 ? [''] : []),
    ...factsOf(agenda, status, context),
    ...samplesOf(texts.unsendable, unsendable, status.unsendable, context),
    ...samplesOf(texts.rejected, rejected, status.rejected, context),
  ])
  const named = (pick: (view: OutwardView) => OutwardView['unsendable']) =>
    views.flatMap((view) => pick(view).map((sample) => ({ agenda: view.agenda, ...sample })))
  return {
    exitCode: what ? exitCodeOf(what.code) : exitCodes.ok,
    data: {
      outward: Object.fromEntries(views.map(({ agenda, status }) => [agenda, status])),
      unsendable: named(({ unsendable }) => unsendable),
      rejected: named(({ rejected }) => rejected),
      ...more.data,
    },
    lines: [...lines, ...(more.lines ?? [])],
    ...(what ? { problem: what } : {}),
  }
}

/** Reads the information system and sends what has changed to the shops, now. `--show` looks only. */
export function upload(options: UploadOptions, context: CommandContext): Promise<Ending> {
  const { agenda, show, confirmFall, full, again } = options
  const { texts, io } = context
  if ((show && (confirmFall || full || again)) || (confirmFall && (full || again))) throw usageFailure(texts.upload.either)
  return withClient(context, async (client) => {
    needSettings(client)
    const views = () => client.outward().filter((view) => agenda === undefined || view.agenda === agenda)
    if (show) return endingOf(views(), context)
    const unsubscribe = client.onStatus(({ outward = {} }) => {
      for (const [name, { progress }] of Object.entries(outward)) {
        if (!progress) continue
        const { outwardAgenda, tray } = uiTexts[context.language]
        const said = { agenda: outwardAgenda[name as OutwardAgenda], ...progress, total: progress.total ?? '' }
        // The same words as beside the icon.
        context.progress(fill(tray[progress.phase], said))
      }
    })
    try {
      if (!confirmFall) {
        await client.upload(agenda === undefined ? [] : [agenda], { full: full === true, again: again === true }, io.signal)
        const ending = endingOf(views(), context)
        return io.signal.aborted ? { ...ending, exitCode: exitCodes.interrupted } : ending
      }
      const confirmed: OutwardAgenda[] = []
      for (const view of views()) if (await client.confirmFall(view.agenda)) confirmed.push(view.agenda)
      const lines = confirmed.length === 0 ? ['', texts.upload.notHeld] : []
      return endingOf(views(), context, { data: { confirmed }, lines })
    } finally {
      unsubscribe()
      context.progressDone()
    }
  })
}
