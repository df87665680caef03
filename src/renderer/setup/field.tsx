import { Checkbox, Field, Input, makeStyles, mergeClasses, Radio, RadioGroup, Textarea, tokens } from '@fluentui/react-components'
import { SearchRegular } from '@fluentui/react-icons/svg/search'
import { type ReactElement, useId, useState } from 'react'
import type { Missing, MissingCode } from '../../shared/setup-state'
import { fill } from '../../shared/texts/format'
import { setupWindowTexts } from '../../shared/texts/setup-window'
import { useLanguage } from '../i18n/texts'
import { useEntries } from './use-entries'
import { missingSentence, useWords } from './words'

const useStyles = makeStyles({
  hint: { display: 'grid', gap: tokens.spacingVerticalXXS, overflowWrap: 'anywhere' },
  found: {
    display: 'flex',
    gap: tokens.spacingHorizontalXS,
    color: tokens.colorBrandForeground1,
  },
  foundIcon: { flexShrink: 0, fontSize: '14px', lineHeight: tokens.lineHeightBase200, height: tokens.lineHeightBase200 },
  error: { color: tokens.colorStatusDangerForeground1, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  note: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  group: { display: 'grid', gap: tokens.spacingVerticalXXS, border: 'none', margin: 0, padding: 0, minWidth: 0 },
  legend: { padding: 0, lineHeight: tokens.lineHeightBase300 },
  boxes: { display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))', marginLeft: '-8px' },
  yes: { marginLeft: '-8px' },
  yesError: { marginLeft: '34px' },
  radios: { marginLeft: '-8px' },
  across: { flexWrap: 'wrap' },
})

interface FieldProps {
  /** Path of the entry, `company.ico`; label and help come from the words of setting up by it. */
  about: string
  missing: readonly Missing[]
  label?: string | undefined
  hint?: string | undefined
  /** Said beside the label; the others must be filled in. */
  optional?: boolean
  /** The heading or the help says already that it is optional. */
  unmarked?: boolean
}

/** Faults in what was typed are said as soon as the person has left the field; that something is empty only when Next was tried. */
const TYPED_WRONG: readonly MissingCode[] = ['ico-wrong', 'tax-number-wrong', 'email-wrong', 'date-wrong', 'address-wrong']

function useField({ about, missing, label, hint, optional = false, unmarked = false }: FieldProps, editing: boolean) {
  const styles = useStyles()
  const words = useWords()
  const language = useLanguage()
  const { entered, suggestion, lacking } = useEntries()
  const value = entered(about)
  const wrong =
    missing.find((one) => one.about === about) ??
    (editing ? undefined : lacking.find((one) => one.about === about && TYPED_WRONG.includes(one.code)))
  const known = suggestion(about)
  const isKnown = known !== undefined && JSON.stringify(known.value) === JSON.stringify(value)
  const source = !isKnown
    ? undefined
    : known.foundAt !== undefined
      ? fill(words.foundHere, { where: place(known.foundAt, setupWindowTexts[language].found) })
      : fill(setupWindowTexts[language].takenFrom, { field: named(words.fields, known.from ?? '') ?? '' })
  const help = hint ?? named(words.help, about)
  const name = label ?? named(words.fields, about) ?? about
  return {
    value,
    name: optional && !unmarked ? `${name} ${setupWindowTexts[language].optional}` : name,
    error: wrong && missingSentence(wrong, language),
    hint:
      help || source ? (
        <span className={styles.hint}>
          {help && <span>{help}</span>}
          {source && <Found text={source} where={known?.foundAt} />}
        </span>
      ) : undefined,
  }
}
const named = (words: Readonly<Record<string, string>>, about: string): string | undefined =>
  Object.hasOwn(words, about) ? words[about] : undefined

/** A folder is shown as it is; the system's own places by their name, the path stays in the tooltip. */
const place = (foundAt: string, names: { registry: string; system: string }): string =>
  foundAt.startsWith('HKLM\\') ? names.registry : foundAt === 'hostname' || foundAt === 'uname' ? names.system : foundAt

function Found({ text, where }: { text: string; where: string | undefined }): ReactElement {
  const styles = useStyles()
  return (
    <span className={styles.found} title={where}>
      <SearchRegular className={styles.foundIcon} aria-hidden />
      {text}
    </span>
  )
}

/** Not an alert for each field: the summary above says it once. */
const quiet = (text: string | undefined): { validationMessage?: { children: string; role: 'none' } } =>
  text === undefined ? {} : { validationMessage: { children: text, role: 'none' } }

interface EntryFieldProps extends FieldProps {
  type?: 'text' | 'email' | 'tel' | 'date' | 'url'
  multiline?: boolean
  maxLength?: number
  autoComplete?: string
  /** Offered while typing; anything else may be typed as well. */
  options?: readonly string[] | undefined
  className?: string | undefined
}

/** One entry: saved by itself while the person types, and with what was found or missing at it. */
export function EntryField(props: EntryFieldProps): ReactElement {
  const { about, type = 'text', multiline = false, maxLength = 255, autoComplete = 'off', options, optional, className } = props
  const { set, flush } = useEntries()
  const [editing, setEditing] = useState(false)
  const list = useId()
  const { value, name, error, hint } = useField(props, editing)
  const control = {
    'data-about': about,
    'aria-required': !optional,
    value: typeof value === 'string' ? value : '',
    maxLength,
    onChange: (_event: unknown, data: { value: string }) => set(about, data.value),
    onFocus: () => setEditing(true),
    onBlur: () => {
      setEditing(false)
      void flush()
    },
  }
  return (
    <Field label={name} {...(hint ? { hint } : {})} {...quiet(error)} {...(className ? { className } : {})}>
      {multiline ? (
        <Textarea {...control} resize="vertical" rows={3} />
      ) : (
        <Input {...control} type={type} autoComplete={autoComplete} {...(options ? { list } : {})} />
      )}
      {options && (
        <datalist id={list}>
          {options.map((option) => (
            <option key={option} value={option} />
          ))}
        </datalist>
      )}
    </Field>
  )
}

interface ChoiceFieldProps extends FieldProps {
  choices: Readonly<Record<string, string>>
  across?: boolean
  /** What to do when it is chosen, instead of entering it. */
  onChoose?: ((choice: string) => void) | undefined
  value?: string | undefined
}

/** One of a few. */
export function ChoiceField(props: ChoiceFieldProps): ReactElement {
  const { about, choices, across = false, onChoose } = props
  const styles = useStyles()
  const { set, flush } = useEntries()
  const { value, name, error, hint } = useField(props, false)
  const chosen = props.value ?? value
  return (
    <Field label={name} {...(hint ? { hint } : {})} {...quiet(error)}>
      <RadioGroup
        data-about={about}
        layout={across ? 'horizontal' : 'vertical'}
        className={mergeClasses(styles.radios, across && styles.across)}
        value={typeof chosen === 'string' ? chosen : ''}
        onChange={(_event, data) => {
          if (onChoose) return onChoose(data.value)
          set(about, data.value)
          void flush()
        }}
      >
        {Object.entries(choices).map(([choice, text]) => (
          <Radio key={choice} value={choice} label={text} />
        ))}
      </RadioGroup>
    </Field>
  )
}

/** Any of a few. `none` excludes the others. */
export function ManyField(props: FieldProps & { choices: Readonly<Record<string, string>> }): ReactElement {
  const { about, choices } = props
  const styles = useStyles()
  const id = useId()
  const { set, flush } = useEntries()
  const { value, name, error, hint } = useField(props, false)
  const chosen: readonly unknown[] = Array.isArray(value) ? value : []
  const toggle = (choice: string, on: boolean): void => {
    const rest = chosen.filter((one) => one !== choice && (choice === 'none' || one !== 'none'))
    set(about, on ? (choice === 'none' ? ['none'] : [...rest, choice]) : rest)
    void flush()
  }
  return (
    <fieldset data-about={about} className={styles.group} aria-describedby={`${id}-error ${id}-hint`}>
      <legend className={styles.legend}>{name}</legend>
      <div className={styles.boxes}>
        {Object.entries(choices).map(([choice, text]) => (
          <Checkbox
            key={choice}
            label={text}
            checked={chosen.includes(choice)}
            onChange={(_event, { checked }) => toggle(choice, checked === true)}
          />
        ))}
      </div>
      <span id={`${id}-error`} className={styles.error}>
        {error}
      </span>
      <span id={`${id}-hint`} className={styles.note}>
        {hint}
      </span>
    </fieldset>
  )
}

/** Yes or nothing. `about` of what is missing may differ from the entry's own path. */
export function YesField(props: FieldProps & { children: string; missingAbout?: string }): ReactElement {
  const { about, children, missingAbout = about } = props
  const styles = useStyles()
  const id = useId()
  const { set, flush } = useEntries()
  const { value, error } = useField({ ...props, about }, false)
  const language = useLanguage()
  const lacks = props.missing.find((one) => one.about === missingAbout)
  const text = lacks ? missingSentence(lacks, language) : error
  return (
    <div data-about={missingAbout} className={styles.yes}>
      <Checkbox
        label={children}
        checked={value === true}
        aria-describedby={`${id}-error`}
        onChange={(_event, { checked }) => {
          set(about, checked === true)
          void flush()
        }}
      />
      <div id={`${id}-error`} className={mergeClasses(styles.error, styles.yesError)}>
        {text}
      </div>
    </div>
  )
}
