import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactElement } from 'react'
import type { Missing } from '../../shared/setup-state'
import { setupWindowTexts } from '../../shared/texts/setup-window'
import { useLanguage } from '../i18n/texts'
import { ChoiceField, EntryField, YesField } from './field'
import { Section } from './section'
import { useEntries } from './use-entries'
import { useWords } from './words'

export const useFormStyles = makeStyles({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(220px, 100%), 1fr))',
    gap: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}`,
    alignItems: 'start',
  },
  wide: { gridColumn: '1 / -1' },
  fields: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalL },
  person: { border: 'none', margin: 0, padding: 0, minWidth: 0, display: 'grid', gap: tokens.spacingVerticalS },
  legend: { padding: 0, marginBottom: tokens.spacingVerticalS, fontWeight: tokens.fontWeightSemibold },
  about: { margin: 0, color: tokens.colorNeutralForeground3, fontWeight: tokens.fontWeightRegular },
})

interface Props {
  missing: readonly Missing[]
}

/** Who joins. */
export function RegistrationCompany({ missing }: Props): ReactElement {
  const styles = useFormStyles()
  const words = useWords()
  const texts = setupWindowTexts[useLanguage()].registration
  const { entered } = useEntries()
  const isSlovak = entered('company.country') === 'SK'
  return (
    <Section title={texts.company} hint={texts.companyAbout} card>
      <div className={styles.fields}>
        <ChoiceField about="company.country" missing={missing} choices={words.choices.country} across />
        <div className={styles.grid}>
          <EntryField about="company.ico" missing={missing} maxLength={32} />
          <EntryField about="company.name" missing={missing} autoComplete="organization" />
          <EntryField about="company.dic" missing={missing} maxLength={32} optional unmarked />
          {/* Also when it stands there from another country: it must be seen to be emptied. */}
          {(isSlovak || Boolean(entered('company.icDph'))) && (
            <EntryField about="company.icDph" missing={missing} maxLength={32} optional unmarked />
          )}
        </div>
        <div className={styles.grid}>
          <EntryField about="company.street" missing={missing} autoComplete="street-address" />
          <EntryField about="company.city" missing={missing} />
          <EntryField about="company.postalCode" missing={missing} maxLength={32} autoComplete="postal-code" />
        </div>
        <ChoiceField about="role" missing={missing} choices={words.choices.role} across />
      </div>
    </Section>
  )
}

/** Whom the operator calls. */
export function RegistrationContacts({ missing }: Props): ReactElement {
  const styles = useFormStyles()
  const texts = setupWindowTexts[useLanguage()].registration
  return (
    <Section title={texts.contacts} hint={texts.contactsAbout} card>
      <div className={styles.fields}>
        <Person who="decisionMaker" title={texts.decisionMaker} missing={missing} />
        <Person who="it" title={texts.it} about={texts.itAbout} missing={missing} />
      </div>
    </Section>
  )
}

interface PersonProps extends Props {
  who: 'decisionMaker' | 'it'
  title: string
  about?: string
}
function Person({ who, title, about, missing }: PersonProps): ReactElement {
  const styles = useFormStyles()
  const texts = setupWindowTexts[useLanguage()].registration
  return (
    <fieldset className={styles.person}>
      <legend className={styles.legend}>
        {title} {about && <span className={styles.about}>{about}</span>}
      </legend>
      <div className={styles.grid}>
        <EntryField about={`${who}.name`} label={texts.name} missing={missing} optional={about !== undefined} unmarked />
        <EntryField
          about={`${who}.email`}
          label={texts.email}
          type="email"
          missing={missing}
          optional={about !== undefined}
          unmarked
        />
        <EntryField
          about={`${who}.phone`}
          label={texts.phone}
          type="tel"
          maxLength={64}
          missing={missing}
          optional={about !== undefined}
          unmarked
        />
      </div>
    </fieldset>
  )
}

/** Who agreed to what, and when it should begin. */
export function RegistrationConsent({ missing }: Props): ReactElement {
  const styles = useFormStyles()
  const words = useWords()
  const texts = setupWindowTexts[useLanguage()].registration
  const { entered } = useEntries()
  return (
    <Section title={texts.consent} hint={texts.consentAbout} card>
      <div className={styles.fields}>
        <YesField about="consent.given" missingAbout="consent" missing={missing}>
          {texts.consentGiven}
        </YesField>
        <ChoiceField about="consent.to" missing={missing} choices={words.choices.consentTo} />
        {entered('consent.to') === 'other-integration' && (
          <EntryField
            about="consent.otherIntegrationNote"
            missing={missing}
            hint={texts.otherAbout}
            maxLength={4000}
            multiline
            optional
          />
        )}
        <div className={styles.grid}>
          <EntryField about="consent.by" missing={missing} />
          <EntryField about="plannedDate" missing={missing} type="date" maxLength={10} optional unmarked />
        </div>
      </div>
    </Section>
  )
}
