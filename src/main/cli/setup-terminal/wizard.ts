import type { Language } from '../../../shared/settings'
import type { SetupStep } from '../../../shared/setup-state'
import type { SetupSurface } from '../../setup/surface'
import { beginPage } from './begin-page'
import { checkedPage } from './checked-page'
import { informationSystemPage } from './information-system-page'
import { operationPage } from './operation-page'
import type { Page } from './page'
import { productionPage } from './production-page'
import { registrationPage } from './registration-page'
import { createTalk, isAway, say, type Talk, type TalkOptions } from './talk'
import type { Terminal } from './terminal'
import { testOrdersPage } from './test-orders-page'

const pages: Readonly<Record<SetupStep, Page>> = {
  begin: beginPage,
  registration: registrationPage,
  computer: (talk) => checkedPage(talk, 'computer'),
  connection: (talk) => checkedPage(talk, 'connection'),
  'information-system': informationSystemPage,
  'test-orders': testOrdersPage,
  operation: operationPage,
  production: productionPage,
}

/**
 * Leads through setting up, from where it stands, until the person has finished or ends. Everything is kept at once, so
 * ending anywhere loses nothing. Gives how it ended, and in which language it was led.
 */
export async function runWizard(
  surface: SetupSurface,
  terminal: Terminal,
  options: TalkOptions,
): Promise<{ end: 'finished' | 'quit'; language: Language }> {
  const talk = createTalk(surface, terminal, options)
  const { state } = surface.view()
  talk.say(talk.texts.welcome, talk.texts.controls)
  if (state.at !== 'begin' || state.purpose !== undefined) talk.say(talk.texts.resumed)
  for (;;) {
    const view = talk.view()
    const { at } = view.state
    heading(talk)
    const end = await pages[at](talk)
    if (terminal.signal.aborted || end === 'quit') return { end: 'quit', language: talk.language }
    if (end === 'finished') return { end, language: talk.language }
    const to = end === 'steps' ? await chooseStep(talk) : isAway(end) ? 'back' : end === 'next' ? 'next' : end.to
    if (to === 'quit') return { end: 'quit', language: talk.language }
    if (to === undefined) continue
    const missing = await talk.attempt(() => surface.move(to))
    if (missing && missing.length > 0) {
      if (to !== 'next') talk.say(talk.texts.steps.not)
      talk.missing(missing)
    }
  }
}

function heading(talk: Talk): void {
  const { state, steps, trial } = talk.view()
  const words = talk.words.steps[state.at]
  const number = steps.findIndex(({ step }) => step === state.at) + 1
  talk.heading(say(talk.texts.step, { number, count: steps.length, title: words.title }))
  if (trial) talk.say(talk.tone('warn', talk.texts.trial))
  talk.say(words.about)
}

async function chooseStep(talk: Talk): Promise<SetupStep | 'quit' | undefined> {
  const { steps: texts } = talk.texts
  const { state, steps } = talk.view()
  talk.say(texts.title)
  const choices = steps.map(({ step, missing }) => {
    const word = missing.length === 0 ? texts.done : texts.open
    return { value: step, label: `${talk.words.steps[step].title}: ${word}${step === state.at ? ` (${texts.here})` : ''}` }
  })
  const answer = await talk.ask({ kind: 'choice', label: texts.go, required: true, choices, present: state.at })
  if (answer === 'quit') return 'quit'
  if (isAway(answer)) return undefined
  return answer.value as SetupStep
}
