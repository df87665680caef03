import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import * as tls from 'node:tls'
import { type Problem, problem } from '../../../shared/failure'
import { oneLine } from './line'

/** One certificate of the chain that was shown, the server's own first. */
export interface ShownCertificate {
  subject: { name: string; organisation: string }
  issuer: { name: string; organisation: string }
  validFromMs: number
  validToMs: number
  /** DNS names and addresses it is made for. */
  names: readonly string[]
}

const first = (value: string | string[] | undefined): string =>
  oneLine((Array.isArray(value) ? value[0] : value) ?? '').slice(0, 200)
const nameOf = (subject: tls.Certificate | undefined): { name: string; organisation: string } => ({
  name: first(subject?.CN) || first(subject?.OU) || first(subject?.O),
  organisation: first(subject?.O),
})

/** The chain as the server showed it; a root that signs itself ends it. */
export function shownChain(socket: tls.TLSSocket): readonly ShownCertificate[] {
  const chain: ShownCertificate[] = []
  const seen = new Set<string>()
  let certificate: tls.DetailedPeerCertificate | undefined = socket.getPeerCertificate(true)
  while (certificate && Object.keys(certificate).length > 0 && !seen.has(certificate.fingerprint256) && chain.length < 10) {
    seen.add(certificate.fingerprint256)
    chain.push({
      subject: nameOf(certificate.subject),
      issuer: nameOf(certificate.issuer),
      validFromMs: Date.parse(certificate.valid_from),
      validToMs: Date.parse(certificate.valid_to),
      names: [...(certificate.subjectaltname ?? '').matchAll(/(?:DNS|IP Address):([^\s,]{1,255})/g)]
        .flatMap(([, name]) => name ?? [])
        .slice(0, 20),
    })
    certificate = certificate.issuerCertificate
  }
  return chain
}

/** `Name, Organisation`, or what there is of it. */
export const called = ({ name, organisation }: ShownCertificate['issuer']): string =>
  organisation === '' || organisation === name ? name || '?' : name === '' ? organisation : `${name}, ${organisation}`

/** Names of public authorities: those of the roots in Node, and of intermediates whose roots are called otherwise. */
let publicNames: ReadonlySet<string> | undefined
export function isPublicAuthority(issuer: ShownCertificate['issuer']): boolean {
  publicNames ??= new Set([
    "Let's Encrypt",
    'Google Trust Services',
    'ZeroSSL',
    'Amazon',
    ...tls.rootCertificates.flatMap((pem) => {
      const subject = new X509Certificate(pem).subject
      return [/^O=(.+)$/m.exec(subject)?.[1], /^CN=(.+)$/m.exec(subject)?.[1]].filter((name) => name !== undefined)
    }),
  ])
  return publicNames.has(issuer.organisation) || publicNames.has(issuer.name)
}

/** The certificates in a PEM text. Empty: there is none that can be read. */
export function readAuthorities(pem: string): readonly string[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]{1,20000}-----END CERTIFICATE-----/g) ?? []
  try {
    return blocks.slice(0, 20).map((block) => new X509Certificate(block).toString())
  } catch {
    return []
  }
}

/**
 * Whom this computer trusts, as PEM: `undefined` leaves it to Node's own defaults, which are quicker to load. `system`: the
 * authorities of the operating system (`readSystemAuthorities`), trusted as well.
 */
export function trusted(options: { extraCa?: string | undefined; system?: readonly string[] | undefined }): string[] | undefined {
  const own = [...(options.extraCa === undefined ? [] : readAuthorities(options.extraCa)), ...(options.system ?? [])]
  if (own.length === 0) return undefined
  // The defaults are known to older Node only when nothing is given at all.
  return [...tls.rootCertificates, ...fromEnvironment(), ...own]
}

function fromEnvironment(): string[] {
  const path = process.env['NODE_EXTRA_CA_CERTS']
  if (!path) return []
  try {
    return [readFileSync(path, 'utf8')]
  } catch {
    return []
  }
}

/** Of the added authorities, the one that ends first. */
export function firstToEnd(pem: string): { name: string; validToMs: number } | undefined {
  return readAuthorities(pem)
    .map((one) => {
      const { subject, validTo } = new X509Certificate(one)
      const part = (name: string) => new RegExp(`^${name}=(.+)$`, 'm').exec(subject)?.[1] ?? ''
      return { name: called({ name: oneLine(part('CN')), organisation: oneLine(part('O')) }), validToMs: Date.parse(validTo) }
    })
    .sort((one, other) => one.validToMs - other.validToMs)[0]
}

const UNKNOWN_AUTHORITY = [
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
]

const day = (ms: number): string => (Number.isNaN(ms) ? '' : new Date(ms).toISOString().slice(0, 10))

/** What is wrong with a connection that could not be trusted. `code`: of OpenSSL, as Node says it. */
export function certificateProblem(
  code: string,
  chain: readonly ShownCertificate[],
  facts: { host: string; address: string },
): Problem {
  const [own] = chain
  const { address } = facts
  if (own === undefined) return problem('central-tls', { address }, code)
  const issuer = called(own.issuer)
  if (code === 'CERT_HAS_EXPIRED') {
    // Not always the server's own: an intermediate may have ended.
    const ended = chain.find((one) => one.validToMs < Date.now()) ?? own
    return problem('connection-certificate-expired', { address, until: day(ended.validToMs) }, code)
  }
  if (code === 'CERT_NOT_YET_VALID') return problem('connection-certificate-early', { address, from: day(own.validFromMs) }, code)
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code === 'HOSTNAME_MISMATCH') {
    return problem('connection-wrong-name', { host: facts.host, names: own.names.join(', ') || own.subject.name }, code)
  }
  if (UNKNOWN_AUTHORITY.includes(code)) {
    // The last one shown is the nearest to the authority that nobody here knows.
    const top = (chain.at(-1) ?? own).issuer
    if (code === 'DEPTH_ZERO_SELF_SIGNED_CERT') return problem('connection-self-signed', { address, issuer }, code)
    // Whoever opens connections may call himself anything, but a public name that is not in our list is mostly a server's gap.
    return isPublicAuthority(top) || isPublicAuthority(own.issuer)
      ? problem('connection-chain-incomplete', { address, issuer: called(top) }, code)
      : problem('connection-intercepted', { address, issuer: called(top) }, code)
  }
  return problem('central-tls', { address }, code)
}
