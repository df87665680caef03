import Big from 'big.js'
import { child, textAt, type XmlNode } from './xml'

export const keyBy = (record: XmlNode, keys: readonly string[]): string =>
  keys.map((name) => textAt(record, ...name.split('/'))).join('\u0000')

const text = (name: string, value: string): XmlNode => ({ name, attributes: {}, children: [], text: value })
const group = (name: string, children: XmlNode[]): XmlNode => ({ name, attributes: {}, children, text: '' })

/** What is sent takes the place of what stands there; what is not sent stays [inferred]. */
export const merge = (old: XmlNode, given: XmlNode): void => {
  for (const one of given.children) {
    const there = old.children.filter(({ name }) => name === one.name)
    const [first] = there
    if (first && there.length === 1 && one.children.length > 0 && first.children.length > 0) merge(first, one)
    else old.children = [...old.children.filter(({ name }) => name !== one.name), one]
  }
}

/** What comes into a store, or goes out of it when below zero; the stock item is made with its first movement. */
export function moveStock(items: XmlNode[], card: XmlNode, store: XmlNode, quantity: Big): void {
  const isIt = (one: XmlNode): boolean =>
    textAt(one, 'KmKarta', 'Katalog') === textAt(card, 'Katalog') && textAt(one, 'Sklad', 'Nazev') === textAt(store, 'Nazev')
  let item = items.find(isIt)
  if (!item) {
    item = group('Zasoba', [{ ...card, name: 'KmKarta' }, store])
    items.push(item)
  }
  let state = child(item, 'StavZasoby')
  if (!state) {
    state = group('StavZasoby', [text('Zasoba', '0'), text('Rezervace', '0'), text('Objednano', '0')])
    // Its place in the sequence is before the card.
    item.children.splice(item.children[0]?.name === 'konfigurace' ? 1 : 0, 0, state)
  }
  const lies = child(state, 'Zasoba')
  if (lies) lies.text = new Big(lies.text || '0').plus(quantity).toFixed()
}
