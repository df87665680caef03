import { asFailure, type Problem, problem } from '../../../shared/failure'
import { olderThan } from '../../engine/version'
import type { AccountAnswer } from './answer'
import { called, certificateProblem, isPublicAuthority } from './certificate'
import { failed, ok, type Seen, skipped, warning } from './line'
import type { ProxyServer } from './proxy'
import { codeOf, type Secured, type Target } from './way'
import { TimeUp } from './within'

/** What was seen on the way to the central side, as a line or as a problem. Pure. */

/** The major version of the API that this client speaks. */
const API_MAJOR = 1
const CERTIFICATE_ENDS_SOON_DAYS = 14
/** Getting another one takes a company longer. */
const AUTHORITY_ENDS_SOON_DAYS = 30
const CLOCK_WARNING_SECONDS = 60
const CLOCK_FAILED_SECONDS = 600

const NO_NETWORK = ['ENETUNREACH', 'ENETDOWN', 'EHOSTUNREACH', 'EHOSTDOWN', 'EADDRNOTAVAIL']

export function portProblem(error: unknown, { host, port, address }: Target, proxy: ProxyServer | undefined): Problem {
  const failure = asFailure(error)
  if (failure.problem.code !== 'internal') return failure.problem
  const code = codeOf(error)
  const where = { host, port: String(port) }
  if (proxy && error instanceof TimeUp)
    return problem('connection-proxy-refused', { proxy: `${proxy.host}:${proxy.port}`, address }, code)
  if (error instanceof TimeUp || code === 'ETIMEDOUT') return problem('connection-blocked', where, code)
  if (code === 'ECONNREFUSED') return problem('connection-refused', where, code)
  if (NO_NETWORK.includes(code)) return problem('connection-no-network', where, code)
  return problem('central-unreachable', { address }, code)
}

/** The other side speaks nothing newer than TLS 1.1. */
export const isOldEncryption = (error: unknown): boolean =>
  /UNSUPPORTED_PROTOCOL|ALERT_PROTOCOL_VERSION|VERSION_TOO_LOW/.test(
    `${codeOf(error)} ${String(error)}`.toUpperCase().replaceAll(' ', '_'),
  )

export function handshakeProblem(error: unknown, { address }: Target): Problem {
  const failure = asFailure(error)
  if (failure.problem.code !== 'internal') return failure.problem
  const code = codeOf(error)
  if (error instanceof TimeUp) return problem('connection-silent', { address }, code)
  // OpenSSL 3 as in Node; Electron's BoringSSL has other names for the same.
  if (isOldEncryption(error)) return problem('connection-old-encryption', { address }, code)
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST/.test(`${code} ${String(error)}`.toUpperCase())) {
    return problem('connection-not-encrypted', { address }, code)
  }
  if (code === 'ECONNRESET' || code === 'EPIPE') return problem('connection-ended', { address }, code)
  return problem('central-tls', { address }, code)
}

export function silenceProblem(error: unknown, { address }: Target): Problem {
  const failure = asFailure(error)
  if (failure.problem.code !== 'internal') return failure.problem
  return problem(error instanceof TimeUp ? 'central-timeout' : 'central-unreachable', { address }, codeOf(error))
}

const DAY_MS = 86_400_000

/** Evidence: who it is, who vouches for it, the protocol, until when. */
export function judgeCertificate(
  secured: Pick<Secured, 'chain' | 'fault' | 'protocol'>,
  target: Target,
  nowMs: number,
  /** Of the authorities that a person has added, the first to end. */
  added?: { name: string; validToMs: number } | undefined,
): Seen {
  const [own] = secured.chain
  if (own === undefined) return failed(secured.protocol, problem('central-tls', { address: target.address }, secured.fault))
  const top = secured.chain.at(-1) ?? own
  // One that vouches for it may end sooner than the server's own.
  const endsMs = Math.min(...secured.chain.map((one) => one.validToMs))
  const days = Math.floor((endsMs - nowMs) / DAY_MS)
  const until = Number.isNaN(endsMs) ? '' : new Date(endsMs).toISOString().slice(0, 10)
  const line = [called(own.subject), ...secured.chain.map((one) => called(one.issuer))]
  // The root says of itself that it is by itself.
  const names = line.filter((name, index) => name !== line[index - 1]).join(' ← ')
  const evidence = `${names}; ${secured.protocol}; ${until} (${days} d)`
  if (secured.fault !== '') return failed(evidence, certificateProblem(secured.fault, secured.chain, target))
  if (added !== undefined && added.validToMs - nowMs < AUTHORITY_ENDS_SOON_DAYS * DAY_MS) {
    const left = String(Math.max(0, Math.floor((added.validToMs - nowMs) / DAY_MS)))
    const last = new Date(added.validToMs).toISOString().slice(0, 10)
    return warning(evidence, problem('connection-authority-ends', { issuer: added.name, days: left, until: last }))
  }
  // Trusted here, but by no public authority: the company's own, which may read along. No fault, but to be told.
  if (!isPublicAuthority(top.issuer) && !isPublicAuthority(own.issuer)) {
    return warning(evidence, problem('connection-own-authority', { address: target.address, issuer: called(top.issuer) }))
  }
  return days < CERTIFICATE_ENDS_SOON_DAYS
    ? warning(
        evidence,
        problem('connection-certificate-ends', { address: target.address, days: String(Math.max(0, days)), until }),
      )
    : ok(evidence)
}

export function judgeVersion(answer: (AccountAnswer & { ok: true }) | undefined, clientVersion: string): Seen {
  if (answer === undefined) return skipped()
  const { apiVersion, account } = answer
  const major = /^v?(\d{1,6})(?:\.|$)/.exec(apiVersion)?.[1]
  if (major === undefined || Number(major) !== API_MAJOR) {
    return failed(apiVersion, problem('connection-api-version', { version: apiVersion, known: `${API_MAJOR}.x` }))
  }
  if (account === undefined) return failed(apiVersion, answer.unfit)
  const minimum = account.minimumClientVersion
  if (olderThan(clientVersion, minimum)) return failed(apiVersion, problem('client-too-old', { version: clientVersion, minimum }))
  return ok(`${apiVersion} (${clientVersion} ≥ ${minimum})`)
}

/** `nowMs`: our clock when the server told its time. */
export function judgeClock(serverTime: string, nowMs: number): Seen {
  const seconds = Math.round((nowMs - Date.parse(serverTime)) / 1000)
  const evidence = `${seconds < 0 ? '−' : '+'}${Math.abs(seconds)} s (${serverTime})`
  const off = problem('connection-clock-off', { seconds: String(Math.abs(seconds)) })
  if (Math.abs(seconds) > CLOCK_FAILED_SECONDS) return failed(evidence, off)
  return Math.abs(seconds) > CLOCK_WARNING_SECONDS ? warning(evidence, off) : ok(evidence)
}
