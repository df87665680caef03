import { setTimeout as sleep } from 'node:timers/promises'
import { windows1250 } from '../../../src/main/connectors/wrap/fit-text'
import { openIs } from '../../../src/main/open-is'
import { decodePack } from '../../../src/sandbox/simulators/pohoda/encoding'
import { readOrders } from '../../../src/sandbox/simulators/pohoda/store'
import { type FetchOptions, fetchOrders } from '../../../src/sandbox/simulators/pohoda-eshop/fetch-orders'
import { type MServer, startMServer } from '../../../src/sandbox/simulators/pohoda-mserver/server'
import { connectorTools } from '../../support/connector-tools'
import { freePort } from '../../support/free-port'
import { createTestPohoda } from '../../support/pohoda'
import { pohodaComputes, shownOf } from '../../support/pohoda-seen'
import { schemaComplaints } from '../../support/xmllint'
import { connectorSuite, type PreviewFile, type World } from './suite'

const MARK = /^Business Integrator: (\S+)$/m

/** An answer to POHODA as the pack that carries the same order, for the arithmetic over packs. */
const asPack = (files: readonly PreviewFile[]): readonly PreviewFile[] =>
  files.map((file) => {
    const text = decodePack(Buffer.from(file.bytes))
    const order = /<lst:order [\s\S]*<\/lst:order>/.exec(text)?.[0].replaceAll('lst:order', 'ord:order') ?? ''
    const names = ['data', 'order', 'type'].map(
      (name) => `xmlns:${name.slice(0, 3).replace('dat', 'dat')}="http://www.stormware.cz/schema/version_2/${name}.xsd"`,
    )
    const pack = `<?xml version="1.0" encoding="UTF-8"?><dat:dataPack ${names.join(' ')}><dat:dataPackItem>${order}</dat:dataPackItem></dat:dataPack>`
    return { ...file, bytes: Buffer.from(pack, 'utf8') }
  })

/** A POHODA whose scheduler fetches orders from the shop again and again. */
const world = (fixed: { confirmation: 'person' | 'mserver' | 'program'; pohoda?: Partial<FetchOptions> }) => (): World => {
  const pohoda = createTestPohoda()
  const tools = connectorTools()
  const port = freePort()
  const mServer: Promise<MServer> | undefined =
    fixed.confirmation === 'mserver' ? startMServer({ stateDir: pohoda.stateDir, database: pohoda.database }) : undefined
  let running = true
  let asks = true
  let changes: Partial<FetchOptions> & { password?: string } = {}
  let round: Promise<unknown> = Promise.resolve()
  const ended = (async () => {
    const url = `http://127.0.0.1:${await port}/objednavky`
    while (running) {
      if (asks) {
        const { password = 'Heslo pro POHODU', ...rest } = changes
        round = fetchOrders({
          stateDir: pohoda.stateDir,
          database: pohoda.database,
          shop: { url, user: 'pohoda', password },
          ...fixed.pohoda,
          ...rest,
        }).catch(() => {})
        await round
      }
      await sleep(20)
    }
  })()
  const records = () =>
    readOrders(pohoda.stateDir, pohoda.database).map(({ id, number, intNote }) => ({
      itemId: MARK.exec(intNote ?? '')?.[1] ?? '',
      id: String(id),
      number,
    }))
  const secrets: Readonly<Record<string, string>> = { password: 'Heslo pro POHODU', lookupPassword: pohoda.password }
  return {
    open: async ({ answerTimeoutSeconds: _, ...settings } = {}) =>
      openIs(
        {
          id: 'pohoda-eshop',
          settings: {
            port: await port,
            user: 'pohoda',
            ico: pohoda.ico,
            waitSeconds: 20,
            confirmation: fixed.confirmation,
            ...(fixed.confirmation === 'person' ? {} : { lookupUser: pohoda.user, database: pohoda.database }),
            ...(mServer ? { mServerAddress: (await mServer).url } : {}),
            ...(fixed.confirmation === 'program' ? { program: pohoda.program } : {}),
            ...settings,
          },
        },
        (field) => secrets[field],
        tools,
      ),
    answers: fixed.confirmation === 'person' ? 'never' : 'later',
    records,
    shown: (itemId) => {
      const found = readOrders(pohoda.stateDir, pohoda.database).find(({ intNote }) => MARK.exec(intNote ?? '')?.[1] === itemId)
      return found && shownOf(found)
    },
    charset: windows1250,
    valid: (files) =>
      schemaComplaints(
        'pohoda-xsd/response.xsd',
        files.map(({ bytes }) => bytes),
      ),
    computes: (files, country) => pohodaComputes(asPack(files), country),
    // There is no answer of POHODA's that could get lost: it never gives one.
    loseNextAnswer: () => {},
    refuse: (number) => pohoda.faults({ refuse: [{ numberOrder: number }] }),
    dawdle: (ms) => pohoda.faults({ delayMs: { beforeWrite: ms } }),
    heal: () => pohoda.faults({}),
    idle: async () => {
      // What was fetched before is in this round or the one that began meanwhile.
      for (let i = 0; i < 2; i++) {
        const mine = round
        await mine
        while (asks && round === mine) await sleep(5)
      }
      await mServer?.then((server) => server.idle())
    },
    advance: tools.advance,
    wrong: {
      'wrong login': {
        settings: { waitSeconds: 1 },
        before: () => {
          changes = { password: 'jiné' }
        },
        code: 'is-login-failed',
        effect: 'nothing',
      },
      'wrong company': {
        settings: { waitSeconds: 1 },
        before: () => {
          changes = { ico: '87654321' }
        },
        code: 'is-wrong-company',
        effect: 'nothing',
      },
      'closed period': 'POHODA never says what became of an order that it fetched.',
      locked: 'A POHODA whose books are locked does not ask.',
      slow: 'A POHODA that asks too late is one that did not ask.',
      unreachable: {
        settings: { waitSeconds: 1 },
        before: async () => {
          asks = false
          await round
        },
        code: 'is-closed',
        effect: 'nothing',
      },
    },
    close: async () => {
      running = false
      await ended
      await (await mServer)?.close()
      pohoda.remove()
      tools.remove()
    },
  }
}

connectorSuite({
  'pohoda-eshop, confirmed by a person': world({ confirmation: 'person' }),
  'pohoda-eshop, looked up over mServer': world({ confirmation: 'mserver' }),
  'pohoda-eshop, looked up by the program, ids forgotten, Slovak names': world({
    confirmation: 'program',
    pohoda: { forgetsExtId: true, host: 'sk', dateFrom: '2026-01-01' },
  }),
})
