import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ProblemCode } from '../../src/shared/failure'
import { languageSchema } from '../../src/shared/settings'
import type { SyncState, SyncStatus } from '../../src/shared/sync-status'
import { problemText } from '../../src/shared/texts/problem-text'
import { type FaultProxy, type Rule, startFaultProxy, type Toxic } from '../support/fault-proxy'
import { letGoOfFiles } from '../support/let-go'
import { createNetworkWorld, endNetworkWorlds, type Hijack, INTERVAL_SECONDS, type NetworkWorld } from '../support/network-world'

/** Every fault of the network at every call that a run makes: what the person sees, what is done, and when it goes on. */

/** Where a redirect leads: must never be asked anything. */
const elsewhere = { url: '', asked: [] as string[], close: () => {} }
let stranger: FaultProxy
beforeAll(async () => {
  const server = createServer((request, response) => {
    elsewhere.asked.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`)
    response.end()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  elsewhere.url = `http://localhost:${(server.address() as AddressInfo).port}/login`
  elsewhere.close = () => void server.close()
  stranger = await startFaultProxy('http://127.0.0.1:9', { tls: true })
  // The first world of a process takes seconds; a time-out of a second would be about that.
  const world = await createNetworkWorld()
  world.seed(1)
  await world.run()
  await world.close()
})
afterAll(async () => {
  elsewhere.close()
  await stranger.close()
  endNetworkWorlds()
})

/** What a run looks like that the fault has stopped; the rest follows from it. */
interface Shown {
  state: SyncState
  code: ProblemCode
  /** When the next run is due, in seconds at most; exactly where the other side or the key says so. */
  nextSeconds?: number
}
interface Row {
  toxic(): Toxic | Hijack
  /** How long the client waits for nothing; long where that is not the matter. */
  patienceMs?: number
  times?: number
  /** Undefined: the run gets over it. */
  shown?: Shown
  /** Where the answer has no content, if that makes a difference. */
  shownWithoutContent?: Shown | 'nothing'
}
const waits = (code: ProblemCode): Shown => ({ state: 'waiting', code })
const YEAR_SECONDS = 365 * 86_400

const rows: Record<string, Row> = {
  'latency and jitter': { toxic: () => ({ kind: 'latency', ms: 20, jitterMs: 40 }) },
  // The answer takes longer than nothing may come; something comes all the time.
  'narrow bandwidth': { toxic: () => ({ kind: 'bandwidth', bytesPerSecond: 6_000 }), patienceMs: 1_000 },
  'slow close': { toxic: () => ({ kind: 'slow-close', ms: 100 }) },
  'reset, once': { toxic: () => ({ kind: 'reset' }), times: 1 },
  'answer lost, once': { toxic: () => ({ kind: 'answer-lost' }), times: 1 },
  down: { toxic: () => ({ kind: 'down' }), shown: waits('central-unreachable') },
  reset: { toxic: () => ({ kind: 'reset' }), shown: waits('central-unreachable') },
  hang: { toxic: () => ({ kind: 'hang' }), patienceMs: 1_500, shown: waits('central-timeout') },
  'no end of the answer': {
    toxic: () => ({ kind: 'slow-close', ms: 60_000 }),
    patienceMs: 1_500,
    shown: waits('central-timeout'),
  },
  'cut after 10 bytes': {
    toxic: () => ({ kind: 'cut', afterBytes: 10 }),
    shown: waits('central-unreachable'),
    shownWithoutContent: 'nothing',
  },
  'answer lost': { toxic: () => ({ kind: 'answer-lost' }), shown: waits('central-unreachable') },
  'JSON cut short': { toxic: () => ({ kind: 'wrong-json' }), shown: waits('central-not-json') },
  'JSON cut short, but done': {
    toxic: () => ({ kind: 'wrong-json', reachesServer: true }),
    shown: waits('central-not-json'),
  },
  'JSON of another shape, but done': {
    toxic: () => ({ kind: 'wrong-json', body: '{"status":"ok"}', reachesServer: true }),
    shown: waits('central-answer-invalid'),
    shownWithoutContent: waits('central-not-json'),
  },
  'sign-in page': { toxic: () => ({ kind: 'captive-portal' }), shown: waits('central-not-json') },
  'redirect to another host (302)': {
    toxic: () => ({ kind: 'redirect', location: elsewhere.url }),
    shown: waits('central-redirected'),
  },
  'redirect to another host (307)': {
    toxic: () => ({ kind: 'redirect', location: elsewhere.url, status: 307 }),
    shown: waits('central-redirected'),
  },
  'status 429, Retry-After 120': {
    toxic: () => ({ kind: 'status', status: 429, retryAfter: 120 }),
    shown: { ...waits('central-rate-limited'), nextSeconds: 120 },
  },
  'status 429': { toxic: () => ({ kind: 'status', status: 429 }), shown: waits('central-rate-limited') },
  'status 503, Retry-After 120': {
    toxic: () => ({ kind: 'status', status: 503, retryAfter: 120 }),
    shown: { ...waits('central-maintenance'), nextSeconds: 120 },
  },
  'status 503, Retry-After a year': {
    toxic: () => ({ kind: 'status', status: 503, retryAfter: YEAR_SECONDS }),
    shown: { ...waits('central-maintenance'), nextSeconds: 3600 },
  },
  'status 503, Retry-After a date in a year': {
    toxic: () => ({ kind: 'status', status: 503, retryAfter: new Date(Date.now() + YEAR_SECONDS * 1000).toUTCString() }),
    shown: { ...waits('central-maintenance'), nextSeconds: 3600 },
  },
  'status 500': { toxic: () => ({ kind: 'status', status: 500 }), shown: waits('central-internal') },
  'status 500, but done': {
    toxic: () => ({ kind: 'status', status: 500, reachesServer: true }),
    shown: waits('central-internal'),
  },
  'status 502': { toxic: () => ({ kind: 'status', status: 502 }), shown: waits('central-internal') },
  'key revoked': {
    toxic: () => ({ kind: 'key-revoked' }),
    shown: { state: 'failed', code: 'central-key-revoked', nextSeconds: INTERVAL_SECONDS },
  },
  'TLS, unknown authority': { toxic: () => ({ kind: 'hijacked', url: stranger.url }), shown: waits('central-tls') },
}

interface Call extends Omit<Rule, 'toxic' | 'times'> {
  /** Brings the world to where the next run makes this call. */
  before?(world: NetworkWorld): Promise<void>
  /** Undoes what kept the world from being done. */
  after?(world: NetworkWorld): Promise<void>
  /** What a run shows that the fault did not stop; ok when absent. */
  clean?: SyncState
  withoutContent?: true
  /** Its failure is nothing that a person must know. */
  silent?: true
}

/** The books are closed, so that what was claimed is given back. */
const closedBooks = async (world: NetworkWorld): Promise<void> => {
  world.books.next('locked')
  await world.run()
}

const calls: Record<string, Call> = {
  'account, first run': { method: 'GET', path: '/account' },
  'account, at the end': { method: 'GET', path: '/account', skip: 2 },
  claim: { method: 'POST', path: /^\/queue\/claims$/ },
  extension: {
    method: 'POST',
    path: /\/extension$/,
    // Mapping takes so long that less than half of the lease is left.
    async before({ books, clock }) {
      const { prepare } = books.is
      let slow = true
      books.is.prepare = (document) => {
        if (slow) clock.pass(12_000)
        slow = false
        return prepare(document)
      }
    },
  },
  'give back': {
    method: 'DELETE',
    path: '/queue/claims/',
    withoutContent: true,
    async before(world) {
      world.proxy.add({ kind: 'reset' }, { method: 'DELETE' })
      await closedBooks(world)
      await world.proxy.heal()
    },
  },
  'item state': {
    method: 'GET',
    path: /^\/queue\/[^?]/,
    clean: 'waiting',
    async before(world) {
      await closedBooks(world)
      const claim = await world.ask('other-client', 'POST', '/queue/claims', { limit: 100, leaseSeconds: 3600 })
      claims.set(world, (claim as { claimId: string }).claimId)
    },
    async after(world) {
      await world.ask('other-client', 'DELETE', `/queue/claims/${claims.get(world)}`)
    },
  },
  'item state, after the report': {
    method: 'GET',
    path: /^\/queue\/[^?]/,
    async before(world) {
      world.proxy.add({ kind: 'reset' }, { path: '/queue/results' })
      await world.run()
      await world.proxy.heal()
      // A central side that an operator told first, and that keeps to it.
      const results = world.sandbox.items().map(({ itemId }) => ({ itemId, status: 'already-final' }))
      const body = JSON.stringify({ results })
      world.proxy.add({ kind: 'wrong-json', body, reachesServer: true }, { path: '/queue/results' })
    },
  },
  report: { method: 'POST', path: '/queue/results' },
  heartbeat: { method: 'POST', path: '/heartbeats', withoutContent: true, silent: true },
  'list (comparison)': {
    method: 'GET',
    path: '/queue?',
    silent: true,
    async before(world) {
      await world.run()
      world.clock.pass(25 * 3_600_000)
    },
  },
}
const claims = new WeakMap<NetworkWorld, string>()

/** Words that no person in an office should have to read. */
const jargon =
  /\b(fetch|socket|abort|undefined|null|error|timeout|redirect|network|certificate|headers?|body|JSON|HTTP|TLS|SSL|E[A-Z]{4,}|UND_ERR\w*|[A-Z]+_[A-Z_]+|Retry-After)\b/i

function expectTold(status: SyncStatus, shown: Shown): void {
  expect([status.state, status.problem?.code]).toEqual([shown.state, shown.code])
  for (const language of languageSchema.options) {
    const text = problemText(language, { code: shown.code, params: status.problem?.params ?? {} })
    for (const part of [text.what, text.why, text.todo]) {
      expect(part.length).toBeGreaterThan(12)
      expect(part).not.toMatch(/[{}[\]…]/)
      if (language !== 'en') expect(part.replaceAll(elsewhere.url, '')).not.toMatch(jargon)
    }
  }
}

interface Cell {
  call: string
  silent: boolean
  told: string
  nextInMs: number
}
const seen = new Map<string, Cell[]>(Object.keys(rows).map((name) => [name, []]))

describe.each(Object.entries(rows))('%s', (name, row) => {
  test.concurrent.each(Object.entries(calls))('at %s', async (callName, call) => {
    const { before, after, clean = 'ok', withoutContent, silent, ...where } = call
    const world = await createNetworkWorld(row.patienceMs)
    try {
      world.seed(3)
      await before?.(world)
      const toxic = row.toxic()
      const already = world.struck(where)
      world.strike(toxic, { ...where, ...(row.times === undefined ? {} : { times: row.times }) })
      const { status, nextInMs } = await world.startTimer()
      expect(world.struck(where), 'the call was made and struck').toBeGreaterThan(already)

      const stopped = withoutContent && row.shownWithoutContent ? row.shownWithoutContent : row.shown
      const shown = silent || stopped === 'nothing' ? undefined : stopped
      if (shown) {
        expectTold(status, shown)
        expect(Math.round(nextInMs / 1000)).toBeLessThanOrEqual(shown.nextSeconds ?? 60)
        if (shown.nextSeconds !== undefined) expect(Math.round(nextInMs / 1000)).toBe(shown.nextSeconds)
      } else expect([status.state, status.problem?.code]).toEqual([clean, undefined])

      await world.heal()
      await after?.(world)
      await world.finish()
      world.expectAllOnce()
      seen.get(name)?.push({
        call: callName,
        silent: silent === true,
        told: shown ? `${status.state}, ${shown.code}` : 'goes on',
        nextInMs: shown ? nextInMs : 0,
      })
    } finally {
      await world.close()
      await letGoOfFiles()
    }
  })
})

/** A row of the matrix, told shortly: what is seen at most of the calls, and where something else is. */
function line(name: string, cells: readonly Cell[]): string {
  const told = cells.filter(({ silent }) => !silent)
  const count = (text: string): number => told.filter((cell) => cell.told === text).length
  const [usual = ''] = told.map((cell) => cell.told).sort((a, b) => count(b) - count(a))
  const others = told.filter((cell) => cell.told !== usual).map((cell) => `${cell.call}: ${cell.told}`)
  const nextSeconds = Math.round(Math.max(...told.map(({ nextInMs }) => nextInMs)) / 1000)
  return `| ${name} | ${usual} | ${others.join('; ')} | ${nextSeconds === 0 ? '' : `${nextSeconds} s`} |`
}

afterAll(() => {
  const told = Object.entries(calls).flatMap(([name, { silent }]) => (silent ? [] : [name]))
  console.log(
    [
      `Shown at: ${told.join('; ')}. Heartbeat and comparison are tried again without a word.`,
      '| Fault | The person sees | Except | Next run after at most |',
      '| --- | --- | --- | --- |',
      ...[...seen].filter(([, cells]) => cells.length > 0).map(([name, cells]) => line(name, cells)),
    ].join('\n'),
  )
  expect(elsewhere.asked, 'nothing was ever sent to where a redirect leads').toEqual([])
  expect(stranger.seen(), 'nothing was ever sent to a server that nobody vouches for').toEqual([])
})
