import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components'
import { DocumentPdfRegular } from '@fluentui/react-icons/svg/document-pdf'
import { SendRegular } from '@fluentui/react-icons/svg/send'
import { type ReactElement, useState } from 'react'
import { fill } from '../../shared/texts/format'
import { setupWindowTexts } from '../../shared/texts/setup-window'
import type { Ask } from '../ask'
import { useLanguage } from '../i18n/texts'
import type { StepProps } from './step'
import { useEntries } from './use-entries'

const useStyles = makeStyles({
  send: { display: 'grid', gap: tokens.spacingVerticalM },
  about: { margin: 0, color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  saved: { margin: 0, overflowWrap: 'anywhere' },
})

/** Sends what is filled in, after showing what is not. */
export function RegistrationSend({ view, ask }: Pick<StepProps, 'view' | 'ask'>): ReactElement {
  const styles = useStyles()
  const texts = setupWindowTexts[useLanguage()].registration
  const { accept, showMissing } = useEntries()
  const [isSending, setSending] = useState(false)
  const send = async (): Promise<void> => {
    if (isSending) return
    setSending(true)
    await accept()
    const answer = await ask(window.client.setupRegister(undefined))
    if (answer) showMissing(answer.missing)
    setSending(false)
  }
  return (
    <div className={styles.send}>
      <p className={styles.about}>{texts.sendAbout}</p>
      <div className={styles.actions}>
        <Button
          appearance="primary"
          size="large"
          icon={isSending ? <Spinner size="tiny" /> : <SendRegular />}
          data-about="not-registered"
          disabledFocusable={isSending}
          onClick={() => void send()}
        >
          {isSending ? texts.sending : view.state.registration ? texts.sendAgain : texts.send}
        </Button>
        <SavePdf ask={ask} large />
      </div>
    </div>
  )
}

/** The survey as a document. */
export function SavePdf({ ask, large = false }: { ask: Ask; large?: boolean }): ReactElement {
  const styles = useStyles()
  const texts = setupWindowTexts[useLanguage()].registration
  const { accept } = useEntries()
  const [path, setPath] = useState<string>()
  const save = async (): Promise<void> => {
    await accept()
    const answer = await ask(window.client.setupSavePdf(undefined))
    if (answer?.saved) setPath(answer.path)
  }
  return (
    <>
      <Button size={large ? 'large' : 'medium'} icon={<DocumentPdfRegular />} title={texts.pdfAbout} onClick={() => void save()}>
        {texts.pdf}
      </Button>
      <div role="status">{path !== undefined && <p className={styles.saved}>{fill(texts.pdfSaved, { path })}</p>}</div>
    </>
  )
}
