import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { CertificateRegular } from '@fluentui/react-icons/svg/certificate'
import { type ReactElement, useState } from 'react'
import { fill } from '../../shared/texts/format'
import { setupWindowTexts } from '../../shared/texts/setup-window'
import { dateOnly } from '../../shared/texts/time'
import { useLanguage } from '../i18n/texts'
import { CheckList } from './check-list'
import { EntryField } from './field'
import { Section } from './section'
import type { StepProps } from './step'
import { Announcement } from './unseen'

const useStyles = makeStyles({
  all: { display: 'grid', gap: tokens.spacingVerticalXXL },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, marginTop: tokens.spacingVerticalXS },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  authority: { margin: 0, overflowWrap: 'anywhere' },
  until: { color: tokens.colorNeutralForeground3 },
})

/** Faults of a certificate that the company's own authority can mend. */
const OWN_AUTHORITY = [
  'connection-intercepted',
  'connection-self-signed',
  'connection-authority-unusable',
  'connection-chain-incomplete',
]

/** The way to the central side, layer by layer; its address, and the company's own authority. */
export function ConnectionStep({ view, ask, missing }: StepProps): ReactElement {
  const styles = useStyles()
  const language = useLanguage()
  const texts = setupWindowTexts[language].connection
  const [said, setSaid] = useState('')
  const add = async (): Promise<void> => {
    setSaid('')
    const answer = await ask(window.client.setupPickAuthority(undefined))
    if (answer?.chosen) setSaid(texts.wasAdded)
  }
  const forget = async (): Promise<void> => {
    setSaid('')
    await ask(window.client.setupForgetAuthority(undefined))
    setSaid(texts.wasForgotten)
  }
  const lines = view.running?.step === 'connection' ? view.running.lines : (view.state.evidence.connection?.lines ?? [])
  const mendable = (lineId: string): boolean =>
    lines.some((line) => line.id === lineId && line.problem !== undefined && OWN_AUTHORITY.includes(line.problem.code))
  const addButton = (label: string): ReactElement => (
    <Button icon={<CertificateRegular />} onClick={() => void add()}>
      {label}
    </Button>
  )
  const { authority } = view
  return (
    <div className={styles.all}>
      <CheckList
        view={view}
        ask={ask}
        step="connection"
        remedy={(lineId) =>
          mendable(lineId) && !view.trial ? <div className={styles.actions}>{addButton(texts.add)}</div> : null
        }
      />
      {view.trial ? (
        <p className={styles.text}>{texts.trialAddress}</p>
      ) : (
        <>
          <Section title={texts.address} card>
            <EntryField about="central.baseUrl" missing={missing} type="url" maxLength={500} hint={texts.changed} />
          </Section>
          <Section title={texts.authority} hint={texts.authorityAbout} card>
            {authority ? (
              <p className={styles.authority}>
                {texts.added} <strong>{authority.subject}</strong>{' '}
                <span className={styles.until}>({fill(texts.validTo, { time: dateOnly(authority.validTo, language) })})</span>
              </p>
            ) : (
              <p className={styles.text}>{texts.none}</p>
            )}
            <div className={styles.actions}>
              {addButton(authority ? texts.replace : texts.add)}
              {authority && <Button onClick={() => void forget()}>{texts.forget}</Button>}
            </div>
          </Section>
        </>
      )}
      <Announcement text={said} />
    </div>
  )
}
