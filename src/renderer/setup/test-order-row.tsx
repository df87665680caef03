import { Badge, Button, Field, Link, makeStyles, mergeClasses, Textarea, tokens } from '@fluentui/react-components'
import { ArrowClockwiseRegular } from '@fluentui/react-icons/svg/arrow-clockwise'
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark'
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle'
import { DismissSquareFilled } from '@fluentui/react-icons/svg/dismiss-square'
import { type ReactElement, useEffect, useId, useRef, useState } from 'react'
import { documentName } from '../../shared/document-name'
import type { TestOrderView } from '../../shared/setup-view'
import { fill } from '../../shared/texts/format'
import { shortTime } from '../../shared/texts/time'
import type { Ask } from '../ask'
import { useLanguage, useTexts } from '../i18n/texts'
import { ProblemCard } from '../ui/problem-card'
import { OrderTimeline } from './order-timeline'
import { quiet } from './quiet'
import { type Progress, progressOf } from './test-orders'
import { useUseTexts } from './words'

const useStyles = makeStyles({
  row: {
    containerType: 'inline-size',
    display: 'grid',
    gap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalL}`,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
  },
  number: {
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  progress: { color: tokens.colorNeutralForeground2 },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusDangerForeground3 },
  grow: { flexGrow: 1 },
  verdict: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    paddingTop: tokens.spacingVerticalM,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  ask: { margin: 0, color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  judged: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
  },
  sign: { display: 'inline-flex', fontSize: '20px' },
  strong: { fontWeight: tokens.fontWeightSemibold },
  by: { color: tokens.colorNeutralForeground3 },
  note: { margin: 0, overflowWrap: 'anywhere', whiteSpace: 'pre-line' },
  form: { display: 'grid', gap: tokens.spacingVerticalS, maxWidth: '640px' },
})

export interface JudgeProps {
  /** Saves the verdict under the judging person's name; false: there is no name yet, and it is asked for. */
  judge(itemIds: readonly string[], right: boolean, note?: string): boolean
}

interface TestOrderRowProps extends JudgeProps {
  order: TestOrderView
  ask: Ask
  /** The one thing to do next on the page. */
  isNext: boolean
  toSettings(): void
}

/** One test order: where it is, why it stopped, and whether a person has seen it. */
export function TestOrderRow({ order, ask, judge, isNext, toSettings }: TestOrderRowProps): ReactElement {
  const styles = useStyles()
  const texts = useUseTexts().testOrders
  const language = useLanguage()
  const name = documentName(order, useTexts())
  const id = useId()
  const progress = progressOf(order)
  const words: Record<Progress, string> = {
    waits: texts.waitsForQueue,
    'on-way': texts.onWay,
    recorded: texts.recordedNotReported,
    done: texts.done,
    stopped: texts.stopped,
  }
  return (
    <article className={styles.row} aria-labelledby={id} data-about={order.itemId} tabIndex={-1}>
      <div className={styles.head}>
        <h3 id={id} className={styles.number}>
          {name}
        </h3>
        <span className={mergeClasses(styles.progress, progress === 'done' && styles.good, progress === 'stopped' && styles.bad)}>
          {words[progress]}
        </span>
        <span className={styles.grow} />
        {order.marked === true && (
          <Badge appearance="outline" color="informative" size="medium" aria-label={texts.marked} title={texts.marked}>
            [TEST]
          </Badge>
        )}
      </div>
      <OrderTimeline order={order} />
      {order.removedAt !== undefined && (
        <p className={styles.ask}>{fill(texts.isRemoved, { time: shortTime(order.removedAt, language) })}</p>
      )}
      {order.problem && <ProblemCard problem={order.problem} severe={order.state === 'rejected'} />}
      {progress === 'stopped' && order.state !== 'imported' && (
        <div>
          <Button
            icon={<ArrowClockwiseRegular />}
            aria-label={fill(texts.retryFor, { number: order.number })}
            onClick={() => void ask(window.client.retryDocument({ itemId: order.itemId }))}
          >
            {texts.retry}
          </Button>
        </div>
      )}
      {order.state === 'imported' && <Verdict order={order} judge={judge} isNext={isNext} toSettings={toSettings} />}
    </article>
  )
}

function Verdict({ order, judge, isNext, toSettings }: Omit<TestOrderRowProps, 'ask'>): ReactElement {
  const styles = useStyles()
  const texts = useUseTexts().testOrders
  const language = useLanguage()
  const [open, setOpen] = useState<'again' | 'wrong'>()
  const { verdict } = order
  // A verdict that has come closes what was asked.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new verdict is the reason
  useEffect(() => setOpen(undefined), [verdict?.at])

  if (verdict && open === undefined)
    return (
      <div className={styles.verdict}>
        <div className={styles.judged}>
          <span className={mergeClasses(styles.sign, verdict.right ? styles.good : styles.bad)} aria-hidden>
            {verdict.right ? <CheckmarkCircleFilled /> : <DismissSquareFilled />}
          </span>
          <span className={styles.strong}>{verdict.right ? texts.judgedRight : texts.judgedWrong}</span>
          <span className={styles.by}>{fill(texts.judgedBy, { by: verdict.by, time: shortTime(verdict.at, language) })}</span>
          <span className={styles.grow} />
          <Button size="small" appearance="subtle" onClick={() => setOpen('again')}>
            {texts.judgeAgain}
          </Button>
        </div>
        {verdict.note && <p className={styles.note}>„{verdict.note}“</p>}
        {!verdict.right && (
          <p className={styles.ask}>
            {texts.afterWrong}{' '}
            <Link as="button" inline onClick={toSettings}>
              {texts.toSettings}
            </Link>
          </p>
        )}
      </div>
    )
  if (open === 'wrong') return <WhatIsWrong order={order} judge={judge} onCancel={() => setOpen(verdict ? 'again' : undefined)} />
  return (
    <div className={styles.verdict}>
      <p className={styles.ask}>{texts.ask}</p>
      <div className={styles.actions}>
        <Button
          appearance={isNext ? 'primary' : 'secondary'}
          icon={<CheckmarkRegular />}
          onClick={() => judge([order.itemId], true)}
        >
          {texts.isRight}
        </Button>
        <Button onClick={() => setOpen('wrong')}>{texts.isWrong}</Button>
        {verdict && (
          <Button appearance="subtle" onClick={() => setOpen(undefined)}>
            {texts.cancel}
          </Button>
        )}
      </div>
    </div>
  )
}

function WhatIsWrong({
  order,
  judge,
  onCancel,
}: Pick<TestOrderRowProps, 'order' | 'judge'> & { onCancel(): void }): ReactElement {
  const styles = useStyles()
  const texts = useUseTexts().testOrders
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const box = useRef<HTMLFormElement>(null)
  const focus = (): void => box.current?.querySelector('textarea')?.focus()
  useEffect(focus, [])
  const isEmpty = note.trim() === ''
  return (
    <form
      ref={box}
      // What is missing is said by the page itself, in its own words.
      noValidate
      className={mergeClasses(styles.verdict, styles.form)}
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (isEmpty) focus()
        else judge([order.itemId], false, note.trim())
      }}
      onKeyDown={({ key }) => key === 'Escape' && onCancel()}
    >
      <Field label={texts.what} hint={texts.whatHint} required {...quiet(tried && isEmpty ? texts.whatEmpty : undefined)}>
        <Textarea value={note} maxLength={4000} rows={3} resize="vertical" onChange={(_event, { value }) => setNote(value)} />
      </Field>
      <div className={styles.actions}>
        <Button type="submit" appearance="primary">
          {texts.saveWrong}
        </Button>
        <Button onClick={onCancel}>{texts.cancel}</Button>
      </div>
    </form>
  )
}
