import type { Mode } from '../shared/central-api/account'
import { type InwardAgenda, inwardAgendaSchema } from '../shared/documents/agenda'
import type { Participant } from './identity'
import { startSandbox } from './server'

export interface SandboxCommandOptions {
  port: number
  dataDir: string
  /** Lifelike documents to put into the queue of the first company, by agenda. */
  seeds?: Partial<Record<InwardAgenda, number>>
  /** The same seed gives the same documents. */
  randomSeed?: number
  /** So many more orders whose totals don't add up. */
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
  /** Companies beside it: one only sells, one only buys. */
  supplier: Participant & { companyName: string; ico: string }
  buyer: Participant & { companyName: string; ico: string }
}

/** Starts the sandbox for the command line. Throws as `startSandbox` does. */
export async function runSandboxCommand(
  options: SandboxCommandOptions,
): Promise<{ facts: SandboxFacts; close: () => Promise<void> }> {
  const { seeds = {}, faulty = 0, randomSeed = 1, ...server } = options
  const sandbox = await startSandbox(server)
  for (const agenda of inwardAgendaSchema.options) {
    const wrong = agenda === 'orders' ? faulty : 0
    const count = seeds[agenda] ?? 0
    if (count + wrong > 0) sandbox.seed(agenda, count, { randomSeed, faulty: wrong })
  }
  const participant = (one: Participant) => {
    const { name, ico } = sandbox.company(one.companyId)
    return { ...one, companyName: name, ico }
  }
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
      supplier: participant(sandbox.supplier),
      buyer: participant(sandbox.buyer),
    },
    close: sandbox.close,
  }
}
