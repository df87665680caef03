import { Failure, problem } from '../../shared/failure'
import { type ConnectorTools, type OpenConnector, secretFields } from './connector'
import { connectorById } from './index'

/**
 * Opens a connector from its stored settings, with its secrets put back. Throws `settings-invalid` when they don't fit its schema; the
 * reason names fields, never values.
 */
export const openConnector = async (
  id: string,
  stored: Readonly<Record<string, unknown>>,
  from: { secret: (name: string) => string | undefined; tools: ConnectorTools },
): Promise<OpenConnector> => {
  const invalid = (reason: string): Failure =>
    new Failure(problem('settings-invalid', { path: 'connector', reason }), { effect: 'nothing', retry: false })
  const definition = connectorById(id)
  if (definition === undefined) throw invalid(id)
  const whole: Record<string, unknown> = { ...stored }
  for (const name of secretFields(definition)) {
    const secret = from.secret(name)
    if (secret !== undefined) whole[name] = secret
  }
  const parsed = definition.settings.safeParse(whole)
  if (!parsed.success) {
    throw invalid(parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`).join('; '))
  }
  return definition.open(parsed.data, from.tools)
}
