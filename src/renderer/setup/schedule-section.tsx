import { Button, Field, Input, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components'
import { type ReactElement, useEffect, useState } from 'react'
import type { ScheduleView } from '../../shared/schedule'
import type { Language } from '../../shared/settings'
import { fill } from '../../shared/texts/format'
import { type ScheduleTexts, scheduleTexts } from '../../shared/texts/schedule'
import { fullTime } from '../../shared/texts/time'
import { useLanguage } from '../i18n/texts'
import { Section } from './section'
import type { StepProps } from './step'

const useStyles = makeStyles({
  facts: {
    margin: 0,
    display: 'grid',
    gridTemplateColumns: 'fit-content(40%) minmax(0, 1fr)',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
  },
  term: { color: tokens.colorNeutralForeground3 },
  value: { margin: 0, overflowWrap: 'anywhere' },
  text: { margin: 0, maxWidth: '76ch', overflowWrap: 'anywhere' },
  quiet: { margin: 0, maxWidth: '76ch', color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  about: { display: 'block', maxWidth: '70ch', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  name: { maxWidth: '320px' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  command: {
    display: 'block',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
    userSelect: 'all',
  },
})

type Choice = 'system' | 'named' | 'gmsa'

/** Running while nobody is signed in: what stands, whether it has shown itself, and the acts. */
export function ScheduleSection({ view, ask }: StepProps): ReactElement {
  const styles = useStyles()
  const language = useLanguage()
  const texts = scheduleTexts[language]
  const [choice, setChoice] = useState<Choice>('system')
  const [name, setName] = useState('')
  const [busy, setBusy] = useState(false)
  const act = async (input: Parameters<typeof window.client.setupSchedule>[0]): Promise<void> => {
    setBusy(true)
    await ask(window.client.setupSchedule(input))
    setBusy(false)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page opens
  useEffect(() => void act({ act: 'look' }), [])

  const { schedule } = view
  const isWindows = schedule?.platform === 'win32'
  const install = (): void =>
    void act({
      act: 'install',
      ...(isWindows ? { account: choice === 'gmsa' ? { kind: choice, name } : { kind: 'system' } } : {}),
    })
  return (
    <Section title={texts.window.title} hint={texts.window.hint} card>
      {schedule ? <State schedule={schedule} texts={texts} language={language} /> : <p>{texts.window.notLooked}</p>}
      {schedule?.scheduler && isWindows && (
        <>
          <Field label={texts.window.accountLabel}>
            <RadioGroup value={choice} onChange={(_event, { value }) => setChoice(value as Choice)}>
              {(['system', 'named', 'gmsa'] as const).map((one) => (
                <Radio
                  key={one}
                  value={one}
                  label={
                    <>
                      {texts.accounts[one]}
                      <span className={styles.about}>{texts.accounts[`${one}About`]}</span>
                    </>
                  }
                />
              ))}
            </RadioGroup>
          </Field>
          {choice === 'gmsa' && (
            <Field className={styles.name} label={texts.window.accountName} hint={texts.window.accountNameHint}>
              <Input value={name} maxLength={200} onChange={(_event, { value }) => setName(value.trim())} />
            </Field>
          )}
        </>
      )}
      {schedule?.scheduler && (
        <>
          <p className={styles.quiet}>
            {isWindows && choice === 'named'
              ? texts.window.byName
              : schedule.scheduler === 'systemd-user'
                ? texts.window.byUser
                : texts.window.byAdmin}
          </p>
          <code className={styles.command}>
            {schedule.command}
            {isWindows && choice === 'named' ? ' --account FIRMA\\JMENO' : ''}
          </code>
        </>
      )}
      <div className={styles.actions}>
        {schedule?.scheduler && !(isWindows && choice === 'named') && (
          <Button disabled={busy || (isWindows && choice === 'gmsa' && name === '')} onClick={install}>
            {schedule.installed ? texts.window.again : texts.window.install}
          </Button>
        )}
        {schedule?.installed && (
          <Button disabled={busy} onClick={() => void act({ act: 'remove' })}>
            {texts.window.remove}
          </Button>
        )}
        <Button disabled={busy} onClick={() => void act({ act: 'look' })}>
          {texts.window.look}
        </Button>
      </div>
      <div role="status">{busy ? texts.window.busy : ''}</div>
    </Section>
  )
}

function State({
  schedule,
  texts,
  language,
}: {
  schedule: ScheduleView
  texts: ScheduleTexts
  language: Language
}): ReactElement {
  const styles = useStyles()
  const { show } = texts
  const { installed, evidence } = schedule
  const at = (instant: string | undefined): string => (instant === undefined ? show.unknown : fullTime(instant, language))
  const rows: readonly (readonly [string, string])[] = [
    [show.scheduler, schedule.scheduler ? texts.kind[schedule.scheduler] : show.none],
    ...(installed
      ? ([
          [show.every, fill(show.everyMinutes, { minutes: installed.everyMinutes ?? show.unknown })],
          [show.account, installed.account],
          [show.next, at(installed.nextRunAt)],
          [
            show.state,
            installed.differs.length === 0 ? show.upToDate : fill(show.differs, { parts: installed.differs.join(', ') }),
          ],
        ] as const)
      : []),
    [
      show.evidence,
      evidence
        ? fill(show.run, {
            time: at(evidence.finishedAt ?? evidence.startedAt),
            account: evidence.account,
            session: evidence.session || show.unknown,
            process: evidence.process,
            result: fill(texts.result[evidence.result], { problem: evidence.problem ?? '' }),
          })
        : show.noEvidence,
    ],
  ]
  return (
    <>
      <dl className={styles.facts}>
        {rows.map(([term, value]) => [
          <dt key={term} className={styles.term}>
            {term}
          </dt>,
          <dd key={`${term}=`} className={styles.value}>
            {value}
          </dd>,
        ])}
      </dl>
      <p className={styles.text}>
        {schedule.foreign !== undefined
          ? fill(show.foreign, { name: schedule.foreign })
          : !installed
            ? show.notInstalled
            : schedule.proved
              ? show.proved
              : show.notProved}
      </p>
      {schedule.lingerOff && <p className={styles.text}>{fill(show.lingerOff, { account: installed?.account ?? '' }).trim()}</p>}
    </>
  )
}
