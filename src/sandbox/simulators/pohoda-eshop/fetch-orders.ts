import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { decodePack, toWindows1250 } from '../pohoda/encoding'
import { strikes } from '../pohoda/faults'
import { importOrder } from '../pohoda/import-order'
import { holdLock } from '../pohoda/lock'
import { timeStamp } from '../pohoda/process-pack'
import { readState } from '../pohoda/state'
import { databaseFile, openStore } from '../pohoda/store'
import { checkItem } from '../pohoda/validate'
import { child, parseXml, type XmlNode } from '../pohoda/xml'

/**
 * POHODA as the client of a "general internet shop": it asks an address for orders and imports what it gets, as Stormware describes it for
 * developers of shops (POST, text/xml, Windows-1250, Basic; ids 00000001). It says nothing back.
 *
 * Inferred, because no such traffic was at hand: which filter it sends; that it keeps `extId` and the internal note of an order that comes this
 * way; that it takes an order again when the shop gives it again (the worse of the two possibilities).
 */
export interface Shop {
  url: string
  user?: string
  password?: string
}

export interface FetchOptions {
  stateDir: string
  database: string
  shop: Shop
  /** The Slovak edition's samples name its own host in the namespaces. */
  host?: 'cz' | 'sk'
  dateFrom?: string
  /** POHODA forgets ids of other systems that come this way. */
  forgetsExtId?: boolean
  /** The accounting unit's IČO, if it is another one that was opened. */
  ico?: string
}

export type FetchResult =
  | { kind: 'unreachable'; error: string }
  | { kind: 'refused'; status: number }
  | { kind: 'error'; note: string }
  | { kind: 'done'; imported: number; refused: number }

const request = (options: FetchOptions, ico: string): Buffer => {
  const base = `http://www.stormware.${options.host ?? 'cz'}/schema/version_2`
  const filter = options.dateFrom === undefined ? '' : `<ftr:filter><ftr:dateFrom>${options.dateFrom}</ftr:dateFrom></ftr:filter>`
  return toWindows1250(
    `<?xml version="1.0" encoding="Windows-1250"?><dat:dataPack xmlns:dat="${base}/data.xsd" xmlns:lst="${base}/list.xsd" xmlns:ftr="${base}/filter.xsd" id="00000001" ico="${ico}" application="Obecný Internetový obchod - import" version="2.0" note="Import objednávek"><dat:dataPackItem id="00000001" version="2.0"><lst:listOrderRequest version="2.0" orderType="receivedOrder" orderVersion="2.0"><lst:requestOrder>${filter}</lst:requestOrder></lst:listOrderRequest></dat:dataPackItem></dat:dataPack>`,
  )
}

/** One transfer, as a person or the scheduler starts it. Never throws for anything of the shop's. */
export async function fetchOrders(options: FetchOptions): Promise<FetchResult> {
  const { stateDir, database, shop } = options
  const state = readState(stateDir)
  const unit = state.units.find((one) => one.database === database)
  const user = state.users[0]
  if (!unit || !user) throw new Error(`no unit ${database}`)
  let text: string
  try {
    const response = await fetch(shop.url, {
      method: 'POST',
      headers: {
        'user-agent': 'STORMWARE-HTTP-client. http://www.stormware.cz',
        'content-type': 'text/xml',
        'accept-encoding': 'gzip, deflate',
        ...(shop.user === undefined
          ? {}
          : { authorization: `Basic ${Buffer.from(`${shop.user}:${shop.password ?? ''}`).toString('base64')}` }),
      },
      body: new Uint8Array(request(options, options.ico ?? unit.ico)),
    })
    const bytes = Buffer.from(await response.arrayBuffer())
    if (response.status !== 200) return { kind: 'refused', status: response.status }
    text = decodePack(bytes).replaceAll('www.stormware.sk', 'www.stormware.cz')
  } catch (error) {
    return { kind: 'unreachable', error: String(error) }
  }
  const pack = parseXml(text)
  const item = child(pack, 'rsp:responsePackItem')
  const list = child(item, 'lst:listOrder')
  if (pack.attributes.get('state') !== 'ok' || list?.attributes.get('state') !== 'ok')
    return { kind: 'error', note: pack.attributes.get('note') ?? '' }

  const delay = await strikes(stateDir, 'delayMs')
  if (delay?.beforeWrite !== undefined) await sleep(delay.beforeWrite)
  const release = await holdLock(join(stateDir, `${database}.lock`))
  const store = openStore(databaseFile(stateDir, database))
  let imported = 0
  let refused = 0
  try {
    for (const [place, listed] of list.children.entries()) {
      const order = asDocument(listed, options)
      const verdict = checkItem({ name: 'dat:dataPackItem', attributes: itemAttributes(place), children: [order], text: '' })
      const context = { stateDir, unit, user, store, packId: 'shop', now: timeStamp(new Date()), checkDuplicity: false }
      const answer = verdict.errors.length > 0 || verdict.unknown ? undefined : await importOrder(order, `${place}`, context)
      if (JSON.stringify(answer ?? {}).includes('rdc:producedDetails')) imported++
      else refused++
    }
  } finally {
    store.close()
    release()
  }
  return { kind: 'done', imported, refused }
}

const itemAttributes = (place: number): ReadonlyMap<string, string> =>
  new Map([
    ['version', '2.0'],
    ['id', String(place + 1)],
  ])

/** An order of a list as the document that the import takes. */
const asDocument = (listed: XmlNode, { forgetsExtId }: FetchOptions): XmlNode => ({
  ...listed,
  name: 'ord:order',
  children: listed.children.map((part) =>
    part.name === 'ord:orderHeader' && forgetsExtId
      ? { ...part, children: part.children.filter(({ name }) => name !== 'ord:extId') }
      : part,
  ),
})
