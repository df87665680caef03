import { createHash } from 'node:crypto'
import { join, resolve } from 'node:path'
import { app } from 'electron'

/**
 * The browser's own profile (caches, the single-instance lock) is each person's and never lies in the data folder, which
 * may be the whole machine's. Each data folder has its own, so that two of them may run side by side.
 */
export function chooseProfile(dataDir: string | undefined): void {
  const name = dataDir === undefined ? 'default' : createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 12)
  app.setPath('userData', join(app.getPath('appData'), 'business-integrator-client', name))
}
