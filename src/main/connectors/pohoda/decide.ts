import { Failure, type Problem, type ProblemCode, problem } from '../../../shared/failure'
import type { Note, Outcome } from '../../engine/ports'
import { note } from '../wrap/note'
import type { ResponseItem, ResponsePack } from './response'

/**
 * What an answer means for each document. Every row of POHODA's decision table has a test of its name.
 */

/** Duplicate by its words: versions before 2024 have no `errorDetail`. */
const DUPLICATE_WORDS = /duplic|již existuje|už existuje/i
/** "Processing error, try again" (code 556). */
const TRY_AGAIN_WORDS = /(?:^|\D)556(?:\D|$)|(?:opakujte|zkuste).{0,40}(?:znovu|později)/i

interface PackProblem {
  words: RegExp
  code: ProblemCode
  retry: boolean
}

/** Order matters: the numbers first, then the words from the most to the least specific. Numbers: POHODA's list of codes 551–557. */
const PACK_PROBLEMS: readonly PackProblem[] = [
  { words: /(?:^|\D)551(?:\D|$)/, code: 'is-failed', retry: false },
  { words: /(?:^|\D)552(?:\D|$)/, code: 'is-failed', retry: false },
  { words: /(?:^|\D)553(?:\D|$)/, code: 'is-locked', retry: true },
  { words: /(?:^|\D)554(?:\D|$)/, code: 'is-login-failed', retry: false },
  { words: /(?:^|\D)555(?:\D|$)/, code: 'is-no-rights', retry: false },
  { words: /(?:^|\D)556(?:\D|$)/, code: 'is-try-again', retry: true },
  { words: /(?:^|\D)557(?:\D|$)/, code: 'is-no-licence', retry: false },
  { words: /přihlá|přihlás|prihlás|heslo|login|log in|password/i, code: 'is-login-failed', retry: false },
  { words: /licenc|licenč|aktivac|activation|license/i, code: 'is-no-licence', retry: false },
  { words: /práv|oprávn|right|permission/i, code: 'is-no-rights', retry: false },
  {
    words: /(?:\bIČ|\bičo?\b|[Úú]četní jednot|[Úú]čtovn\S{0,10} jednot|klíč|company|accounting unit)/,
    code: 'is-wrong-company',
    retry: false,
  },
  { words: /zamč|zamk|uzam|výlučn|exkluz|otevř|locked|databáz/i, code: 'is-locked', retry: true },
  { words: TRY_AGAIN_WORDS, code: 'is-try-again', retry: true },
]

/** A pack that was refused as a whole: nothing was written. */
const packFailure = (pack: ResponsePack): Failure => {
  const found = PACK_PROBLEMS.find(({ words }) => words.test(pack.note))
  return new Failure(problem(found?.code ?? 'is-failed', {}, pack.note), { effect: 'nothing', retry: found?.retry ?? false })
}

/** Throws when the pack as a whole was refused; nothing was written then. Only POHODA's own word for it is a refusal. */
export const throwPackError = (pack: ResponsePack): void => {
  if (pack.state === 'error' && pack.items.length === 0) throw packFailure(pack)
}

const wordsOf = (item: ResponseItem): string =>
  [
    item.note,
    ...item.details.filter(({ state }) => state === 'error').map(({ errno, note }) => (errno ? `${errno}: ${note}` : note)),
  ]
    .filter((part) => part !== '')
    .join('\n')

const warnings = (item: ResponseItem): readonly Note[] =>
  item.details
    .filter(({ state }) => state === 'warning')
    .map(({ errno, note: text, path, requested, produced }) => note('is-warning', { errno, text, path, requested, produced }))

const isTryAgain = (item: ResponseItem): boolean =>
  item.details.some(({ state, errno }) => state === 'error' && errno === '556') || TRY_AGAIN_WORDS.test(item.note)

/** Answers to an import: of documents, and of records that are kept up to date. */
const DOCUMENT_ANSWERS: ReadonlySet<string> = new Set([
  'order:orderResponse',
  'prijemka:prijemkaResponse',
  'vydejka:vydejkaResponse',
  'invoice:invoiceResponse',
])
const CARD_ANSWER = 'stock:stockItemResponse'
const MASTER_ANSWERS: ReadonlySet<string> = new Set([CARD_ANSWER, 'addressbook:addressbookResponse'])

const reference = (id: string, number: string): { id: string; number?: string } => (number === '' ? { id } : { id, number })

/** A refusal that may be a duplicate by its words only: whether it is one, only a look-up can tell. */
export const looksDuplicate = (item: ResponseItem): boolean =>
  item.state === 'error' && item.duplicities === undefined && item.produced === undefined && DUPLICATE_WORDS.test(wordsOf(item))

const unknown = (itemId: string, what: Problem): Outcome => ({ itemId, kind: 'unknown', problem: what })

const decideItem = (itemId: string, item: ResponseItem): Outcome => {
  if (item.ambiguous) return unknown(itemId, problem('outcome-unknown', {}, wordsOf(item)))
  const { inner, produced } = item
  const made = produced !== undefined && produced.id !== ''
  const refused = item.state === 'error' || (inner !== undefined && inner.state === 'error')
  // Refused and made at once: which of the two is true, only POHODA's own list can tell.
  if (refused && made) return unknown(itemId, problem('outcome-unknown', {}, wordsOf(item)))
  if (item.duplicities !== undefined) {
    // A duplicate is a refusal, too.
    if (!refused) return unknown(itemId, problem('outcome-unknown', {}, wordsOf(item)))
    const existing = item.duplicities.find(({ id }) => id !== '')
    if (existing) {
      return { itemId, kind: 'imported', reference: reference(existing.id, existing.number), existed: true, notes: [] }
    }
    return item.duplicities.length > 0
      ? unknown(itemId, problem('is-duplicate-deleted', {}, item.note))
      : unknown(itemId, problem('outcome-unknown', {}, wordsOf(item)))
  }
  if (looksDuplicate(item)) return unknown(itemId, problem('outcome-unknown', {}, wordsOf(item)))

  if (refused) {
    return isTryAgain(item)
      ? { itemId, kind: 'postponed', problem: problem('is-try-again', {}, wordsOf(item)) }
      : { itemId, kind: 'rejected', problem: problem('is-rejected', {}, wordsOf(item)) }
  }
  if (item.state === 'ok' && inner?.state === 'ok' && made) {
    const isMaster = MASTER_ANSWERS.has(inner.name)
    // An answer about another record must never become this one's reference. The id of a card or partner is not that of its item.
    const mine =
      (isMaster || (DOCUMENT_ANSWERS.has(inner.name) && (produced.extId === '' || produced.extId === itemId))) &&
      ['', 'add', 'update'].includes(produced.actionType)
    if (!mine) return unknown(itemId, problem('outcome-unknown', {}, `${inner.name} ${produced.actionType} ${produced.extId}`))
    // A person finds a card by its code.
    const number = inner.name === CARD_ANSWER ? produced.code : produced.number
    const existed = isMaster && produced.actionType === 'update'
    return { itemId, kind: 'imported', reference: reference(produced.id, number), existed, notes: warnings(item) }
  }
  return unknown(itemId, problem('outcome-unknown', {}, wordsOf(item)))
}

/**
 * One outcome for each of `itemIds`. Throws `Failure` (`effect: nothing`) when POHODA refused the whole pack.
 */
export const decide = (itemIds: readonly string[], pack: ResponsePack): readonly Outcome[] => {
  throwPackError(pack)
  // A state that POHODA doesn't have: an answer in another language than ours proves nothing.
  if (pack.state !== 'ok' && pack.state !== 'error') {
    return itemIds.map((itemId) => unknown(itemId, problem('outcome-unknown', {}, pack.note)))
  }
  const byId = new Map<string, ResponseItem[]>()
  for (const item of pack.items) {
    const same = byId.get(item.id)
    if (same) same.push(item)
    else byId.set(item.id, [item])
  }
  return itemIds.map((itemId) => {
    const [item, ...more] = byId.get(itemId) ?? []
    if (item === undefined) return unknown(itemId, problem('is-no-answer'))
    if (more.length > 0) return unknown(itemId, problem('outcome-unknown', {}, 'more than one answer'))
    return decideItem(itemId, item)
  })
}
