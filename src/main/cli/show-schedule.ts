import type { ScheduledRun, ScheduleView } from '../../shared/schedule'
import type { Language } from '../../shared/settings'
import { fill } from '../../shared/texts/format'
import { scheduleTexts } from '../../shared/texts/schedule'
import { fullTime } from '../../shared/texts/time'
import { facts } from './table'

function evidenceLine(run: ScheduledRun, language: Language): string {
  const { show, result } = scheduleTexts[language]
  return fill(show.run, {
    time: fullTime(run.finishedAt ?? run.startedAt, language),
    account: run.account,
    session: run.session || show.unknown,
    process: run.process,
    result: fill(result[run.result], { problem: run.problem ?? '' }),
  })
}

/** What is scheduled, and its evidence, as lines for people. */
export function viewLines(view: ScheduleView, language: Language): string[] {
  const { show, kind } = scheduleTexts[language]
  const { installed, evidence } = view
  const at = (instant: string | undefined): string => (instant === undefined ? show.unknown : fullTime(instant, language))
  return [
    ...facts([
      [show.scheduler, view.scheduler ? kind[view.scheduler] : show.none],
      ...(installed
        ? ([
            [show.installed, installed.name],
            [show.every, fill(show.everyMinutes, { minutes: installed.everyMinutes ?? show.unknown })],
            [show.account, installed.account],
            [show.installedAt, at(installed.installedAt)],
            [show.command, installed.command],
            [show.last, at(installed.lastRunAt)],
            [show.next, at(installed.nextRunAt)],
            [
              show.state,
              installed.differs.length === 0 ? show.upToDate : fill(show.differs, { parts: installed.differs.join(', ') }),
            ],
          ] as [string, string][])
        : []),
      [show.evidence, evidence ? evidenceLine(evidence, language) : show.noEvidence],
    ]),
    ...(evidence?.asked === undefined ? [] : [fill(show.asked, { who: evidence.asked })]),
    ...(view.foreign === undefined ? [] : [fill(show.foreign, { name: view.foreign })]),
    ...(installed ? [view.proved ? show.proved : show.notProved] : [show.notInstalled]),
    ...(view.lingerOff ? [fill(show.lingerOff, { account: installed?.account ?? '' }).trim()] : []),
  ]
}
