import { z } from 'zod'
import type { ErpReference } from '../../../shared/central-api/queue'
import { Failure, problem } from '../../../shared/failure'
import { type AskApi, assertAnswered } from './api-ask'
import { writeLiteral } from './graphql'
import { idInNote } from './key'

/** Questions to the S3 API; none of them changes anything. */

const ordersSchema = z.object({
  receivedOrders: z.object({
    totalCount: z.number().int().nonnegative(),
    items: z
      .array(
        z.object({
          documentNumber: z.string().max(64).nullish(),
          receivedDocumentNumber: z.string().max(256).nullish(),
          note: z.string().nullish(),
        }),
      )
      .max(1000),
  }),
})
const statusSchema = z.object({
  importStatus: z.object({ state: z.string().max(64).nullish(), stateInfo: z.string().nullish() }).nullish(),
})
const agendasSchema = z.object({
  agendas: z.object({
    items: z.array(z.object({ guid: z.string().max(64), name: z.string().max(500).nullish() })).max(10_000),
  }),
})

const CHUNK = 100
const MAX_PAGES = 100

const unreadable = (words?: string): Failure =>
  new Failure(problem('is-answer-unreadable', {}, words), { effect: 'nothing', retry: true })

const question = { mutation: false, agenda: true } as const

/** `{` and `}` and the case of a GUID mean nothing. */
const bare = (guid: string): string => guid.replace(/[{}]/g, '').toLowerCase()

/** The agendas that this key may work with. */
export const readAgendas = async (ask: AskApi, signal: AbortSignal) => {
  const answer = await ask('{ agendas { items { guid name } } }', { mutation: false, agenda: false }, signal)
  const found = agendasSchema.safeParse(assertAnswered(answer))
  if (!found.success) throw unreadable()
  return found.data.agendas.items.map(({ guid, name }) => ({ guid: bare(guid), name: name ?? '' }))
}

/** Throws `is-wrong-company` when the key doesn't lead to the agenda that is set. Answers its name. */
export const assertAgenda = async (ask: AskApi, agendaGuid: string, signal: AbortSignal): Promise<string> => {
  const agendas = await readAgendas(ask, signal)
  const found = agendas.find(({ guid }) => guid === bare(agendaGuid))
  if (found) return found.name || found.guid
  const words = agendas
    .slice(0, 20)
    .map(({ guid, name }) => `${name} ${guid}`)
    .join('\n')
  throw new Failure(problem('is-wrong-company', {}, words), { effect: 'nothing', retry: false })
}

export interface Sought {
  itemId: string
  key: string
}

/** The orders that carry our key. Only those found are in the answer. Throws `Failure` when it can't tell. */
export const findOrders = async (
  ask: AskApi,
  sought: readonly Sought[],
  signal: AbortSignal,
): Promise<Map<string, ErpReference>> => {
  const found = new Map<string, ErpReference>()
  for (let from = 0; from < sought.length; from += CHUNK) {
    const chunk = sought.slice(from, from + CHUNK)
    const byKey = new Map(chunk.map((one) => [one.key, one.itemId]))
    const where = writeLiteral({ receivedDocumentNumber: { in: [...byKey.keys()] } })
    let seen = 0
    for (let page = 0; ; page++) {
      if (page >= MAX_PAGES) throw unreadable('too many orders')
      const answer = await ask(
        `{ receivedOrders(where: ${where}, skip: ${seen}, take: ${CHUNK}) { totalCount items { documentNumber receivedDocumentNumber note } } }`,
        question,
        signal,
      )
      // A filter that is not taken tells nothing about absence.
      const read = ordersSchema.safeParse(assertAnswered(answer))
      if (!read.success) throw unreadable()
      const { items, totalCount } = read.data.receivedOrders
      for (const { documentNumber, receivedDocumentNumber, note } of items) {
        const key = receivedDocumentNumber ?? ''
        const itemId = byKey.get(key)
        if (itemId === undefined || found.has(itemId)) continue
        const noted = idInNote(note ?? '')
        // 90 bits alike, and another order: never seen, never to be taken for ours.
        if (noted !== undefined && noted !== itemId) throw unreadable(`${key}: ${noted}`)
        found.set(itemId, documentNumber ? { id: key, number: documentNumber } : { id: key })
      }
      seen += items.length
      if (seen >= totalCount) break
      if (items.length === 0) throw unreadable('fewer orders than counted')
    }
  }
  return found
}

/** Where an entry of the import queue stands. `waiting`: not done, or in a word that we don't know; `untold`: this version can't say. */
export type QueueState = { kind: 'done' | 'failed' | 'waiting' | 'untold'; words: string }

export const queueStateWith = (ask: AskApi) => {
  let known = true
  return async (guid: string, signal: AbortSignal): Promise<QueueState> => {
    if (!known) return { kind: 'untold', words: '' }
    const answer = await ask(`{ importStatus(importGuid: ${writeLiteral(guid)}) { state stateInfo } }`, question, signal)
    if (answer.kind === 'refused') {
      // Older versions have no such question.
      known = !/importStatus/.test(answer.words)
      return { kind: 'untold', words: '' }
    }
    const read = statusSchema.safeParse(answer.data)
    if (!read.success) throw unreadable()
    const words = (read.data.importStatus?.stateInfo ?? '').slice(0, 2000)
    switch (read.data.importStatus?.state) {
      case 'OK':
      case 'WARNING':
        return { kind: 'done', words }
      case 'ERROR':
        return { kind: 'failed', words }
      default:
        return { kind: read.data.importStatus ? 'waiting' : 'untold', words }
    }
  }
}
