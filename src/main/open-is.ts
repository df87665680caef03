import { Failure, problem } from '../shared/failure'
import type { Settings } from '../shared/settings'
import { type ConnectorTools, type OpenConnector, secretFields } from './connectors/connector'
import { connectorById } from './connectors/index'

/**
 * Opens the connector that the settings name, with its settings parsed by its own schema and its secrets put in.
 * `secret` answers a stored secret, or undefined. Throws `settings-invalid`, or what the connector's `open` throws.
 */
export async function openIs(
  chosen: Settings['connector'],
  secret: (field: string) => string | undefined,
  tools: ConnectorTools,
): Promise<OpenConnector> {
  const invalid = (reason: string) =>
    new Failure(problem('settings-invalid', { path: `connector ${chosen.id}`, reason }), { effect: 'nothing', retry: false })
  const definition = connectorById(chosen.id)
  if (!definition) throw invalid('unknown connector')
  const values: Record<string, unknown> = { ...chosen.settings }
  for (const field of secretFields(definition)) {
    const value = secret(field)
    if (value !== undefined) values[field] = value
  }
  const parsed = definition.settings.safeParse(values)
  // Without zod's own message for secret fields it could quote one: only places are named.
  if (!parsed.success) throw invalid(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`).join('; '))
  return definition.open(parsed.data, tools)
}
