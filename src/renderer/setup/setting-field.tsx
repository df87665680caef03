import { Button, Checkbox, Field, Input, makeStyles, Radio, RadioGroup, Select, tokens } from '@fluentui/react-components'
import { DocumentRegular } from '@fluentui/react-icons/svg/document'
import { FolderOpenRegular } from '@fluentui/react-icons/svg/folder-open'
import { SearchRegular } from '@fluentui/react-icons/svg/search'
import type { ReactElement } from 'react'
import type { SetupField } from '../../shared/setup-view'
import { fill } from '../../shared/texts/format'
import type { Ask } from '../ask'
import { PairsField } from './pairs-field'
import { quiet } from './quiet'
import { SecretField } from './secret-field'
import { type KnownSetting, numberFault } from './settings-tree'
import { choiceWord, settingWords, useUseTexts, useWords } from './words'

const useStyles = makeStyles({
  field: { maxWidth: '560px', minWidth: 0 },
  hint: { display: 'grid', gap: tokens.spacingVerticalXXS, overflowWrap: 'anywhere' },
  found: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, color: tokens.colorBrandForeground1 },
  foundIcon: { flexShrink: 0, fontSize: '14px' },
  number: { width: '140px', minWidth: 0 },
  path: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  pathInput: { flexGrow: 1, flexBasis: '240px', minWidth: 0 },
})

/** Where the person is led to when something is wrong with this setting. */
export const settingAbout = (name: string): string => `connector.${name}`

export interface SettingFieldProps {
  connector: string
  field: SetupField
  /** What was entered, or what holds without it. */
  value: unknown
  onChange(value: unknown): void
  ask: Ask
  isKept: boolean
  /** Where the value comes from, as long as it is that one. */
  known?: KnownSetting | undefined
  /** Said as an error when the field is empty. */
  mustFill: boolean
}

/** One setting of a connector, by its kind. */
export function SettingField(props: SettingFieldProps): ReactElement {
  const { connector, field, value, onChange, ask, isKept, known, mustFill } = props
  const styles = useStyles()
  const words = useWords()
  const texts = useUseTexts().form
  const { label, help } = settingWords(words, connector, field.name)
  const about = settingAbout(field.name)
  const text = value === undefined || value === null ? '' : String(value)
  const error = mustFill ? texts.empty : undefined
  const source =
    known?.value !== text
      ? undefined
      : known.foundAt === undefined
        ? texts.fromCompany
        : fill(words.foundHere, { where: known.foundAt })
  const hint =
    source === undefined ? (
      help
    ) : (
      <span className={styles.hint}>
        {help && <span>{help}</span>}
        <span className={styles.found}>
          <SearchRegular className={styles.foundIcon} aria-hidden />
          {source}
        </span>
      </span>
    )
  const common = {
    label,
    className: styles.field,
    ...(hint ? { hint } : {}),
    ...quiet(error),
  }

  switch (field.kind) {
    case 'secret':
      return (
        <SecretField
          about={about}
          label={label}
          hint={help}
          name={field.name}
          required={field.required}
          isKept={isKept}
          error={error}
          ask={ask}
        />
      )
    case 'pairs':
      return (
        <PairsField
          about={about}
          label={label}
          hint={help}
          keys={field.keys}
          keyWord={(key) => choiceWord(words, connector, field.name, key)}
          value={value}
          onChange={onChange}
        />
      )
    case 'yes-no':
      return (
        <Field className={styles.field} {...(help ? { hint: help } : {})}>
          <Checkbox
            data-about={about}
            label={label}
            checked={value === true}
            onChange={(_event, data) => onChange(data.checked === true)}
          />
        </Field>
      )
    case 'choice':
      return <ChoiceField {...props} about={about} common={common} text={text} />
    case 'number': {
      const fault = numberFault(field, value)
      const range = { minimum: field.minimum ?? '…', maximum: field.maximum ?? '…' }
      const message =
        fault && (fault === 'not-whole' && field.minimum === undefined ? texts.numberOnly : fill(texts.numberWrong, range))
      return (
        <Field {...common} required={field.required} {...quiet(message ?? error)}>
          <Input
            data-about={about}
            className={styles.number}
            inputMode="numeric"
            value={text}
            maxLength={9}
            onChange={(_event, { value: typed }) => onChange(/^\d{1,9}$/.test(typed.trim()) ? Number(typed) : typed)}
          />
        </Field>
      )
    }
    case 'file':
    case 'folder': {
      const { kind } = field
      const pick = async (): Promise<void> => {
        const answer = await ask(window.client.setupPickPath({ kind }))
        if (answer?.path !== undefined) onChange(answer.path)
      }
      const button = kind === 'file' ? texts.pickFile : texts.pickFolder
      return (
        <Field {...common} required={field.required}>
          <div className={styles.path}>
            <Input
              data-about={about}
              className={styles.pathInput}
              value={text}
              maxLength={1024}
              spellCheck={false}
              onChange={(_event, { value: typed }) => onChange(typed)}
            />
            <Button
              icon={kind === 'file' ? <DocumentRegular /> : <FolderOpenRegular />}
              aria-label={fill(texts.pickFor, { button, field: label })}
              onClick={() => void pick()}
            >
              {button}
            </Button>
          </div>
        </Field>
      )
    }
    case 'text':
      return (
        <Field {...common} required={field.required}>
          <Input
            data-about={about}
            value={text}
            maxLength={1024}
            spellCheck={false}
            autoComplete="off"
            onChange={(_event, { value: typed }) => onChange(typed)}
          />
        </Field>
      )
  }
}

interface ChoiceFieldProps extends SettingFieldProps {
  about: string
  common: {
    label: string
    className: string
    hint?: ReactElement | string
    validationMessage?: { children: string; role: 'none' }
  }
  text: string
}

/** Few choices that must be made are all seen at once; the others fold away. */
function ChoiceField({ connector, field, onChange, about, common, text }: ChoiceFieldProps): ReactElement {
  const words = useWords()
  const texts = useUseTexts().form
  const { choices = [] } = field
  const canBeNone = !field.required && field.initial === undefined
  if (choices.length <= 3 && !canBeNone)
    return (
      <Field {...common} required={field.required}>
        <RadioGroup data-about={about} value={text} onChange={(_event, data) => onChange(data.value)}>
          {choices.map((choice) => (
            <Radio key={choice} value={choice} label={choiceWord(words, connector, field.name, choice)} />
          ))}
        </RadioGroup>
      </Field>
    )
  return (
    <Field {...common} required={field.required}>
      <Select data-about={about} value={text} onChange={(_event, data) => onChange(data.value === '' ? undefined : data.value)}>
        {(canBeNone || text === '') && <option value="">{texts.chooseNone}</option>}
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {choiceWord(words, connector, field.name, choice)}
          </option>
        ))}
      </Select>
    </Field>
  )
}
