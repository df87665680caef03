import { Button, Checkbox, makeStyles, tokens } from '@fluentui/react-components'
import { CopyRegular } from '@fluentui/react-icons/svg/copy'
import { type ReactElement, useId, useRef, useState } from 'react'
import type { Missing } from '../../shared/setup-state'
import { fill } from '../../shared/texts/format'
import { setupWindowTexts } from '../../shared/texts/setup-window'
import { useLanguage } from '../i18n/texts'
import { withLine, withoutLine } from './entries'
import { ChoiceField, EntryField } from './field'
import { useFormStyles } from './registration-form'
import { Section } from './section'
import { Announcement } from './unseen'
import { useEntries } from './use-entries'
import { useWords } from './words'

const useStyles = makeStyles({
  inset: {
    display: 'grid',
    gap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusMedium,
    borderLeft: `3px solid ${tokens.colorBrandStroke1}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  text: { margin: 0 },
  assignment: {
    boxSizing: 'border-box',
    width: '100%',
    height: '260px',
    resize: 'vertical',
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    fontFamily: 'inherit',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  ask: { marginLeft: '-8px', display: 'grid' },
  hint: {
    paddingLeft: '32px',
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
})

/** Where orders come from; and what its programmers have to do when nothing comes from there yet. */
export function RegistrationTrading({ missing }: { missing: readonly Missing[] }): ReactElement {
  const styles = useFormStyles()
  const words = useWords()
  const texts = setupWindowTexts[useLanguage()].registration
  const { entered } = useEntries()
  return (
    <Section title={texts.trading} hint={texts.tradingAbout} card>
      <div className={styles.fields}>
        <EntryField about="trading.system" missing={missing} hint="" />
        <ChoiceField about="trading.integrated" missing={missing} choices={words.choices.integrated} across />
        {entered('trading.integrated') === 'no' && <ForProgrammers />}
      </div>
    </Section>
  )
}

function ForProgrammers(): ReactElement {
  const styles = useStyles()
  const texts = setupWindowTexts[useLanguage()].registration
  const { entries, set, flush } = useEntries()
  const [copied, setCopied] = useState(0)
  const text = useRef<HTMLTextAreaElement>(null)
  const id = useId()
  const note = entries.survey.note ?? ''
  const asked = note.split('\n').includes(texts.shopKeyRequest)
  const copy = (): void => {
    text.current?.select()
    // The page has no permission for the clipboard's own interface, and needs none for this.
    if (document.execCommand('copy')) setCopied((times) => times + 1)
  }
  const askForKey = (wanted: boolean): void => {
    set('survey.note', wanted ? withLine(note, texts.shopKeyRequest) : withoutLine(note, texts.shopKeyRequest))
    void flush()
  }
  return (
    <div className={styles.inset}>
      <h3 id={id} className={styles.title}>
        {texts.programmers}
      </h3>
      <p className={styles.text}>{texts.programmersAbout}</p>
      <textarea
        ref={text}
        className={styles.assignment}
        aria-labelledby={id}
        readOnly
        value={fill(texts.assignment, { address: entries.central.baseUrl?.trim() || '…' })}
      />
      <div>
        <Button icon={<CopyRegular />} onClick={copy}>
          {texts.copyAssignment}
        </Button>
        <Announcement key={copied} text={copied > 0 ? texts.copied : ''} />
      </div>
      <div className={styles.ask}>
        <Checkbox
          label={texts.askShopKey}
          checked={asked}
          aria-describedby={`${id}-hint`}
          onChange={(_event, { checked }) => askForKey(checked === true)}
        />
        <span id={`${id}-hint`} className={styles.hint}>
          {texts.askShopKeyAbout}
        </span>
      </div>
    </div>
  )
}
