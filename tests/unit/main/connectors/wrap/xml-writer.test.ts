import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { create } from 'xmlbuilder2'
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces'
import { fitText } from '../../../../../src/main/connectors/wrap/fit-text'
import { el, writeStartTag, writeXml, type XmlElement } from '../../../../../src/main/connectors/wrap/xml-writer'

const name = fc.stringMatching(/^[a-z][a-zA-Z0-9_.-]{0,8}$/)
/** Any text that XML can hold: what the mapping hands over has gone through `fitText`, and more than that. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }).map((raw) => fitText(raw).text),
  fc.string({ unit: 'grapheme' }).filter((raw) => !/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/.test(raw)),
  fc.constantFrom('', ' ', '\n', 'a & b < c > d "e" \'f\'', ']]>', '&amp;', 'Příliš žluťoučký\nkůň\t'),
)
const attributeText = text.map((value) => value.replace(/[\t\n\r]/g, ' '))
const tree: fc.Arbitrary<XmlElement> = fc.letrec<{ tree: XmlElement }>((tie) => ({
  tree: fc.record({
    name,
    attributes: fc.dictionary(name, attributeText, { maxKeys: 3, noNullPrototype: true }),
    content: fc.oneof({ maxDepth: 4 }, text, fc.array(tie('tree'), { maxLength: 4 })),
  }),
})).tree

/** xmlbuilder2 takes `&amp;` in a text for an `&` that is escaped already, which would lose it: it must be told twice. */
const told = (value: string): string => value.replace(/&(?=(?:lt|gt|amp|apos|quot);)/g, '&amp;')

const oracle = (element: XmlElement): string => {
  const add = (parent: XMLBuilder, { name: tag, attributes, content }: XmlElement): void => {
    const here = parent.ele(tag, Object.fromEntries(Object.entries(attributes ?? {}).map(([key, value]) => [key, told(value)])))
    if (typeof content === 'string') {
      if (content !== '') here.txt(told(content))
    } else for (const child of content) add(here, child)
  }
  const document = create()
  add(document, element)
  return document.end({ headless: true })
}

describe('the XML writer', () => {
  it('writes what xmlbuilder2 writes, for any tree and any text that XML can hold', () => {
    fc.assert(
      fc.property(tree, (element) => {
        expect(writeXml(element)).toBe(oracle(element))
      }),
      { numRuns: 1000 },
    )
  })

  it('keeps line breaks and tabs where XML readers would change them', () => {
    expect(writeXml(el('a', 'x\r\ny'))).toBe('<a>x&#xD;\ny</a>')
    expect(writeXml(el('a', '', { b: 'x\t\n\r"y' }))).toBe('<a b="x&#x9;&#xA;&#xD;&quot;y"/>')
  })

  it('never indents: blanks inside an element count for its length', () => {
    expect(writeXml(el('a', [el('b', [el('c', ' x ')]), undefined]))).toBe('<a><b><c> x </c></b></a>')
  })

  it.each(['\u0000', '\u0007', '\u000b', '\u001f', '\ud800', '\udc00x', '\uffff'])('refuses what XML cannot hold: %j', (bad) => {
    expect(() => writeXml(el('a', `x${bad}y`))).toThrow(RangeError)
    expect(() => writeStartTag('a', { b: `x${bad}y` })).toThrow(RangeError)
  })

  it('lets astral characters through', () => {
    expect(writeXml(el('a', '😀'))).toBe('<a>😀</a>')
  })

  it.each(['', '1a', 'a b', 'a>', 'a:b:c', '<'])('refuses a name that is none: %j', (bad) => {
    expect(() => writeXml(el(bad, 'x'))).toThrow(RangeError)
  })
})
