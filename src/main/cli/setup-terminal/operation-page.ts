import { fill } from '../../../shared/texts/format'
import { scheduleTexts } from '../../../shared/texts/schedule'
import { viewLines } from '../show-schedule'
import { changeAt } from './entries'
import { type Field, runForm } from './form'
import type { PageEnd } from './page'
import type { Talk } from './talk'

const USUAL = [60, 300, 900, 3600] as const
const DEFAULT_SECONDS = 300
const OTHER = 'other'

/** How often, and whether the client starts by itself. */
export async function operationPage(talk: Talk): Promise<PageEnd> {
  // The choice "other" is not an entry until its seconds are said.
  let other = false
  const keepInterval = (seconds: number) =>
    talk.surface.enter(changeAt(talk.view().state.entries, 'operation.intervalSeconds', seconds))
  const present = () => talk.view().state.entries.operation.intervalSeconds
  const interval: Field = {
    about: 'operation.interval',
    question() {
      const { every, everySeconds, other: word } = talk.texts.operation
      const now = present()
      const own = now !== undefined && !USUAL.some((one) => one === now) ? [now] : []
      return {
        kind: 'choice',
        label: talk.texts.operation.interval,
        required: true,
        choices: [
          ...USUAL.map((seconds) => ({ value: String(seconds), label: every[seconds] })),
          ...own.map((seconds) => ({ value: String(seconds), label: fill(everySeconds, { seconds }) })),
          { value: OTHER, label: word },
        ],
        present: String(now ?? DEFAULT_SECONDS),
      }
    },
    keep(value) {
      other = value === OTHER
      if (!other) keepInterval(Number(value))
    },
  }
  const seconds: Field = {
    about: 'operation.intervalSeconds',
    question: () =>
      other
        ? {
            kind: 'number',
            label: talk.texts.operation.seconds,
            help: talk.texts.operation.secondsHelp,
            required: true,
            present: present() ?? DEFAULT_SECONDS,
            minimum: 15,
            maximum: 86_400,
          }
        : undefined,
    keep: (value) => keepInterval(Number(value)),
  }
  const autostart: Field = {
    about: 'operation.autostart',
    question: (view) =>
      view.autostart === 'possible'
        ? {
            kind: 'yes-no',
            label: talk.texts.operation.autostart,
            required: true,
            present: view.state.entries.operation.autostart ?? true,
          }
        : undefined,
    keep: (value) => talk.surface.enter(changeAt(talk.view().state.entries, 'operation.autostart', value === true)),
  }
  if (talk.view().autostart === 'impossible') talk.say(talk.texts.operation.noAutostart)
  await sayUnattended(talk)
  const end = await runForm(talk, { fields: [interval, seconds, autostart], missing: () => [] })
  return end === 'done' ? 'next' : end
}

/** What runs while nobody is signed in. Scheduling needs rights of its own, so the command is said and not carried out here. */
async function sayUnattended(talk: Talk): Promise<void> {
  if (talk.view().trial) return
  await talk.attempt(() => talk.surface.schedule('look'))
  const { schedule } = talk.view()
  if (!schedule) return
  talk.heading(scheduleTexts[talk.language].window.title)
  talk.say(...viewLines(schedule, talk.language), ...(schedule.scheduler ? [`  ${schedule.command}`] : []))
}
