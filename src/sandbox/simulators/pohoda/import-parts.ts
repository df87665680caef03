import type { Detail } from './answers'
import { refusalOf, strikes } from './faults'
import { messages } from './messages'
import { type OrderLine, readLine, totalsOf } from './money'
import type { NewOrder } from './order-record'
import type { AccountingUnit, Address, User } from './state'
import type { StockCardRecord } from './stock-store'
import type { Store } from './store'
import { child, textAt, type XmlNode } from './xml'

/** What the imports of all documents do alike. */

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

/** How a document is called in its schema: `ord` and `order` make `ord:orderHeader`. */
export interface Naming {
  prefix: string
  document: string
}
export const partOf = (node: XmlNode, { prefix, document }: Naming, part: string): XmlNode | undefined =>
  child(node, `${prefix}:${document}${part}`)
const root = ({ prefix, document }: Naming): string => `//${prefix}:${document}`
export const headerPath = (naming: Naming, name: string): string =>
  `${root(naming)}/${naming.prefix}:${naming.document}Header/${name.includes(':') ? name : `${naming.prefix}:${name}`}`
export const itemPath = ({ prefix, document }: Naming, index: number, name: string): string =>
  `//${prefix}:${document}/${prefix}:${document}Detail/${prefix}:${document}Item[${index + 1}]/${prefix}:${name}`

export const adjusted = (xpath: string, requested: string, produced: string): Detail => ({
  state: 'warning',
  errno: 603,
  note: messages.adjusted,
  xpath,
  requested,
  produced,
})

/** Faults by which a document is refused, whatever stands in it. `names`: by which a fault may mean this one. */
export async function faultyRefusal(stateDir: string, names: readonly (string | undefined)[]): Promise<Detail[]> {
  if (await strikes(stateDir, 'noRights')) return [{ state: 'error', errno: 101, note: messages.noRights }]
  if (await strikes(stateDir, 'tryAgain')) return [{ state: 'error', errno: 556, note: messages.tryAgain }]
  const refuse = await refusalOf(
    stateDir,
    names.filter((name) => name !== undefined),
  )
  return refuse === undefined ? [] : [{ state: 'error', ...refuse }]
}

/** What must be there and is not. */
export const missingIn = (header: XmlNode | undefined, naming: Naming, names: readonly string[]): Detail[] =>
  names.flatMap((name): Detail[] => {
    const element = child(header, `${naming.prefix}:${name}`)
    const there = element !== undefined && (element.text !== '' || element.children.length > 0)
    return there ? [] : [{ state: 'error', note: messages.missing(`${naming.prefix}:${name}`), xpath: headerPath(naming, name) }]
  })

/** All texts of a part by path of local names. */
export function flatten(node: XmlNode | undefined, path = ''): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const one of node?.children ?? []) {
    const name = path + one.name.replace(/^.*:/, '')
    if (one.children.length > 0) Object.assign(flat, flatten(one, `${name}/`))
    else if (one.text !== '') flat[name] = one.text
  }
  return flat
}

export const extIdOf = (node: XmlNode | undefined): { ids: string; exSystemName: string } | undefined =>
  node && { ids: textAt(node, 'typ:ids') ?? '', exSystemName: textAt(node, 'typ:exSystemName') ?? '' }

/** The texts of an address by element name; the country's code stands under `country`. */
export const addressTexts = (node: XmlNode | undefined): Record<string, string> =>
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

const bookTexts = (address: Address | undefined): Record<string, string> =>
  Object.fromEntries(Object.entries(address ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))

export function readPartner(
  node: XmlNode | undefined,
  naming: Naming,
  { unit, store }: ImportContext,
  found: Detail[],
): Pick<NewOrder, 'partnerId' | 'partner' | 'shipTo'> {
  const address = child(node, 'typ:address')
  const shipTo = child(node, 'typ:shipToAddress')
  const partner = addressTexts(address)
  const book = store.addresses.all(unit.addressBook)
  const rest = { partner, shipTo: shipTo === undefined ? undefined : addressTexts(shipTo) }
  const id = textAt(node, 'typ:id')?.trim()
  if (id !== undefined) {
    const known = book.find((one) => one.id === Number(id))
    if (known === undefined) {
      const xpath = headerPath(naming, `${naming.prefix}:partnerIdentity/typ:id`)
      found.push({ state: 'error', note: messages.notFound(`adresa ${id}`), xpath, requested: id })
    }
    return { ...rest, partner: { ...bookTexts(known), ...partner }, partnerId: known?.id }
  }
  const extIds = node?.children.filter((one) => one.name === 'typ:extId') ?? []
  const byExtId = book.find((one) =>
    one.extIds?.some((own) =>
      extIds.some((ext) => textAt(ext, 'typ:ids') === own.ids && textAt(ext, 'typ:exSystemName') === own.exSystemName),
    ),
  )
  if (byExtId !== undefined) return { ...rest, partner: { ...bookTexts(byExtId), ...partner }, partnerId: byExtId.id }
  const link = /^\s*(true|1)\s*$/.test(address?.attributes.get('linkToAddress') ?? '')
  return { ...rest, partnerId: link ? linkedAddress(partner, book) : undefined }
}

/** `number: ''` stands for "the next of the series". `taken`, `next`: of the document's own agenda. */
export function readNumber(
  node: XmlNode | undefined,
  naming: Naming,
  agenda: { series: string; known: readonly string[] | undefined; taken(number: string): boolean; next(series: string): string },
  found: Detail[],
): { number: string; series: string } {
  const series = textAt(node, 'typ:ids') ?? agenda.series
  if (agenda.known !== undefined && !agenda.known.includes(series)) {
    found.push({
      state: 'error',
      note: messages.notFound(`číselná řada ${series}`),
      xpath: headerPath(naming, `${naming.prefix}:number/typ:ids`),
      requested: series,
    })
  }
  const requested = child(node, 'typ:numberRequested')
  if (requested === undefined) return { number: '', series }
  if (!agenda.taken(requested.text)) return { number: requested.text, series }
  const xpath = headerPath(naming, `${naming.prefix}:number/typ:numberRequested`)
  if (requested.attributes.get('checkDuplicity') !== 'false') {
    found.push({ state: 'error', note: messages.numberExists, xpath, requested: requested.text })
    return { number: requested.text, series }
  }
  const number = agenda.next(series)
  found.push(adjusted(xpath, requested.text, number))
  return { number, series }
}

/**
 * The stock card that a line names: one of the table, or of those that the unit's settings list. A card or store that does not exist stops
 * the document. Our assumption: no real answer for this was seen. Undefined: no card, or one without a stock of its own.
 */
function cardOf(
  item: XmlNode,
  line: OrderLine,
  at: string,
  { unit, store }: ImportContext,
  found: Detail[],
): StockCardRecord | undefined {
  const reference = child(child(item, `${item.name.split(':')[0]}:stockItem`), 'typ:stockItem')
  if (reference === undefined) return undefined
  if (line.store !== undefined && unit.lists.stores !== undefined && !unit.lists.stores.includes(line.store)) {
    found.push({ state: 'error', note: messages.notFound(`sklad ${line.store}`), xpath: at, requested: line.store })
  }
  const id = textAt(reference, 'typ:id')?.trim()
  const code = textAt(reference, 'typ:ids')
  const extId = extIdOf(child(reference, 'typ:extId'))
  const ean = textAt(reference, 'typ:EAN')
  // Only the first of them is used, in this order.
  const key =
    id !== undefined
      ? { id: Number(id) }
      : code !== undefined
        ? { code }
        : ean !== undefined
          ? { ean }
          : extId
            ? { extId }
            : undefined
  if (key === undefined) return undefined
  const named = String(Object.values(key)[0])
  const cards = store.stock.find({ ...key, ...(line.store === undefined || id !== undefined ? {} : { store: line.store }) })
  if (cards.length > 0) return cards[0]
  const listed = unit.stockCards?.some(
    (one) =>
      (one.code === named || one.ean === named) &&
      (line.store === undefined || one.store === undefined || one.store === line.store),
  )
  if (listed === false) found.push({ state: 'error', note: messages.notFound(`zásoba ${named}`), xpath: at, requested: named })
  return undefined
}

/** A document's lines with the cards they name, and its sums. */
export function readBody(
  document: XmlNode,
  naming: Naming,
  date: string,
  context: ImportContext,
  found: Detail[],
): { lines: OrderLine[]; cards: (StockCardRecord | undefined)[]; totals: NewOrder['totals'] } {
  const summary = partOf(document, naming, 'Summary')
  const at = (...path: string[]): string | undefined => textAt(summary, `${naming.prefix}:${path[0]}`, ...path.slice(1))
  const roundingVat = at('roundingVAT') ?? 'none'
  const currency = at('foreignCurrency', 'typ:currency', 'typ:ids') ?? ''
  const { currencies } = context.unit.lists
  if (currency !== '' && currencies !== undefined && !currencies.includes(currency)) {
    const xpath = `${root(naming)}/${naming.prefix}:${naming.document}Summary/${naming.prefix}:foreignCurrency/typ:currency/typ:ids`
    found.push({ state: 'error', note: messages.notFound(`měna ${currency}`), xpath, requested: currency })
  }
  const items =
    partOf(document, naming, 'Detail')?.children.filter((one) => one.name === `${naming.prefix}:${naming.document}Item`) ?? []
  const lines = items.map((item) => readLine(item, context.unit.country, date, roundingVat))
  const cards = items.map((item, index) =>
    cardOf(item, lines[index] as OrderLine, itemPath(naming, index, 'stockItem'), context, found),
  )
  return { lines, cards, totals: totalsOf(lines, currency, roundingVat, at('roundingDocument') ?? 'none') }
}

const referenceLists = {
  'centre/ids': 'centres',
  'activity/ids': 'activities',
  'contract/ids': 'contracts',
  'paymentType/ids': 'paymentTypes',
  'priceLevel/ids': 'priceLevels',
  'carrier/ids': 'carriers',
} as const

/** The other texts of a header. A value missing in one of the program's lists is left out with a warning. Our assumption, as above. */
export function checkReferences(
  header: Record<string, string>,
  naming: Naming,
  unit: AccountingUnit,
  found: Detail[],
): Record<string, string> {
  const kept = { ...header }
  for (const [path, list] of Object.entries(referenceLists)) {
    const value = header[path]
    const known = unit.lists[list]
    if (value === undefined || known === undefined || known.includes(value)) continue
    const [element = '', inner = ''] = path.split('/')
    found.push(adjusted(headerPath(naming, `${naming.prefix}:${element}/typ:${inner}`), value, ''))
    delete kept[path]
  }
  return kept
}

/** Fault: each document with a unit of measure has it "adjusted", with success. */
export async function adjustedUnits(stateDir: string, naming: Naming, lines: readonly OrderLine[]): Promise<Detail[]> {
  const index = lines.findIndex((line) => line.unit !== undefined)
  if (index < 0 || !(await strikes(stateDir, 'warning603'))) return []
  const unit = lines[index]?.unit ?? ''
  return [adjusted(itemPath(naming, index, 'unit'), unit, unit.slice(0, 3))]
}
