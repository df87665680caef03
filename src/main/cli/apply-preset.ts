import { Failure, problem } from '../../shared/failure'
import { type Preset, presetSchema, SETTINGS_VERSION, type Settings } from '../../shared/settings'
import type { CliTexts } from '../../shared/texts/cli'
import { fill } from '../../shared/texts/format'
import { PROXY_PASSWORD_SECRET, proxyUrl } from '../chosen-proxy'
import { secretFields } from '../connectors/connector'
import { connectorById, connectors } from '../connectors/index'
import { API_KEY_SECRET, connectorSecret } from '../settings/secrets'
import { secretFor } from '../settings/secrets-for'
import { issuesText, settingsInvalid } from '../settings/store'

export interface SplitPreset {
  settings: Settings
  /** By the name under which they are stored. */
  secrets: Record<string, string>
}

/** JSON's own message quotes what stands around the error, and that may be a key: only the place is told. */
function parseJson(text: string, path: string, texts: CliTexts): unknown {
  // Editors on Windows put a byte order mark before the text.
  const json = text.replace(/^\ufeff/, '')
  try {
    return JSON.parse(json)
  } catch (error) {
    const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1]
    const before = position === undefined ? undefined : json.slice(0, Number(position)).split('\n')
    const place = before ? fill(texts.setup.place, { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }) : ''
    throw new Failure(problem('settings-invalid', { path, reason: fill(texts.setup.notJson, { path, place }) }), {
      effect: 'nothing',
      retry: false,
    })
  }
}

/**
 * A preset file as settings and secrets. Checked by the preset's schema and by the connector's own.
 * `existing`: the settings that stand now. A company that is known stays known, so that another company's key is refused
 * later on (`wrong-company`). Throws Failure `settings-invalid` with the path and what is wrong; never a value.
 */
export function splitPreset(text: string, path: string, texts: CliTexts, existing: Settings | undefined): SplitPreset {
  const parsed = presetSchema.safeParse(parseJson(text, path, texts))
  if (!parsed.success) throw settingsInvalid(path, issuesText(parsed.error))
  const preset: Preset = parsed.data
  const definition = connectorById(preset.connector.id)
  if (!definition) {
    const known = connectors.map((one) => one.id).join(', ')
    throw settingsInvalid(path, fill(texts.setup.unknownConnector, { path, id: preset.connector.id, known }))
  }
  const checked = definition.settings.safeParse(preset.connector.settings)
  if (!checked.success) {
    const issues = checked.error.issues.map((issue) => ({ ...issue, path: ['connector', 'settings', ...issue.path] }))
    throw settingsInvalid(path, issuesText({ ...checked.error, issues } as typeof checked.error))
  }
  const { apiKey, proxyPassword, ...central } = preset.central
  const secrets: Record<string, string> = secretFor(API_KEY_SECRET, apiKey, central.baseUrl)
  if (proxyPassword !== undefined && proxyPassword !== '' && central.proxy?.mode === 'manual')
    Object.assign(secrets, secretFor(PROXY_PASSWORD_SECRET, proxyPassword, proxyUrl(central.proxy.address)))
  const plain: Record<string, unknown> = { ...preset.connector.settings }
  for (const field of secretFields(definition)) {
    const value = plain[field]
    delete plain[field]
    if (typeof value === 'string' && value !== '') secrets[connectorSecret(definition.id, field)] = value
  }
  const known = existing?.central.baseUrl === central.baseUrl ? existing.central.companyId : undefined
  const companyId = central.companyId ?? known
  return {
    settings: {
      ...preset,
      version: SETTINGS_VERSION,
      central: { ...central, ...(companyId === undefined ? {} : { companyId }) },
      connector: { id: definition.id, settings: plain },
    },
    secrets,
  }
}
