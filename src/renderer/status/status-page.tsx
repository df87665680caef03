import { Button, makeStyles, ProgressBar, tokens } from '@fluentui/react-components'
import { ArrowRightRegular } from '@fluentui/react-icons/svg/arrow-right'
import { ArrowSyncRegular } from '@fluentui/react-icons/svg/arrow-sync'
import { DocumentSearchRegular } from '@fluentui/react-icons/svg/document-search'
import { PauseRegular } from '@fluentui/react-icons/svg/pause'
import { PlayRegular } from '@fluentui/react-icons/svg/play'
import type { ReactElement } from 'react'
import type { SyncStatus } from '../../shared/sync-status'
import { fill } from '../../shared/texts/format'
import { shortTime } from '../../shared/texts/time'
import type { Ask } from '../ask'
import type { FilterName } from '../documents/filters'
import { useLanguage, useTexts } from '../i18n/texts'
import { ProblemCard } from '../ui/problem-card'
import { StateIcon } from '../ui/state-icon'
import { UpdateNotice } from '../update/update-notice'
import { Counts } from './counts'
import { mayBeNetwork, NetworkCause } from './network-cause'
import { RecentDocuments } from './recent-documents'

const useStyles = makeStyles({
  page: {
    maxWidth: '880px',
    margin: '0 auto',
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalXXL} ${tokens.spacingVerticalM}`,
    display: 'grid',
    gap: tokens.spacingVerticalXXL,
    '@media (max-width: 700px)': {
      padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}`,
      gap: tokens.spacingVerticalL,
    },
  },
  hero: { display: 'flex', gap: tokens.spacingHorizontalXL, alignItems: 'flex-start' },
  words: { display: 'grid', gap: tokens.spacingVerticalXS, minWidth: 0 },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
  },
  meaning: {
    margin: 0,
    color: tokens.colorNeutralForeground2,
    maxWidth: '72ch',
    textWrap: 'balance',
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  facts: {
    margin: 0,
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(190px, 1fr))',
    gap: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXL}`,
  },
  term: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  fact: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  setUp: {
    display: 'grid',
    justifyItems: 'start',
    gap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXL}`,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  how: { margin: 0 },
  command: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    fontFamily: tokens.fontFamilyMonospace,
    overflowWrap: 'anywhere',
    userSelect: 'all',
  },
  progress: { margin: `${tokens.spacingVerticalS} 0 0`, fontVariantNumeric: 'tabular-nums' },
  held: { margin: 0, color: tokens.colorNeutralForeground2 },
})

interface StatusPageProps {
  status: SyncStatus
  ask: Ask
  showDocuments(filter: FilterName, itemId?: string): void
  showSetup(): void
}

/** What is so, in one sentence; what it means; what to do next. */
export function StatusPage({ status, ask, showDocuments, showSetup }: StatusPageProps): ReactElement {
  const styles = useStyles()
  const texts = useTexts()
  const { state, progress } = status
  return (
    <div className={styles.page}>
      <div className={styles.hero}>
        <StateIcon state={state} />
        <div className={styles.words} role="status">
          <h1 className={styles.title}>{texts.state[state]}</h1>
          <p className={styles.meaning}>{texts.stateMeaning[state]}</p>
          {status.heldBy && <p className={styles.held}>{fill(texts.status.heldBy, { who: status.heldBy })}</p>}
        </div>
      </div>
      {state === 'not-set-up' && (
        <div className={styles.setUp}>
          <p className={styles.how}>{texts.setUpHow}</p>
          <Button appearance="primary" size="large" icon={<ArrowRightRegular />} iconPosition="after" onClick={showSetup}>
            {texts.setUp}
          </Button>
          <p className={styles.how}>{texts.setUpUnattended}</p>
          <code className={styles.command}>bi-client setup --from preset.json</code>
        </div>
      )}
      {state === 'working' && <Progress progress={progress} />}
      {status.problem && state !== 'working' && <ProblemCard problem={status.problem} severe={state === 'failed'} />}
      {status.problem && state !== 'not-set-up' && mayBeNetwork(status.problem.code) && <NetworkCause ask={ask} />}
      {state !== 'not-set-up' && (
        <>
          <Actions status={status} ask={ask} showDocuments={showDocuments} />
          <Facts status={status} />
          <Counts counts={status.counts} showDocuments={showDocuments} />
          <RecentDocuments revision={status.revision} ask={ask} onOpen={(itemId) => showDocuments('all', itemId)} />
        </>
      )}
      <UpdateNotice ask={ask} />
    </div>
  )
}

function Progress({ progress }: { progress: SyncStatus['progress'] }): ReactElement {
  const styles = useStyles()
  const texts = useTexts()
  if (!progress || progress.total === 0) return <ProgressBar aria-label={texts.state.working} />
  const words = fill(texts.status.progress, { done: progress.done, total: progress.total })
  return (
    <div>
      <ProgressBar aria-label={texts.state.working} value={progress.done} max={progress.total} />
      <p className={styles.progress}>{words}</p>
    </div>
  )
}

/** One primary button: the next thing to do in this state. */
function Actions({ status, ask, showDocuments }: Omit<StatusPageProps, 'showSetup'>): ReactElement {
  const styles = useStyles()
  const texts = useTexts().status
  const { state } = status
  const sync = (): void => void ask(window.client.syncNow(undefined))
  const pause = (paused: boolean) => (): void => void ask(window.client.setPaused({ paused }))
  const syncButton = (primary: boolean, label: string): ReactElement => (
    <Button
      appearance={primary ? 'primary' : 'secondary'}
      size="large"
      icon={<ArrowSyncRegular />}
      disabledFocusable={state === 'working'}
      onClick={sync}
    >
      {label}
    </Button>
  )
  return (
    <div className={styles.actions}>
      {state === 'attention' && (
        <Button appearance="primary" size="large" icon={<DocumentSearchRegular />} onClick={() => showDocuments('attention')}>
          {texts.showAttention}
        </Button>
      )}
      {state === 'paused' ? (
        <Button appearance="primary" size="large" icon={<PlayRegular />} onClick={pause(false)}>
          {texts.resume}
        </Button>
      ) : (
        <>
          {syncButton(state !== 'attention', state === 'failed' || state === 'waiting' ? texts.tryAgainNow : texts.syncNow)}
          <Button size="large" icon={<PauseRegular />} onClick={pause(true)}>
            {texts.pause}
          </Button>
        </>
      )}
    </div>
  )
}

function Facts({ status }: { status: SyncStatus }): ReactElement {
  const styles = useStyles()
  const texts = useTexts().status
  const language = useLanguage()
  const time = (instant: string | undefined, otherwise: string): string =>
    instant === undefined ? otherwise : shortTime(instant, language)
  const next =
    status.state === 'working'
      ? texts.afterThis
      : time(status.state === 'paused' ? undefined : status.nextSyncAt, texts.notPlanned)
  const facts: [term: string, fact: string | undefined][] = [
    [texts.last, time(status.lastSyncAt, texts.never)],
    // Only worth a word when it differs: the last run did not succeed.
    [texts.lastSuccess, status.lastSuccessAt === status.lastSyncAt ? undefined : time(status.lastSuccessAt, texts.never)],
    [texts.next, next],
    [texts.company, status.companyName],
  ]
  return (
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
  )
}
