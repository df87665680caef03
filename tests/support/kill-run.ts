import { setTimeout as wait } from 'node:timers/promises'
import { sendRequest } from '../../src/main/system/requests'
import { createRandom, type Random } from '../../src/sandbox/seed/random'
import { documentsOf, itemsOf, type Phase, phaseOf, phases, type Snapshot, takeSnapshot, violationsOf } from './kill-check'
import { createKillRig, type KillableClient, type KillRig, type Sign } from './kill-rig'
import { expectEachDocumentOnce } from './world'

export const victims = ['client', 'simulator', 'both'] as const
type Victim = (typeof victims)[number]

export interface KillFigures {
  seed: number
  kills: number
  byVictim: Record<Victim, number>
  byPhase: Record<Phase, number>
  /** Runs of the client that were begun; those that ended by themselves were not killed. */
  clients: number
  orders: number
  /** How often all was let come to rest and the three sides were compared in full. */
  settled: number
  doubled: number
  lost: number
  seconds: number
  killsPerMinute: number
}

export interface KillRun {
  figures: KillFigures
  /** Empty: every promise was kept. The run stops at the first broken one. */
  violations: string[]
  /** Where the broken world lies; empty when nothing was broken. */
  folders: readonly string[]
}

export interface KillOptions {
  kills: number
  /** Decides who is killed, by which sign and how long after it. The moments themselves also depend on the machine. */
  seed: number
  onProgress?: (figures: KillFigures) => void
  stop?: AbortSignal
}

/** All comes to rest and is compared in full after so many kills. */
const SETTLE_EVERY = 25
/** Then a new world: checks read all of it each time, and a long run must not grow slower. */
const WORLD_LASTS = 250
const LONGEST_WAIT_MS = 4000
const RESTING: readonly string[] = ['imported', 'quarantined', 'rejected', 'skipped']

interface Moment {
  sign: Sign
  /** At the nth such sign. */
  nth: number
  delayMs: number
}
interface Plan extends Moment {
  victim: Victim
  pohodaFirst: boolean
}

/** How long after a sign the kill may fall, in ms: about as long as what begins with it takes. */
const spans: Record<Sign, { ms: number; nth: number; weight: number }> = {
  request: { ms: 500, nth: 1, weight: 3 },
  'claim-asked': { ms: 8, nth: 1, weight: 2 },
  'claim-answered': { ms: 15, nth: 1, weight: 3 },
  'ledger-written': { ms: 8, nth: 8, weight: 4 },
  'pohoda-started': { ms: 400, nth: 2, weight: 4 },
  'pohoda-written': { ms: 12, nth: 6, weight: 5 },
  'report-asked': { ms: 8, nth: 1, weight: 3 },
  'report-answered': { ms: 12, nth: 1, weight: 2 },
  'run-ended': { ms: 20, nth: 1, weight: 1 },
}

const ALL_SIGNS = Object.keys(spans) as Sign[]
const POHODA_SIGNS: readonly Sign[] = ['pohoda-started', 'pohoda-written']

function pickSign(random: Random, among: readonly Sign[]): Moment {
  const sign = random.pick(among.flatMap((one) => Array.from({ length: spans[one].weight }, () => one)))
  return { sign, nth: random.int(1, spans[sign].nth), delayMs: random.next() * spans[sign].ms }
}

function makePlan(random: Random): Plan {
  const victim = random.chance(0.3) ? 'simulator' : random.chance(0.3) ? 'both' : 'client'
  const signs: readonly Sign[] = victim === 'client' ? ALL_SIGNS : POHODA_SIGNS
  return { victim, ...pickSign(random, signs), pohodaFirst: random.chance(0.5) }
}

const anyWay = (random: Random): 'once' | 'watch' => (random.chance(0.2) ? 'once' : 'watch')

/** Waits for the planned moment, or for the client to have nothing to do any more. */
async function moment(rig: KillRig, client: KillableClient, plan: Moment, runs = 1): Promise<void> {
  const nap = new AbortController()
  let left = plan.nth
  let runsLeft = runs
  const seen = new Promise<boolean>((done) => {
    rig.onSign((sign) => {
      if (sign === plan.sign && --left === 0) done(true)
      else if (sign === 'run-ended' && --runsLeft === 0) done(false)
    })
  })
  try {
    const inTime = await Promise.race([
      seen,
      client.exited.then(() => false),
      wait(LONGEST_WAIT_MS, false, { signal: nap.signal }).catch(() => false),
    ])
    if (inTime && plan.delayMs >= 1)
      await Promise.race([wait(plan.delayMs, undefined, { signal: nap.signal }).catch(() => {}), client.exited])
  } finally {
    rig.onSign(undefined)
    nap.abort()
  }
}

/** What a client may say of a run in which POHODA was killed; everything else is a fault of its own. */
const EXPECTED_TROUBLE = /^(is|central)-/
const EXPECTED_EXITS = [0, 4, 5]

function complaintsOf(client: KillableClient): string[] {
  const found: string[] = []
  const end = client.ended()
  for (const line of client.output().split('\n')) {
    // The last line may be cut off by the kill.
    const code = /"problem":\{"code":"([^"]+)"/.exec(line)?.[1]
    if (code !== undefined && !EXPECTED_TROUBLE.test(code)) found.push(`the client says ${code}: ${line.slice(0, 600)}`)
  }
  if (end && end.signal !== 'SIGKILL' && !EXPECTED_EXITS.includes(end.code ?? -1))
    found.push(`the client ended with ${end.code ?? end.signal}: ${client.output().slice(-600)}`)
  return found
}

/** Kills, restarts and checks until there were so many kills, or a promise was broken. */
export async function runKills({ kills, seed, onProgress, stop }: KillOptions): Promise<KillRun> {
  const startedAt = performance.now()
  const zeros = <K extends string>(names: readonly K[]) => Object.fromEntries(names.map((name) => [name, 0])) as Record<K, number>
  const figures: KillFigures = {
    seed,
    kills: 0,
    byVictim: zeros(victims),
    byPhase: zeros(phases),
    clients: 0,
    orders: 0,
    settled: 0,
    doubled: 0,
    lost: 0,
    seconds: 0,
    killsPerMinute: 0,
  }
  const violations: string[] = []
  let rig = await createKillRig()
  let next = rig.startClient('watch')
  let before: Snapshot = takeSnapshot(rig)
  let settledAt = 0
  let madeAt = 0

  const check = (): Snapshot => {
    const now = takeSnapshot(rig)
    violations.push(...violationsOf(now))
    return now
  }
  const count = (victim: Victim) => {
    figures.kills++
    figures.byVictim[victim]++
    const now = check()
    figures.byPhase[phaseOf(before, now, rig.takeSigns())]++
    before = now
  }
  const done = () => figures.kills >= kills || violations.length > 0 || stop?.aborted === true

  /** Lets all come to rest, with clients that nobody kills, and compares the three sides in full. */
  async function settle(): Promise<void> {
    await rig.pohodaEnded()
    const { world } = rig
    for (let tries = 0; tries < 8; tries++) {
      // A kill between the claim's answer and its keeping leaves items to nobody until the lease ends.
      rig.endLeases()
      const client = rig.startClient('once')
      client.go()
      await client.exited
      violations.push(...complaintsOf(client))
      const { waiting, claimed } = world.sandbox.counts()
      const { ledger } = check()
      const atRest = [...ledger.values()].every((row) => RESTING.includes(row.state) && row.reportState !== 'due')
      if (violations.length > 0 || (waiting + claimed === 0 && atRest)) break
    }
    try {
      expectEachDocumentOnce(world, {}, [documentsOf(world.dataDir)])
      const { waiting, claimed } = world.sandbox.counts()
      if (waiting + claimed > 0) violations.push(`lost: ${waiting} wait and ${claimed} are given out, and nobody gets them`)
    } catch (error) {
      violations.push(String(error instanceof Error ? error.message : error))
    }
    before = takeSnapshot(rig)
    figures.settled++
    settledAt = figures.kills
  }

  async function cycle(): Promise<void> {
    // Of its own for each client: how many kills one lives through depends on the machine, what comes after must not.
    const random = createRandom(seed + figures.clients * 7919)
    const plan = makePlan(random)
    const more = random.int(1, 6)
    rig.world.sandbox.seedOrders(more, { randomSeed: random.int(1, 2_000_000_000) })
    figures.orders += more
    if (random.chance(0.1)) rig.endLeases()
    before = { ...before, items: new Map([...before.items, ...itemsOf(rig.world)]) }
    const client = next
    next = rig.startClient(anyWay(random))
    figures.clients++
    // What this check itself did to the files is no sign.
    await wait(2)
    rig.takeSigns()
    const reached = moment(rig, client, plan)
    client.go()
    await reached
    // One client may lose several of its POHODAs before it dies itself.
    for (let round = 0; plan.victim === 'simulator' && round < 3 && !done() && killPohoda(rig); round++) {
      await client.frozen(() => count('simulator'))
      // It would try again by itself, but not at once.
      sendRequest(rig.world.dataDir, { kind: 'sync' })
      await moment(rig, client, round < 2 && random.chance(0.6) ? pickSign(random, POHODA_SIGNS) : pickSign(random, ALL_SIGNS), 2)
    }
    const alsoPohoda = plan.victim === 'both' && plan.pohodaFirst && killPohoda(rig)
    if (client.ended() === undefined) client.kill()
    const pohodaToo = alsoPohoda || (plan.victim === 'both' && killPohoda(rig))
    await client.exited
    violations.push(...complaintsOf(client))
    if (client.ended()?.signal === 'SIGKILL') count(pohodaToo ? 'both' : 'client')
    else if (pohodaToo) count('simulator')
    else before = check()
  }

  try {
    while (!done()) {
      if (figures.kills - madeAt >= WORLD_LASTS) {
        next.kill()
        await rig.close(false)
        rig = await createKillRig()
        next = rig.startClient('watch')
        before = takeSnapshot(rig)
        madeAt = figures.kills
      }
      await cycle()
      if (figures.kills - settledAt >= SETTLE_EVERY || done()) {
        if (violations.length === 0) await settle()
        stamp()
        onProgress?.(figures)
      }
    }
  } finally {
    stamp()
    next.kill()
    await rig.close(violations.length > 0)
  }
  // The same is found broken at each check until the run stops.
  const broken = [...new Set(violations)]
  const itemsIn = (pattern: RegExp) =>
    new Set(broken.map((line) => pattern.exec(line)?.[1]).filter((id) => id !== undefined)).size
  figures.doubled = itemsIn(/^doubled: (\S+)/)
  figures.lost = itemsIn(/^lost: (\S+)/)
  return { figures, violations: broken, folders: broken.length > 0 ? rig.folders : [] }

  function stamp(): void {
    figures.seconds = Math.round((performance.now() - startedAt) / 100) / 10
    figures.killsPerMinute = Math.round((figures.kills / figures.seconds) * 60)
  }
}

const killPohoda = (rig: KillRig): boolean => {
  // The newest is that of the client that lives; others lost theirs.
  const newest = rig.pohodaProcesses().sort((a, b) => b - a)[0]
  return newest !== undefined && rig.killPohoda(newest)
}
