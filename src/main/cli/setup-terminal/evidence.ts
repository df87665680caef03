import type { Problem } from '../../../shared/failure'
import type { CheckedStep } from '../../../shared/ipc/setup-calls'
import type { Language } from '../../../shared/settings'
import type { Evidence } from '../../../shared/setup-state'
import { cliTexts } from '../../../shared/texts/cli'
import { fill } from '../../../shared/texts/format'
import { problemText } from '../../../shared/texts/problem-text'
import { fullTime } from '../../../shared/texts/time'
import { plain } from '../table'
import { checkTitle } from './missing-text'
import type { Talk, Tone } from './talk'

type Line = Evidence['lines'][number]
const TONES: Readonly<Record<Line['status'], Tone>> = { ok: 'good', warning: 'warn', failed: 'bad', skipped: 'quiet' }

/** A line of a check: how it ended, what was looked at, what was seen; and for a problem why and what to do. */
export function evidenceLines(talk: Talk, line: Line): string[] {
  const status = talk.tone(TONES[line.status], cliTexts[talk.language].check[line.status])
  const took = line.durationMs >= 1 ? ` (${fill(talk.texts.check.ms, { ms: Math.round(line.durationMs) })})` : ''
  return [
    `  ${status}: ${[checkTitle(line.id, talk.language), plain(line.evidence)].filter((part) => part !== '').join(': ')}${took}`,
    ...(line.problem ? explained(line.problem, talk.language) : []),
  ]
}

/** A problem below the thing that it is about; whether it is an error or a warning, that line says. */
export function explained(problem: Problem, language: Language): string[] {
  const { label } = cliTexts[language]
  const text = problemText(language, problem)
  return [
    `    ${plain(text.what)}`,
    `      ${label.why}: ${plain(text.why)}`,
    `      ${label.todo}: ${plain(text.todo)}`,
    ...(text.words === undefined ? [] : [`      ${label.words}: ${plain(text.words)}`]),
    `      (${label.code}: ${text.code})`,
  ]
}

/** Runs a step's checks; each line is said as it comes. */
export async function runCheck(talk: Talk, step: CheckedStep): Promise<void> {
  talk.say(talk.texts.check.running)
  let said = 0
  const tell = (lines: readonly Line[]): void => {
    for (const line of lines.slice(said)) talk.say(...evidenceLines(talk, line))
    said = Math.max(said, lines.length)
  }
  const stop = talk.surface.onView(({ running }) => {
    if (running?.step === step) tell(running.lines)
  })
  await talk.attempt(() => talk.surface.check(step, talk.terminal.signal))
  stop()
  if (talk.terminal.signal.aborted) return
  const evidence = talk.view().state.evidence[step]
  if (!evidence) return
  tell(evidence.lines)
  talk.say(verdictOf(talk, evidence))
}

/** What stands from an earlier time. */
export function showEvidence(talk: Talk, evidence: Evidence): void {
  talk.say(fill(talk.texts.check.at, { time: fullTime(evidence.at, talk.language) }))
  for (const line of evidence.lines) talk.say(...evidenceLines(talk, line))
  talk.say(verdictOf(talk, evidence))
}

function verdictOf(talk: Talk, { lines }: Evidence): string {
  const { check: texts } = talk.texts
  const count = (status: Line['status']) => lines.filter((line) => line.status === status).length
  if (count('failed') > 0) return talk.tone('bad', fill(texts.failed, { count: count('failed') }))
  if (count('warning') > 0) return talk.tone('warn', fill(texts.warned, { count: count('warning') }))
  return talk.tone('good', texts.passed)
}

export const isPassed = (evidence: Evidence | undefined): boolean =>
  evidence !== undefined && !evidence.lines.some((line) => line.status === 'failed')
