import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAcknowledgement } from '../../../../../src/main/connectors/files/acknowledgement'
import { DEFAULT_COLUMNS, parseColumns } from '../../../../../src/main/connectors/files/columns'
import { csvOf } from '../../../../../src/main/connectors/files/csv'
import { fieldNames } from '../../../../../src/main/connectors/files/fields'
import { ackNameOf, fileNameOf, itemPart } from '../../../../../src/main/connectors/files/name'
import { filesMappingSchema, filesSettingsSchema } from '../../../../../src/main/connectors/files/settings'
import { fillTemplate, readTemplate, TemplateInvalid } from '../../../../../src/main/connectors/files/template'
import { unicode, windows1250 } from '../../../../../src/main/connectors/wrap/fit-text'
import type { ParsedDocument } from '../../../../../src/main/engine/ports'
import { readCsvRows, readXmlTree } from '../../../../../src/sandbox/simulators/files/read'
import { type InwardAgenda, inwardAgendaSchema } from '../../../../../src/shared/documents/agenda'
import { idSchema } from '../../../../../src/shared/documents/party'
import { Failure } from '../../../../../src/shared/failure'
import { orderDocument } from '../../../../support/connector-tools'
import { addressDocument, deliveryNote, invoice, inwardDocument, lifelike, stockCard } from '../../../../support/documents'
import { line, order } from '../../../../support/orders'

const naming = (fileName: string) =>
  filesSettingsSchema.parse({ folder: '/orders', format: 'csv', acknowledgement: 'drop', fileName })
const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8')

describe('names of files', () => {
  it('never lead out of the folder, whatever is in the order', () => {
    const hostile = { ...order('../../../etc/passwd\0'), number: '..\\..\\C:con' }
    const name = fileNameOf(orderDocument('..x', hostile), naming('{number}-{itemId}'))
    expect(name).toMatch(/^[A-Za-z0-9_~-]+\.csv$/)
  })

  it('another item has another name, also where case does not count', () => {
    const id = fc.stringMatching(/^[A-Za-z0-9\-_.:]{1,64}$/).filter((text) => idSchema.safeParse(text).success)
    fc.assert(
      fc.property(id, id, (a, b) => {
        fc.pre(a !== b)
        expect(itemPart(a).toLowerCase()).not.toBe(itemPart(b).toLowerCase())
      }),
    )
    expect(itemPart('Ab').toLowerCase()).not.toBe(itemPart('aB').toLowerCase())
    expect(itemPart('a:b')).not.toBe(itemPart('a_b'))
    expect(itemPart('it-1')).toBe('it-1')
  })

  it('is no device of Windows', () => {
    expect(fileNameOf(orderDocument('nul', order('1')), naming('{itemId}'))).toBe('order-nul.csv')
    expect(fileNameOf(orderDocument('com1', order('1')), naming('{itemId}'))).toBe('order-com1.csv')
  })

  it.each(['{number}', '../{itemId}', '{itemId}/x', 'a..{itemId}', '.{itemId}', '{itemId}.', '{itemId}{what}', 'č{itemId}'])(
    'a pattern like %s is refused',
    (fileName) => {
      expect(filesSettingsSchema.safeParse({ folder: '/o', format: 'csv', acknowledgement: 'drop', fileName }).success).toBe(
        false,
      )
    },
  )

  it('say what kind of document it is, and what a kind has no word for is left empty', () => {
    const named = (document: ParsedDocument, pattern = '{agenda}-{itemId}') => fileNameOf(document, naming(pattern))
    expect(inwardAgendaSchema.options.map((agenda) => named([...lifelike(agenda, 1)][0] as ParsedDocument))).toEqual([
      'order-it-0.csv',
      'delivery-note-it-0.xml',
      'stock-card-it-0.csv',
      'address-it-0.csv',
      'invoice-it-0.xml',
    ])
    const card = inwardDocument('stock-cards', 'it-1', stockCard('../A 1'))
    expect(named(card, '{number}_{date}_{supplierIco}_{itemId}')).toBe('___A_1___it-1.csv')
    const note = inwardDocument('delivery-notes', 'it-2', deliveryNote('7'))
    expect(named(note, '{supplierIco}_{date}_{number}_{itemId}')).toBe('45274649_2026-03-02_7_it-2.xml')
  })

  it('of acknowledgements follow ours', () => {
    expect(ackNameOf('{name}.ok', 'order-1.xml')).toBe('order-1.ok')
    expect(ackNameOf('ack_{file}', 'order-1.xml')).toBe('ack_order-1.xml')
  })
})

describe('an acknowledgement', () => {
  it.each([
    ['OK', { ok: true, reference: { id: 'f.xml' } }],
    ['ok 17\r\n', { ok: true, reference: { id: '17' } }],
    ['\ufeffOK: 17 OP 2026/17\n', { ok: true, reference: { id: '17', number: 'OP 2026/17' } }],
    ['{"status":"ok","id":"17","number":"OP17"}', { ok: true, reference: { id: '17', number: 'OP17' } }],
    ['{"status":"ok"}', { ok: true, reference: { id: 'f.xml' } }],
    ['ERROR Neznámý odběratel\nřádek 2', { ok: false, words: 'Neznámý odběratel\nřádek 2' }],
    ['{"status":"error","message":"Ne"}', { ok: false, words: 'Ne' }],
    ['error', { ok: false, words: '' }],
  ])('%j', (text, expected) => {
    expect(readAcknowledgement(bytes(text), 'f.xml')).toEqual(expected)
  })

  it.each(['', 'O', 'okay', 'OKAY 17', '{"status":"ok"', '{"status":"maybe"}', '{"id":"17"}', 'Chyba', `OK ${'x'.repeat(129)}`])(
    'is none: %j',
    (text) => {
      expect(readAcknowledgement(bytes(text), 'f.xml')).toBeUndefined()
    },
  )

  it('in Windows-1250 is read, too', () => {
    expect(readAcknowledgement(Uint8Array.from([0x45, 0x52, 0x52, 0x4f, 0x52, 0x20, 0xe8]), 'f')).toEqual({
      ok: false,
      words: 'č',
    })
  })
})

describe('CSV', () => {
  const csv = (changes: Record<string, unknown>, document = orderDocument('it-1', order('OBJ-1'))) => {
    const mapping = filesMappingSchema.parse(changes)
    const given = csvOf(document, mapping)
    const text = new TextDecoder(mapping.encoding, { ignoreBOM: true }).decode(given.bytes)
    return { ...given, text }
  }
  const named = (name: string, sku = 'A1') =>
    orderDocument('it-1', order('OBJ-1', [{ ...line('1', '-12.5', '2', '21'), name, sku }]))

  it('has the columns of the settings, in their order, with constants and titles', () => {
    const { text } = csv({ csvColumns: 'Typ="OBP;1"; Číslo=number; Ks=line.quantity; Cena=line.unitPriceNet' })
    expect(text).toBe('Typ;Číslo;Ks;Cena\r\n"OBP;1";OBJ-1;2;100\r\n"OBP;1";OBJ-1;3;33.3333\r\n')
  })

  it('decimal comma, tab, no titles, byte order mark', () => {
    const columns = 'a=line.unitPriceNet; b=line.vatPercent'
    expect(csv({ csvColumns: columns, csvDecimalComma: true, csvSeparator: 'tab', csvHeader: false, csvBom: true }).text).toBe(
      '\ufeff100\t21\r\n33,3333\t12\r\n',
    )
    expect(csv({ csvColumns: columns, csvDecimalComma: true, csvSeparator: 'comma', csvHeader: false }).text).toBe(
      '100,21\r\n"33,3333",12\r\n',
    )
  })

  it.each(['=1+1', '+cmd', '-2+3', '@SUM(A1)', '\t=1+1', '\r=1+1', '=HYPERLINK("http://x";"y")', '\uff1d1+1'])(
    'disarms a text that a spreadsheet would compute: %j',
    (name) => {
      const [, row = []] = readCsvRows(
        csv({ csvColumns: 'n=line.name; p=line.unitPriceNet; q=line.quantity' }, named(name)).text,
        ';',
      )
      expect(row[0]).toMatch(/^'/)
      // Numbers stay numbers, negative ones too.
      expect(row.slice(1)).toEqual(['-12.5', '2'])
    },
  )

  it('full-width signs that become ordinary ones in Windows-1250 are disarmed after that', () => {
    const { text } = csv({ csvColumns: 'n=line.name', encoding: 'windows-1250', csvHeader: false }, named('\uff1d1+1'))
    expect(text).toBe("'=1+1\r\n")
  })

  it('a code of that kind is never changed: the order is held, unless the guard is off', () => {
    expect(() => csv({ csvColumns: 's=line.sku' }, named('x', '=A1'))).toThrow(Failure)
    expect(csv({ csvColumns: 's=line.sku', csvFormulaGuard: false, csvHeader: false }, named('x', '-A1')).text).toBe('-A1\r\n')
  })

  it('a telephone number stays as it is', () => {
    const document = orderDocument('it-1', { ...order('1'), buyer: { ...order('1').buyer, phone: '+420 777 123 456' } })
    expect(csv({ csvColumns: 't=buyer.phone', csvHeader: false }, document).text.split('\r\n')[0]).toBe('+420 777 123 456')
  })

  it('whatever is in a text, it comes back out of one cell', () => {
    const mapping = filesMappingSchema.parse({
      csvColumns: 'n=line.name; x=line.lineId',
      csvFormulaGuard: false,
      csvHeader: false,
    })
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), (name) => {
        const text = csvOf(named(`x${name}`), mapping).bytes.toString('utf8')
        const rows = readCsvRows(text, ';')
        expect(rows).toHaveLength(1)
        expect(rows[0]?.[0]).toBe(
          unicode
            .fit(`x${name}`)
            .text.replace(/[ \t]*[\n\t][ \t\n]*/g, ' ')
            .trim(),
        )
      }),
    )
  })

  it.each(['', 'a', 'a=nothing', 'a=constructor', '=number', 'a=number b=number', `${'x'.repeat(101)}=number`])(
    'columns like %j are refused',
    (columns) => {
      expect(parseColumns(columns, 'orders')).toBeUndefined()
    },
  )

  it('a delivery note has its order, an invoice its dates, a card one row, an address a row for each place', () => {
    const rowsOf = (document: ParsedDocument, columns: string) => {
      const mapping = filesMappingSchema.parse(
        document.agenda === 'orders' ? { csvColumns: columns } : { columns: { [document.agenda]: columns } },
      )
      return readCsvRows(csvOf(document, mapping).bytes.toString('utf8'), ';').slice(1)
    }
    expect(
      rowsOf(
        inwardDocument('delivery-notes', 'i', deliveryNote('7')),
        'o=orderNumber; d=dispatchedOn; s=line.sku; q=line.quantity',
      ),
    ).toEqual([
      ['OBJ-7', '2026-03-03', 'SKU-1', '2'],
      ['OBJ-7', '2026-03-03', 'SKU-2', '3'],
    ])
    expect(
      rowsOf(
        inwardDocument('invoices', 'i', invoice('7')),
        'k=kind; v=variableSymbol; t=taxPointOn; u=dueOn; l=line.position',
      )[0],
    ).toEqual(['invoice', '7', '2026-03-02', '2026-03-16', '1'])
    expect(
      rowsOf(inwardDocument('stock-cards', 'i', stockCard('A1')), 'k=sku; p=sellingPrice; a=active; s=supplier.ico'),
    ).toEqual([['A1', '100.5', 'true', '45274649']])
    expect(
      rowsOf(
        inwardDocument('addresses', 'i', addressDocument('A')),
        'i=party.ico; n=place.position; k=place.kind; s=place.street',
      ),
    ).toEqual([
      ['27082440', '0', 'seat', 'Dlouhá 12/3'],
      ['27082440', '1', 'delivery', 'Krátká 1'],
      ['27082440', '2', 'delivery', 'Skladová 2'],
    ])
  })

  it('columns are those of the kind of document', () => {
    expect(parseColumns('o=orderId', 'invoices')).toBeUndefined()
    expect(parseColumns('d=dispatchedOn', 'delivery-notes')).toHaveLength(1)
    expect(parseColumns('d=dispatchedOn', 'orders')).toBeUndefined()
    expect(parseColumns('n=line.name', 'stock-cards')).toBeUndefined()
    for (const agenda of inwardAgendaSchema.options) expect(parseColumns(DEFAULT_COLUMNS[agenda], agenda), agenda).toBeDefined()
  })

  it('a stock code that a spreadsheet would compute holds the card', () => {
    const evil = inwardDocument('stock-cards', 'i', stockCard('=1+1'))
    expect(() => csvOf(evil, filesMappingSchema.parse({}))).toThrow(/value-not-representable/)
  })

  it('a payment without a code of its own holds the order', () => {
    expect(() => csv({ csvColumns: 'p=paymentCode' })).toThrow(/mapping-incomplete/)
    expect(csv({ csvColumns: 'p=paymentCode', paymentCodes: { 'bank-transfer': 'P' }, csvHeader: false }).text).toContain('P\r\n')
  })
})

const BI = 'xmlns:bi="urn:business-integrator:template"'
describe('the own XML', () => {
  const filled = (template: string, document = orderDocument('it-1', order('OBJ-1')), changes: Record<string, unknown> = {}) =>
    fillTemplate(readTemplate(template, 'orders', unicode), document, filesMappingSchema.parse(changes))
  const text = (...args: Parameters<typeof filled>): string => filled(...args).bytes.toString('utf8')

  it('fills texts and attributes, with filters, and repeats an element for each line', () => {
    const out = text(
      `<o ${BI} xmlns="urn:x" n="{number}" d="{issuedOn|cz-date}/{issuedOn|date}"><r bi:each="all" k="{line.sku|max:3|upper}">{line.unitPriceNet|comma} {{x}}</r></o>`.replace(
        '|max:3',
        '',
      ),
    )
    expect(out).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<o xmlns="urn:x" n="OBJ-1" d="02.03.2026/20260302"><r k="SKU-1">100 {x}</r><r k="SKU-2">33,3333 {x}</r></o>\n',
    )
  })

  it('values are always escaped: none becomes an element or an attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (evil) => {
        const name = `x${evil}"><evil a='&amp;]]>`
        const document = orderDocument('it-1', order('1', [{ ...line('1', '1', '1', '21'), name }]))
        const root = readXmlTree(filled(`<o ${BI}><r bi:each="lines" n="{line.name}">{line.name}</r></o>`, document).bytes)
        expect(root.children).toHaveLength(1)
        expect(root.children[0]?.children).toEqual([])
        expect([...(root.children[0]?.attributes.keys() ?? [])]).toEqual(['n'])
        expect(root.children[0]?.attributes.get('n')).toBe(root.children[0]?.text)
      }),
    )
  })

  it('repeats the places of an address, and knows for each kind of document what there is to repeat', () => {
    const places = readTemplate(
      `<a ${BI} i="{party.ico}"><p bi:each="places" n="{place.position}">{place.street}</p></a>`,
      'addresses',
      unicode,
    )
    const out = fillTemplate(places, inwardDocument('addresses', 'i', addressDocument('A')), filesMappingSchema.parse({}))
    expect(out.bytes.toString('utf8')).toContain('<a i="27082440"><p n="1">Krátká 1</p><p n="2">Skladová 2</p></a>')
    const each = (list: string, agenda: InwardAgenda) => () =>
      readTemplate(`<a ${BI}><p bi:each="${list}"/></a>`, agenda, unicode)
    expect(each('lines', 'invoices')).not.toThrow()
    expect(each('lines', 'addresses')).toThrow(TemplateInvalid)
    expect(each('lines', 'stock-cards')).toThrow(TemplateInvalid)
    expect(each('places', 'orders')).toThrow(TemplateInvalid)
  })

  it('leaves out what bi:if finds empty', () => {
    const template = `<o ${BI}><n bi:if="note">{note}</n><l bi:each="lines"><e bi:if="line.ean">{line.ean}</e></l></o>`
    expect(text(template)).toContain('<o><l/><l/></o>')
    expect(text(template, orderDocument('it-1', { ...order('1'), note: 'Ano' }))).toContain('<n>Ano</n>')
  })

  it('a text is shortened with a note, a code is held', () => {
    expect(filled(`<o>{buyer.name|max:7}</o>`).notes).toMatchObject([{ code: 'text-shortened' }])
    expect(() => filled(`<o>{number|max:3}</o>`)).toThrow(/id-too-long/)
  })

  it('in Windows-1250 it says so, and what the code page lacks is replaced', () => {
    const document = orderDocument('it-1', { ...order('1'), note: 'ž → ñ' })
    const { bytes: out, notes } = fillTemplate(
      readTemplate('<o>{note}</o>', 'orders', windows1250),
      document,
      filesMappingSchema.parse({ encoding: 'windows-1250' }),
    )
    expect(new TextDecoder('windows-1250').decode(out)).toBe('<?xml version="1.0" encoding="Windows-1250"?>\n<o>ž -&gt; n</o>\n')
    expect(notes).toMatchObject([{ code: 'characters-replaced' }])
  })

  it.each([
    ['not XML', '<o>'],
    ['two roots', '<o/><p/>'],
    ['a document type', '<!DOCTYPE o [<!ENTITY x "y">]><o>&x;</o>'],
    ['a processing instruction', '<o><?php evil ?></o>'],
    ['an unknown field', '<o>{secret}</o>'],
    ['a field of the prototype', '<o>{constructor}</o>'],
    ['a line outside lines', '<o>{line.name}</o>'],
    ['an unknown filter', '<o>{number|eval}</o>'],
    ['a filter of another kind', '<o>{number|comma}</o>'],
    ['a lone brace', '<o>{number</o>'],
    ['an expression', '<o>{1+1}</o>'],
    ['an unknown directive', `<o ${BI}><r bi:script="x"/></o>`],
    ['an element of our namespace', `<o ${BI}><bi:eval/></o>`],
    ['each in each', `<o ${BI}><r bi:each="lines"><s bi:each="lines"/></r></o>`],
    ['each on the root', `<o ${BI} bi:each="lines"/>`],
    ['an unknown list', `<o ${BI}><r bi:each="secrets"/></o>`],
    ['text beside elements', '<o>text<p/></o>'],
    ['names outside ASCII', '<č/>'],
    ['too deep', `${'<o>'.repeat(40)}${'</o>'.repeat(40)}`],
    ['too large', `<o>${'x'.repeat(300_000)}</o>`],
  ])('is refused with a reason: %s', (_why, template) => {
    expect(() => readTemplate(template, 'orders', unicode)).toThrow(TemplateInvalid)
  })

  it('is refused when its own texts do not fit its encoding', () => {
    expect(() => readTemplate('<o>→</o>', 'orders', windows1250)).toThrow(TemplateInvalid)
  })
})

describe('docs/connectors/files.md', () => {
  const text = readFileSync(resolve(import.meta.dirname, '../../../../../docs/connectors/files.md'), 'utf8')

  it('names every field of every kind of document', () => {
    /** Fields told in the table, by the kinds that stand before them. `party.*` is told once. */
    const rows = [...text.matchAll(/^\| ([^|]+) \| (`[^|]+`) \|$/gm)].map(([, of = '', fields = '']) => ({
      of: of.split(', '),
      fields: [...fields.matchAll(/`([^`]+)`/g)].flatMap(([, names = '']) => names.split(' ')),
    }))
    const partyFields = rows.find(({ of }) => of.includes('a party'))?.fields ?? []
    const told = (agenda: InwardAgenda): string[] =>
      rows
        .filter(({ of }) => of.includes('all') || of.includes(agenda))
        .flatMap(({ fields }) => fields)
        .flatMap((field) => (field.endsWith('.*') ? partyFields.map((name) => field.replace('*', name)) : [field]))
    for (const agenda of inwardAgendaSchema.options) expect(told(agenda).toSorted()).toEqual([...fieldNames(agenda)].toSorted())
  })

  it('has an example of a template that works', () => {
    const [, example = ''] = /```xml\n([\s\S]*?)```/.exec(text) ?? []
    const { bytes: out } = fillTemplate(
      readTemplate(example, 'orders', unicode),
      orderDocument('it-1', order('1')),
      filesMappingSchema.parse({}),
    )
    expect(readXmlTree(out).attributes.get('Datum')).toBe('02.03.2026')
  })
})
