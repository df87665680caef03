import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Identity } from './fault-proxy'

export interface Authority {
  /** PEM of the authority itself. */
  cert: string
  /** A server's certificate signed by it; `cert` holds the chain. `days` from now, negative: ended; `startDays`: begins then. */
  issue(names: string, options?: { days?: number; startDays?: number; withAuthority?: boolean }): Identity
}

/** An authority that only those trust who are told to, made by the `openssl` program; `days`: until it ends. */
export function makeAuthority(name: string, organisation = name, days = 365): Authority {
  const run = <T>(work: (path: (name: string) => string, openssl: (...args: string[]) => void) => T): T => {
    const folder = mkdtempSync(join(tmpdir(), 'bi-ca-'))
    try {
      return work(
        (file) => join(folder, file),
        (...args) => void execFileSync('openssl', args, { stdio: 'ignore', cwd: folder }),
      )
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const own = run((path, openssl) => {
    openssl(
      ...['req', '-x509', ...newKey, '-subj', `/O=${organisation}/CN=${name}`, '-days', String(days)],
      ...['-keyout', path('key.pem'), '-out', path('cert.pem')],
    )
    return { key: readFileSync(path('key.pem'), 'utf8'), cert: readFileSync(path('cert.pem'), 'utf8') }
  })
  const instant = (days: number) =>
    `${new Date(Date.now() + days * 86_400_000).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`
  return {
    cert: own.cert,
    issue: (names, { days = 90, startDays = -3, withAuthority = true } = {}) =>
      run((path, openssl) => {
        writeFileSync(path('ca.key'), own.key, { mode: 0o600 })
        writeFileSync(path('ca.pem'), own.cert)
        writeFileSync(path('index'), '')
        writeFileSync(path('extensions'), `subjectAltName=${names}\nbasicConstraints=CA:FALSE\n`)
        writeFileSync(
          path('config'),
          '[ca]\ndefault_ca=own\n[own]\ndatabase=index\nnew_certs_dir=.\nrand_serial=yes\ndefault_md=sha256\npolicy=any\n[any]\ncommonName=supplied\n',
        )
        openssl('req', '-new', ...newKey, '-subj', '/CN=central', '-keyout', path('key.pem'), '-out', path('request.pem'))
        openssl(
          ...['ca', '-batch', '-notext', '-config', path('config'), '-extfile', path('extensions')],
          ...['-keyfile', path('ca.key'), '-cert', path('ca.pem'), '-in', path('request.pem'), '-out', path('cert.pem')],
          ...['-startdate', instant(startDays), '-enddate', instant(days)],
        )
        const cert = readFileSync(path('cert.pem'), 'utf8')
        return { key: readFileSync(path('key.pem'), 'utf8'), cert: withAuthority ? `${cert}\n${own.cert}` : cert }
      }),
  }
}
