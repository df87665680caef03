import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { ArrowLeftRegular } from '@fluentui/react-icons/svg/arrow-left'
import { ArrowRightRegular } from '@fluentui/react-icons/svg/arrow-right'
import { type ReactElement, useCallback, useEffect, useRef, useState } from 'react'
import type { Missing, SetupStep } from '../../shared/setup-state'
import type { SetupView } from '../../shared/setup-view'
import { setupWindowTexts } from '../../shared/texts/setup-window'
import type { Ask } from '../ask'
import { useLanguage } from '../i18n/texts'
import { BeginStep } from './begin-step'
import { ComputerStep } from './computer-step'
import { ConnectionStep } from './connection-step'
import { InformationSystemStep } from './information-system-step'
import { anchorOf, focusAbout, missingOf, stillMissing } from './missing'
import { MissingSummary } from './missing-summary'
import { OperationStep } from './operation-step'
import { ProductionStep } from './production-step'
import { RegistrationStep } from './registration-step'
import type { StepPage } from './step'
import { StepList, StepMenu } from './step-list'
import { TestOrdersStep } from './test-orders-step'
import { TrialBanner } from './trial-banner'
import { EntriesProvider, useEntries } from './use-entries'
import { useWords } from './words'

const narrow = '@media (max-width: 859px)'
const low = '@media (max-height: 520px)'

const useStyles = makeStyles({
  page: {
    height: '100%',
    display: 'flex',
    minHeight: 0,
    [narrow]: { flexDirection: 'column' },
    // A low window (large text): everything scrolls together instead of leaving a slit.
    [low]: { height: 'auto' },
  },
  content: {
    flexGrow: 1,
    minWidth: 0,
    minHeight: 0,
    display: 'flex',
    flexDirection: 'column',
    [low]: { minHeight: 'auto' },
  },
  scroll: { flexGrow: 1, minHeight: 0, overflow: 'auto', [low]: { overflow: 'visible' } },
  inner: {
    maxWidth: '840px',
    margin: '0 auto',
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalXXL} ${tokens.spacingVerticalXXXL}`,
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalXL,
    [narrow]: { padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalXL}` },
  },
  head: { display: 'grid', gap: tokens.spacingVerticalXS },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
    outlineStyle: 'none',
  },
  about: {
    margin: 0,
    maxWidth: '72ch',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
  },
  foot: {
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  footInner: {
    maxWidth: '840px',
    margin: '0 auto',
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXXL}`,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    [narrow]: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}` },
  },
})

const pages: Record<SetupStep, StepPage> = {
  begin: BeginStep,
  registration: RegistrationStep,
  computer: ComputerStep,
  connection: ConnectionStep,
  'information-system': InformationSystemStep,
  'test-orders': TestOrdersStep,
  operation: OperationStep,
  production: ProductionStep,
}

/** Steps whose page has an act of its own that comes first: Next stands back until the step is done. */
const OWN_ACT: readonly SetupStep[] = ['registration', 'computer', 'connection', 'information-system', 'test-orders']

/** The wizard: where one is, the step's page, what is missing, back and next. */
export function SetupPage({ view, ask }: { view: SetupView; ask: Ask }): ReactElement {
  const [tried, setTried] = useState<readonly Missing[]>([])
  // Anew at each try, so that the summary takes the focus again.
  const [tries, setTries] = useState(0)
  const showMissing = useCallback((missing: readonly Missing[]): void => {
    setTried(missing)
    if (missing.length > 0) setTries((times) => times + 1)
  }, [])
  return (
    <EntriesProvider view={view} ask={ask} showMissing={showMissing}>
      <Wizard view={view} ask={ask} missing={stillMissing(tried, view)} tries={tries} showMissing={showMissing} />
    </EntriesProvider>
  )
}

interface WizardProps {
  view: SetupView
  ask: Ask
  missing: readonly Missing[]
  tries: number
  showMissing(missing: readonly Missing[]): void
}

function Wizard({ view, ask, missing, tries, showMissing }: WizardProps): ReactElement {
  const styles = useStyles()
  const words = useWords()
  const texts = setupWindowTexts[useLanguage()]
  const { accept, flush } = useEntries()
  const { at } = view.state
  const heading = useRef<HTMLHeadingElement>(null)
  const focusAfter = useRef<string>(undefined)
  const shown = useRef(at)
  const moving = useRef(false)
  const isFirst = view.steps[0]?.step === at
  const isLast = view.steps.at(-1)?.step === at
  const isDone = missingOf(view, at).length === 0
  const Page = pages[at]

  useEffect(() => {
    if (shown.current === at) return
    shown.current = at
    const wanted = focusAfter.current
    focusAfter.current = undefined
    heading.current?.scrollIntoView({ block: 'end' })
    // A new page is read from its heading on; who came by a link goes on to its field.
    if (wanted === undefined || !focusAbout(wanted)) heading.current?.focus()
  }, [at])

  const move = async (to: 'next' | 'back' | SetupStep): Promise<void> => {
    if (moving.current) return
    moving.current = true
    try {
      await (to === 'next' ? accept() : flush())
      const answer = await ask(window.client.setupMove({ to }))
      if (answer) showMissing(answer.missing)
    } finally {
      moving.current = false
    }
  }
  const mend = (one: Missing): void => {
    if (one.step === at) {
      focusAbout(anchorOf(one))
      return
    }
    focusAfter.current = anchorOf(one)
    void move(one.step)
  }

  return (
    <div className={styles.page}>
      <StepList view={view} onGo={(step) => void move(step)} />
      <StepMenu view={view} onGo={(step) => void move(step)} />
      <div className={styles.content}>
        <div className={styles.scroll}>
          <div className={styles.inner}>
            {view.trial && <TrialBanner ask={ask} />}
            <div className={styles.head}>
              <h1 ref={heading} className={styles.title} tabIndex={-1}>
                {words.steps[at].title}
              </h1>
              <p className={styles.about}>{words.steps[at].about}</p>
            </div>
            <MissingSummary missing={missing} at={at} tries={tries} onMend={mend} />
            <Page key={at} view={view} ask={ask} missing={missing} />
          </div>
        </div>
        <div className={styles.foot}>
          <div className={styles.footInner}>
            <Button icon={<ArrowLeftRegular />} disabledFocusable={isFirst} onClick={() => void move('back')}>
              {texts.back}
            </Button>
            {!isLast && (
              <Button
                appearance={isDone || !OWN_ACT.includes(at) ? 'primary' : 'secondary'}
                icon={<ArrowRightRegular />}
                iconPosition="after"
                onClick={() => void move('next')}
              >
                {texts.next}
              </Button>
            )}
          </div>
        </div>
      </div>
    </div>
  )
}
