import { chmodSync, lstatSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Failure, problem } from '../../shared/failure'

/** Files that only the client writes. A link, a pipe or another account's file in their place was put there by somebody else. */
const OWN_FILES = [
  'machine.key',
  'secrets.json',
  'settings.json',
  'setup.json',
  'ledger.db',
  'ledger.db-wal',
  'ledger.db-shm',
  'ledger.made',
  'outward.sqlite',
  'outward.sqlite-wal',
  'outward.sqlite-shm',
  'engine.lock',
  'engine-holder.json',
  'setup.lock',
  'setup-holder.json',
]
/** These an administrator may have moved to another disk by a link of their own. */
const OWN_FOLDERS = ['ledger-backups', 'logs', 'requests', 'connectors', 'trial', 'updates']
const SECRET_FILES = ['machine.key', 'secrets.json']

const ROOT = 0
const GROUP_OR_OTHERS = 0o077
const GROUP_OR_OTHERS_WRITE = 0o022
const OTHERS_WRITE = 0o002
/** Sticky: in such a folder (`/tmp`) only the owner may rename or delete what is theirs. */
const STICKY = 0o1000

/** As words in `paramWords.reason`. */
export type UnsafeReason = 'writable by others' | 'readable by others' | 'owned by another account' | 'a link' | 'not a file'

/** Refused: with what is wrong, where, and the command that mends it or shows more. */
export const unsafeFolder = (path: string, reason: UnsafeReason, command: string): Failure =>
  new Failure(problem('folder-not-private', { path, reason, command }), { effect: 'nothing', retry: false })

const quoted = (path: string): string => `'${path.replaceAll("'", "'\\''")}'`
const chmod = (mode: string, path: string): string => `chmod ${mode} ${quoted(path)}`
const show = (path: string): string => `ls -ld ${quoted(path)}`
const take = (path: string, uid: number): string => `sudo chown ${uid} ${quoted(path)}`

/**
 * Whether nobody but this account (and root, who can do all) can have read or changed what lies in the data folder. Linux
 * and macOS. What others could only have read is closed, when it is ours; what they could have changed a person must look
 * at. Throws Failure `folder-not-private`.
 */
export function guardFolder(dataDir: string, uid: number): void {
  guardWayTo(dataDir)
  const link = lstatSync(dataDir)
  if (link.isSymbolicLink()) {
    // In a folder that others can write to as well, anybody can make a link; root's and our own are meant.
    if (link.uid !== ROOT && link.uid !== uid) throw unsafeFolder(dataDir, 'a link', show(dataDir))
    guardWayTo(realpathSync(dataDir))
  }
  const folder = statSync(dataDir)
  // Also for root: what root would write here, the folder's owner could steer elsewhere, and could no longer use himself.
  if (folder.uid !== uid) throw unsafeFolder(dataDir, 'owned by another account', `sudo -u '#${folder.uid}' bi-client …`)
  if ((folder.mode & GROUP_OR_OTHERS_WRITE) !== 0 && readdirSync(dataDir).length > 0)
    throw unsafeFolder(dataDir, 'writable by others', chmod('700', dataDir))
  if ((folder.mode & GROUP_OR_OTHERS) !== 0) chmodSync(dataDir, 0o700)
  for (const name of OWN_FILES) guardFile(join(dataDir, name), SECRET_FILES.includes(name), uid)
  for (const name of OWN_FOLDERS) guardSubfolder(join(dataDir, name), uid)
}

/** Whoever can rename a folder above ours can put another one in its place. */
function guardWayTo(dataDir: string): void {
  for (let folder = dirname(dataDir); ; folder = dirname(folder)) {
    const { mode } = statSync(folder)
    if ((mode & OTHERS_WRITE) !== 0 && (mode & STICKY) === 0)
      throw unsafeFolder(folder, 'writable by others', chmod('o-w', folder))
    if (folder === dirname(folder)) return
  }
}

const found = (path: string): Stats | undefined => lstatSync(path, { throwIfNoEntry: false })

function guardFile(path: string, secret: boolean, uid: number): void {
  const file = found(path)
  if (!file) return
  if (file.isSymbolicLink()) throw unsafeFolder(path, 'a link', show(path))
  // A folder of our own in its place gives nobody anything; whoever opens it has better advice (the ledger: restore).
  if (!file.isFile() && !file.isDirectory()) throw unsafeFolder(path, 'not a file', show(path))
  if (file.uid !== ROOT && file.uid !== uid) throw unsafeFolder(path, 'owned by another account', take(path, uid))
  if (secret && (file.mode & GROUP_OR_OTHERS) !== 0) throw unsafeFolder(path, 'readable by others', chmod('600', path))
}

function guardSubfolder(path: string, uid: number): void {
  const entry = found(path)
  if (!entry) return
  if (entry.isSymbolicLink() && entry.uid !== ROOT && entry.uid !== uid) throw unsafeFolder(path, 'a link', show(path))
  const target = statSync(path, { throwIfNoEntry: false })
  if (target && target.uid !== ROOT && target.uid !== uid) throw unsafeFolder(path, 'owned by another account', take(path, uid))
}
