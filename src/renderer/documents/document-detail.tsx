import { Badge, Button, makeStyles, tokens } from '@fluentui/react-components'
import { ArrowClockwiseRegular } from '@fluentui/react-icons/svg/arrow-clockwise'
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss'
import { type ReactElement, useEffect, useRef, useState } from 'react'
import type { DocumentDetail, DocumentState } from '../../shared/documents/document-state'
import { type Problem, problem } from '../../shared/failure'
import { fill } from '../../shared/texts/format'
import { fullTime } from '../../shared/texts/time'
import type { UiTexts } from '../../shared/texts/ui.cs'
import type { Ask } from '../ask'
import { useLanguage, useTexts } from '../i18n/texts'
import { DocumentStateLabel, ReportRefusedLabel } from '../ui/document-state-label'
import { ProblemCard } from '../ui/problem-card'
import { Evidence } from './evidence'

const useStyles = makeStyles({
  panel: {
    boxSizing: 'border-box',
    width: '440px',
    flexShrink: 0,
    overflow: 'auto',
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXL} ${tokens.spacingVerticalXXL}`,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    userSelect: 'text',
    '@media (max-width: 899px)': { width: '100%', borderLeftWidth: 0 },
  },
  head: { display: 'flex', alignItems: 'flex-start', gap: tokens.spacingHorizontalM },
  title: { flexGrow: 1, minWidth: 0, display: 'grid', gap: tokens.spacingVerticalXXS },
  heading: {
    margin: 0,
    outlineStyle: 'none',
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
  },
  partner: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  state: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  meaning: { margin: 0, color: tokens.colorNeutralForeground2 },
  facts: {
    margin: 0,
    display: 'grid',
    gridTemplateColumns: 'minmax(130px, auto) 1fr',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
  },
  term: { color: tokens.colorNeutralForeground3 },
  fact: { margin: 0, overflowWrap: 'anywhere' },
  subheading: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  hash: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
  payload: {
    margin: `${tokens.spacingVerticalS} 0 0`,
    padding: tokens.spacingHorizontalM,
    maxHeight: '320px',
    overflow: 'auto',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  summary: { cursor: 'pointer' },
})

const retryable: readonly DocumentState[] = ['quarantined', 'rejected', 'unknown', 'skipped']

interface DocumentDetailPanelProps {
  itemId: string
  revision: number
  ask: Ask
  onClose(): void
}

/** One document: what is so, what to do, and the chain of evidence. Read again at each change. */
export function DocumentDetailPanel({ itemId, revision, ask, onClose }: DocumentDetailPanelProps): ReactElement | null {
  const styles = useStyles()
  const texts = useTexts()
  const [detail, setDetail] = useState<DocumentDetail>()
  const heading = useRef<HTMLHeadingElement>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a grown revision is the reason to read
  useEffect(() => {
    let wanted = true
    void ask(window.client.showDocument({ itemId })).then((answer) => {
      if (wanted && answer) setDetail(answer)
    })
    return () => {
      wanted = false
    }
  }, [itemId, revision, ask])
  const isThere = detail !== undefined
  useEffect(() => {
    if (isThere) heading.current?.focus()
  }, [isThere])

  if (!detail) return null
  const { summary } = detail
  const retry = (): void => void ask(window.client.retryDocument({ itemId }))
  return (
    <aside
      className={styles.panel}
      aria-label={fill(texts.detail.label, { number: summary.number })}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <div className={styles.head}>
        <div className={styles.title}>
          <h2 className={styles.heading} ref={heading} tabIndex={-1}>
            {agendaName(texts, summary.agenda)} {summary.number}
          </h2>
          <span className={styles.partner}>{summary.partner}</span>
        </div>
        <Button appearance="subtle" icon={<DismissRegular />} aria-label={texts.detail.close} onClick={onClose} />
      </div>
      <div className={styles.state}>
        <DocumentStateLabel state={summary.state} />
        {summary.reportState === 'refused' && <ReportRefusedLabel />}
        {summary.test && (
          <Badge appearance="outline" color="warning">
            {texts.documents.test}
          </Badge>
        )}
      </div>
      <p className={styles.meaning}>{texts.documentStateMeaning[summary.state]}</p>
      {summary.problem && <ProblemCard problem={summary.problem} severe={summary.state === 'rejected'} />}
      {summary.reportState === 'refused' && <ProblemCard problem={reportProblem(detail)} />}
      {retryable.includes(summary.state) && (
        <div>
          <Button appearance="primary" icon={<ArrowClockwiseRegular />} onClick={retry}>
            {texts.detail.retry}
          </Button>
        </div>
      )}
      <Facts detail={detail} />
      <h3 className={styles.subheading}>{texts.detail.evidence}</h3>
      <Evidence events={detail.events} />
      <Proof detail={detail} />
    </aside>
  )
}

/** The central side's own word for why stands in the last report. */
function reportProblem({ summary, events }: DocumentDetail): Problem {
  const status = events.findLast(({ step }) => step === 'reported')?.status
  return problem('report-refused', { number: summary.number, ...(status === undefined ? {} : { status }) })
}

/** An agenda of a later version keeps its own name. */
const agendaName = (texts: UiTexts, agenda: string): string => (texts.agenda as Record<string, string>)[agenda] ?? agenda

function Facts({ detail: { summary } }: { detail: DocumentDetail }): ReactElement {
  const styles = useStyles()
  const texts = useTexts()
  const language = useLanguage()
  const { reference } = summary
  const facts: [term: string, fact: string | undefined][] = [
    [texts.detail.received, fullTime(summary.receivedAt, language)],
    [texts.detail.reference, reference && [reference.number, reference.id && `(id ${reference.id})`].filter(Boolean).join(' ')],
    [texts.detail.report, texts.reportState[summary.reportState]],
    [texts.detail.centralId, summary.itemId],
    [texts.detail.attempts, summary.attempts > 1 ? String(summary.attempts) : undefined],
  ]
  return (
    <dl className={styles.facts}>
      {facts.map(([term, fact]) =>
        fact === undefined ? null : (
          <div key={term} style={{ display: 'contents' }}>
            <dt className={styles.term}>{term}</dt>
            <dd className={styles.fact}>{fact}</dd>
          </div>
        ),
      )}
    </dl>
  )
}

/** The hashes, whole, and the content as it came. */
function Proof({ detail }: { detail: DocumentDetail }): ReactElement {
  const styles = useStyles()
  const texts = useTexts().detail
  return (
    <>
      <dl className={styles.fact}>
        <dt className={styles.term}>{texts.payloadHash}</dt>
        <dd className={`${styles.fact} ${styles.hash}`}>{detail.payloadSha256}</dd>
        {detail.handedSha256 && (
          <>
            <dt className={styles.term}>{texts.handedHash}</dt>
            <dd className={`${styles.fact} ${styles.hash}`}>{detail.handedSha256}</dd>
          </>
        )}
      </dl>
      {detail.payload === undefined ? (
        <p className={styles.meaning}>{texts.payloadGone}</p>
      ) : (
        <details>
          <summary className={styles.summary}>{texts.payload}</summary>
          <pre className={styles.payload}>{readable(detail.payload)}</pre>
        </details>
      )}
    </>
  )
}

/** Canonical JSON is one long line; what is not JSON is shown as it came. */
function readable(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2)
  } catch {
    return payload
  }
}
