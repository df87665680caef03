import { type Language, languageSchema } from '../../../shared/settings'
import { changeAt, entryAt } from './entries'
import { type Field, runForm } from './form'
import type { PageEnd } from './page'
import { isAway, type Talk } from './talk'

const NAMES: Readonly<Record<Language, string>> = { cs: 'Čeština', sk: 'Slovenčina', en: 'English' }

/** Language, trial or company, and where the Business Integrator is. */
export async function beginPage(talk: Talk): Promise<PageEnd> {
  const { surface } = talk
  const language: Field = {
    about: 'language',
    question: () => ({
      kind: 'choice',
      label: talk.texts.begin.language,
      required: true,
      choices: languageSchema.options.map((value) => ({ value, label: NAMES[value] })),
      present: talk.language,
    }),
    keep(value) {
      const chosen = languageSchema.parse(value)
      surface.enter({ language: chosen })
      talk.setLanguage(chosen)
    },
  }
  const purpose: Field = {
    about: 'purpose',
    question: ({ state }) => ({
      kind: 'choice',
      label: talk.words.fields.purpose,
      help: talk.texts.begin.purposeHelp,
      required: true,
      choices: [
        { value: 'company', label: talk.texts.begin.company },
        { value: 'trial', label: talk.texts.begin.trial },
      ],
      present: state.purpose ?? 'company',
    }),
    keep: (value) => surface.purpose(value === 'trial' ? 'trial' : 'company'),
  }
  const fields = talk.view().trial ? [language] : [language, purpose, addressField(talk)]
  const end = await runForm(talk, { fields, missing: missingAtBegin })
  if (isAway(end)) return end
  return talk.view().trial ? trialMenu(talk) : 'next'
}

const missingAtBegin = (view: ReturnType<Talk['view']>) => view.steps.find(({ step }) => step === 'begin')?.missing ?? []

export const addressField = (talk: Talk): Field => ({
  about: 'central.baseUrl',
  question: ({ state }) =>
    state.purpose === 'trial'
      ? undefined
      : {
          kind: 'text',
          label: talk.words.fields['central.baseUrl'],
          help: talk.words.help['central.baseUrl'],
          required: true,
          present: entryAt(state.entries, 'central.baseUrl'),
          most: 500,
        },
  keep: (value) => talk.surface.enter(changeAt(talk.view().state.entries, 'central.baseUrl', value)),
})

async function trialMenu(talk: Talk): Promise<PageEnd> {
  const { begin } = talk.texts
  for (;;) {
    const choice = await talk.menu(
      [
        ['go-on', begin.goOn],
        ['end', begin.endTrial],
      ],
      begin.inTrial,
    )
    if (isAway(choice)) return choice
    if (choice === 'go-on') return 'next'
    const sure = await talk.sure(begin.endTrialSure)
    if (sure === 'quit' || sure === 'steps') return sure
    if (sure !== true) continue
    await talk.attempt(async () => {
      await talk.surface.endTrial()
      talk.say(begin.trialEnded)
    })
    // Whatever stands now, it begins with this step.
    return { to: 'begin' }
  }
}
