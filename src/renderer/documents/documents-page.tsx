import { Button, makeStyles, mergeClasses, SearchBox, Tab, TabList, tokens } from '@fluentui/react-components'
import { type ReactElement, useDeferredValue, useState } from 'react'
import { fill } from '../../shared/texts/format'
import { wholeNumber } from '../../shared/texts/time'
import type { Ask } from '../ask'
import { useLanguage, useTexts } from '../i18n/texts'
import { DocumentDetailPanel } from './document-detail'
import { DocumentTable, rowButtonId } from './document-table'
import { type FilterName, filterNames } from './filters'
import { useDocuments } from './use-documents'

const low = '@media (max-height: 520px)'

const useStyles = makeStyles({
  page: { height: '100%', display: 'flex', minHeight: 0 },
  /** For readers only: the tab says it to the eye. */
  unseen: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)', whiteSpace: 'nowrap' },
  list: {
    flexGrow: 1,
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    // A low window (large text): the tools scroll away with the list instead of taking half of it.
    [low]: { overflow: 'auto' },
  },
  /** Beside an open detail there is no room on a narrow window, or with large text. */
  listBehind: { '@media (max-width: 899px)': { display: 'none' } },
  tools: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXL} ${tokens.spacingVerticalS}`,
  },
  filter: { flexWrap: 'wrap' },
  // Gives way first: with a detail open the tools stay on one line, and no row moves away from under the pointer.
  search: { flexGrow: 1, flexShrink: 1, flexBasis: '220px', minWidth: 0, maxWidth: '260px' },
  scroll: {
    containerType: 'inline-size',
    [low]: { flexShrink: 0, overflow: 'visible' },
    flexGrow: 1,
    minHeight: 0,
    overflow: 'auto',
    padding: `0 ${tokens.spacingHorizontalXL} ${tokens.spacingVerticalL}`,
  },
  foot: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM, paddingTop: tokens.spacingVerticalM },
  shown: { color: tokens.colorNeutralForeground3 },
  empty: { padding: `${tokens.spacingVerticalXXXL} 0`, textAlign: 'center', color: tokens.colorNeutralForeground2 },
  emptyTitle: {
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    color: tokens.colorNeutralForeground1,
  },
})

interface DocumentsPageProps {
  revision: number
  ask: Ask
  filter: FilterName
  /** Item id of the document to begin with in detail. */
  opened: string | undefined
  onFilter(filter: FilterName): void
}

/** The list of documents, live, and one of them in detail. */
export function DocumentsPage({ revision, ask, filter, opened, onFilter }: DocumentsPageProps): ReactElement {
  const styles = useStyles()
  const texts = useTexts().documents
  const language = useLanguage()
  const [text, setText] = useState('')
  const [open, setOpen] = useState(opened)
  const list = useDocuments({ filter, text: useDeferredValue(text.trim()), revision }, ask)

  const close = (itemId: string): void => {
    setOpen(undefined)
    // After the list is visible again: a hidden element takes no focus.
    requestAnimationFrame(() => document.getElementById(rowButtonId(itemId))?.focus())
  }
  return (
    <div className={styles.page}>
      <h1 className={styles.unseen}>{useTexts().nav.documents}</h1>
      <div className={mergeClasses(styles.list, open !== undefined && styles.listBehind)}>
        <search className={styles.tools}>
          <SearchBox
            className={styles.search}
            placeholder={texts.search}
            aria-label={texts.search}
            value={text}
            maxLength={200}
            onChange={(_event, { value }) => setText(value)}
          />
          <TabList
            className={styles.filter}
            aria-label={texts.filter}
            size="small"
            selectedValue={filter}
            onTabSelect={(_event, { value }) => onFilter(value as FilterName)}
          >
            {filterNames.map((name) => (
              <Tab key={name} value={name}>
                {texts.filters[name]}
              </Tab>
            ))}
          </TabList>
        </search>
        <div className={styles.scroll}>
          {list.documents === undefined ? (
            list.failed ? (
              <Empty title={texts.notRead} hint={texts.notReadHint} />
            ) : (
              <p className={styles.empty}>{texts.loading}</p>
            )
          ) : list.documents.length === 0 ? (
            text.trim() !== '' ? (
              <Empty title={texts.noMatch} hint={texts.noMatchHint} />
            ) : filter !== 'all' ? (
              <Empty title={texts.noneHere} hint={texts.noneHereHint} />
            ) : (
              <Empty title={texts.none} hint={texts.noneHint} />
            )
          ) : (
            <>
              <DocumentTable documents={list.documents} label={texts.listLabel} open={open ?? null} onOpen={setOpen} />
              <div className={styles.foot}>
                {list.hasOlder && <Button onClick={list.loadOlder}>{texts.older}</Button>}
                <span className={styles.shown} role="status">
                  {fill(texts.shown, { count: wholeNumber(list.documents.length, language) })}
                </span>
              </div>
            </>
          )}
        </div>
      </div>
      {open !== undefined && (
        <DocumentDetailPanel key={open} itemId={open} revision={revision} ask={ask} onClose={() => close(open)} />
      )}
    </div>
  )
}

function Empty({ title, hint }: { title: string; hint: string }): ReactElement {
  const styles = useStyles()
  return (
    <div className={styles.empty}>
      <p className={styles.emptyTitle}>{title}</p>
      <p>{hint}</p>
    </div>
  )
}
