import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  cardFields,
  type Field,
  invoiceLineFields,
  issuedInvoiceFields,
  lineFields,
  movementFields,
  movementLineFields,
  orderFields,
  partnerFields,
} from '../../../../src/sandbox/simulators/abra-flexi/fields'
import { parseFilter } from '../../../../src/sandbox/simulators/abra-flexi/filter'
import { createFlexi, type FlexiSimulator } from '../../../../src/sandbox/simulators/abra-flexi/server'
import { sharedErp } from '../../../support/shared-erp'

/** The simulator must fall into the same traps as ABRA Flexi, or the contract suite proves nothing. */

let flexi: FlexiSimulator | undefined
afterEach(async () => {
  await flexi?.close()
  flexi = undefined
})
const start = (): FlexiSimulator => {
  flexi = createFlexi()
  return flexi
}
const send = async (is: FlexiSimulator, path: string, options: { method?: string; body?: unknown; password?: string } = {}) => {
  const response = await fetch(`${await is.start()}${path}`, {
    method: options.method ?? 'PUT',
    headers: { authorization: `Basic ${Buffer.from(`${is.user}:${options.password ?? is.password}`).toString('base64')}` },
    redirect: 'manual',
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  })
  const json: unknown = await response.json().catch(() => undefined)
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at what came
  return { status: response.status, location: response.headers.get('location'), winstrom: (json as any)?.winstrom }
}
const put = (is: FlexiSimulator, records: readonly object[], query = '', attributes: object = {}) =>
  send(is, `/c/${is.books().company}/objednavka-prijata.json${query}`, {
    body: { winstrom: { '@version': '1.0', ...attributes, 'objednavka-prijata': records } },
  })
const item = (more: object = {}) => ({ typPolozkyK: 'typPolozky.obecny', nazev: 'Zboží', mnozMj: '2', cenaMj: '10', ...more })
const orderOf = (more: object = {}) => ({
  id: 'ext:BI:it-1',
  typDokl: 'code:OBP',
  datVyst: '2026-03-02',
  polozkyObchDokladu: [item()],
  ...more,
})
const lineCount = (is: FlexiSimulator): number => is.books().orders[0]?.lines.length ?? 0

describe('the naive ways into ABRA Flexi', () => {
  it('an order without our id is doubled by a repeat', async () => {
    const is = start()
    const { id: _, ...nameless } = orderOf()
    await put(is, [nameless])
    await put(is, [nameless])
    expect(is.books().orders).toHaveLength(2)
  })

  it('lines without an id are added again by each repeat', async () => {
    const is = start()
    await put(is, [orderOf()])
    const again = await put(is, [orderOf()])
    expect(again.winstrom.stats).toMatchObject({ created: '0', updated: '1' })
    expect(is.books().orders).toHaveLength(1)
    expect(lineCount(is)).toBe(2)
  })

  it('a repeat without a word about it overwrites what the clerk has changed', async () => {
    const is = start()
    const own = orderOf({ popis: 'z tržiště', polozkyObchDokladu: [item({ id: 'ext:BI:it-1/1' })] })
    await put(is, [own])
    await put(is, [{ id: 'ext:BI:it-1', popis: 'opraveno obsluhou' }])
    await put(is, [own])
    expect(is.books().orders[0]?.values['popis']).toBe('z tržiště')
    expect(lineCount(is)).toBe(1)
  })

  it('a line id that belongs to another order never makes a line of this one', async () => {
    const is = start()
    await put(is, [orderOf({ polozkyObchDokladu: [item({ id: 'ext:BI:same' })] })])
    const other = await put(is, [orderOf({ id: 'ext:BI:it-2', polozkyObchDokladu: [item({ id: 'ext:BI:same' })] })])
    expect(other.status).toBe(400)
    expect(is.books().orders).toHaveLength(1)
  })

  it('one bad order in a body takes all the others with it', async () => {
    const is = start()
    const { typDokl: _, ...bad } = orderOf({ id: 'ext:BI:it-2' })
    const answer = await put(is, [orderOf(), bad])
    expect(answer).toMatchObject({ status: 400, winstrom: { success: 'false', stats: { created: '1', failed: '1' } } })
    expect(is.books().orders).toEqual([])
    expect((await put(is, [orderOf(), bad], '', { '@atomic': 'false' })).status).toBe(400)
    expect(is.books().orders).toHaveLength(1)
  })

  it('the type of document rounds to whole crowns, and the linked company gets its discount, unless the order says otherwise', async () => {
    const is = start()
    const priced = { polozkyObchDokladu: [item({ cenaMj: '10.30', mnozMj: '1' })] }
    const content = async (more: object) => {
      const answer = await put(is, [orderOf({ ...priced, ...more })], '?dry-run=true')
      return answer.winstrom.results[0].content['objednavka-prijata'][0].sumCelkem
    }
    expect(await content({})).toBe('12.00')
    expect(await content({ zaokrNaSumK: 'zaokrNa.zadne' })).toBe('12.46')
    expect(await content({ zaokrNaSumK: 'zaokrNa.zadne', firma: 'in:27082440' })).toBe('11.22')
  })

  it('a list without a limit has twenty records', async () => {
    const is = start()
    for (let i = 0; i < 25; i++) await put(is, [orderOf({ id: `ext:BI:it-${i}` })])
    const path = `/c/${is.books().company}/objednavka-prijata.json`
    const rows = async (query: string) =>
      (await send(is, `${path}${query}`, { method: 'GET' })).winstrom['objednavka-prijata'].length
    expect([await rows(''), await rows('?limit=0'), await rows('?limit=0&start=20')]).toEqual([20, 25, 5])
  })
})

describe('the naive ways with other records', () => {
  const year = new Date().getFullYear()
  const write = (is: FlexiSimulator, evidence: string, record: object) =>
    send(is, `/c/${is.books().company}/${evidence}.json`, { body: { winstrom: { '@version': '1.0', [evidence]: [record] } } })
  const card = (more: object = {}) => ({ id: 'code:a', nazev: 'A', typZasobyK: 'typZasoby.zbozi', ...more })
  const movement = (more: object = {}) => ({
    id: 'ext:BI:1',
    typDokl: 'code:STANDARD',
    typPohybuK: 'typPohybu.prijem',
    sklad: 'code:HLAVNI',
    datVyst: `${year}-06-01`,
    skladovePolozky: [{ typPolozkyK: 'typPolozky.katalog', cenik: 'code:A', mnozMj: '5', cenaMj: '10' }],
    ...more,
  })
  const level = (is: FlexiSimulator): string | undefined => is.books().stockCards[0]?.stavMJ

  it('a repeated movement whose lines have no ids takes the goods in twice', async () => {
    const is = start()
    await write(is, 'cenik', card())
    await write(is, 'skladovy-pohyb', movement())
    expect(level(is)).toBe('5')
    await write(is, 'skladovy-pohyb', movement())
    expect([is.books().movements.length, level(is)]).toEqual([1, '10'])
    await send(is, `/c/${is.books().company}/skladovy-pohyb/${is.books().movements[0]?.id}.json`, { method: 'DELETE' })
    expect(level(is)).toBe('0')
  })

  it('an issue takes goods out; a movement without a stock, a card or with a text line is refused', async () => {
    const is = start()
    await write(is, 'cenik', card())
    await write(is, 'skladovy-pohyb', movement({ typPohybuK: 'typPohybu.vydej' }))
    expect(level(is)).toBe('-5')
    for (const more of [
      { sklad: undefined },
      { skladovePolozky: [{ nazev: 'Doprava', mnozMj: '1' }] },
      { skladovePolozky: [{ typPolozkyK: 'typPolozky.obecny', cenik: 'code:A' }] },
    ])
      expect((await write(is, 'skladovy-pohyb', movement({ id: 'ext:BI:2', ...more }))).status).toBe(400)
  })

  it('a repeated card overwrites what the company has written, and a code belongs to one card', async () => {
    const is = start()
    await write(is, 'cenik', card({ nakupCena: '1' }))
    await write(is, 'cenik', { id: 'code:A', nakupCena: '2' })
    await write(is, 'cenik', card({ nakupCena: '1' }))
    expect(is.books().cards).toMatchObject([{ kod: 'A', values: { nakupCena: '1' } }])
    expect((await write(is, 'cenik', card({ id: 'ext:BI:x', kod: 'A' }))).status).toBe(400)
    const passed = await write(is, 'cenik', card({ '@update': 'ignore', nakupCena: '3' }))
    expect(passed).toMatchObject({ status: 200, winstrom: { stats: { skipped: '1', updated: '0' } } })
  })

  it('ids that lead to two records, or to several at once, are refused', async () => {
    const is = start()
    await write(is, 'cenik', card({ eanKod: '859' }))
    await write(is, 'cenik', card({ id: 'code:b', eanKod: '859' }))
    for (const id of [['code:A', 'code:B'], 'ean:859', '12345'])
      expect((await write(is, 'cenik', { id, nazev: 'X' })).status).toBe(400)
    expect((await write(is, 'cenik', { id: ['ext:BI:x', 'code:A', 'ext:BI:new'], nazev: 'X' })).status).toBe(200)
    expect(is.books().cards[0]).toMatchObject({ externalIds: ['ext:BI:x', 'ext:BI:new'], values: { nazev: 'X' } })
  })

  it('what is valid no more is not listed unless asked for', async () => {
    const is = start()
    await write(is, 'cenik', card({ platiDo: '2019' }))
    const rows = async (query: string) =>
      (await send(is, `/c/${is.books().company}/cenik.json${query}`, { method: 'GET' })).winstrom.cenik.length
    expect([await rows(''), await rows('?filtrovat-platnost=false')]).toEqual([0, 1])
  })
})

describe('filters', () => {
  const record: Readonly<Record<string, readonly string[]>> = {
    id: ['5', 'ext:BI:a', 'code:A'],
    kod: ["O'Neil"],
    lastUpdate: ['2026-06-01T12:00:00.000+02:00'],
    ucetObdobi: ['2', 'code:2026'],
  }
  it.each<[string, boolean]>([
    ["(id in ('ext:BI:x','ext:BI:a'))", true],
    ["(id='ext:BI:A')", false],
    ['(id > 4)', true],
    ['(id > 5)', false],
    ['(id > 10)', false],
    ['(kod = "O\'Neil")', true],
    ["(ucetObdobi = 2 and lastUpdate >= '2026-06-01T12:00:00')", true],
    ["(ucetObdobi = 'code:2026' and lastUpdate > '2026-06-01T12:00:00')", false],
    ["(ucetObdobi = 3 or not (kod = 'x'))", true],
    ["(ucetObdobi = 3 and (kod = 'x' or id > 1))", false],
    ["(ucetObdobi = 2 and (kod = 'x' or id > 1) and id > 4)", true],
    ["(kod = 'x' or id > 4)", true],
    ["(kod = 'x' or ucetObdobi = 2 and id > 9)", false],
  ])('%s', (filter, expected) => {
    const parsed = parseFilter(filter)
    expect(parsed && Number(record['id']?.[0]) > parsed.above && parsed.rest((field) => record[field])).toBe(expected)
  })
  it.each(['(id in ())', "(kod = 'x'", '(kod like 5)', "kod = 'x' and", "(kod = 'it's')", '(5 = id)', ''])(
    'not understood: %s',
    (filter) => {
      expect(parseFilter(filter)).toBeUndefined()
    },
  )
})

describe('the simulated ABRA Flexi', () => {
  it('refuses a second record, or passes it over without an id, when told to', async () => {
    const is = start()
    await put(is, [orderOf()])
    const failed = await put(is, [orderOf({ '@update': 'fail' })])
    expect(failed.status).toBe(400)
    expect(failed.winstrom.results[0].errors[0].code).toBe('importXmlUpdateNeniPovolen')
    const ignored = await put(is, [orderOf({ '@update': 'ignore' })])
    expect(ignored).toMatchObject({ status: 200, winstrom: { stats: { skipped: '1' } } })
    expect(ignored.winstrom.results[0].id).toBeUndefined()
    expect(lineCount(is)).toBe(1)
  })

  it('saves nothing in a test saving', async () => {
    const is = start()
    expect(await put(is, [orderOf()], '?dry-run=true')).toMatchObject({ status: 201, winstrom: { results: [{ id: '-1' }] } })
    expect(is.books().orders).toEqual([])
  })

  it('says which field it refuses', async () => {
    const is = start()
    const answer = await put(is, [
      orderOf({
        typDokl: 'OBP',
        cisDosle: '1'.repeat(41),
        stredisko: 'code:NIC',
        neznamé: 'x',
        polozkyObchDokladu: [item({ mnozMj: '1.1234567', cenik: 'code:' })],
      }),
    ])
    const errors: { for: string; message: string }[] = answer.winstrom.results[0].errors
    expect(errors.map((error) => error.for)).toEqual([
      'typDokl',
      'cisDosle',
      'stredisko',
      'neznamé',
      'typDokl',
      'mnozMj',
      'cenik',
    ])
    expect(errors[0]?.message).toBe("Je očekáváno číselné ID, ale 'OBP' není číslo")
  })

  it('checks sums that are given with a line', async () => {
    const is = start()
    const given = (sumDph: string) =>
      put(is, [
        orderOf({ polozkyObchDokladu: [item({ sumZkl: '20', sumDph, sumCelkem: String(20 + Number(sumDph)), szbDph: '21' })] }),
      ])
    expect((await given('4.21')).status).toBe(201)
    const refused = await given('5.00')
    expect(refused.winstrom.results[0].errors[0].message).toContain('se liší od vypočtené hodnoty')
  })

  it('leads from our id to its own number, and knows no other company', async () => {
    const is = start()
    await put(is, [orderOf()])
    const { company } = is.books()
    const led = await send(is, `/c/${company}/objednavka-prijata/ext:BI:it-1.json`, { method: 'GET' })
    expect(led.status).toBe(303)
    expect(led.location).toContain(`/c/${company}/objednavka-prijata/${is.books().orders[0]?.id}.json`)
    const other = await send(is, '/c/jina/objednavka-prijata.json', { method: 'GET' })
    expect(other).toMatchObject({ status: 404, winstrom: { messageCode: 'firmaNeexistuje' } })
    expect((await send(is, `/c/${company}/nastaveni.json`, { method: 'GET', password: 'x' })).status).toBe(401)
  })

  it('never gives a number twice, also after a record was deleted', async () => {
    const is = start()
    await put(is, [orderOf()])
    const first = is.books().orders[0]
    await send(is, `/c/${is.books().company}/objednavka-prijata/${first?.id}.json`, { method: 'DELETE' })
    await put(is, [orderOf()])
    expect(is.books().orders[0]?.id).toBeGreaterThan(first?.id ?? 0)
  })

  const erp = sharedErp()
  it.skipIf(erp === undefined)('has the fields and limits of ABRA Flexi’s own description', () => {
    const property = z.object({
      type: z.string(),
      isWritable: z.string(),
      maxLength: z.string().optional(),
      digits: z.string().optional(),
      decimal: z.string().optional(),
    })
    const described = (name: string) =>
      z
        .record(z.string(), property.loose())
        .parse(JSON.parse(readFileSync(join(erp ?? '', 'flexi-properties', `Properties.${name}.json`), 'utf8')))
    const limitsOf = (field: Field): string => {
      if (field.type === 'text') return `string ${field.max ?? ''}`
      if (field.type === 'numeric') return `numeric ${field.digits} ${field.decimals}`
      return field.type
    }
    for (const [name, fields] of [
      ['objednavka-prijata', orderFields],
      ['objednavka-prijata-polozka', lineFields],
      ['skladovy-pohyb', movementFields],
      ['skladovy-pohyb-polozka', movementLineFields],
      ['faktura-vydana', issuedInvoiceFields],
      ['faktura-vydana-polozka', invoiceLineFields],
      ['cenik', cardFields],
      ['adresar', partnerFields],
    ] as const) {
      const own = described(name)
      for (const [field, ours] of fields) {
        const theirs = own[field]
        expect([field, theirs?.isWritable]).toEqual([field, 'true'])
        const { type = '', maxLength = '', digits = '', decimal = '' } = theirs ?? {}
        const said = type === 'string' ? `string ${maxLength}` : type === 'numeric' ? `numeric ${digits} ${decimal}` : type
        expect([field, said]).toEqual([field, limitsOf(ours)])
      }
    }
  })

  it.skipIf(erp === undefined)('takes the public sample of an order', async () => {
    const is = start()
    is.change({ closedUntil: '' })
    const sample: unknown = JSON.parse(readFileSync(join(erp ?? '', 'samples', 'flexi', 'objednavka-prijata-put.json'), 'utf8'))
    const answer = await send(is, `/c/${is.books().company}/objednavka-prijata.json`, { body: sample })
    expect(answer).toMatchObject({ status: 201, winstrom: { success: 'true', stats: { created: '1' } } })
  })
})
