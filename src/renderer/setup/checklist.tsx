import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle'
import { CircleRegular } from '@fluentui/react-icons/svg/circle'
import type { ReactElement } from 'react'
import type { SetupStep } from '../../shared/setup-state'
import { fill } from '../../shared/texts/format'
import { useLanguage } from '../i18n/texts'
import { Section } from './section'
import type { StepProps } from './step'
import { stepEvidence } from './step-evidence'
import { Unseen } from './unseen'
import { missingSentence, useUseTexts, useWords } from './words'

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  step: {
    display: 'grid',
    gridTemplateColumns: '24px minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalM,
    alignItems: 'start',
    padding: `${tokens.spacingVerticalMNudge} 0`,
    ':not(:first-child)': { borderTop: `1px solid ${tokens.colorNeutralStroke3}` },
  },
  icon: { display: 'inline-flex', fontSize: '24px' },
  done: { color: tokens.colorStatusSuccessForeground1 },
  open: { color: tokens.colorStatusWarningForeground1 },
  words: { minWidth: 0, overflowWrap: 'anywhere' },
  title: { fontWeight: tokens.fontWeightSemibold },
  evidence: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  lacks: { margin: 0, paddingLeft: 0, listStyleType: 'none' },
})

/** Each step with what proves it, or what it still needs and the way there. */
export function Checklist({ view, ask }: Pick<StepProps, 'view' | 'ask'>): ReactElement {
  const texts = useUseTexts().production
  const steps = view.steps.filter(({ step }) => step !== 'production')
  const open = steps.filter(({ missing }) => missing.length > 0).length
  return (
    <Section title={texts.checklist} hint={open === 0 ? texts.allDone : fill(texts.notAllDone, { count: open })} card>
      <List view={view} ask={ask} />
    </Section>
  )
}

function List({ view, ask }: Pick<StepProps, 'view' | 'ask'>): ReactElement {
  const styles = useStyles()
  const texts = useUseTexts().production
  const words = useWords()
  const language = useLanguage()
  const first = view.steps.find(({ step, missing }) => step !== 'production' && missing.length > 0)?.step
  const go = (step: SetupStep): void => void ask(window.client.setupMove({ to: step }))
  return (
    <ol className={styles.list}>
      {view.steps
        .filter(({ step }) => step !== 'production')
        .map(({ step, missing }) => {
          const isDone = missing.length === 0
          const { title } = words.steps[step]
          return (
            <li key={step} className={styles.step}>
              <span className={mergeClasses(styles.icon, isDone ? styles.done : styles.open)} aria-hidden>
                {isDone ? <CheckmarkCircleFilled /> : <CircleRegular />}
              </span>
              <div className={styles.words}>
                <div>
                  <span className={styles.title}>{title}</span> <Unseen>{isDone ? texts.done : texts.missing}</Unseen>
                </div>
                {!isDone && (
                  <ul className={styles.lacks}>
                    {missing.map((one) => (
                      <li key={`${one.code} ${one.about ?? ''}`}>{missingSentence(one, language)}</li>
                    ))}
                  </ul>
                )}
                <div className={styles.evidence}>{stepEvidence(view, step, language).join(' · ')}</div>
              </div>
              <Button
                size="small"
                appearance={isDone ? 'subtle' : step === first && !view.trial ? 'primary' : 'secondary'}
                aria-label={fill(isDone ? texts.lookStep : texts.mendStep, { step: title })}
                onClick={() => go(step)}
              >
                {isDone ? texts.look : texts.mend}
              </Button>
            </li>
          )
        })}
    </ol>
  )
}
