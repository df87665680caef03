import ElectronStore from 'electron-store'
import { rawStore, storeOptions } from './conf-store'
import type { RawStore } from './store'

/** The settings' store of the desktop app. Imports electron: only the desktop's composition root may load this file. */
export const electronStore = (dataDir: string): RawStore =>
  rawStore(dataDir, () => new ElectronStore<Record<string, unknown>>({ ...storeOptions(dataDir), name: 'settings' }))
