import { type ExecFileOptions, execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Sandbox } from '../../src/sandbox/server'
import { createTestPohoda, type TestPohoda } from '../support/pohoda'
import { temporarySandbox } from '../support/sandbox'

const run = promisify(execFile)

/** Where `npm run package-test` puts what it makes. */
export const packages: string = process.env['BI_PACKAGES'] ?? ''
if (packages === '') throw new Error('run these by npm run package-test, which makes the packages')

export const unpacked = join(packages, 'linux-unpacked')
export const program = 'bi-client-desktop'

/** The package whose name ends so. Throws when there is none. */
export function packageFile(end: string, folder = packages): string {
  const name = readdirSync(folder).find((one) => one.endsWith(end))
  if (name === undefined) throw new Error(`no ${end} in ${folder}`)
  return join(folder, name)
}

/** What a service manager gives a program: no display, no session, no person's settings. */
export const bareEnvironment = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/nonexistent' }

/** Runs it to its end; throws unless that is 0. Gives both outputs. */
export async function command(
  file: string,
  args: readonly string[],
  options: ExecFileOptions = {},
): Promise<{ stdout: string; stderr: string }> {
  const { stdout, stderr } = await run(file, args, { maxBuffer: 64 * 1024 * 1024, timeout: 240_000, ...options })
  return { stdout: String(stdout), stderr: String(stderr) }
}

/** Central side and information system, and the file from which a client is set up between them. */
export interface PackageWorld {
  sandbox: Sandbox
  pohoda: TestPohoda
  folder: string
  preset: string
  close(): Promise<void>
}

export async function createPackageWorld(): Promise<PackageWorld> {
  const sandbox = await temporarySandbox()
  const pohoda = createTestPohoda()
  const folder = mkdtempSync(join(tmpdir(), 'bi-package-world-'))
  const preset = join(folder, 'preset.json')
  const { program: path, user, password, database, ico } = pohoda
  writeFileSync(
    preset,
    JSON.stringify({
      language: 'cs',
      mode: 'test',
      central: { baseUrl: sandbox.url, apiKey: sandbox.keys.client },
      connector: { id: 'pohoda-xml', settings: { way: 'program', program: path, user, password, database, ico } },
      // Long: what runs in a test is what the test asked for.
      sync: { intervalSeconds: 3600 },
    }),
    { mode: 0o600 },
  )
  return {
    sandbox,
    pohoda,
    folder,
    preset,
    async close() {
      await sandbox.close()
      pohoda.remove()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
