import { z } from 'zod'
import type { ConnectorForm, SetupField } from '../../shared/setup-view'
import type { ConnectorDefinition, FormHint } from '../connectors/connector'

interface JsonSchema {
  type?: string
  enum?: unknown[]
  default?: unknown
  minimum?: number
  maximum?: number
  secret?: boolean
  form?: FormHint
  properties?: Record<string, JsonSchema>
  required?: string[]
  propertyNames?: JsonSchema
}

/** A form from the connector's own schema, which stays the one source. What no form can show (lists for wrappers) is left out. */
export function connectorForm(definition: ConnectorDefinition): ConnectorForm {
  const schema = z.toJSONSchema(definition.settings, { io: 'input' }) as JsonSchema
  const { id, title, kind, guard } = definition
  return { id, title, kind, guard, fields: fieldsOf(schema, '') }
}

const fieldsOf = (schema: JsonSchema, prefix: string): SetupField[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const path = `${prefix}${name}`
    // A group of settings; a `record` has no properties of its own.
    if (property.type === 'object' && property.properties && !property.propertyNames) return fieldsOf(property, `${path}.`)
    const kind = kindOf(property)
    if (kind === undefined) return []
    const { form } = property
    const keys = property.propertyNames?.enum
    return [
      {
        name: path,
        kind,
        required: form?.required === true || (schema.required ?? []).includes(name),
        ...(property.enum && { choices: property.enum.map(String) }),
        ...(Array.isArray(keys) && { keys: keys.map(String) }),
        ...(property.default === undefined || property.default === '' ? {} : { initial: property.default }),
        ...(property.minimum === undefined ? {} : { minimum: property.minimum }),
        ...(property.maximum === undefined ? {} : { maximum: property.maximum }),
        ...(form?.when && { when: form.when }),
        ...(form?.use && { use: form.use }),
      },
    ]
  })

function kindOf({ type, secret, form, enum: choices, propertyNames }: JsonSchema): SetupField['kind'] | undefined {
  if (secret) return 'secret'
  if (form?.pick) return form.pick
  if (choices) return 'choice'
  if (type === 'string') return 'text'
  if (type === 'integer' || type === 'number') return 'number'
  if (type === 'boolean') return 'yes-no'
  return type === 'object' && propertyNames ? 'pairs' : undefined
}
