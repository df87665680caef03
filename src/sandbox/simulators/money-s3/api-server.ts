import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Field, fieldsOf, listOf, type Operation, parseGraphQl, textOf, type Value } from './graphql'
import type { Money, MoneyFaults } from './money'
import { inputFault, orderInputXml } from './order-input'
import type { StockItem } from './stock-export'
import { children, parseXml, textAt } from './xml'

/** What goes wrong, until it is set anew. Numbers count down. */
export interface ApiFaults extends MoneyFaults {
  /** The task of S3 Automatic that works the queue off is not running. */
  queueStopped?: boolean
  /** It begins on an entry only after so long. */
  queueDelayMs?: number
  /** The connection breaks after the order has joined the queue. */
  loseAnswer?: number
  /** It breaks before. */
  dieBeforeQueue?: number
  /** From the next write on no question is answered. */
  silentAfterWrite?: boolean
  /** Half of the answer to a write. */
  cutAnswer?: number
  /** Not JSON, after the order has joined the queue. */
  garbledAnswer?: number
  /** A gateway's page instead of an answer, after the order has joined the queue. */
  gateway504?: number
  /** The agenda can't be opened. */
  versionMismatch?: boolean
  noRights?: boolean
  unavailable?: boolean
  /** `isSuccess: false`. */
  notQueued?: boolean
  /** Errors beside `data`: a resolver failed. */
  resolverError?: number
  /** Lists come in no order, whatever is asked for. */
  unordered?: boolean
}

export interface S3Api {
  /** Where it listens; starts at the first call. */
  start(): Promise<string>
  appId: string
  clientId: string
  clientSecret: string
  agendaGuid: string
  faults(next: ApiFaults): void
  /** Tokens given so far hold no longer. */
  forgetTokens(): void
  /** How many writes have joined the queue. */
  queued(): number
  /** Resolves when the queue has been worked off. */
  idle(): Promise<void>
  close(): Promise<void>
}

interface Entry {
  guid: string
  xml: string
  state: 'UNPROCESSED' | 'IN_PROCESS' | 'OK' | 'WARNING' | 'ERROR'
  info: string
}

class Broken extends Error {}

const graphQlError = (message: string, code?: string) => ({ message, ...(code ? { extensions: { code } } : {}) })

/**
 * The S3 API over the books of one agenda. `older`: a version without `importStatus`. What the mutation is given becomes XML in a queue;
 * the task of S3 Automatic imports it by the definition, one by one. `stock`: what its `warehouseStocks` lists, ids counting from 1.
 */
export function createS3Api(money: Money, options: { older?: boolean; stock?: readonly StockItem[] } = {}): S3Api {
  let faults: ApiFaults = {}
  let silent = false
  let closed = false
  const tokens = new Set<string>()
  const queue: Entry[] = []
  const api = {
    appId: 'AbC%2B1%3D',
    clientId: 'klient-bi',
    clientSecret: 'tajemstvi-S3',
    agendaGuid: '6f9619ff-8b86-d011-b42d-00cf4fc964ff',
  }

  const left = (
    name: 'loseAnswer' | 'dieBeforeQueue' | 'cutAnswer' | 'garbledAnswer' | 'gateway504' | 'resolverError',
  ): boolean => {
    const times = faults[name] ?? 0
    if (times <= 0) return false
    faults = { ...faults, [name]: times - 1 }
    return true
  }

  const work = (async () => {
    while (!closed) {
      const entry = queue.find(({ state }) => state === 'UNPROCESSED')
      if (!entry || faults.queueStopped) {
        await sleep(10)
        continue
      }
      if (faults.queueDelayMs) await sleep(faults.queueDelayMs)
      entry.state = 'IN_PROCESS'
      const report = parseXml(money.importXml(entry.xml, faults))
      const order =
        children(
          report.children.find(({ name }) => name === 'SeznamObjPrij'),
          'ObjPrij',
        )[0] ?? report
      entry.info = textAt(order, 'ErrorInfo', 'ErrorDescription')
      entry.state = textAt(order, 'Status') === 'FatalError' ? 'ERROR' : textAt(order, 'Status') === 'OK' ? 'OK' : 'WARNING'
    }
  })()

  const readAll = async (request: IncomingMessage): Promise<string> => {
    const parts: Buffer[] = []
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
    return Buffer.concat(parts).toString('utf8')
  }
  /** Numbers stand in the answer as their text. */
  const send = (response: ServerResponse, status: number, body: unknown): void => {
    const json = JSON.stringify(body).replace(/"#number (-?[\d.]+)"/g, '$1')
    response.writeHead(status, { 'content-type': 'application/json' }).end(json)
  }
  const asNumber = (text: string | undefined): string | null => (text === undefined ? null : `#number ${text}`)

  const warehouseStocks = (field: Field): unknown => {
    const above = Number(textOf(fieldsOf(fieldsOf(field.arguments['where'])['id'])['gt']) || '0')
    const take = Number(textOf(field.arguments['take']) || '10')
    const rows = (options.stock ?? [])
      .map((item, place) => ({
        id: place + 1,
        shortCut: item.shortCut ?? '',
        catalogue: item.catalogue ?? '',
        barCode: item.barCode ?? null,
        description: item.name,
        mainMeasureUnit: item.unit ?? null,
        stockQuantity: asNumber(item.quantity),
        reserved: asNumber(item.reserved),
        warehouse: { code: item.store.code ?? null, name: item.store.name },
      }))
      .filter(({ id }) => id > above)
    return { items: (faults.unordered ? rows.toReversed() : rows).slice(0, take) }
  }

  const matches = (record: { sourceNumber: string; number: string }, where: Record<string, Value>): boolean =>
    Object.entries(where).every(([name, condition]) => {
      const value = name === 'receivedDocumentNumber' ? record.sourceNumber : record.number
      const { in: among, eq } = fieldsOf(condition)
      return among === undefined ? textOf(eq) === value : listOf(among).map(textOf).includes(value)
    })

  const answerQuery = (field: Field): unknown => {
    if (field.name === 'agendas') return { items: [{ guid: api.agendaGuid.toUpperCase(), name: 'Velkoobchod' }] }
    if (field.name === 'importStatus') {
      const entry = queue.find(({ guid }) => guid === textOf(field.arguments['importGuid']))
      return entry ? { guid: entry.guid, state: entry.state, stateInfo: entry.info } : null
    }
    if (field.name === 'warehouseStocks') return warehouseStocks(field)
    const found = money.records().filter((record) => matches(record, fieldsOf(field.arguments['where'])))
    const skip = Number(textOf(field.arguments['skip']) || '0')
    const take = Number(textOf(field.arguments['take']) || '10')
    return {
      totalCount: found.length,
      items: found.slice(skip, skip + take).map((record, place) => ({
        id: place + 1,
        documentNumber: record.number,
        receivedDocumentNumber: record.sourceNumber,
        note: record.note,
        description: record.description,
      })),
    }
  }

  const create = (field: Field, response: ServerResponse) => {
    const input = field.arguments['receivedOrder'] as Value
    if (left('dieBeforeQueue')) throw new Broken()
    if (faults.notQueued) return send(response, 200, { data: { createReceivedOrder: { guid: null, isSuccess: false } } })
    const entry: Entry = { guid: randomUUID(), xml: orderInputXml(input), state: 'UNPROCESSED', info: '' }
    queue.push(entry)
    if (faults.silentAfterWrite) silent = true
    if (left('loseAnswer')) throw new Broken()
    if (left('gateway504')) return void response.writeHead(504).end('<html>504 Gateway Timeout</html>')
    if (left('garbledAnswer')) return void response.writeHead(200).end('<html>OK</html>')
    if (left('resolverError'))
      return send(response, 200, { errors: [graphQlError('Unexpected Execution Error')], data: { createReceivedOrder: null } })
    const body = JSON.stringify({ data: { createReceivedOrder: { guid: entry.guid, isSuccess: true } } })
    if (left('cutAnswer')) {
      response.writeHead(200, { 'content-length': String(body.length) }).write(body.slice(0, body.length / 2))
      throw new Broken()
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end(body)
  }

  const known = new Set(['agendas', 'receivedOrders', 'warehouseStocks', ...(options.older ? [] : ['importStatus'])])
  const documentFault = ({ kind, fields }: Operation): string | undefined => {
    const [field, ...more] = fields
    if (!field || more.length > 0) return 'one field at a time'
    if (kind === 'mutation') {
      if (field.name !== 'createReceivedOrder') return `The field \`${field.name}\` does not exist on the type \`Mutation\`.`
      return inputFault(field.arguments['receivedOrder'])
    }
    return known.has(field.name) ? undefined : `The field \`${field.name}\` does not exist on the type \`Query\`.`
  }

  const graphQl = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
    if (bearer === undefined || !tokens.has(bearer)) return void response.writeHead(401).end()
    const { query } = JSON.parse(await readAll(request)) as { query: string }
    let operation: Operation
    try {
      operation = parseGraphQl(query)
    } catch (error) {
      return send(response, 400, { errors: [graphQlError(String(error), 'HC0011')] })
    }
    const fault = documentFault(operation)
    if (fault) return send(response, 400, { errors: [graphQlError(fault, 'HC0016')] })
    const [field] = operation.fields
    if (!field) return send(response, 400, {})
    if (field.name !== 'agendas') {
      if (faults.versionMismatch)
        return send(response, 200, { errors: [graphQlError('Uživatel nebyl přihlášen', 'API_VERSIONING_MISSMATCH')] })
      if (String(request.headers['agendaguid']).toLowerCase() !== api.agendaGuid)
        return send(response, 200, { errors: [graphQlError('Agenda nenalezena', 'API_VERSIONING_MISSMATCH')] })
    }
    if (faults.noRights) return send(response, 200, { errors: [graphQlError('Not authorized', 'AUTH_NOT_AUTHORIZED')] })
    if (silent && operation.kind === 'query') throw new Broken()
    if (operation.kind === 'mutation') create(field, response)
    else send(response, 200, { data: { [field.name]: answerQuery(field) } })
  }

  const token = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const form = new URLSearchParams(await readAll(request))
    const right =
      request.url === `/connect/token?AppId=${api.appId}` &&
      form.get('grant_type') === 'client_credentials' &&
      form.get('client_id') === api.clientId &&
      form.get('client_secret') === api.clientSecret
    if (!right) return send(response, 400, { error: 'invalid_client' })
    const value = randomUUID()
    tokens.add(value)
    send(response, 200, { access_token: value, token_type: 'Bearer', expires_in: 3600 })
  }

  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const handle = async (): Promise<void> => {
      if (faults.unavailable) return void response.writeHead(503).end('Service Unavailable')
      if (path === '/connect/token') return token(request, response)
      if (path === '/graphql/') return graphQl(request, response)
      response.writeHead(404).end()
    }
    handle().catch(() => response.destroy())
  })
  let listening: Promise<string> | undefined

  return {
    ...api,
    start: () => {
      listening ??= new Promise((resolve) => {
        server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
      })
      return listening
    },
    faults: (next) => {
      faults = next
      silent = false
    },
    forgetTokens: () => tokens.clear(),
    queued: () => queue.length,
    async idle() {
      while (queue.some(({ state }) => state === 'UNPROCESSED' || state === 'IN_PROCESS')) await sleep(10)
    },
    async close() {
      closed = true
      await work
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
