import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import type { ReactElement } from 'react'
import { problemText } from '../../shared/texts/problem-text'
import { useLanguage, useTexts } from '../i18n/texts'

const useStyles = makeStyles({
  card: {
    display: 'grid',
    gap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXL}`,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderLeft: `4px solid ${tokens.colorStatusWarningBorderActive}`,
    backgroundColor: tokens.colorNeutralBackground1,
    overflowWrap: 'anywhere',
  },
  bad: { borderLeftColor: tokens.colorStatusDangerBorderActive },
  what: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  parts: { margin: 0, display: 'grid', gap: tokens.spacingVerticalS },
  term: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  text: { margin: 0, whiteSpace: 'pre-line' },
  words: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
  code: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
})

interface ProblemLike {
  code: string
  params: Record<string, string>
  words?: string | undefined
}

/** What happened, why, what to do, somebody else's words as they came, and the code that support asks for. */
export function ProblemCard({ problem, severe = false }: { problem: ProblemLike; severe?: boolean }): ReactElement {
  const styles = useStyles()
  const texts = useTexts().status
  const { code, what, why, todo, words } = problemText(useLanguage(), problem)
  const parts: [term: string, text: string | undefined, mono: boolean][] = [
    [texts.why, why, false],
    [texts.whatToDo, todo, false],
    [texts.theirWords, words, true],
  ]
  return (
    <section className={mergeClasses(styles.card, severe && styles.bad)} aria-label={what}>
      <p className={styles.what}>{what}</p>
      <dl className={styles.parts}>
        {parts.map(([term, text, mono]) =>
          text ? (
            <div key={term}>
              <dt className={styles.term}>{term}</dt>
              <dd className={mergeClasses(styles.text, mono && styles.words)}>{text}</dd>
            </div>
          ) : null,
        )}
      </dl>
      <div className={styles.code}>
        {texts.code}: {code}
      </div>
    </section>
  )
}
