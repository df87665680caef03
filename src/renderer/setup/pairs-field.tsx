import { Button, Input, makeStyles, tokens } from '@fluentui/react-components'
import { AddRegular } from '@fluentui/react-icons/svg/add'
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss'
import { type ReactElement, useId, useState } from 'react'
import { fill } from '../../shared/texts/format'
import { useUseTexts } from './words'

const useStyles = makeStyles({
  group: {
    margin: 0,
    padding: 0,
    border: 'none',
    minWidth: 0,
    maxWidth: '560px',
    display: 'grid',
    gap: tokens.spacingVerticalXS,
  },
  legend: { padding: 0, marginBottom: tokens.spacingVerticalXXS },
  hint: {
    margin: 0,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  heads: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr) 32px',
    gap: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
  },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr) 32px',
    gap: tokens.spacingHorizontalS,
    alignItems: 'center',
  },
  input: { minWidth: 0 },
})

interface PairsFieldProps {
  about: string
  label: string
  hint?: string | undefined
  /** The keys that are offered; absent: any. */
  keys?: readonly string[] | undefined
  keyWord(key: string): string
  value: unknown
  onChange(value: Record<string, string>): void
}

type Pair = readonly [key: string, value: string]
const pairsOf = (value: unknown): Pair[] =>
  typeof value === 'object' && value !== null ? Object.entries(value).map(([key, one]) => [key, String(one)] as const) : []

/** A word of the order → a word of the information system. */
export function PairsField(props: PairsFieldProps): ReactElement {
  const { about, label, hint, keys } = props
  const styles = useStyles()
  const texts = useUseTexts().form
  return (
    <fieldset className={styles.group} data-about={about}>
      <legend className={styles.legend}>{label}</legend>
      {hint && <p className={styles.hint}>{hint}</p>}
      {(keys || pairsOf(props.value).length > 0) && (
        <div className={styles.heads} aria-hidden>
          <span>{texts.pairKey}</span>
          <span>{texts.pairValue}</span>
        </div>
      )}
      {keys ? <KnownKeys {...props} keys={keys} /> : <OwnKeys {...props} />}
    </fieldset>
  )
}

function KnownKeys({ label, keys, keyWord, value, onChange }: PairsFieldProps & { keys: readonly string[] }): ReactElement {
  const styles = useStyles()
  const texts = useUseTexts().form
  const id = useId()
  const known = Object.fromEntries(pairsOf(value))
  return (
    <>
      {keys.map((key) => (
        <div key={key} className={styles.row}>
          <label htmlFor={`${id}${key}`}>{keyWord(key)}</label>
          <Input
            id={`${id}${key}`}
            className={styles.input}
            aria-label={fill(texts.pairValueFor, { field: label, key: keyWord(key) })}
            value={known[key] ?? ''}
            maxLength={128}
            onChange={(_event, { value: typed }) => onChange({ ...known, [key]: typed })}
          />
        </div>
      ))}
    </>
  )
}

/** Rows are kept as they are typed: two may have the same key, or none, for a moment. */
function OwnKeys({ label, value, onChange }: PairsFieldProps): ReactElement {
  const styles = useStyles()
  const texts = useUseTexts().form
  const [rows, setRows] = useState<readonly Pair[]>(() => pairsOf(value))
  const enter = (next: readonly Pair[]): void => {
    setRows(next)
    onChange(Object.fromEntries(next.filter(([key]) => key.trim() !== '').map(([key, one]) => [key.trim(), one])))
  }
  const change = (at: number, pair: Pair): void => enter(rows.map((row, index) => (index === at ? pair : row)))
  return (
    <>
      {rows.map(([key, one], index) => (
        // Rows have no name of their own.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <div key={index} className={styles.row}>
          <Input
            className={styles.input}
            aria-label={fill(texts.pairKeyFor, { field: label, row: index + 1 })}
            value={key}
            maxLength={128}
            onChange={(_event, { value: typed }) => change(index, [typed, one])}
          />
          <Input
            className={styles.input}
            aria-label={fill(texts.pairValueFor, { field: label, key: key || String(index + 1) })}
            value={one}
            maxLength={128}
            onChange={(_event, { value: typed }) => change(index, [key, typed])}
          />
          <Button
            appearance="subtle"
            icon={<DismissRegular />}
            aria-label={fill(texts.pairRemove, { key: key || String(index + 1) })}
            onClick={() => enter(rows.filter((_row, at) => at !== index))}
          />
        </div>
      ))}
      <div>
        <Button size="small" icon={<AddRegular />} onClick={() => setRows([...rows, ['', '']])}>
          {texts.pairAdd}
        </Button>
      </div>
    </>
  )
}
