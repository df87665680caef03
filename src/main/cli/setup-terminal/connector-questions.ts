import type { ConnectorForm, SetupField, SetupView } from '../../../shared/setup-view'
import { fill } from '../../../shared/texts/format'
import { settingAt, withSetting } from './entries'
import type { Field } from './form'
import type { Choice, Question } from './question'
import type { Talk } from './talk'

type Labels = Readonly<Record<string, string>>

/** The questions that a connector's form makes, for some of its fields. */
export function connectorFields(talk: Talk, form: ConnectorForm, which: (field: SetupField) => boolean): Field[] {
  const words = (talk.words.connector as Readonly<Record<string, Readonly<Record<string, { label: string; help: string }>>>>)[
    form.id
  ]
  const labels = (talk.words.connectorChoices as Readonly<Record<string, Readonly<Record<string, Labels>>>>)[form.id]
  const standing = (view: SetupView, name: string): unknown =>
    settingAt(settingsOf(view, form), name) ?? form.fields.find((field) => field.name === name)?.initial

  return form.fields.filter(which).map((field) => ({
    about: `connector.${field.name}`,
    question(view): Question | undefined {
      if (field.when && standing(view, field.when.name) !== field.when.value) return undefined
      const own = settingAt(settingsOf(view, form), field.name)
      const offered = own === undefined || own === '' ? offerFor(talk, view, field) : undefined
      const choices = choicesOf(field, labels?.[field.name])
      return {
        kind: kindOf(field),
        label: words?.[field.name]?.label ?? field.name,
        help: words?.[field.name]?.help,
        // What has a value of its own is not left out by Enter.
        required: field.required || (field.initial !== undefined && field.kind !== 'pairs'),
        present: field.kind === 'secret' ? view.secretsKept.includes(field.name) : (own ?? offered?.value ?? field.initial),
        hint: offered?.hint,
        ...(choices ? { choices } : {}),
        keys: field.keys,
        minimum: field.minimum,
        maximum: field.maximum,
        most: 1024,
      }
    },
    keep(value) {
      if (field.kind === 'secret') {
        // Enter keeps what is kept.
        if (value !== undefined) talk.surface.secret(field.name, String(value))
        return
      }
      const settings = settingsOf(talk.view(), form)
      talk.surface.enter({ connector: { id: form.id, settings: withSetting(settings, field.name, value) } })
    },
  }))
}

/** Whether everything needed stands already, so that it can be tried at once. */
export const isFilledIn = (view: SetupView, form: ConnectorForm): boolean => {
  const standing = (name: string): unknown =>
    settingAt(settingsOf(view, form), name) ?? form.fields.find((field) => field.name === name)?.initial
  return form.fields
    .filter((field) => field.required && (!field.when || standing(field.when.name) === field.when.value))
    .every((field) => (field.kind === 'secret' ? view.secretsKept.includes(field.name) : Boolean(standing(field.name))))
}

export const settingsOf = (view: SetupView, form: ConnectorForm): Record<string, unknown> => {
  const { connector } = view.state.entries
  return connector.id === form.id ? (connector.settings ?? {}) : {}
}

function choicesOf(field: SetupField, labels: Labels | undefined): Choice[] | undefined {
  const values = field.kind === 'pairs' ? field.keys : field.choices
  return values?.map((value) => ({ value, label: labels?.[value] ?? value }))
}

const kindOf = (field: SetupField): Question['kind'] => (field.kind === 'file' || field.kind === 'folder' ? 'text' : field.kind)

/** What is known already: the program that was found here, the company's number. */
function offerFor(talk: Talk, view: SetupView, field: SetupField): { value: string; hint: string } | undefined {
  if (field.name === 'program') {
    const found = view.findings.find((one) => one.kind === 'information-system' && one.value === 'POHODA')
    const folder = found?.kind === 'information-system' ? found.folder : undefined
    if (!found || folder === undefined) return undefined
    const separator = folder.includes('\\') ? '\\' : '/'
    return {
      value: `${folder.replace(/[\\/]+$/, '')}${separator}Pohoda.exe`,
      hint: fill(talk.words.foundHere, { where: found.foundAt }),
    }
  }
  if (field.name === 'ico') {
    const value = view.state.account?.ico ?? view.state.entries.company.ico
    return value ? { value, hint: talk.texts.informationSystem.fromRegistration } : undefined
  }
  return undefined
}
