import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactElement } from 'react'
import type { SyncStatus } from '../../shared/sync-status'
import type { Ask } from '../ask'
import { usePush } from '../client'
import { Section } from '../setup/section'
import { InwardList } from './inward-list'
import { OutwardCard } from './outward-card'
import { useAgendasTexts } from './words'
import { WorkingHoursForm } from './working-hours-form'

const useStyles = makeStyles({
  page: {
    maxWidth: '880px',
    margin: '0 auto',
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalXXL}`,
    display: 'grid',
    gap: tokens.spacingVerticalXXL,
    '@media (max-width: 700px)': { padding: tokens.spacingHorizontalL, gap: tokens.spacingVerticalL },
  },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
  },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
  cards: { display: 'grid', gap: tokens.spacingVerticalL },
})

/** What goes to and fro, how often and by which rules, and how each fares. */
export function AgendasPage({ status, ask }: { status: SyncStatus; ask: Ask }): ReactElement {
  const styles = useStyles()
  const texts = useAgendasTexts()
  const view = usePush('agendas')
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>{texts.title}</h1>
      {status.state === 'not-set-up' ? (
        <p className={styles.quiet}>{texts.notSetUp}</p>
      ) : !view ? (
        <p className={styles.quiet}>{texts.learning}</p>
      ) : (
        <>
          {!view.known && <p className={styles.quiet}>{texts.learning}</p>}
          <Section title={texts.inward} hint={texts.inwardHint}>
            <InwardList view={view} notTaken={status.notTaken ?? {}} ask={ask} />
          </Section>
          <Section title={texts.outward} hint={texts.outwardHint}>
            <div className={styles.cards}>
              <OutwardCard agenda="stock-levels" {...view.stock} status={status.outward?.['stock-levels']} ask={ask} />
              <OutwardCard agenda="prices" {...view.prices} status={status.outward?.prices} ask={ask} />
            </div>
          </Section>
          <Section title={texts.hours} hint={texts.hoursHint} card>
            <WorkingHoursForm present={view.timer.workingHours} ask={ask} />
          </Section>
        </>
      )}
    </div>
  )
}
