import type { AddressRecord, ShipTo } from './address-store'
import { duplicity, nothingDone, produced, refused } from './answers'
import { addressTexts, extIdOf, faultyRefusal, flatten, type ImportContext } from './import-parts'
import { messages } from './messages'
import { child, type Element, textAt, type XmlNode } from './xml'

/** Addresses: added, updated and deleted, by a filter, as addressbook.xsd and filter.xsd describe the actions. */

const response = 'adb:addressbookResponse'
const error = (itemId: string, note: string): Element => refused(itemId, response, [{ state: 'error', note }])

/** Whether an address fits all that a filter says. Undefined: there is no filter. */
export function addressFits(request: XmlNode | undefined): ((address: AddressRecord) => boolean) | undefined {
  const filter = child(request, 'ftr:filter')
  if (filter === undefined) return undefined
  const text = (name: string): string | undefined => textAt(filter, `ftr:${name}`)
  const extId = extIdOf(child(filter, 'ftr:extId'))
  const id = text('id')
  const since = text('lastChanges')?.trim()
  return (address) =>
    (id === undefined || address.id === Number(id)) &&
    (extId === undefined ||
      (address.extIds ?? []).some((own) => own.ids === extId.ids && own.exSystemName === extId.exSystemName)) &&
    (['company', 'name', 'ico', 'dic'] as const).every((name) => text(name) === undefined || address[name] === text(name)) &&
    (['city', 'street', 'zip'] as const).every((name) => text(name) === undefined || address.texts[name] === text(name)) &&
    (since === undefined || address.changedAt >= since)
}

export async function importAddress(document: XmlNode, itemId: string, context: ImportContext): Promise<Element> {
  const { store, unit } = context
  const action = child(document, 'adb:actionType')?.children[0]
  const header = child(document, 'adb:addressbookHeader')
  if (context.checkDuplicity) {
    const record = store.remembered(context.packId, itemId)
    if (record !== undefined) return duplicity(itemId, messages.duplicity, record)
  }
  const fits = addressFits(action)
  const matches = fits === undefined ? [] : store.addresses.all(unit.addressBook).filter(fits)
  const company = textAt(header, 'adb:identity', 'typ:address', 'typ:company')
  const faulty = await faultyRefusal(context.stateDir, [company, matches[0]?.company])
  if (faulty.length > 0) return refused(itemId, response, faulty)
  const unsupported = action?.children.find((one) => one.name !== 'ftr:filter')
  if (unsupported !== undefined) return error(itemId, messages.unsupported(unsupported.name))
  // Whatever is to be done, it is done to one record.
  if (matches.length > 1) return error(itemId, messages.several)
  const [known] = matches
  const allowed = (name: 'add' | 'update'): boolean => action?.name === `adb:${name}` || action?.attributes.get(name) === 'true'

  if (action?.name === 'adb:delete') {
    if (known === undefined) return error(itemId, messages.notFound('adresa'))
    store.addresses.remove(known.id)
    return produced(itemId, response, { id: known.id, code: known.company, action: 'delete' }, [])
  }
  if (known !== undefined && !allowed('update')) return nothingDone(itemId, response, messages.exists)
  if (known === undefined && action !== undefined && !allowed('add')) {
    return nothingDone(itemId, response, messages.notFound('adresa'))
  }
  return store.transaction(() => {
    const empty = { id: store.addresses.nextId(unit.addressBook), texts: {}, header: {}, shipTo: [], changedAt: '' }
    const address = merged(known ?? empty, header, context.now)
    store.addresses.put(address)
    if (context.checkDuplicity) {
      const memory = { agenda: 'adresar', id: address.id, number: '', date: context.now.slice(0, 10) }
      store.remember(context.packId, itemId, memory)
    }
    return produced(itemId, response, { id: address.id, code: address.company, action: known ? 'update' : 'add' }, [])
  })
}

const own = ['company', 'name', 'ico', 'dic', 'icDph'] as const

/** The address with what the import says of it: only what is sent changes. */
function merged(address: AddressRecord, header: XmlNode | undefined, now: string): AddressRecord {
  const identity = child(header, 'adb:identity')
  const sent = addressTexts(child(identity, 'typ:address'))
  const extIds = identity?.children.filter((one) => one.name === 'typ:extId').map((one) => extIdOf(one)) ?? []
  const kept = (address.extIds ?? []).filter((old) => !extIds.some((one) => one?.exSystemName === old.exSystemName))
  const texts = Object.fromEntries(Object.entries(sent).filter(([name]) => !(own as readonly string[]).includes(name)))
  const others = Object.fromEntries(Object.entries(flatten(header)).filter(([name]) => !/^(id|identity)(\/|$)/.test(name)))
  return {
    ...address,
    ...Object.fromEntries(own.flatMap((name) => (sent[name] === undefined ? [] : [[name, sent[name]]]))),
    extIds: [...kept, ...extIds.filter((one) => one !== undefined)],
    texts: { ...address.texts, ...texts },
    header: { ...address.header, ...others },
    shipTo: places(address.shipTo, identity?.children.filter((one) => one.name === 'typ:shipToAddress') ?? []),
    changedAt: now,
  }
}

/** A place that is sent is added unless its action says otherwise. */
function places(known: readonly ShipTo[], sent: readonly XmlNode[]): ShipTo[] {
  let list = [...known]
  for (const node of sent) {
    const action = child(node, 'typ:actionType')?.children[0]
    const id = textAt(action, 'ftr:filter', 'ftr:id')
    const {
      id: _,
      extId,
      ...texts
    } = Object.fromEntries(Object.entries(addressTexts(node)).filter(([name]) => !name.startsWith('actionType')))
    if (action?.name === 'typ:delete') list = list.filter((place) => String(place.id) !== id)
    else if (action?.name === 'typ:update')
      list = list.map((place) => (String(place.id) === id ? { ...place, texts: { ...place.texts, ...texts } } : place))
    else list.push({ id: (list.at(-1)?.id ?? 0) + 1, ...(extId === undefined ? {} : { extId }), texts })
  }
  return list
}
