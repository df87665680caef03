import { createHash } from 'node:crypto'
import { createCentral } from '../../src/main/central/central'
import { createUploads } from '../../src/main/central/uploads'
import type { OpenConnector } from '../../src/main/connectors/connector'
import { createEngineHost } from '../../src/main/engine-host'
import { SETTINGS_VERSION, settingsSchema } from '../../src/shared/settings'

/**
 * The real host of a client that only sends stock levels, with its memory in `dataDir` and HTTP to a central side; the information system is
 * what `readStock` gives. For processes of their own that are measured.
 */
export function openOutwardHost(
  { dataDir, baseUrl, apiKey }: { dataDir: string; baseUrl: string; apiKey: string },
  readStock: NonNullable<OpenConnector['readStock']>,
) {
  const is: OpenConnector = {
    guard: 'enforced',
    agendas: ['orders'],
    target: 'books',
    preview: () => [],
    prepare: ({ itemId, agenda }) => ({ ok: true, prepared: { itemId, agenda, content: '', sha256: '', notes: [] } }),
    async *deliver() {},
    find: async () => new Map(),
    reads: { 'stock-levels': { since: false } },
    readStock,
    async *check() {},
    async close() {},
  }
  let settings = settingsSchema.parse({
    version: SETTINGS_VERSION,
    mode: 'test',
    central: { baseUrl },
    connector: { id: 'generator', settings: {} },
    outward: { 'stock-levels': {} },
  })
  const clock = { now: Date.now, monotonicMs: () => Math.floor(performance.now()) }
  const log = { debug() {}, info() {}, warn: console.error, error: console.error }
  const wire = { baseUrl, apiKey, clientVersion: '1.0.0', log, clock }
  return createEngineHost({
    dataDir,
    surface: 'cli',
    clock,
    log,
    sha256: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
    settings: () => settings,
    rememberCompany(companyId) {
      settings = { ...settings, central: { ...settings.central, companyId } }
    },
    openCentral: () => createCentral(wire),
    openUploads: () => createUploads(wire),
    openIs: async () => is,
  })
}
