import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { type ReactElement, type ReactNode, useId } from 'react'

const useStyles = makeStyles({
  section: { display: 'grid', gap: tokens.spacingVerticalM, minWidth: 0 },
  card: {
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXL} ${tokens.spacingVerticalXL}`,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  head: { display: 'grid', gap: tokens.spacingVerticalXXS },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
  },
  hint: { margin: 0, maxWidth: '76ch', color: tokens.colorNeutralForeground2 },
})

interface SectionProps {
  title: string
  hint?: string | undefined
  card?: boolean
  children: ReactNode
}

/** A part of a step's page under a heading of its own. */
export function Section({ title, hint, card = false, children }: SectionProps): ReactElement {
  const styles = useStyles()
  const id = useId()
  return (
    <section className={mergeClasses(styles.section, card && styles.card)} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {hint && <p className={styles.hint}>{hint}</p>}
      </div>
      {children}
    </section>
  )
}
