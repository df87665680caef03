import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { CertificateRegular } from '@fluentui/react-icons/svg/certificate'
import { type ReactElement, useState } from 'react'
import type { SetupView } from '../../shared/setup-view'
import { fill } from '../../shared/texts/format'
import { setupWindowTexts } from '../../shared/texts/setup-window'
import { dateOnly } from '../../shared/texts/time'
import type { Ask } from '../ask'
import { useLanguage } from '../i18n/texts'

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, marginTop: tokens.spacingVerticalXS },
  text: { margin: 0, color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  until: { color: tokens.colorNeutralForeground3 },
})

/** Adding and forgetting the company's own authority; `said`: what has just been done, to be announced. */
export function useAuthority(ask: Ask): { add(): Promise<void>; forget(): Promise<void>; said: string } {
  const texts = setupWindowTexts[useLanguage()].connection
  const [said, setSaid] = useState('')
  return {
    said,
    async add() {
      setSaid('')
      const answer = await ask(window.client.setupPickAuthority(undefined))
      if (answer?.chosen) setSaid(texts.wasAdded)
    },
    async forget() {
      setSaid('')
      await ask(window.client.setupForgetAuthority(undefined))
      setSaid(texts.wasForgotten)
    },
  }
}

export function AddAuthority({ label, add }: { label: string; add(): Promise<void> }): ReactElement {
  return (
    <Button icon={<CertificateRegular />} onClick={() => void add()}>
      {label}
    </Button>
  )
}

/** Whom the client trusts beside the usual ones: needed where the company's network opens encrypted connections. */
export function Authority({
  view,
  add,
  forget,
}: {
  view: SetupView
  add(): Promise<void>
  forget(): Promise<void>
}): ReactElement {
  const styles = useStyles()
  const language = useLanguage()
  const texts = setupWindowTexts[language].connection
  const { authority } = view
  return (
    <>
      {authority ? (
        <p className={styles.text}>
          {texts.added} <strong>{authority.subject}</strong>{' '}
          <span className={styles.until}>({fill(texts.validTo, { time: dateOnly(authority.validTo, language) })})</span>
        </p>
      ) : (
        <p className={styles.text}>{texts.none}</p>
      )}
      <div className={styles.actions}>
        <AddAuthority label={authority ? texts.replace : texts.add} add={add} />
        {authority && <Button onClick={() => void forget()}>{texts.forget}</Button>}
      </div>
    </>
  )
}
