import type { ReactElement } from 'react'
import type { Missing } from '../../shared/setup-state'
import type { FoundOnComputer } from '../../shared/setup-view'
import { fill } from '../../shared/texts/format'
import { setupWindowTexts } from '../../shared/texts/setup-window'
import { useLanguage } from '../i18n/texts'
import { ChoiceField, EntryField, ManyField } from './field'
import { useFormStyles } from './registration-form'
import { Section } from './section'
import { useWords } from './words'

/** What information systems are called that many have, so that the name is written the same. */
const KNOWN_SYSTEMS = [
  'POHODA',
  'Money S3',
  'Money S4',
  'ABRA Flexi',
  'ABRA Gen',
  'Helios',
  'Byznys',
  'Karat',
  'SAP Business One',
]

interface SurveyProps {
  findings: readonly FoundOnComputer[]
  missing: readonly Missing[]
}

/** What the operator must know of the company's IT; what was found here is filled in. */
export function RegistrationSurvey({ findings, missing }: SurveyProps): ReactElement {
  const styles = useFormStyles()
  const words = useWords()
  const texts = setupWindowTexts[useLanguage()].registration
  const programs = findings.flatMap((one) => (one.kind === 'information-system' ? [one] : []))
  const names = [...new Set([...programs.map(({ value }) => value as string), ...KNOWN_SYSTEMS])]
  return (
    <Section title={texts.survey} hint={texts.surveyAbout} card>
      <div className={styles.fields}>
        <div className={styles.grid}>
          <EntryField
            about="survey.informationSystem"
            missing={missing}
            maxLength={128}
            options={names}
            // Several were found: the first is filled in, the others are named.
            hint={
              programs.length > 1
                ? `${texts.foundPrograms}: ${programs
                    .map(({ value, folder, foundAt }) => fill(texts.foundIn, { program: value, where: folder ?? foundAt }))
                    .join('; ')}`
                : undefined
            }
          />
          <EntryField about="survey.informationSystemVersion" label={texts.version} missing={missing} maxLength={64} optional />
        </div>
        <ChoiceField about="survey.operation" missing={missing} choices={words.choices.operation} />
        <ManyField about="survey.exchangeModules" missing={missing} choices={words.choices.exchangeModules} />
        <div className={styles.grid}>
          <EntryField about="survey.operatingSystem" missing={missing} maxLength={128} />
          <EntryField about="survey.serverName" missing={missing} optional />
        </div>
        <ManyField about="survey.remoteAccess" missing={missing} choices={words.choices.remoteAccess} />
        <EntryField about="survey.note" missing={missing} maxLength={4000} multiline optional />
      </div>
    </Section>
  )
}
