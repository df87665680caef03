import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { readXml, XmlUnreadable } from '../../../../../src/main/connectors/wrap/xml-reader'

const limits = { maxBytes: 10_000, maxDepth: 5, maxTextLength: 100 }

/** In pieces of `size` bytes: characters and the declaration get cut. */
async function* pieces(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

const read = async (bytes: Uint8Array | string, size = 7): Promise<string[]> => {
  const seen: string[] = []
  await readXml(
    pieces(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, size),
    {
      open: (uri, local, attributes) => seen.push(`<${uri} ${local} ${JSON.stringify(Object.fromEntries(attributes))}`),
      close: (_uri, local, text) => seen.push(`${local}=${text}`),
    },
    limits,
  )
  return seen
}

describe('the XML reader', () => {
  it.each([1, 3, 7, 1000])('decodes by the declaration, in pieces of %d bytes', async (size) => {
    const xml = (encoding: string): string => `<?xml version="1.0" encoding="${encoding}"?><a b="ž">Příliš žluťoučký kůň</a>`
    const seen = ['< a {"b":"ž"}', 'a=Příliš žluťoučký kůň']
    expect(await read(iconv.encode(xml('Windows-1250'), 'windows-1250'), size)).toEqual(seen)
    expect(await read(iconv.encode(xml('utf-8'), 'utf-8'), size)).toEqual(seen)
    expect(await read(iconv.encode(xml('utf-16'), 'utf-16le', { addBOM: true }), size)).toEqual(seen)
    expect(await read(iconv.encode(xml('utf-16'), 'utf-16be', { addBOM: true }), size)).toEqual(seen)
    expect(await read(iconv.encode(xml('ISO-8859-2'), 'iso-8859-2'), size)).toEqual(seen)
    expect(await read('<a b="ž">Příliš žluťoučký kůň</a>', size)).toEqual(seen)
    // The mark counts, whatever the declaration says.
    expect(await read(`\ufeff${xml('Windows-1250')}`, size)).toEqual(seen)
  })

  it('goes by namespaces, not by prefixes, and takes CDATA and the five entities', async () => {
    expect(await read('<p:a xmlns:p="urn:x"><q:b xmlns:q="urn:x">1<![CDATA[<2>]]>&amp;&#51;</q:b></p:a>')).toEqual([
      '<urn:x a {}',
      '<urn:x b {}',
      'b=1<2>&3',
      'a=',
    ])
  })

  it.each([
    ['a document type', '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'],
    ['an unknown entity', '<a>&e;</a>'],
    ['a document that is cut off', '<a><b>x</b>'],
    ['nothing at all', ''],
    ['no XML', 'Internal Server Error'],
    ['an unknown encoding', '<?xml version="1.0" encoding="klingon"?><a/>'],
    [
      'bytes of another encoding',
      Buffer.concat([Buffer.from('<?xml version="1.0" encoding="UTF-8"?><a>'), Buffer.of(0xf8), Buffer.from('</a>')]),
    ],
    ['an unknown prefix', '<p:a/>'],
    ['too deep nesting', '<a><a><a><a><a><a/></a></a></a></a></a>'],
    ['too long a text', `<a>${'x'.repeat(101)}</a>`],
    ['too long an attribute', `<a b="${'x'.repeat(101)}"/>`],
    ['too large a document', `<a>${'<b/>'.repeat(3000)}</a>`],
  ])('refuses %s', async (_what, bytes) => {
    await expect(read(bytes)).rejects.toThrow(XmlUnreadable)
  })

  it.each([
    ['a text', '<a>', 'x'],
    ['an attribute', '<a b="', 'x'],
    ['a comment', '<a><!--', 'x'],
    ['a tag name', '<', 'x'],
    ['attributes of one tag', '<a ', 'b="" '],
    ['an instruction', '<a><?p ', 'x'],
    ['an entity', '<a>&', 'x'],
  ])('gives up on %s without an end long before the document’s limit', async (_what, start, rest) => {
    let read = 0
    const endless = async function* (): AsyncIterable<Uint8Array> {
      yield Buffer.from(start)
      for (;;) {
        read += 10 * rest.length
        yield Buffer.from(rest.repeat(10))
      }
    }
    const handler = { open() {}, close() {} }
    await expect(readXml(endless(), handler, { ...limits, maxBytes: 1_000_000 })).rejects.toThrow(XmlUnreadable)
    expect(read).toBeLessThan(1000)
  })

  it('takes names that mean something to JavaScript as names', async () => {
    expect(await read('<constructor __proto__="1" toString="2"/>')).toEqual([
      '< constructor {"__proto__":"1","toString":"2"}',
      'constructor=',
    ])
    for (const refused of ['<a>&constructor;</a>', '<a>&__proto__;</a>', '<constructor:a/>', '<__proto__:a/>'])
      await expect(read(refused)).rejects.toThrow(XmlUnreadable)
  })
})
