import { Checkbox, Field, Input, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components'
import { type ReactElement, useEffect, useState } from 'react'
import type { SyncState } from '../../shared/sync-status'
import { useTexts } from '../i18n/texts'
import { StateIcon } from '../ui/state-icon'
import { quiet } from './quiet'
import { ScheduleSection } from './schedule-section'
import { Section } from './section'
import type { StepProps } from './step'
import { useEntries } from './use-entries'
import { useUseTexts } from './words'

const useStyles = makeStyles({
  page: { display: 'grid', gap: tokens.spacingVerticalXXL, minWidth: 0 },
  own: { marginLeft: '32px' },
  number: { width: '110px', minWidth: 0 },
  quiet: { margin: 0, maxWidth: '76ch', color: tokens.colorNeutralForeground2 },
  signs: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(300px, 100%), 1fr))',
    gap: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXL}`,
  },
  sign: { display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr)', gap: tokens.spacingHorizontalM, alignItems: 'start' },
  name: { fontWeight: tokens.fontWeightSemibold },
  meaning: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
})

const USUAL_SECONDS = 300
/** Those that a person meets in daily work. */
const SHOWN_STATES: readonly SyncState[] = ['ok', 'working', 'waiting', 'attention', 'failed', 'paused']

/** When the client runs, and where a person sees how it is. */
export function OperationStep(props: StepProps): ReactElement {
  const styles = useStyles()
  const texts = useUseTexts().operation
  const { view } = props
  const { entries, set, flush } = useEntries()
  const { intervalSeconds, autostart } = entries.operation

  // What is usual stands in the fields, and counts as soon as a person has seen it there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page opens
  useEffect(() => {
    if (intervalSeconds === undefined) set('operation.intervalSeconds', USUAL_SECONDS)
    if (autostart === undefined && view.autostart === 'possible' && !view.trial) set('operation.autostart', true)
  }, [])
  const words = useTexts()
  return (
    <div className={styles.page}>
      <Interval {...props} />
      <Section title={texts.autostart} card>
        {view.trial ? (
          <p className={styles.quiet}>{texts.autostartTrial}</p>
        ) : view.autostart === 'impossible' ? (
          <p className={styles.quiet}>{texts.autostartImpossible}</p>
        ) : (
          <Field hint={texts.autostartHint}>
            <Checkbox
              data-about="operation.autostart"
              label={texts.autostartLabel}
              checked={autostart === true}
              onChange={(_event, { checked }) => {
                set('operation.autostart', checked === true)
                void flush()
              }}
            />
          </Field>
        )}
      </Section>
      {!view.trial && <ScheduleSection {...props} />}
      <Section title={texts.tray} hint={texts.trayHint} card>
        <ul className={styles.signs}>
          {SHOWN_STATES.map((state) => (
            <li key={state} className={styles.sign}>
              <StateIcon state={state} small />
              <div>
                <div className={styles.name}>{words.state[state]}</div>
                <div className={styles.meaning}>{words.stateMeaning[state]}</div>
              </div>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  )
}

function Interval(_props: StepProps): ReactElement {
  const styles = useStyles()
  const texts = useUseTexts().operation
  const { entries, set, flush } = useEntries()
  const seconds = entries.operation.intervalSeconds ?? USUAL_SECONDS
  const isUsual = Object.hasOwn(texts.intervals, String(seconds))
  const [own, setOwn] = useState(!isUsual)
  const [typed, setTyped] = useState(() => String(Math.max(1, Math.round(seconds / 60))))
  const minutes = /^\d{1,4}$/.test(typed.trim()) ? Number(typed) : 0
  const isWrong = minutes < 1 || minutes > 1440

  const choose = (value: string): void => {
    setOwn(value === 'own')
    if (value === 'own') {
      setTyped(String(Math.max(1, Math.round(seconds / 60))))
      return
    }
    set('operation.intervalSeconds', Number(value))
    void flush()
  }
  const type = (value: string): void => {
    setTyped(value)
    const wanted = /^\d{1,4}$/.test(value.trim()) ? Number(value) : 0
    if (wanted >= 1 && wanted <= 1440) set('operation.intervalSeconds', wanted * 60)
  }
  return (
    <Section title={texts.interval} hint={texts.intervalHint} card>
      <RadioGroup
        data-about="operation.intervalSeconds"
        aria-label={texts.interval}
        value={own ? 'own' : String(seconds)}
        onChange={(_event, { value }) => choose(value)}
      >
        {Object.entries(texts.intervals).map(([value, label]) => (
          <Radio key={value} value={value} label={label} />
        ))}
        <Radio value="own" label={texts.own} />
      </RadioGroup>
      {own && (
        <Field
          className={styles.own}
          label={texts.ownMinutes}
          hint={texts.ownHint}
          {...quiet(isWrong ? texts.ownWrong : undefined)}
        >
          <Input
            className={styles.number}
            inputMode="numeric"
            value={typed}
            maxLength={4}
            onChange={(_event, { value }) => type(value)}
            onBlur={() => void flush()}
          />
        </Field>
      )}
    </Section>
  )
}
