import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Automatic, type AutomaticSetUp, createAutomatic } from '../../src/sandbox/simulators/money-s3/automatic'
import { parseGraphQl } from '../../src/sandbox/simulators/money-s3/graphql'
import type { Definitions, RecordName } from '../../src/sandbox/simulators/money-s3/kinds'
import { createMoney, type ImportDefinition, type Money, type MoneyRecord } from '../../src/sandbox/simulators/money-s3/money'
import { inputFault, orderInputXml } from '../../src/sandbox/simulators/money-s3/order-input'
import { linesOf, sumsOf } from '../../src/sandbox/simulators/money-s3/sums'
import { child, children, parseXml, textAt, type XmlNode } from '../../src/sandbox/simulators/money-s3/xml'
import type { InwardAgenda } from '../../src/shared/documents/agenda'
import type { AgendaRecord } from '../contract/connectors/agenda-world'
import type { Computed, PreviewFile, Shown } from '../contract/connectors/suite'
import { schemaComplaints } from './xmllint'

export const moneyDefinition = (existingValue: ImportDefinition['existingValue'] = 'Error'): ImportDefinition => ({
  keys: ['PrimDoklad'],
  newValue: 'Append',
  existingValue,
})

const lineOfNote = (note: string, label: string): string =>
  note
    .split('\n')
    .find((line) => line.startsWith(label))
    ?.slice(label.length) ?? ''

export const moneyItemId = ({ note }: MoneyRecord): string => lineOfNote(note, 'Business Integrator: ')

export const moneyRecords = (money: Money) =>
  money.records().map((record) => ({ itemId: moneyItemId(record), id: record.sourceNumber, number: record.number }))

export const moneyShown = (money: Money, itemId: string): Shown | undefined => {
  const record = money.records().find((one) => moneyItemId(one) === itemId)
  if (!record) return undefined
  const { order, note } = record
  return {
    number: lineOfNote(note, 'Číslo objednávky: '),
    buyer: textAt(order, 'DodOdb', 'ObchNazev'),
    city: textAt(order, 'DodOdb', 'ObchAdresa', 'Misto'),
    lines: children(order, 'Polozka').map((line) => ({
      name: textAt(line, 'Popis'),
      sku:
        // A line of the API must have one; a dash is none.
        textAt(child(line, 'NesklPolozka') ?? child(line, 'KmKarta'), 'Katalog').replace(/^-$/, '') ||
        lineOfNote(textAt(line, 'Poznamka'), 'Kód: ') ||
        undefined,
    })),
  }
}

/** Which records of Money documents of an agenda become, with any settings. */
const RECORDS: Readonly<Record<InwardAgenda, readonly RecordName[]>> = {
  orders: ['ObjPrij'],
  'delivery-notes': ['DLPrij', 'Prijemka'],
  invoices: ['FaktPrij', 'FaktVyd'],
  'stock-cards': ['KmKarta'],
  addresses: ['Firma'],
}

const goodsOf = (document: XmlNode): { name: string; sku: string | undefined }[] =>
  linesOf(document).map((line) => {
    const goods = child(line, 'NesklPolozka') ?? child(line, 'KmKarta') ?? child(child(line, 'SklPolozka'), 'KmKarta')
    return {
      name: textAt(line, 'Popis') || textAt(line, 'Nazev'),
      sku: lineOfNote(textAt(line, 'Poznamka'), 'Kód: ') || textAt(goods, 'Katalog') || undefined,
    }
  })

/** Records of an agenda as Money's own store has them. */
export const moneyAgendaRecords = (money: Money, agenda: InwardAgenda): AgendaRecord[] =>
  RECORDS[agenda]
    .flatMap((name) => money.records(name))
    .map((record): AgendaRecord => {
      const { order: node, note, number, sourceNumber } = record
      const text = (...path: string[]): string => textAt(node, ...path)
      if (agenda === 'stock-cards') {
        const sku = text('Katalog')
        return { key: lineOfNote(note, 'Business Integrator, karta: ') || sku, id: sku, name: text('Popis'), sku }
      }
      if (agenda === 'addresses')
        return {
          key: lineOfNote(note, 'Business Integrator, adresa: '),
          id: text('ICO'),
          name: text('ObchNazev') || text('Nazev'),
        }
      const own = ['Číslo dodacího listu: ', 'Číslo faktury: ', 'Číslo dobropisu: '].map((label) => lineOfNote(note, label))
      return {
        key: moneyItemId(record),
        id: sourceNumber,
        number,
        name: text('DodOdb', 'ObchNazev'),
        documentNumber: own.find((one) => one !== '') ?? '',
        orderNumber: lineOfNote(note, 'Číslo objednávky: '),
        lines: goodsOf(node),
      }
    })

/** Money's own arithmetic over a file with one document. The rounding of the whole is a line without VAT. */
export const moneyComputes = (files: readonly PreviewFile[]): Computed => {
  const [file] = files
  if (!file) throw new Error('no preview')
  const order = parseXml(Buffer.from(file.bytes).toString('utf8')).children[0]?.children[0]
  if (!order) throw new Error('no document')
  return {
    net: sumsOf(order, (line) => (textAt(line, 'Popis') || textAt(line, 'Nazev')) !== 'Zaokrouhlení').net,
    payable: sumsOf(order).total,
  }
}

export const moneyValid = (files: readonly PreviewFile[]): readonly string[] | undefined =>
  schemaComplaints(
    'moneys3-xsd/orders-only.xsd',
    files.map(({ bytes }) => bytes),
  )

export interface TestMoney {
  money: Money
  automatic: Automatic
  root: string
  importFolder: string
  reportFolder: string
  exportFile: string
  deliveryNoteFile: string
  invoiceFile: string
  stockFile: string
  definitionFile: string
  remove(): void
}

/** Money with the folders of its customer, in a place whose name has a blank and diacritics. Nothing runs yet. */
export function createTestMoney(
  options: {
    ico?: string
    definition?: ImportDefinition
    definitions?: Partial<Definitions>
    setUp?: Partial<AutomaticSetUp>
    without?: ('reportFolder' | 'exportFile' | 'deliveryNoteFile' | 'invoiceFile' | 'stockFile')[]
  } = {},
): TestMoney {
  const root = mkdtempSync(join(tmpdir(), 'bi-money-'))
  const base = join(root, 'Výměna dat')
  const [importFolder, reportFolder] = [join(base, 'import'), join(base, 'hlášení')]
  for (const folder of [importFolder, reportFolder]) mkdirSync(folder, { recursive: true })
  const [exportFile, definitionFile] = [join(base, 'objednavky.xml'), join(base, 'definice _OP.xml')]
  const money = createMoney({
    ico: options.ico ?? '45274649',
    definition: options.definition ?? moneyDefinition(),
    ...(options.definitions && { definitions: options.definitions }),
  })
  // What the customer shows us; whether Money works by it is another matter.
  writeFileSync(definitionFile, createMoney({ ico: '', definition: moneyDefinition() }).definitionXml())
  const [deliveryNoteFile, invoiceFile, stockFile] = [
    join(base, 'dodací listy.xml'),
    join(base, 'faktury.xml'),
    join(base, 'zásoby.xml'),
  ]
  const given = { reportFolder, exportFile, deliveryNoteFile, invoiceFile, stockFile }
  for (const name of options.without ?? []) delete (given as Record<string, unknown>)[name]
  const automatic = createAutomatic(money, { importFolder, ...given, ...options.setUp })
  return {
    money,
    automatic,
    root,
    importFolder,
    reportFolder,
    exportFile,
    deliveryNoteFile,
    invoiceFile,
    stockFile,
    definitionFile,
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

/** What the API's queue makes of the preview of one order. */
const queueXml = (file: PreviewFile): string => {
  const { fields } = parseGraphQl(Buffer.from(file.bytes).toString('utf8'))
  const input = fields[0]?.arguments['receivedOrder']
  const fault = inputFault(input)
  if (fault || input === undefined) throw new Error(fault ?? 'no order')
  return orderInputXml(input)
}
export const moneyApiComputes = (files: readonly PreviewFile[]): Computed =>
  moneyComputes(files.map((file) => ({ ...file, bytes: Buffer.from(queueXml(file)) })))
export const moneyApiValid = (files: readonly PreviewFile[]): readonly string[] | undefined => {
  const faults: string[] = []
  const xml = files.flatMap((file) => {
    try {
      return [Buffer.from(queueXml(file))]
    } catch (error) {
      faults.push(String(error))
      return []
    }
  })
  return [...faults, ...(schemaComplaints('moneys3-xsd/orders-only.xsd', xml) ?? [])]
}
