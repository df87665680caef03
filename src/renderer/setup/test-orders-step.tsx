import {
  Button,
  Checkbox,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Radio,
  RadioGroup,
  tokens,
} from '@fluentui/react-components'
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark'
import { DeleteRegular } from '@fluentui/react-icons/svg/delete'
import { SaveRegular } from '@fluentui/react-icons/svg/save'
import { SendRegular } from '@fluentui/react-icons/svg/send'
import { type ReactElement, useEffect, useRef, useState } from 'react'
import { documentName } from '../../shared/document-name'
import type { InwardAgenda } from '../../shared/documents/agenda'
import type { SetupView, TestOrderView } from '../../shared/setup-view'
import { fill } from '../../shared/texts/format'
import { problemText } from '../../shared/texts/problem-text'
import { shortTime } from '../../shared/texts/time'
import type { Ask } from '../ask'
import { useLanguage, useTexts } from '../i18n/texts'
import { ConfirmDialog } from './confirm-dialog'
import { missingOf } from './missing'
import { likelyPerson } from './people'
import { quiet } from './quiet'
import { Section } from './section'
import type { StepProps } from './step'
import { type JudgeProps, TestOrderRow } from './test-order-row'
import { countOrders, isRecorded, newlyEnded, progressOf, type Round, roundsOf, waitsForVerdict } from './test-orders'
import { Announcement } from './unseen'
import { useUseTexts } from './words'

const useStyles = makeStyles({
  page: { display: 'grid', gap: tokens.spacingVerticalXXL, minWidth: 0 },
  plain: { margin: 0, maxWidth: '76ch' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2, maxWidth: '76ch' },
  choices: { display: 'flex', flexWrap: 'wrap', gap: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXXXL}` },
  count: { width: '110px', minWidth: 0 },
  group: { display: 'grid', gap: tokens.spacingVerticalXXS, border: 'none', margin: 0, padding: 0, minWidth: 0 },
  error: { color: tokens.colorStatusDangerForeground1 },
  boxes: { display: 'flex', flexWrap: 'wrap', marginLeft: '-8px' },
  hint: { color: tokens.colorNeutralForeground3 },
  send: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  by: { maxWidth: '420px' },
  rounds: { display: 'grid', gap: tokens.spacingVerticalL, minWidth: 0 },
  orders: { display: 'grid', gap: tokens.spacingVerticalM, minWidth: 0 },
  old: { borderTop: `1px solid ${tokens.colorNeutralStroke2}`, paddingTop: tokens.spacingVerticalM },
  summary: { cursor: 'pointer', marginBottom: tokens.spacingVerticalM },
  strong: { fontWeight: tokens.fontWeightSemibold },
  list: { display: 'grid', gap: tokens.spacingVerticalS, justifyItems: 'start' },
  path: { margin: 0, overflowWrap: 'anywhere' },
})

/** Orders that go the whole way, and a person's word for each that it arrived right. */
export function TestOrdersStep({ view, ask }: StepProps): ReactElement {
  const styles = useStyles()
  const texts = useUseTexts().testOrders
  const [by, setBy] = useState(() => likelyPerson(view.state))
  const [isByMissing, setByMissing] = useState(false)
  const byBox = useRef<HTMLDivElement>(null)
  const rounds = roundsOf(view.testOrders)
  const none = view.testOrders.length === 0
  const judged = view.testOrders.some(({ verdict }) => verdict)
  // Nothing is under way and nothing waits for a verdict: only new ones lead further.
  const isSendNext =
    missingOf(view, 'test-orders').length > 0 &&
    view.testOrders.every((order) => progressOf(order) === 'stopped' || order.verdict !== undefined)
  const toJudge = view.testOrders.some((order) => order.state === 'imported')

  const judge: JudgeProps['judge'] = (itemIds, right, note) => {
    const name = by.trim()
    if (name === '') {
      setByMissing(true)
      byBox.current?.querySelector('input')?.focus()
      return false
    }
    void (async () => {
      for (const itemId of itemIds)
        await ask(window.client.setupVerdict({ itemId, right, by: name, ...(note === undefined ? {} : { note }) }))
    })()
    return true
  }
  return (
    <div className={styles.page}>
      {none && <p className={styles.plain}>{texts.explain}</p>}
      {none && <Send view={view} ask={ask} isNext />}
      {toJudge && (
        <div ref={byBox}>
          <Field
            className={styles.by}
            label={texts.by}
            hint={texts.byHint}
            required
            {...quiet(isByMissing && by.trim() === '' ? texts.byEmpty : undefined)}
          >
            <Input value={by} maxLength={255} autoComplete="off" onChange={(_event, { value }) => setBy(value)} />
          </Field>
        </div>
      )}
      {rounds.length > 0 && (
        <div className={styles.rounds}>
          {rounds.map((round, index) => (
            <RoundView
              key={round.number}
              round={round}
              isNewest={index === 0}
              isNext={!judged}
              ask={ask}
              judge={judge}
              toSettings={() => void ask(window.client.setupMove({ to: 'information-system' }))}
            />
          ))}
        </div>
      )}
      {!none && <Send view={view} ask={ask} isNext={isSendNext} />}
      {!none && <Deleting view={view} ask={ask} />}
      <Ended orders={view.testOrders} />
    </div>
  )
}

function Send({ view, ask, isNext }: { view: SetupView; ask: Ask; isNext: boolean }): ReactElement {
  const styles = useStyles()
  const texts = useUseTexts().testOrders
  const [count, setCount] = useState('3')
  const [scenario, setScenario] = useState<'mixed' | 'simple'>('mixed')
  const [left, setLeft] = useState<readonly InwardAgenda[]>([])
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState('')
  const words = useTexts().agendaMany
  const { possible, withoutPlace } = view.testAgendas
  const agendas = possible.filter((agenda) => !left.includes(agenda))
  const number = /^\d{1,2}$/.test(count.trim()) ? Number(count) : 0
  const isWrong = number < 1 || number > 20
  const none = view.testOrders.length === 0

  const send = async (): Promise<void> => {
    if (busy || isWrong || agendas.length === 0) return
    setBusy(true)
    setSaid(texts.sending)
    const answer = await window.client.setupTestOrders({ count: number, scenario, agendas: [...agendas] })
    await ask(Promise.resolve(answer))
    setSaid(answer.ok ? texts.sent : '')
    setBusy(false)
  }
  if (view.state.mode === 'production' || view.state.account?.mode === 'production')
    return (
      <MessageBar intent="info" layout="multiline">
        <MessageBarBody>{view.state.mode === 'production' ? texts.onlyInTest : texts.alreadyInProduction}</MessageBarBody>
      </MessageBar>
    )
  return (
    <Section title={none ? texts.send : texts.sendMore} hint={none ? texts.none : undefined} card>
      <div className={styles.choices}>
        <Field label={texts.count} hint={texts.countHint} {...quiet(isWrong ? texts.countWrong : undefined)}>
          <Input
            className={styles.count}
            inputMode="numeric"
            value={count}
            maxLength={2}
            onChange={(_event, { value }) => setCount(value)}
            onKeyDown={({ key }) => key === 'Enter' && void send()}
          />
        </Field>
        <Field label={texts.kind}>
          <RadioGroup value={scenario} onChange={(_event, { value }) => setScenario(value as typeof scenario)}>
            {(['mixed', 'simple'] as const).map((kind) => (
              <Radio
                key={kind}
                value={kind}
                label={
                  <>
                    {texts[kind]} <span className={styles.hint}>({texts[`${kind}Hint`]})</span>
                  </>
                }
              />
            ))}
          </RadioGroup>
        </Field>
      </div>
      {possible.length > 1 && (
        <fieldset className={styles.group}>
          <legend>{texts.agendas}</legend>
          <div className={styles.boxes}>
            {possible.map((agenda) => (
              <Checkbox
                key={agenda}
                label={words[agenda]}
                checked={!left.includes(agenda)}
                onChange={(_event, { checked }) =>
                  setLeft(checked === true ? left.filter((one) => one !== agenda) : [...left, agenda])
                }
              />
            ))}
          </div>
          <span className={agendas.length === 0 ? styles.error : styles.hint} role={agendas.length === 0 ? 'alert' : undefined}>
            {agendas.length === 0 ? texts.agendasNone : texts.agendasHint}
          </span>
        </fieldset>
      )}
      {withoutPlace.length > 0 && (
        <p className={styles.quiet}>
          {fill(texts.agendasWithoutPlace, { agendas: withoutPlace.map((agenda) => words[agenda].toLowerCase()).join(', ') })}
        </p>
      )}
      <div className={styles.send}>
        <Button
          appearance={isNext ? 'primary' : 'secondary'}
          icon={<SendRegular />}
          data-about="no-test-order"
          disabledFocusable={busy}
          onClick={() => void send()}
        >
          {none ? texts.send : texts.sendMore}
        </Button>
        <span role="status">{said}</span>
      </div>
    </Section>
  )
}

interface RoundProps extends JudgeProps {
  round: Round
  isNewest: boolean
  /** Nothing is judged yet: that is what to do next. */
  isNext: boolean
  ask: Ask
  toSettings(): void
}

function RoundView({ round, isNewest, isNext, ask, judge, toSettings }: RoundProps): ReactElement {
  const styles = useStyles()
  const texts = useUseTexts().testOrders
  const language = useLanguage()
  const { total, recorded, stopped, right } = countOrders(round.orders)
  const open = round.orders.filter(waitsForVerdict)
  const title = fill(texts.roundAt, { number: round.number, time: shortTime(round.at, language) })
  const summary = [
    fill(texts.roundSummary, { total, recorded, right }),
    ...(stopped > 0 ? [fill(texts.roundStopped, { stopped })] : []),
  ].join(' · ')
  const content = (
    <div className={styles.orders}>
      {open.length > 1 && (
        <div>
          <Button
            appearance={isNext && isNewest ? 'primary' : 'secondary'}
            icon={<CheckmarkRegular />}
            onClick={() =>
              judge(
                open.map(({ itemId }) => itemId),
                true,
              )
            }
          >
            {fill(texts.allRight, { count: open.length })}
          </Button>
        </div>
      )}
      {round.orders.map((order) => (
        <TestOrderRow
          key={order.itemId}
          order={order}
          ask={ask}
          judge={judge}
          isNext={isNext && isNewest && open.length === 1}
          toSettings={toSettings}
        />
      ))}
    </div>
  )
  if (isNewest)
    return (
      <Section title={title} hint={summary}>
        {content}
      </Section>
    )
  return (
    <details className={styles.old}>
      <summary className={styles.summary}>
        <span className={styles.strong}>{title}</span> · {summary}
      </summary>
      {content}
    </details>
  )
}

function Deleting({ view, ask }: { view: SetupView; ask: Ask }): ReactElement {
  const styles = useStyles()
  const texts = useUseTexts().testOrders
  const [path, setPath] = useState<string>()
  const save = async (): Promise<void> => {
    const answer = await ask(window.client.setupSaveTestOrders(undefined))
    if (answer?.saved) setPath(answer.path ?? '')
  }
  return (
    <Section title={texts.deleting}>
      <div className={styles.list}>
        <p className={styles.quiet}>
          {texts.deletingHow} {view.removal === 'in-production' && !view.trial && texts.deletingLater}
        </p>
        {['pohoda-xml', 'pohoda-mserver'].includes(view.state.entries.connector.id ?? '') && (
          <p className={styles.quiet}>{texts.deletingPohoda}</p>
        )}
        <p className={styles.quiet}>{texts.deletingOnce}</p>
        <Button icon={<SaveRegular />} onClick={() => void save()}>
          {texts.saveList}
        </Button>
        <p className={styles.path} role="status">
          {path !== undefined && fill(texts.listSaved, { path })}
        </p>
        {view.removal === 'now' && <Removing view={view} ask={ask} />}
      </div>
    </Section>
  )
}

/** Has the client delete them, after one question; says what became of it. */
function Removing({ view, ask }: { view: SetupView; ask: Ask }): ReactElement {
  const styles = useStyles()
  const texts = useUseTexts().testOrders
  const language = useLanguage()
  const [said, setSaid] = useState('')
  const count = view.testOrders.filter((order) => isRecorded(order) && order.removedAt === undefined).length
  const remove = async (): Promise<void> => {
    setSaid(texts.removing)
    const answer = await ask(window.client.setupRemoveTestOrders(undefined))
    if (!answer) return setSaid('')
    const [first] = answer.kept
    const kept = first
      ? fill(texts.notRemoved, { count: answer.kept.length, what: problemText(language, first.problem).what })
      : ''
    setSaid(`${fill(texts.removed, { count: answer.removed })} ${kept}`.trim())
  }
  return (
    <>
      <p className={styles.quiet}>{texts.deletingNow}</p>
      {count > 0 && (
        <ConfirmDialog
          button={<Button icon={<DeleteRegular />}>{texts.remove}</Button>}
          title={texts.removeAsk}
          meaning={fill(texts.removeMeaning, { count })}
          act={texts.removeAct}
          cancel={texts.removeKeep}
          onConfirm={() => void remove()}
        />
      )}
      <p className={styles.path} role="status">
        {said}
      </p>
    </>
  )
}

/** Says once what has come to its end; several at a time in one sentence. */
function Ended({ orders }: { orders: readonly TestOrderView[] }): ReactElement {
  const texts = useUseTexts().testOrders
  const language = useLanguage()
  const words = useTexts()
  const before = useRef(orders)
  const [said, setSaid] = useState('')
  useEffect(() => {
    const ended = newlyEnded(before.current, orders)
    before.current = orders
    const [one] = ended
    if (!one) return
    const document = documentName(one, words)
    if (ended.length > 1) setSaid(fill(texts.announceMany, { ...countOrders(orders) }))
    else if (progressOf(one) === 'stopped') {
      const what = one.problem ? problemText(language, one.problem).what : ''
      setSaid(fill(texts.announceStopped, { document, what }))
    } else if (one.erpNumber) setSaid(fill(texts.announceDone, { document, erpNumber: one.erpNumber }))
    else setSaid(fill(texts.announceRecorded, { document }))
  }, [orders, texts, words, language])
  return <Announcement text={said} />
}
