import { schemaFault } from './schema'
import { type MoneySums, sumsOf } from './sums'
import { child, children, element, parseXml, textAt, textElement, type XmlNode } from './xml'

/** What the import does when the key exists already, or not (`_Import.xsd`). */
export interface ImportDefinition {
  keys: readonly string[]
  newValue: 'Append' | 'NoAction' | 'Error'
  existingValue: 'Append' | 'Update' | 'NoAction' | 'Delete' | 'Auto' | 'Error'
}

export interface MoneyRecord {
  /** Money's own number of the order (`Doklad`, at most 10 characters). */
  number: string
  sourceNumber: string
  note: string
  description: string
  order: XmlNode
  sums: MoneySums
}

export interface MoneyFaults {
  /** An order with this text in its description or note is refused with these words. */
  refuse?: { text: string; words: string } | undefined
}

/** The books of one agenda: what an import writes and what can be looked up afterwards. */
export interface Money {
  readonly ico: string
  records(): readonly MoneyRecord[]
  /** Imports one file and says how it went, as `MoneyReport`. `definition` of the customer's own. */
  importXml(source: string, faults?: MoneyFaults): string
  /** All received orders as an export (XML DE). */
  exportXml(): string
  definitionXml(): string
  /** Somebody deletes an order. */
  remove(number: string): void
}

interface ReportError {
  type: 'SystemError' | 'CorrelationError' | 'BusinessError' | 'PayloadError' | 'other'
  code: string
  description: string
}

const errorInfo = ({ type, code, description }: ReportError): string =>
  element(
    'ErrorInfo',
    textElement('ErrorTypeCoded', type) +
      '<ErrorTypeOther/>' +
      textElement('ErrorCode', code) +
      textElement('ErrorDescription', description),
  )
const status = (word: 'OK' | 'WarningError' | 'FatalError'): string => textElement('Status', word)
const report = (content: string): string => `<?xml version="1.0" encoding="UTF-8"?>\n${element('MoneyReport', content)}`
const refusedReport = (error: ReportError, control = ''): string => report(status('FatalError') + errorInfo(error) + control)

const write = (node: XmlNode): string =>
  node.children.length > 0 ? element(node.name, node.children.map(write).join('')) : textElement(node.name, node.text)

/** What Windows-1250 has, Money keeps; of anything else it keeps a question mark [inferred: its data are 8-bit]. */
const keep = (text: string): string => {
  const decoder = new TextDecoder('windows-1250')
  const known = new Set(decoder.decode(Uint8Array.from({ length: 256 }, (_, i) => i)))
  return [...text].map((character) => (known.has(character) ? character : '?')).join('')
}

export function createMoney(options: {
  ico: string
  definition: ImportDefinition
  cards?: readonly string[]
  agendaCode?: string
}): Money {
  const { definition, ico } = options
  let last = 0
  const records: MoneyRecord[] = []

  const keyOf = (order: XmlNode): string => definition.keys.map((name) => textAt(order, ...name.split('/'))).join('\u0000')

  /** An unknown stock card is an error of the line, so of the order, as the definition for cards should say. */
  const missingCard = (order: XmlNode): string | undefined => {
    if (!options.cards) return undefined
    for (const line of children(order, 'Polozka')) {
      const card = child(line, 'KmKarta')
      const code = textAt(card, 'Katalog') || textAt(card, 'Zkrat') || textAt(card, 'BarCode')
      if (card && !options.cards.includes(code)) return code
    }
    return undefined
  }

  const append = (order: XmlNode): MoneyRecord => {
    const record: MoneyRecord = {
      number: `OP26${String(++last).padStart(5, '0')}`,
      sourceNumber: textAt(order, 'PrimDoklad'),
      note: keep(textAt(order, 'Poznamka')),
      description: keep(textAt(order, 'Popis')),
      order: JSON.parse(keep(JSON.stringify(order))) as XmlNode,
      sums: sumsOf(order),
    }
    records.push(record)
    return record
  }
  const reference = ({ number, sourceNumber }: Pick<MoneyRecord, 'number' | 'sourceNumber'>): string =>
    element(
      'Reference',
      textElement('ID', sourceNumber, { keyName: 'PrimDoklad' }) + textElement('ID', number, { keyName: 'Doklad' }),
    )

  const importOrder = (order: XmlNode, faults: MoneyFaults): { fatal: boolean; xml: string } => {
    const fatal = (error: ReportError, part = ''): { fatal: boolean; xml: string } => ({
      fatal: true,
      xml: element(
        'ObjPrij',
        status('FatalError') +
          element('Reference', textElement('ID', textAt(order, 'PrimDoklad'), { keyName: 'PrimDoklad' })) +
          errorInfo(error) +
          part,
      ),
    })
    const done = (record: MoneyRecord): { fatal: boolean; xml: string } => ({
      fatal: false,
      xml: element('ObjPrij', status('OK') + reference(record)),
    })
    const { refuse } = faults
    if (refuse && `${textAt(order, 'Popis')}\n${textAt(order, 'Poznamka')}`.includes(refuse.text))
      return fatal({ type: 'BusinessError', code: '', description: refuse.words })
    const card = missingCard(order)
    if (card !== undefined)
      return fatal(
        { type: 'other', code: '', description: '' },
        element(
          'Polozka',
          status('FatalError') +
            element(
              'KmKarta',
              status('FatalError') +
                errorInfo({ type: 'CorrelationError', code: '', description: `Kmenová karta ${card} neexistuje` }),
            ),
        ),
      )
    const key = keyOf(order)
    const existing = records.find((record) => keyOf(record.order) === key)
    if (existing) {
      switch (definition.existingValue) {
        case 'Error':
          return fatal({ type: 'CorrelationError', code: '', description: 'Objednávka s tímto klíčem již existuje' })
        case 'NoAction':
          return done(existing)
        case 'Update':
          existing.order = order
          return done(existing)
        case 'Delete':
          records.splice(records.indexOf(existing), 1)
          return done(existing)
        default:
          return done(append(order))
      }
    }
    if (definition.newValue === 'Append') return done(append(order))
    return fatal({ type: 'CorrelationError', code: '', description: 'Nová objednávka se nezakládá' })
  }

  return {
    ico,
    records: () => records,
    importXml(source, faults = {}) {
      let document: XmlNode
      try {
        document = parseXml(source)
      } catch (error) {
        return refusedReport({ type: 'SystemError', code: '', description: String(error) })
      }
      const fault = schemaFault(document)
      if (fault) return refusedReport({ type: 'SystemError', code: '', description: fault })
      const given = { ico: document.attributes['ICAgendy'], code: document.attributes['KodAgendy'] }
      if ((given.ico ?? ico) !== ico || (given.code ?? options.agendaCode) !== options.agendaCode) {
        const error: ReportError = { type: 'PayloadError', code: '', description: 'Data jsou určena pro jinou agendu' }
        return refusedReport(error, element('Control', element('KodAgendy', status('FatalError') + errorInfo(error))))
      }
      const orders = children(document.children[0], 'ObjPrij').map((order) => importOrder(order, faults))
      return report(
        status(orders.some(({ fatal }) => fatal) ? 'WarningError' : 'OK') +
          element('SeznamObjPrij', orders.map(({ xml }) => xml).join('')),
      )
    },
    exportXml: () => {
      const now = new Date().toISOString()
      return `<?xml version="1.0" encoding="UTF-8"?>\n${element(
        'MoneyData',
        element(
          'SeznamObjPrij',
          records
            .map(({ number, order }) => element('ObjPrij', textElement('Doklad', number) + order.children.map(write).join('')))
            .join(''),
        ),
        { ICAgendy: ico, ExpZkratka: '_OP', ExpDate: now.slice(0, 10), ExpTime: now.slice(11, 19), VyberZaznamu: '0' },
      )}`
    },
    definitionXml: () =>
      `<?xml version="1.0" encoding="UTF-8"?>\n${element(
        'Import',
        element(
          'Entity',
          element(
            'StandAlone',
            element('Key', definition.keys.map((name) => `<Field name="${name}"/>`).join('')) +
              `<Mode newValue="${definition.newValue}" existingValue="${definition.existingValue}" noValue="Error"/>`,
          ),
          { name: 'ObjPrij', enabled: '1' },
        ),
      )}`,
    remove: (number) => {
      const at = records.findIndex((record) => record.number === number)
      if (at >= 0) records.splice(at, 1)
    },
  }
}
