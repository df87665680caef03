import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Charset, unicode, windows1250 } from '../../../src/main/connectors/wrap/fit-text'
import { openIs } from '../../../src/main/open-is'
import { type FileTaker, startFileTaker } from '../../../src/sandbox/simulators/files'
import {
  computeUbl,
  type ReadOrder,
  readCsv,
  readJson,
  readUbl,
  readXmlTree,
  textAt,
} from '../../../src/sandbox/simulators/files/read'
import { orderSchema } from '../../../src/shared/documents/order'
import { connectorTools } from '../../support/connector-tools'
import { asReceived, dyingAfterwards } from '../../support/files'
import { schemaComplaints } from '../../support/xmllint'
import { connectorSuite, type PreviewFile, type World } from './suite'

/** An XML of the customer's own, as docs/connectors/files.md has it. */
const TEMPLATE = `<?xml version="1.0"?>
<Objednavka xmlns:bi="urn:business-integrator:template" Cislo="{number}" Datum="{issuedOn|cz-date}" Typ="OBP {{1}}">
  <Odberatel Ico="{buyer.ico}"><Nazev>{buyer.name}</Nazev><Mesto>{buyer.city}</Mesto></Odberatel>
  <Poznamka bi:if="note">{note}</Poznamka>
  <Radky>
    <Radek bi:each="lines" Poradi="{line.position}">
      <Kod bi:if="line.sku">{line.sku}</Kod>
      <Nazev>{line.name}</Nazev>
      <Mnozstvi Jednotka="{line.unit}">{line.quantity|comma}</Mnozstvi>
      <Cena>{line.unitPriceNet|comma}</Cena>
    </Radek>
    <Poplatek bi:each="charges"><Nazev>{line.name}</Nazev><Celkem>{line.totalNet}</Celkem></Poplatek>
  </Radky>
</Objednavka>
`
const readOwn = (bytes: Uint8Array): ReadOrder => {
  const root = readXmlTree(bytes)
  const rows = root.children.find(({ name }) => name === 'Radky')?.children.filter(({ name }) => name === 'Radek') ?? []
  return {
    number: root.attributes.get('Cislo') ?? '',
    buyer: textAt(root, 'Odberatel', 'Nazev') ?? '',
    city: textAt(root, 'Odberatel', 'Mesto') ?? '',
    lines: rows.map((row) => ({ name: textAt(row, 'Nazev') ?? '', sku: textAt(row, 'Kod') })),
  }
}

const complaintsOf = (files: readonly PreviewFile[], read: (bytes: Uint8Array) => unknown): readonly string[] =>
  files.flatMap(({ name, bytes }) => {
    try {
      read(bytes)
      return []
    } catch (error) {
      return [`${name}: ${String(error)}`]
    }
  })

interface Kind {
  settings: Record<string, unknown> & { acknowledgement: 'file' | 'disappearance' | 'drop' | 'person' }
  charset: Charset
  read(bytes: Uint8Array): ReadOrder
  valid(files: readonly PreviewFile[]): readonly string[] | undefined
  computes?: World['computes']
}

const ansi = new TextDecoder('windows-1250')
const kinds: Readonly<Record<string, Kind>> = {
  'files, UBL, acknowledged by a file': {
    settings: { format: 'ubl', acknowledgement: 'file' },
    charset: unicode,
    read: readUbl,
    valid: (files) =>
      schemaComplaints(
        'ubl-xsd/xsdrt/maindoc/UBL-Order-2.1.xsd',
        files.map(({ bytes }) => bytes),
      ),
    computes: ([file]) => computeUbl(file?.bytes ?? new Uint8Array()),
  },
  'files, CSV in Windows-1250, taken away': {
    settings: { format: 'csv', acknowledgement: 'disappearance', mapping: { encoding: 'windows-1250' } },
    charset: windows1250,
    read: (bytes) => readCsv(ansi.decode(bytes), ';'),
    valid: (files) => complaintsOf(files, (bytes) => readCsv(ansi.decode(bytes), ';')),
  },
  'files, JSON, laying it there is the delivery': {
    settings: { format: 'json', acknowledgement: 'drop' },
    charset: asReceived,
    read: readJson,
    valid: (files) => complaintsOf(files, (bytes) => orderSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')))),
  },
  'files, own XML, only a person knows': {
    settings: { format: 'template', acknowledgement: 'person', fileName: '{date}_{number}_{itemId}' },
    charset: unicode,
    read: readOwn,
    valid: (files) => complaintsOf(files, readOwn),
  },
}

const worldOf = (kind: Kind) => (): World => {
  const { acknowledgement } = kind.settings
  const root = mkdtempSync(join(tmpdir(), 'bi-files-'))
  const folder = join(root, 'Objednávky od klienta')
  const ack = join(folder, 'ack')
  mkdirSync(ack, { recursive: true })
  const tools = connectorTools()
  writeFileSync(join(tools.dataDir, 'template.xml'), TEMPLATE)
  const taker: FileTaker<ReadOrder> = startFileTaker({
    folder,
    answers: acknowledgement === 'file' ? { ack } : 'remove',
    read: kind.read,
  })
  let dies = false
  const itemOf = (file: string): string => /it-[a-z0-9-]+/.exec(file)?.[0] ?? ''
  const silent = acknowledgement === 'drop' || acknowledgement === 'disappearance'
  return {
    async open(changes = {}) {
      const connector = await openIs(
        { id: 'files', settings: { folder, answerTimeoutSeconds: 5, ...kind.settings, ...changes } },
        () => undefined,
        tools,
      )
      return {
        ...connector,
        deliver(batch, signal) {
          const run = dies ? dyingAfterwards(connector) : connector
          dies = false
          return run.deliver(batch, signal)
        },
      }
    },
    ...(acknowledgement === 'person' ? { answers: 'never' as const } : {}),
    ...(silent ? { refusesInSilence: true as const } : {}),
    records: () =>
      taker.records().map(({ file, id, number }) => ({
        itemId: itemOf(file),
        ...(acknowledgement === 'file' ? { id, number } : { id: file }),
      })),
    shown(itemId) {
      const found = taker.records().find(({ file }) => itemOf(file) === itemId)
      return found && { ...found, number: found.customerNumber }
    },
    charset: kind.charset,
    valid: kind.valid,
    ...(kind.computes ? { computes: kind.computes } : {}),
    loseNextAnswer: () => {
      if (acknowledgement === 'drop') dies = true
      else taker.faults({ silent: true })
    },
    refuse: (number) => taker.faults({ refuse: number }),
    dawdle: (delayMs) => taker.faults({ delayMs }),
    heal: () => taker.faults({}),
    idle: taker.idle,
    advance: tools.advance,
    wrong: {
      'wrong login': 'a folder asks nobody who they are; the rights of the account are those of "no right to write"',
      'wrong company': 'a folder does not say whose it is; another folder is another target',
      'closed period':
        acknowledgement === 'file'
          ? { before: () => taker.faults({ refuse: 'OBJ-W' }), code: 'is-rejected', outcome: 'rejected' }
          : 'a refusal can only be told by an acknowledgement in a file',
      locked:
        'a file that is not there yet can not be locked; a folder without the right to write is "unreachable" in other words',
      slow:
        acknowledgement === 'file' || acknowledgement === 'disappearance'
          ? {
              settings: { answerTimeoutSeconds: 1 },
              before: () => taker.faults({ delayMs: 60_000 }),
              code: 'is-no-answer',
              outcome: 'unknown',
            }
          : 'nobody is waited for',
      unreachable: { settings: { folder: '/nowhere/orders' }, code: 'is-not-found', effect: 'nothing' },
    },
    close: async () => {
      await taker.close()
      tools.remove()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

connectorSuite(Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, worldOf(kind)])))
