import { itemError, responsePack, unitList } from './answers'
import { declaredEncoding, decodePack } from './encoding'
import { strikes } from './faults'
import { importAddress } from './import-address'
import { importDocument } from './import-document'
import { importOrder } from './import-order'
import type { ImportContext } from './import-parts'
import { importStock } from './import-stock'
import { listAddresses, listDocuments } from './list-documents'
import { listOrders } from './list-orders'
import { listStock } from './list-stock'
import { messages } from './messages'
import type { AccountingUnit, State, User } from './state'
import type { Store } from './store'
import { checkEnvelope, checkItem } from './validate'
import { type Element, parseXml, type XmlNode } from './xml'

/** What a run may do to the world outside its files; tests in process replace it. */
export interface Effects {
  now: () => Date
  sleep: (ms: number) => Promise<void>
  /** Dies at once, as when the process is killed or the power fails. Must not return. */
  die: () => never
}

export interface Session {
  stateDir: string
  state: State
  user: User
  /** Missing for the list of accounting units, which needs none. */
  unit: AccountingUnit | undefined
  store: Store | undefined
  checkDuplicity: boolean
  effects: Effects
}

/** Local time without zone, as POHODA writes it. */
export const timeStamp = (now: Date): string => {
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
  return `${day}T${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}`
}

const isImport = (item: XmlNode): boolean => item.children.some(({ name }) => !/^\w+:list\w+Request$/.test(name))
/** Whether there is anything in a pack that writes: all else are questions. */
export const writes = (root: XmlNode): boolean => root.children.some(isImport)

/** Reads a pack from its bytes. Throws when it is not well-formed or not in the encoding it declares. */
export const readPack = (bytes: Buffer): XmlNode => parseXml(decodePack(bytes))

/** The answer to a whole pack. Items are done and made durable one by one, so a kill leaves those before it. */
export async function processPack(bytes: Buffer, session: Session): Promise<Element> {
  const now = timeStamp(session.effects.now())
  const { unit } = session
  const identity = { now, ...(unit === undefined ? {} : { ico: unit.ico, key: unit.key }) }
  let root: XmlNode
  try {
    const encoding = declaredEncoding(bytes)
    if (session.state.refusesUtf8 && encoding !== undefined && encoding !== 'windows-1250') throw new Error(encoding)
    root = readPack(bytes)
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return responsePack('error', { ...identity, id: '', note: messages.notWellFormed(detail) }, [])
  }
  const id = root.attributes.get('id') ?? ''
  const refused = refuseEnvelope(root, unit)
  if (refused !== undefined) return responsePack('error', { ...identity, id, note: refused }, [])
  if (unit === undefined && root.children.some((one) => one.children[0]?.name !== 'acu:listAccountingUnitRequest')) {
    return responsePack('error', { ...identity, id, note: messages.noUnit }, [])
  }
  const items = await processItems(root, id, now, session)
  session.store?.logImport({
    at: now,
    user: session.user.name,
    packId: id,
    application: root.attributes.get('application') ?? '',
    note: root.attributes.get('note') ?? '',
    items: items.length,
  })
  return responsePack('ok', { ...identity, id }, items)
}

function refuseEnvelope(root: XmlNode, unit: AccountingUnit | undefined): string | undefined {
  const envelope = checkEnvelope(root)
  if (envelope.errors[0] !== undefined) return messages.schema(envelope.errors[0])
  if (envelope.unknown) return messages.noTransformation
  if (unit === undefined) return undefined
  const ico = root.attributes.get('ico')
  const key = root.attributes.get('key')
  if (ico !== undefined) return ico === unit.ico ? undefined : messages.wrongIco
  return key === undefined || key === unit.key ? undefined : messages.wrongKey
}

async function processItems(root: XmlNode, packId: string, now: string, session: Session): Promise<Element[]> {
  const { stateDir, effects } = session
  if (await strikes(stateDir, 'killBeforeWrite')) effects.die()
  const delay = await strikes(stateDir, 'delayMs')
  if (delay?.beforeWrite !== undefined) await effects.sleep(delay.beforeWrite)
  const kill = writes(root) ? await strikes(stateDir, 'killAfterWrite') : undefined
  const killAfter = kill === undefined ? Number.POSITIVE_INFINITY : (kill.afterItems ?? root.children.length)
  const answers: Element[] = []
  for (const [index, item] of root.children.entries()) {
    if (index >= killAfter) effects.die()
    answers.push(await processItem(item, packId, now, session))
  }
  if (killAfter !== Number.POSITIVE_INFINITY) effects.die()
  if (delay?.afterWrite !== undefined) await effects.sleep(delay.afterWrite)
  const dropped = (await strikes(stateDir, 'dropItemFromResponse')) ?? []
  return answers.filter((answer) => !dropped.includes(answer.attributes['id'] ?? ''))
}

async function processItem(item: XmlNode, packId: string, now: string, session: Session): Promise<Element> {
  const { stateDir, state, unit, user, store, checkDuplicity } = session
  const id = item.attributes.get('id') ?? ''
  const verdict = checkItem(item)
  if (verdict.errors[0] !== undefined) return itemError(id, messages.schema(verdict.errors[0]))
  const document = item.children[0]
  if (document === undefined || verdict.unknown) return itemError(id, messages.unsupported(document?.name ?? 'prázdnou položku'))
  if (document.name === 'acu:listAccountingUnitRequest') return unitList(id, now, state.units)
  if (unit === undefined || store === undefined) return itemError(id, messages.noUnit)
  const context = { stateDir, unit, user, store, packId, now, checkDuplicity }
  return (handlers[document.name] ?? unplayed)(document, id, context)
}

const unplayed = (document: XmlNode, id: string): Element => itemError(id, messages.unsupported(document.name))

/** Who does what stands in an item, by its name. */
const handlers: Readonly<Record<string, (document: XmlNode, id: string, context: ImportContext) => Element | Promise<Element>>> =
  {
    'ord:order': importOrder,
    'pri:prijemka': importDocument,
    'vyd:vydejka': importDocument,
    'inv:invoice': importDocument,
    'stk:stock': importStock,
    'adb:addressbook': importAddress,
    'lst:listOrderRequest': (document, id, { store, now }) => listOrders(document, id, store, now),
    'lst:listPrijemkaRequest': (document, id, { store, now }) => listDocuments(document, id, store, now),
    'lst:listVydejkaRequest': (document, id, { store, now }) => listDocuments(document, id, store, now),
    'lst:listInvoiceRequest': (document, id, { store, now }) => listDocuments(document, id, store, now),
    'lStk:listStockRequest': listStock,
    'lAdb:listAddressBookRequest': (document, id, { store, unit, now }) => listAddresses(document, id, store, unit, now),
  }
