import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { type XmlPart, xmlStream } from '../../../../../src/main/connectors/wrap/xml-stream'
import { XmlUnreadable } from '../../../../../src/main/connectors/wrap/xml-unreadable'
import { readWithSaxes } from '../../../../support/saxes-reader'

const limits = { maxBytes: 1_000_000, maxDepth: 12, maxTextLength: 5000 }
const nameOf = (uri: string, local: string): string => `${uri} ${local}`

/** All that a document tells, or undefined when it is refused. Anything else that is thrown is a fault of the reader. */
type Told = readonly string[] | undefined
const refusedOr = async (work: () => Promise<string[]>): Promise<Told> => {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof XmlUnreadable)) throw error
    return undefined
  }
}

function* cut(bytes: Uint8Array, sizes: readonly number[]): Iterable<Uint8Array> {
  for (let from = 0, turn = 0; from < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1
    yield bytes.subarray(from, from + size)
    from += size
  }
}
async function* later(pieces: Iterable<Uint8Array>): AsyncIterable<Uint8Array> {
  yield* pieces
}

const attributesOf = (attributes: ReadonlyMap<string, string>): string =>
  JSON.stringify([...attributes].filter(([name]) => name !== 'xmlns'))
const ours = (bytes: Uint8Array, sizes: readonly number[]): Promise<Told> =>
  refusedOr(async () => {
    const told: string[] = []
    const every: XmlPart = {
      open: (attributes, uri, local) => told.push(`<${uri} ${local} ${attributesOf(attributes)}`),
      close: (text, uri, local) => told.push(`>${uri} ${local} ${text}`),
    }
    every.others = every
    const stream = xmlStream({ others: every }, { nameOf, limits })
    for (const piece of cut(bytes, sizes)) stream.write(piece)
    stream.end()
    return told
  })
const saxes = (bytes: Uint8Array, sizes: readonly number[]): Promise<Told> =>
  refusedOr(async () => {
    const told: string[] = []
    await readWithSaxes(
      later(cut(bytes, sizes)),
      {
        open: (uri, local, attributes) => told.push(`<${uri} ${local} ${attributesOf(attributes)}`),
        close: (uri, local, text) => told.push(`>${uri} ${local} ${text}`),
      },
      limits,
    )
    return told
  })
/** Whether it is refused when nobody asks for anything in it. */
const passedOver = (bytes: Uint8Array, sizes: readonly number[]): Promise<Told> =>
  refusedOr(async () => {
    const stream = xmlStream({}, { nameOf, limits })
    for (const piece of cut(bytes, sizes)) stream.write(piece)
    stream.end()
    return []
  })

const name = fc.constantFrom('a', 'b', 'p:a', 'q:b', 'p:žluť', 'xml:lang', 'a-b.c', 'constructor', '__proto__', 'stk:stockHeader')
const text = fc.oneof(
  fc
    .string({ unit: 'binary', maxLength: 20 })
    .map((raw) => raw.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f<&\ufffe\uffff]|\]\]>/g, '')),
  fc.constantFrom(
    'Příliš žluťoučký kůň',
    'x',
    '',
    ' ',
    '\r\n\t',
    ']]',
    ']',
    'a\rb',
    '€',
    '12.50',
    '&amp;&lt;',
    '&#x17e;',
    '&#13;',
    "'",
    '"',
    '>',
  ),
)
const value = text.map((raw) => raw.replaceAll('"', '&quot;'))
const filler = fc.constantFrom('', '', ' ', '\n', '<!-- poznámka -->', '<?p x?>', '<![CDATA[<a>&]]]]>', '<!---->', '<?p?>')
const outside = fc.constantFrom('', '', ' ', '\r\n', '<!-- poznámka -->', '<?p x?>')
const declarations = fc.constantFrom(
  '',
  ' xmlns:p="urn:p" xmlns:q="urn:q"',
  ' xmlns="urn:d"',
  ' xmlns=""',
  ' xmlns:p="urn:other"',
)
const attributes = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  fc
    .uniqueArray(fc.tuple(name, value, fc.constantFrom(' ', '\n', '  ')), {
      maxLength: 3,
      selector: ([key]) => key.replace(/^[pq]:/, ''),
    })
    .map((list) => list.map(([key, raw, gap]) => `${gap}${key}="${raw}"`).join('')),
)
const { element } = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .tuple(
      name,
      declarations,
      attributes,
      fc.array(fc.oneof({ maxDepth: 4 }, text, filler, tie('element')), { maxLength: 4 }),
      fc.nat(200),
    )
    .map(([tag, declared, given, content, luck]) => {
      const inner = content.join('')
      return inner === '' && luck < 150
        ? `<${tag}${declared}${given}/>`
        : `<${tag}${declared}${given}>${inner}</${luck === 0 ? 'a' : tag}${luck < 20 ? ' ' : ''}>`
    }),
}))
const encodings = ['utf-8', 'windows-1250', 'iso-8859-2', 'utf-16le', 'windows-1257'] as const
const document = fc
  .tuple(
    fc.constantFrom(...encodings),
    fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom('', '1.0') },
      { weight: 1, arbitrary: fc.constantFrom('1.1', '1.0" standalone="yes', '1.5', '2') },
    ),
    outside,
    element,
    outside,
    fc.nat(19),
  )
  .map(([encoding, version, before, root, after, luck]) => {
    const declaration =
      version === '' && encoding === 'utf-8'
        ? ''
        : `<?xml version="${version || '1.0'}" encoding="${encoding}"?>`
            .replace(/(standalone="yes)(" encoding="[^"]*")/, '$2 $1"')
            .replace('"" ', '" ')
    const wrapped = luck < 19 ? `<r xmlns:p="urn:p" xmlns:q="urn:q" xmlns:stk="urn:s">${root}</r>` : root
    const bytes = iconv.encode(`${declaration}${before}${wrapped}${after}`, encoding, { addBOM: encoding === 'utf-16le' })
    return encoding === 'utf-8' && luck % 3 === 0 ? Buffer.concat([Buffer.of(0xef, 0xbb, 0xbf), bytes]) : bytes
  })
const crumbs = [
  ...[
    '<',
    '>',
    '</',
    '/>',
    '&',
    '&e;',
    ';',
    ']]>',
    '<!--',
    '--',
    '-->',
    '<![CDATA[',
    '<?',
    '?>',
    '<?xml version="1.0"?>',
    '<!DOCTYPE a>',
    '"',
    "'",
    '=',
    ' ',
    '\0',
    '\x0b',
    '\x7f',
  ],
  ...[
    '&#0;',
    '&#x110000;',
    '&#xd800;',
    '&#65;',
    ':',
    'xmlns',
    ' xmlns:z=""',
    ' xmlns:xml="urn:x"',
    ' xmlns:xmlns="urn:x"',
    ' a="1" a="2"',
    'é',
    '\ufffe',
    '\uffff',
    '\ufeff',
    '\u{1f600}',
  ],
].map((crumb) => Buffer.from(crumb))
const change = fc.tuple(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.constantFrom('put', 'cut', 'flip'),
  fc.nat(crumbs.length - 1),
)
const changes = fc.oneof(fc.constant([]), fc.array(change, { minLength: 1, maxLength: 3 }))
const changed = (bytes: Buffer, list: readonly (readonly [number, string, number])[]): Buffer =>
  list.reduce((now, [where, what, which]) => {
    const at = Math.floor(where * now.length)
    if (what === 'cut') return Buffer.concat([now.subarray(0, at), now.subarray(at + 1 + (which % 4))])
    if (what === 'put') return Buffer.concat([now.subarray(0, at), crumbs[which] ?? Buffer.alloc(0), now.subarray(at)])
    const copy = Buffer.from(now)
    if (copy.length > 0) copy[at % copy.length] = (copy[at % copy.length] ?? 0) ^ (1 << (which % 8))
    return copy
  }, bytes)
const sizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 4000 })), {
  minLength: 1,
  maxLength: 4,
})
const RUNS = Number(process.env['XML_DOCUMENTS'] ?? 1000)

describe('the streaming XML reader', () => {
  it('tells of documents, well-formed and damaged, exactly what saxes tells, in whatever pieces they come', async () => {
    let refused = 0
    await fc.assert(
      fc.asyncProperty(document, changes, sizes, async (bytes, list, pieces) => {
        const damaged = changed(bytes, list)
        // A second byte order mark is a text outside of the root element; saxes drops it, too.
        fc.pre(!damaged.toString('latin1').startsWith('\u00ef\u00bb\u00bf\u00ef\u00bb\u00bf'))
        const told = await ours(damaged, pieces)
        expect(told).toEqual(await saxes(damaged, pieces))
        expect((await passedOver(damaged, pieces)) === undefined).toBe(told === undefined)
        if (told === undefined) refused++
      }),
      { numRuns: RUNS },
    )
    // Neither kind is rare.
    expect(refused).toBeGreaterThan(RUNS / 10)
    expect(refused).toBeLessThan((RUNS * 9) / 10)
  })

  const read = (xml: string, document: XmlPart): void => {
    const stream = xmlStream(document, { nameOf: (uri, local) => (uri === '' ? local : `${uri}:${local}`), limits })
    for (const piece of cut(Buffer.from(xml), [5])) stream.write(piece)
    stream.end()
  }
  const within = (name: string, part: XmlPart): XmlPart => ({ parts: new Map([[name, part]]) })

  it('tells what was asked for where it was asked for, and nothing else', () => {
    const told: string[] = []
    const price: XmlPart = { open: (attributes) => told.push(`vat ${attributes.get('vat')}`), close: (text) => told.push(text) }
    read(
      '<list xmlns:c="urn:c"><c:card>a<price vat="21">12.50</price>b<other><price>9</price></other><c:price>8</c:price></c:card><price>7</price></list>',
      within('list', within('urn:c:card', { ...within('price', price), close: (text) => told.push(text) })),
    )
    expect(told).toEqual(['vat 21', '12.50', 'ab'])
  })

  it('knows a prefix by what it stands for where it stands', () => {
    const told: string[] = []
    const every: XmlPart = { close: (_text, uri, local) => told.push(`${uri} ${local}`) }
    every.others = every
    read('<p:a xmlns:p="urn:1"><p:a xmlns:p="urn:2"><p:a/></p:a><p:a/><a xmlns="urn:3"/><a/></p:a>', { others: every })
    expect(told).toEqual(['urn:2 a', 'urn:2 a', 'urn:1 a', 'urn:3 a', ' a', 'urn:1 a'])
  })

  it('counts the elements of each record, and refuses one with too many', () => {
    const document = (maxElements: number): XmlPart => within('list', within('card', { maxElements }))
    const records = '<card><a><b/></a></card>'.repeat(50)
    read(`<list>${records}</list>`, document(2))
    expect(() => read(`<list>${records}<card><a/><a/><a/></card></list>`, document(2))).toThrow('too many elements')
  })

  it('is not held up by names that are many, or made to collide', () => {
    const many = (count: number): string => `<list>${Array.from({ length: count }, (_, at) => `<n${at}/>`).join('')}</list>`
    read(many(4000), {})
    expect(() => read(many(5000), {})).toThrow('too many names')
    // Of one length and one sum, as every name made of these pairs.
    const collide = Array.from(
      { length: 512 },
      (_, at) => `<${[...at.toString(2).padStart(9, '0')].map((bit) => (bit === '0' ? 'Aa' : 'BB')).join('')}/>`,
    )
    expect(() => read(`<list>${collide.join('')}</list>`, {})).toThrow('too many names')
  })

  it('passes over a text of any length that nobody asked for', () => {
    const long = `<list><picture>${'QUJD'.repeat(20_000)}]]&amp;</picture><x>1</x></list>`
    const told: string[] = []
    read(long, within('list', within('x', { close: (text) => told.push(text) })))
    expect(told).toEqual(['1'])
    expect(() => read(long, within('list', within('picture', { close() {} })))).toThrow('too long')
  })
})
