import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CheckResult, OpenConnector } from '../../../src/main/connectors/connector'
import { firstReadings } from '../../../src/main/connectors/wrap/first-readings'
import { openIs } from '../../../src/main/open-is'
import {
  EXPORT_FIELDS,
  EXPORT_ROWS,
  type ExportForm,
  exampleCards,
  exportStock,
} from '../../../src/sandbox/simulators/files/export-stock'
import { connectorTools } from '../../support/connector-tools'

const signal = new AbortController().signal
let root: string
let tools: ReturnType<typeof connectorTools>
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bi-reading-'))
  mkdirSync(join(root, 'doklady', 'ack'), { recursive: true })
  tools = connectorTools()
})
afterEach(() => {
  tools.remove()
  rmSync(root, { recursive: true, force: true })
})

const file = () => join(root, 'zásoby.dat')
const openFor = (form: ExportForm, changes: Record<string, unknown> = {}): Promise<OpenConnector> => {
  const rows = form === 'xml' ? { rows: EXPORT_ROWS } : {}
  const settings = {
    folder: join(root, 'doklady'),
    format: 'json',
    acknowledgement: 'file',
    stock: { file: file(), fields: EXPORT_FIELDS[form].stock, ...rows },
    prices: { file: file(), fields: EXPORT_FIELDS[form].prices, ...rows },
    reading: { format: form, settleSeconds: 0 },
    ...changes,
  }
  return openIs({ id: 'files', settings }, () => undefined, tools)
}
const checked = async (connector: OpenConnector): Promise<Record<string, CheckResult>> => {
  const all: Record<string, CheckResult> = {}
  for await (const result of connector.check(signal)) all[result.id] = result
  return all
}

describe.each(['csv', 'xml', 'jsonl'] as const)('stock and prices from a file, %s', (form) => {
  it('each card is read once, as the program wrote it, in portions that do not grow with the file', async () => {
    const count = 20_000
    await exportStock(file(), form, exampleCards(count))
    const connector = await openFor(form)
    expect(connector.reads).toEqual({ 'stock-levels': { since: false }, prices: { since: false } })
    const cards = exampleCards(count)
    let widest = 0
    for await (const portion of connector.readStock?.({}, signal) ?? []) {
      widest = Math.max(widest, portion.length)
      for (const reading of portion) {
        const { code, name, stock, reserved } = cards.next().value ?? {}
        // Compared one by one, not by a matcher: it is twenty thousand of them.
        if (
          !('physical' in reading) ||
          [reading.sku, reading.name, reading.physical, reading.reserved].join() !== [code, name, stock, reserved].join()
        )
          throw new Error(`${JSON.stringify(reading)} instead of ${code}`)
      }
    }
    expect(cards.next().done).toBe(true)
    expect(widest).toBeLessThan(5000)
    expect(await firstReadings(connector, 'prices', 1, signal)).toEqual({
      more: true,
      readings: [{ sku: 'K000000', price: '1.9', vatPercent: '12', priceIncludesVat: false }],
    })
  })

  it('the connection test shows what the file begins with, or why it can not be read', async () => {
    await exportStock(file(), form, exampleCards(3))
    const seen = await checked(await openFor(form))
    expect(seen['files.stock']).toMatchObject({ status: 'ok' })
    expect(seen['files.stock']?.evidence).toContain('K000000 = 0.25')
    expect(seen['files.prices']?.evidence).toContain('K000000 = 1.9')
    // A comma that is called a point: nothing can be read, and it says why.
    const wrong = await checked(await openFor(form, { reading: { format: form, settleSeconds: 0, decimal: 'point' } }))
    expect(wrong['files.stock']).toMatchObject({
      status: 'failed',
      problem: { code: 'source-row-unfit', params: { rowFault: 'number' } },
    })
    tools.advance(48 * 3_600_000)
    expect((await checked(await openFor(form)))['files.prices']).toMatchObject({
      status: 'failed',
      problem: { code: 'source-too-old' },
    })
  })
})

it('what has no file is not offered, and an XML without the element that repeats is refused', async () => {
  writeFileSync(file(), '')
  const connector = await openFor('csv', { prices: {} })
  expect(connector.reads).toEqual({ 'stock-levels': { since: false } })
  expect((await openFor('csv', { prices: {}, stock: {} })).reads).toEqual({})
  await expect(openFor('xml', { stock: { file: file(), fields: EXPORT_FIELDS.xml.stock } })).rejects.toThrow(/settings-invalid/)
})
