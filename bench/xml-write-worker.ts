import { create } from 'xmlbuilder2'
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces'
import { mapOrder } from '../src/main/connectors/pohoda/map-order'
import { itemBytes } from '../src/main/connectors/pohoda/pack'
import { type MappingSettings, mappingSchema } from '../src/main/connectors/pohoda/settings'
import { encodeWindows1250, inWindows1250 } from '../src/main/connectors/wrap/windows-1250'
import { writeXml, type XmlElement } from '../src/main/connectors/wrap/xml-writer'
import { generateOrder } from '../src/sandbox/seed/order'
import { createRandom } from '../src/sandbox/seed/random'
import type { Order } from '../src/shared/documents/order'
import { itemText } from './order-template'

/**
 * Orders of twelve lines to the bytes of POHODA's pack items: `node worker.mjs COUNT ROUNDS`. All ways in one process, in turn; prints the
 * milliseconds of each way in each round. Every way's bytes are compared with the first one's.
 */
const count = Number(process.argv[2])
const rounds = Number(process.argv[3])
/** Of orders by xmlbuilder2, which takes some thirty times as long. */
const few = Math.max(1, Math.floor(count / 20))

const settings: MappingSettings = { mapping: mappingSchema.parse({}), exSystemName: 'BUSINESS-INTEGRATOR' }
/** So many that differ in their content; making them takes longer than all that is measured. */
const kinds: Order[] = []
const random = createRandom(20260301)
while (kinds.length < Math.min(count, 500)) {
  const order = generateOrder(random, { plain: true, lines: 12 })
  // What the templates write: no charges, nothing rounded, no letter that the code page lacks.
  const isPlain =
    order.charges === undefined && order.totals.gross === order.totals.payable && order.paymentMethod === 'bank-transfer'
  if (isPlain && [...JSON.stringify(order)].every((letter) => inWindows1250(letter.charCodeAt(0)))) kinds.push(order)
}
const orders = Array.from({ length: count }, (_, index) => {
  const id = String(index).padStart(9, '0')
  return { itemId: `item-${id}`, order: structuredClone({ ...(kinds[index % kinds.length] as Order), number: `OBJ-${id}` }) }
})
const documents = orders.map(({ itemId, order }) => ({
  itemId,
  agenda: 'orders' as const,
  test: false,
  payload: order,
}))
const mapped = (document: (typeof documents)[number]): XmlElement =>
  mapOrder(document as Parameters<typeof mapOrder>[0], settings).item

function byBuilder(element: XmlElement): string {
  const add = (parent: XMLBuilder, { name, attributes, content }: XmlElement): void => {
    const here = parent.ele(name, attributes ?? {})
    if (typeof content === 'string') {
      if (content !== '') here.txt(content)
    } else for (const child of content) add(here, child)
  }
  const document = create()
  add(document, element)
  return document.end({ headless: true })
}

const texts = documents.map((document) => writeXml(mapped(document)))
for (const [index, { itemId, order }] of orders.entries()) {
  const ours = texts[index]
  const theirs = itemText(itemId, order)
  if (ours !== theirs) {
    const at = [...theirs].findIndex((letter, place) => letter !== ours?.[place])
    throw new Error(`the template makes something else: ${theirs.slice(at - 30, at + 60)} for ${ours?.slice(at - 30, at + 60)}`)
  }
}
for (const document of documents.slice(0, few))
  if (byBuilder(mapped(document)) !== writeXml(mapped(document))) throw new Error('xmlbuilder2 makes something else')
const bytes = texts.reduce((sum, text) => sum + text.length, 0)

/** As in a run: a pack of a hundred is mapped, written, and gone. Told apart are the mapping and the writing. */
const PACK = 100
function inPacks(
  part: (document: (typeof documents)[number]) => XmlElement,
  write: (tree: XmlElement) => number,
  of = documents,
) {
  let sum = 0
  let mappingMs = 0
  let writingMs = 0
  for (let from = 0; from < of.length; from += PACK) {
    const begun = performance.now()
    const trees = of.slice(from, from + PACK).map(part)
    const ready = performance.now()
    for (const tree of trees) sum += write(tree)
    mappingMs += ready - begun
    writingMs += performance.now() - ready
  }
  return { sum, mappingMs, writingMs }
}
/** Time of the work alone. */
const alone = (work: () => number) => {
  const begun = performance.now()
  return { sum: work(), ms: performance.now() - begun }
}
const ours = () => inPacks(mapped, (tree) => itemBytes(tree).length)

const told: Record<string, number[]> = {}
const keep = (name: string, ms: number): void => {
  told[name] = [...(told[name] ?? []), ms]
}
for (let round = 0; round <= rounds; round++) {
  // The first round only makes the code hot.
  if (round === 1) for (const name of Object.keys(told)) told[name] = []
  const templates = alone(() =>
    orders.reduce((sum, { itemId, order }) => sum + encodeWindows1250(itemText(itemId, order)).length, 0),
  )
  const own = ours()
  const encoded = alone(() => texts.reduce((sum, text) => sum + encodeWindows1250(text).length, 0))
  const utf8 = alone(() => texts.reduce((sum, text) => sum + Buffer.from(text, 'utf8').length, 0))
  const built = inPacks(mapped, (tree) => encodeWindows1250(byBuilder(tree)).length, documents.slice(0, few))
  for (const { sum } of [templates, own, encoded]) if (sum !== bytes) throw new Error(`${sum} bytes instead of ${bytes}`)
  if (utf8.sum <= bytes) throw new Error('these texts have no letters with accents')
  if (built.sum === 0) throw new Error('nothing was built')
  keep('templates', templates.ms)
  keep('writer', own.writingMs)
  keep('mapping', own.mappingMs + own.writingMs)
  keep('windows1250', encoded.ms)
  keep('utf8', utf8.ms)
  keep('xmlbuilder2', (built.writingMs * count) / few)
}
console.log(JSON.stringify({ count, bytes, told }))
