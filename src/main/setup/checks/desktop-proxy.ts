import { isIP } from 'node:net'
import { foundProxy, type ProxySetting, passesBy } from './proxy'

/** What the desktops of Linux keep about proxies, for a run that has no desktop. Pure. */

/** The variables of `/etc/environment`, which services of the system don't get: `NAME=value`, quotes are optional. */
export function variablesOf(text: string): Record<string, string> {
  const variables: Record<string, string> = {}
  for (const line of text.split('\n')) {
    const [, name, value = ''] = /^\s*(?:export\s+)?(\w+)=(.*?)\s*$/.exec(line) ?? []
    if (name !== undefined) variables[name] = value.replace(/^(["'])(.*)\1$/, '$2')
  }
  return variables
}

/** What `gsettings list-recursively org.gnome.system.proxy` prints. `undefined`: no proxy is set there. */
export function proxyOfGnome(output: string, host: string, port: number): ProxySetting | undefined {
  const values = new Map<string, string>()
  for (const line of output.split('\n')) {
    const [, schema, key, value = ''] = /^(org\.gnome\.system\.proxy(?:\.\w+)?) ([\w-]+) (.*)$/.exec(line.trim()) ?? []
    if (schema !== undefined) values.set(`${schema.slice('org.gnome.system.proxy'.length)}.${key}`, value)
  }
  const text = (name: string): string => /^'(.*)'$/.exec(values.get(name) ?? '')?.[1] ?? ''
  const mode = text('.mode')
  if (mode === 'auto') {
    const url = text('.autoconfig-url')
    return url === '' ? undefined : { kind: 'pac', seen: `GNOME: ${url}`, url }
  }
  if (mode !== 'manual') return undefined
  const exceptions = [...(values.get('.ignore-hosts') ?? '').matchAll(/'([^']*)'/g)].map(([, one = '']) => one)
  const exception = exceptions.find((entry) => passesBy(entry, host, port))
  if (exception !== undefined) return { kind: 'direct', seen: `GNOME: ${exception}` }
  // `http` stands for all where nothing else is set.
  const [name] = ['.https', '.http'].filter((one) => text(`${one}.host`) !== '')
  if (name === undefined) {
    const socks = text('.socks.host')
    return socks === '' ? undefined : { kind: 'unsupported', seen: `GNOME: socks://${socks}` }
  }
  const server = text(`${name}.host`).replace(/^http:\/\//, '')
  return foundProxy(`${isIP(server) === 6 ? `[${server}]` : server}:${values.get(`${name}.port`) ?? '80'}`, 'GNOME')
}

/** The group "Proxy Settings" of KDE's `kioslaverc`. `undefined`: no proxy is set there. */
export function proxyOfKde(text: string, host: string, port: number): ProxySetting | undefined {
  const [, group = ''] = /^\[Proxy Settings\]\s*\n([\s\S]*?)(?=^\[|(?![\s\S]))/m.exec(`${text}\n`) ?? []
  const values = variablesOf(group.replace(/^(\w+)\[[^\]]*\]=/gm, '$1=').replace(/^Proxy Config Script=/m, 'Script='))
  const type = values['ProxyType'] ?? '0'
  if (type === '2') {
    const url = values['Script'] ?? ''
    return url === '' ? undefined : { kind: 'pac', seen: `KDE: ${url}`, url }
  }
  if (type !== '1') return undefined
  const exception = (values['NoProxyFor'] ?? '').split(/[,\s]+/).find((entry) => entry !== '' && passesBy(entry, host, port))
  if (exception !== undefined) return { kind: 'direct', seen: `KDE: ${exception}` }
  // `http://proxy 3128`: address and port have a space between them.
  const server = (values['httpsProxy'] || values['httpProxy'] || '').replace(/\s+(\d+)\/?$/, ':$1')
  return server === '' ? undefined : foundProxy(server, 'KDE')
}
