import type { ErpReference } from '../../../shared/central-api/queue'
import { Failure, problem } from '../../../shared/failure'
import type { Outcome } from '../../engine/ports'
import { XmlUnreadable } from '../wrap/xml-reader'
import { decide, throwPackError } from './decide'
import { type ListedRecord, type ResponsePack, readResponse } from './response'

/**
 * Reads an answer file. `undefined`: there is none, or it is empty (POHODA makes it before it fills it). Throws `Failure`
 * `is-answer-unreadable` with an unknown effect: an answer that is cut off says nothing about what was written.
 */
export const readAnswer = async (path: string): Promise<ResponsePack | undefined> => {
  try {
    return await readResponse(path)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT') return undefined
    throw new Failure(problem('is-answer-unreadable', { path }, error instanceof Error ? error.message : String(error)), {
      effect: 'unknown',
      retry: false,
      cause: error,
    })
  }
}

/** Whether a thrown answer problem may go away by itself: the file is still being written. */
export const mayGrow = (error: unknown): boolean =>
  error instanceof Failure && (error.cause instanceof XmlUnreadable || ['EBUSY', 'EPERM', 'EACCES'].includes(causeCode(error)))

const causeCode = (error: Failure): string => String((error.cause as NodeJS.ErrnoException | undefined)?.code ?? '')

/** Outcomes of an import from its answer. Throws `Failure` for a pack that was refused as a whole, or an answer to another pack. */
export const outcomesOf = (packId: string, itemIds: readonly string[], pack: ResponsePack): readonly Outcome[] => {
  // Early errors come without an id.
  if (pack.id !== packId && !(pack.id === '' && pack.items.length === 0)) {
    throw new Failure(problem('is-answer-unreadable', { path: pack.id }), { effect: 'unknown', retry: false })
  }
  return decide(itemIds, pack)
}

/**
 * What POHODA listed for the question numbered `place`; `list`: the element of its answer. Throws `Failure` when it gave no list for it: then nothing
 * can be told about absence.
 */
export const listedAt = (place: number, list: string, pack: ResponsePack): readonly ListedRecord[] => {
  const item = pack.items.find(({ id }) => id === String(place))
  if (item?.state !== 'ok' || item.ambiguous || item.inner?.name !== list || item.inner.state !== 'ok') {
    const words = [item?.note, ...(item?.details ?? []).map(({ note }) => note)].filter(Boolean).join('\n')
    throw new Failure(problem(item ? 'is-failed' : 'is-no-answer', {}, words), { effect: 'nothing', retry: item === undefined })
  }
  return item.records
}

const referenceTo = ({ id, number }: { id: string; number: string }): ErpReference | undefined =>
  id === '' ? undefined : number === '' ? { id } : { id, number }

/**
 * References from the answer to a look-up whose items are numbered 0, 1, … in the order of `itemIds`. Throws `Failure` when the answer doesn't cover
 * them all.
 */
export const foundIn = (
  itemIds: readonly string[],
  exSystemName: string,
  list: string,
  pack: ResponsePack,
): ReadonlyMap<string, ErpReference> => {
  throwPackError(pack)
  const found = new Map<string, ErpReference>()
  itemIds.forEach((itemId, place) => {
    const listed = listedAt(place, list, pack)
    // The filter is POHODA's; an old version ignores what it doesn't know and lists everything.
    const record =
      listed.find(({ extIds }) => extIds.some((id) => id.ids === itemId && id.exSystemName === exSystemName)) ??
      listed.find(({ mark }) => mark === itemId)
    const reference = record && referenceTo(record)
    if (reference) found.set(itemId, reference)
  })
  return found
}

/** Records of ours in the answer to `places` questions for lists, by item id: by our id as POHODA keeps it, else by our mark in the note. */
export const listedIn = (
  places: number,
  exSystemName: string,
  list: string,
  pack: ResponsePack,
): ReadonlyMap<string, ErpReference> => {
  throwPackError(pack)
  const byId = new Map<string, ErpReference>()
  const byMark = new Map<string, ErpReference>()
  for (let place = 0; place < places; place++) {
    for (const record of listedAt(place, list, pack)) {
      const reference = referenceTo(record)
      if (!reference) continue
      for (const { ids, exSystemName: system } of record.extIds) if (system === exSystemName) byId.set(ids, reference)
      if (record.mark !== undefined && !byMark.has(record.mark)) byMark.set(record.mark, reference)
    }
  }
  return new Map([...byMark, ...byId])
}
