import { makeStyles, mergeClasses, Select, Switch, tokens } from '@fluentui/react-components'
import type { ReactElement } from 'react'
import type { AgendasView } from '../../shared/agendas-view'
import { fill } from '../../shared/texts/format'
import { wholeNumber } from '../../shared/texts/time'
import type { Ask } from '../ask'
import { useLanguage, useTexts } from '../i18n/texts'
import { useAgendasTexts } from './words'

const useStyles = makeStyles({
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto auto',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    ':not(:first-child)': { borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
    '@media (max-width: 600px)': { gridTemplateColumns: 'minmax(0, 1fr) auto' },
  },
  name: { fontWeight: tokens.fontWeightSemibold },
  place: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  waits: { color: tokens.colorStatusWarningForeground1 },
})

interface InwardListProps {
  view: AgendasView
  /** What waits in the queue and is taken by nobody, by agenda. */
  notTaken: Readonly<Record<string, number>>
  ask: Ask
}

/** The kinds of documents: which are taken, and how often. */
export function InwardList({ view, notTaken, ask }: InwardListProps): ReactElement {
  const styles = useStyles()
  return (
    <ul className={styles.list}>
      {view.inward.map((one) => (
        <InwardRow key={one.agenda} row={one} usual={view.timer.intervalSeconds} waits={notTaken[one.agenda]} ask={ask} />
      ))}
    </ul>
  )
}

interface InwardRowProps {
  row: AgendasView['inward'][number]
  /** The common interval, in seconds: a shorter own one would mean nothing. */
  usual: number
  waits: number | undefined
  ask: Ask
}

function InwardRow({ row, usual, waits, ask }: InwardRowProps): ReactElement {
  const styles = useStyles()
  const texts = useAgendasTexts()
  const language = useLanguage()
  const agenda = useTexts().agendaMany[row.agenda]
  const { place, intervalSeconds = 0 } = row
  const isPossible = place === 'used' || place === 'off'
  const set = (off: boolean, seconds: number): void =>
    void ask(window.client.setAgenda({ agenda: row.agenda, off, ...(seconds > 0 ? { intervalSeconds: seconds } : {}) }))
  const choices = Object.entries(texts.intervals).filter(([seconds]) => seconds === '0' || Number(seconds) > usual)
  const isOwn = !choices.some(([seconds]) => Number(seconds) === intervalSeconds)
  return (
    <li className={styles.row}>
      <div>
        <div className={styles.name}>{agenda}</div>
        <div className={styles.place}>{texts.place[place]}</div>
        {waits !== undefined && (
          <div className={mergeClasses(styles.place, styles.waits)}>
            {fill(texts.notTaken, { count: wholeNumber(waits, language) })}
          </div>
        )}
      </div>
      {place === 'used' ? (
        <Select
          size="small"
          aria-label={fill(texts.interval, { agenda })}
          value={String(intervalSeconds)}
          onChange={(_event, { value }) => set(false, Number(value))}
        >
          {choices.map(([seconds, label]) => (
            <option key={seconds} value={seconds}>
              {label}
            </option>
          ))}
          {isOwn && (
            <option value={intervalSeconds}>{fill(texts.ownInterval, { minutes: Math.round(intervalSeconds / 60) })}</option>
          )}
        </Select>
      ) : (
        <span />
      )}
      {isPossible && (
        <Switch
          aria-label={fill(texts.take, { agenda })}
          checked={place === 'used'}
          onChange={(_event, { checked }) => set(!checked, intervalSeconds)}
        />
      )}
    </li>
  )
}
