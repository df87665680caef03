import { makeStyles, mergeClasses, Spinner, tokens } from '@fluentui/react-components'
import { BeakerRegular } from '@fluentui/react-icons/svg/beaker'
import { BuildingRegular } from '@fluentui/react-icons/svg/building'
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle'
import { CircleRegular } from '@fluentui/react-icons/svg/circle'
import { type ReactElement, useId, useState } from 'react'
import { type Language, languageSchema } from '../../shared/settings'
import { setupWindowTexts } from '../../shared/texts/setup-window'
import { languageNames, useLanguage } from '../i18n/texts'
import { Authority, useAuthority } from './authority'
import { ChoiceField, EntryField } from './field'
import { ProxyForm } from './proxy-form'
import { Section } from './section'
import type { StepProps } from './step'
import { Announcement } from './unseen'
import { useEntries } from './use-entries'
import { missingSentence } from './words'

const useStyles = makeStyles({
  all: { display: 'grid', gap: tokens.spacingVerticalXXL },
  cards: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(240px, 1fr))',
    gap: tokens.spacingHorizontalL,
  },
  card: {
    display: 'grid',
    gridTemplateColumns: '32px minmax(0, 1fr) 24px',
    alignContent: 'start',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}`,
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    fontFamily: 'inherit',
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    textAlign: 'start',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':active': { backgroundColor: tokens.colorNeutralBackground1Pressed },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  chosen: {
    border: `1px solid ${tokens.colorBrandStroke1}`,
    boxShadow: `inset 0 0 0 1px ${tokens.colorBrandStroke1}`,
    backgroundColor: tokens.colorBrandBackground2,
    '@media (forced-colors: active)': { border: '3px solid Highlight' },
  },
  icon: { fontSize: '32px', lineHeight: 0, color: tokens.colorBrandForeground1 },
  mark: { fontSize: '24px', lineHeight: 0, color: tokens.colorNeutralForeground3 },
  markChosen: { color: tokens.colorBrandForeground1 },
  name: {
    alignSelf: 'center',
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  about: { gridColumnStart: 2, gridColumnEnd: 4, color: tokens.colorNeutralForeground2 },
  error: { color: tokens.colorStatusDangerForeground1 },
  summary: { cursor: 'pointer', width: 'fit-content' },
  note: { margin: `${tokens.spacingVerticalXS} 0`, color: tokens.colorNeutralForeground2 },
  things: {
    margin: 0,
    paddingLeft: '20px',
    display: 'grid',
    gap: tokens.spacingVerticalXXS,
    color: tokens.colorNeutralForeground2,
  },
})

type Purpose = 'trial' | 'company'

/** Language, and whether this is a trial or for a company; the company's central side. */
export function BeginStep({ view, ask, missing }: StepProps): ReactElement {
  const styles = useStyles()
  const language = useLanguage()
  const texts = setupWindowTexts[language].begin
  const { set, flush } = useEntries()
  /** Chosen, until the program speaks it. */
  const [speaking, setSpeaking] = useState<Language>()
  const { add, forget, said } = useAuthority(ask)
  const [choosing, setChoosing] = useState<Purpose>()
  const notChosen = missing.find(({ about }) => about === 'purpose')
  const { purpose } = view.state

  const choose = async (wanted: Purpose): Promise<void> => {
    if (choosing !== undefined || wanted === purpose) return
    setChoosing(wanted)
    await flush()
    await ask(window.client.setupPurpose({ purpose: wanted }))
    setChoosing(undefined)
  }
  const chooseLanguage = async (wanted: Language): Promise<void> => {
    setSpeaking(wanted)
    set('language', wanted)
    await Promise.all([flush(), ask(window.client.setLanguage({ language: wanted }))])
    setSpeaking(undefined)
  }

  return (
    <div className={styles.all}>
      <ChoiceField
        about="language"
        label={texts.language}
        missing={missing}
        across
        choices={languageNames}
        value={speaking ?? language}
        onChoose={(choice) => void chooseLanguage(languageSchema.parse(choice))}
      />
      <Section title={texts.purpose}>
        <div className={styles.cards} data-about="purpose">
          <Card
            name={texts.company}
            about={texts.companyAbout}
            icon={<BuildingRegular />}
            chosen={purpose === 'company'}
            onChoose={() => void choose('company')}
          />
          <Card
            name={texts.trial}
            about={texts.trialAbout}
            icon={<BeakerRegular />}
            chosen={purpose === 'trial'}
            onChoose={() => void choose('trial')}
          />
        </div>
        {notChosen && <span className={styles.error}>{missingSentence(notChosen, language)}</span>}
        <div role="status">{choosing === 'trial' && <Spinner size="tiny" label={texts.preparing} />}</div>
      </Section>
      {purpose === 'company' && (
        <>
          <Section title={texts.address} hint={texts.addressAbout} card>
            <EntryField about="central.baseUrl" missing={missing} type="url" maxLength={500} />
            {/* Already here: where the network opens encrypted connections, not even a registration gets out without it. */}
            <details open={view.authority !== undefined}>
              <summary className={styles.summary}>{setupWindowTexts[language].connection.authority}</summary>
              <p className={styles.note}>{setupWindowTexts[language].connection.authorityAbout}</p>
              <Authority view={view} add={add} forget={forget} />
            </details>
            <ProxyForm view={view} ask={ask} missing={missing} />
            <Announcement text={said} />
          </Section>
          <Section title={texts.prepare} hint={texts.prepareAbout}>
            <ul className={styles.things}>
              {Object.values(texts.things).map((thing) => (
                <li key={thing}>{thing}</li>
              ))}
            </ul>
          </Section>
        </>
      )}
    </div>
  )
}

interface CardProps {
  name: string
  about: string
  icon: ReactElement
  chosen: boolean
  onChoose(): void
}

/** A button and not a radio: walking over it with the arrows must not start a trial. */
function Card({ name, about, icon, chosen, onChoose }: CardProps): ReactElement {
  const styles = useStyles()
  const id = useId()
  return (
    <button
      type="button"
      className={mergeClasses(styles.card, chosen && styles.chosen)}
      aria-pressed={chosen}
      aria-labelledby={`${id}-name`}
      aria-describedby={`${id}-about`}
      onClick={onChoose}
    >
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <span id={`${id}-name`} className={styles.name}>
        {name}
      </span>
      <span className={mergeClasses(styles.mark, chosen && styles.markChosen)} aria-hidden>
        {chosen ? <CheckmarkCircleFilled /> : <CircleRegular />}
      </span>
      <span id={`${id}-about`} className={styles.about}>
        {about}
      </span>
    </button>
  )
}
