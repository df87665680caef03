import { asFailure, type Problem } from '../../shared/failure'
import type { ScheduledRun } from '../../shared/schedule'
import { needsPerson, type SyncCounts, type SyncStatus } from '../../shared/sync-status'
import { fill } from '../../shared/texts/format'
import { problemText } from '../../shared/texts/problem-text'
import { scheduleTexts } from '../../shared/texts/schedule'
import { wholeNumber } from '../../shared/texts/time'
import { isWorkingTime } from '../../shared/working-hours'
import type { Client } from '../client'
import { thisScheduleHost } from '../system/schedule/choose'
import { eventOf, writeEvent } from '../system/schedule/event-log'
import { describeProcess } from '../system/schedule/this-process'
import { CLIENT_VERSION } from '../version'
import type { Ending } from './answer'
import { type CommandContext, failedEnding, needSettings, withClient } from './context'
import { exitCodeOfStatus, exitCodes } from './exit-codes'
import { statusLines } from './show-status'

const settled = ({ imported, rejected, quarantined }: SyncCounts): number => imported + rejected + quarantined

/**
 * One run as the operating system's scheduler starts it: leaves its evidence in the ledger before and after, does nothing
 * while a person has paused the synchronisation, asks whoever holds the engine, and tells the system's log what is worth it.
 * Never throws.
 */
export async function scheduledSync(context: CommandContext): Promise<Ending> {
  const { io, language } = context
  const texts = scheduleTexts[language].done
  const host = io.scheduleHost ?? thisScheduleHost(io.env)
  const startedAt = new Date().toISOString()
  const who = await describeProcess({ ...host, isTerminal: io.stdout.isTTY === true })
  const about: Pick<ScheduledRun, keyof typeof who | 'startedAt' | 'version'> = { ...who, startedAt, version: CLIENT_VERSION }
  let before: ScheduledRun | undefined

  /** The last word in ledger and system log. Neither may turn a good run into a bad one. */
  async function end(client: Client | undefined, ending: Ending, run: Partial<ScheduledRun>, moved: number, text: string) {
    const finishedAt = new Date().toISOString()
    const done: ScheduledRun = { ...about, result: 'failed', ...run, finishedAt }
    const told = before?.toldAt === undefined ? undefined : Date.parse(before.toldAt)
    const entry = eventOf({ run: done, exitCode: ending.exitCode, moved, text }, before, told)
    if (entry) await writeEvent(entry, { ...host, stderr: io.stderr })
    const toldAt = entry ? finishedAt : before?.toldAt
    await client?.noteScheduled({ ...done, ...(toldAt === undefined ? {} : { toldAt }) }).catch(() => {})
    return ending
  }
  const failed = (client: Client | undefined, error: unknown): Promise<Ending> => {
    const ending = failedEnding(asFailure(error))
    const code = ending.problem?.code ?? 'internal'
    return end(client, ending, { result: 'failed', problem: code }, 0, wordsFor(ending.problem))
  }
  const wordsFor = (what: Problem | undefined): string => {
    if (!what) return ''
    const text = problemText(language, what)
    return [text.what, text.why, text.todo, text.words, `(${text.code})`].filter(Boolean).join(' ')
  }

  async function run(client: Client): Promise<Ending> {
    const settings = needSettings(client)
    before = client.scheduledRun()
    await client.noteScheduled({
      ...about,
      result: 'running',
      ...(before?.toldAt === undefined ? {} : { toldAt: before.toldAt }),
    })
    const earlier = client.status()
    if (settings.sync.paused) {
      const ending: Ending = { exitCode: exitCodes.ok, data: { status: earlier }, lines: [texts.paused] }
      return end(client, ending, { result: 'paused' }, 0, texts.paused)
    }
    if (!isWorkingTime(settings.sync.workingHours, Date.now())) {
      const ending: Ending = { exitCode: exitCodes.ok, data: { status: earlier }, lines: [texts.resting] }
      return end(client, ending, { result: 'resting' }, 0, texts.resting)
    }
    // This process has become the holder by its note, unless another one is.
    const asked = earlier.heldBy
    const status = await client.syncNow(io.signal)
    const exitCode = io.signal.aborted ? exitCodes.interrupted : exitCodeOfStatus(status)
    const moved = Math.max(0, settled(status.counts) - settled(earlier.counts))
    const ending: Ending = {
      exitCode,
      data: { status },
      lines: statusLines(status, context),
      ...(status.problem ? { problem: status.problem } : {}),
    }
    const result = exitCode === exitCodes.ok ? 'ok' : exitCode === exitCodes.attention ? 'attention' : 'failed'
    const note = {
      result,
      ...(asked === undefined ? {} : { asked }),
      ...(status.problem ? { problem: status.problem.code } : {}),
    } as const
    return end(client, ending, note, moved, textFor(status, result, moved))
  }
  function textFor(status: SyncStatus, result: ScheduledRun['result'], moved: number): string {
    if (status.problem) return wordsFor(status.problem)
    if (result === 'attention') return fill(texts.attention, { count: wholeNumber(needsPerson(status.counts), language) })
    return moved > 0 ? fill(texts.processed, { count: wholeNumber(moved, language) }) : texts.well
  }

  try {
    return await withClient(context, (client) => run(client).catch((error) => failed(client, error)), 'scheduled')
  } catch (error) {
    // Not even the client could be opened: the system's log is all there is.
    return failed(undefined, error)
  }
}
