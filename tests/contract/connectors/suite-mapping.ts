import { expect, it } from 'vitest'
import { supplierParty, suppliers } from '../../../src/sandbox/seed/companies'
import { generateOrder } from '../../../src/sandbox/seed/order'
import { createRandom } from '../../../src/sandbox/seed/random'
import { dec, within } from '../../../src/shared/documents/decimal'
import type { Order } from '../../../src/shared/documents/order'
import { orderDocument, outcomes, prepared } from '../../support/connector-tools'
import { line, order } from '../../support/orders'
import { FOREIGN, LETTERS } from './letters'
import type { PreviewFile, World } from './world'

/** 300 in the normal run; `MAPPING_ORDERS=10000` for the long one. */
const MAPPING_ORDERS = Number(process.env['MAPPING_ORDERS'] ?? '300')
/** So many previews at once: files that a schema is asked about. */
const VALID_CHUNK = 500

const signal = new AbortController().signal

const withNames = (number: string, names: readonly string[], buyer: string, city: string): Order => {
  const plain = order(
    number,
    names.map((name, i) => ({ ...line(String(i + 1), '100', '2', '21'), name })),
  )
  return { ...plain, buyer: { ...plain.buyer, name: buyer, address: { ...plain.buyer.address, city } } }
}

/** What comes out in the information system: letters, limits, sums. */
export function mappingTests(start: () => World): void {
  it('every Czech and Slovak letter comes out in the information system as it went in', async () => {
    const is = start()
    const connector = await is.open()
    const document = orderDocument('it-letters', withNames('OBJ-LETTERS', LETTERS, LETTERS[0] ?? '', LETTERS[1] ?? ''))
    const batch = prepared(connector, [document])
    expect(batch[0]?.notes.filter(({ code }) => code.startsWith('characters-'))).toEqual([])
    await outcomes(connector.deliver(batch, signal))
    await is.idle()
    expect(is.shown('it-letters')).toMatchObject({ number: 'OBJ-LETTERS', buyer: LETTERS[0], city: LETTERS[1] })
    expect(is.shown('it-letters')?.lines.map(({ name }) => name)).toEqual(LETTERS)
  })

  it('letters that it does not have come out as stated, with a note', async () => {
    const is = start()
    const connector = await is.open()
    const document = orderDocument('it-foreign', withNames('OBJ-FOREIGN', FOREIGN, FOREIGN[0] ?? '', FOREIGN[1] ?? ''))
    const batch = prepared(connector, [document])
    await outcomes(connector.deliver(batch, signal))
    await is.idle()
    const fitted = FOREIGN.map((text) => is.charset.fit(text))
    expect(is.shown('it-foreign')?.lines.map(({ name }) => name)).toEqual(fitted.map(({ text }) => text.trim()))
    expect(is.shown('it-foreign')).toMatchObject({ buyer: fitted[0]?.text, city: fitted[1]?.text })
    const codes = new Set(batch[0]?.notes.map(({ code }) => code))
    expect(codes.has('characters-replaced')).toBe(fitted.some(({ replaced }) => replaced.size > 0))
    expect(codes.has('characters-removed')).toBe(fitted.some(({ removed }) => removed.size > 0))
  })

  it('long texts are shortened with a note or kept whole; numbers and codes are never cut', async () => {
    const is = start()
    const connector = await is.open()
    const name = `Název ${'ž'.repeat(990)}`
    const long = orderDocument('it-long', withNames('OBJ-LONG', [name], `Firma ${'č'.repeat(480)}`, 'Brno'))
    const batch = prepared(connector, [long])
    await outcomes(connector.deliver(batch, signal))
    await is.idle()
    const shown = is.shown('it-long')
    const kept = shown?.lines[0]?.name ?? ''
    expect(kept.length).toBeGreaterThan(20)
    expect(name.startsWith(kept)).toBe(true)
    expect(long.payload.buyer.name.startsWith(shown?.buyer ?? '?')).toBe(true)
    const short = kept !== name || shown?.buyer !== long.payload.buyer.name
    expect(batch[0]?.notes.some(({ code }) => code === 'text-shortened')).toBe(short)

    const number = `N${'1'.repeat(63)}`
    const sku = `S${'2'.repeat(127)}`
    const codes = [
      orderDocument('it-number', order(number)),
      orderDocument('it-sku', order('OBJ-SKU', [{ ...line('1', '100', '2', '21'), sku }])),
    ]
    for (const document of codes) {
      const preparation = connector.prepare(document)
      if (!preparation.ok) {
        expect(['id-too-long', 'value-not-representable']).toContain(preparation.problem.code)
        continue
      }
      await outcomes(connector.deliver([preparation.prepared], signal))
      await is.idle()
      const { number: seen, lines: [first] = [] } = is.shown(document.itemId) ?? {}
      expect([seen, first?.sku]).toEqual([document.payload.number, document.payload.lines[0]?.sku])
    }
  })

  it(`${MAPPING_ORDERS} lifelike orders map to what it takes, with the sums it will compute, or are held`, {
    timeout: 60_000 + MAPPING_ORDERS * 60,
  }, async () => {
    const is = start()
    const connector = await is.open()
    const random = createRandom(20_261_129)
    const companies = Object.values(suppliers)
    let held = 0
    let files: PreviewFile[] = []
    const complaints: string[] = []
    const judge = (): void => {
      complaints.push(...(is.valid(files) ?? []))
      files = []
    }
    for (let sequence = 0; sequence < MAPPING_ORDERS; sequence++) {
      const company = companies[sequence % companies.length] ?? suppliers.CZ
      const made = generateOrder(random, { sequence, supplier: supplierParty(company) })
      const preparation = connector.prepare(orderDocument(`it-${sequence}`, made))
      if (!preparation.ok) {
        held++
        expect(preparation.problem.code).not.toBe('internal')
        continue
      }
      const preview = connector.preview(preparation.prepared)
      files.push(...preview)
      if (is.computes) {
        const computed = is.computes(preview, made.supplier.address.country)
        for (const [what, ours] of [
          ['net', made.totals.net],
          ['payable', made.totals.payable],
        ] as const) {
          if (!within(dec(computed[what]), dec(ours), dec('0.01')))
            complaints.push(`${made.number}: ${what} ${computed[what]}, ours ${ours}`)
        }
      }
      if (files.length >= VALID_CHUNK) judge()
    }
    judge()
    expect(complaints.slice(0, 20)).toEqual([])
    // A mapping that holds everything would pass, too.
    expect(held).toBeLessThan(MAPPING_ORDERS / 10)
  })
}
