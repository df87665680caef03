import { createReadStream } from 'node:fs'
import { readXml, type XmlLimits } from '../wrap/xml-reader'

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
  produced?: { id: string; number: string; actionType: string; extId: string }
  /** Present (even if empty) when POHODA gave `rsp:errorDetail`. */
  duplicities?: { id: string; number: string }[]
  /** Records of a list answer. */
  orders: { id: string; number: string; extIds: { ids: string; exSystemName: string }[] }[]
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
const NAMESPACE = /^https?:\/\/www\.stormware\.(?:cz|sk)\/schema\/version_2\/(\w+)\.xsd$/

const shortName = (uri: string): string => NAMESPACE.exec(uri)?.[1] ?? '?'

/**
 * Reads a response pack from its file. Prefixes are free, namespaces decide. Throws `XmlUnreadable`, or the file system's errors.
 */
export const readResponse = (path: string): Promise<ResponsePack> => parseResponse(createReadStream(path))

export const parseResponse = async (chunks: AsyncIterable<Uint8Array>): Promise<ResponsePack> => {
  const items: ResponseItem[] = []
  const pack = { id: '', state: '', note: '', programVersion: '', ico: '' }
  const path: string[] = []
  const names = new Map<string, string>()
  let item: ResponseItem | undefined
  let detail: Detail | undefined
  let produced: { id: string; number: string; actionType: string; extId: string } | undefined
  let duplicity: { id: string; number: string } | undefined
  let order: { id: string; number: string; extIds: { ids: string; exSystemName: string }[] } | undefined
  let extId: { ids: string; exSystemName: string } | undefined

  const nameOf = (uri: string, local: string): string => {
    const key = `${uri} ${local}`
    const known = names.get(key)
    if (known !== undefined) return known
    const name = `${shortName(uri)}:${local}`
    if (names.size < 1000) names.set(key, name)
    return name
  }

  await readXml(
    chunks,
    {
      open(uri, local, attributes) {
        const name = nameOf(uri, local)
        path.push(name)
        const attribute = (key: string): string => attributes.get(key) ?? ''
        if (path.length === 1) {
          if (name !== 'response:responsePack') throw new SyntaxError(`not a responsePack: ${name}`)
          for (const key of ['id', 'state', 'note', 'programVersion', 'ico'] as const) pack[key] = attribute(key)
        } else if (path.length === 2 && name === 'response:responsePackItem') {
          if (items.length >= MAX_ITEMS) throw new SyntaxError('too many items')
          item = { id: attribute('id'), state: attribute('state'), note: attribute('note'), details: [], orders: [] }
        } else if (path.length === 3 && item) {
          if (name === 'response:errorDetail') item.duplicities = []
          else item.inner = { name, state: attribute('state') }
        } else if (name === 'response:recordDuplicity') {
          duplicity = { id: '', number: '' }
        } else if (name === 'documentresponse:detail') {
          detail = { state: '', errno: '', note: '', path: '', requested: '', produced: '' }
        } else if (path.length === 4 && name === 'documentresponse:producedDetails') {
          produced = { id: '', number: '', actionType: '', extId: '' }
        } else if (path.length === 4 && name === 'list:order') {
          order = { id: '', number: '', extIds: [] }
        } else if (path.length === 6 && name === 'order:extId') {
          extId = { ids: '', exSystemName: '' }
        }
      },
      close(_uri, _local, text) {
        const name = path.pop() ?? ''
        const depth = path.length + 1
        if (detail) {
          if (name === 'documentresponse:state') detail.state = text
          else if (name === 'documentresponse:errno') detail.errno = text
          else if (name === 'documentresponse:note') detail.note = text
          else if (name === 'documentresponse:XPath') detail.path = text
          else if (name === 'documentresponse:valueRequested') detail.requested = text
          else if (name === 'documentresponse:valueProduced') detail.produced = text
          else if (name === 'documentresponse:detail') {
            item?.details.push(detail)
            detail = undefined
          }
        } else if (produced) {
          if (depth === 5 && name === 'documentresponse:id') produced.id = text
          else if (depth === 5 && name === 'documentresponse:number') produced.number = text
          else if (depth === 5 && name === 'documentresponse:actionType') produced.actionType = text
          else if (depth === 6 && name === 'type:ids') produced.extId = text
          else if (depth === 4) {
            if (item) item.produced = produced
            produced = undefined
          }
        } else if (duplicity) {
          if (name === 'response:id') duplicity.id = text
          else if (name === 'response:number') duplicity.number = text
          else if (name === 'response:recordDuplicity') {
            item?.duplicities?.push(duplicity)
            duplicity = undefined
          }
        } else if (order) {
          if (depth === 6 && name === 'order:id') order.id = text
          else if (depth === 7 && name === 'type:numberRequested') order.number = text
          else if (extId && depth === 7 && name === 'type:ids') extId.ids = text
          else if (extId && depth === 7 && name === 'type:exSystemName') extId.exSystemName = text
          else if (extId && depth === 6 && name === 'order:extId') {
            order.extIds.push(extId)
            extId = undefined
          } else if (depth === 4) {
            item?.orders.push(order)
            order = undefined
          }
        } else if (item && depth === 2) {
          items.push(item)
          item = undefined
        }
      },
    },
    LIMITS,
  )
  return { ...pack, items }
}
