import { mkdirSync } from 'node:fs'
import { confStore } from '../src/main/settings/conf-store'
import { API_KEY_SECRET, connectorSecret, openSecrets } from '../src/main/settings/secrets'
import { settingsFile } from '../src/main/settings/store'
import { SETTINGS_VERSION, settingsSchema } from '../src/shared/settings'
import type { Where } from './sync-reference'

/** Writes the settings of a client as `bi-client setup` would. */
export function setUp(dataDir: string, where: Where): void {
  mkdirSync(dataDir, { recursive: true })
  settingsFile(confStore(dataDir)).write(
    settingsSchema.parse({
      version: SETTINGS_VERSION,
      mode: 'test',
      central: { baseUrl: where.url, companyId: where.companyId },
      connector: {
        id: 'pohoda-mserver',
        settings: { address: where.mServer, user: 'bench', database: where.database, ico: where.ico },
      },
      sync: { intervalSeconds: 15 },
    }),
  )
  openSecrets(dataDir).replaceAll({ [API_KEY_SECRET]: where.key, [connectorSecret('pohoda-mserver', 'password')]: 'bench' })
}
