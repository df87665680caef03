import { Accordion, AccordionHeader, AccordionItem, AccordionPanel, makeStyles, tokens } from '@fluentui/react-components'
import type { ReactElement } from 'react'
import type { SetupEntries } from '../../shared/setup-state'
import { setupWindowTexts } from '../../shared/texts/setup-window'
import type { SetupWords } from '../../shared/texts/setup-words.cs'
import { dateOnly } from '../../shared/texts/time'
import { useLanguage } from '../i18n/texts'
import { valueAt } from './entries'
import { useWords } from './words'

const useStyles = makeStyles({
  card: {
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  facts: {
    margin: 0,
    padding: `0 ${tokens.spacingHorizontalM} ${tokens.spacingVerticalL}`,
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(240px, 100%), 1fr))',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXL}`,
    overflowWrap: 'anywhere',
  },
  term: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  fact: { margin: 0, whiteSpace: 'pre-line' },
})

/** The words of the answers that are chosen, by field. */
const choicesOf = (words: SetupWords): Readonly<Record<string, Readonly<Record<string, string>>>> => ({
  role: words.choices.role,
  'company.country': words.choices.country,
  'survey.operation': words.choices.operation,
  'survey.exchangeModules': words.choices.exchangeModules,
  'survey.remoteAccess': words.choices.remoteAccess,
  'trading.integrated': words.choices.integrated,
  'consent.to': words.choices.consentTo,
})

/** Not what a registration sends. */
const NOT_SENT = ['purpose', 'central.baseUrl', 'consent', 'connector', 'operation.', 'production.']

/** What was sent, to be read again. */
export function SentEntries({ entries }: { entries: SetupEntries }): ReactElement {
  const styles = useStyles()
  const language = useLanguage()
  const words = useWords()
  const choices = choicesOf(words)
  const wordOf = (about: string, value: unknown): string => {
    const known = choices[about]
    const one = (choice: unknown): string =>
      typeof choice !== 'string' ? '' : known && Object.hasOwn(known, choice) ? (known[choice] ?? choice) : choice
    if (about === 'plannedDate' && typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value))
      return dateOnly(value, language)
    return Array.isArray(value) ? value.map(one).join(', ') : one(value)
  }
  return (
    <Accordion collapsible className={styles.card}>
      <AccordionItem value="sent">
        <AccordionHeader as="h2" size="large">
          {setupWindowTexts[language].registration.sent}
        </AccordionHeader>
        <AccordionPanel>
          <dl className={styles.facts}>
            {Object.entries(words.fields)
              .filter(([about]) => !NOT_SENT.some((part) => about === part || (part.endsWith('.') && about.startsWith(part))))
              .map(([about, label]) => {
                const text = wordOf(about, valueAt(entries, about))
                return text.trim() === '' ? null : (
                  <div key={about}>
                    <dt className={styles.term}>{label}</dt>
                    <dd className={styles.fact}>{text}</dd>
                  </div>
                )
              })}
          </dl>
        </AccordionPanel>
      </AccordionItem>
    </Accordion>
  )
}
