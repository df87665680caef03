import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactElement } from 'react'
import { setupWindowTexts } from '../../shared/texts/setup-window'
import { useLanguage } from '../i18n/texts'
import { AddAuthority, Authority, useAuthority } from './authority'
import { CheckList } from './check-list'
import { EntryField } from './field'
import { ProxyForm } from './proxy-form'
import { Section } from './section'
import type { StepProps } from './step'
import { Announcement } from './unseen'

const useStyles = makeStyles({
  all: { display: 'grid', gap: tokens.spacingVerticalXXL },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, marginTop: tokens.spacingVerticalXS },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
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
  const texts = setupWindowTexts[useLanguage()].connection
  const { add, forget, said } = useAuthority(ask)
  const lines = view.running?.step === 'connection' ? view.running.lines : (view.state.evidence.connection?.lines ?? [])
  const mendable = (lineId: string): boolean =>
    lines.some((line) => line.id === lineId && line.problem !== undefined && OWN_AUTHORITY.includes(line.problem.code))
  return (
    <div className={styles.all}>
      <CheckList
        view={view}
        ask={ask}
        step="connection"
        remedy={(lineId) =>
          mendable(lineId) && !view.trial ? (
            <div className={styles.actions}>
              <AddAuthority label={texts.add} add={add} />
            </div>
          ) : null
        }
      />
      {view.trial ? (
        <p className={styles.text}>{texts.trialAddress}</p>
      ) : (
        <>
          <Section title={texts.address} card>
            <EntryField about="central.baseUrl" missing={missing} type="url" maxLength={500} hint={texts.changed} />
            <ProxyForm view={view} ask={ask} missing={missing} />
          </Section>
          <Section title={texts.authority} hint={texts.authorityAbout} card>
            <Authority view={view} add={add} forget={forget} />
          </Section>
        </>
      )}
      <Announcement text={said} />
    </div>
  )
}
