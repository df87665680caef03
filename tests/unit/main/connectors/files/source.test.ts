import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CsvRow, csvRows } from '../../../../../src/main/connectors/files/source/csv-rows'
import { decimalReader, type NumberForm } from '../../../../../src/main/connectors/files/source/decimal-text'
import { SourceUnreadable } from '../../../../../src/main/connectors/files/source/fault'
import { parseFields } from '../../../../../src/main/connectors/files/source/fields'
import { stockSource } from '../../../../../src/main/connectors/files/source/read-source'
import { rowsOfFile } from '../../../../../src/main/connectors/files/source/rows'
import { priceSourceSchema, readingSchema, stockSourceSchema } from '../../../../../src/main/connectors/files/source/settings'
import { firstReadings } from '../../../../../src/main/connectors/wrap/first-readings'
import { encodeWindows1250 } from '../../../../../src/main/connectors/wrap/windows-1250'
import { isUnreadable } from '../../../../../src/main/engine/outward/ports'
import type { OutwardAgenda } from '../../../../../src/shared/documents/agenda'
import { dec } from '../../../../../src/shared/documents/decimal'
import type { Failure } from '../../../../../src/shared/failure'

const signal = new AbortController().signal
const HOUR = 3_600_000

let folder: string
/** Hours that the clock is ahead. */
let ahead: number
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bi-source-'))
  ahead = 0
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const clock = { now: () => Date.now() + ahead * HOUR, monotonicMs: () => performance.now() }

interface Given {
  name?: string
  reading?: Record<string, unknown>
  stock?: Record<string, unknown>
  prices?: Record<string, unknown>
}
const open = ({ name = 'sklad.csv', reading, stock, prices }: Given = {}) =>
  stockSource(
    {
      reading: readingSchema.parse({ settleSeconds: 0, ...reading }),
      stock: stockSourceSchema.parse({ file: join(folder, name), ...stock }),
      prices: priceSourceSchema.parse({ ...(prices && { file: join(folder, name) }), ...prices }),
    },
    { clock },
  )
const write = (content: string | Uint8Array, name = 'sklad.csv'): void => writeFileSync(join(folder, name), content)
/** All that is read; what can't be as `reason sku`. */
const read = async (given?: Given, agenda: OutwardAgenda = 'stock-levels') => {
  const { readings } = await firstReadings(open(given), agenda, 1000, signal)
  return readings.map((one) =>
    isUnreadable(one) ? [one.sku, one.problem.params['rowFault'], one.problem.params['rowField'] ?? ''].join(' ').trim() : one,
  )
}
const failure = (given?: Given, agenda: OutwardAgenda = 'stock-levels'): Promise<Failure> =>
  read(given, agenda).then(
    (seen) => {
      throw new Error(`it was read: ${JSON.stringify(seen)}`)
    },
    (error: Failure) => error,
  )
const stock = (fields: string, more: Record<string, unknown> = {}): Given => ({ stock: { fields, ...more } })

describe('CSV', () => {
  /** In pieces of these lengths, again and again. */
  const inPieces = (text: string, lengths: readonly number[], separator = ';'): CsvRow[] => {
    const rows = csvRows({ separator, quote: '"', maxRow: 10_000 })
    const read: CsvRow[] = []
    for (let at = 0, i = 0; at < text.length; i++) {
      const length = lengths[i % lengths.length] ?? 1
      read.push(...rows.write(text.slice(at, at + length)))
      at += length
    }
    return [...read, ...rows.end()]
  }
  const cell = fc.string({ unit: fc.constantFrom('a', 'č', ' ', ';', ',', '"', '\r', '\n', '🎁'), maxLength: 6 })
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 })
  const lineEnd = fc.constantFrom('\r\n', '\n', '\r')
  const pieces = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 })

  it('reads what was written, however it is cut into pieces, as csv-parse does', () => {
    fc.assert(
      fc.property(table, lineEnd, pieces, fc.boolean(), (rows, end, lengths, isEnded) => {
        const quoted = (text: string): string => (/[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
        const lines = rows.map((row) => row.map(quoted).join(';'))
        const text = lines.join(end) + (isEnded ? end : '')
        const seen = inPieces(text, lengths).map(({ cells }) => cells)
        expect(seen).toEqual(rows)
        expect(seen).toEqual(
          parse(text, {
            delimiter: ';',
            record_delimiter: ['\r\n', '\n', '\r'],
            relax_column_count: true,
            skip_empty_lines: true,
          }),
        )
      }),
    )
  })

  it('whatever it is given, it reads as csv-parse does, or refuses as that does', () => {
    const anything = fc.string({ unit: fc.constantFrom('a', ';', '"', '\n'), maxLength: 12 })
    fc.assert(
      fc.property(anything, pieces, (text, lengths) => {
        const reads = (by: () => unknown): unknown => {
          try {
            return by()
          } catch (error) {
            // A quote in the middle of a cell is a character here; csv-parse refuses it.
            fc.pre((error as { code?: string }).code !== 'INVALID_OPENING_QUOTE')
            return 'refused'
          }
        }
        const theirs = reads(() => parse(text, { delimiter: ';', relax_column_count: true, skip_empty_lines: true }))
        expect(reads(() => inPieces(text, lengths).map(({ cells }) => cells))).toEqual(theirs)
      }),
      { numRuns: 500 },
    )
  })

  it('numbers rows by the line they begin on, and takes a quote inside a cell as it is', () => {
    expect(inPieces('a;b\n"x\r\ny";1\n\nMonitor 24" LCD;2', [3])).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['x\r\ny', '1'] },
      { line: 5, cells: ['Monitor 24" LCD', '2'] },
    ])
  })

  it.each([
    ['a cell that never ends', 'x'],
    ['a quote that never ends', '"x;1\n'],
    ['cells without end', ';'],
  ])('%s ends the reading after the length of a row, not of a gigabyte', async (_what, piece) => {
    let given = 0
    const chunk = Buffer.from(piece.repeat(Math.ceil(64_000 / piece.length)))
    async function* gigabyte() {
      yield Buffer.from('sku;physical\n')
      for (; given < 1024 ** 3; given += chunk.length) yield chunk
    }
    const map = parseFields('sku=sku; physical=physical', 'stock-levels')
    if (!map) throw new Error('fields')
    const reading = readingSchema.parse({})
    const rows = rowsOfFile(gigabyte(), { reading, map, rows: undefined, agenda: 'stock-levels' })
    const all = async () => {
      for await (const _ of rows);
    }
    await expect(all()).rejects.toThrow(SourceUnreadable)
    expect(given).toBeLessThan(300_000)
  })

  it('gives its first rows out before it has read on', async () => {
    let given = 0
    async function* rowsForEver() {
      yield Buffer.from('sku;physical\n')
      for (;;) yield Buffer.from(Array.from({ length: 1000 }, () => `K${given++};1\n`).join(''))
    }
    const map = parseFields('sku=sku; physical=physical', 'stock-levels')
    if (!map) throw new Error('fields')
    let seen = 0
    for await (const portion of rowsOfFile(rowsForEver(), {
      reading: readingSchema.parse({}),
      map,
      rows: undefined,
      agenda: 'stock-levels',
    })) {
      seen += portion.length
      if (seen >= 50_000) break
    }
    expect(given - seen).toBeLessThanOrEqual(2000)
  })
})

describe('numbers', () => {
  const reads = (text: string, form: Partial<NumberForm>): string | undefined =>
    decimalReader({ decimal: 'comma', thousands: 'none', ...form })(text)

  it.each([
    ['1234,50', {}, '1234.5'],
    [' -0,00 ', {}, '0'],
    ['+007', {}, '7'],
    ['1.234', {}, undefined],
    ['1,234', {}, '1.234'],
    ['1,234', { decimal: 'point' }, undefined],
    ['1,234', { decimal: 'point', thousands: 'comma' }, '1234'],
    ['1,23', { decimal: 'point', thousands: 'comma' }, undefined],
    ['12,34,567', { decimal: 'point', thousands: 'comma' }, undefined],
    ['1 234 567,8', { thousands: 'space' }, '1234567.8'],
    ['1\u00a0234,8', { thousands: 'space' }, '1234.8'],
    ['1 2345', { thousands: 'space' }, undefined],
    ["1'234.5", { decimal: 'point', thousands: 'apostrophe' }, '1234.5'],
    ['1.234,5', { thousands: 'point' }, '1234.5'],
    ['5,', {}, undefined],
    [',5', {}, undefined],
    ['5 ks', {}, undefined],
    ['12,50 Kč', {}, undefined],
    ['1E3', {}, undefined],
    ['=1+1', {}, undefined],
    ['', {}, undefined],
    ['1'.repeat(40), {}, undefined],
  ] as const)('%j by %j is %j', (text, form, expected) => {
    expect(reads(text, form)).toBe(expected)
  })

  it('come out as they were written, to the last digit', () => {
    const marks = { none: '', space: ' ', point: '.', comma: ',', apostrophe: "'" }
    const form = fc
      .record({
        decimal: fc.constantFrom('point' as const, 'comma' as const),
        thousands: fc.constantFrom(...(Object.keys(marks) as NumberForm['thousands'][])),
      })
      .filter(({ decimal, thousands }) => decimal !== thousands)
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n }),
        fc.stringMatching(/^\d{0,4}$/),
        form,
        (whole, places, used) => {
          const digits = String(whole).replace(/\B(?=(\d{3})+(?!\d))/g, marks[used.thousands])
          const text = places === '' ? digits : `${digits}${used.decimal === 'comma' ? ',' : '.'}${places}`
          const expected = dec(places === '' ? String(whole) : `${whole}.${places}`)
          expect(dec(reads(text, used) ?? 'unread').eq(expected)).toBe(true)
        },
      ),
    )
  })
})

describe('a file of stock', () => {
  const fields = 'sku=Kód; name=Název; physical=Stav; reserved=Rezervace; warehouse="HL"'
  const czech = 'Kód;Název;Stav;Rezervace\r\nA1;Židle;12,5;2\r\nB2;"Stůl; dub";0;\r\n'
  const expected = [
    { sku: 'A1', name: 'Židle', physical: '12.5', reserved: '2', warehouse: 'HL' },
    { sku: 'B2', name: 'Stůl; dub', physical: '0', warehouse: 'HL' },
  ]

  it.each([
    ['UTF-8', Buffer.from(czech), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${czech}`), 'windows-1250'],
    ['Windows-1250', encodeWindows1250(czech), 'windows-1250'],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${czech}`, 'utf16le'), 'utf-8'],
    ['UTF-16, the other way round', Buffer.from(`\ufeff${czech}`, 'utf16le').swap16(), 'utf-16'],
  ])('in %s is read', async (_what, bytes, encoding) => {
    write(bytes)
    expect(await read({ ...stock(fields), reading: { encoding } })).toEqual(expected)
  })

  it.each([
    ['UTF-16 without a mark', Buffer.from(czech, 'utf16le'), 'utf-16', 'encoding'],
    ['Windows-1250 that is called UTF-8', encodeWindows1250(czech), 'utf-8', 'encoding'],
    ['a column that is not there', Buffer.from(czech.replace('Stav', 'Mnozstvi')), 'utf-8', 'column-missing'],
    ['a column that is there twice', Buffer.from(czech.replace('Rezervace', 'Stav')), 'utf-8', 'column-twice'],
    ['a quote without an end', Buffer.from(`${czech}"C3;x;1;2\r\n`), 'utf-8', 'quote-open'],
    ['a text behind a quote', Buffer.from(`${czech}"24" LCD;x;1;2\r\n`), 'utf-8', 'quote-inside'],
    ['nothing at all', Buffer.alloc(0), 'utf-8', 'empty'],
  ])('%s: nothing of it is believed', async (_what, bytes, encoding, fault) => {
    write(bytes)
    const given = {
      ...stock(fields.replace('reserved=Rezervace; ', fault === 'column-twice' ? '' : 'reserved=Rezervace; ')),
      reading: { encoding },
    }
    expect((await failure(given)).problem).toMatchObject({ code: 'source-unreadable', params: { sourceFault: fault } })
  })

  it('without titles, columns are named by their position', async () => {
    write('A1;x;5\nB2;y;6\n')
    expect(await read({ ...stock('sku=#1; physical=#3'), reading: { header: false } })).toEqual([
      { sku: 'A1', physical: '5' },
      { sku: 'B2', physical: '6' },
    ])
    expect((await failure({ ...stock('sku=#1; physical=#4'), reading: { header: false } })).problem.params['column']).toBe('#4')
  })

  it('a row that is not plain is told with its reason, and the others are read', async () => {
    write(
      [
        'sku;n;q;i',
        'A;x;1;ano',
        ';x;1;ano',
        'B;x;;ano',
        'C;x;1.5;ano',
        'D;x;1;možná',
        'E;x;y;1;ano',
        'F;x;1',
        'G\u0000;x;1;ano',
        '"=""0012""";x;1;ano',
        'H;=HYPERLINK(1);1;ne',
        'I;x;=1+1;ano',
        'J;x;2;;',
        '',
      ].join('\n'),
    )
    expect(await read(stock('sku=sku; name=n; physical=q; forSale=i'))).toEqual(
      [
        { sku: 'A', name: 'x', physical: '1', forSale: true },
        'missing sku',
        'B missing physical',
        'C number physical',
        'D yes-no forSale',
        'E cells',
        'F cells',
        'G\u0000 characters sku',
        '="0012" formula sku',
        // It goes on as JSON, and nobody computes a name there.
        { sku: 'H', name: '=HYPERLINK(1)', physical: '1', forSale: false },
        'I number physical',
        { sku: 'J', name: 'x', physical: '2' },
      ].map((one) => (typeof one === 'string' ? one.trim() : one)),
    )
  })

  it.each([
    'sku=a',
    'physical=b',
    'sku=a; physical=b; price=c',
    'sku=a; sku=b; physical=c',
    'sku=a; physical:L=b',
    'sku=; physical=b',
    'constructor=a; sku=a; physical=b',
  ])('a mapping like %j is refused', (text) => {
    expect(parseFields(text, 'stock-levels')).toBeUndefined()
  })
})

describe('a file of prices', () => {
  const priced = (fields: string): Given => ({ prices: { fields } })

  it('has a reading for each price level that has a price', async () => {
    write('kod;cena;A;B;dph\nX;100;90,5;;21 %\nY;;1;2;12\n')
    const fields = 'sku=kod; price=cena; price:A=A; price:VIP 1=B; vatPercent=dph; priceIncludesVat="ne"; currency="czk"'
    const common = { vatPercent: '21', priceIncludesVat: false, currency: 'CZK' }
    expect(await read(priced(fields), 'prices')).toEqual([
      { sku: 'X', price: '100', ...common },
      { sku: 'X', price: '90.5', priceLevel: 'A', ...common },
      'Y missing price',
    ])
  })

  it('has levels in rows, dates of either form, and never a guess at the VAT', async () => {
    write(
      'kod;hladina;cena;od;sdph;dph\nX;A;1;2. 3. 2026;ano;21\nX;;2;2026-03-02;0;21\nZ;;2;31.2.2026;0;21\nQ;;2;;;21\nR;;2;;ano;12.5\n',
    )
    const fields = 'sku=kod; priceLevel=hladina; price=cena; validFrom=od; priceIncludesVat=sdph; vatPercent=dph'
    expect(await read(priced(fields), 'prices')).toEqual([
      { sku: 'X', priceLevel: 'A', price: '1', validFrom: '2026-03-02', priceIncludesVat: true, vatPercent: '21' },
      { sku: 'X', price: '2', validFrom: '2026-03-02', priceIncludesVat: false, vatPercent: '21' },
      'Z date validFrom',
      'Q missing priceIncludesVat',
      'R number vatPercent',
    ])
  })
})

describe('XML and JSON lines', () => {
  const xml = { format: 'xml' }
  const fields = 'sku=@kod; name=nazev; physical=stavy/stav/@mnozstvi; unit=stavy/stav'

  it('XML is read by the path of the element and of its parts, whatever the prefixes', async () => {
    write(
      '<?xml version="1.0" encoding="windows-1250"?><e:export xmlns:e="urn:x"><jine><karta kod="NE"/></jine><karty>' +
        '<karta kod="A1"><nazev>Stul &amp; zidle</nazev><stavy><stav mnozstvi="1 234,5">ks</stav></stavy></karta>' +
        '<karta kod="B2"><stavy><stav mnozstvi="2">ks</stav><stav mnozstvi="3">ks</stav></stavy></karta>' +
        '<karta kod="C3"><stavy/></karta></karty></e:export>',
      'sklad.csv',
    )
    expect(await read({ ...stock(fields, { rows: '/export/karty/karta' }), reading: { ...xml, thousands: 'space' } })).toEqual([
      { sku: 'A1', name: 'Stul & zidle', physical: '1234.5', unit: 'ks' },
      'B2 twice physical',
      'C3 missing physical',
    ])
  })

  it.each([
    ['cut off', '<e><k kod="A"/>'],
    ['with a document type', '<!DOCTYPE e [<!ENTITY x "y">]><e><k kod="&x;"/></e>'],
    ['with no such element', '<e><other/></e>'],
  ])('XML that is %s is not believed', async (_what, text) => {
    write(text)
    expect((await failure({ ...stock('sku=@kod; physical="1"', { rows: 'e/k' }), reading: xml })).problem.code).toBe(
      'source-unreadable',
    )
  })

  it('JSON lines give texts by the form of the settings and numbers exactly or not at all', async () => {
    const lines = [
      { code: 'A', stock: { free: '1,5' }, web: true },
      { code: 'B', stock: { free: 12.25 }, web: false },
      { code: 'C', stock: { free: 1e-7 } },
      { code: 'D', stock: { free: [1] } },
      { code: 'E', stock: { free: null } },
    ]
    write(`${lines.map((one) => JSON.stringify(one)).join('\n')}\n{"code":"F","stock":{"free":12345678901234.5678}}\n`)
    expect(await read({ ...stock('sku=code; physical=stock.free; forSale=web'), reading: { format: 'jsonl' } })).toEqual([
      { sku: 'A', physical: '1.5', forSale: true },
      { sku: 'B', physical: '12.25', forSale: false },
      'C kind physical',
      'D kind physical',
      'E missing physical',
      'F kind physical',
    ])
    write('{"code":"A","stock":{"free":"1"}}\n{"code":"B","st')
    expect(
      (await failure({ ...stock('sku=code; physical=stock.free'), reading: { format: 'jsonl' } })).problem.params['sourceFault'],
    ).toBe('not-json')
  })
})

describe('when a file is ready', () => {
  const plain = 'sku;physical\nA;1\n'
  const readsOne = [{ sku: 'A', physical: '1' }]
  const simple = stock('sku=sku; physical=physical')

  it('one that has not changed for too long is a failure, never the same again in silence; so is one from the future', async () => {
    write(plain)
    ahead = 35
    expect(await read(simple)).toEqual(readsOne)
    for (const hours of [37, -37]) {
      ahead = hours
      expect(await failure(simple)).toMatchObject({
        retry: true,
        effect: 'nothing',
        problem: { code: 'source-too-old', params: { hours: '36' } },
      })
    }
  })

  it('one that is not there, or a folder, is a failure', async () => {
    expect((await failure(simple)).problem.code).toBe('is-not-found')
    mkdirSync(join(folder, 'sklad.csv'))
    expect((await failure(simple)).problem.code).toBe('is-not-found')
  })

  it('with a mark, only one whose mark is there and not older', async () => {
    const marked = { ...simple, reading: { doneName: '{file}.done' } }
    write(plain)
    expect((await failure(marked)).problem).toMatchObject({
      code: 'source-not-ready',
      params: { mark: join(folder, 'sklad.csv.done') },
    })
    write('', 'sklad.csv.done')
    expect(await read(marked)).toEqual(readsOne)
    utimesSync(join(folder, 'sklad.csv.done'), new Date(), new Date(Date.now() - 60_000))
    expect((await failure(marked)).problem.code).toBe('source-not-ready')
  })

  it('a star means the newest one that fits, and never its mark', async () => {
    write(plain.replace('A', 'OLD'), 'sklad-1.csv')
    utimesSync(join(folder, 'sklad-1.csv'), new Date(), new Date(Date.now() - 120_000))
    write(plain, 'sklad-2.csv')
    write('', 'sklad-2.csv.done')
    write('nothing of ours', 'jine.csv')
    expect(await read({ ...simple, name: 'sklad-*', reading: { doneName: '{file}.done' } })).toEqual(readsOne)
    expect((await failure({ ...simple, name: 'zadny-*' })).problem.code).toBe('is-not-found')
  })

  it('a last line that is agreed must be there, and is no row', async () => {
    for (const [format, whole, cut] of [
      ['csv', `${plain}#KONEC\n`, plain],
      ['jsonl', '{"sku":"A","physical":"1"}\n#KONEC\n', '{"sku":"A","physical":"1"}\n'],
    ] as const) {
      const given = { ...simple, reading: { format, endLine: '#KONEC' } }
      write(whole)
      expect(await read(given)).toEqual(readsOne)
      write(cut)
      expect((await failure(given)).problem.params['sourceFault']).toBe('end-missing')
    }
  })

  it('one that changes while it is read ends in a failure: its end never means that all was read', async () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => `K${i};1`).join('\n')
    write(`sku;physical\n${rows}\n`)
    const reading = open(simple).readStock?.({}, signal)
    let seen = 0
    const all = async (): Promise<void> => {
      for await (const portion of reading ?? []) {
        if (seen === 0) write(`sku;physical\n${rows}\nNEW;1\n`)
        seen += portion.length
      }
    }
    await expect(all()).rejects.toMatchObject({ problem: { code: 'source-not-ready' } })
    expect(seen).toBeGreaterThan(0)
  })

  it('one that is still growing is waited for, a while', async () => {
    write(plain)
    let size = 0
    const growing = setInterval(() => write(`${plain}${'B;1\n'.repeat(++size)}`), 200)
    try {
      expect((await failure({ ...simple, reading: { settleSeconds: 1 } })).problem.code).toBe('source-not-ready')
    } finally {
      clearInterval(growing)
    }
    expect(await read({ ...stock('sku=sku; physical=physical'), reading: { settleSeconds: 1 } })).toHaveLength(size + 1)
  }, 30_000)

  it('giving up in the middle says so and leaves nothing open', async () => {
    write(`sku;physical\n${'A;1\n'.repeat(50_000)}`)
    const stop = new AbortController()
    const reading = open(simple).readStock?.({}, stop.signal)
    const all = async (): Promise<void> => {
      for await (const _ of reading ?? []) stop.abort()
    }
    await expect(all()).rejects.toMatchObject({ effect: 'nothing' })
  })

  it('a person sees the first readings, and whether there are more', async () => {
    write('sku;physical\nA;1\nB;?\nC;3\n')
    const first = await firstReadings(open(simple), 'stock-levels', 2, signal)
    expect(first).toMatchObject({ more: true, readings: [{ sku: 'A' }, { sku: 'B', problem: { code: 'source-row-unfit' } }] })
    expect((await firstReadings(open(simple), 'stock-levels', 3, signal)).more).toBe(false)
    await expect(firstReadings(open(simple), 'prices', 3, signal)).rejects.toMatchObject({
      problem: { code: 'outward-unsupported' },
    })
  })
})

it('the example in docs/connectors/files.md is read as it stands there', async () => {
  const text = readFileSync(resolve(import.meta.dirname, '../../../../../docs/connectors/files.md'), 'utf8')
  const [, csv = '', json = ''] = /and how it is read:\n\n```\n([\s\S]*?)```\n```json\n([\s\S]*?)```/.exec(text) ?? []
  const settings = JSON.parse(json) as Record<'stock' | 'prices' | 'reading', Record<string, unknown>>
  write(encodeWindows1250(csv), 'sklad-1.csv')
  write('', 'sklad-1.csv.done')
  const here = { file: join(folder, 'sklad-*.csv') }
  const given: Given = {
    reading: settings.reading,
    stock: { ...settings.stock, ...here },
    prices: { ...settings.prices, ...here },
  }
  expect(await read(given)).toEqual([{ sku: 'A1', name: 'Židle', physical: '12.5', reserved: '2' }])
  const common = { sku: 'A1', vatPercent: '21', priceIncludesVat: false }
  expect(await read(given, 'prices')).toEqual([
    { ...common, price: '1250' },
    { ...common, price: '1190', priceLevel: 'VIP' },
  ])
})
