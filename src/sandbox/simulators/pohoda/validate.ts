import { dataPack, dataPackItem, documents } from './documents-schema'
import { checkAttributes, checkNode, type Verdict } from './schema'
import type { XmlNode } from './xml'

/** POHODA looks at the envelope first, then at each item by itself: a bad envelope stops all, a bad item only itself. */

const none = (): Verdict => ({ errors: [], unknown: false })

export function checkEnvelope(root: XmlNode): Verdict {
  const verdict = none()
  if (root.name !== 'dat:dataPack') {
    verdict.errors.push(`The element '${root.name}' is used but not declared in the DTD/Schema.`)
    return verdict
  }
  checkAttributes(root, dataPack, verdict)
  const names = root.children.map((one) => one.name)
  if (names[0] === 'dat:transformation') verdict.unknown = true
  const items = names[0] === 'dat:transformation' ? names.slice(1) : names
  if (items.length === 0 || items.some((name) => name !== 'dat:dataPackItem') || /[^ \t\r\n]/.test(root.text)) {
    verdict.errors.push(`Element content of 'dat:dataPack' is invalid according to the DTD/Schema. Expecting: dat:dataPackItem.`)
  }
  return verdict
}

export function checkItem(item: XmlNode): Verdict {
  const verdict = none()
  checkAttributes(item, dataPackItem, verdict)
  const [document, ...more] = item.children
  if (document === undefined || more.length > 0 || /[^ \t\r\n]/.test(item.text)) {
    verdict.errors.push(`Element content of 'dat:dataPackItem' is invalid according to the DTD/Schema. Expecting: one document.`)
    return verdict
  }
  const type = documents[document.name]
  if (type !== undefined) checkNode(document, type, verdict)
  // Another of POHODA's documents, or no document at all: the simulator can't tell which.
  else verdict.unknown = true
  return verdict
}
