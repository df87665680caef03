/**
 * A process of its own that lives a day of the client in a minute: the real engine, ledger, log, settings and HTTP on real
 * files, the clock put forward from run to run, orders in each, looks at lists in between. Only the information system is
 * one that takes everything and remembers nothing. Prints the memory after each simulated hour as JSON. Needs --expose-gc.
 */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createCentral } from '../../src/main/central/central'
import { createUploads } from '../../src/main/central/uploads'
import type { OpenConnector } from '../../src/main/connectors/connector'
import { createLog } from '../../src/main/diagnostics/log'
import { createEngineHost } from '../../src/main/engine-host'
import { openSql } from '../../src/main/ledger/database'
import { ledgerPath } from '../../src/main/ledger/files'
import { confStore } from '../../src/main/settings/conf-store'
import { API_KEY_SECRET, openSecrets } from '../../src/main/settings/secrets'
import { settingsFile } from '../../src/main/settings/store'

const [dataDir = '', runsText = '288', leak = ''] = process.argv.slice(2)
const RUN_MS = 5 * 60_000
let aheadMs = 0
const clock = { now: () => Date.now() + aheadMs, monotonicMs: () => Math.floor(performance.now()) + aheadMs }
const log = createLog({ folder: join(dataDir, 'logs'), name: 'cli', maxBytes: 100_000 })
const file = settingsFile(confStore(dataDir))
const secrets = openSecrets(dataDir)
const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')
let numbered = 0
const is: OpenConnector = {
  guard: 'enforced',
  agendas: ['orders'],
  target: 'books',
  preview: () => [],
  prepare: ({ itemId, agenda, payload }) => ({
    ok: true,
    prepared: { itemId, agenda, content: payload, sha256: sha256(itemId), notes: [] },
  }),
  async *deliver(batch) {
    for (const { itemId } of batch)
      yield { itemId, kind: 'imported', reference: { number: `R${++numbered}` }, existed: false, notes: [] }
  },
  find: async () => new Map(),
  async *check() {},
  async close() {},
}
const host = createEngineHost({
  dataDir,
  surface: 'cli',
  clock,
  log,
  sha256,
  settings: () => file.read(),
  rememberCompany: () => {},
  openCentral: ({ central: { baseUrl } }) =>
    createCentral({ baseUrl, apiKey: secrets.get(API_KEY_SECRET), clientVersion: '1.0.0', log, clock }),
  openUploads: ({ central: { baseUrl } }) =>
    createUploads({ baseUrl, apiKey: secrets.get(API_KEY_SECRET), clientVersion: '1.0.0', log, clock }),
  openIs: async () => is,
  logProblem: () => log.problem(),
})
host.onStatus(() => {})

const kept: unknown[] = []
const samples: { run: number; heap: number; rss: number }[] = []
const gc = globalThis.gc
if (!gc) throw new Error('needs --expose-gc')

for (let run = 1; run <= Number(runsText); run++) {
  process.stdout.write('.')
  await host.runNow()
  for (let look = 0; look < 5; look++) {
    host.status()
    host.read((reader) => reader.list({ limit: 50, text: `look ${run} ${look}` }))
    host.read((reader) => reader.list({ limit: 50, states: ['quarantined', 'imported'] }))
  }
  if (leak === 'heap') kept.push(Array.from({ length: 4000 }, (_, n) => `${run} ${n}`))
  if (leak === 'statements') for (let n = 0; n < 6; n++) kept.push(openSql(ledgerPath(dataDir)).prepare(`SELECT ${run}, ${n}`))
  aheadMs += RUN_MS
  if (run % 12 > 0) continue
  for (let i = 0; i < 4; i++) {
    gc()
    await wait(5)
  }
  const { heapUsed, rss } = process.memoryUsage()
  samples.push({ run, heap: heapUsed, rss })
}
const { counts, state } = host.status()
await host.close()
process.stdout.write(JSON.stringify({ samples, imported: counts.imported, state }))
