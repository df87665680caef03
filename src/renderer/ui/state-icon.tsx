import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { ArrowSyncFilled } from '@fluentui/react-icons/svg/arrow-sync'
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle'
import { ClockFilled } from '@fluentui/react-icons/svg/clock'
import { DismissSquareFilled } from '@fluentui/react-icons/svg/dismiss-square'
import { PauseFilled } from '@fluentui/react-icons/svg/pause'
import { PlugDisconnectedFilled } from '@fluentui/react-icons/svg/plug-disconnected'
import { QuestionCircleFilled } from '@fluentui/react-icons/svg/question-circle'
import { WarningFilled } from '@fluentui/react-icons/svg/warning'
import type { ReactElement } from 'react'
import type { SyncState } from '../../shared/sync-status'

const useStyles = makeStyles({
  good: {
    color: tokens.colorStatusSuccessForeground1,
    backgroundColor: tokens.colorStatusSuccessBackground1,
    border: `1px solid ${tokens.colorStatusSuccessBorder1}`,
  },
  active: {
    color: tokens.colorBrandForeground1,
    backgroundColor: tokens.colorBrandBackground2,
    border: `1px solid ${tokens.colorBrandStroke2}`,
  },
  warn: {
    color: tokens.colorStatusWarningForeground1,
    backgroundColor: tokens.colorStatusWarningBackground1,
    border: `1px solid ${tokens.colorStatusWarningBorder1}`,
  },
  bad: {
    color: tokens.colorStatusDangerForeground1,
    backgroundColor: tokens.colorStatusDangerBackground1,
    border: `1px solid ${tokens.colorStatusDangerBorder1}`,
  },
  quiet: {
    color: tokens.colorNeutralForeground3,
    backgroundColor: tokens.colorNeutralBackground6,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  tile: {
    boxSizing: 'border-box',
    flexShrink: 0,
    display: 'grid',
    placeItems: 'center',
    width: '64px',
    height: '64px',
    borderRadius: tokens.borderRadiusXLarge,
    fontSize: '36px',
  },
  small: { width: '36px', height: '36px', borderRadius: tokens.borderRadiusLarge, fontSize: '20px' },
  turning: {
    '@media (prefers-reduced-motion: no-preference)': {
      animationName: { from: { transform: 'rotate(0deg)' }, to: { transform: 'rotate(360deg)' } },
      animationDuration: '2.4s',
      animationIterationCount: 'infinite',
      animationTimingFunction: 'linear',
    },
  },
})

type Tone = 'good' | 'active' | 'warn' | 'bad' | 'quiet'
const looks: Record<SyncState, { tone: Tone; icon: ReactElement }> = {
  ok: { tone: 'good', icon: <CheckmarkCircleFilled /> },
  working: { tone: 'active', icon: <ArrowSyncFilled /> },
  waiting: { tone: 'active', icon: <ClockFilled /> },
  attention: { tone: 'warn', icon: <WarningFilled /> },
  failed: { tone: 'bad', icon: <DismissSquareFilled /> },
  paused: { tone: 'quiet', icon: <PauseFilled /> },
  unknown: { tone: 'quiet', icon: <QuestionCircleFilled /> },
  'not-set-up': { tone: 'quiet', icon: <PlugDisconnectedFilled /> },
}

/** The state as the tray shows it, large or as a sign in a list. Only a picture: its words always stand beside it. */
export function StateIcon({ state, small = false }: { state: SyncState; small?: boolean }): ReactElement {
  const styles = useStyles()
  const { tone, icon } = looks[state]
  return (
    <div className={mergeClasses(styles.tile, styles[tone], small && styles.small)} aria-hidden>
      <span className={mergeClasses(state === 'working' && !small && styles.turning)}>{icon}</span>
    </div>
  )
}
