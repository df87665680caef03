import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle'
import { EyeRegular } from '@fluentui/react-icons/svg/eye'
import { EyeOffRegular } from '@fluentui/react-icons/svg/eye-off'
import { type ReactElement, useEffect, useRef, useState } from 'react'
import { fill } from '../../shared/texts/format'
import type { Ask } from '../ask'
import { quiet } from './quiet'
import { Announcement } from './unseen'
import { useUseTexts } from './words'

const useStyles = makeStyles({
  field: { maxWidth: '560px', minWidth: 0 },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  input: { flexGrow: 1, flexBasis: '200px', minWidth: 0 },
  kept: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalSNudge,
    minHeight: '32px',
    marginRight: tokens.spacingHorizontalS,
  },
  sign: { display: 'inline-flex', fontSize: '18px', color: tokens.colorStatusSuccessForeground1 },
})

interface SecretFieldProps {
  about: string
  label: string
  hint?: string | undefined
  /** Name of the connector's setting. */
  name: string
  required: boolean
  isKept: boolean
  error?: string | undefined
  ask: Ask
}

/** A secret goes inwards only: once kept, all that is shown of it is that it is. It is saved whole, when the field is left. */
export function SecretField({ about, label, hint, name, required, isKept, error, ask }: SecretFieldProps): ReactElement {
  const styles = useStyles()
  const texts = useUseTexts().form
  const [typed, setTyped] = useState('')
  const [again, setAgain] = useState(false)
  const [visible, setVisible] = useState(false)
  const [said, setSaid] = useState('')
  const box = useRef<HTMLDivElement>(null)
  const unsaved = useRef('')
  const isOpen = !isKept || again

  // After the other face of the field is there.
  const focusIn = (what: 'input' | 'button'): void =>
    void requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(what)?.focus())
  const set = (value: string): void => {
    unsaved.current = value
    setTyped(value)
  }
  const save = async (): Promise<void> => {
    const value = unsaved.current
    if (value === '') return
    // Emptied first: leaving the field while it is being saved must not save it twice.
    set('')
    const hadFocus = box.current?.contains(document.activeElement) === true
    const answer = await window.client.setupSecret({ field: name, value })
    await ask(Promise.resolve(answer))
    if (!answer.ok) {
      set(value)
      return
    }
    setVisible(false)
    setAgain(false)
    setSaid(fill(texts.secretSaved, { field: label }))
    if (hadFocus) focusIn('button')
  }
  const latestSave = useRef(save)
  latestSave.current = save
  useEffect(() => () => void latestSave.current(), [])

  const enterAgain = (): void => {
    setAgain(true)
    setSaid('')
    focusIn('input')
  }
  const keep = (): void => {
    set('')
    setAgain(false)
    focusIn('button')
  }
  return (
    <>
      <Field
        label={label}
        className={styles.field}
        required={required && isOpen}
        {...(hint ? { hint } : {})}
        {...quiet(isOpen ? error : undefined)}
      >
        {isOpen ? (
          // Leaving for a button of the same field is not leaving it.
          // biome-ignore lint/a11y/noStaticElementInteractions: nothing to do here for a person
          <div
            ref={box}
            className={styles.row}
            onBlur={({ currentTarget, relatedTarget }) => {
              if (!currentTarget.contains(relatedTarget)) void save()
            }}
          >
            <Input
              data-about={about}
              className={styles.input}
              type={visible ? 'text' : 'password'}
              value={typed}
              maxLength={1024}
              autoComplete="off"
              spellCheck={false}
              onChange={(_event, { value }) => set(value)}
              onKeyDown={({ key }) => key === 'Enter' && void save()}
              contentAfter={
                <Button
                  size="small"
                  appearance="transparent"
                  icon={visible ? <EyeOffRegular /> : <EyeRegular />}
                  aria-label={visible ? texts.hideSecret : texts.showSecret}
                  onClick={() => setVisible(!visible)}
                />
              }
            />
            {typed !== '' && (
              <Button aria-label={fill(texts.secretSaveFor, { field: label })} onClick={() => void save()}>
                {texts.secretSave}
              </Button>
            )}
            {isKept && (
              <Button appearance="subtle" onClick={keep}>
                {texts.secretCancel}
              </Button>
            )}
          </div>
        ) : (
          <div ref={box} className={styles.row}>
            <span className={styles.kept}>
              <span className={styles.sign} aria-hidden>
                <CheckmarkCircleFilled />
              </span>
              {texts.secretKept}
            </span>
            <Button data-about={about} aria-label={fill(texts.secretAgainFor, { field: label })} onClick={enterAgain}>
              {texts.secretAgain}
            </Button>
            <Button
              appearance="subtle"
              aria-label={fill(texts.secretForgetFor, { field: label })}
              onClick={() => void ask(window.client.setupSecret({ field: name, value: '' }))}
            >
              {texts.secretForget}
            </Button>
          </div>
        )}
      </Field>
      <Announcement text={said} />
    </>
  )
}
