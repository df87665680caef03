import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openIs } from '../../../src/main/open-is'
import { type InwardAgenda, type Payload, payloadSchemas } from '../../../src/shared/documents/agenda'
import { disturbed, EXAMPLES, pythonProgram, recordedByPython } from '../../support/command'
import { connectorTools } from '../../support/connector-tools'
import { asReceived } from '../../support/files'
import { type AgendaRecord, type AgendaWorld, agendaSuite } from './suite-agendas'

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
if (python !== undefined) agendaSuite({ 'command, example in Python, every kind of document': worldOf(python) })
