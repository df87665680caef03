import { type Detail, duplicity, produced, refused } from './answers'
import type { DocumentAgenda, NewDocument } from './document-store'
import { exact } from './exact'
import {
  adjustedUnits,
  checkReferences,
  faultyRefusal,
  flatten,
  type ImportContext,
  missingIn,
  type Naming,
  partOf,
  readBody,
  readNumber,
  readPartner,
} from './import-parts'
import { messages } from './messages'
import { child, type Element, textAt, type XmlNode } from './xml'

/** Receipts, issue slips, invoices and credit notes: what they are called, what they need, and what they do to the stock. */

interface Kind {
  naming: Naming
  response: string
  agenda: DocumentAgenda
  /** `prijemka`, `vydejka`, or the type of the invoice. */
  kind: string
  required: readonly string[]
  /** Of their number series. */
  series: string
  /** What a line with a card does to its stock. */
  moves: 1 | -1
}

const kindOf = (document: XmlNode): Kind | undefined => {
  const [prefix = '', name = ''] = document.name.split(':')
  const naming = { prefix, document: name }
  const response = `${document.name}Response`
  if (name === 'prijemka') {
    return { naming, response, agenda: 'prijemky', kind: name, required: ['date', 'text'], series: 'PR', moves: 1 }
  }
  if (name === 'vydejka') {
    return { naming, response, agenda: 'vydejky', kind: name, required: ['date', 'text'], series: 'VY', moves: -1 }
  }
  const kind = textAt(document, 'inv:invoiceHeader', 'inv:invoiceType') ?? ''
  const required = ['invoiceType', 'text']
  if (kind === 'receivedInvoice' || kind === 'receivedCreditNotice') {
    return { naming, response, agenda: 'prijate_faktury', kind, required, series: 'PF', moves: 1 }
  }
  return kind === 'issuedInvoice' || kind === 'issuedCreditNotice'
    ? { naming, response, agenda: 'vydane_faktury', kind, required, series: 'VF', moves: -1 }
    : undefined
}

/** Makes the document of a valid item and moves the stock of its cards, in one transaction, and answers for it. */
export async function importDocument(document: XmlNode, itemId: string, context: ImportContext): Promise<Element> {
  const what = kindOf(document)
  if (what === undefined) {
    const detail = { state: 'error', note: messages.unsupported(textAt(document, 'inv:invoiceHeader', 'inv:invoiceType') ?? '') }
    return refused(itemId, 'inv:invoiceResponse', [detail as Detail])
  }
  if (context.checkDuplicity) {
    const record = context.store.remembered(context.packId, itemId)
    if (record !== undefined) return duplicity(itemId, messages.duplicity, record)
  }
  const { naming, response, required } = what
  const header = partOf(document, naming, 'Header')
  const at = (...path: string[]): string | undefined => textAt(header, `${naming.prefix}:${path[0]}`, ...path.slice(1))
  const names = [at('text'), at('numberOrder'), at('originalDocument'), at('number', 'typ:numberRequested')]
  const refusal = [...(await faultyRefusal(context.stateDir, names)), ...missingIn(header, naming, required)]
  if (refusal.length > 0) return refused(itemId, response, refusal)

  const found: Detail[] = []
  const { document: built, movements } = build(document, what, itemId, context, found)
  const errors = found.filter((one) => one.state === 'error')
  if (errors.length > 0) return refused(itemId, response, errors)
  const { store, packId, now } = context
  const record = store.transaction(() => {
    const made = store.documents.insert(built)
    for (const { card, quantity } of movements) store.stock.move(card, quantity, now)
    if (context.checkDuplicity) store.remember(packId, itemId, { ...made, date: now.slice(0, 10) })
    return made
  })
  found.push(...(await adjustedUnits(context.stateDir, naming, record.lines)))
  return produced(itemId, response, { ...record, action: 'add' }, found)
}

/** What has a column of its own. */
const ownColumns = /^(extId|number\/|numberOrder|date|text|note|intNote|partnerIdentity|invoiceType)(\/|$)/

function build(
  document: XmlNode,
  { naming, agenda, kind, series: letters, moves }: Kind,
  itemId: string,
  context: ImportContext,
  found: Detail[],
): { document: NewDocument; movements: { card: number; quantity: string }[] } {
  const { unit, store } = context
  const { prefix } = naming
  const header = partOf(document, naming, 'Header')
  const at = (...path: string[]): string | undefined => textAt(header, `${prefix}:${path[0]}`, ...path.slice(1))
  const date = at('date')?.trim().slice(0, 10) ?? context.now.slice(0, 10)
  const { lines, cards, totals } = readBody(document, naming, at('dateTax')?.trim() ?? date, context, found)
  const others = Object.fromEntries(Object.entries(flatten(header)).filter(([name]) => !ownColumns.test(name)))
  const { number, series } = readNumber(
    child(header, `${prefix}:number`),
    naming,
    {
      series: `${String(unit.year).slice(2)}${letters}`,
      known: unit.lists.series,
      taken: (asked) => store.documents.numberExists(agenda, asked),
      next: (one) => store.documents.nextNumber(agenda, one),
    },
    found,
  )
  return {
    document: {
      agenda,
      kind,
      number,
      extId: at('extId', 'typ:ids'),
      exSystemName: at('extId', 'typ:exSystemName'),
      exSystemText: at('extId', 'typ:exSystemText'),
      numberOrder: at('numberOrder'),
      date,
      text: at('text'),
      note: at('note'),
      intNote: at('intNote'),
      ...readPartner(child(header, `${prefix}:partnerIdentity`), naming, context, found),
      header: { ...checkReferences(others, naming, unit, found), series },
      lines,
      totals,
      packId: context.packId,
      itemId,
      importedAt: context.now,
    },
    movements: lines.flatMap(({ quantity }, index) => {
      const card = cards[index]
      return card === undefined || card.stockType !== 'card'
        ? []
        : [{ card: card.id, quantity: exact(quantity).times(String(moves)).toFixed() }]
    }),
  }
}
