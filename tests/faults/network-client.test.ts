import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Client } from '../../src/main/client'
import { confStore } from '../../src/main/settings/conf-store'
import { API_KEY_SECRET, connectorSecret, openSecrets } from '../../src/main/settings/secrets'
import { settingsFile } from '../../src/main/settings/store'
import type { SyncStatus } from '../../src/shared/sync-status'
import { type FaultProxy, type FaultProxyOptions, selfSignedCertificate, startFaultProxy } from '../support/fault-proxy'
import { createWorld, expectEachDocumentOnce, type World } from '../support/world'

/** The whole client as a customer has it, with POHODA, its settings, secrets and timer, behind a bad network. */

let world: World
let proxy: FaultProxy | undefined
beforeEach(async () => {
  world = await createWorld({ sync: { intervalSeconds: 300 } })
})
afterEach(async () => {
  await world.close()
  await proxy?.close()
  proxy = undefined
})

/** Puts the proxy between the client and the central side. */
async function behindProxy(options: FaultProxyOptions = {}): Promise<FaultProxy> {
  proxy = await startFaultProxy(world.sandbox.url, options)
  const file = settingsFile(confStore(world.dataDir))
  const settings = file.read()
  if (!settings) throw new Error('not set up')
  file.write({ ...settings, central: { ...settings.central, baseUrl: proxy.url } })
  return proxy
}
const statusWhen = (client: Client, isSo: (status: SyncStatus) => boolean): Promise<SyncStatus> =>
  new Promise((done) => {
    const end = client.onStatus((status) => {
      if (!isSo(status)) return
      setImmediate(() => end())
      done(status)
    })
  })
const planned = (status: SyncStatus): boolean => status.nextSyncAt !== undefined
const secondsToNext = (status: SyncStatus): number => Math.round((Date.parse(status.nextSyncAt ?? '') - Date.now()) / 1000)

describe('by itself, by the real timer', () => {
  test('work goes on within a minute after the line is back', async () => {
    const line = await behindProxy()
    world.sandbox.seedOrders(5)
    await line.down()
    const client = await world.open()
    client.start()
    const cut = await statusWhen(client, planned)
    expect([cut.state, cut.problem?.code]).toEqual(['waiting', 'central-unreachable'])
    await line.heal()
    const healedMs = performance.now()
    const well = await statusWhen(client, (status) => status.state === 'ok')
    const seconds = (performance.now() - healedMs) / 1000
    console.log(`work went on ${seconds.toFixed(1)} s after the line was back`)
    expect(seconds).toBeLessThan(60)
    expect(well.counts.imported).toBe(5)
    expectEachDocumentOnce(world, { imported: 5, held: 0 })
  }, 90_000)

  test('after an answer to a claim was lost, the same documents come with the next run, not only after their lease', async () => {
    const line = await behindProxy()
    world.sandbox.seedOrders(5)
    line.add({ kind: 'answer-lost' }, { path: /claims$/ })
    const client = await world.open()
    expect((await client.syncNow()).state).toBe('waiting')
    expect(world.sandbox.counts()).toMatchObject({ claimed: 5, waiting: 0 })
    await line.heal()
    expect((await client.syncNow()).state).toBe('ok')
    expectEachDocumentOnce(world, { imported: 5, held: 0 })
  })
})

describe('after a restart', () => {
  // Nobody here knows of that claim any more.
  test('what the central side gave out in an answer that was lost is not passed over as ok', async () => {
    const line = await behindProxy()
    world.sandbox.seedOrders(5)
    line.add({ kind: 'answer-lost' }, { path: /claims$/ })
    await (await world.open()).syncNow()
    await line.heal()
    const { state } = await (await world.open()).syncNow()
    expect(world.sandbox.counts()).toMatchObject({ claimed: 5, waiting: 0 })
    expect(state).not.toBe('ok')
  })
})

describe('a revoked key', () => {
  test('is told as failed and not tried again before the next regular run; with a new key the work goes on', async () => {
    const line = await behindProxy()
    world.sandbox.seedOrders(2)
    const client = await world.open()
    expect((await client.syncNow()).state).toBe('ok')
    world.sandbox.seedOrders(3)
    world.sandbox.revokeKey(world.sandbox.keyIds.client)
    const before = line.seen().length
    client.start()
    const refused = await statusWhen(client, planned)
    expect([refused.state, refused.problem?.code]).toEqual(['failed', 'central-key-revoked'])
    expect(secondsToNext(refused)).toBeGreaterThan(290)
    expect(
      line
        .seen()
        .slice(before)
        .filter(({ path }) => path === '/account'),
      'asked once',
    ).toHaveLength(1)

    openSecrets(world.dataDir).replaceAll({
      [API_KEY_SECRET]: world.sandbox.issueClientKey().text,
      [connectorSecret('pohoda-xml', 'password')]: world.pohoda.password,
    })
    expect((await client.syncNow()).state).toBe('ok')
    expectEachDocumentOnce(world, { imported: 5, held: 0 })
  })
})

describe('who stops the program', () => {
  test('need not wait for an answer that does not come', async () => {
    const line = await behindProxy()
    line.add({ kind: 'hang' })
    const client = await world.open()
    client.start()
    await expect.poll(() => line.seen().length).toBe(1)
    const startedMs = performance.now()
    await client.close()
    expect(performance.now() - startedMs).toBeLessThan(5_000)
  })
})

describe('TLS', () => {
  const cli = resolve(import.meta.dirname, '../../out/main/cli.js')
  interface Told {
    exitCode: unknown
    status: SyncStatus
  }
  /** The command line in a process of its own that trusts the authority of this certificate. */
  async function syncOnceTrusting(certificate: string | undefined): Promise<Told> {
    const folder = mkdtempSync(join(tmpdir(), 'bi-authority-'))
    try {
      const file = join(folder, 'authority.pem')
      writeFileSync(file, certificate ?? '')
      const env = { ...process.env, ...(certificate === undefined ? {} : { NODE_EXTRA_CA_CERTS: file }) }
      return await new Promise((done) => {
        execFile(process.execPath, [cli, 'sync', '--once', '--json', '--data-dir', world.dataDir], { env }, (error, stdout) =>
          done({ exitCode: error?.code ?? 0, status: (JSON.parse(stdout) as { status: SyncStatus }).status }),
        )
      })
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }

  test('with a trusted certificate works: what follows is refused for what it says', async () => {
    const identity = selfSignedCertificate()
    await behindProxy({ tls: identity })
    world.sandbox.seedOrders(2)
    const { exitCode, status } = await syncOnceTrusting(identity.cert)
    expect([exitCode, status.state]).toEqual([0, 'ok'])
    await world.open()
    expectEachDocumentOnce(world, { imported: 2, held: 0 })
  })

  test.each([
    ['an unknown authority', selfSignedCertificate(), false, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['the name of another host', selfSignedCertificate('DNS:elsewhere.example'), true, 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['a date that has passed', selfSignedCertificate(undefined, true), true, 'CERT_HAS_EXPIRED'],
  ] as const)('with a certificate with %s nothing is sent, and the person is told', async (_, identity, trusted, words) => {
    const line = await behindProxy({ tls: identity })
    world.sandbox.seedOrders(2)
    const { exitCode, status } = await syncOnceTrusting(trusted ? identity.cert : undefined)
    expect([exitCode, status.state, status.problem?.code, status.problem?.words]).toEqual([4, 'waiting', 'central-tls', words])
    expect(line.seen()).toEqual([])
    expect(world.sandbox.counts()).toMatchObject({ waiting: 2, claimed: 0 })
    expect(readFileSync(join(world.dataDir, 'logs', 'cli.log'), 'utf8')).not.toContain(world.sandbox.keys.client)
  })
})
