import { makeStyles, tokens } from '@fluentui/react-components'
import { type ReactElement, useMemo, useState } from 'react'
import type { ConnectorForm, SetupField, SetupView } from '../../shared/setup-view'
import type { Ask } from '../ask'
import { Section } from './section'
import { SettingField } from './setting-field'
import {
  effective,
  emptyFields,
  isShown,
  knownSettings,
  partOf,
  type SettingsTree,
  withoutEmpty,
  writeSetting,
} from './settings-tree'
import { useEntries } from './use-entries'
import { settingWords, useUseTexts, useWords } from './words'

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalL, minWidth: 0 },
  fields: { display: 'grid', gap: tokens.spacingVerticalL, minWidth: 0 },
  fold: { borderTop: `1px solid ${tokens.colorNeutralStroke2}`, paddingTop: tokens.spacingVerticalM },
  summary: { cursor: 'pointer', fontWeight: tokens.fontWeightSemibold, width: 'fit-content' },
  hint: { margin: `${tokens.spacingVerticalXXS} 0 ${tokens.spacingVerticalM}`, color: tokens.colorNeutralForeground2 },
})

interface ConnectorFormProps {
  form: ConnectorForm
  view: SetupView
  ask: Ask
  /** Empty fields are said as errors: something was tried with them. */
  strict: boolean
}

/** The settings of one connector, as its own description says; saved by themselves. */
export function ConnectorFields({ form, view, ask, strict }: ConnectorFormProps): ReactElement {
  const styles = useStyles()
  const texts = useUseTexts().informationSystem
  const { entries, set, flush } = useEntries()
  const settings = (entries.connector.settings ?? {}) as SettingsTree
  // What a person has emptied stays empty on the screen, although what holds without it will be used.
  const [emptied, setEmptied] = useState<ReadonlySet<string>>(new Set())
  const change = (field: SetupField, value: unknown): void => {
    const others = [...emptied].filter((name) => name !== field.name)
    setEmptied(new Set(value === '' ? [...others, field.name] : others))
    set('connector.settings', withoutEmpty(form, writeSetting(settings, field.name, value)))
    if (field.kind === 'choice' || field.kind === 'yes-no') void flush()
  }
  const empty = useMemo(() => emptyFields(form, settings, view.secretsKept), [form, settings, view.secretsKept])
  const known = useMemo(() => knownSettings(form, view), [form, view])
  const shown = form.fields.filter((field) => isShown(form, settings, field))

  const fieldsOf = (part: 'main' | 'details' | 'mapping'): ReactElement[] =>
    shown.filter((field) => partOf(form, field) === part).map((field) => <div key={field.name}>{one(field)}</div>)
  const one = (field: SetupField): ReactElement => (
    <SettingField
      connector={form.id}
      field={field}
      value={emptied.has(field.name) ? '' : effective(settings, field)}
      onChange={(value) => change(field, value)}
      ask={ask}
      isKept={view.secretsKept.includes(field.name)}
      known={known[field.name]}
      mustFill={strict && empty.includes(field)}
    />
  )
  const details = fieldsOf('details')
  const mapping = fieldsOf('mapping')
  return (
    <Section title={texts.connect} card>
      {/* Each field that is left is saved at once. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: nothing to do here for a person */}
      <div className={styles.form} onBlur={() => void flush()}>
        <div className={styles.fields}>{fieldsOf('main')}</div>
        {details.length > 0 && (
          <details className={styles.fold}>
            <summary className={styles.summary}>{texts.details}</summary>
            <p className={styles.hint}>{texts.detailsHint}</p>
            <div className={styles.fields}>{details}</div>
          </details>
        )}
        {mapping.length > 0 && (
          <details className={styles.fold}>
            <summary className={styles.summary}>{texts.mapping}</summary>
            <p className={styles.hint}>{texts.mappingHint}</p>
            <div className={styles.fields}>{mapping}</div>
          </details>
        )}
      </div>
    </Section>
  )
}

/** The names of what still has to be filled in, in the form's order. */
export function useEmptyLabels(form: ConnectorForm | undefined, view: SetupView): readonly string[] {
  const words = useWords()
  const { entries } = useEntries()
  if (!form) return []
  const settings = (entries.connector.settings ?? {}) as SettingsTree
  return emptyFields(form, settings, view.secretsKept).map(({ name }) => settingWords(words, form.id, name).label)
}
