import Big from 'big.js'
import { type Definitions, definitionsLike, type ImportDefinition, KINDS, RECORD_NAMES, type RecordName } from './kinds'
import { errorInfo, type ReportError, reference, refusedReport, report, status } from './report-xml'
import { schemaFault } from './schema'
import { keyBy, merge, moveStock } from './stock'
import { linesOf, type MoneySums, sumsOf } from './sums'
import { child, element, parseXml, textAt, textElement, writeNode, type XmlNode } from './xml'

export type { ImportDefinition } from './kinds'

export interface MoneyRecord {
  /** Money's own number of a document (at most 10 characters); of others none. */
  number: string
  /** What our key stands in: `PrimDoklad`, or `GUID` of an invoice. */
  sourceNumber: string
  note: string
  description: string
  order: XmlNode
  sums: MoneySums
}

export interface MoneyFaults {
  /** A record with this text anywhere in it is refused with these words. */
  refuse?: { text: string; words: string } | undefined
}

/** The books of one agenda: what an import writes and what can be looked up afterwards. */
export interface Money {
  readonly ico: string
  /** In the order in which they were made; orders when nothing else is asked for. */
  records(kind?: RecordName): readonly MoneyRecord[]
  /** Imports one file and says how it went, as `MoneyReport`. */
  importXml(source: string, faults?: MoneyFaults): string
  /** All records of these kinds as an export (XML DE); `choice`: which records it says that it has. */
  exportXml(kinds?: readonly RecordName[], choice?: string): string
  /** What lies in the stores. */
  stockItems(): readonly XmlNode[]
  definitionXml(): string
  /** The company changes its import definition. */
  define(changes: Partial<Definitions>): void
  /** Somebody deletes a document. */
  remove(number: string): void
}

/** What Windows-1250 has, Money keeps; of anything else it keeps a question mark [inferred: its data are 8-bit]. */
const keep = (text: string): string => {
  const decoder = new TextDecoder('windows-1250')
  const known = new Set(decoder.decode(Uint8Array.from({ length: 256 }, (_, i) => i)))
  return [...text].map((character) => (known.has(character) ? character : '?')).join('')
}

interface Imported {
  fatal: boolean
  xml: string
}

export function createMoney(options: {
  ico: string
  definition: ImportDefinition
  definitions?: Partial<Definitions>
  /** Codes of the cards that lines of orders may have; absent: any. */
  cards?: readonly string[]
  agendaCode?: string
}): Money {
  const { ico } = options
  let definitions = definitionsLike(options.definition, options.definitions)
  let last = 0
  const books = new Map<RecordName, MoneyRecord[]>(RECORD_NAMES.map((name) => [name, []]))
  const bookOf = (name: RecordName): MoneyRecord[] => books.get(name) ?? []

  const append = (name: RecordName, node: XmlNode): MoneyRecord => {
    const kind = KINDS[name]
    const isDocument = kind.number !== undefined
    const record: MoneyRecord = {
      number: kind.number ? `${kind.number.prefix}${String(++last).padStart(5, '0')}` : '',
      sourceNumber: textAt(node, 'PrimDoklad') || textAt(node, 'GUID'),
      note: keep(textAt(node, kind.note)),
      description: keep(textAt(node, kind.description)),
      order: JSON.parse(keep(JSON.stringify(node))) as XmlNode,
      sums: isDocument ? sumsOf(node) : { net: '0', vat: '0', total: '0' },
    }
    bookOf(name).push(record)
    return record
  }
  const items: XmlNode[] = []
  /** The card of a line: found, or made where the definition makes it. */
  const hasCard = (card: XmlNode): boolean => {
    const { keys, newValue } = definitions.lineCard
    const key = keyBy(card, keys)
    if (bookOf('KmKarta').some(({ order }) => keyBy(order, keys) === key)) return true
    if (newValue === 'Append') append('KmKarta', card)
    return newValue === 'Append'
  }

  /** An unknown stock card is an error of the line, so of the document. */
  const missingCard = (name: RecordName, document: XmlNode): string | undefined => {
    for (const line of linesOf(document)) {
      const card = child(line, 'KmKarta') ?? child(child(line, 'SklPolozka'), 'KmKarta')
      if (!card) continue
      const code = textAt(card, 'Katalog') || textAt(card, 'Zkrat') || textAt(card, 'BarCode')
      const known = name === 'ObjPrij' ? (options.cards?.includes(code) ?? true) : hasCard(card)
      if (!known) return code
    }
    return undefined
  }

  /** Receipts and received delivery notes bring goods in; what comes back goes out. Orders and text lines move nothing. */
  const moveGoods = (name: RecordName, document: XmlNode): void => {
    if (name === 'ObjPrij') return
    for (const line of linesOf(document)) {
      const inner = name.startsWith('Fakt') ? child(line, 'SklPolozka') : line
      const [card, store] = [child(inner, 'KmKarta'), child(inner, 'Sklad')]
      if (!card || !store) continue
      const away =
        [textAt(inner, 'Vratka') === '1', textAt(document, 'Dobropis') === '1', name === 'FaktVyd'].filter(Boolean).length % 2
      moveStock(items, card, store, new Big(textAt(line, 'PocetMJ') || '0').times(away ? -1 : 1))
    }
  }

  const named = (name: RecordName, { number, order }: Pick<MoneyRecord, 'number' | 'order'>): string => {
    const { number: own } = KINDS[name]
    const keys = definitions[name].keys.map((key) => [key, textAt(order, ...key.split('/'))] as const)
    return reference([...keys, ...(own && number ? ([[own.element, number]] as const) : [])])
  }

  const importRecord = (name: RecordName, node: XmlNode, faults: MoneyFaults): Imported => {
    const { inReport } = KINDS[name]
    const definition = definitions[name]
    const fatal = (error: ReportError, part = ''): Imported => ({
      fatal: true,
      xml: element(inReport, status('FatalError') + named(name, { number: '', order: node }) + errorInfo(error) + part),
    })
    const done = (record: MoneyRecord): Imported => ({
      fatal: false,
      xml: element(inReport, status('OK') + named(name, record)),
    })
    const add = (): Imported => {
      const record = append(name, node)
      if (name === 'Zasoba') {
        items.push(record.order)
        const card = child(record.order, 'KmKarta')
        if (card) hasCard(card)
      } else moveGoods(name, record.order)
      return done(record)
    }
    const { refuse } = faults
    if (refuse && JSON.stringify(node).includes(JSON.stringify(refuse.text).slice(1, -1)))
      return fatal({ type: 'BusinessError', code: '', description: refuse.words })
    const card = KINDS[name].number ? missingCard(name, node) : undefined
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
    const key = keyBy(node, definition.keys)
    if (definition.keys.every((one) => textAt(node, ...one.split('/')) === '')) {
      if (definition.noValue === 'Append') return add()
      return fatal({ type: 'CorrelationError', code: '', description: 'Klíč nemá hodnotu' })
    }
    const existing = bookOf(name).find(({ order }) => keyBy(order, definition.keys) === key)
    if (existing) {
      switch (definition.existingValue) {
        case 'Error':
          return fatal({ type: 'CorrelationError', code: '', description: 'Záznam s tímto klíčem již existuje' })
        case 'NoAction':
          return done(existing)
        case 'Update':
          merge(existing.order, JSON.parse(keep(JSON.stringify(node))) as XmlNode)
          existing.note = keep(textAt(existing.order, KINDS[name].note))
          existing.description = keep(textAt(existing.order, KINDS[name].description))
          return done(existing)
        case 'Delete':
          bookOf(name).splice(bookOf(name).indexOf(existing), 1)
          return done(existing)
        default:
          return add()
      }
    }
    if (definition.newValue === 'Append') return add()
    return fatal({ type: 'CorrelationError', code: '', description: 'Nový záznam se nezakládá' })
  }

  return {
    ico,
    records: (kind = 'ObjPrij') => bookOf(kind),
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
      const lists = document.children.map((list) => ({
        list: list.name,
        imported: list.children.map((node) => importRecord(node.name as RecordName, node, faults)),
      }))
      return report(
        status(lists.some(({ imported }) => imported.some(({ fatal }) => fatal)) ? 'WarningError' : 'OK') +
          lists.map(({ list, imported }) => element(list, imported.map(({ xml }) => xml).join(''))).join(''),
      )
    },
    exportXml: (kinds = ['ObjPrij'], choice = '0') => {
      const now = new Date().toISOString()
      const lists = RECORD_NAMES.filter((name) => kinds.includes(name)).map((name) =>
        element(
          KINDS[name].list,
          bookOf(name)
            .map(({ number, order }) => {
              const own = KINDS[name].number
              return element(name, (own ? textElement(own.element, number) : '') + order.children.map(writeNode).join(''))
            })
            .join(''),
        ),
      )
      return `<?xml version="1.0" encoding="UTF-8"?>\n${element('MoneyData', lists.join(''), {
        ICAgendy: ico,
        ExpZkratka: '_OP',
        ExpDate: now.slice(0, 10),
        ExpTime: now.slice(11, 19),
        VyberZaznamu: choice,
      })}`
    },
    stockItems: () => items,
    definitionXml: () => {
      const instructions = ({ keys, newValue, existingValue, noValue = 'Error' }: ImportDefinition): string =>
        element('Key', keys.map((name) => `<Field name="${name.split('/')[0] ?? ''}"/>`).join('')) +
        `<Mode newValue="${newValue}" existingValue="${existingValue}" noValue="${noValue}"/>`
      const entities = RECORD_NAMES.map((name) =>
        element(
          'Entity',
          element('StandAlone', instructions(definitions[name])) +
            element('Embedded', instructions(name === 'KmKarta' ? definitions.lineCard : definitions[name])),
          { name: KINDS[name].entity, enabled: '1' },
        ),
      )
      return `<?xml version="1.0" encoding="UTF-8"?>\n${element('Import', entities.join(''))}`
    },
    define: (changes) => {
      definitions = { ...definitions, ...changes }
    },
    remove: (number) => {
      for (const book of books.values()) {
        const at = book.findIndex((record) => record.number === number)
        if (at >= 0) book.splice(at, 1)
      }
    },
  }
}
