import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { CheckResult } from '../../../src/main/connectors/connector'
import { firstReadings } from '../../../src/main/connectors/wrap/first-readings'
import { openIs } from '../../../src/main/open-is'
import { type InwardAgenda, type Payload, payloadSchemas } from '../../../src/shared/documents/agenda'
import { disturbed, EXAMPLES, pythonProgram, recordedByPython } from '../../support/command'
import { connectorTools, outcomes, prepared } from '../../support/connector-tools'
import { inwardDocument, stockCard } from '../../support/documents'
import { asReceived } from '../../support/files'
import { type AgendaRecord, type AgendaWorld, agendaSuite } from './suite-agendas'

const signal = new AbortController().signal
const OTHERS = ['delivery-notes', 'invoices', 'stock-cards', 'addresses'] as const

/** What a person sees of a document that the example has recorded. */
const shown = (agenda: InwardAgenda, document: unknown): Omit<AgendaRecord, 'key' | 'id' | 'number'> => {
  if (agenda === 'stock-cards') {
    const { name, sku } = document as Payload<'stock-cards'>
    return { name, sku }
  }
  if (agenda === 'addresses') return { name: (document as Payload<'addresses'>).party.name }
  const { supplier, number, orderNumber, lines } = document as Payload<'delivery-notes'>
  return {
    name: supplier.name,
    documentNumber: number,
    ...(orderNumber !== undefined && { orderNumber }),
    lines: lines.map(({ name, sku }) => ({ name, sku })),
  }
}

const worldOf = (program: string) => (): AgendaWorld => {
  const folder = mkdtempSync(join(tmpdir(), 'bi-command-'))
  const tools = connectorTools()
  const script = join(folder, 'record_document.py')
  copyFileSync(join(EXAMPLES, 'record_document.py'), script)
  const { settings: started, faults } = disturbed(folder, program)
  const switches = Object.fromEntries(OTHERS.map((agenda) => [agenda, true]))
  const settings = { ...started, script, company: '12345678', guard: 'enforced', agendas: switches, timeoutSeconds: 20 }
  return {
    open: ({ answerTimeoutSeconds: _, ...changes } = {}) =>
      openIs({ id: 'command', settings: { ...settings, ...changes } }, () => undefined, tools),
    agendas: OTHERS,
    charset: asReceived,
    records: (agenda) =>
      recordedByPython(folder)
        .filter((record) => record.agenda === agenda)
        .map(({ key, id, number, document }) => ({ key, id, number, ...shown(agenda, document) })),
    valid: (files) =>
      files.flatMap(({ bytes }) => {
        const { agenda, document } = JSON.parse(Buffer.from(bytes).toString('utf8')) as {
          agenda: InwardAgenda
          document: unknown
        }
        const parsed = payloadSchemas[agenda].safeParse(document)
        return parsed.success ? [] : [parsed.error.message]
      }),
    loseNextAnswer: () => faults({ loseAnswer: 1 }),
    refuse: (_agenda, number) => faults({ refuse: number }),
    heal: () => faults({}),
    // The program has ended when the hand-over has.
    idle: async () => {},
    advance: tools.advance,
    async close() {
      tools.remove()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const python = pythonProgram()
if (python !== undefined) {
  it('the example in Python gives the prices of the cards that it was given', async () => {
    const world = worldOf(python)()
    try {
      const connector = await world.open({ reads: { stock: true, prices: true } })
      const cards = ['B', 'A'].map((sku) => inwardDocument('stock-cards', `it-${sku}`, stockCard(sku)))
      await outcomes(connector.deliver(prepared(connector, cards), signal))
      const price = { price: '100.5', priceIncludesVat: false, vatPercent: '21' }
      expect(await firstReadings(connector, 'prices', 10, signal)).toEqual({
        more: false,
        readings: [
          { sku: 'A', ...price },
          { sku: 'B', ...price },
        ],
      })
      const seen: CheckResult[] = []
      for await (const result of connector.check(signal)) seen.push(result)
      expect(seen.filter(({ status }) => status !== 'ok')).toEqual([])
      expect(seen.find(({ id }) => id === 'command.stock')?.evidence).toContain('A = 0')
    } finally {
      await world.close()
    }
  })

  agendaSuite({ 'command, example in Python, every kind of document': worldOf(python) })
}
