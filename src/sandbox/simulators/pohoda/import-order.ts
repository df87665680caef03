import { type Detail, duplicity, itemError, orderProduced, orderRefused } from './answers'
import { refusalOf, strikes } from './faults'
import { messages } from './messages'
import { type OrderLine, readLine, totalsOf } from './money'
import type { AccountingUnit, Address, User } from './state'
import type { NewOrder, Store } from './store'
import { child, type Element, textAt, type XmlNode } from './xml'

export interface ImportContext {
  stateDir: string
  unit: AccountingUnit
  user: User
  store: Store
  packId: string
  /** Local time without zone, `YYYY-MM-DDThh:mm:ss`. */
  now: string
  checkDuplicity: boolean
}

const root = '//ord:order'

/** Makes a received order of a valid item, in its own transaction, and answers for it. */
export async function importOrder(order: XmlNode, itemId: string, context: ImportContext): Promise<Element> {
  const remove = child(child(order, 'ord:actionType'), 'ord:delete')
  if (remove !== undefined) return deleteOrder(remove, itemId, context)

  if (context.checkDuplicity) {
    const record = context.store.remembered(context.packId, itemId)
    if (record !== undefined) return duplicity(itemId, messages.duplicity, record)
  }
  const refused = await refusal(order, context)
  if (refused.length > 0) return orderRefused(itemId, refused)

  const warnings: Detail[] = []
  const built = build(order, itemId, context, warnings)
  const errors = warnings.filter((one) => one.state === 'error')
  if (errors.length > 0) return orderRefused(itemId, errors)
  const record = context.store.insert(built, context.checkDuplicity)
  if (record.lines.some((line) => line.unit !== undefined) && (await strikes(context.stateDir, 'warning603'))) {
    const index = record.lines.findIndex((line) => line.unit !== undefined)
    const unit = record.lines[index]?.unit ?? ''
    warnings.push(adjusted(`${root}/ord:orderDetail/ord:orderItem[${index + 1}]/ord:unit`, unit, unit.slice(0, 3)))
  }
  return orderProduced(itemId, record, 'add', warnings)
}

const adjusted = (xpath: string, requested: string, produced: string): Detail => ({
  state: 'warning',
  errno: 603,
  note: messages.adjusted,
  xpath,
  requested,
  produced,
})

async function refusal(order: XmlNode, context: ImportContext): Promise<Detail[]> {
  if (!context.user.orders || (await strikes(context.stateDir, 'noRights'))) {
    return [{ state: 'error', errno: 101, note: messages.noRights }]
  }
  if (await strikes(context.stateDir, 'tryAgain')) return [{ state: 'error', errno: 556, note: messages.tryAgain }]
  const header = child(order, 'ord:orderHeader')
  const refuse = await refusalOf(context.stateDir, textAt(header, 'ord:numberOrder') ?? '')
  if (refuse !== undefined) return [{ state: 'error', ...refuse }]
  const type = textAt(header, 'ord:orderType')
  if (type === 'issuedOrder') return [{ state: 'error', note: messages.unsupported('issuedOrder') }]
  const required = { 'ord:orderType': type, 'ord:date': textAt(header, 'ord:date') }
  const missing = Object.entries(required).flatMap(([name, value]) => (value === undefined ? [name] : []))
  if (child(header, 'ord:partnerIdentity') === undefined) missing.push('ord:partnerIdentity')
  return missing.map((name) => ({ state: 'error', note: messages.missing(name), xpath: `${root}/ord:orderHeader/${name}` }))
}

/** All texts of a part by path of local names, without the parts that have columns of their own. */
function flatten(node: XmlNode | undefined, path = ''): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const one of node?.children ?? []) {
    const name = path + one.name.replace(/^.*:/, '')
    if (one.children.length > 0) Object.assign(flat, flatten(one, `${name}/`))
    else if (one.text !== '') flat[name] = one.text
  }
  return flat
}

const ownColumns = /^(extId|number\/|numberOrder|date|dateFrom|dateTo|text|note|intNote|partnerIdentity|orderType)(\/|$)/

const addressTexts = (node: XmlNode | undefined): Record<string, string> =>
  Object.fromEntries(
    Object.entries(flatten(node)).flatMap(([name, value]) =>
      name.includes('/') ? (name === 'country/ids' ? [['country', value]] : []) : [[name, value]],
    ),
  )

/** `linkToAddress`: the first field that is filled decides, and only a single match links. */
export function linkedAddress(partner: Record<string, string>, book: readonly Address[]): number | undefined {
  const field = (['ico', 'dic', 'icDph', 'company', 'name'] as const).find((name) => (partner[name] ?? '') !== '')
  if (field === undefined) return undefined
  const matches = book.filter((address) => address[field] === partner[field])
  return matches.length === 1 ? matches[0]?.id : undefined
}

function build(order: XmlNode, itemId: string, context: ImportContext, found: Detail[]): NewOrder {
  const { unit } = context
  const header = child(order, 'ord:orderHeader')
  const summary = child(order, 'ord:orderSummary')
  const date = textAt(header, 'ord:date')?.trim().slice(0, 10) ?? ''
  const roundingVat = textAt(summary, 'ord:roundingVAT') ?? 'none'
  const currency = textAt(summary, 'ord:foreignCurrency', 'typ:currency', 'typ:ids') ?? ''
  const items = child(order, 'ord:orderDetail')?.children.filter((one) => one.name === 'ord:orderItem') ?? []
  const lines = items.map((item) => readLine(item, unit.country, date, roundingVat))
  checkLines(lines, unit, found)
  const texts = checkReferences(
    Object.fromEntries(Object.entries(flatten(header)).filter(([name]) => !ownColumns.test(name))),
    currency,
    unit,
    found,
  )
  const partner = readPartner(child(header, 'ord:partnerIdentity'), unit, found)
  const { number, series } = readNumber(child(header, 'ord:number'), context, found)
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
    totals: totalsOf(lines, currency, roundingVat, textAt(summary, 'ord:roundingDocument') ?? 'none'),
    packId: context.packId,
    itemId,
    importedAt: context.now,
  }
}

function readPartner(
  node: XmlNode | undefined,
  unit: AccountingUnit,
  found: Detail[],
): Pick<NewOrder, 'partnerId' | 'partner' | 'shipTo'> {
  const address = child(node, 'typ:address')
  const shipTo = child(node, 'typ:shipToAddress')
  const partner = addressTexts(address)
  const rest = { partner, shipTo: shipTo === undefined ? undefined : addressTexts(shipTo) }
  const id = textAt(node, 'typ:id')?.trim()
  if (id !== undefined) {
    const known = unit.addressBook.find((one) => one.id === Number(id))
    if (known === undefined) {
      const xpath = `${root}/ord:orderHeader/ord:partnerIdentity/typ:id`
      found.push({ state: 'error', note: messages.notFound(`adresa ${id}`), xpath, requested: id })
    }
    return { ...rest, partner: { ...bookTexts(known), ...partner }, partnerId: known?.id }
  }
  const extIds = node?.children.filter((one) => one.name === 'typ:extId') ?? []
  const byExtId = unit.addressBook.find((one) =>
    one.extIds?.some((own) =>
      extIds.some((ext) => textAt(ext, 'typ:ids') === own.ids && textAt(ext, 'typ:exSystemName') === own.exSystemName),
    ),
  )
  if (byExtId !== undefined) return { ...rest, partner: { ...bookTexts(byExtId), ...partner }, partnerId: byExtId.id }
  const link = /^\s*(true|1)\s*$/.test(address?.attributes.get('linkToAddress') ?? '')
  return { ...rest, partnerId: link ? linkedAddress(partner, unit.addressBook) : undefined }
}

const bookTexts = (address: Address | undefined): Record<string, string> =>
  Object.fromEntries(Object.entries(address ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))

/** `number: ''` stands for "the next of the series". */
function readNumber(node: XmlNode | undefined, context: ImportContext, found: Detail[]): { number: string; series: string } {
  const series = textAt(node, 'typ:ids') ?? context.unit.seriesPrefix
  const known = context.unit.lists.series
  if (known !== undefined && !known.includes(series)) {
    found.push({
      state: 'error',
      note: messages.notFound(`číselná řada ${series}`),
      xpath: `${root}/ord:orderHeader/ord:number/typ:ids`,
      requested: series,
    })
  }
  const requested = child(node, 'typ:numberRequested')
  if (requested === undefined) return { number: '', series }
  if (!context.store.numberExists(requested.text)) return { number: requested.text, series }
  const xpath = `${root}/ord:orderHeader/ord:number/typ:numberRequested`
  if (requested.attributes.get('checkDuplicity') !== 'false') {
    found.push({ state: 'error', note: messages.numberExists, xpath, requested: requested.text })
    return { number: requested.text, series }
  }
  const number = context.store.nextNumber(series)
  found.push(adjusted(xpath, requested.text, number))
  return { number, series }
}

/** A card or store that does not exist stops the order. Our assumption: no real answer for this was seen. */
function checkLines(lines: readonly OrderLine[], unit: AccountingUnit, found: Detail[]): void {
  lines.forEach((line, index) => {
    const xpath = `${root}/ord:orderDetail/ord:orderItem[${index + 1}]/ord:stockItem`
    if (line.store !== undefined && unit.lists.stores !== undefined && !unit.lists.stores.includes(line.store)) {
      found.push({ state: 'error', note: messages.notFound(`sklad ${line.store}`), xpath, requested: line.store })
    }
    if (line.stockCode === undefined || unit.stockCards === undefined) return
    const card = unit.stockCards.find(
      (one) =>
        (one.code === line.stockCode || one.ean === line.stockCode) &&
        (line.store === undefined || one.store === undefined || one.store === line.store),
    )
    if (card === undefined) {
      found.push({ state: 'error', note: messages.notFound(`zásoba ${line.stockCode}`), xpath, requested: line.stockCode })
    }
  })
}

const referenceLists = {
  'centre/ids': 'centres',
  'activity/ids': 'activities',
  'contract/ids': 'contracts',
  'paymentType/ids': 'paymentTypes',
  'priceLevel/ids': 'priceLevels',
  'carrier/ids': 'carriers',
} as const

/** A value missing in one of the program's lists is left out with a warning. Our assumption, as above. */
function checkReferences(
  header: Record<string, string>,
  currency: string,
  unit: AccountingUnit,
  found: Detail[],
): Record<string, string> {
  const kept = { ...header }
  for (const [path, list] of Object.entries(referenceLists)) {
    const value = header[path]
    const known = unit.lists[list]
    if (value === undefined || known === undefined || known.includes(value)) continue
    const [element = '', inner = ''] = path.split('/')
    found.push(adjusted(`${root}/ord:orderHeader/ord:${element}/typ:${inner}`, value, ''))
    delete kept[path]
  }
  if (currency !== '' && unit.lists.currencies !== undefined && !unit.lists.currencies.includes(currency)) {
    const xpath = `${root}/ord:orderSummary/ord:foreignCurrency/typ:currency/typ:ids`
    found.push({ state: 'error', note: messages.notFound(`měna ${currency}`), xpath, requested: currency })
  }
  return kept
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
  if (found === undefined) return orderRefused(itemId, [{ state: 'error', note: messages.notFound(`doklad ${id ?? number}`) }])
  context.store.remove(found.id)
  return orderProduced(itemId, found, 'delete', [])
}
