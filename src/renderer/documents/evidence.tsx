import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import type { ReactElement } from 'react'
import type { DocumentEvent } from '../../shared/documents/document-state'
import { noteText } from '../../shared/texts/note-text'
import { problemText } from '../../shared/texts/problem-text'
import { fullTime } from '../../shared/texts/time'
import { useLanguage, useTexts } from '../i18n/texts'

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  /** A line down the side joins the steps. */
  step: {
    position: 'relative',
    paddingLeft: '22px',
    paddingBottom: tokens.spacingVerticalM,
    overflowWrap: 'anywhere',
    '::before': {
      content: '""',
      position: 'absolute',
      left: '2px',
      top: '5px',
      width: '7px',
      height: '7px',
      borderRadius: '50%',
      border: `2px solid ${tokens.colorNeutralStrokeAccessible}`,
      backgroundColor: tokens.colorNeutralBackground1,
    },
    ':not(:last-child)::after': {
      content: '""',
      position: 'absolute',
      left: '7px',
      top: '18px',
      bottom: '-3px',
      width: '1px',
      backgroundColor: tokens.colorNeutralStroke1,
    },
  },
  good: {
    '::before': {
      border: `2px solid ${tokens.colorStatusSuccessBorderActive}`,
      backgroundColor: tokens.colorStatusSuccessBorderActive,
    },
  },
  bad: {
    '::before': {
      border: `2px solid ${tokens.colorStatusDangerBorderActive}`,
      backgroundColor: tokens.colorStatusDangerBorderActive,
    },
  },
  time: {
    display: 'block',
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    fontVariantNumeric: 'tabular-nums',
  },
  more: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  hash: { fontFamily: tokens.fontFamilyMonospace },
})

const goodSteps: readonly DocumentEvent['step'][] = ['imported', 'reported']
const badSteps: readonly DocumentEvent['step'][] = ['quarantined', 'rejected', 'unknown', 'content-changed']

/** A report is a step of the chain also when it was made in vain. */
const reportRefused = ({ step, reportState }: DocumentEvent): boolean => step === 'reported' && reportState === 'refused'
const isBad = (event: DocumentEvent): boolean => badSteps.includes(event.step) || reportRefused(event)

/** The chain of evidence: each step with its time and what proves it. */
export function Evidence({ events }: { events: readonly DocumentEvent[] }): ReactElement {
  const styles = useStyles()
  const texts = useTexts()
  const language = useLanguage()
  return (
    <ol className={styles.list}>
      {events.map((event, index) => {
        const { reference, problem } = event
        return (
          <li
            // Steps are only ever added at the end.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            key={index}
            className={mergeClasses(
              styles.step,
              goodSteps.includes(event.step) && !isBad(event) && styles.good,
              isBad(event) && styles.bad,
            )}
          >
            <span>{reportRefused(event) ? texts.stepReportRefused : texts.step[event.step]}</span>
            {reference && <span> · {reference.number ?? reference.id}</span>}
            <time className={styles.time} dateTime={event.at}>
              {fullTime(event.at, language)}
            </time>
            {reportRefused(event) && event.status && <div className={styles.more}>„{event.status}“</div>}
            {problem && <div className={styles.more}>{problemText(language, problem).what}</div>}
            {problem?.words && <div className={styles.more}>„{problem.words}“</div>}
            {event.notes?.map((note) => (
              <div key={`${note.code} ${JSON.stringify(note.params)}`} className={styles.more}>
                {noteText(note, language)}
              </div>
            ))}
            <Hash value={event.handedSha256 ?? event.payloadSha256} />
          </li>
        )
      })}
    </ol>
  )
}

/** Enough of a hash to compare by eye; the whole of it in the tooltip, and below the chain. */
function Hash({ value }: { value: string | undefined }): ReactElement | null {
  const styles = useStyles()
  if (value === undefined) return null
  return (
    <div className={styles.more}>
      SHA-256{' '}
      <span className={styles.hash} title={value}>
        {value.slice(0, 12)}…
      </span>
    </div>
  )
}
