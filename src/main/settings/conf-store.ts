import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Conf from 'conf'
import { ensureFile, errorCode, writeFailure } from '../system/atomic-file'
import { type RawStore, SETTINGS_FILE } from './store'

const MOST_BYTES = 1024 * 1024

/** What conf and electron-store have in common, as far as we use it. */
interface Store {
  store: Record<string, unknown>
}

/** Options for both: never `clearInvalidConfig`, which replaces a corrupt file by `{}`; 0600, or it is readable by all. */
export const storeOptions = (dataDir: string) =>
  ({ cwd: dataDir, fileExtension: 'json', clearInvalidConfig: false, configFileMode: 0o600 }) as const

/**
 * conf writes to a temporary file, syncs it and renames. `open` may throw on a corrupt file, so it is called for each
 * access, and only when there is a file: a store made for nothing would create one.
 */
export function rawStore(dataDir: string, open: () => Store): RawStore {
  const path = join(dataDir, SETTINGS_FILE)
  return {
    path,
    read() {
      if (!existsSync(path)) return undefined
      if (statSync(path).size > MOST_BYTES) throw new Error(`larger than ${MOST_BYTES} bytes`)
      return { ...open().store }
    },
    stamp() {
      const facts = statSync(path, { bigint: true, throwIfNoEntry: false })
      return facts && `${facts.dev} ${facts.ino} ${facts.size} ${facts.mtimeNs} ${facts.ctimeNs}`
    },
    write(value) {
      try {
        open().store = value
      } catch (error) {
        if (errorCode(error) !== undefined) throw writeFailure(error, path)
        throw error
      }
    },
    copyTo(name) {
      // Whole and on the disk before anything is changed; a copy that is there already is never replaced.
      ensureFile(join(dirname(path), basename(name)), readFileSync(path))
    },
  }
}

/** The settings' store without Electron: same library, same file, same format as electron-store. */
export const confStore = (dataDir: string): RawStore =>
  rawStore(dataDir, () => new Conf<Record<string, unknown>>({ ...storeOptions(dataDir), configName: 'settings' }))
