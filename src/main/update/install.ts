import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, linkSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { copyFile, open } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Failure, problem } from '../../shared/failure'
import { errorCode, syncFolder, writeFailure } from '../system/atomic-file'
import { sha512Of } from './download'
import { unverified } from './feed'

const TRY_MS = 60_000
/** Unpacking some 300 MB on a slow disk, and what the system does after it. */
const PACKAGE_MS = 15 * 60_000
const MOST_OUTPUT = 4000

export const installFailed = (version: string, reason: string, cause?: unknown): Failure =>
  new Failure(problem('update-failed', { version }, reason), { effect: 'nothing', retry: false, cause })

export interface Package {
  version: string
  /** The verified package. */
  path: string
  /** Base64, as signed. */
  sha512: string
}

/** What was right when it came may have been changed where it lies: looked at again just before it is used. */
async function ensureSame(what: Package): Promise<void> {
  let sha512: string
  try {
    sha512 = await sha512Of(what.path)
  } catch (error) {
    throw unverified(what.path, errorCode(error) ?? String(error), error)
  }
  if (sha512 !== what.sha512) throw unverified(what.path, 'changed after it was downloaded')
}

/** Steps of replacing an AppImage, in their order. After each of them, and inside each, the program's name leads to a whole program. */
export type ReplaceStep = 'copied' | 'tried' | 'kept' | 'replaced'

/** Names of what a crash may leave beside the program; removed by the next update. */
const temporaryNames = (target: string): RegExp =>
  new RegExp(`^\\.${basename(target).replace(/[^A-Za-z0-9]/g, '\\$&')}\\.[0-9a-f]{12}\\.(new|old)$`)

export interface ReplaceOptions {
  /** The program's file: what schedulers, autostart and people start. Keeps its name. */
  target: string
  /** What stands before `--version` when the new program is tried (`--no-sandbox`, …). */
  switches: readonly string[]
  onStep?(step: ReplaceStep): void
}

/**
 * Puts a new AppImage in the place of the old one: a whole copy beside it on the same disk, tried by starting it, then one
 * rename. The old one stays as NAME.previous. (electron-updater unlinks the old file first and then moves the new one, across disks if
 * need be: killed in between there is no program, or half of one.) Throws Failure `update-unverified`, `update-failed`,
 * `disk-full`, `folder-not-writable`; the old program stands then.
 */
export async function replaceAppImage(what: Package, { target, switches, onStep = () => {} }: ReplaceOptions): Promise<void> {
  await ensureSame(what)
  const folder = dirname(target)
  const mark = randomBytes(6).toString('hex')
  const fresh = join(folder, `.${basename(target)}.${mark}.new`)
  const old = join(folder, `.${basename(target)}.${mark}.old`)
  try {
    const left = temporaryNames(target)
    for (const name of readdirSync(folder)) if (left.test(name)) rmSync(join(folder, name), { force: true })
    const { mode } = statSync(target)
    await copyFile(what.path, fresh)
    chmodSync(fresh, (mode & 0o777) | 0o100)
    const handle = await open(fresh, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
    // The copy, not what it was made from: between the two nobody else may come.
    await ensureSame({ ...what, path: fresh })
    onStep('copied')
    await tryStart(fresh, what.version, switches)
    onStep('tried')
    linkSync(target, old)
    renameSync(old, `${target}.previous`)
    onStep('kept')
    renameSync(fresh, target)
    syncFolder(folder)
    onStep('replaced')
  } catch (error) {
    for (const path of [fresh, old]) rmSync(path, { force: true })
    if (error instanceof Failure) throw error
    throw errorCode(error) === undefined ? installFailed(what.version, String(error), error) : writeFailure(error, target)
  }
}

/** A program that can't even say its version on this computer (another processor, an older system library) must not replace one that runs. */
async function tryStart(program: string, version: string, switches: readonly string[]): Promise<void> {
  const { code, output } = await run(program, [...switches, '--version'], TRY_MS)
  const said = output.split(/\r?\n/).map((line) => line.trim())
  if (code !== 0 || !said.includes(version)) throw installFailed(version, `--version: ${code}; ${output}`)
}

const DPKG_LOCKED = ['DPkg::Lock::Timeout=300']

/** The command that has the system install a package of its own; undefined where there is none. No shell, absolute paths. */
export function packageCommand(
  form: 'deb' | 'rpm',
  path: string,
  exists: (path: string) => boolean = existsSync,
): string[] | undefined {
  const has = (...programs: string[]) => programs.find(exists)
  if (form === 'deb') {
    const apt = has('/usr/bin/apt-get')
    // apt-get takes what the package needs with it, refuses an older version, and removes nothing that is there.
    if (apt) return [apt, 'install', '--yes', '--no-remove', '-o', DPKG_LOCKED.join(), path]
    const dpkg = has('/usr/bin/dpkg')
    return dpkg === undefined ? undefined : [dpkg, '--install', '--refuse-downgrade', path]
  }
  const rpm = has('/usr/bin/rpm', '/bin/rpm')
  return rpm === undefined ? undefined : [rpm, '--upgrade', path]
}

/** Asks a person at a screen for the administrator's password. */
const PKEXEC = '/usr/bin/pkexec'

/** Whether this account can have the system install a package: the administrator can, and who has a desktop to be asked on. */
export const canInstallPackage = (form: 'deb' | 'rpm', asked: boolean, uid = process.getuid?.()): boolean =>
  packageCommand(form, 'x') !== undefined && (uid === 0 || (asked && existsSync(PKEXEC)))

/**
 * Has the system's own package manager install it: that one keeps its journal and repairs itself after an interruption
 * (`dpkg --configure -a`). Throws Failure `update-unverified`, `update-failed`.
 */
export async function installPackage(form: 'deb' | 'rpm', what: Package, uid = process.getuid?.()): Promise<void> {
  await ensureSame(what)
  const command = packageCommand(form, what.path)
  const [program, ...args] = command && uid !== 0 ? [PKEXEC, '--disable-internal-agent', ...command] : (command ?? [])
  if (program === undefined) throw installFailed(what.version, `no package manager for ${form}`)
  const { code, output } = await run(program, args, PACKAGE_MS)
  if (code !== 0) throw installFailed(what.version, `${basename(program)}: ${code}; ${output}`)
}

/** Ends when the program has ended; what it says last is kept. */
function run(program: string, args: readonly string[], timeoutMs: number): Promise<{ code: number | string; output: string }> {
  return new Promise((resolve) => {
    let output = ''
    const keep = (chunk: unknown): void => {
      output = (output + String(chunk)).slice(-MOST_OUTPUT)
    }
    let child: ChildProcess
    try {
      child = spawn(program, args, {
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: timeoutMs,
        killSignal: 'SIGKILL',
        // Without our own mount: an AppImage that is tried must not take itself for the old one.
        env: {
          ...process.env,
          APPIMAGE: undefined,
          APPDIR: undefined,
          ARGV0: undefined,
          DEBIAN_FRONTEND: 'noninteractive',
          LC_ALL: 'C',
        },
      })
    } catch (error) {
      resolve({ code: errorCode(error) ?? 'failed', output: String(error) })
      return
    }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    child.once('error', (error) => resolve({ code: errorCode(error) ?? 'failed', output: error.message }))
    child.once('close', (code, signal) => resolve({ code: code ?? signal ?? 'ended', output: output.trim() }))
  })
}
