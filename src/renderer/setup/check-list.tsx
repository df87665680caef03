import { Button, makeStyles, mergeClasses, Spinner, Switch, tokens } from '@fluentui/react-components'
import { ArrowSyncRegular } from '@fluentui/react-icons/svg/arrow-sync'
import { CopyRegular } from '@fluentui/react-icons/svg/copy'
import { PlayRegular } from '@fluentui/react-icons/svg/play'
import { RecordStopRegular } from '@fluentui/react-icons/svg/record-stop'
import { type ReactElement, useState } from 'react'
import type { CheckedStep } from '../../shared/ipc/setup-calls'
import { setupWindowTexts } from '../../shared/texts/setup-window'
import { useLanguage } from '../i18n/texts'
import { CheckLine, PlannedLine } from './check-line'
import { CheckSummary } from './check-summary'
import { plannedChecks } from './check-words'
import type { StepProps } from './step'
import { Announcement } from './unseen'
import { useEntries } from './use-entries'

const useStyles = makeStyles({
  all: { display: 'grid', gap: tokens.spacingVerticalL },
  tools: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  push: { flexGrow: 1 },
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    overflow: 'hidden',
  },
  row: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    color: tokens.colorNeutralForeground2,
  },
  rowAfter: { borderTop: `1px solid ${tokens.colorNeutralStroke3}` },
})

interface CheckListProps extends Pick<StepProps, 'view' | 'ask'> {
  step: CheckedStep
  /** Why it can't be run yet; undefined: it can. */
  notReady?: string | undefined
  /** What can be done about a line right there. */
  remedy?: ((lineId: string) => ReactElement | null) | undefined
}

/** A step's check: run it, watch it, read what was seen and what to do, and take it along for support. */
export function CheckList({ view, ask, step, notReady, remedy }: CheckListProps): ReactElement {
  const styles = useStyles()
  const texts = setupWindowTexts[useLanguage()].checks
  const { accept } = useEntries()
  const [explained, setExplained] = useState(false)
  const [copied, setCopied] = useState(0)
  const evidence = view.state.evidence[step]
  const running = view.running?.step === step ? view.running : undefined
  const otherRuns = view.running !== undefined && !running
  const lines = running?.lines ?? evidence?.lines ?? []
  const passed = evidence?.lines.every(({ status }) => status !== 'failed') ?? false
  const run = async (): Promise<void> => {
    setCopied(0)
    await accept()
    await ask(window.client.setupCheck({ step }))
  }
  const copy = async (): Promise<void> => {
    if ((await window.client.setupCopyReport({ step })).ok) setCopied((times) => times + 1)
  }
  return (
    <div className={styles.all}>
      <CheckSummary evidence={evidence} running={running !== undefined} planned={plannedChecks(step).length > 0} />
      <div className={styles.tools}>
        {running ? (
          <Button icon={<RecordStopRegular />} onClick={() => void ask(window.client.setupStopCheck(undefined))}>
            {texts.stop}
          </Button>
        ) : (
          <Button
            appearance={passed ? 'secondary' : 'primary'}
            icon={evidence ? <ArrowSyncRegular /> : <PlayRegular />}
            data-about="not-checked"
            disabledFocusable={otherRuns || notReady !== undefined}
            onClick={() => void run()}
          >
            {evidence ? texts.again : texts.run}
          </Button>
        )}
        {evidence && !running && (
          <Button icon={<CopyRegular />} onClick={() => void copy()}>
            {texts.copy}
          </Button>
        )}
        {(notReady ?? (otherRuns ? texts.otherRunning : undefined)) && <span>{notReady ?? texts.otherRunning}</span>}
        <span className={styles.push} />
        {(evidence || running) && (
          <Switch label={texts.explain} checked={explained} onChange={(_event, { checked }) => setExplained(checked)} />
        )}
        {/* Another key each time: the same words are read out again. */}
        <Announcement key={copied} text={copied > 0 ? texts.copied : ''} />
      </div>
      {lines.length > 0 || running ? (
        <ol className={styles.list}>
          {lines.map((line, index) => (
            <CheckLine
              key={line.id}
              line={line}
              first={index === 0}
              explained={explained}
              action={line.status === 'failed' || line.status === 'warning' ? remedy?.(line.id) : null}
            />
          ))}
          {running && (
            <li className={mergeClasses(styles.row, lines.length > 0 && styles.rowAfter)}>
              <Spinner size="tiny" aria-hidden />
              {texts.next}
            </li>
          )}
        </ol>
      ) : plannedChecks(step).length > 0 ? (
        <ol className={styles.list}>
          {plannedChecks(step).map((id, index) => (
            <PlannedLine key={id} id={id} first={index === 0} />
          ))}
        </ol>
      ) : null}
    </div>
  )
}
