import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import { z } from 'zod'
import type { Mode } from '../shared/central-api/account'
import type { ItemState } from '../shared/central-api/queue'
import type { RouteName } from '../shared/central-api/routes'
import { agendaSchema } from '../shared/documents/agenda'
import { Failure, problem } from '../shared/failure'
import { type CodeFor, createActivation } from './activation'
import { serveAdministration } from './administration/serve'
import { adminHandlers } from './api/admin'
import { adminRegistrationHandlers } from './api/admin-registrations'
import { clientHandlers } from './api/client'
import { createApp, type Handlers } from './api/http'
import { registrationHandlers } from './api/registration'
import { shopHandlers } from './api/shop'
import { type Company, createCompanies } from './companies'
import { openStore } from './database'
import { createIds } from './ids'
import { createLimiter } from './limiter'
import { createAdministration } from './queue/administration'
import { createQueue } from './queue/queue'
import { createRegistrations, type Registration } from './registrations'
import { suppliers } from './seed/companies'
import type { OrderOptions } from './seed/order'
import { createRandom } from './seed/random'
import { createTestOrders } from './test-orders'

export interface SandboxOptions {
  /** Made when missing. Holds `business-integrator.db` and `sandbox-keys.json`. */
  dataDir: string
  /** 0: any free one. */
  port: number
  host?: string
  /** ms since the epoch; leases run by it. */
  now?: () => number
  log?: (line: string) => void
  /** Country of the company whose client key is given out, when the data folder is new. CZ when absent. */
  country?: 'CZ' | 'SK'
  /** Of one address within ten minutes; 60 registrations and 20 wrong codes or tokens when absent. */
  limits?: { registrations?: number; guesses?: number }
}

/** One item as tests ask about it. */
export interface SandboxItem {
  itemId: string
  number: string
  agenda: string
  state: ItemState
  test: boolean
  outcome: string | undefined
  erpId: string | undefined
  erpNumber: string | undefined
  code: string | undefined
  message: string | undefined
  deliveryCount: number
}

export interface Sandbox {
  /** `http://127.0.0.1:PORT/b2b/v1` */
  url: string
  /** The operator's page. */
  adminUrl: string
  port: number
  keys: { client: string; shop: string; admin: string }
  keyIds: { client: string; shop: string; admin: string }
  companyId: string
  company(): Company
  /** The routes that answer; others of the contract give 404. */
  implemented: readonly RouteName[]
  /** Lifelike orders straight into the queue, `faulty` of them spread among the `count` right ones. Ids in order of receipt. */
  seedOrders(count: number, options?: Partial<OrderOptions> & { randomSeed?: number; faulty?: number; test?: boolean }): string[]
  items(): SandboxItem[]
  counts(): Record<ItemState, number>
  setMode(mode: Mode): void
  /** Another company of the same central side, with a client key of its own. */
  addCompany(facts: { name: string; ico: string; mode?: Mode }): { companyId: string; clientKey: string }
  /** Another client key of the first company. */
  issueClientKey(): { keyId: string; text: string }
  revokeKey(keyId: string): void
  companies(): Company[]
  /** Newest first. */
  registrations(): Registration[]
  /** What the operator does. Each throws when there is no such registration or its state forbids it. */
  scheduleRegistration(registrationId: string, scheduledFor: string, message?: string): void
  /** The activation code; undefined when it was approved before. */
  approveRegistration(registrationId: string, message?: string): string | undefined
  rejectRegistration(registrationId: string, message: string): void
  /** A code for another Client of the first company, or for whom it is said. */
  issueActivationCode(whom?: CodeFor): string
  /** 503 with `Retry-After` on every call, or open again. */
  setMaintenance(retryAfterSeconds: number | undefined): void
  setMinimumClientVersion(version: string): void
  close(): Promise<void>
}

const keysFileSchema = z.object({ client: z.string(), shop: z.string(), admin: z.string() })

/**
 * The central side on this computer. Throws `Failure` `port-in-use`; any other error of the start is thrown as it is.
 * The database keeps only hashes of keys; a sandbox started again must give the same ones, so they lie beside it in a
 * file that a real central side would not have.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const now = options.now ?? Date.now
  const newId = createIds(now)
  const store = openStore(options.dataDir)
  const companies = createCompanies(store, now, newId)
  const queue = createQueue(store, now, newId)
  const testOrders = createTestOrders(store, queue, now, newId)
  const administration = createAdministration(store, queue, now)
  const registrations = createRegistrations(store, companies, now, newId)
  const activation = createActivation(store, companies, registrations, now, newId)
  const tenMinutes = (count: number) => createLimiter(now, { count, windowSeconds: 600 })

  const keysFile = join(options.dataDir, 'sandbox-keys.json')
  const supplier = suppliers[options.country ?? 'CZ']
  const identity = store.transaction(() => {
    if (existsSync(keysFile)) {
      const keys = keysFileSchema.parse(JSON.parse(readFileSync(keysFile, 'utf8')))
      const client = companies.findKey(keys.client)
      const shop = companies.findKey(keys.shop)
      const admin = companies.findKey(keys.admin)
      if (client?.companyId !== undefined && shop && admin) {
        return { keys, companyId: client.companyId, keyIds: { client: client.keyId, shop: shop.keyId, admin: admin.keyId } }
      }
    }
    const company =
      companies.findByIco(supplier.ico) ??
      companies.add({ name: supplier.name, ico: supplier.ico, role: 'both', mode: 'test', agendas: [...agendaSchema.options] })
    const client = companies.issueKey('client', company.companyId)
    const shop = companies.issueKey('shop')
    const admin = companies.issueKey('admin')
    const keys = { client: client.text, shop: shop.text, admin: admin.text }
    writeFileSync(keysFile, JSON.stringify(keys), { mode: 0o600 })
    return { keys, companyId: company.companyId, keyIds: { client: client.keyId, shop: shop.keyId, admin: admin.keyId } }
  })

  let maintenanceSeconds: number | undefined
  let minimumClientVersion = '0.0.0'
  const handlers: Handlers = {
    ...clientHandlers({ companies, queue, testOrders, now, minimumClientVersion: () => minimumClientVersion }),
    ...shopHandlers({ companies, queue }),
    ...registrationHandlers({
      registrations,
      activation,
      requests: tenMinutes(options.limits?.registrations ?? 60),
      guesses: tenMinutes(options.limits?.guesses ?? 20),
    }),
    ...adminHandlers({ companies, queue, administration, now }),
    ...adminRegistrationHandlers({ companies, registrations, activation }),
  }
  const app = createApp(
    {
      store,
      companies,
      now,
      newId,
      maintenance: () => maintenanceSeconds,
      minimumClientVersion: () => minimumClientVersion,
      log: options.log ?? (() => {}),
    },
    handlers,
  )

  serveAdministration(app)

  const server = createAdaptorServer({ fetch: app.fetch })
  const host = options.host ?? '127.0.0.1'
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(options.port, host, () => {
        server.off('error', reject)
        resolve()
      })
    })
  } catch (error) {
    store.close()
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw new Failure(problem('port-in-use', { port: String(options.port) }), { effect: 'nothing', retry: false, cause: error })
  }
  const { port } = server.address() as AddressInfo

  const company = (): Company => {
    const found = companies.find(identity.companyId)
    if (found === undefined) throw new Error('the company is gone')
    return found
  }
  const done = <T extends object>(answer: T | 'conflict' | undefined): T => {
    if (typeof answer === 'object') return answer
    throw new Error(answer ?? 'no such registration')
  }
  const allItems = store.prepare<{
    item_id: string
    number: string
    agenda: string
    state: ItemState
    test: 0 | 1
    outcome: string | null
    erp_id: string | null
    erp_number: string | null
    code: string | null
    message: string | null
    delivery_count: number
  }>('select * from items where company_id = ? order by seq')
  const countStates = store.prepare<{ state: ItemState; count: number }>(
    'select state, count(*) as count from items where company_id = ? group by state',
  )

  return {
    url: `http://${host}:${port}/b2b/v1`,
    adminUrl: `http://${host}:${port}/admin/`,
    port,
    ...identity,
    company,
    implemented: Object.keys(handlers) as RouteName[],
    seedOrders: (count, { randomSeed = 1, ...rest } = {}) =>
      testOrders.seed(company(), 'orders', createRandom(randomSeed), count, rest),
    items: () => {
      queue.expireLeases(identity.companyId)
      return allItems.all(identity.companyId).map((row) => ({
        itemId: row.item_id,
        number: row.number,
        agenda: row.agenda,
        state: row.state,
        test: row.test === 1,
        outcome: row.outcome ?? undefined,
        erpId: row.erp_id ?? undefined,
        erpNumber: row.erp_number ?? undefined,
        code: row.code ?? undefined,
        message: row.message ?? undefined,
        deliveryCount: row.delivery_count,
      }))
    },
    counts: () => {
      queue.expireLeases(identity.companyId)
      const counts: Record<ItemState, number> = { waiting: 0, claimed: 0, processed: 0, rejected: 0, cancelled: 0 }
      for (const row of countStates.all(identity.companyId)) counts[row.state] = row.count
      return counts
    },
    setMode: (mode) => companies.setMode(identity.companyId, mode),
    addCompany: ({ mode = 'test', ...facts }) => {
      const added = companies.add({ ...facts, mode, role: 'both', agendas: [...agendaSchema.options] })
      return { companyId: added.companyId, clientKey: companies.issueKey('client', added.companyId).text }
    },
    issueClientKey: () => companies.issueKey('client', identity.companyId),
    revokeKey: (keyId) => {
      companies.revokeKey(keyId)
    },
    companies: () => companies.list(),
    registrations: () => registrations.list(),
    scheduleRegistration: (registrationId, scheduledFor, message) => {
      done(registrations.schedule(registrationId, scheduledFor, message))
    },
    approveRegistration: (registrationId, message) => {
      const { registration, first } = done(registrations.approve(registrationId, message))
      return first ? activation.issue({ registration }).text : undefined
    },
    rejectRegistration: (registrationId, message) => {
      done(registrations.reject(registrationId, message))
      activation.withdrawAllOf(registrationId)
    },
    issueActivationCode: (whom) => activation.issue(whom ?? { company: company() }).text,
    setMaintenance: (retryAfterSeconds) => {
      maintenanceSeconds = retryAfterSeconds
    },
    setMinimumClientVersion: (version) => {
      minimumClientVersion = version
    },
    close: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        // Clients keep connections open; without this the server would wait for them.
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
      store.close()
    },
  }
}
