import { type Language, type ProxySettings, proxySettingsSchema, SETTINGS_VERSION, type Settings } from '../../shared/settings'
import { type Evidence, type SetupEntries, type SetupState, setupEntriesSchema } from '../../shared/setup-state'
import { newSetup } from './machine'

const passed = (evidence: Evidence | undefined): boolean =>
  evidence !== undefined && !evidence.lines.some((line) => line.status === 'failed')

/**
 * The client's settings as far as setting up has proved them. What a person is still typing never reaches a running
 * engine: an address counts once the connection test has passed with it, a connector once its own test has. Undefined: there
 * is not enough yet. Pure.
 */
export function settingsOf(state: SetupState, existing: Settings | undefined, language: Language): Settings | undefined {
  const { account, entries, evidence } = state
  if (!account) return existing
  const central = passed(evidence.connection)
    ? {
        baseUrl: entries.central.baseUrl?.trim() ?? '',
        companyId: account.companyId,
        ...(entries.central.extraCa ? { extraCa: entries.central.extraCa } : {}),
        ...proxyOf(entries.central),
      }
    : existing?.central
  const { id, settings } = entries.connector
  const connector = id && passed(evidence['information-system']) ? { id, settings: settings ?? {} } : existing?.connector
  if (!central || !connector) return existing
  return {
    ...existing,
    version: SETTINGS_VERSION,
    language: existing?.language ?? language,
    mode: state.mode,
    central,
    connector,
    sync: {
      ...(existing?.sync ?? { batchSize: 100, leaseSeconds: 600, paused: false }),
      intervalSeconds: entries.operation.intervalSeconds ?? existing?.sync.intervalSeconds ?? 300,
    },
  }
}

/** The way out as the settings hold it; nothing when it is the operating system's, or not whole yet. */
export function proxyOf({ proxyMode, proxyAddress = '', proxyUser = '' }: SetupEntries['central']): { proxy?: ProxySettings } {
  const address = proxyAddress.trim()
  const user = proxyUser.trim()
  const parsed = proxySettingsSchema.safeParse({
    mode: proxyMode,
    ...(proxyMode === 'manual' || proxyMode === 'pac' ? { address } : {}),
    ...(proxyMode === 'manual' && user !== '' ? { user } : {}),
  })
  return parsed.success && parsed.data.mode !== 'system' ? { proxy: parsed.data } : {}
}

function entriesOf(proxy: ProxySettings | undefined): Partial<SetupEntries['central']> {
  if (!proxy) return {}
  return {
    proxyMode: proxy.mode,
    ...('address' in proxy ? { proxyAddress: proxy.address } : {}),
    ...('user' in proxy && proxy.user !== undefined ? { proxyUser: proxy.user } : {}),
  }
}

/** Where setting up stands for a client that was set up by a preset: nothing is asked twice, and nothing has been seen yet. */
export function stateOf(settings: Settings, companyName: string | undefined): SetupState {
  const { central, connector, mode, sync, language } = settings
  const { companyId } = central
  return {
    ...newSetup(),
    purpose: 'company',
    mode,
    entries: setupEntriesSchema.parse({
      language,
      central: {
        baseUrl: central.baseUrl,
        ...(central.extraCa === undefined ? {} : { extraCa: central.extraCa }),
        ...entriesOf(central.proxy),
      },
      connector: { id: connector.id, settings: connector.settings },
      operation: { intervalSeconds: sync.intervalSeconds },
    }),
    ...(companyId === undefined ? {} : { account: { companyId, companyName: companyName ?? companyId, mode } }),
  }
}
