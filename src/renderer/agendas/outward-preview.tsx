import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import type { ReactElement } from 'react'
import type { OutwardPreview } from '../../shared/agendas-view'
import { fill } from '../../shared/texts/format'
import { problemText } from '../../shared/texts/problem-text'
import { useLanguage } from '../i18n/texts'
import { amountText } from '../setup/amounts'
import { useAgendasTexts } from './words'

const useStyles = makeStyles({
  part: { display: 'grid', gap: tokens.spacingVerticalS, minWidth: 0 },
  title: { margin: 0, fontWeight: tokens.fontWeightSemibold },
  scroll: { overflowX: 'auto' },
  table: { width: '100%', borderCollapse: 'collapse', fontSize: tokens.fontSizeBase200 },
  cell: {
    textAlign: 'start',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
  },
  head: { color: tokens.colorNeutralForeground3, fontWeight: tokens.fontWeightRegular },
  number: { textAlign: 'end', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  list: { margin: 0, paddingLeft: '20px' },
})

/** The first rows as the shops would see them, and what can't be sent with its reason. */
export function OutwardPreviewTable({ preview }: { preview: OutwardPreview }): ReactElement {
  const styles = useStyles()
  const texts = useAgendasTexts()
  const language = useLanguage()
  const { stock, prices, unsendable } = preview
  const count = stock.length + prices.length
  const amount = (decimal: string): string => amountText(decimal, language)
  type Column = [head: string, isNumber: boolean]
  const columns: Column[] =
    prices.length > 0
      ? [
          [texts.code, false],
          [texts.level, false],
          [texts.price, true],
        ]
      : [
          [texts.code, false],
          [texts.name, false],
          [texts.warehouse, false],
          [texts.availableColumn, true],
        ]
  const rows: readonly string[][] =
    prices.length > 0
      ? prices.map((row) => [
          row.sku,
          row.priceLevel ?? '',
          `${amount(row.unitPrice)} ${row.currency} ${row.priceIncludesVat ? texts.withVat : texts.withoutVat}`,
        ])
      : stock.map((row) => [
          row.sku,
          row.name ?? '',
          row.warehouse ?? '',
          `${amount(row.available)}${row.unit === undefined ? '' : ` ${row.unit}`}`,
        ])
  return (
    <div className={styles.part}>
      <p className={styles.title} role="status">
        {count > 0
          ? fill(texts.previewTitle, { count })
          : fill(texts.previewNone, { read: preview.read, leftOut: preview.leftOut })}
      </p>
      {count > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
        <section className={styles.scroll} tabIndex={0} aria-label={fill(texts.previewTitle, { count })}>
          <table className={styles.table}>
            <thead>
              <tr>
                {columns.map(([head, isNumber]) => (
                  <th key={head} scope="col" className={mergeClasses(styles.cell, styles.head, isNumber && styles.number)}>
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((cells) => (
                <tr key={cells.join('\u001f')}>
                  {cells.map((cell, index) => (
                    <td key={columns[index]?.[0]} className={mergeClasses(styles.cell, columns[index]?.[1] && styles.number)}>
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {unsendable.length > 0 && (
        <>
          <p className={styles.title}>{texts.previewUnsendable}</p>
          <ul className={styles.list}>
            {unsendable.map(({ sku, problem }) => (
              <li key={`${sku} ${problem.code}`}>
                {sku} {problemText(language, problem).what}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
