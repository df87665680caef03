import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download'
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle'
import { ClockRegular } from '@fluentui/react-icons/svg/clock'
import { DismissSquareFilled } from '@fluentui/react-icons/svg/dismiss-square'
import { ProhibitedRegular } from '@fluentui/react-icons/svg/prohibited'
import { QuestionCircleFilled } from '@fluentui/react-icons/svg/question-circle'
import { SendRegular } from '@fluentui/react-icons/svg/send'
import { WarningFilled } from '@fluentui/react-icons/svg/warning'
import type { ReactElement } from 'react'
import type { DocumentState, DocumentSummary } from '../../shared/documents/document-state'
import { useTexts } from '../i18n/texts'

const useStyles = makeStyles({
  label: {
    // Not inline: on a line of text it would stand a pixel lower than its neighbours.
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalSNudge,
    whiteSpace: 'nowrap',
  },
  icon: { display: 'inline-flex', fontSize: '18px' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  active: { color: tokens.colorBrandForeground1 },
  warn: { color: tokens.colorStatusWarningForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  quiet: { color: tokens.colorNeutralForeground3 },
})

const looks: Record<DocumentState, { tone: 'good' | 'active' | 'warn' | 'bad' | 'quiet'; icon: ReactElement }> = {
  received: { tone: 'active', icon: <ArrowDownloadRegular /> },
  quarantined: { tone: 'warn', icon: <WarningFilled /> },
  ready: { tone: 'active', icon: <ClockRegular /> },
  sending: { tone: 'active', icon: <SendRegular /> },
  imported: { tone: 'good', icon: <CheckmarkCircleFilled /> },
  rejected: { tone: 'bad', icon: <DismissSquareFilled /> },
  unknown: { tone: 'warn', icon: <QuestionCircleFilled /> },
  skipped: { tone: 'quiet', icon: <ProhibitedRegular /> },
}

interface LabelProps {
  tone: keyof ReturnType<typeof useStyles>
  icon: ReactElement
  text: string
}

function Label({ tone, icon, text }: LabelProps): ReactElement {
  const styles = useStyles()
  return (
    <span className={styles.label}>
      <span className={mergeClasses(styles.icon, styles[tone])} aria-hidden>
        {icon}
      </span>
      {text}
    </span>
  )
}

/** A document's state: sign and word. */
export function DocumentStateLabel({ state }: { state: DocumentState }): ReactElement {
  return <Label {...looks[state]} text={useTexts().documentState[state]} />
}

/** The sign of a document whose outcome the central side does not take. */
export function ReportRefusedLabel(): ReactElement {
  return <Label tone="warn" icon={<WarningFilled />} text={useTexts().reportRefused} />
}

/** Where there is room for one sign only: what a person must see first. */
export function DocumentSign({ document: { state, reportState } }: { document: DocumentSummary }): ReactElement {
  const fineByItself = state === 'imported' || state === 'skipped'
  return fineByItself && reportState === 'refused' ? <ReportRefusedLabel /> : <DocumentStateLabel state={state} />
}
