import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Charset, unicode, windows1250 } from '../../../src/main/connectors/wrap/fit-text'
import { openIs } from '../../../src/main/open-is'
import { startFileTaker } from '../../../src/sandbox/simulators/files'
import { readXmlTree, textAt } from '../../../src/sandbox/simulators/files/read'
import {
  agendaOfFile,
  computeUblInvoice,
  type ReadRecord,
  readCsvRecord,
  readJsonRecord,
  readUblDespatchAdvice,
  readUblInvoice,
  toldByDespatchAdvice,
} from '../../../src/sandbox/simulators/files/read-others'
import { type InwardAgenda, payloadSchemas } from '../../../src/shared/documents/agenda'
import { connectorTools } from '../../support/connector-tools'
import { asReceived, dyingAfterwards } from '../../support/files'
import { schemaComplaints } from '../../support/xmllint'
import { type AgendaWorld, agendaSuite } from './suite-agendas'
import type { PreviewFile } from './world'

type Other = Exclude<InwardAgenda, 'orders'>
const OTHERS: readonly Other[] = ['delivery-notes', 'invoices', 'stock-cards', 'addresses']
const formats = (format: string): Record<string, string> => Object.fromEntries(OTHERS.map((agenda) => [agenda, format]))

/** XML of the customer's own, one for each kind of document. */
const TEMPLATES: Readonly<Record<Other, string>> = {
  'delivery-notes': `<Dodak xmlns:bi="urn:business-integrator:template" Klic="{itemId}" Cislo="{number}" Objednavka="{orderNumber}">
  <Dodavatel>{supplier.name}</Dodavatel><Radek bi:each="lines" Kod="{line.sku}">{line.name}</Radek></Dodak>`,
  invoices: `<Faktura xmlns:bi="urn:business-integrator:template" Klic="{itemId}" Cislo="{number}" Objednavka="{orderNumber}" Druh="{kind}" Splatnost="{dueOn|cz-date}">
  <Dodavatel>{supplier.name}</Dodavatel><Radek bi:each="lines" Kod="{line.sku}">{line.name}</Radek></Faktura>`,
  'stock-cards': `<Karta Klic="{cardId}" Kod="{sku}" Cena="{sellingPrice|comma}"><Nazev>{name}</Nazev></Karta>`,
  addresses: `<Firma xmlns:bi="urn:business-integrator:template" Klic="{addressId}"><Nazev>{party.name}</Nazev><Misto bi:each="places">{place.city}</Misto></Firma>`,
}
const readOwn = (agenda: Other, bytes: Uint8Array): ReadRecord => {
  const root = readXmlTree(bytes)
  const key = root.attributes.get('Klic') ?? ''
  if (agenda === 'stock-cards') {
    const sku = root.attributes.get('Kod') ?? ''
    return { agenda, key, replaces: key, sku, number: sku, name: textAt(root, 'Nazev') ?? '' }
  }
  if (agenda === 'addresses') {
    const name = textAt(root, 'Nazev') ?? ''
    return { agenda, key, replaces: key, number: name, name }
  }
  const rows = root.children.filter(({ name }) => name === 'Radek')
  return {
    agenda,
    key,
    number: root.attributes.get('Cislo') ?? '',
    name: textAt(root, 'Dodavatel') ?? '',
    orderNumber: root.attributes.get('Objednavka') ?? '',
    lines: rows.map(({ text, attributes }) => ({ name: text, sku: attributes.get('Kod') })),
  }
}

interface Kind {
  agendas: readonly Other[]
  settings: Record<string, unknown> & { acknowledgement: 'file' | 'disappearance' | 'drop' | 'person'; agendaFolders?: boolean }
  charset: Charset
  read(agenda: Other, bytes: Uint8Array, file: string): ReadRecord
  valid?(agenda: Other, files: readonly PreviewFile[]): readonly string[] | undefined
  computes?: AgendaWorld['computes']
}

const utf8 = new TextDecoder()
const ansi = new TextDecoder('windows-1250')
const kinds: Readonly<Record<string, Kind>> = {
  'files, UBL where there is one, else CSV, acknowledged by a file': {
    agendas: OTHERS,
    settings: { acknowledgement: 'file' },
    charset: unicode,
    read(agenda, bytes) {
      if (agenda === 'delivery-notes') return readUblDespatchAdvice(bytes)
      return agenda === 'invoices' ? readUblInvoice(bytes) : readCsvRecord(agenda, utf8.decode(bytes), ';')
    },
    valid(agenda, files) {
      const name = agenda === 'delivery-notes' ? 'DespatchAdvice' : agenda === 'invoices' ? 'Invoice' : undefined
      if (name === undefined) return []
      const documents = files.map(({ bytes }) => bytes)
      return schemaComplaints(`ubl-xsd/xsdrt/maindoc/UBL-${name}-2.1.xsd`, documents)
    },
    computes([file]) {
      const { name, bytes } = file ?? { name: '', bytes: new Uint8Array() }
      return agendaOfFile(name) === 'invoices' ? computeUblInvoice(bytes) : toldByDespatchAdvice(bytes)
    },
  },
  'files, CSV in Windows-1250, a folder for each kind, taken away': {
    agendas: OTHERS,
    settings: {
      acknowledgement: 'disappearance',
      formats: formats('csv'),
      agendaFolders: true,
      mapping: { encoding: 'windows-1250' },
    },
    charset: windows1250,
    read: (agenda, bytes) => readCsvRecord(agenda, ansi.decode(bytes), ';'),
  },
  'files, JSON, laying it there is the delivery': {
    agendas: ['delivery-notes', 'stock-cards'],
    settings: { acknowledgement: 'drop', formats: formats('json') },
    charset: asReceived,
    read(agenda, bytes, file) {
      payloadSchemas[agenda].parse(JSON.parse(utf8.decode(bytes)))
      return readJsonRecord(agenda, bytes, /-(it-[a-z0-9-]+)\.json$/.exec(file)?.[1] ?? '')
    },
  },
  'files, own XML, only a person knows': {
    agendas: ['invoices', 'addresses'],
    settings: { acknowledgement: 'person', formats: formats('template') },
    charset: unicode,
    read: readOwn,
  },
}

const worldOf = (kind: Kind) => (): AgendaWorld => {
  const { agendas } = kind
  const switches = Object.fromEntries(agendas.map((agenda) => [agenda, true]))
  const { acknowledgement, agendaFolders = false } = kind.settings
  const root = mkdtempSync(join(tmpdir(), 'bi-files-'))
  const folder = join(root, 'Doklady od klienta')
  const tools = connectorTools()
  for (const agenda of OTHERS) writeFileSync(join(tools.dataDir, `template-${agenda}.xml`), TEMPLATES[agenda])
  const read = (bytes: Uint8Array, file: string): ReadRecord => kind.read(agendaOfFile(file) as Other, bytes, file)
  const takers = (agendaFolders ? OTHERS.map((agenda) => join(folder, agenda)) : [folder]).map((one) => {
    const ack = join(one, 'ack')
    mkdirSync(ack, { recursive: true })
    return startFileTaker({ folder: one, answers: acknowledgement === 'file' ? { ack } : 'remove', read })
  })
  let dies = false
  return {
    async open(changes = {}) {
      const settings = { folder, format: 'json', answerTimeoutSeconds: 5, agendas: switches, ...kind.settings, ...changes }
      const connector = await openIs({ id: 'files', settings }, () => undefined, tools)
      return {
        ...connector,
        deliver(batch, signal) {
          const run = dies ? dyingAfterwards(connector) : connector
          dies = false
          return run.deliver(batch, signal)
        },
      }
    },
    agendas,
    ...(acknowledgement === 'person' ? { answers: 'never' as const } : {}),
    ...(acknowledgement === 'drop' || acknowledgement === 'disappearance' ? { refusesInSilence: true as const } : {}),
    charset: kind.charset,
    records: (agenda) =>
      takers
        .flatMap((taker) => taker.records())
        .filter((record) => record.agenda === agenda)
        .map(({ file, id, number, customerNumber, key, name, orderNumber, lines, sku }) => ({
          key,
          name,
          ...(acknowledgement === 'file' ? { id, number } : { id: file }),
          documentNumber: customerNumber,
          ...(orderNumber !== undefined && { orderNumber }),
          ...(lines !== undefined && { lines }),
          ...(sku !== undefined && { sku }),
        })),
    valid(files) {
      const [first] = files
      if (!first) return []
      const agenda = agendaOfFile(first.name) as Other
      const complaints = kind.valid ? kind.valid(agenda, files) : []
      const unread = files.flatMap(({ name, bytes }) => {
        try {
          read(bytes, name)
          return []
        } catch (error) {
          return [`${name}: ${String(error)}`]
        }
      })
      return complaints && [...complaints, ...unread]
    },
    ...(kind.computes ? { computes: kind.computes } : {}),
    loseNextAnswer() {
      if (acknowledgement === 'drop') dies = true
      else for (const taker of takers) taker.faults({ silent: true })
    },
    refuse(_agenda, number) {
      for (const taker of takers) taker.faults({ refuse: number })
    },
    heal() {
      for (const taker of takers) taker.faults({})
    },
    async idle() {
      for (const taker of takers) await taker.idle()
    },
    advance: tools.advance,
    async close() {
      for (const taker of takers) await taker.close()
      tools.remove()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

agendaSuite(Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, worldOf(kind)])))
