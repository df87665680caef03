import { useCallback, useEffect, useRef, useState } from 'react'
import type { DocumentSummary } from '../../shared/documents/document-state'
import type { DocumentPage } from '../../shared/ipc/contract'
import type { Ask } from '../ask'
import { type FilterName, filters } from './filters'

const PAGE_SIZE = 100

export interface DocumentList {
  /** Undefined until the first answer. */
  documents: DocumentSummary[] | undefined
  /** The last reading failed: what is shown, if anything, is what was read before. */
  failed: boolean
  hasOlder: boolean
  loadOlder(): void
}

/**
 * The rows that match, newest first, read again whenever `revision` grows: as many pages as are shown. News that come while
 * reading are read once afterwards, however many they are; an answer to a question that has changed since is dropped.
 */
export function useDocuments(query: { filter: FilterName; text: string; revision: number }, ask: Ask): DocumentList {
  const { filter, text, revision } = query
  const [page, setPage] = useState<DocumentPage & { question: string }>()
  const [failedQuestion, setFailedQuestion] = useState<string>()
  const [pages, setPages] = useState(1)
  const question = JSON.stringify([filter, text])
  const asked = useRef(question)
  if (asked.current !== question) asked.current = question

  // biome-ignore lint/correctness/useExhaustiveDependencies: another question starts at its first page
  useEffect(() => setPages(1), [question])

  const reading = useRef(false)
  const again = useRef(false)
  const read = useCallback(async (): Promise<void> => {
    if (reading.current) {
      again.current = true
      return
    }
    reading.current = true
    const documents: DocumentSummary[] = []
    let next: number | undefined
    let answered = true
    // A search answers as far as it got in a short while: it is asked on until the pages are full, or the question has changed.
    while (documents.length < pages * PAGE_SIZE && asked.current === question) {
      const answer = await ask(
        window.client.listDocuments({
          limit: PAGE_SIZE,
          ...filters[filter],
          ...(text ? { text } : {}),
          ...(next === undefined ? {} : { before: next }),
        }),
      )
      if (!answer) {
        answered = false
        break
      }
      documents.push(...answer.documents)
      next = answer.next
      if (next === undefined) break
    }
    reading.current = false
    if (asked.current === question) {
      setFailedQuestion(answered ? undefined : question)
      if (answered) setPage({ documents, question, ...(next === undefined ? {} : { next }) })
    }
    if (again.current) {
      again.current = false
      latest.current()
    }
  }, [ask, filter, text, pages, question])

  const latest = useRef<() => void>(() => {})
  latest.current = () => void read()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a grown revision is the reason to read
  useEffect(() => void read(), [read, revision])

  const failed = failedQuestion === question
  // The answer to the question before stands until the next one is here, so that nothing flickers; not if none comes.
  const shown = failed && page?.question !== question ? undefined : page
  return {
    documents: shown?.documents,
    failed,
    hasOlder: shown?.next !== undefined,
    loadOlder: () => setPages((count) => count + 1),
  }
}
