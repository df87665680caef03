import { Button, makeStyles, ProgressBar, tokens } from '@fluentui/react-components'
import { type ReactElement, useState } from 'react'
import type { AgendaPlace, OutwardChange, PriceSettings, StockSettings } from '../../shared/agendas-view'
import type { OutwardAgenda } from '../../shared/documents/agenda'
import type { OutwardAgendaStatus } from '../../shared/outward-status'
import { fill } from '../../shared/texts/format'
import { shortTime, wholeNumber } from '../../shared/texts/time'
import type { Ask } from '../ask'
import { useLanguage, useTexts } from '../i18n/texts'
import { ConfirmDialog } from '../setup/confirm-dialog'
import { ProblemCard } from '../ui/problem-card'
import { OutwardForm } from './outward-form'
import { useAgendasTexts } from './words'

const useStyles = makeStyles({
  card: {
    display: 'grid',
    gap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXL} ${tokens.spacingVerticalXL}`,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  place: { margin: 0, color: tokens.colorNeutralForeground2 },
  facts: {
    margin: 0,
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(150px, 1fr))',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXL}`,
  },
  term: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  fact: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400, fontVariantNumeric: 'tabular-nums' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
  held: {
    display: 'grid',
    gap: tokens.spacingVerticalM,
    justifyItems: 'start',
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    borderLeft: `4px solid ${tokens.colorStatusWarningBorderActive}`,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  heldTitle: { margin: 0, fontWeight: tokens.fontWeightSemibold },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
})

interface OutwardCardProps {
  agenda: OutwardAgenda
  place: AgendaPlace
  /** The information system can tell what has changed. */
  since: boolean
  settings: StockSettings | PriceSettings
  status: OutwardAgendaStatus | undefined
  ask: Ask
}

/** One kind of figures that goes to the shops: how it fares, and by which rule it is worked out. */
export function OutwardCard({ agenda, place, since, settings, status, ask }: OutwardCardProps): ReactElement {
  const styles = useStyles()
  const texts = useAgendasTexts()
  const name = useTexts().outwardAgenda[agenda]
  const [open, setOpen] = useState(false)
  const [said, setSaid] = useState('')
  const isUsed = place === 'used'
  const change = async (next: StockSettings | PriceSettings | null): Promise<boolean> => {
    const answer = await window.client.setOutward({ agenda, settings: next } as OutwardChange)
    await ask(Promise.resolve(answer))
    return answer.ok
  }
  return (
    <section className={styles.card} aria-label={name}>
      <h3 className={styles.title}>{name}</h3>
      <p className={styles.place}>{texts.place[place]}</p>
      {isUsed && status && <Facts status={status} />}
      {isUsed && status?.held && <Held agenda={agenda} held={status.held} ask={ask} />}
      {isUsed && status?.problem && !status.held && <ProblemCard problem={status.problem} severe={status.state === 'failed'} />}
      {(isUsed || place === 'off') && !open && (
        <div className={styles.actions}>
          <Button appearance={isUsed ? 'secondary' : 'primary'} onClick={() => setOpen(true)}>
            {isUsed ? texts.change : texts.setUp}
          </Button>
          {isUsed && (
            <>
              <Button
                onClick={async () => {
                  const answer = await window.client.uploadNow({ agenda })
                  await ask(Promise.resolve(answer))
                  if (answer.ok) setSaid(texts.asked)
                }}
              >
                {texts.all}
              </Button>
              <ConfirmDialog
                button={<Button appearance="subtle">{texts.end}</Button>}
                title={texts.endAsk}
                meaning={texts.endMeaning}
                act={texts.endAct}
                cancel={texts.cancel}
                onConfirm={() => void change(null)}
              />
            </>
          )}
        </div>
      )}
      <span role="status" className={styles.quiet}>
        {said}
      </span>
      {open && (
        <OutwardForm
          agenda={agenda}
          since={since}
          present={settings}
          isUsed={isUsed}
          ask={ask}
          onSave={async (next) => {
            if (await change(next)) setOpen(false)
          }}
          onCancel={() => setOpen(false)}
        />
      )}
    </section>
  )
}

function Facts({ status }: { status: OutwardAgendaStatus }): ReactElement {
  const styles = useStyles()
  const texts = useAgendasTexts()
  const language = useLanguage()
  const number = (value: number): string => wholeNumber(value, language)
  const time = (instant: string | undefined): string => (instant === undefined ? texts.never : shortTime(instant, language))
  const { progress } = status
  const facts: [term: string, fact: string][] = [
    [texts.rows, number(status.rows)],
    [texts.lastPass, time(status.lastPassAt)],
    [texts.lastUpload, time(status.lastUploadAt)],
    [texts.changed, number(status.changed + status.removed)],
    ...(status.nextPassAt === undefined ? [] : [[texts.next, shortTime(status.nextPassAt, language)] as [string, string]]),
  ]
  const remarks = [
    status.leftOut > 0 && fill(texts.leftOut, { count: number(status.leftOut) }),
    status.unsendable > 0 && fill(texts.unsendable, { count: number(status.unsendable) }),
    status.rejected > 0 && fill(texts.rejected, { count: number(status.rejected) }),
  ].filter((remark) => remark !== false)
  const total = progress?.total
  const words =
    progress &&
    (progress.phase === 'reading'
      ? fill(texts.reading, { done: number(progress.done) })
      : fill(texts.uploading, { done: number(progress.done), total: number(total ?? progress.done) }))
  return (
    <>
      <dl className={styles.facts}>
        {facts.map(([term, fact]) => (
          <div key={term}>
            <dt className={styles.term}>{term}</dt>
            <dd className={styles.fact}>{fact}</dd>
          </div>
        ))}
      </dl>
      {progress && (
        <div>
          <ProgressBar aria-label={words} {...(total ? { value: progress.done, max: total } : {})} />
          <p className={styles.quiet}>{words}</p>
        </div>
      )}
      {remarks.map((remark) => (
        <p key={remark} className={styles.quiet}>
          {remark}
        </p>
      ))}
    </>
  )
}

interface HeldProps {
  agenda: OutwardAgenda
  held: NonNullable<OutwardAgendaStatus['held']>
  ask: Ask
}

/** So much would go at once that a person looks first. */
function Held({ agenda, held, ask }: HeldProps): ReactElement {
  const styles = useStyles()
  const texts = useAgendasTexts()
  const language = useLanguage()
  const { percent, gone, zero, before, limit } = held
  const number = (value: number): string => wholeNumber(value, language)
  return (
    <div className={styles.held}>
      <p className={styles.heldTitle}>{texts.heldTitle}</p>
      <p className={styles.quiet}>
        {fill(texts.held, { percent, gone: number(gone), zero: number(zero), before: number(before), limit })}
      </p>
      <ConfirmDialog
        button={<Button appearance="primary">{texts.confirm}</Button>}
        title={texts.confirmAsk}
        meaning={fill(texts.confirmMeaning, { count: number(gone + zero) })}
        act={texts.confirmAct}
        cancel={texts.cancel}
        onConfirm={() => void ask(window.client.confirmFall({ agenda }))}
      />
    </div>
  )
}
