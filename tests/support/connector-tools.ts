import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ConnectorTools, OpenConnector } from '../../src/main/connectors/connector'
import type { Log, Outcome, ParsedDocument, Prepared } from '../../src/main/engine/ports'
import { openWayOut } from '../../src/main/open-fetch'
import type { Order } from '../../src/shared/documents/order'

/** A log that remembers what it was told, for tests about what must not be in it. */
export const rememberingLog = (): Log & { text(): string } => {
  const lines: string[] = []
  const keep = (message: string, facts?: Record<string, unknown>): void => {
    lines.push(`${message} ${JSON.stringify(facts ?? {})}`)
  }
  return { debug: keep, info: keep, warn: keep, error: keep, text: () => lines.join('\n') }
}

/** What a connector may use, in a folder of its own whose name has a blank and diacritics. */
export const connectorTools = (
  companyId = 'firma-1',
): ConnectorTools & { log: ReturnType<typeof rememberingLog>; advance(ms: number): void; remove(): void } => {
  const root = mkdtempSync(join(tmpdir(), 'bi-connector-'))
  const dataDir = join(root, 'Data klienta č. 1')
  mkdirSync(dataDir)
  let ahead = 0
  // No proxy of this computer's own comes between a test and its simulator.
  const wayOut = openWayOut({ env: {}, platform: 'linux', run: async () => undefined }, () => performance.now())
  return {
    dataDir,
    companyId,
    log: rememberingLog(),
    clock: { now: () => Date.now() + ahead, monotonicMs: () => performance.now() },
    advance: (ms) => {
      ahead += ms
    },
    http: wayOut.toInformationSystem,
    remove: () => {
      void wayOut.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

export const orderDocument = (itemId: string, payload: Order): ParsedDocument<'orders'> => ({
  itemId,
  agenda: 'orders',
  test: true,
  payload,
})

/** Prepares, or fails the test with the reason. */
export const prepared = (connector: OpenConnector, documents: readonly ParsedDocument[]): Prepared[] =>
  documents.map((document) => {
    const preparation = connector.prepare(document)
    if (!preparation.ok) throw new Error(JSON.stringify(preparation.problem))
    return preparation.prepared
  })

export const outcomes = async (answers: AsyncIterable<Outcome>): Promise<Outcome[]> => {
  const all: Outcome[] = []
  for await (const outcome of answers) all.push(outcome)
  return all
}
