import type { Mode } from '../shared/central-api/account'
import { startSandbox } from './server'

export interface SandboxCommandOptions {
  port: number
  dataDir: string
  /** Lifelike orders to put into the queue; 0: none. */
  orders?: number
  /** The same seed gives the same orders. */
  randomSeed?: number
  /** So many more whose totals don't add up. */
  faulty?: number
  log?: (line: string) => void
}

/** What `bi-client sandbox` prints, as JSON. Keys of a sandbox are no secrets. */
export interface SandboxFacts {
  url: string
  /** The operator's page; it asks for the key of kind `admin`. */
  adminUrl: string
  keys: { client: string; shop: string; admin: string }
  companyId: string
  companyName: string
  ico: string
  mode: Mode
}

/** Starts the sandbox for the command line. Throws as `startSandbox` does. */
export async function runSandboxCommand(
  options: SandboxCommandOptions,
): Promise<{ facts: SandboxFacts; close: () => Promise<void> }> {
  const { orders = 0, faulty = 0, randomSeed = 1, ...server } = options
  const sandbox = await startSandbox(server)
  if (orders + faulty > 0) sandbox.seedOrders(orders, { randomSeed, faulty })
  const company = sandbox.company()
  return {
    facts: {
      url: sandbox.url,
      adminUrl: sandbox.adminUrl,
      keys: sandbox.keys,
      companyId: company.companyId,
      companyName: company.name,
      ico: company.ico,
      mode: company.mode,
    },
    close: sandbox.close,
  }
}
