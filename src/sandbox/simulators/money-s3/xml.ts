import { SaxesParser } from 'saxes'

/** An element with what stands in it; a whole document is small here. */
export interface XmlNode {
  name: string
  attributes: Readonly<Record<string, string>>
  children: XmlNode[]
  text: string
}

/** Throws what saxes throws: not well-formed. */
export function parseXml(source: string): XmlNode {
  const parser = new SaxesParser({ xmlns: false })
  const stack: XmlNode[] = []
  let root: XmlNode | undefined
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const node: XmlNode = { name, attributes: { ...attributes }, children: [], text: '' }
    stack.at(-1)?.children.push(node)
    root ??= node
    stack.push(node)
  })
  parser.on('text', (text) => {
    const node = stack.at(-1)
    if (node) node.text += text
  })
  parser.on('closetag', () => {
    stack.pop()
  })
  parser.write(source).close()
  if (!root) throw new Error('no element')
  return root
}

export const child = (node: XmlNode | undefined, name: string): XmlNode | undefined =>
  node?.children.find((one) => one.name === name)
export const children = (node: XmlNode | undefined, name: string): XmlNode[] =>
  node?.children.filter((one) => one.name === name) ?? []
/** Text of the element at the end of a path, `''` where there is none. */
export const textAt = (node: XmlNode | undefined, ...path: string[]): string => {
  let at = node
  for (const name of path) at = child(at, name)
  return at?.text ?? ''
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

export const element = (name: string, content: string, attributes: Readonly<Record<string, string>> = {}): string => {
  const given = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escaped(value)}"`)
    .join('')
  return `<${name}${given}>${content}</${name}>`
}
export const textElement = (name: string, text: string, attributes?: Readonly<Record<string, string>>): string =>
  element(name, escaped(text), attributes)

/** An element with all that stands in it. */
export const writeNode = (node: XmlNode): string =>
  node.children.length > 0 ? element(node.name, node.children.map(writeNode).join('')) : textElement(node.name, node.text)
