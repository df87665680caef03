import { Button, makeStyles, mergeClasses, Spinner, tokens } from '@fluentui/react-components'
import { ArrowSyncRegular } from '@fluentui/react-icons/svg/arrow-sync'
import { CalendarClockRegular } from '@fluentui/react-icons/svg/calendar-clock'
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle'
import { ClockFilled } from '@fluentui/react-icons/svg/clock'
import { DismissSquareFilled } from '@fluentui/react-icons/svg/dismiss-square'
import { type ReactElement, useState } from 'react'
import type { RegistrationState as StateName } from '../../shared/central-api/registration'
import { fill } from '../../shared/texts/format'
import { problemText } from '../../shared/texts/problem-text'
import { setupWindowTexts } from '../../shared/texts/setup-window'
import { dateOnly, shortTime } from '../../shared/texts/time'
import { useLanguage } from '../i18n/texts'
import { SavePdf } from './registration-send'
import { SentEntries } from './sent-entries'
import type { StepProps } from './step'
import { useWords } from './words'

const useStyles = makeStyles({
  all: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalXL },
  card: {
    display: 'grid',
    gridTemplateColumns: '48px minmax(0, 1fr)',
    gap: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXL} ${tokens.spacingVerticalXL}`,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    overflowWrap: 'anywhere',
  },
  icon: {
    boxSizing: 'border-box',
    width: '48px',
    height: '48px',
    display: 'grid',
    placeItems: 'center',
    borderRadius: tokens.borderRadiusLarge,
    fontSize: '28px',
  },
  active: {
    color: tokens.colorBrandForeground1,
    backgroundColor: tokens.colorBrandBackground2,
    border: `1px solid ${tokens.colorBrandStroke2}`,
  },
  good: {
    color: tokens.colorStatusSuccessForeground1,
    backgroundColor: tokens.colorStatusSuccessBackground1,
    border: `1px solid ${tokens.colorStatusSuccessBorder1}`,
  },
  bad: {
    color: tokens.colorStatusDangerForeground1,
    backgroundColor: tokens.colorStatusDangerBackground1,
    border: `1px solid ${tokens.colorStatusDangerBorder1}`,
  },
  words: { display: 'grid', gap: tokens.spacingVerticalXS, alignContent: 'start' },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
  },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  facts: {
    margin: `${tokens.spacingVerticalS} 0 0`,
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(170px, 100%), 1fr))',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXL}`,
  },
  term: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  fact: { margin: 0 },
  says: {
    margin: `${tokens.spacingVerticalS} 0 0`,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderLeft: `3px solid ${tokens.colorBrandStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
    whiteSpace: 'pre-line',
  },
  saysBad: { borderLeftColor: tokens.colorStatusDangerBorderActive },
  actions: { gridColumnStart: 2, display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  asked: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  narrowActions: { '@media (max-width: 560px)': { gridColumnStart: 1, gridColumnEnd: 3 } },
})

const looks: Record<StateName, { tone: 'active' | 'good' | 'bad'; icon: ReactElement }> = {
  received: { tone: 'active', icon: <ClockFilled /> },
  scheduled: { tone: 'active', icon: <CalendarClockRegular /> },
  approved: { tone: 'good', icon: <CheckmarkCircleFilled /> },
  rejected: { tone: 'bad', icon: <DismissSquareFilled /> },
}

/** How the registration stands, what that means, and what the operator says to it; at its end the company's account. */
export function RegistrationState({ view, ask }: Pick<StepProps, 'view' | 'ask'>): ReactElement {
  const styles = useStyles()
  const language = useLanguage()
  const words = useWords()
  const window_ = setupWindowTexts[language]
  const texts = window_.registration
  const [isAsking, setAsking] = useState(false)
  const { registration, account, entries } = view.state
  const state: StateName = account ? 'approved' : (registration?.state ?? 'received')
  const { tone, icon } = looks[state]
  const poll = async (): Promise<void> => {
    if (isAsking) return
    setAsking(true)
    await ask(window.client.setupPoll(undefined))
    setAsking(false)
  }
  const facts: [term: string, fact: string | undefined][] = account
    ? [
        [texts.account, account.companyName],
        [words.fields['company.ico'], account.ico],
        [texts.number, registration?.registrationId],
      ]
    : [
        [texts.number, registration?.registrationId],
        [texts.scheduledFor, state === 'scheduled' && registration?.scheduledFor ? when(registration.scheduledFor) : undefined],
      ]
  const pollProblem = view.pollProblem && !account ? problemText(language, view.pollProblem) : undefined
  return (
    <div className={styles.all}>
      <section className={styles.card} aria-label={texts.state}>
        <span className={mergeClasses(styles.icon, styles[tone])} aria-hidden>
          {icon}
        </span>
        <div className={styles.words} data-about={state === 'rejected' ? 'rejected' : 'not-approved'} tabIndex={-1}>
          <div role="status">
            <h2 className={styles.title}>{account ? texts.joined : words.choices.registrationState[state]}</h2>
            <p className={styles.text}>{account ? texts.joinedAbout : texts.meaning[state]}</p>
          </div>
          {registration?.message && !account && (
            <p className={mergeClasses(styles.says, state === 'rejected' && styles.saysBad)}>
              <span className={styles.term}>{texts.operatorSays}:</span> {registration.message}
            </p>
          )}
          <dl className={styles.facts}>
            {facts.map(([term, fact]) =>
              fact === undefined ? null : (
                <div key={term}>
                  <dt className={styles.term}>{term}</dt>
                  <dd className={styles.fact}>{fact}</dd>
                </div>
              ),
            )}
          </dl>
        </div>
        <div className={mergeClasses(styles.actions, styles.narrowActions)}>
          {!account && state !== 'rejected' && (
            <Button
              appearance="primary"
              icon={isAsking ? <Spinner size="tiny" /> : <ArrowSyncRegular />}
              disabledFocusable={isAsking}
              onClick={() => void poll()}
            >
              {isAsking ? texts.asking : texts.askNow}
            </Button>
          )}
          {registration && state !== 'rejected' && <SavePdf ask={ask} />}
          {!account && view.polledAt && (
            <span className={styles.asked}>{fill(texts.askedAt, { time: shortTime(view.polledAt, language) })}</span>
          )}
          {pollProblem && (
            <span className={styles.asked}>
              {texts.askFailed}: {pollProblem.what}
            </span>
          )}
        </div>
      </section>
      {registration && state !== 'rejected' && <SentEntries entries={entries} />}
    </div>
  )

  function when(dateOrInstant: string): string {
    return /^\d{4}-\d{2}-\d{2}$/.test(dateOrInstant) ? dateOnly(dateOrInstant, language) : shortTime(dateOrInstant, language)
  }
}
