import { Button, Field, Input, Link, makeStyles, Spinner, tokens } from '@fluentui/react-components'
import { type ReactElement, useEffect, useRef, useState } from 'react'
import type { Problem } from '../../shared/failure'
import type { Missing } from '../../shared/setup-state'
import { fill } from '../../shared/texts/format'
import { useLanguage, useTexts } from '../i18n/texts'
import { ProblemCard } from '../ui/problem-card'
import { anchorOf, focusAbout } from './missing'
import { likelyPerson } from './people'
import { quiet } from './quiet'
import { Section } from './section'
import type { StepProps } from './step'
import { useEntries } from './use-entries'
import { missingSentence, useUseTexts, useWords } from './words'

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalL, justifyItems: 'stretch', maxWidth: '520px' },
  send: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  card: {
    display: 'grid',
    gap: tokens.spacingVerticalM,
    justifyItems: 'start',
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorStatusDangerBorder1}`,
    backgroundColor: tokens.colorStatusDangerBackground1,
    color: tokens.colorNeutralForeground1,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  plain: { margin: 0 },
  term: { fontSize: tokens.fontSizeBase200 },
  words: {
    whiteSpace: 'pre-line',
    overflowWrap: 'anywhere',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
  },
  title: { margin: 0, fontWeight: tokens.fontWeightSemibold },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL },
})

/** Who switches, for which company; and, when it was refused, by whom and why. */
export function SwitchForm({ view, ask }: StepProps): ReactElement {
  const styles = useStyles()
  const texts = useUseTexts().production
  const words = useWords()
  const { entries, set, flush } = useEntries()
  const { production } = entries
  const taken = production.by === undefined ? likelyPerson(view.state) : ''
  const by = production.by ?? taken
  const name = view.state.account?.companyName
  const [busy, setBusy] = useState(false)
  const [tried, setTried] = useState(false)
  const [refusal, setRefusal] = useState<Refusal>()
  const tries = useRef(0)
  const differs = name !== undefined && production.companyName?.trim() !== name.trim()

  // What is missing elsewhere comes first.
  const isReady = view.steps.every(({ step, missing }) => step === 'production' || missing.length === 0)

  const go = async (): Promise<void> => {
    if (busy) return
    setTried(true)
    setBusy(true)
    setRefusal(undefined)
    if (taken !== '') set('production.by', taken)
    await flush()
    // Not through `ask`: a refusal is shown here, with the way to mend it.
    const answer = await window.client.setupSwitch({ mode: 'production' })
    setBusy(false)
    tries.current += 1
    if (!answer.ok) setRefusal({ number: tries.current, problem: answer.failure })
    else if (answer.value.missing.length > 0) setRefusal({ number: tries.current, missing: answer.value.missing })
  }
  return (
    <Section title={texts.confirm} card>
      <div className={styles.form}>
        <Field
          label={texts.by}
          hint={taken !== '' ? texts.byFrom : texts.byHint}
          required
          {...quiet(tried && by.trim() === '' ? fill(words.missing.empty, { field: texts.by }) : undefined)}
        >
          <Input
            data-about="production.by"
            value={by}
            maxLength={255}
            autoComplete="off"
            onChange={(_event, { value }) => set('production.by', value)}
            onBlur={() => void flush()}
          />
        </Field>
        <Field
          label={name === undefined ? texts.companyNameUnknown : fill(texts.companyName, { name })}
          hint={texts.companyNameHint}
          required
          {...quiet(tried && differs ? words.missing['company-name-differs'] : undefined)}
        >
          <Input
            data-about="company-name-differs"
            value={production.companyName ?? ''}
            maxLength={255}
            autoComplete="off"
            spellCheck={false}
            onChange={(_event, { value }) => set('production.companyName', value)}
            onBlur={() => void flush()}
            onKeyDown={({ key }) => key === 'Enter' && void go()}
          />
        </Field>
      </div>
      {refusal && <Refused key={refusal.number} refusal={refusal} view={view} ask={ask} />}
      <div className={styles.send}>
        <Button appearance={isReady ? 'primary' : 'secondary'} size="large" disabledFocusable={busy} onClick={() => void go()}>
          {texts.switch}
        </Button>
        <span role="status">{busy && <Spinner size="tiny" label={texts.switching} />}</span>
      </div>
    </Section>
  )
}

interface Refusal {
  /** Which try it was: a new one takes the focus again. */
  number: number
  missing?: readonly Missing[]
  problem?: Problem
}

/** What each side lacks, with the way to mend it. What has been mended since goes from the list. */
function Refused({ refusal, view, ask }: { refusal: Refusal } & Pick<StepProps, 'view' | 'ask'>): ReactElement | null {
  const styles = useStyles()
  const texts = useUseTexts().production
  const ui = useTexts().status
  const words = useWords()
  const language = useLanguage()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' })
    box.current?.focus({ preventScroll: true })
  }, [])
  const { problem } = refusal
  const now = view.steps.flatMap(({ missing }) => missing)
  const left = (refusal.missing ?? []).filter((one) => now.some((other) => isSame(one, other)))
  if (!problem && left.length === 0) return null
  const mend = (one: Missing): void => {
    if (one.step === view.state.at) focusAbout(anchorOf(one))
    else void ask(window.client.setupMove({ to: one.step }))
  }
  const byCentral = problem?.code === 'central-conflict'
  const lacksOrders = byCentral && problem.words?.includes('testItemIds') === true
  return (
    <div ref={box} className={styles.card} role="alert" tabIndex={-1}>
      <p className={styles.title}>{!problem ? texts.refusedHere : byCentral ? texts.refusedThere : texts.notSure}</p>
      {left.length > 0 && (
        <ul className={styles.list}>
          {left.map((one) => (
            <li key={`${one.step} ${one.code} ${one.about ?? ''}`}>
              <Link as="button" inline onClick={() => mend(one)}>
                {one.step === view.state.at ? '' : `${words.steps[one.step].title}: `}
                {missingSentence(one, language)}
              </Link>
            </li>
          ))}
        </ul>
      )}
      {problem && !byCentral && <ProblemCard problem={problem} severe />}
      {lacksOrders && <p className={styles.plain}>{texts.centralOrders}</p>}
      {lacksOrders && (
        <Link as="button" onClick={() => void ask(window.client.setupMove({ to: 'test-orders' }))}>
          {fill(texts.mendStep, { step: words.steps['test-orders'].title })}
        </Link>
      )}
      {byCentral && (
        <div>
          <div className={styles.term}>{texts.centralWords}</div>
          <div className={styles.words}>{problem.words ?? '–'}</div>
        </div>
      )}
      {byCentral && (
        <div className={styles.term}>
          {ui.code}: {problem.code}
        </div>
      )}
    </div>
  )
}

const isSame = (one: Missing, other: Missing): boolean =>
  one.step === other.step && one.code === other.code && one.about === other.about
