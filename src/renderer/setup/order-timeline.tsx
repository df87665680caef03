import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle'
import { CircleRegular } from '@fluentui/react-icons/svg/circle'
import { DismissSquareFilled } from '@fluentui/react-icons/svg/dismiss-square'
import { RecordFilled } from '@fluentui/react-icons/svg/record'
import type { ReactElement } from 'react'
import type { TestOrderView } from '../../shared/setup-view'
import { fill } from '../../shared/texts/format'
import { clockTime } from '../../shared/texts/time'
import { useLanguage } from '../i18n/texts'
import { type StageView, stagesOf } from './test-orders'
import { Unseen } from './unseen'
import { useUseTexts, useWords } from './words'

/** In a narrow place the stages stand one under another. */
const wide = '@container (min-width: 620px)'

const useStyles = makeStyles({
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    [wide]: { gridTemplateColumns: 'repeat(6, minmax(0, 1fr))' },
  },
  stage: {
    position: 'relative',
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalS,
    alignItems: 'baseline',
    paddingBottom: tokens.spacingVerticalXS,
    [wide]: { gridTemplateColumns: 'minmax(0, 1fr)', alignContent: 'start', rowGap: tokens.spacingVerticalXXS, paddingBottom: 0 },
    // The line that joins a stage with the next one.
    ':not(:last-child)::before': {
      content: '""',
      position: 'absolute',
      left: '9px',
      top: '22px',
      bottom: '-2px',
      width: '2px',
      backgroundColor: tokens.colorNeutralStroke2,
      [wide]: { left: '26px', right: '6px', top: '9px', bottom: 'auto', width: 'auto', height: '2px' },
      '@media (forced-colors: active)': { backgroundColor: 'CanvasText' },
    },
  },
  passed: { ':not(:last-child)::before': { backgroundColor: tokens.colorStatusSuccessBorderActive } },
  icon: { display: 'inline-flex', alignSelf: 'start', fontSize: '20px' },
  done: { color: tokens.colorStatusSuccessForeground1 },
  now: {
    color: tokens.colorBrandForeground1,
    '@media (prefers-reduced-motion: no-preference)': {
      animationName: { from: { opacity: 1 }, '50%': { opacity: 0.35 }, to: { opacity: 1 } },
      animationDuration: '1.6s',
      animationIterationCount: 'infinite',
    },
  },
  stopped: { color: tokens.colorStatusDangerForeground3 },
  ahead: { color: tokens.colorNeutralForeground4 },
  words: {
    minWidth: 0,
    overflowWrap: 'anywhere',
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalS,
    [wide]: { display: 'block' },
  },
  name: { display: 'block', fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  nameAhead: { color: tokens.colorNeutralForeground3 },
  time: {
    display: 'block',
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontVariantNumeric: 'tabular-nums',
  },
})

const icons: Record<StageView['status'], ReactElement> = {
  done: <CheckmarkCircleFilled />,
  now: <RecordFilled />,
  stopped: <DismissSquareFilled />,
  ahead: <CircleRegular />,
}

/** A test order's way, stage by stage, with the time of each. */
export function OrderTimeline({ order }: { order: TestOrderView }): ReactElement {
  const styles = useStyles()
  const texts = useUseTexts().testOrders
  const words = useWords()
  const language = useLanguage()
  return (
    <ol className={styles.list} aria-label={fill(texts.way, { number: order.number })}>
      {stagesOf(order).map(({ stage, status, at }) => {
        const done =
          stage === 'recorded' && at !== undefined && order.erpNumber !== undefined
            ? fill(texts.recordedAs, { erpNumber: order.erpNumber })
            : words.stages[stage]
        const name = status === 'now' ? texts.stageNow[stage] : done
        const time = at === undefined ? undefined : clockTime(at, language)
        const sentence = { done: texts.stageDone, now: '{stage}', stopped: texts.stageStopped, ahead: texts.stageWaits }[status]
        return (
          <li key={stage} className={mergeClasses(styles.stage, status === 'done' && styles.passed)}>
            <span className={mergeClasses(styles.icon, styles[status])} aria-hidden>
              {icons[status]}
            </span>
            <span className={styles.words} aria-hidden>
              <span className={mergeClasses(styles.name, status === 'ahead' && styles.nameAhead)}>{name}</span>
              {time && <span className={styles.time}>{time}</span>}
              {status === 'stopped' && <span className={mergeClasses(styles.time, styles.stopped)}>{texts.stoppedHere}</span>}
            </span>
            <Unseen>{fill(sentence, { stage: name, time: time ?? '' })}</Unseen>
          </li>
        )
      })}
    </ol>
  )
}
