import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Client, openClient } from '../../src/main/client'
import type { Clock } from '../../src/main/engine/ports'
import { confStore } from '../../src/main/settings/conf-store'
import { API_KEY_SECRET, connectorSecret, openSecrets } from '../../src/main/settings/secrets'
import { settingsFile } from '../../src/main/settings/store'
import type { Sandbox, SandboxItem } from '../../src/sandbox/server'
import type { DocumentSummary } from '../../src/shared/documents/document-state'
import { SETTINGS_VERSION, settingsSchema } from '../../src/shared/settings'
import { createTestPohoda, programSettings, type TestPohoda } from './pohoda'
import { temporarySandbox } from './sandbox'

/**
 * A whole world on this computer: central side, information system, and a client between them, all real and all with
 * their own files. The assertion is `expectEachDocumentOnce`.
 */
export interface World {
  sandbox: Sandbox
  pohoda: TestPohoda
  /** The client's data folder. */
  dataDir: string
  /** The client now; another one after `restart`. */
  client(): Client
  /** Opens the client on its data folder (again). */
  open(options?: { clock?: Clock; dataDir?: string; fetch?: typeof fetch }): Promise<Client>
  /** Runs until nothing is left to do, at most `runs` times. */
  settle(runs?: number): Promise<void>
  documents(): DocumentSummary[]
  /** A second machine of the same company: a data folder and a key of its own, the same information system. Its data folder. */
  addMachine(): string
  close(): Promise<void>
}

export interface WorldOptions {
  /** Where the client believes the central side to be; its address when absent. */
  baseUrl?: (sandbox: Sandbox) => string
  connector?: Record<string, unknown>
  sync?: Partial<{ batchSize: number; leaseSeconds: number; intervalSeconds: number }>
  sandbox?: Parameters<typeof temporarySandbox>[0]
  pohoda?: Parameters<typeof createTestPohoda>[0]
}

/** Writes the settings of a client as `bi-client setup` would. */
export function setUpClient(
  dataDir: string,
  sandbox: Pick<Sandbox, 'url' | 'keys'>,
  pohoda: TestPohoda,
  options: WorldOptions = {},
): void {
  settingsFile(confStore(dataDir)).write(
    settingsSchema.parse({
      version: SETTINGS_VERSION,
      language: 'cs',
      mode: 'test',
      central: { baseUrl: options.baseUrl ? options.baseUrl(sandbox as Sandbox) : sandbox.url },
      connector: {
        id: 'pohoda-xml',
        settings: {
          ...programSettings(pohoda),
          timeoutSeconds: 30,
          ...options.connector,
        },
      },
      sync: { intervalSeconds: 15, ...options.sync },
    }),
  )
  openSecrets(dataDir).replaceAll({
    [API_KEY_SECRET]: sandbox.keys.client,
    [connectorSecret('pohoda-xml', 'password')]: pohoda.password,
  })
}

export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const sandbox = await temporarySandbox(options.sandbox)
  const pohoda = createTestPohoda(options.pohoda)
  const dataDir = mkdtempSync(join(tmpdir(), 'bi-client-'))
  setUpClient(dataDir, sandbox, pohoda, options)
  const folders = [dataDir]
  let client: Client | undefined
  const world: World = {
    sandbox,
    pohoda,
    dataDir,
    client() {
      if (!client) throw new Error('no client is open')
      return client
    },
    async open(more = {}) {
      await client?.close()
      client = await openClient({ dataDir, surface: 'cli', ...more })
      return client
    },
    async settle(runs = 5) {
      const open = client ?? (await world.open())
      for (let i = 0; i < runs; i++) {
        const { counts } = await open.syncNow()
        if (counts.inWork + counts.unknown + counts.unreported === 0 && sandbox.counts().waiting === 0) return
      }
    },
    documents() {
      const all: DocumentSummary[] = []
      for (let before: number | undefined; ; ) {
        const page = world.client().listDocuments({ limit: 200, ...(before === undefined ? {} : { before }) })
        all.push(...page.documents)
        if (page.next === undefined) return all
        before = page.next
      }
    },
    addMachine() {
      const folder = mkdtempSync(join(tmpdir(), 'bi-client-'))
      folders.push(folder)
      const keys = { ...sandbox.keys, client: sandbox.issueClientKey().text }
      setUpClient(folder, { ...sandbox, keys }, pohoda, options)
      return folder
    },
    async close() {
      await client?.close()
      await sandbox.close()
      pohoda.remove()
      for (const folder of folders) if (existsSync(folder)) rmSync(folder, { recursive: true, force: true })
    },
  }
  return world
}

/** The three sides as the assertion needs them. */
export interface Sides {
  sandbox: Pick<Sandbox, 'items'>
  pohoda: { orders(): readonly { itemId?: string | undefined; number: string }[] }
  documents(): readonly DocumentSummary[]
}

/**
 * The promise of this program: every document of the central side is, on all three sides, the same one thing.
 * - The information system has one record for each imported document, and none besides.
 * - The central side counts as processed exactly these, with the reference of that very record.
 * - Nothing that is neither imported nor held with a reason has gone from the central side's queue.
 */
export function expectEachDocumentOnce(
  world: Sides,
  expected: { imported?: number; held?: number } = {},
  /** Of each machine that works for the company. */
  ledgers: readonly (readonly DocumentSummary[])[] = [world.documents()],
): void {
  const records = world.pohoda.orders()
  const documents = ledgers.flat()
  const items = world.sandbox.items()

  const recorded = records.map((record) => record.itemId).sort()
  assert.equal(new Set(recorded).size, recorded.length, 'a document was recorded twice')
  const numberOf = new Map(records.map((record) => [record.itemId, record.number]))

  // Two machines may both know of one record: the second one found it. But each knows it only once, under one number.
  for (const ledger of ledgers)
    assert.equal(new Set(ledger.map((one) => one.itemId)).size, ledger.length, 'a ledger knows it twice')
  const imported = documents.filter((document) => document.state === 'imported')
  const importedItems = [...new Set(imported.map((document) => document.itemId))].sort()
  assert.deepEqual(importedItems, recorded, 'imported by the ledger = records in the information system')
  for (const document of imported)
    assert.equal(document.reference?.number, numberOf.get(document.itemId), `reference of ${document.itemId} in the ledger`)

  const processed = items.filter((item) => item.state === 'processed')
  assert.deepEqual(
    processed.map((item) => item.itemId).sort(),
    recorded,
    'processed at the central side = records in the information system',
  )
  for (const item of processed)
    assert.equal(item.erpNumber, numberOf.get(item.itemId), `reference of ${item.itemId} at the central side`)

  const held = new Map(
    documents.filter((document) => ['quarantined', 'rejected'].includes(document.state)).map((d) => [d.itemId, d]),
  )
  for (const document of held.values()) assert.ok(document.problem, `${document.itemId} is held: why?`)
  const unaccounted = items.filter(
    (item) => !['processed', 'cancelled', 'waiting'].includes(item.state) && !held.has(item.itemId),
  )
  assert.deepEqual(unaccounted.map(describeItem), [], 'every item is done, held with a reason, or still in the queue')

  if (expected.imported !== undefined) assert.equal(importedItems.length, expected.imported, 'how many were imported')
  if (expected.held !== undefined) assert.equal(held.size, expected.held, 'how many were held')
}

const describeItem = (item: SandboxItem): string => `${item.itemId} ${item.state} ${item.number}`
