import { consentSchema, surveySchema } from '../../../shared/central-api/registration'
import type { FoundOnComputer, SetupView } from '../../../shared/setup-view'
import { fill } from '../../../shared/texts/format'
import { changeAt, entryAt } from './entries'
import type { Field } from './form'
import type { Choice, Question } from './question'
import type { Talk } from './talk'

type Labels = Readonly<Record<string, string>>
const choicesOf = (labels: Labels, order: readonly string[]): Choice[] =>
  order.map((value) => ({ value, label: labels[value] ?? value }))

/** What may stand in an entry before anybody has typed it, and where it comes from. */
interface Offer {
  value: unknown
  hint?: string
}

/** The registration's questions, in their order. What is answered already is offered again; nothing typed is ever replaced. */
export function registrationFields(talk: Talk): Field[] {
  const { choices } = talk.words
  const labels: Labels = talk.words.fields
  const helps: Labels = talk.words.help
  const field = (
    about: string,
    own: Partial<Question> = {},
    offer?: (view: SetupView) => Offer | undefined,
    tidy: (value: unknown) => unknown = (value) => value,
  ): Field => ({
    about,
    question(view) {
      const present = entryAt(view.state.entries, about)
      const offered = present === undefined || present === '' ? offer?.(view) : undefined
      return {
        kind: 'text',
        label: labels[about] ?? about,
        help: helps[about],
        required: true,
        present: offered?.value ?? present,
        ...(offered?.hint === undefined ? {} : { hint: offered.hint }),
        ...own,
      }
    },
    keep: (value) => talk.surface.enter(changeAt(talk.view().state.entries, about, tidy(value))),
  })
  const found = (kind: FoundOnComputer['kind'], of: 'value' | 'version') => (view: SetupView) => {
    const finding = view.findings.find((one) => one.kind === kind)
    if (!finding) return undefined
    const value = of === 'value' ? finding.value : 'version' in finding ? finding.version : undefined
    return value === undefined ? undefined : { value, hint: fill(talk.words.foundHere, { where: finding.foundAt }) }
  }
  const decider = (view: SetupView) => offerOf(view.state.entries.decisionMaker.name)
  const optional = { required: false }
  const person = (part: 'decisionMaker' | 'it', only: (view: SetupView) => boolean = () => true): Field[] =>
    (['name', 'email', 'phone'] as const).map((name) => {
      const asked = field(`${part}.${name}`, { most: name === 'phone' ? 64 : 255 })
      return { ...asked, question: (view) => (only(view) ? asked.question(view) : undefined) }
    })
  // Not an entry: somebody for IT is whole, or there is none.
  let wantsIt: boolean | undefined
  const hasIt = (view: SetupView) => wantsIt ?? Object.values(view.state.entries.it).some((value) => value !== '')
  const itAsked: Field = {
    about: 'it',
    question: (view) => ({
      kind: 'yes-no',
      label: talk.texts.registration.noIt,
      help: talk.texts.registration.noItHelp,
      required: true,
      present: hasIt(view),
    }),
    keep(value) {
      wantsIt = value === true
      if (!wantsIt) talk.surface.enter({ it: {} })
    },
  }
  const onlyIf = (asked: Field, when: (view: SetupView) => boolean): Field => ({
    ...asked,
    question: (view) => (when(view) ? asked.question(view) : undefined),
  })
  return [
    field('company.country', { kind: 'choice', choices: choicesOf(choices.country, ['CZ', 'SK']) }, () => ({
      value: talk.language === 'sk' ? 'SK' : 'CZ',
    })),
    field('company.name'),
    field('company.ico', { most: 32 }, undefined, closeUp),
    field('company.dic', { ...optional, most: 32 }, undefined, closeUp),
    onlyIf(
      field('company.icDph', { ...optional, most: 32 }, undefined, closeUp),
      (view) => view.state.entries.company.country === 'SK',
    ),
    field('company.street'),
    field('company.city'),
    field('company.postalCode', { most: 32 }),
    field('role', { kind: 'choice', choices: choicesOf(choices.role, ['supplier', 'buyer', 'both']) }),
    ...person('decisionMaker'),
    itAsked,
    ...person('it', hasIt),
    field('survey.informationSystem', { most: 128 }, found('information-system', 'value')),
    field('survey.informationSystemVersion', { ...optional, most: 64 }, found('information-system', 'version')),
    field('survey.operation', { kind: 'choice', choices: choicesOf(choices.operation, surveySchema.shape.operation.options) }),
    field('survey.exchangeModules', {
      kind: 'choices',
      choices: choicesOf(choices.exchangeModules, surveySchema.shape.exchangeModules.element.options),
      alone: 'none',
    }),
    field('survey.remoteAccess', {
      kind: 'choices',
      choices: choicesOf(choices.remoteAccess, surveySchema.shape.remoteAccess.element.options),
      alone: 'none',
    }),
    field('survey.operatingSystem', { most: 128 }, found('operating-system', 'value')),
    field('survey.serverName', optional, found('server-name', 'value')),
    field('survey.note', { ...optional, most: 4000 }),
    field('trading.system'),
    field('trading.integrated', { kind: 'choice', choices: choicesOf(choices.integrated, ['yes', 'no', 'unknown']) }),
    field('consent.to', { kind: 'choice', choices: choicesOf(choices.consentTo, consentSchema.shape.to.options) }),
    onlyIf(
      field('consent.otherIntegrationNote', { ...optional, most: 4000 }),
      (view) => view.state.entries.consent.to === 'other-integration',
    ),
    field('consent', {
      kind: 'yes-no',
      intro: talk.texts.registration.consentText,
      label: talk.texts.registration.consentAsk,
      help: undefined,
    }),
    field('consent.by', {}, decider),
    field('plannedDate', { ...optional, most: 10 }),
  ]
}

const offerOf = (value: string | undefined): Offer | undefined => (value ? { value } : undefined)

/** People write numbers in groups. */
const closeUp = (value: unknown): unknown => (typeof value === 'string' ? value.replace(/\s+/g, '').toUpperCase() : value)
