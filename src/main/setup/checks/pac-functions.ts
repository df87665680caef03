/**
 * The functions that a proxy script may call, as it finds them (developer.mozilla.org, "Proxy Auto-Configuration file").
 * Text, because it runs inside the interpreter. `__resolve` and `__inNet` come from outside (`pac.ts`).
 */
export const PAC_FUNCTIONS = String.raw`
function alert() {}
function isPlainHostName(host) { return !/[.:]/.test(String(host)) }
function dnsDomainIs(host, domain) { return String(host).toLowerCase().endsWith(String(domain).toLowerCase()) }
function localHostOrDomainIs(host, known) { return host === known || String(known).startsWith(host + '.') }
function dnsDomainLevels(host) { return String(host).split('.').length - 1 }
function shExpMatch(text, pattern) {
  const escaped = String(pattern).replace(/[\\^$.|+()[\]{}]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.')
  return new RegExp('^(?:' + escaped + ')$').test(String(text))
}
function convert_addr(address) {
  return String(address).split('.').reduce((sum, part) => (sum << 8) | (Number(part) & 255), 0) >>> 0
}
function dnsResolveEx(host) { return __resolve(String(host)) }
function dnsResolve(host) { return __resolve(String(host)).split(';').find((one) => one.includes('.')) || null }
function isResolvable(host) { return dnsResolve(host) !== null }
function isResolvableEx(host) { return dnsResolveEx(host) !== '' }
function myIpAddress() { return __own.split(';').find((one) => one.includes('.')) || '127.0.0.1' }
function myIpAddressEx() { return __own }
function isInNet(host, network, mask) {
  const address = /^\d+(\.\d+){3}$/.test(host) ? host : dnsResolve(host)
  if (!address) return false
  const bits = convert_addr(mask)
  return (convert_addr(address) & bits) === (convert_addr(network) & bits)
}
function isInNetEx(address, network) { return __inNet(String(address), String(network)) }
function sortIpAddressList(list) { return String(list) }
function getClientVersion() { return '1.0' }
const __days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']
const __months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
function __within(from, now, to) { return from <= to ? from <= now && now <= to : now >= from || now <= to }
function __clock(given) {
  const now = new Date()
  const gmt = given[given.length - 1] === 'GMT'
  const part = (name) => gmt ? now['getUTC' + name]() : now['get' + name]()
  return { rest: gmt ? given.slice(0, -1) : given, part }
}
function weekdayRange(...given) {
  const { rest, part } = __clock(given)
  const [from, to = from] = rest.map((day) => __days.indexOf(day))
  return __within(from, part('Day'), to)
}
function timeRange(...given) {
  const { rest, part } = __clock(given)
  const now = part('Hours') * 3600 + part('Minutes') * 60 + part('Seconds')
  if (rest.length === 1) return part('Hours') === rest[0]
  if (rest.length === 2) return __within(rest[0], part('Hours'), rest[1])
  const half = rest.length / 2
  const seconds = ([h, m = 0, s = 0]) => h * 3600 + m * 60 + s
  return __within(seconds(rest.slice(0, half)), now, seconds(rest.slice(half)) + (half === 2 ? 59 : 0))
}
function dateRange(...given) {
  const { rest, part } = __clock(given)
  const kindOf = (one) => typeof one === 'string' ? 'm' : one > 31 ? 'y' : 'd'
  const valueOf = (one) => typeof one === 'string' ? __months.indexOf(one) : one
  const weights = { y: 10000, m: 100, d: 1 }
  const today = { y: part('FullYear'), m: part('Month'), d: part('Date') }
  const half = rest.length === 1 ? rest : rest.slice(0, rest.length / 2)
  const other = rest.length === 1 ? rest : rest.slice(rest.length / 2)
  const sum = (list) => list.reduce((all, one) => all + valueOf(one) * weights[kindOf(one)], 0)
  const now = half.reduce((all, one) => all + today[kindOf(one)] * weights[kindOf(one)], 0)
  return __within(sum(half), now, sum(other))
}
`
