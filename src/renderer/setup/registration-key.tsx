import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Button,
  Field,
  Input,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { EyeRegular } from '@fluentui/react-icons/svg/eye'
import { EyeOffRegular } from '@fluentui/react-icons/svg/eye-off'
import { KeyRegular } from '@fluentui/react-icons/svg/key'
import { type ReactElement, useState } from 'react'
import type { Envelope } from '../../shared/ipc/contract'
import { setupWindowTexts } from '../../shared/texts/setup-window'
import { useLanguage } from '../i18n/texts'
import type { StepProps } from './step'
import { useEntries } from './use-entries'

const useStyles = makeStyles({
  card: {
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  panel: { display: 'grid', gap: tokens.spacingVerticalL, padding: `0 ${tokens.spacingHorizontalM} ${tokens.spacingVerticalL}` },
  about: { margin: 0, color: tokens.colorNeutralForeground2 },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: tokens.spacingHorizontalM },
  form: { display: 'grid', gap: tokens.spacingVerticalS, justifyItems: 'start' },
  field: { width: '100%', maxWidth: '440px' },
})

/** The operator's code or the company's key, in place of a registration. Neither is kept in the window. */
export function RegistrationKey({ view, ask }: Pick<StepProps, 'view' | 'ask'>): ReactElement {
  const styles = useStyles()
  const texts = setupWindowTexts[useLanguage()].registration
  const { flush } = useEntries()
  const [code, setCode] = useState('')
  const [key, setKey] = useState('')
  const [isShown, setShown] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const { account } = view.state
  const using = async (call: () => Promise<unknown>): Promise<void> => {
    if (isBusy) return
    setBusy(true)
    await flush()
    await call()
    setBusy(false)
  }
  const takeCode = (): Promise<void> =>
    using(async () => {
      if ((await ask(window.client.setupActivate({ code: code.trim() }).then(settled))) !== undefined) setCode('')
    })
  const takeKey = (): Promise<void> =>
    using(async () => {
      if ((await ask(window.client.setupUseKey({ key: key.trim() }).then(settled))) !== undefined) setKey('')
    })
  return (
    <Accordion collapsible className={styles.card}>
      <AccordionItem value="key">
        <AccordionHeader as="h2" icon={<KeyRegular />} size="large">
          {account ? texts.otherKey : texts.haveKey}
        </AccordionHeader>
        <AccordionPanel>
          <div className={styles.panel}>
            <p className={styles.about}>{account ? texts.otherKeyAbout : texts.haveKeyAbout}</p>
            <form
              className={styles.form}
              onSubmit={(event) => {
                event.preventDefault()
                if (code.trim() !== '') void takeCode()
              }}
            >
              <Field className={styles.field} label={texts.code} hint={texts.codeHelp}>
                <Input value={code} maxLength={128} autoComplete="off" onChange={(_event, { value }) => setCode(value)} />
              </Field>
              <Button type="submit" disabledFocusable={isBusy || code.trim() === ''}>
                {texts.useCode}
              </Button>
            </form>
            <form
              className={styles.form}
              onSubmit={(event) => {
                event.preventDefault()
                if (key.trim() !== '') void takeKey()
              }}
            >
              <Field className={styles.field} label={texts.key} hint={texts.keyHelp}>
                <Input
                  type={isShown ? 'text' : 'password'}
                  value={key}
                  maxLength={512}
                  autoComplete="off"
                  onChange={(_event, { value }) => setKey(value)}
                  contentAfter={
                    <Button
                      appearance="transparent"
                      size="small"
                      icon={isShown ? <EyeOffRegular /> : <EyeRegular />}
                      aria-label={isShown ? texts.hideKey : texts.showKey}
                      onClick={() => setShown(!isShown)}
                    />
                  }
                />
              </Field>
              <Button type="submit" disabledFocusable={isBusy || key.trim() === ''}>
                {texts.useKey}
              </Button>
            </form>
          </div>
        </AccordionPanel>
      </AccordionItem>
    </Accordion>
  )
}

/** A call that answers nothing answers `undefined`, as a failed one does for `ask`: told apart here. */
const settled = (envelope: Envelope<undefined>): Envelope<true> => (envelope.ok ? { ok: true, value: true } : envelope)
