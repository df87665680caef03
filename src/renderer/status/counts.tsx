import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import type { ReactElement } from 'react'
import { needsPerson, type SyncCounts } from '../../shared/sync-status'
import { wholeNumber } from '../../shared/texts/time'
import type { UiTexts } from '../../shared/texts/ui.cs'
import type { FilterName } from '../documents/filters'
import { useLanguage, useTexts } from '../i18n/texts'

const useStyles = makeStyles({
  heading: { margin: `0 0 ${tokens.spacingVerticalS}`, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  tiles: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(160px, 1fr))',
    gap: tokens.spacingHorizontalM,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  tile: {
    boxSizing: 'border-box',
    width: '100%',
    height: '100%',
    display: 'grid',
    gridTemplateRows: 'auto auto 1fr',
    gap: tokens.spacingVerticalXXS,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    textAlign: 'start',
    fontFamily: 'inherit',
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
  },
  link: {
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':active': { backgroundColor: tokens.colorNeutralBackground1Pressed },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  number: {
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
  },
  zero: { color: tokens.colorNeutralForeground3, fontWeight: tokens.fontWeightRegular },
  warn: { color: tokens.colorStatusWarningForeground1 },
  hint: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
})

type CountName = keyof UiTexts['counts']
const filterOf: Partial<Record<CountName, FilterName>> = {
  inWork: 'way',
  imported: 'imported',
  attention: 'attention',
  skipped: 'skipped',
}

/** How many documents stand where. A number whose documents are here leads to them. */
export function Counts({ counts, showDocuments }: { counts: SyncCounts; showDocuments(filter: FilterName): void }): ReactElement {
  const styles = useStyles()
  const texts = useTexts()
  const language = useLanguage()
  const values: Record<CountName, number> = {
    waiting: counts.waiting,
    inWork: counts.inWork,
    imported: counts.imported,
    attention: needsPerson(counts),
    unreported: counts.unreported,
    skipped: counts.skipped,
  }
  // The last two are rarely anything but nought, and of no interest then.
  const names = (Object.keys(values) as CountName[]).filter(
    (name) => values[name] > 0 || (name !== 'unreported' && name !== 'skipped'),
  )
  return (
    <section aria-labelledby="counts-heading">
      <h2 id="counts-heading" className={styles.heading}>
        {texts.status.countsHeading}
      </h2>
      <ul className={styles.tiles}>
        {names.map((name) => {
          const filter = values[name] > 0 ? filterOf[name] : undefined
          const content = (
            <>
              <span>{texts.counts[name]}</span>
              <span
                className={mergeClasses(styles.number, values[name] === 0 ? styles.zero : name === 'attention' && styles.warn)}
              >
                {wholeNumber(values[name], language)}
              </span>
              <span className={styles.hint}>{texts.countsHint[name]}</span>
            </>
          )
          return (
            <li key={name}>
              {filter ? (
                <button type="button" className={mergeClasses(styles.tile, styles.link)} onClick={() => showDocuments(filter)}>
                  {content}
                </button>
              ) : (
                <div className={styles.tile}>{content}</div>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
