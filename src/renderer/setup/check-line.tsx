import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle'
import { CircleRegular } from '@fluentui/react-icons/svg/circle'
import { DismissSquareFilled } from '@fluentui/react-icons/svg/dismiss-square'
import { SubtractCircleRegular } from '@fluentui/react-icons/svg/subtract-circle'
import { WarningFilled } from '@fluentui/react-icons/svg/warning'
import type { ReactElement, ReactNode } from 'react'
import type { Evidence } from '../../shared/setup-state'
import { fill } from '../../shared/texts/format'
import { problemText } from '../../shared/texts/problem-text'
import { setupWindowTexts } from '../../shared/texts/setup-window'
import { decimalNumber, wholeNumber } from '../../shared/texts/time'
import { useLanguage, useTexts } from '../i18n/texts'
import { checkHelp, checkTitle } from './check-words'

const useStyles = makeStyles({
  line: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    overflowWrap: 'anywhere',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  after: { borderTop: `1px solid ${tokens.colorNeutralStroke3}` },
  sign: { display: 'inline-flex', fontSize: '20px', lineHeight: 0 },
  ok: { color: tokens.colorStatusSuccessForeground1 },
  warning: { color: tokens.colorStatusWarningForeground1 },
  failed: { color: tokens.colorStatusDangerForeground1 },
  skipped: { color: tokens.colorNeutralForeground3 },
  planned: { color: tokens.colorNeutralForeground4 },
  words: { display: 'grid', gap: tokens.spacingVerticalXXS, minWidth: 0 },
  title: { fontWeight: tokens.fontWeightSemibold },
  quietTitle: { fontWeight: tokens.fontWeightRegular, color: tokens.colorNeutralForeground2 },
  evidence: { color: tokens.colorNeutralForeground2, whiteSpace: 'pre-line' },
  help: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  meta: {
    display: 'flex',
    gap: tokens.spacingHorizontalM,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
  },
  problem: {
    margin: `${tokens.spacingVerticalXS} 0 0`,
    display: 'grid',
    gap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    borderLeft: `3px solid ${tokens.colorStatusWarningBorderActive}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  severe: { borderLeftColor: tokens.colorStatusDangerBorderActive },
  what: { margin: 0 },
  part: { margin: 0 },
  term: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  quote: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
})

type Line = Evidence['lines'][number]
const signs: Record<Line['status'], ReactElement> = {
  ok: <CheckmarkCircleFilled />,
  warning: <WarningFilled />,
  failed: <DismissSquareFilled />,
  skipped: <SubtractCircleRegular />,
}

/** The sign of how a check went; its word stands beside it. */
export function CheckSign({ status }: { status: Line['status'] }): ReactElement {
  const styles = useStyles()
  return (
    <span className={mergeClasses(styles.sign, styles[status])} aria-hidden>
      {signs[status]}
    </span>
  )
}

interface CheckLineProps {
  line: Line
  first: boolean
  explained: boolean
  action?: ReactNode
}

/** What was looked at, what was seen, how long it took; and when it is not well, what to do. */
export function CheckLine({ line, first, explained, action }: CheckLineProps): ReactElement {
  const styles = useStyles()
  const language = useLanguage()
  const texts = setupWindowTexts[language].checks
  const { id, status, evidence, durationMs, problem } = line
  const help = checkHelp(id, language)
  return (
    // Reached by the link of what is missing, not by Tab.
    <li className={mergeClasses(styles.line, !first && styles.after)} data-about={id} tabIndex={-1}>
      <CheckSign status={status} />
      <div className={styles.words}>
        <span className={mergeClasses(styles.title, status === 'skipped' && styles.quietTitle)}>{checkTitle(id, language)}</span>
        {evidence && <span className={styles.evidence}>{evidence}</span>}
        {explained && help && <span className={styles.help}>{help}</span>}
        {problem && <LineProblem problem={problem} severe={status === 'failed'} />}
        {action}
      </div>
      <span className={styles.meta}>
        <span className={styles[status]}>{texts.stateOf[status]}</span>
        {status !== 'skipped' && <span>{duration(durationMs)}</span>}
      </span>
    </li>
  )

  function duration(ms: number): string {
    return ms < 1000
      ? fill(texts.duration.ms, { value: wholeNumber(Math.round(ms), language) })
      : fill(texts.duration.s, { value: decimalNumber(ms / 1000, language) })
  }
}

function LineProblem({ problem, severe }: { problem: NonNullable<Line['problem']>; severe: boolean }): ReactElement {
  const styles = useStyles()
  const texts = useTexts().status
  const { code, what, why, todo, words } = problemText(useLanguage(), problem)
  return (
    <div className={mergeClasses(styles.problem, severe && styles.severe)}>
      <p className={styles.what}>{what}</p>
      {why && (
        <p className={styles.part}>
          <span className={styles.term}>{texts.why}:</span> {why}
        </p>
      )}
      {todo && (
        <p className={styles.part}>
          <span className={styles.term}>{texts.whatToDo}:</span> {todo}
        </p>
      )}
      {words && (
        <p className={styles.part}>
          <span className={styles.term}>{texts.theirWords}:</span> <span className={styles.quote}>{words}</span>
        </p>
      )}
      <span className={styles.term}>
        {texts.code}: {code}
      </span>
    </div>
  )
}

/** What will be looked at. */
export function PlannedLine({ id, first }: { id: string; first: boolean }): ReactElement {
  const styles = useStyles()
  const language = useLanguage()
  return (
    <li className={mergeClasses(styles.line, !first && styles.after)}>
      <span className={mergeClasses(styles.sign, styles.planned)} aria-hidden>
        <CircleRegular />
      </span>
      <div className={styles.words}>
        <span>{checkTitle(id, language)}</span>
        <span className={styles.help}>{checkHelp(id, language)}</span>
      </div>
    </li>
  )
}
