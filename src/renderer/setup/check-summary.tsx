import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { ArrowSyncFilled } from '@fluentui/react-icons/svg/arrow-sync'
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle'
import { CircleHintRegular } from '@fluentui/react-icons/svg/circle-hint'
import { DismissSquareFilled } from '@fluentui/react-icons/svg/dismiss-square'
import { WarningFilled } from '@fluentui/react-icons/svg/warning'
import type { ReactElement } from 'react'
import type { Evidence } from '../../shared/setup-state'
import { fill } from '../../shared/texts/format'
import { setupWindowTexts } from '../../shared/texts/setup-window'
import { shortTime } from '../../shared/texts/time'
import { useLanguage } from '../i18n/texts'

const useStyles = makeStyles({
  summary: {
    display: 'flex',
    gap: tokens.spacingHorizontalL,
    alignItems: 'center',
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  ok: { backgroundColor: tokens.colorStatusSuccessBackground1, border: `1px solid ${tokens.colorStatusSuccessBorder1}` },
  warning: { backgroundColor: tokens.colorStatusWarningBackground1, border: `1px solid ${tokens.colorStatusWarningBorder1}` },
  failed: { backgroundColor: tokens.colorStatusDangerBackground1, border: `1px solid ${tokens.colorStatusDangerBorder1}` },
  icon: { display: 'inline-flex', flexShrink: 0, fontSize: '28px', color: tokens.colorNeutralForeground3 },
  okIcon: { color: tokens.colorStatusSuccessForeground1 },
  warningIcon: { color: tokens.colorStatusWarningForeground1 },
  failedIcon: { color: tokens.colorStatusDangerForeground1 },
  runningIcon: {
    color: tokens.colorBrandForeground1,
    '@media (prefers-reduced-motion: no-preference)': {
      animationName: { from: { transform: 'rotate(0deg)' }, to: { transform: 'rotate(360deg)' } },
      animationDuration: '2.4s',
      animationIterationCount: 'infinite',
      animationTimingFunction: 'linear',
    },
  },
  words: { display: 'grid', minWidth: 0 },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  about: { margin: 0 },
})

type Result = 'ok' | 'warning' | 'failed'

interface CheckSummaryProps {
  evidence: Evidence | undefined
  running: boolean
  /** What will be looked at stands below, as long as nothing was. */
  planned: boolean
}

/** How the check went as a whole, in one sentence. It is read out when it begins and when it has ended, not line by line. */
export function CheckSummary({ evidence, running, planned }: CheckSummaryProps): ReactElement {
  const styles = useStyles()
  const language = useLanguage()
  const texts = setupWindowTexts[language].checks
  const count = (status: Result): number => evidence?.lines.filter((line) => line.status === status).length ?? 0
  const result: Result | undefined =
    running || !evidence ? undefined : count('failed') > 0 ? 'failed' : count('warning') > 0 ? 'warning' : 'ok'
  const look = {
    ok: { title: texts.allGood, about: texts.allGoodAbout, icon: <CheckmarkCircleFilled /> },
    warning: {
      title: fill(texts.withWarnings, { count: count('warning') }),
      about: texts.withWarningsAbout,
      icon: <WarningFilled />,
    },
    failed: { title: fill(texts.failed, { count: count('failed') }), about: texts.failedAbout, icon: <DismissSquareFilled /> },
  }
  const shown = result
    ? look[result]
    : running
      ? { title: texts.running, about: '', icon: <ArrowSyncFilled /> }
      : { title: texts.notYet, about: planned ? texts.notYetAbout : '', icon: <CircleHintRegular /> }
  return (
    <div className={mergeClasses(styles.summary, result && styles[result])}>
      <span className={mergeClasses(styles.icon, result && styles[`${result}Icon`], running && styles.runningIcon)} aria-hidden>
        {shown.icon}
      </span>
      <div className={styles.words} role="status">
        <p className={styles.title}>{shown.title}</p>
        {shown.about && <p className={styles.about}>{shown.about}</p>}
        {result && evidence && <p className={styles.about}>{fill(texts.at, { time: shortTime(evidence.at, language) })}</p>}
      </div>
    </div>
  )
}
