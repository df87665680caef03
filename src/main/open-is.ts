import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Failure, problem } from '../shared/failure'
import type { Settings } from '../shared/settings'
import { type ConnectorTools, type OpenConnector, secretFields } from './connectors/connector'
import { connectorById } from './connectors/index'
import { connectorSecret, type Secrets } from './settings/secrets'

const invalidConnector = (id: string, reason: string): Failure =>
  new Failure(problem('settings-invalid', { path: `connector ${id}`, reason }), { effect: 'nothing', retry: false })
const unknownConnector = (id: string): Failure => invalidConnector(id, 'unknown connector')

/**
 * Opens the connector that the settings name, with its settings parsed by its own schema and its secrets put in.
 * `secret` answers a stored secret, or undefined. Throws `settings-invalid`, or what the connector's `open` throws.
 */
export async function openIs(
  chosen: Settings['connector'],
  secret: (field: string) => string | undefined,
  tools: ConnectorTools,
): Promise<OpenConnector> {
  const definition = connectorById(chosen.id)
  if (!definition) throw unknownConnector(chosen.id)
  const values: Record<string, unknown> = { ...chosen.settings }
  for (const field of secretFields(definition)) {
    const value = secret(field)
    if (value !== undefined) values[field] = value
  }
  const parsed = definition.settings.safeParse(values)
  // Without zod's own message for secret fields it could quote one: only places are named.
  if (!parsed.success)
    throw invalidConnector(chosen.id, parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`).join('; '))
  return definition.open(parsed.data, tools)
}

/**
 * The same from a data folder: its own folder there, and its secrets, which the log hides from then on. `onlyToAsk`: what it can is asked, and
 * nothing more, so its folder need not be there.
 */
export function openStoredIs(
  chosen: Settings['connector'],
  {
    dataDir,
    secrets,
    log,
    clock,
    companyId,
    http,
    onlyToAsk = false,
  }: Omit<ConnectorTools, 'log'> & {
    secrets: Pick<Secrets, 'has' | 'get'>
    log: ConnectorTools['log'] & { addSecret(value: string): void }
    onlyToAsk?: boolean
  },
): Promise<OpenConnector> {
  // Before anything is made: what stands in a draft may be the name of a folder anywhere.
  if (!connectorById(chosen.id)) throw unknownConnector(chosen.id)
  const folder = join(dataDir, 'connectors', chosen.id)
  if (!onlyToAsk) mkdirSync(folder, { recursive: true, mode: 0o700 })
  const secret = (field: string): string | undefined => {
    const name = connectorSecret(chosen.id, field)
    if (!secrets.has(name)) return undefined
    const value = secrets.get(name)
    log.addSecret(value)
    return value
  }
  return openIs(chosen, secret, { dataDir: folder, clock, log, companyId, http })
}
