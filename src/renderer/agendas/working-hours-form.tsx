import { Button, Checkbox, Field, Input, makeStyles, Switch, tokens } from '@fluentui/react-components'
import { type ReactElement, useState } from 'react'
import type { WorkingHours } from '../../shared/settings'
import type { Ask } from '../ask'
import { useAgendasTexts } from './words'

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalM, justifyItems: 'start' },
  days: { border: 'none', margin: '0 0 0 -8px', padding: 0, display: 'flex', flexWrap: 'wrap' },
  times: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalL },
  time: { width: '120px', minWidth: 0 },
  said: { color: tokens.colorNeutralForeground2 },
})

const OFFICE: WorkingHours = { days: [1, 2, 3, 4, 5], from: '06:00', to: '20:00' }

/** When the timer may run: always, or on these days between these times. */
export function WorkingHoursForm({ present, ask }: { present: WorkingHours | undefined; ask: Ask }): ReactElement {
  const styles = useStyles()
  const texts = useAgendasTexts()
  const [entered, setEntered] = useState<WorkingHours | undefined>(present)
  const [said, setSaid] = useState('')
  const isWrong = entered !== undefined && (entered.days.length === 0 || entered.from === '' || entered.to === '')
  const isChanged = JSON.stringify(entered) !== JSON.stringify(present)
  const change = (next: WorkingHours | undefined): void => {
    setSaid('')
    setEntered(next)
  }
  const save = async (next: WorkingHours | undefined): Promise<void> => {
    const answer = await window.client.setTimer({ workingHours: next ?? null })
    await ask(Promise.resolve(answer))
    if (answer.ok) setSaid(texts.saved)
  }
  return (
    <div className={styles.form}>
      <Switch
        label={texts.hoursOn}
        checked={entered !== undefined}
        onChange={(_event, { checked }) => {
          change(checked ? (present ?? OFFICE) : undefined)
          // Off needs nothing more to be said; on is saved when the hours are.
          if (!checked && present) void save(undefined)
        }}
      />
      {entered && (
        <>
          <fieldset className={styles.days} aria-label={texts.hours}>
            {texts.days.map((label, index) => (
              <Checkbox
                key={label}
                label={label}
                aria-label={texts.dayNames[index] ?? label}
                checked={entered.days.includes(index + 1)}
                onChange={(_event, { checked }) => {
                  const rest = entered.days.filter((day) => day !== index + 1)
                  change({ ...entered, days: (checked === true ? [...rest, index + 1] : rest).sort() })
                }}
              />
            ))}
          </fieldset>
          <div className={styles.times}>
            {(['from', 'to'] as const).map((end) => (
              <Field key={end} label={texts[end]}>
                <Input
                  className={styles.time}
                  type="time"
                  value={entered[end]}
                  onChange={(_event, { value }) => change({ ...entered, [end]: value })}
                />
              </Field>
            ))}
          </div>
          <Button disabledFocusable={isWrong || !isChanged} onClick={() => void save(entered)}>
            {texts.saveHours}
          </Button>
        </>
      )}
      <span role="status" className={styles.said}>
        {isWrong ? texts.hoursWrong : said}
      </span>
    </div>
  )
}
