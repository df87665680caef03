import { readFileSync, statSync } from 'node:fs'
import { rootCertificates } from 'node:tls'
import type { Environment, RunSystemProgram } from '../ports'
import { bytesOf, queryRegistry } from './registry'

export interface AuthorityTools {
  env: Environment
  platform: NodeJS.Platform
  run: RunSystemProgram
}

/** Where distributions keep all trusted authorities in one file: Debian, Fedora and RHEL, SUSE, Alpine. */
const BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
]
const LARGEST_BUNDLE_BYTES = 8 * 1024 * 1024

/**
 * The authorities that the operating system trusts and Node doesn't know by itself, as PEM: so mostly the company's own. Node
 * 20 has no way to them, and in Electron 45's Node it is not sure, so they are read where the system keeps them. What can't be
 * read is left out: then a certificate is refused, never wrongly trusted.
 */
export async function readSystemAuthorities(tools: AuthorityTools, signal: AbortSignal): Promise<readonly string[]> {
  const all = tools.platform === 'win32' ? await ofWindows(tools, signal) : ofBundle(tools.env)
  const known = new Set(rootCertificates.map(bodyOf))
  return all.filter((pem) => !known.has(bodyOf(pem)))
}

const bodyOf = (pem: string): string => pem.replace(/-----[A-Z ]+-----|\s+/g, '')

function ofBundle(env: Environment): readonly string[] {
  for (const path of [env['SSL_CERT_FILE'], ...BUNDLES]) {
    if (!path) continue
    try {
      if (statSync(path).size > LARGEST_BUNDLE_BYTES) continue
      return (
        readFileSync(path, 'latin1').match(/-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]{1,20000}-----END CERTIFICATE-----/g) ?? []
      )
    } catch {
      // The next distribution's.
    }
  }
  return []
}

/** Of the computer, by policy, of the domain, and of the account; its public ones (`AuthRoot`) Node has itself. */
const STORES = [
  'HKLM\\SOFTWARE\\Microsoft\\SystemCertificates\\ROOT',
  'HKLM\\SOFTWARE\\Policies\\Microsoft\\SystemCertificates\\Root',
  'HKLM\\SOFTWARE\\Microsoft\\EnterpriseCertificates\\Root',
  'HKCU\\SOFTWARE\\Microsoft\\SystemCertificates\\Root',
]
const DISTRUSTED = [
  'HKLM\\SOFTWARE\\Microsoft\\SystemCertificates\\Disallowed',
  'HKLM\\SOFTWARE\\Policies\\Microsoft\\SystemCertificates\\Disallowed',
  'HKCU\\SOFTWARE\\Microsoft\\SystemCertificates\\Disallowed',
]

async function ofWindows(tools: AuthorityTools, signal: AbortSignal): Promise<readonly string[]> {
  const keysOf = async (store: string) =>
    (await queryRegistry([`${store}\\Certificates`, '/s', '/v', 'Blob'], tools, signal)) ?? []
  // A certificate's key is called by its thumbprint.
  const thumbprint = (path: string): string => path.slice(path.lastIndexOf('\\') + 1).toUpperCase()
  const [stores, distrusted] = await Promise.all([STORES, DISTRUSTED].map((all) => Promise.all(all.map(keysOf))))
  const bad = new Set(distrusted?.flat().map(({ path }) => thumbprint(path)))
  const found = new Map<string, string>()
  for (const key of stores?.flat() ?? []) {
    const der = certificateOfBlob(bytesOf(key, 'Blob'))
    if (der && !bad.has(thumbprint(key.path))) found.set(thumbprint(key.path), pemOf(der))
  }
  return [...found.values()]
}

/** `wincrypt.h`: the certificate itself, and what it may be used for. */
const CERT_CERT_PROP_ID = 32
const CERT_ENHKEY_USAGE_PROP_ID = 9
/** 1.3.6.1.5.5.7.3.1, "server authentication", in DER. */
const SERVER_AUTHENTICATION = Buffer.from('06082b06010505070301', 'hex')

/**
 * A certificate as Windows keeps it in the registry: properties, each with its id, a reserved number, its length and its
 * bytes. `undefined`: none, or one that is not for servers.
 */
export function certificateOfBlob(blob: Buffer | undefined): Buffer | undefined {
  let der: Buffer | undefined
  for (let at = 0; blob !== undefined && at + 12 <= blob.length; ) {
    const id = blob.readUInt32LE(at)
    const length = blob.readUInt32LE(at + 8)
    const data = blob.subarray(at + 12, at + 12 + length)
    if (data.length < length) return undefined
    if (id === CERT_ENHKEY_USAGE_PROP_ID && !data.includes(SERVER_AUTHENTICATION)) return undefined
    if (id === CERT_CERT_PROP_ID) der = data
    at += 12 + length
  }
  return der
}

const pemOf = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${(der.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`
