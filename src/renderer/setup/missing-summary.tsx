import { Link, makeStyles, tokens } from '@fluentui/react-components'
import { WarningFilled } from '@fluentui/react-icons/svg/warning'
import { type ReactElement, useEffect, useRef } from 'react'
import type { Missing, SetupStep } from '../../shared/setup-state'
import { fill } from '../../shared/texts/format'
import { setupWindowTexts } from '../../shared/texts/setup-window'
import { useLanguage } from '../i18n/texts'
import { missingSentence, useWords } from './words'

const useStyles = makeStyles({
  summary: {
    display: 'grid',
    gridTemplateColumns: '24px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorStatusDangerBorder1}`,
    backgroundColor: tokens.colorStatusDangerBackground1,
    color: tokens.colorNeutralForeground1,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  icon: { fontSize: '24px', lineHeight: 0, color: tokens.colorStatusDangerForeground1 },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  list: {
    gridColumnStart: 2,
    margin: `${tokens.spacingVerticalXS} 0 0`,
    paddingLeft: '18px',
    display: 'grid',
    gap: tokens.spacingVerticalXXS,
  },
})

interface MissingSummaryProps {
  missing: readonly Missing[]
  at: SetupStep
  /** Counts the tries to go on: each new one takes the focus here. */
  tries: number
  onMend(one: Missing): void
}

/** What is missing, each a link to where it is mended. It shrinks while it is mended, and says only how much is left. */
export function MissingSummary({ missing, at, tries, onMend }: MissingSummaryProps): ReactElement | null {
  const styles = useStyles()
  const language = useLanguage()
  const words = useWords()
  const texts = setupWindowTexts[language].missing
  const box = useRef<HTMLDivElement>(null)
  const seen = useRef(tries)
  useEffect(() => {
    if (tries === seen.current) return
    seen.current = tries
    box.current?.scrollIntoView({ block: 'center' })
    box.current?.focus({ preventScroll: true })
  }, [tries])
  if (missing.length === 0) return null
  return (
    <div ref={box} className={styles.summary} role="alert" aria-atomic={false} tabIndex={-1}>
      <WarningFilled className={styles.icon} aria-hidden />
      <p className={styles.title}>{missing.length === 1 ? texts.one : fill(texts.some, { count: missing.length })}</p>
      <ul className={styles.list}>
        {inOrder(missing, Object.keys(words.fields)).map((one) => {
          const what = missingSentence(one, language)
          return (
            <li key={`${one.step} ${one.code} ${one.about ?? ''}`}>
              <Link as="button" onClick={() => onMend(one)}>
                {one.step === at ? what : fill(texts.elsewhere, { step: words.steps[one.step].title, what })}
              </Link>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

/** Those with a field in the order of the form; the others keep their place behind. */
function inOrder(missing: readonly Missing[], fields: readonly string[]): readonly Missing[] {
  const place = ({ about }: Missing): number => {
    const index = about === undefined ? -1 : fields.indexOf(about)
    return index < 0 ? fields.length : index
  }
  return [...missing].sort((one, other) => place(one) - place(other))
}
