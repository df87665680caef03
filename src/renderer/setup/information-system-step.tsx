import { Link, MessageBar, MessageBarBody, makeStyles, mergeClasses, Radio, RadioGroup, tokens } from '@fluentui/react-components'
import { PersonRegular } from '@fluentui/react-icons/svg/person'
import { ShieldCheckmarkRegular } from '@fluentui/react-icons/svg/shield-checkmark'
import type { ReactElement } from 'react'
import type { ConnectorForm } from '../../shared/setup-view'
import { connectorAbout, connectorTitle } from '../../shared/texts/connector-title'
import { fill } from '../../shared/texts/format'
import { CheckList } from './check-list'
import { ConnectorFields, useEmptyLabels } from './connector-form'
import { Preview } from './preview'
import { Section } from './section'
import { knownSettings } from './settings-tree'
import type { StepProps } from './step'
import { useUseTexts, useWords } from './words'

const useStyles = makeStyles({
  page: { display: 'grid', gap: tokens.spacingVerticalXXL, minWidth: 0 },
  cards: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(260px, 1fr))',
    alignItems: 'stretch',
    gap: tokens.spacingHorizontalM,
  },
  card: {
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  chosen: {
    border: `1px solid ${tokens.colorBrandStroke1}`,
    boxShadow: `inset 0 0 0 1px ${tokens.colorBrandStroke1}`,
    '@media (forced-colors: active)': { outline: '2px solid Highlight' },
  },
  radio: { width: '100%', padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}` },
  label: { display: 'grid', gap: tokens.spacingVerticalXXS, paddingRight: tokens.spacingHorizontalM },
  title: { fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold, lineHeight: tokens.lineHeightBase400 },
  small: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
  guard: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: tokens.spacingHorizontalS,
    margin: 0,
    color: tokens.colorNeutralForeground2,
  },
  guardIcon: { display: 'inline-flex', flexShrink: 0, fontSize: '20px', color: tokens.colorStatusSuccessForeground1 },
  guardByPerson: { color: tokens.colorNeutralForeground2 },
  other: { margin: 0, color: tokens.colorNeutralForeground2, maxWidth: '76ch' },
  error: { margin: 0, color: tokens.colorStatusDangerForeground3 },
})

/** Which information system, how it is reached, whether it answers, and what it will be given. */
export function InformationSystemStep(props: StepProps): ReactElement {
  const { view, ask, missing } = props
  const styles = useStyles()
  const texts = useUseTexts().informationSystem
  const { connector } = view.state.entries
  const form = view.connectors.find(({ id }) => id === connector.id)
  const empty = useEmptyLabels(form, view)
  const notReady = empty.length === 0 ? undefined : fill(texts.stillEmpty, { fields: empty.join(', ') })
  const tried = missing.length > 0 || view.state.evidence['information-system'] !== undefined
  return (
    <div className={styles.page}>
      {view.trial && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{texts.trial}</MessageBarBody>
        </MessageBar>
      )}
      <Choice {...props} form={form} />
      {form && (
        <>
          <ConnectorFields key={form.id} form={form} view={view} ask={ask} strict={tried} />
          <Section title={texts.test} hint={texts.testHint} card>
            <CheckList view={view} ask={ask} step="information-system" notReady={notReady} />
          </Section>
          <Preview view={view} isReady={empty.length === 0} />
        </>
      )}
    </div>
  )
}

function Choice({ view, ask, missing, form }: StepProps & { form: ConnectorForm | undefined }): ReactElement {
  const styles = useStyles()
  const texts = useUseTexts().informationSystem
  const words = useWords()
  const { connector } = view.state.entries
  const notChosen = missing.some(({ code, about }) => code === 'not-chosen' && about === 'connector')
  const choose = (id: string): void => {
    // What was entered for this one stays; another one's settings say nothing here.
    const form = view.connectors.find((one) => one.id === id)
    if (id === connector.id || !form) return
    // Only into a fresh form: what stands there is seen, with where it comes from.
    const settings = Object.fromEntries(Object.entries(knownSettings(form, view)).map(([name, { value }]) => [name, value]))
    void ask(window.client.setupEnter({ connector: { id, settings } }))
  }
  return (
    <Section title={texts.choose}>
      <RadioGroup
        data-about="connector"
        className={styles.cards}
        aria-label={texts.choose}
        value={connector.id ?? ''}
        required
        onChange={(_event, { value }) => choose(value)}
        {...(notChosen ? { 'aria-describedby': 'entry-connector-error' } : {})}
      >
        {view.connectors.map(({ id, title }) => (
          <div key={id} className={mergeClasses(styles.card, id === connector.id && styles.chosen)}>
            <Radio
              className={styles.radio}
              value={id}
              label={
                <span className={styles.label}>
                  <span className={styles.title}>{connectorTitle(words, { id, title })}</span>
                  <span className={styles.small}>{connectorAbout(words, id)}</span>
                </span>
              }
            />
          </div>
        ))}
      </RadioGroup>
      {notChosen && (
        <p id="entry-connector-error" className={styles.error}>
          {fill(words.missing['not-chosen'], { field: words.fields.connector })}
        </p>
      )}
      {form && (
        <p className={styles.guard}>
          <span className={mergeClasses(styles.guardIcon, form.guard === 'none' && styles.guardByPerson)} aria-hidden>
            {form.guard === 'none' ? <PersonRegular /> : <ShieldCheckmarkRegular />}
          </span>
          <span>
            {texts.guard}: {words.guard[form.guard]}
          </span>
        </p>
      )}
      {!view.trial && (
        <p className={styles.other}>
          {texts.other}{' '}
          <Link as="button" inline onClick={() => void ask(window.client.setupMove({ to: 'registration' }))}>
            {texts.toRegistration}
          </Link>
        </p>
      )}
    </Section>
  )
}
