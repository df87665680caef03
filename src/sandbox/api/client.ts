import { TEST_MARKER } from '../../shared/central-api/test-orders'
import type { Companies } from '../companies'
import type { ItemRow, Queue } from '../queue/queue'
import type { TestOrders } from '../test-orders'
import { ApiError, type Handlers, IDEMPOTENCY_MS } from './http'

export const API_VERSION = '1.0'
/** What is switched together with the account: the names are the operator's. */
const MODULES = ['queue', 'client', 'shops'] as const

const iso = (ms: number): string => new Date(ms).toISOString()

const stateOf = (row: ItemRow, leaseExpiresAt: number | undefined) => ({
  itemId: row.item_id,
  agenda: row.agenda,
  state: row.state,
  test: row.test === 1,
  receivedAt: iso(row.received_at),
  deliveryCount: row.delivery_count,
  payloadSha256: row.payload_sha256,
  ...(row.claim_id !== null && { claimId: row.claim_id }),
  ...(leaseExpiresAt !== undefined && { leaseExpiresAt: iso(leaseExpiresAt) }),
  ...((row.erp_id !== null || row.erp_number !== null) && {
    erpReference: {
      ...(row.erp_id !== null && { id: row.erp_id }),
      ...(row.erp_number !== null && { number: row.erp_number }),
    },
  }),
  ...(row.finished_at !== null && { finishedAt: iso(row.finished_at) }),
})

/** What a company's Client calls. */
export function clientHandlers({
  companies,
  queue,
  testOrders,
  now,
  minimumClientVersion,
}: {
  companies: Companies
  queue: Queue
  testOrders: TestOrders
  now: () => number
  minimumClientVersion: () => string
}) {
  return {
    account: ({ caller: { company } }) => {
      const numbers = queue.numbers(company.companyId, company.mode === 'test')
      return {
        status: 200,
        body: {
          companyId: company.companyId,
          companyName: company.name,
          ico: company.ico,
          role: company.role,
          mode: company.mode,
          agendas: company.agendas,
          apiVersion: API_VERSION,
          serverTime: iso(now()),
          minimumClientVersion: minimumClientVersion(),
          queue: {
            waiting: numbers.waiting,
            claimed: numbers.claimed,
            waitingByAgenda: numbers.waitingByAgenda,
            ...(numbers.oldestReceivedAt !== undefined && { oldestReceivedAt: iso(numbers.oldestReceivedAt) }),
          },
        },
      }
    },
    heartbeat: ({ caller: { company }, body }) => {
      companies.heard(company.companyId, body)
      return { status: 204 }
    },
    claim: ({ caller: { company, key }, body, idempotency }) => {
      const caller = { companyId: company.companyId, keyId: key.keyId, test: company.mode === 'test' }
      // A stored answer of a hundred orders would be kept for a week; the claim itself tells the same.
      const before = idempotency && queue.claimAgain(caller, idempotency.key, now() - IDEMPOTENCY_MS)
      if (before && before.fingerprint !== idempotency?.fingerprint) {
        throw new ApiError('conflict', 'this Idempotency-Key was used for another request')
      }
      const { claimId, leaseExpiresAt, itemsJson, remaining } = before?.given ?? queue.claim(caller, body, idempotency)
      return {
        status: 201,
        json: Buffer.concat([
          Buffer.from(`{"claimId":"${claimId}","leaseExpiresAt":"${iso(leaseExpiresAt)}","items":`),
          itemsJson,
          Buffer.from(`,"remaining":${remaining}}`),
        ]),
        remember: false,
      }
    },
    extendClaim: ({ caller: { company }, params, body }) => {
      const leaseExpiresAt = queue.extend(company.companyId, params.claimId, body.leaseSeconds)
      if (leaseExpiresAt === undefined) throw new ApiError('not-found', 'this claim is over or never was')
      return { status: 200, body: { leaseExpiresAt: iso(leaseExpiresAt) } }
    },
    giveBack: ({ caller: { company }, params }) => {
      if (!queue.giveBack(company.companyId, params.claimId)) throw new ApiError('not-found', 'no such claim')
      return { status: 204 }
    },
    items: ({ caller: { company }, query }) => {
      const after = Number(query.after ?? 0)
      if (!Number.isSafeInteger(after) || after < 0) throw new ApiError('validation', 'after: not a cursor of this queue')
      // One more than asked for tells whether another page follows.
      const rows = queue.list(company.companyId, company.mode === 'test', after, query.limit + 1)
      const page = rows.slice(0, query.limit)
      const cursor = page.at(-1)?.seq ?? query.after
      return {
        status: 200,
        body: {
          items: page.map((row) => stateOf(row, undefined)),
          ...(cursor !== undefined && { cursor: String(cursor) }),
          more: rows.length > page.length,
        },
      }
    },
    itemState: ({ caller: { company }, params }) => {
      const found = queue.item(company.companyId, params.itemId)
      if (found === undefined) throw new ApiError('not-found', 'no such item')
      return { status: 200, body: stateOf(found.row, found.leaseExpiresAt) }
    },
    results: ({ caller: { company }, body }) => ({
      status: 200,
      body: { results: queue.report(company.companyId, body.results) },
    }),
    createTestOrders: ({ caller: { company }, body }) => {
      if (company.mode !== 'test') throw new ApiError('wrong-mode', 'test orders are made in test mode only')
      const errors = (body.agendas ?? []).flatMap((agenda, index) =>
        company.agendas.includes(agenda) ? [] : [{ path: `agendas.${index}`, message: `the account has no ${agenda}` }],
      )
      if (errors.length > 0)
        throw new ApiError('validation', 'test documents of agendas that the account does not have', { errors })
      return { status: 201, body: { orders: testOrders.create(company, body), marker: TEST_MARKER } }
    },
    testOrders: ({ caller: { company } }) => ({ status: 200, body: { orders: testOrders.list(company.companyId) } }),
    switchMode: ({ caller: { company }, body }) => {
      if (body.mode === 'production') {
        const errors = body.evidence.testItemIds.flatMap((itemId, index) => {
          const path = `evidence.testItemIds.${index}`
          const row = queue.item(company.companyId, itemId)?.row
          if (row === undefined) return [{ path, message: `there is no item ${itemId}` }]
          if (row.test !== 1) return [{ path, message: `${itemId} (${row.number}) is not a test document` }]
          if (row.state !== 'processed' || row.outcome !== 'imported') {
            return [{ path, message: `test document ${row.number} has not been imported; its state is ${row.state}` }]
          }
          return []
        })
        if (Date.parse(body.evidence.confirmedAt) > now() + 3_600_000) {
          errors.push({ path: 'evidence.confirmedAt', message: 'lies in the future' })
        }
        if (errors.length > 0) throw new ApiError('conflict', 'something is still missing for production', { errors })
      }
      if (company.mode !== body.mode) {
        companies.setMode(company.companyId, body.mode, body.mode === 'production' ? body.evidence : undefined)
      }
      return { status: 200, body: { mode: body.mode, modules: MODULES.map((name) => ({ name, mode: body.mode })) } }
    },
  } satisfies Handlers
}
