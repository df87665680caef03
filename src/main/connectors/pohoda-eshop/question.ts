import { readXml, type XmlLimits, XmlUnreadable } from '../wrap/xml-reader'

/** What POHODA asks of an internet shop: a data pack with a request for a list. */
export interface Question {
  /** Ids of the pack and of its item; the answer carries the same. */
  packId: string
  itemId: string
  /** Of the accounting unit that asks. */
  ico: string
  /** Which list; `other`: something that this shop doesn't have. */
  kind: 'orders' | 'addresses' | 'other'
  /** The request's own name, for the log. */
  name: string
  /** Names of the fields that it filters by. */
  filters: readonly string[]
  /** The Slovak edition was seen with namespaces of its own host; it is answered in the same. */
  host: 'cz' | 'sk'
}

const LIMITS: XmlLimits = { maxBytes: 1024 * 1024, maxDepth: 16, maxTextLength: 64 * 1024 }
const NAMESPACE = /^https?:\/\/www\.stormware\.(cz|sk)\/schema\/version_2\/(\w+)\.xsd$/
const MAX_WORDS = 64

async function* one(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}

/** Throws `XmlUnreadable` for anything but a data pack with exactly one item. */
export async function readQuestion(bytes: Uint8Array): Promise<Question> {
  let question: Question = { packId: '', itemId: '', ico: '', kind: 'other', name: '', filters: [], host: 'cz' }
  const filters: string[] = []
  let depth = 0
  let items = 0
  let inFilter = false
  await readXml(
    one(bytes),
    {
      open(uri, local, attributes) {
        depth++
        const [, host, schema] = NAMESPACE.exec(uri) ?? []
        const name = `${schema ?? '?'}:${local}`
        const attribute = (key: string): string => (attributes.get(key) ?? '').slice(0, MAX_WORDS)
        if (depth === 1) {
          if (name !== 'data:dataPack') throw new XmlUnreadable(`not a dataPack: ${name.slice(0, MAX_WORDS)}`)
          question = { ...question, packId: attribute('id'), ico: attribute('ico'), host: host === 'sk' ? 'sk' : 'cz' }
        } else if (depth === 2) {
          if (name !== 'data:dataPackItem' || ++items > 1) throw new XmlUnreadable('more than one request')
          question = { ...question, itemId: attribute('id') }
        } else if (depth === 3) {
          if (question.name !== '') throw new XmlUnreadable('more than one request')
          const orders = name === 'list:listOrderRequest' && ['', 'receivedOrder'].includes(attribute('orderType'))
          const kind = orders ? 'orders' : name === 'list_addBook:listAddressBookRequest' ? 'addresses' : 'other'
          question = { ...question, kind, name: name.slice(0, MAX_WORDS) }
        } else if (depth === 5) inFilter = name === 'filter:filter'
        else if (depth === 6 && inFilter && filters.length < 20) filters.push(local.slice(0, MAX_WORDS))
      },
      close() {
        depth--
      },
    },
    LIMITS,
  )
  if (question.name === '') throw new XmlUnreadable('no request')
  return { ...question, filters }
}

/** Dates limit what is asked for, and what is new here is what is wanted; a filter for certain documents asks for something else. */
const HARMLESS = new Set(['dateFrom', 'dateTill', 'lastChanges'])
export const wantsNewOrders = ({ kind, filters }: Question): boolean =>
  kind === 'orders' && filters.every((filter) => HARMLESS.has(filter))
