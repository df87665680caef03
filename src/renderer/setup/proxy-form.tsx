import { makeStyles, tokens } from '@fluentui/react-components'
import { type ReactElement, useEffect, useState } from 'react'
import type { SetupView } from '../../shared/setup-view'
import { setupWindowTexts } from '../../shared/texts/setup-window'
import { useLanguage } from '../i18n/texts'
import { ChoiceField, EntryField } from './field'
import { SecretField } from './secret-field'
import type { StepProps } from './step'
import { useEntries } from './use-entries'
import { useWords } from './words'

const useStyles = makeStyles({
  summary: { cursor: 'pointer', width: 'fit-content' },
  note: { margin: `${tokens.spacingVerticalXS} 0`, color: tokens.colorNeutralForeground2 },
  form: { display: 'grid', gap: tokens.spacingVerticalM, marginTop: tokens.spacingVerticalS },
})

const PASSWORD = 'central.proxyPassword'

/** A line of what was looked at has found the proxy at fault. */
const atFault = ({ state, running }: SetupView): boolean =>
  [state.evidence.connection?.lines, state.evidence.computer?.lines, running?.lines]
    .flatMap((lines) => lines ?? [])
    .some(({ problem }) => problem?.code.startsWith('connection-proxy-') === true)

/** The way out of the company's network. Closed: nearly everybody's is as the computer is set. */
export function ProxyForm({ view, ask, missing }: StepProps): ReactElement {
  const styles = useStyles()
  const texts = setupWindowTexts[useLanguage()].connection
  const words = useWords()
  const { entered } = useEntries()
  const mode = entered('central.proxyMode') ?? 'system'
  const wanted = mode !== 'system' || atFault(view)
  const [open, setOpen] = useState(wanted)
  useEffect(() => {
    if (wanted) setOpen(true)
  }, [wanted])
  return (
    <details open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className={styles.summary}>{texts.proxy}</summary>
      <p className={styles.note}>{texts.proxyAbout}</p>
      <div className={styles.form}>
        <ChoiceField
          about="central.proxyMode"
          missing={missing}
          choices={words.choices.proxyMode}
          value={typeof mode === 'string' ? mode : 'system'}
        />
        {(mode === 'manual' || mode === 'pac') && (
          <EntryField
            about="central.proxyAddress"
            missing={missing}
            maxLength={500}
            hint={mode === 'pac' ? words.help['central.proxyScript'] : words.help['central.proxyAddress']}
          />
        )}
        {mode === 'manual' && (
          <>
            <EntryField about="central.proxyUser" missing={missing} optional unmarked />
            {entered('central.proxyUser') ? (
              <SecretField
                about={PASSWORD}
                name={PASSWORD}
                label={words.fields[PASSWORD]}
                hint={words.help[PASSWORD]}
                required={false}
                isKept={view.secretsKept.includes(PASSWORD)}
                ask={ask}
              />
            ) : null}
          </>
        )}
      </div>
    </details>
  )
}
