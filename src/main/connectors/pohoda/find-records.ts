import { type Problem, problem } from '../../../shared/failure'
import type { AgendaSettings } from './agenda-settings'
import { listedAt } from './answer'
import { asQuestion } from './as-question'
import type { AskPohoda } from './ask'
import { throwPackError } from './decide'
import { ADDRESSES, CARDS, type List, questionItem } from './lists'
import { LOOKUP_CHUNK, questionPack } from './look-up'
import type { ListedRecord } from './response'
import { filterOf, isMeant, type RecordKey, type Upsert } from './upsert'

/** Looks cards and partners up by keys, many in one request. Throws `Failure` (`effect: nothing`) when POHODA can't tell. */
export const findRecordsWith = ({ ico, exSystemName }: AgendaSettings, ask: AskPohoda) => {
  /** For each key the records that it means. */
  const records = async (
    list: List,
    keys: readonly RecordKey[],
    signal: AbortSignal,
  ): Promise<readonly (readonly ListedRecord[])[]> => {
    const found: (readonly ListedRecord[])[] = []
    for (let from = 0; from < keys.length; from += LOOKUP_CHUNK) {
      const some = keys.slice(from, from + LOOKUP_CHUNK)
      const items = some.map((key, place) => questionItem(list, filterOf(key, exSystemName), place))
      const answer = await ask({ kind: 'find', pack: questionPack('find', ico, items) }, signal).catch((error) => {
        throw asQuestion(error)
      })
      throwPackError(answer)
      for (const [place, key] of some.entries()) {
        found.push(listedAt(place, list.answer, answer).filter((record) => isMeant(record, key, exSystemName)))
      }
    }
    return found
  }

  /** What each is to become: the record that is there, none, or why nobody can say which. */
  const upserts = async (
    some: readonly Upsert[],
    signal: AbortSignal,
  ): Promise<readonly (ListedRecord | undefined | { problem: Problem })[]> => {
    const list = some[0]?.kind === 'address' ? ADDRESSES : CARDS
    const answers = await records(
      list,
      some.flatMap(({ keys }) => keys),
      signal,
    )
    let at = 0
    return some.map(({ kind, keys }) => {
      const own = answers.slice(at, at + keys.length)
      at += keys.length
      const matches = own.findIndex((listed) => listed.length > 0)
      const listed = own[matches] ?? []
      if (listed.length <= 1) return listed[0]
      const { by, value } = keys[matches] as RecordKey
      const count = String(listed.length)
      return {
        problem:
          kind === 'address'
            ? problem('partner-ambiguous', { ico: value, count })
            : problem('card-ambiguous', { by, value, count }),
      }
    })
  }

  /** Of these keys of stock cards those that POHODA has no card for. */
  const missing = async (keys: readonly RecordKey[], signal: AbortSignal): Promise<readonly RecordKey[]> => {
    const answers = await records(CARDS, keys, signal)
    return keys.filter((_, place) => answers[place]?.length === 0)
  }

  return { upserts, missing }
}
