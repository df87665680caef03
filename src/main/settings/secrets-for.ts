import { Failure, problem } from '../../shared/failure'
import type { Secrets } from './secrets'

/** The central side at an address; every port of this computer is one: a practice central side has another after each start. */
export function centralSide(baseUrl: string): string {
  if (!URL.canParse(baseUrl)) return ''
  const { host, hostname } = new URL(baseUrl)
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname) ? 'localhost' : host
}

/** Beside each such secret lies whose it is, encrypted like it. */
export const sideOf = (name: string): string => `${name}.side`

/** A secret with whose it is, as `Secrets.replaceAll` takes them. */
export const secretFor = (name: string, value: string, baseUrl: string): Record<string, string> => ({
  [name]: value,
  [sideOf(name)]: centralSide(baseUrl),
})

/**
 * Secrets that one central side has given and no other may ever get: for an address with another host they are not there,
 * whoever has named it. `baseUrl`: the address now. One that was stored without its side belongs to the first that asks.
 */
export function secretsFor(
  secrets: Secrets,
  baseUrl: () => string,
): { get(name: string): string; has(name: string): boolean; set(name: string, value: string): void; delete(name: string): void } {
  const isOurs = (name: string): boolean => {
    const side = centralSide(baseUrl())
    if (!secrets.has(sideOf(name))) return true
    return side !== '' && secrets.get(sideOf(name)) === side
  }
  return {
    has: (name) => secrets.has(name) && isOurs(name),
    get(name) {
      const value = secrets.get(name)
      if (!isOurs(name)) throw new Failure(problem('secret-missing', { name }), { effect: 'nothing', retry: false })
      if (!secrets.has(sideOf(name))) secrets.set(sideOf(name), centralSide(baseUrl()))
      return value
    },
    set(name, value) {
      // Not the other way round: a crash in between must not leave the old secret to the new side.
      secrets.delete(name)
      secrets.set(sideOf(name), centralSide(baseUrl()))
      secrets.set(name, value)
    },
    delete(name) {
      secrets.delete(name)
      secrets.delete(sideOf(name))
    },
  }
}
