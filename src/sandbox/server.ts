import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Mode } from '../shared/central-api/account'
import type { ItemState } from '../shared/central-api/queue'
import type { RouteName } from '../shared/central-api/routes'
import { agendaSchema, type InwardAgenda } from '../shared/documents/agenda'
import { Failure, problem } from '../shared/failure'
import { type CodeFor, createActivation } from './activation'
import { serveAdministration } from './administration/serve'
import { adminHandlers } from './api/admin'
import { adminRegistrationHandlers } from './api/admin-registrations'
import { catalogueHandlers } from './api/catalogue'
import { clientHandlers } from './api/client'
import { createApp, type Handlers } from './api/http'
import { registrationHandlers } from './api/registration'
import { shopHandlers } from './api/shop'
import { uploadHandlers } from './api/uploads'
import { createCatalogue } from './catalogue/catalogue'
import { createUploads } from './catalogue/uploads'
import { type Company, createCompanies } from './companies'
import { openStore } from './database'
import { ensureIdentity, type Identity } from './identity'
import { createIds } from './ids'
import { createLimiter } from './limiter'
import { createAdministration } from './queue/administration'
import { createQueue } from './queue/queue'
import { createRegistrations, type Registration } from './registrations'
import type { DocumentOptions } from './seed/for-company'
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

/** What seeded documents are to be like. `faulty`: so many more whose figures don't add up. `test`: by the company's mode when absent. */
export interface SeedOptions extends Partial<Omit<DocumentOptions, 'id' | 'sequence'>> {
  randomSeed?: number
  faulty?: number
  test?: boolean
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

export interface Sandbox extends Identity {
  /** `http://127.0.0.1:PORT/b2b/v1` */
  url: string
  /** The operator's page. */
  adminUrl: string
  port: number
  /** The first one, or the one named. */
  company(companyId?: string): Company
  /** The routes that answer; others of the contract give 404. */
  implemented: readonly RouteName[]
  /** Lifelike orders straight into the queue, `faulty` of them spread among the `count` right ones. Ids in order of receipt. */
  seedOrders(count: number, options?: SeedOptions): string[]
  /** The same for any agenda and company. */
  seed(agenda: InwardAgenda, count: number, options?: SeedOptions & { companyId?: string }): string[]
  items(companyId?: string): SandboxItem[]
  counts(): Record<ItemState, number>
  setMode(mode: Mode, companyId?: string): void
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

/** The central side on this computer. Throws `Failure` `port-in-use`; any other error of the start is thrown as it is. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const now = options.now ?? Date.now
  const newId = createIds(now)
  const store = openStore(options.dataDir)
  const companies = createCompanies(store, now, newId)
  const queue = createQueue(store, now, newId)
  const testOrders = createTestOrders(store, queue, now, newId)
  const catalogue = createCatalogue(store, now)
  const uploads = createUploads(store, catalogue, now, newId)
  const administration = createAdministration(store, queue, now)
  const registrations = createRegistrations(store, companies, now, newId)
  const activation = createActivation(store, companies, registrations, now, newId)
  const tenMinutes = (count: number) => createLimiter(now, { count, windowSeconds: 600 })

  const identity = store.transaction(() => ensureIdentity(companies, options.dataDir, options.country ?? 'CZ'))

  let maintenanceSeconds: number | undefined
  let minimumClientVersion = '0.0.0'
  const handlers: Handlers = {
    ...clientHandlers({ companies, queue, testOrders, now, minimumClientVersion: () => minimumClientVersion }),
    ...uploadHandlers({ uploads }),
    ...shopHandlers({ companies, queue }),
    ...catalogueHandlers({ companies, catalogue }),
    ...registrationHandlers({
      registrations,
      activation,
      requests: tenMinutes(options.limits?.registrations ?? 60),
      guesses: tenMinutes(options.limits?.guesses ?? 20),
    }),
    ...adminHandlers({ companies, queue, administration, catalogue, uploads, now }),
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

  const company = (companyId = identity.companyId): Company => {
    const found = companies.find(companyId)
    if (found === undefined) throw new Error(`there is no company ${companyId}`)
    return found
  }
  const seed: Sandbox['seed'] = (agenda, count, { randomSeed = 1, companyId, ...rest } = {}) =>
    testOrders.seed(company(companyId), agenda, createRandom(randomSeed), count, rest)
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
    seed,
    seedOrders: (count, seedOptions) => seed('orders', count, seedOptions),
    items: (companyId = identity.companyId) => {
      queue.expireLeases(companyId)
      return allItems.all(companyId).map((row) => ({
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
    setMode: (mode, companyId = identity.companyId) => companies.setMode(companyId, mode),
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
