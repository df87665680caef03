import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startSandbox } from '../src/sandbox/server'
import { answerParent } from './sync-channel'

/**
 * The other sides of the measured process, in a process of their own: the local sandbox, and an information system that answers each pack
 * at once, so that no simulator is measured. It speaks as POHODA's mServer does: `/status`, and `/xml` with an order taken for each item.
 * `node worker.mjs FOLDER`; told what to do by messages.
 */
const DATABASE = 'StwPh_12345678_2026'
const ICO = '12345678'

const sandbox = await startSandbox({ dataDir: process.argv[2] ?? '', port: 0 })

/** What the information system was asked for since it was looked at last. */
const none = () => ({ statusCalls: 0, packs: 0, orders: 0, bytes: 0 })
let asked = none()
const records = new Map<string, number>()
/** Orders that came a second time. */
let twice = 0

const STATUS = Buffer.from(
  `<?xml version="1.0" encoding="Windows-1250"?><response><status>idle</status><message>Response from POHODA mServer</message>` +
    `<server>http://127.0.0.1</server><processing>0</processing><companyDetail><company>Bench</company>` +
    `<databaseName>${DATABASE}</databaseName><year>2026</year></companyDetail></response>`,
  'latin1',
)
const NAMESPACES = { rsp: 'response', rdc: 'documentresponse', ord: 'order', typ: 'type' }
const XMLNS = Object.entries(NAMESPACES).map(
  ([prefix, name]) => ` xmlns:${prefix}="http://www.stormware.cz/schema/version_2/${name}.xsd"`,
)
const ROOT = `${XMLNS.join('')} version="2.0" state="ok" programVersion="13907.6 SQL (12.3.2025)" ico="${ICO}" note=""`

const taken = (itemId: string): string => {
  if (records.has(itemId)) twice++
  const id = records.size + 1
  records.set(itemId, id)
  return (
    `<rsp:responsePackItem version="2.0" id="${itemId}" state="ok"><ord:orderResponse version="2.0" state="ok"><rdc:producedDetails>` +
    `<rdc:id>${id}</rdc:id><rdc:number>26PR${String(id).padStart(6, '0')}</rdc:number><rdc:actionType>add</rdc:actionType>` +
    `<rdc:extId><typ:ids>${itemId}</typ:ids><typ:exSystemName>BUSINESS-INTEGRATOR</typ:exSystemName></rdc:extId>` +
    `</rdc:producedDetails></ord:orderResponse></rsp:responsePackItem>`
  )
}
function answerOf(pack: Buffer): Buffer {
  const text = pack.toString('latin1')
  const items = [...text.matchAll(/<dat:dataPackItem version="2.0" id="([^"]+)"/g)].map((found) => found[1] ?? '')
  const packId = /<dat:dataPack [^>]*?\bid="([^"]*)"/.exec(text)?.[1] ?? ''
  asked.packs++
  asked.orders += items.length
  asked.bytes += pack.length
  return Buffer.from(
    `<?xml version="1.0" encoding="Windows-1250"?>\n<rsp:responsePack${ROOT} id="${packId}">${items.map(taken).join('')}</rsp:responsePack>`,
    'latin1',
  )
}

const mServer = createServer((request, response) => {
  const send = (bytes: Buffer): void => {
    response.writeHead(200, { 'content-type': 'text/xml; charset=Windows-1250', 'content-length': bytes.length }).end(bytes)
  }
  if (request.method === 'GET') {
    asked.statusCalls++
    request.resume()
    send(STATUS)
    return
  }
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => send(answerOf(Buffer.concat(parts))))
})
await new Promise<void>((done) => mServer.listen(0, '127.0.0.1', done))

answerParent({
  where: () => ({
    url: sandbox.url,
    key: sandbox.keys.client,
    mServer: `http://127.0.0.1:${(mServer.address() as AddressInfo).port}`,
    database: DATABASE,
    ico: ICO,
    companyId: sandbox.companyId,
  }),
  seed: (count: number, randomSeed: number) => sandbox.seedOrders(count, { lines: 12, plain: true, randomSeed }).length,
  /** How things stand, and what was asked of the information system since the last look. */
  look() {
    const seen = { central: sandbox.counts(), records: records.size, twice, asked }
    asked = none()
    return seen
  },
})
