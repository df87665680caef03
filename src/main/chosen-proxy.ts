import type { ProxySettings } from '../shared/settings'
import type { SetupEntries } from '../shared/setup-state'
import type { Secrets } from './settings/secrets'
import { secretsFor } from './settings/secrets-for'
import type { ChosenProxy } from './setup/checks/find-proxy'

/** Where the password of the proxy's user lies. */
export const PROXY_PASSWORD_SECRET = 'central.proxyPassword'

/** A proxy's address as `secretsFor` takes it: the password is for this proxy, and for no other that may be entered later. */
export const proxyUrl = (address: string): string => `http://${address.trim().replace(/^http:\/\//i, '')}`

/** The way out that the settings say, with its password. `told`: the password must never be written anywhere. */
export function chosenProxy(
  proxy: ProxySettings | undefined,
  secrets: Secrets,
  told: (secret: string) => void,
): ChosenProxy | undefined {
  if (proxy?.mode !== 'manual' || proxy.user === undefined) return proxy
  const { address, user } = proxy
  const own = secretsFor(secrets, () => proxyUrl(address))
  const password = own.has(PROXY_PASSWORD_SECRET) ? own.get(PROXY_PASSWORD_SECRET) : ''
  if (password !== '') told(password)
  return { mode: 'manual', address, login: { user, password } }
}

/** The same of what a person is still entering: half of it must show as a fault, never pass for "as the system says". */
export function enteredProxy(
  { proxyMode, proxyAddress = '', proxyUser = '' }: SetupEntries['central'],
  secrets: Secrets,
  told: (secret: string) => void,
): ChosenProxy | undefined {
  if (proxyMode === undefined || proxyMode === 'system') return undefined
  if (proxyMode !== 'manual') return { mode: proxyMode, address: proxyAddress }
  const user = proxyUser.trim()
  return chosenProxy({ mode: 'manual', address: proxyAddress, ...(user === '' ? {} : { user }) }, secrets, told)
}
