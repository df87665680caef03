import { SaxesParser } from 'saxes'
import { canonicalName, namespaces } from './names'

/** One element of a pack. `text` is all its own character data, white space included. */
export interface XmlNode {
  name: string
  attributes: ReadonlyMap<string, string>
  children: XmlNode[]
  text: string
}

const maxDepth = 64

/** Reads a whole document. Throws when it is not well-formed, has a document type, or nests deeper than 64. */
export function parseXml(xml: string): XmlNode {
  const parser = new SaxesParser({ xmlns: true })
  const open: XmlNode[] = []
  let root: XmlNode | undefined
  const addText = (text: string): void => {
    const node = open.at(-1)
    if (node !== undefined) node.text += text
  }
  parser.on('error', (error) => {
    throw error
  })
  parser.on('doctype', () => {
    throw new Error('DTD is prohibited.')
  })
  parser.on('opentag', (tag) => {
    const attributes = new Map<string, string>()
    for (const attribute of Object.values(tag.attributes)) {
      if (attribute.prefix === 'xmlns' || attribute.name === 'xmlns') continue
      attributes.set(canonicalName(attribute.uri, attribute.local), attribute.value)
    }
    const node: XmlNode = { name: canonicalName(tag.uri, tag.local), attributes, children: [], text: '' }
    if (open.length >= maxDepth) throw new Error('nested too deep')
    open.at(-1)?.children.push(node)
    root ??= node
    open.push(node)
  })
  parser.on('closetag', () => {
    open.pop()
  })
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.write(xml).close()
  if (root === undefined) throw new Error('no root element')
  return root
}

/** First child of that name. */
export const child = (node: XmlNode | undefined, name: string): XmlNode | undefined =>
  node?.children.find((one) => one.name === name)
/** Text at the end of a path of names; undefined when any step is missing or the text is empty. */
export const textAt = (node: XmlNode | undefined, ...path: string[]): string | undefined => {
  const text = path.reduce<XmlNode | undefined>(child, node)?.text
  return text === '' ? undefined : text
}

/** An element of an answer. Undefined children and attributes are left out. */
export interface Element {
  name: string
  attributes: Record<string, string | undefined>
  children: readonly (Element | string | undefined)[]
  /** Children after those, made only when they are written: a list is never held as a whole. They use these prefixes. */
  rest?: { prefixes: readonly string[]; each: () => Iterable<Element> }
}

export const el = (
  name: string,
  attributes: Record<string, string | undefined> = {},
  ...children: (Element | string | undefined)[]
): Element => ({ name, attributes, children })

/** An element with text; undefined when there is none, so that it can be left out in place. */
export const textEl = (name: string, text: string | undefined): Element | undefined =>
  text === undefined ? undefined : el(name, {}, text)

const escapeText = (text: string): string => (/[&<>\r]/.test(text) ? escapedText(text) : text)
const escapedText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;')
const escapeAttribute = (text: string): string => (/[^ -!#-%(-;=?-~]/.test(text) ? escapedAttribute(text) : text)
const escapedAttribute = (text: string): string =>
  escapeText(text).replaceAll('"', '&quot;').replaceAll("'", '&#39;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')

function prefixesIn(element: Element, found: Set<string>): Set<string> {
  found.add(element.name.split(':')[0] ?? '')
  for (const one of element.children) if (typeof one === 'object') prefixesIn(one, found)
  for (const prefix of element.rest?.prefixes ?? []) found.add(prefix)
  return found
}

const PIECE = 64 * 1024

/** The document with its namespaces declared on the root, in pieces. `indent` is POHODA's `format_output=1`. */
export function* serializePieces(root: Element, encoding: string, indent: boolean): Generator<string, void, undefined> {
  const used = prefixesIn(root, new Set())
  const declared = Object.fromEntries(
    Object.entries(namespaces).flatMap(([prefix, uri]) => (used.has(prefix) ? [[`xmlns:${prefix}`, uri]] : [])),
  )
  const startOf = ({ name, attributes }: Element): string => {
    let start = `<${name}`
    for (const key in attributes) {
      const value = attributes[key]
      if (value !== undefined) start += ` ${key}="${escapeAttribute(value)}"`
    }
    return start
  }
  const line = (depth: number): string => `\r\n${'\t'.repeat(depth)}`
  const write = (element: Element, depth: number): string => {
    const children = element.children.filter((one) => one !== undefined)
    if (children.length === 0) return `${startOf(element)}/>`
    // Text is never indented: blanks would become part of the value.
    const pad = indent && children.every((one) => typeof one === 'object') ? line(depth + 1) : ''
    const inner = children.map((one) => pad + (typeof one === 'string' ? escapeText(one) : write(one, depth + 1))).join('')
    return `${startOf(element)}>${inner}${pad === '' ? '' : line(depth)}</${element.name}>`
  }
  const hasRest = (element: Element): boolean =>
    element.rest !== undefined || element.children.some((one) => typeof one === 'object' && hasRest(one))
  function* writePieces(element: Element, depth: number): Generator<string, void, undefined> {
    if (!hasRest(element)) {
      yield write(element, depth)
      return
    }
    const pad = indent ? line(depth + 1) : ''
    yield `${startOf(element)}>`
    for (const one of element.children) {
      if (one === undefined) continue
      yield pad
      if (typeof one === 'string') yield escapeText(one)
      else yield* writePieces(one, depth + 1)
    }
    for (const one of element.rest?.each() ?? []) yield pad + write(one, depth + 1)
    yield `${indent ? line(depth) : ''}</${element.name}>`
  }
  let piece = `<?xml version="1.0" encoding="${encoding}"?>\r\n`
  for (const part of writePieces({ ...root, attributes: { ...root.attributes, ...declared } }, 0)) {
    piece += part
    if (piece.length < PIECE) continue
    yield piece
    piece = ''
  }
  yield piece
}
