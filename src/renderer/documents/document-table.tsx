import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import type { KeyboardEvent, ReactElement } from 'react'
import { inwardAgendaSchema } from '../../shared/documents/agenda'
import type { DocumentSummary } from '../../shared/documents/document-state'
import { shortTime } from '../../shared/texts/time'
import type { UiTexts } from '../../shared/texts/ui.cs'
import { useLanguage, useTexts } from '../i18n/texts'
import { DocumentSign } from '../ui/document-state-label'

const useStyles = makeStyles({
  table: { width: '100%', borderCollapse: 'collapse', tableLayout: 'fixed' },
  head: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground2,
    color: tokens.colorNeutralForeground3,
    fontWeight: tokens.fontWeightRegular,
    fontSize: tokens.fontSizeBase200,
    textAlign: 'start',
    padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalS}`,
    boxShadow: `inset 0 -1px ${tokens.colorNeutralStroke2}`,
  },
  row: {
    position: 'relative',
    height: '40px',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
  },
  chosen: {
    backgroundColor: tokens.colorSubtleBackgroundSelected,
    // High contrast takes backgrounds away.
    '@media (forced-colors: active)': { outline: '2px solid Highlight', outlineOffset: '-2px' },
  },
  cell: {
    padding: `0 ${tokens.spacingHorizontalS}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  number: { width: '132px' },
  state: { width: '164px' },
  reference: { width: '124px' },
  time: { width: '134px', fontVariantNumeric: 'tabular-nums' },
  /** Where the list is narrow (large text, a detail beside it), the partner's name needs the room more than these. */
  wide: { '@container (max-width: 760px)': { display: 'none' } },
  wider: { '@container (max-width: 660px)': { display: 'none' } },
  quiet: { color: tokens.colorNeutralForeground2 },
  open: {
    cursor: 'pointer',
    padding: 0,
    border: 'none',
    background: 'none',
    outlineStyle: 'none',
    color: 'inherit',
    fontFamily: 'inherit',
    fontSize: 'inherit',
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
    // The whole row is the button, for the mouse; for the keyboard and a reader it is its number.
    '::after': { content: '""', position: 'absolute', inset: 0 },
    ':focus-visible::after': {
      outline: `2px solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: '-2px',
      borderRadius: tokens.borderRadiusMedium,
    },
  },
  kind: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
})

interface DocumentTableProps {
  documents: readonly DocumentSummary[]
  label: string
  /** Item id of the one shown in detail; `null`: none is. Absent where the detail opens elsewhere. */
  open?: string | null
  onOpen(itemId: string): void
}

/** The button of a document's row, to which the focus returns. */
export const rowButtonId = (itemId: string): string => `document-${itemId}`

export function DocumentTable({ documents, label, open, onOpen }: DocumentTableProps): ReactElement {
  const styles = useStyles()
  const { documents: texts, agenda: agendas } = useTexts()
  const language = useLanguage()
  const columns: [name: string, style: string | undefined][] = [
    [texts.number, styles.number],
    [texts.partner, undefined],
    [texts.state, styles.state],
    [texts.reference, mergeClasses(styles.reference, styles.wide)],
    [texts.changed, mergeClasses(styles.time, styles.wider)],
  ]
  return (
    <table className={styles.table} aria-label={label} onKeyDown={moveByArrow}>
      <thead>
        <tr>
          {columns.map(([name, style]) => (
            <th key={name} scope="col" className={mergeClasses(styles.head, style)}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {documents.map((document) => (
          <tr key={document.itemId} className={mergeClasses(styles.row, document.itemId === open && styles.chosen)}>
            <td className={styles.cell}>
              <button
                type="button"
                className={styles.open}
                id={rowButtonId(document.itemId)}
                aria-expanded={open === undefined ? undefined : document.itemId === open}
                onClick={() => onOpen(document.itemId)}
              >
                {document.number}
              </button>
              {document.agenda !== 'orders' && <div className={styles.kind}>{agendaName(document.agenda, agendas)}</div>}
            </td>
            <td className={styles.cell} title={document.partner}>
              {document.partner}
            </td>
            <td className={styles.cell}>
              <DocumentSign document={document} />
            </td>
            <td className={mergeClasses(styles.cell, styles.quiet, styles.wide)}>
              {document.reference?.number ?? document.reference?.id ?? ''}
            </td>
            <td className={mergeClasses(styles.cell, styles.quiet, styles.wider)}>{shortTime(document.updatedAt, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** One that this program doesn't know goes by its own name. */
function agendaName(agenda: string, texts: UiTexts['agenda']): string {
  const known = inwardAgendaSchema.safeParse(agenda)
  return known.success ? texts[known.data] : agenda
}

/** Up, down, Home and End go from row to row, as in any list of Windows. */
function moveByArrow(event: KeyboardEvent<HTMLTableElement>): void {
  const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('tbody button')]
  const at = buttons.findIndex((button) => button.matches(':focus'))
  const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key]
  if (at < 0 || target === undefined) return
  event.preventDefault()
  buttons[target]?.focus()
}
