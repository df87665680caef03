import { makeStyles, tokens } from '@fluentui/react-components'
import { type ReactElement, useEffect, useState } from 'react'
import type { DocumentSummary } from '../../shared/documents/document-state'
import type { Ask } from '../ask'
import { DocumentTable } from '../documents/document-table'
import { useTexts } from '../i18n/texts'

const SHOWN = 5

const useStyles = makeStyles({
  // The table's columns give way by the width of what it stands in.
  section: { containerType: 'inline-size' },
  heading: { margin: `0 0 ${tokens.spacingVerticalXS}`, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
})

interface RecentDocumentsProps {
  revision: number
  ask: Ask
  onOpen(itemId: string): void
}

/** The last documents that came, for a glance; nothing as long as there are none. */
export function RecentDocuments({ revision, ask, onOpen }: RecentDocumentsProps): ReactElement | null {
  const styles = useStyles()
  const texts = useTexts().status
  const [documents, setDocuments] = useState<readonly DocumentSummary[]>([])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a grown revision is the reason to read
  useEffect(() => {
    let wanted = true
    void ask(window.client.listDocuments({ limit: SHOWN })).then((page) => {
      if (wanted && page) setDocuments(page.documents)
    })
    return () => {
      wanted = false
    }
  }, [revision, ask])
  if (documents.length === 0) return null
  return (
    <section className={styles.section} aria-labelledby="recent-heading">
      <h2 id="recent-heading" className={styles.heading}>
        {texts.recent}
      </h2>
      <DocumentTable documents={documents} label={texts.recent} onOpen={onOpen} />
    </section>
  )
}
