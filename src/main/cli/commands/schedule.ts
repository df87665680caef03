import { asFailure } from '../../../shared/failure'
import { GMSA, type ScheduleAccount, type ScheduleView } from '../../../shared/schedule'
import { fill } from '../../../shared/texts/format'
import { type ScheduleTexts, scheduleTexts } from '../../../shared/texts/schedule'
import type { Client } from '../../client'
import { openSchedule, type Schedule } from '../../schedule'
import type { Ending } from '../answer'
import { type CommandContext, failedEnding, withClient } from '../context'
import { exitCodes } from '../exit-codes'
import { usageFailure } from '../language'
import { viewLines } from '../show-schedule'

export interface InstallOptions {
  every?: number
  account?: string
  prove?: boolean
}

const textsOf = ({ language }: CommandContext): ScheduleTexts => scheduleTexts[language]

export const scheduleOf = (client: Client, { io }: CommandContext): Schedule =>
  openSchedule({
    client,
    program: io.program ?? { program: process.execPath, args: process.argv.slice(1, 2) },
    host: io.scheduleHost,
  })

/** `system`, `NAME`, `gmsa:DOMAIN\NAME$`. Throws Failure `usage`. */
export function accountOf(text: string, context: CommandContext): ScheduleAccount {
  const wrong = () => usageFailure(fill(textsOf(context).ask.accountWrong, { account: text }))
  if (/\p{Cc}|["/[\]:;|=,+*?<>]/u.test(text.replace(/^gmsa:/, '')) || text.length > 250) throw wrong()
  if (/^system$/i.test(text)) return { kind: 'system' }
  const managed = /^gmsa:(.+)$/i.exec(text)?.[1]
  if (managed !== undefined) {
    if (!GMSA.test(managed)) throw wrong()
    return { kind: 'gmsa', name: managed }
  }
  if (text === '' || text.startsWith('-')) throw wrong()
  return { kind: 'named', name: text }
}

/** A terminal asks; without one the first line of the standard input is the password. It is never an argument. */
async function passwordOf(account: ScheduleAccount, context: CommandContext): Promise<string> {
  const { io } = context
  const { ask } = textsOf(context)
  const name = account.kind === 'system' ? '' : account.name
  const terminal = io.openTerminal?.()
  if (terminal) {
    try {
      const typed = await terminal.ask(`${fill(ask.password, { account: name })}: `, { secret: true })
      if (typed !== 'ended' && typed !== 'until' && typed.line !== '') return typed.line
    } finally {
      terminal.close()
    }
  } else {
    const [line = ''] = (await io.readStdin()).split(/\r?\n/)
    if (line !== '') return line
  }
  throw usageFailure(fill(ask.passwordMissing, { account: name }))
}

const endingOf = (view: ScheduleView, context: CommandContext, ...first: string[]): Ending => ({
  exitCode: exitCodes.ok,
  data: { schedule: view },
  lines: [...first, ...viewLines(view, context.language)],
})

export const showSchedule = (context: CommandContext): Promise<Ending> =>
  withClient(context, async (client) => endingOf(await scheduleOf(client, context).view(), context))

export async function installSchedule(options: InstallOptions, context: CommandContext): Promise<Ending> {
  const account = options.account === undefined ? undefined : accountOf(options.account, context)
  return withClient(context, async (client) => {
    const schedule = scheduleOf(client, context)
    const texts = textsOf(context)
    const platform = (context.io.scheduleHost ?? process).platform
    const password = platform === 'win32' && account?.kind === 'named' ? { password: await passwordOf(account, context) } : {}
    const view = await schedule.install({ everyMinutes: options.every, account, ...password })
    const done = fill(texts.done.installed, { name: view.installed?.name ?? '' })
    if (!options.prove) return endingOf(view, context, done)
    context.progress(texts.done.waiting)
    try {
      return endingOf(await schedule.prove(context.io.signal), context, done)
    } catch (error) {
      // It stays installed; what is missing is the evidence.
      const failed = failedEnding(asFailure(error))
      const now = await schedule.view()
      return { ...failed, data: { schedule: now }, lines: [done, ...viewLines(now, context.language)] }
    }
  })
}

export const removeSchedule = (context: CommandContext): Promise<Ending> =>
  withClient(context, async (client) => {
    const schedule = scheduleOf(client, context)
    const before = await schedule.view()
    const view = await schedule.remove()
    const { done } = textsOf(context)
    return { exitCode: exitCodes.ok, data: { schedule: view }, lines: [before.installed ? done.removed : done.nothing] }
  })
