import { makeStyles, mergeClasses, Tab, TabList, tokens } from '@fluentui/react-components'
import { type ReactElement, useEffect, useState } from 'react'
import type { Problem } from '../../shared/failure'
import type { SetupPreview, SetupView } from '../../shared/setup-view'
import { fill } from '../../shared/texts/format'
import { noteText } from '../../shared/texts/note-text'
import { useLanguage } from '../i18n/texts'
import { ProblemCard } from '../ui/problem-card'
import { OrderSheet } from './order-sheet'
import { Section } from './section'
import { useUseTexts } from './words'

const useStyles = makeStyles({
  /** The two stand side by side where there is room for both. */
  frame: { containerType: 'inline-size', display: 'grid', gap: tokens.spacingVerticalL },
  sides: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingHorizontalL,
    alignItems: 'start',
    '@container (min-width: 760px)': { gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)' },
  },
  side: { display: 'grid', gap: tokens.spacingVerticalS, minWidth: 0 },
  sheet: {
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  xml: {
    margin: 0,
    boxSizing: 'border-box',
    padding: tokens.spacingHorizontalL,
    maxHeight: '620px',
    overflow: 'auto',
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground3,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: '18px',
    whiteSpace: 'pre',
    tabSize: 2,
    userSelect: 'text',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  hint: {
    margin: 0,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  waits: { margin: 0, color: tokens.colorNeutralForeground2 },
  notes: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, display: 'grid', gap: tokens.spacingVerticalXXS },
})

type Read = { preview: SetupPreview } | { problem: Problem }

/** The sample order as it comes, and as it is handed over with the settings that are saved. Read again when these change. */
export function Preview({ view, isReady }: { view: SetupView; isReady: boolean }): ReactElement {
  const styles = useStyles()
  const texts = useUseTexts().preview
  const [read, setRead] = useState<Read>()
  const settings = JSON.stringify(view.state.entries.connector)
  // biome-ignore lint/correctness/useExhaustiveDependencies: other settings are the reason to read
  useEffect(() => {
    if (!isReady) {
      setRead(undefined)
      return
    }
    let wanted = true
    // Not through `ask`: that half-entered settings can't be shown yet is no failure of the window's.
    void window.client.setupPreview(undefined).then((answer) => {
      if (wanted) setRead(answer.ok ? { preview: answer.value } : { problem: answer.failure })
    })
    return () => {
      wanted = false
    }
  }, [settings, isReady])
  return (
    <Section title={texts.heading} hint={texts.about}>
      {!isReady ? (
        <p className={styles.waits}>{texts.notReady}</p>
      ) : read === undefined ? (
        <p className={styles.waits}>{texts.reading}</p>
      ) : 'problem' in read ? (
        <ProblemCard problem={read.problem} />
      ) : (
        <Sides preview={read.preview} />
      )}
    </Section>
  )
}

function Sides({ preview: { order, files, notes, problem } }: { preview: SetupPreview }): ReactElement {
  const styles = useStyles()
  const texts = useUseTexts().preview
  const language = useLanguage()
  const [chosen, setChosen] = useState(0)
  const file = files[chosen] ?? files[0]
  return (
    <div className={styles.frame}>
      {problem && (
        <div className={styles.side}>
          <h3 className={styles.title}>{texts.cannot}</h3>
          <ProblemCard problem={problem} severe />
        </div>
      )}
      <div className={styles.sides}>
        <div className={styles.side}>
          <h3 className={styles.title}>{texts.order}</h3>
          <div className={styles.sheet}>
            <OrderSheet order={order} />
          </div>
        </div>
        {file && (
          <div className={styles.side}>
            <h3 className={styles.title}>{fill(texts.file, { name: file.name })}</h3>
            {files.length > 1 && (
              <TabList size="small" selectedValue={chosen} onTabSelect={(_event, { value }) => setChosen(value as number)}>
                {files.map(({ name }, index) => (
                  <Tab key={name} value={index}>
                    {name}
                  </Tab>
                ))}
              </TabList>
            )}
            {/* A scrolling region must be reachable by keyboard. */}
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
            <section className={styles.xml} tabIndex={0} aria-label={fill(texts.file, { name: file.name })}>
              {file.text}
            </section>
            <p className={styles.hint}>{texts.wrap}</p>
          </div>
        )}
      </div>
      {file && (
        <div className={styles.side}>
          <h3 className={styles.title}>{texts.notes}</h3>
          {notes.length === 0 ? (
            <p className={styles.waits}>{texts.noNotes}</p>
          ) : (
            <ul className={mergeClasses(styles.notes)}>
              {notes.map((note) => (
                <li key={`${note.code} ${JSON.stringify(note.params)}`}>{noteText(note, language)}</li>
              ))}
            </ul>
          )}
        </div>
      )}
    </div>
  )
}
