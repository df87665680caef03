import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle'
import type { ReactElement } from 'react'
import { useEffect, useRef, useState } from 'react'
import type { DocumentSummary } from '../../shared/documents/document-state'
import { connectorTitle } from '../../shared/texts/connector-title'
import { fill } from '../../shared/texts/format'
import { fullTime, shortTime } from '../../shared/texts/time'
import { useLanguage, useTexts } from '../i18n/texts'
import { DocumentSign } from '../ui/document-state-label'
import { ProblemCard } from '../ui/problem-card'
import { Checklist } from './checklist'
import { ConfirmDialog } from './confirm-dialog'
import { Section } from './section'
import type { StepProps } from './step'
import { SwitchForm } from './switch-form'
import { countOrders } from './test-orders'
import { Announcement } from './unseen'
import { useUseTexts, useWords } from './words'

const useStyles = makeStyles({
  page: { display: 'grid', gap: tokens.spacingVerticalXXL, minWidth: 0 },
  changes: {
    margin: 0,
    paddingLeft: tokens.spacingHorizontalXL,
    maxWidth: '76ch',
    display: 'grid',
    gap: tokens.spacingVerticalXS,
  },
  running: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    gap: tokens.spacingHorizontalL,
    alignItems: 'start',
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXL}`,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorStatusSuccessBorder1}`,
    backgroundColor: tokens.colorStatusSuccessBackground1,
    color: tokens.colorNeutralForeground1,
  },
  runningIcon: { display: 'inline-flex', fontSize: '32px', color: tokens.colorStatusSuccessForeground1 },
  runningTitle: {
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
  },
  plain: { margin: 0, maxWidth: '76ch', overflowWrap: 'anywhere' },
  quiet: { margin: 0, maxWidth: '76ch', color: tokens.colorNeutralForeground2 },
  facts: {
    margin: 0,
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(160px, 1fr))',
    gap: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXL}`,
  },
  term: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  fact: { margin: 0, overflowWrap: 'anywhere' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
})

/** The switch: what proves that all is ready, what it changes, who does it; afterwards what came of it. */
export function ProductionStep(props: StepProps): ReactElement {
  const styles = useStyles()
  const texts = useUseTexts().production
  const { view, ask } = props
  const [wentBack, setWentBack] = useState(false)
  const inProduction = view.state.mode === 'production'
  if (view.trial) return <TrialEnd {...props} />
  return (
    <div className={styles.page}>
      <Announcement text={inProduction ? texts.inProduction : wentBack ? texts.backDone : ''} />
      {inProduction ? (
        <>
          <Running {...props} />
          <FirstDocument document={view.firstDocument} />
          <Checklist view={view} ask={ask} />
          <Section title={texts.back} hint={texts.backMeaning}>
            <div className={styles.actions}>
              <ConfirmDialog
                button={<Button>{texts.backButton}</Button>}
                title={texts.backTitle}
                meaning={texts.backMeaning}
                act={texts.backConfirm}
                cancel={texts.cancel}
                onConfirm={() => {
                  setWentBack(true)
                  void ask(window.client.setupSwitch({ mode: 'test' }))
                }}
              />
            </div>
          </Section>
        </>
      ) : (
        <>
          <Checklist view={view} ask={ask} />
          <Changes {...props} />
          <SwitchForm {...props} />
        </>
      )}
    </div>
  )
}

function Changes({ view }: StepProps): ReactElement {
  const styles = useStyles()
  const texts = useUseTexts().production
  const id = view.state.entries.connector.id
  const words = useWords()
  const form = view.connectors.find((connector) => connector.id === id)
  const system = form ? connectorTitle(words, form) : (id ?? '…')
  return (
    <Section title={texts.changes} card>
      {view.state.account?.mode === 'production' && <p className={styles.plain}>{texts.alreadyThere}</p>}
      <ul className={styles.changes}>
        <li>{fill(texts.change.real, { system })}</li>
        <li>{texts.change.test}</li>
        <li>{texts.change.modules}</li>
        <li>{texts.change.back}</li>
      </ul>
    </Section>
  )
}

function Running({ view }: StepProps): ReactElement {
  const styles = useStyles()
  const texts = useUseTexts().production
  const language = useLanguage()
  const { switched } = view.state
  const modules = (switched?.modules ?? []).map((name) =>
    Object.hasOwn(texts.module, name) ? texts.module[name as keyof typeof texts.module] : name,
  )
  return (
    <div className={styles.running}>
      <span className={styles.runningIcon} aria-hidden>
        <CheckmarkCircleFilled />
      </span>
      <div>
        <h2 className={styles.runningTitle}>{texts.inProduction}</h2>
        {switched && (
          <p className={styles.plain}>{fill(texts.switchedBy, { by: switched.by, time: fullTime(switched.at, language) })}</p>
        )}
        {modules.length > 0 && <p className={styles.plain}>{fill(texts.modules, { modules: modules.join(', ') })}</p>}
      </div>
    </div>
  )
}

/** Waits for the first real document, and shows how it fares. */
function FirstDocument({ document }: { document: DocumentSummary | undefined }): ReactElement {
  const styles = useStyles()
  const texts = useUseTexts().production
  const ui = useTexts()
  const language = useLanguage()
  const had = useRef(document?.state)
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (!document || had.current === document.state) return
    had.current = document.state
    setSaid(fill(texts.firstAnnounce, { number: document.number, state: ui.documentState[document.state] }))
  }, [document, texts, ui])
  const facts: [term: string, fact: string | undefined][] = document
    ? [
        [texts.firstNumber, document.number],
        [texts.firstPartner, document.partner],
        [texts.firstReceived, shortTime(document.receivedAt, language)],
        [texts.firstErp, document.reference?.number ?? document.reference?.id],
      ]
    : []
  return (
    <Section title={texts.first} card>
      <Announcement text={said} />
      {document ? (
        <>
          <DocumentSign document={document} />
          <dl className={styles.facts}>
            {facts.map(([term, fact]) =>
              fact ? (
                <div key={term}>
                  <dt className={styles.term}>{term}</dt>
                  <dd className={styles.fact}>{fact}</dd>
                </div>
              ) : null,
            )}
          </dl>
          {document.problem && <ProblemCard problem={document.problem} severe={document.state === 'rejected'} />}
        </>
      ) : (
        <p className={styles.quiet}>{texts.firstWaits}</p>
      )}
    </Section>
  )
}

/** A trial never goes to production: it is removed, and the company is connected instead. */
function TrialEnd({ view, ask }: StepProps): ReactElement {
  const styles = useStyles()
  const texts = useUseTexts().production
  const connect = async (): Promise<void> => {
    const ended = await window.client.setupEndTrial(undefined)
    await ask(Promise.resolve(ended))
    if (ended.ok) await ask(window.client.setupPurpose({ purpose: 'company' }))
  }
  return (
    <div className={styles.page}>
      <Section title={texts.trialEnd} card>
        <p className={styles.plain}>{texts.trialSeen}</p>
        {view.testOrders.length > 0 && (
          <p className={styles.plain}>{fill(texts.trialStats, { ...countOrders(view.testOrders) })}</p>
        )}
        <p className={styles.quiet}>{texts.trialNext}</p>
        <div className={styles.actions}>
          <ConfirmDialog
            button={
              <Button appearance="primary" size="large">
                {texts.trialConnect}
              </Button>
            }
            title={texts.trialSure}
            meaning={texts.trialSureMeaning}
            act={texts.trialConfirm}
            cancel={texts.cancel}
            onConfirm={() => void connect()}
          />
        </div>
      </Section>
      <Checklist view={view} ask={ask} />
    </div>
  )
}
