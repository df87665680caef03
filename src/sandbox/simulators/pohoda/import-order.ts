import { type Detail, duplicity, itemError, produced, refused } from './answers'
import {
  adjustedUnits,
  checkReferences,
  faultyRefusal,
  flatten,
  type ImportContext,
  missingIn,
  type Naming,
  readBody,
  readNumber,
  readPartner,
} from './import-parts'
import { messages } from './messages'
import type { NewOrder } from './order-record'
import { child, type Element, textAt, type XmlNode } from './xml'

const naming: Naming = { prefix: 'ord', document: 'order' }
const response = 'ord:orderResponse'

/** Makes a received order of a valid item, in its own transaction, and answers for it. */
export async function importOrder(order: XmlNode, itemId: string, context: ImportContext): Promise<Element> {
  const remove = child(child(order, 'ord:actionType'), 'ord:delete')
  if (remove !== undefined) return deleteOrder(remove, itemId, context)

  if (context.checkDuplicity) {
    const record = context.store.remembered(context.packId, itemId)
    if (record !== undefined) return duplicity(itemId, messages.duplicity, record)
  }
  const refusal = await refusalFor(order, context)
  if (refusal.length > 0) return refused(itemId, response, refusal)

  const found: Detail[] = []
  const built = build(order, itemId, context, found)
  const errors = found.filter((one) => one.state === 'error')
  if (errors.length > 0) return refused(itemId, response, errors)
  const record = context.store.insert(built, context.checkDuplicity)
  found.push(...(await adjustedUnits(context.stateDir, naming, record.lines)))
  return produced(itemId, response, { ...record, action: 'add' }, found)
}

async function refusalFor(order: XmlNode, context: ImportContext): Promise<Detail[]> {
  if (!context.user.orders) return [{ state: 'error', errno: 101, note: messages.noRights }]
  const header = child(order, 'ord:orderHeader')
  const faulty = await faultyRefusal(context.stateDir, [textAt(header, 'ord:numberOrder') ?? ''])
  if (faulty.length > 0) return faulty
  if (textAt(header, 'ord:orderType') === 'issuedOrder') {
    return [{ state: 'error', note: messages.unsupported('issuedOrder') }]
  }
  return missingIn(header, naming, ['orderType', 'date', 'partnerIdentity'])
}

/** What has a column of its own. */
const ownColumns = /^(extId|number\/|numberOrder|date|dateFrom|dateTo|text|note|intNote|partnerIdentity|orderType)(\/|$)/

function build(order: XmlNode, itemId: string, context: ImportContext, found: Detail[]): NewOrder {
  const { unit, store } = context
  const header = child(order, 'ord:orderHeader')
  const date = textAt(header, 'ord:date')?.trim().slice(0, 10) ?? ''
  const { lines, totals } = readBody(order, naming, date, context, found)
  const others = Object.fromEntries(Object.entries(flatten(header)).filter(([name]) => !ownColumns.test(name)))
  const texts = checkReferences(others, naming, unit, found)
  const partner = readPartner(child(header, 'ord:partnerIdentity'), naming, context, found)
  const { number, series } = readNumber(
    child(header, 'ord:number'),
    naming,
    { series: unit.seriesPrefix, known: unit.lists.series, taken: store.numberExists, next: store.nextNumber },
    found,
  )
  return {
    number,
    extId: textAt(header, 'ord:extId', 'typ:ids'),
    exSystemName: textAt(header, 'ord:extId', 'typ:exSystemName'),
    exSystemText: textAt(header, 'ord:extId', 'typ:exSystemText'),
    numberOrder: textAt(header, 'ord:numberOrder'),
    date,
    dateFrom: textAt(header, 'ord:dateFrom')?.trim(),
    dateTo: textAt(header, 'ord:dateTo')?.trim(),
    text: textAt(header, 'ord:text'),
    note: textAt(header, 'ord:note'),
    intNote: textAt(header, 'ord:intNote'),
    ...partner,
    header: { ...texts, series },
    lines,
    totals,
    packId: context.packId,
    itemId,
    importedAt: context.now,
  }
}

function deleteOrder(action: XmlNode, itemId: string, context: ImportContext): Element {
  const filter = child(action, 'ftr:filter')
  if (filter?.attributes.get('agenda') !== 'prijate_objednavky') {
    return itemError(itemId, messages.unsupported('ord:delete mimo agendu prijate_objednavky'))
  }
  const id = textAt(filter, 'ftr:id')?.trim()
  const number = textAt(filter, 'ftr:number')
  if (id === undefined && number === undefined) return itemError(itemId, messages.missing('ftr:id'))
  const [found] = context.store.find({
    ...(id === undefined ? {} : { id: Number(id) }),
    ...(number === undefined ? {} : { numbers: [number] }),
  })
  if (found === undefined) {
    return refused(itemId, response, [{ state: 'error', note: messages.notFound(`doklad ${id ?? number}`) }])
  }
  context.store.remove(found.id)
  return produced(itemId, response, { ...found, action: 'delete' }, [])
}
