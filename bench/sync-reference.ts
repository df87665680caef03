import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'libsql'
import { z } from 'zod'
import { encodeWindows1250 } from '../src/main/connectors/wrap/windows-1250'
import { type Order, orderSchema } from '../src/shared/documents/order'
import { itemText } from './order-template'

/**
 * The limits of a whole run, as somebody would write it who knows these orders, trusts both sides and never meets a fault: no retries, no
 * leases, no sums, no texts that don't fit, nothing for a person to read. Only what makes each order durable at each step is there.
 */
export interface Where {
  url: string
  key: string
  mServer: string
  database: string
  ico: string
  companyId: string
}

const PAGE = 100

const itemSchema = z.object({
  itemId: z.string(),
  agenda: z.string(),
  receivedAt: z.string(),
  priority: z.number(),
  deliveryCount: z.number(),
  test: z.boolean(),
  payload: z.unknown(),
})
const claimSchema = z.object({ claimId: z.string(), items: z.array(itemSchema), remaining: z.number() })
const reportSchema = z.object({ results: z.array(z.object({ itemId: z.string(), status: z.string() })) })

const NAMES = [
  'data',
  'order',
  'prijemka',
  'vydejka',
  'invoice',
  'stock',
  'addressbook',
  'type',
  'list',
  'list_stock',
  'list_addBook',
  'filter',
]
const PREFIXES = ['dat', 'ord', 'pri', 'vyd', 'inv', 'stk', 'adb', 'typ', 'lst', 'lStk', 'lAdb', 'ftr']
const XMLNS = NAMES.map((name, place) => ` xmlns:${PREFIXES[place]}="http://www.stormware.cz/schema/version_2/${name}.xsd"`).join(
  '',
)

const packBytes = ({ companyId, ico }: Where, items: readonly Uint8Array[]): Buffer =>
  Buffer.concat([
    Buffer.from(
      `<?xml version="1.0" encoding="Windows-1250"?>\n<dat:dataPack version="2.0" id="BI-${companyId}" ico="${ico}"` +
        ` application="B2B klient - Business Integrator" note="${items.length}"${XMLNS}>`,
      'latin1',
    ),
    ...items,
    Buffer.from('</dat:dataPack>', 'latin1'),
  ])

/** The only letters of these orders that the code page lacks. */
const LACKING: Readonly<Record<string, string>> = { '²': '2', ø: 'o', '½': '1/2' }
const encoded = (text: string): Buffer => encodeWindows1250(text.replace(/[²ø½]/g, (letter) => LACKING[letter] ?? ''))

/** Whole and durable under its name before it is handed over. */
async function writePack(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const path = join(folder, name)
  const handle = await open(`${path}.tmp`, 'w', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(`${path}.tmp`, path)
}

/** Calls of the central side, with the key and JSON both ways. */
const centralOf =
  ({ url, key }: Where) =>
  async (path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${url}/${path}`, {
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      headers: {
        Authorization: `Bearer ${key}`,
        'Content-Type': 'application/json',
        'Accept-Encoding': 'identity',
        'X-Client-Version': '1.0.0',
        'Idempotency-Key': `bench-${path}-${Math.random()}`,
      },
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }

const SCHEMA = `
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE documents (
  id INTEGER PRIMARY KEY, item_id TEXT NOT NULL UNIQUE, state TEXT NOT NULL, sha256 TEXT NOT NULL, claim_id TEXT NOT NULL,
  number TEXT, partner TEXT, handed_sha256 TEXT, reference_id TEXT, reference_number TEXT, changed_at INTEGER NOT NULL
) STRICT;
CREATE TABLE payloads (document_id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
CREATE TABLE events (
  document_id INTEGER NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, step TEXT NOT NULL, facts TEXT NOT NULL,
  PRIMARY KEY (document_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX documents_open ON documents (state, id) WHERE state <> 'reported';
`

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')

/** All that must be done for each order, with bare parts: fetch, zod, libsql, template strings, one pack for a page. */
export async function openReference(folder: string, where: Where) {
  mkdirSync(folder, { recursive: true })
  const central = centralOf(where)
  const db = new Database(join(folder, 'reference.db'))
  db.exec(SCHEMA)
  const insertDocument = db.prepare(
    "INSERT INTO documents (item_id, state, sha256, claim_id, changed_at) VALUES (?, 'received', ?, ?, ?)",
  )
  const insertPayload = db.prepare('INSERT INTO payloads (document_id, body) VALUES (?, ?)')
  const insertEvent = db.prepare('INSERT INTO events (document_id, seq, at, step, facts) VALUES (?, ?, ?, ?, ?)')
  const toSending = db.prepare(
    "UPDATE documents SET state = 'sending', number = ?, partner = ?, handed_sha256 = ?, changed_at = ? WHERE id = ?",
  )
  const toImported = db.prepare(
    "UPDATE documents SET state = 'imported', reference_id = ?, reference_number = ?, changed_at = ? WHERE id = ?",
  )
  const toReported = db.prepare("UPDATE documents SET state = 'reported', changed_at = ? WHERE id = ?")
  /** Durable when it returns. */
  const durably = (work: () => void): void => {
    db.exec('BEGIN IMMEDIATE')
    work()
    db.exec('COMMIT')
  }
  const authorization = `Basic ${Buffer.from('bench:bench').toString('base64')}`
  let packs = 0

  async function handOver(pack: Buffer): Promise<Map<string, { id: string; number: string }>> {
    const status = await (
      await fetch(`${where.mServer}/status?companyDetail`, { headers: { 'STW-Authorization': authorization } })
    ).text()
    if (!status.includes(`<databaseName>${where.database}</databaseName>`)) throw new Error('other books')
    await writePack(folder, `pack-${++packs}.xml`, pack)
    const answer = await fetch(`${where.mServer}/xml`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml', 'STW-Authorization': authorization, 'STW-Check-Duplicity': 'true' },
      body: new Uint8Array(pack),
    })
    const text = Buffer.from(await answer.arrayBuffer()).toString('latin1')
    const references = new Map<string, { id: string; number: string }>()
    const taken = /<rsp:responsePackItem [^>]*id="([^"]+)" state="ok">.*?<rdc:id>(\d+)<\/rdc:id><rdc:number>([^<]+)</g
    for (const [, itemId = '', id = '', number = ''] of text.matchAll(taken)) references.set(itemId, { id, number })
    return references
  }

  return {
    async run() {
      await central('account')
      let orders = 0
      let bytes = 0
      for (;;) {
        const claim = claimSchema.parse(await central('queue/claims', { agendas: ['orders'], limit: PAGE, leaseSeconds: 600 }))
        if (claim.items.length === 0) return { orders, bytes }
        const kept = claim.items.map((item) => {
          // The queue hands payloads out as canonical JSON, and its order of keys survives.
          const body = JSON.stringify(item.payload)
          return { itemId: item.itemId, payload: item.payload, body, sha256: sha256(body), id: 0 }
        })
        durably(() => {
          const at = Date.now()
          for (const one of kept) {
            one.id = Number(insertDocument.run(one.itemId, one.sha256, claim.claimId, at).lastInsertRowid)
            insertPayload.run(one.id, one.body)
            insertEvent.run(one.id, 1, at, 'received', `{"payloadSha256":"${one.sha256}"}`)
          }
        })
        const ready = kept.map((one) => {
          const order = orderSchema.parse(one.payload)
          return { ...one, order, item: encoded(itemText(one.itemId, order)) }
        })
        const pack = packBytes(
          where,
          ready.map(({ item }) => item),
        )
        durably(() => {
          const at = Date.now()
          for (const { id, order, item } of ready) {
            const handed = sha256(item)
            toSending.run(order.number, order.buyer.name, handed, at, id)
            insertEvent.run(id, 2, at, 'sending', `{"handedSha256":"${handed}"}`)
          }
        })
        const references = await handOver(pack)
        const at = Date.now()
        const results = ready.map(({ id, itemId, sha256: payloadSha256 }) => {
          const erpReference = references.get(itemId)
          if (!erpReference) throw new Error(`no answer for ${itemId}`)
          return {
            id,
            result: { itemId, payloadSha256, outcome: 'imported', erpReference, finishedAt: new Date(at).toISOString() },
          }
        })
        durably(() => {
          for (const { id, result } of results) {
            toImported.run(result.erpReference.id, result.erpReference.number, at, id)
            insertEvent.run(id, 3, at, 'imported', JSON.stringify({ reference: result.erpReference }))
          }
        })
        const told = reportSchema.parse(await central('queue/results', { results: results.map(({ result }) => result) }))
        durably(() => {
          for (const [place, { id, result }] of results.entries()) {
            const status = told.results[place]
            if (status?.itemId !== result.itemId || status.status !== 'accepted')
              throw new Error(`not accepted: ${result.itemId}`)
            toReported.run(at, id)
            insertEvent.run(id, 4, at, 'reported', '{"reportState":"accepted"}')
          }
        })
        orders += ready.length
        bytes += pack.length
      }
    },
  }
}

/** For scale: pages, XML, files that are whole. It remembers nothing, hands nothing over, tells nobody. */
export async function openBare(folder: string, where: Where) {
  mkdirSync(folder, { recursive: true })
  const central = centralOf(where)
  let packs = 0
  return {
    async run() {
      let orders = 0
      let bytes = 0
      for (;;) {
        const claim = (await central('queue/claims', { agendas: ['orders'], limit: PAGE, leaseSeconds: 600 })) as {
          items: { itemId: string; payload: Order }[]
        }
        if (claim.items.length === 0) return { orders, bytes }
        const pack = packBytes(
          where,
          claim.items.map(({ itemId, payload }) => encoded(itemText(itemId, payload))),
        )
        await writePack(folder, `pack-${++packs}.xml`, pack)
        orders += claim.items.length
        bytes += pack.length
      }
    },
  }
}
