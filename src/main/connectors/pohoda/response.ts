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
  /** Records of a list answer. Of documents those that carry an id of somebody else's, or our mark. */
  records: ListedRecord[]
  /** Something that may stand in an item once stands there twice: which of the two is true, the answer doesn't tell. */
  ambiguous: boolean
}

interface Produced {
  id: string
  number: string
  /** Of a stock card its code, of an address the firm. */
  code: string
  actionType: string
  extId: string
}

/** A document, stock card or address in a list. Texts that it doesn't have are empty. */
export interface ListedRecord {
  id: string
  number: string
  extIds: { ids: string; exSystemName: string }[]
  /** Our id, where it stands in the internal note. */
  mark?: string
  /** Of a stock card. */
  code: string
  ean: string
  /** Of an address. */
  ico: string
  places: ListedPlace[]
}

/** A place of delivery. */
export interface ListedPlace {
  company: string
  street: string
  city: string
  zip: string
}

/** Records in lists by their element, with the namespace of what stands in them. */
const LISTED: ReadonlyMap<string, string> = new Map([
  ['list:order', 'order'],
  ['list:prijemka', 'prijemka'],
  ['list:vydejka', 'vydejka'],
  ['list:invoice', 'invoice'],
  ['list_stock:stock', 'stock'],
  ['list_addBook:addressbook', 'addressbook'],
])
const isMasterData = (own: string): boolean => own === 'stock' || own === 'addressbook'

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
/** Remarks, duplicities and listed records of one answer: a bound for memory, far above what a batch of 500 documents makes. */
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
  let record: ListedRecord | undefined
  /** Namespace of what stands in it. */
  let own = ''
  /** In the part of an address that says whose it is: only there are its ids and places. Partners of documents have such, too. */
  let inIdentity = false
  let place: ListedPlace | undefined
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
      produced = { id: '', number: '', code: '', actionType: '', extId: '' }
      mine.produced = produced
    } else if (depth === 4 && LISTED.has(name)) {
      own = LISTED.get(name) ?? ''
      record = { id: '', number: '', extIds: [], code: '', ean: '', ico: '', places: [] }
    } else if (record && ((depth === 6 && name === `${own}:extId`) || (inIdentity && depth === 7 && name === 'type:extId'))) {
      count()
      extId = { ids: '', exSystemName: '' }
      record.extIds.push(extId)
    } else if (record && depth === 6 && name === 'addressbook:identity') {
      inIdentity = true
    } else if (record && inIdentity && depth === 7 && name === 'type:shipToAddress') {
      count()
      place = { company: '', street: '', city: '', zip: '' }
      record.places.push(place)
    }
  }

  /** What is kept of a listed record, from the closing of each of its elements. */
  const closeInRecord = (mine: ListedRecord, name: string, at: number, text: string): void => {
    if (at === 6 && name === `${own}:id`) mine.id = referenceOf(text)
    else if (at === 7 && name === 'type:numberRequested') mine.number = referenceOf(text)
    else if (at === 6 && name === 'stock:code') mine.code = referenceOf(text)
    else if (at === 6 && name === 'stock:EAN') mine.ean = referenceOf(text)
    else if (extId && (at === 7 || at === 8) && name === 'type:ids') extId.ids = words(text)
    else if (extId && (at === 7 || at === 8) && name === 'type:exSystemName') extId.exSystemName = words(text)
    else if (place && at === 8) {
      const field = (['company', 'street', 'city', 'zip'] as const).find((one) => name === `type:${one}`)
      if (field) place[field] = referenceOf(text)
    } else if (inIdentity && at === 8 && name === 'type:ico') mine.ico = referenceOf(text)
    else if (at === 6 && name === `${own}:intNote`) {
      const mark = markedId(text)
      if (mark !== undefined) mine.mark = mark
    }
    if ((at === 6 && name === `${own}:extId`) || (at === 7 && name === 'type:extId')) extId = undefined
    else if (at === 7 && name === 'type:shipToAddress') place = undefined
    else if (at === 6 && name === 'addressbook:identity') inIdentity = false
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
            records: [],
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
          else if (at === 5 && name === 'documentresponse:code') produced.code = referenceOf(text)
          else if (at === 5 && name === 'documentresponse:actionType') produced.actionType = words(text)
          else if (at === 6 && name === 'type:ids') produced.extId = words(text)
          else if (at === 4) produced = undefined
        } else if (duplicity) {
          if (at === 5 && name === 'response:id') duplicity.id = referenceOf(text)
          else if (at === 5 && name === 'response:number') duplicity.number = referenceOf(text)
          else if (at === 4) duplicity = undefined
        } else if (record) {
          if (at !== 4) closeInRecord(record, name, at, text)
          else {
            // A document that nobody outside gave an id can't be ours; a card or an address may be meant by its code or IČO.
            if (record.extIds.length > 0 || record.mark !== undefined || isMasterData(own)) {
              count()
              item?.records.push(record)
            }
            record = undefined
            extId = undefined
            place = undefined
            inIdentity = false
          }
        }
      },
    },
    LIMITS,
  )
  return { ...pack, items }
}
