import { encodeWindows1250 } from '../wrap/windows-1250'
import { el, writeStartTag, writeXml, type XmlElement } from '../wrap/xml-writer'
import type { Question } from './question'

/** What an internet shop answers POHODA: a response pack with a list. Source: response.xsd, list.xsd, and Stormware's samples for shops. */

const SCHEMAS = { rsp: 'response', lst: 'list', lAdb: 'list_addBook', ord: 'order', typ: 'type' } as const
const namespaces = (host: Question['host']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(SCHEMAS).map(([prefix, name]) => [
      `xmlns:${prefix}`,
      `http://www.stormware.${host}/schema/version_2/${name}.xsd`,
    ]),
  )
const DECLARATION = '<?xml version="1.0" encoding="Windows-1250"?>\n'

/** The family's pack item (`dat:dataPackItem` with one `ord:order`) as an order of a list. */
export const listOrder = (item: XmlElement): XmlElement => {
  const [order] = typeof item.content === 'string' ? [] : item.content
  if (order?.name !== 'ord:order') throw new TypeError('not an order')
  return { ...order, name: 'lst:order' }
}

export const orderBytes = (order: XmlElement): Buffer => encodeWindows1250(writeXml(order))

/** Local time without zone is what POHODA writes itself; a shop's time is nothing it computes with. */
const stamp = (now: Date): string => now.toISOString().slice(0, 19)

const answer = (question: Question, pack: { state: 'ok' | 'error'; note?: string }, content: readonly Uint8Array[]): Buffer => {
  const start = writeStartTag('rsp:responsePack', {
    version: '2.0',
    id: question.packId,
    state: pack.state,
    note: pack.note ?? '',
    ...(question.ico === '' ? {} : { ico: question.ico }),
    ...namespaces(question.host),
  })
  return Buffer.concat([encodeWindows1250(DECLARATION + start), ...content, Buffer.from('</rsp:responsePack>', 'latin1')])
}

const item = (question: Question, list: 'lst:listOrder' | 'lAdb:listAddressBook', content: readonly Uint8Array[], now: Date) => [
  encodeWindows1250(
    writeStartTag('rsp:responsePackItem', { version: '2.0', id: question.itemId, state: 'ok' }) +
      writeStartTag(list, {
        version: '2.0',
        dateTimeStamp: stamp(now),
        dateValidFrom: stamp(now).slice(0, 10),
        state: 'ok',
      }),
  ),
  ...content,
  Buffer.from(`</${list}></rsp:responsePackItem>`, 'latin1'),
]

/** All of `orders` (bytes of `orderBytes`); none is an empty list. */
export const ordersAnswer = (question: Question, orders: readonly Uint8Array[], now: Date): Buffer =>
  answer(question, { state: 'ok' }, item(question, 'lst:listOrder', orders, now))

export const addressesAnswer = (question: Question, now: Date): Buffer =>
  answer(question, { state: 'ok' }, item(question, 'lAdb:listAddressBook', [], now))

/** `note` is what a person reads in POHODA. */
export const refusal = (question: Question, note: string): Buffer =>
  answer(question, { state: 'error', note }, [
    encodeWindows1250(writeXml(el('rsp:responsePackItem', '', { version: '2.0', id: question.itemId, state: 'error', note }))),
  ])
