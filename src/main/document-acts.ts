import { userInfo } from 'node:os'
import type { DocumentState } from '../shared/documents/document-state'
import { Failure, type ProblemCode, problem } from '../shared/failure'
import type { Ledger } from './engine/ports'
import type { LedgerReader } from './ledger/read'

/** What a person decides about one document. By the process that holds the engine. */
interface Holder {
  ledger: Ledger
  reader: LedgerReader
}

const RETRYABLE: readonly DocumentState[] = ['quarantined', 'rejected', 'skipped', 'unknown']
/** Not what is recorded, nor what may be written at this moment. */
const SKIPPABLE: readonly DocumentState[] = ['received', 'ready', 'quarantined', 'rejected', 'unknown']

const refusal = (code: ProblemCode, params: Record<string, string>) =>
  new Failure(problem(code, params), { effect: 'nothing', retry: false })

function find(reader: LedgerReader, itemId: string, from: readonly DocumentState[], otherwise: ProblemCode) {
  const document = reader.find(itemId)
  if (!document) throw refusal('document-not-found', { itemId })
  if (!from.includes(document.state)) throw refusal(otherwise, { itemId, state: document.state })
  return document
}

/** Throws `document-not-found`, `document-not-retryable`. */
export const checkRetryable = (reader: LedgerReader, itemId: string) => find(reader, itemId, RETRYABLE, 'document-not-retryable')
export function retryDocument({ ledger, reader }: Holder, itemId: string): void {
  ledger.apply([{ id: checkRetryable(reader, itemId).id, to: 'retry' }])
}

/** Throws `document-not-found`, `document-not-skippable`. */
export const checkSkippable = (reader: LedgerReader, itemId: string) => find(reader, itemId, SKIPPABLE, 'document-not-skippable')

/** Takes a document out: it stays in the ledger with the reason, and the central side is told that it was skipped. */
export function skipDocument({ ledger, reader }: Holder, itemId: string, reason: string, by: string): void {
  const { id } = checkSkippable(reader, itemId)
  ledger.apply([{ id, to: 'skipped', problem: problem('skipped-by-person', { itemId, reason, by }), report: true }])
}

/** The account of the person who decides. */
export function personText(): string {
  try {
    return userInfo().username.slice(0, 200)
  } catch {
    return ''
  }
}
