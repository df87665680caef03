import { createReadStream } from 'node:fs'
import { readXml, type XmlLimits, XmlUnreadable } from '../wrap/xml-reader'
import { markedId } from './mark'

/** POHODA's answer as data. Source: response.xsd, documentresponse.xsd, list.xsd. Only what the decisions need. */
export interface ResponsePack {
  id: string
  state: string
  note: string
  programVersion: string
  ico: string
  items: readonly ResponseItem[]
}

export interface ResponseItem {
  id: string
  state: string
  note: string
  /** `ord:orderResponse` or a list: what stands in the item. */
  inner?: { name: string; state: string }
  details: Detail[]
  produced?: Produced
  /** Present (even if empty) when POHODA gave `rsp:errorDetail`. */
  duplicities?: { id: string; number: string }[]
  /** Records of a list answer that carry an id of somebody else's, or our mark. */
  orders: ListedOrder[]
  /** Something that may stand in an item once stands there twice: which of the two is true, the answer doesn't tell. */
  ambiguous: boolean
}

interface Produced {
  id: string
  number: string
  actionType: string
  extId: string
}

interface ListedOrder {
  id: string
  number: string
  extIds: { ids: string; exSystemName: string }[]
  /** Our id, where it stands in the internal note. */
  mark?: string
}

export interface Detail {
  state: string
  errno: string
  note: string
  path: string
  requested: string
  produced: string
}

/** An answer holds no more than what one batch or one list can make. */
const LIMITS: XmlLimits = { maxBytes: 256 * 1024 * 1024, maxDepth: 64, maxTextLength: 1024 * 1024 }
const MAX_ITEMS = 10_000
/** Remarks, duplicities and listed orders of one answer: a bound for memory, far above what a batch of 500 orders makes. */
const MAX_RECORDS = 200_000
/** Words for people; a problem keeps no more of them either. */
const MAX_WORDS = 4000
/** Ids and numbers of records; the API takes no longer ones. A longer one is no id, and is never cut to look like one. */
const MAX_REFERENCE = 128
const NAMESPACE = /^https?:\/\/www\.stormware\.(?:cz|sk)\/schema\/version_2\/(\w+)\.xsd$/

export const shortName = (uri: string): string => NAMESPACE.exec(uri)?.[1] ?? '?'
const words = (text: string): string => text.slice(0, MAX_WORDS)
const referenceOf = (text: string): string => (text.length <= MAX_REFERENCE ? text : '')

const DETAIL_FIELDS: ReadonlyMap<string, keyof Detail> = new Map([
  ['documentresponse:state', 'state'],
  ['documentresponse:errno', 'errno'],
  ['documentresponse:note', 'note'],
  ['documentresponse:XPath', 'path'],
  ['documentresponse:valueRequested', 'requested'],
  ['documentresponse:valueProduced', 'produced'],
])

/**
 * Reads a response pack from its file. Prefixes are free, namespaces decide. Throws `XmlUnreadable`, or the file system's errors.
 */
export const readResponse = (path: string): Promise<ResponsePack> => parseResponse(createReadStream(path))

export const parseResponse = async (chunks: AsyncIterable<Uint8Array>): Promise<ResponsePack> => {
  const items: ResponseItem[] = []
  const pack = { id: '', state: '', note: '', programVersion: '', ico: '' }
  const names = new Map<string, string>()
  let depth = 0
  let records = 0
  let item: ResponseItem | undefined
  let detail: Detail | undefined
  let produced: Produced | undefined
  let duplicity: { id: string; number: string } | undefined
  let order: ListedOrder | undefined
  let extId: { ids: string; exSystemName: string } | undefined

  const nameOf = (uri: string, local: string): string => {
    const key = `${uri} ${local}`
    const known = names.get(key)
    if (known !== undefined) return known
    const name = `${shortName(uri)}:${local}`
    if (names.size < 1000) names.set(key, name)
    return name
  }

  const count = (): void => {
    if (++records > MAX_RECORDS) throw new XmlUnreadable('too many records')
  }

  /** Below an item: what stands where POHODA's schema puts it. Anything else is passed over. */
  const openInItem = (mine: ResponseItem, name: string, state: string): void => {
    if (depth === 3) {
      if (name === 'response:errorDetail') {
        mine.ambiguous ||= mine.duplicities !== undefined
        mine.duplicities = []
      } else {
        mine.ambiguous ||= mine.inner !== undefined
        mine.inner = { name, state }
      }
    } else if (depth === 4 && name === 'response:recordDuplicity') {
      count()
      duplicity = { id: '', number: '' }
      mine.duplicities?.push(duplicity)
    } else if (name === 'documentresponse:detail') {
      count()
      detail = { state: '', errno: '', note: '', path: '', requested: '', produced: '' }
      mine.details.push(detail)
    } else if (depth === 4 && name === 'documentresponse:producedDetails') {
      mine.ambiguous ||= mine.produced !== undefined
      produced = { id: '', number: '', actionType: '', extId: '' }
      mine.produced = produced
    } else if (depth === 4 && name === 'list:order') {
      order = { id: '', number: '', extIds: [] }
    } else if (depth === 6 && name === 'order:extId' && order) {
      count()
      extId = { ids: '', exSystemName: '' }
      order.extIds.push(extId)
    }
  }

  await readXml(
    chunks,
    {
      open(uri, local, attributes) {
        const name = nameOf(uri, local)
        depth++
        const attribute = (key: string): string => attributes.get(key) ?? ''
        if (depth === 1) {
          if (name !== 'response:responsePack') throw new XmlUnreadable(`not a responsePack: ${words(name)}`)
          pack.id = attribute('id')
          pack.state = attribute('state')
          for (const key of ['note', 'programVersion', 'ico'] as const) pack[key] = words(attribute(key))
        } else if (depth === 2) {
          item = undefined
          if (name !== 'response:responsePackItem') return
          if (items.length >= MAX_ITEMS) throw new XmlUnreadable('too many items')
          item = {
            id: attribute('id'),
            state: attribute('state'),
            note: words(attribute('note')),
            details: [],
            orders: [],
            ambiguous: false,
          }
          items.push(item)
        } else if (item) openInItem(item, name, attribute('state'))
      },
      close(uri, local, text) {
        const name = nameOf(uri, local)
        const at = depth--
        if (detail) {
          const field = DETAIL_FIELDS.get(name)
          if (field) detail[field] = words(text)
          else if (name === 'documentresponse:detail') detail = undefined
        } else if (produced) {
          if (at === 5 && name === 'documentresponse:id') produced.id = referenceOf(text)
          else if (at === 5 && name === 'documentresponse:number') produced.number = referenceOf(text)
          else if (at === 5 && name === 'documentresponse:actionType') produced.actionType = words(text)
          else if (at === 6 && name === 'type:ids') produced.extId = words(text)
          else if (at === 4) produced = undefined
        } else if (duplicity) {
          if (at === 5 && name === 'response:id') duplicity.id = referenceOf(text)
          else if (at === 5 && name === 'response:number') duplicity.number = referenceOf(text)
          else if (at === 4) duplicity = undefined
        } else if (order) {
          if (at === 6 && name === 'order:id') order.id = referenceOf(text)
          else if (at === 7 && name === 'type:numberRequested') order.number = referenceOf(text)
          else if (extId && at === 7 && name === 'type:ids') extId.ids = words(text)
          else if (extId && at === 7 && name === 'type:exSystemName') extId.exSystemName = words(text)
          else if (at === 6 && name === 'order:intNote') {
            const mark = markedId(text)
            if (mark !== undefined) order.mark = mark
          } else if (at === 6) extId = undefined
          else if (at === 4) {
            // One that nobody outside gave an id can't be ours.
            if (order.extIds.length > 0 || order.mark !== undefined) {
              count()
              item?.orders.push(order)
            }
            order = undefined
          }
        }
      },
    },
    LIMITS,
  )
  return { ...pack, items }
}
