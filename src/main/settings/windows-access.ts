import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join, win32 } from 'node:path'
import { unsafeFolder } from './folder-guard'

/** Runs a program of the system by its absolute path and gives its output. Throws when it fails. */
export type RunProgram = (program: string, args: readonly string[]) => string

const runProgram: RunProgram = (program, args) =>
  execFileSync(program, args, { timeout: 30_000, encoding: 'latin1', stdio: ['ignore', 'pipe', 'ignore'], windowsHide: true })

const system32 = (program: string): string => win32.join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', program)

/** Arguments of icacls that take the folder from everybody except SYSTEM, Administrators and `account`. Exported for its test. */
export const windowsAccessArguments = (path: string, account: string): string[] => [
  path,
  '/inheritance:r',
  '/grant:r',
  // By SID: the groups' names are translated in a Czech Windows.
  '*S-1-5-18:(OI)(CI)F',
  '*S-1-5-32-544:(OI)(CI)F',
  `${account}:(OI)(CI)F`,
]

/**
 * Whom an access list lets in although they are not one account or the administrators: everyone, users, guests and so on,
 * as SDDL names them (abbreviation or SID), whatever the language of Windows. A single account or a group that somebody
 * added by name is taken as meant. `everyone` for a list that is not there: then there is no limit at all.
 * Source: [MS-DTYP] 2.5.1 (Security Descriptor Description Language), well-known SIDs in 2.4.2.4.
 */
export function openTo(sddl: string): readonly string[] {
  if (!/D:(?!\w*NO_ACCESS_CONTROL)/.test(sddl)) return ['everyone']
  // Allowing entries, plain, for objects and conditional ones; denying and auditing ones let nobody in.
  const entries = [...sddl.matchAll(/\((?:A|OA|XA|ZA);[^;()]*;([^;()]*);[^;()]*;[^;()]*;([^;()]*)/g)]
  return entries.flatMap(([, rights = '', sid = '']) => (!/^(0x0*)?$/.test(rights) && isBroad(sid) ? [sid] : []))
}

/** Abbreviations of SDDL for groups of people or services that are no administrators. */
const BROAD_WORDS = new Set(
  'WD AU BU BG AN IU NU SU PU RU DU DG DC DD LG AC LS NS BO SO PO RE RC ER RD NO CY IS UD HA AA RM'.split(' '),
)
const BROAD_SIDS = new Set(
  // Everyone, local, console, network, batch, interactive, service, anonymous, authenticated users, …
  'S-1-1-0 S-1-2-0 S-1-2-1 S-1-5-1 S-1-5-2 S-1-5-3 S-1-5-4 S-1-5-6 S-1-5-7 S-1-5-11 S-1-5-13 S-1-5-14 S-1-5-15 S-1-5-17 S-1-5-19 S-1-5-20'.split(
    ' ',
  ),
)
const ADMINISTRATORS = 'S-1-5-32-544'
/** Domain users, guests, computers, controllers: end of a domain's SID. */
const BROAD_OF_DOMAIN = /^S-1-5-21-\d+-\d+-\d+-(513|514|515|516|501)$/

function isBroad(sid: string): boolean {
  if (BROAD_WORDS.has(sid) || BROAD_SIDS.has(sid) || BROAD_OF_DOMAIN.test(sid)) return true
  // All application packages; every built-in group but the administrators.
  return sid.startsWith('S-1-15-2-') || (sid.startsWith('S-1-5-32-') && sid !== ADMINISTRATORS)
}

/** The access list of a folder, or undefined when it can't be read (another file system, another Windows). */
function readSddl(folder: string, run: RunProgram): string | undefined {
  // `/save` writes the list as SDDL; what icacls prints has the groups' names in the language of Windows.
  const saved = join(folder, `.access-${randomBytes(8).toString('hex')}.tmp`)
  try {
    run(system32('icacls.exe'), [folder, '/save', saved, '/Q'])
    const text = readFileSync(saved).toString('utf16le')
    return /D:[^\r\n]*/.exec(text)?.[0]
  } catch {
    return undefined
  } finally {
    rmSync(saved, { force: true })
  }
}

/** This account as icacls takes it: by SID, because a name may stand for a local and for a domain's account. */
function thisAccount(run: RunProgram): string {
  try {
    const sid = /S-1-\d+(-\d+)+/.exec(run(system32('whoami.exe'), ['/user', '/fo', 'csv', '/nh']))?.[0]
    if (sid !== undefined) return `*${sid}`
  } catch {
    // A Windows without whoami: the name will do.
  }
  return userInfo().username
}

/**
 * Sets the folder's access when it is new or empty, and checks it in any case: ProgramData lets every user read what lies
 * in it, and make files below. Throws Failure `folder-not-private` when others can reach a folder that is in use; what icacls
 * throws when a new folder can't be closed. A list that can't be read is no proof of anything, and stops nothing.
 */
export function guardWindowsFolder(folder: string, isNew: boolean, run: RunProgram = runProgram): void {
  const refuse = (): never => {
    const [, ...args] = windowsAccessArguments(folder, thisAccount(run)).map((word) =>
      word.startsWith('/') ? word : `"${word}"`,
    )
    throw unsafeFolder(folder, 'writable by others', `icacls "${folder}" ${args.join(' ')}`)
  }
  const isOpen = (): boolean => openTo(readSddl(folder, run) ?? 'D:P').length > 0
  const isEmpty = (): boolean => readdirSync(folder).length === 0
  if (!isNew && !isOpen()) return
  if (!isEmpty()) refuse()
  run(system32('icacls.exe'), windowsAccessArguments(folder, thisAccount(run)))
  try {
    // Who made the folder before us owns it, and an owner may change the list, unless the list itself says what owners may.
    run(system32('icacls.exe'), [folder, '/grant', '*S-1-3-4:(OI)(CI)(RC)'])
  } catch {
    // Only a second lock on the same door.
  }
  // Somebody may have been quicker than the first lock; from now on nobody is.
  if (isOpen() || !isEmpty()) refuse()
}
