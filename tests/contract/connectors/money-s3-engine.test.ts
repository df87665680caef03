import { afterEach, describe, expect, it } from 'vitest'
import type { OpenConnector } from '../../../src/main/connectors/connector'
import { openIs } from '../../../src/main/open-is'
import { createRandom } from '../../../src/sandbox/seed/random'
import { type ApiFaults, createS3Api } from '../../../src/sandbox/simulators/money-s3/api-server'
import type { AutomaticFaults } from '../../../src/sandbox/simulators/money-s3/automatic'
import { createMoney, type ImportDefinition, type Money } from '../../../src/sandbox/simulators/money-s3/money'
import { Failure, problem } from '../../../src/shared/failure'
import { connectorTools } from '../../support/connector-tools'
import { createEngineWorld, type Machine } from '../../support/engine-world'
import { createTestMoney, moneyDefinition, moneyRecords } from '../../support/money-s3'

/**
 * The real engine, ledgers and connector over Money S3: whatever goes wrong, each order is there once in the end. The definition
 * `Append` takes a second record gladly, so with it nothing but the client keeps them apart.
 */

const closing: (() => Promise<unknown> | unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** Ends as a process ends: after it handed so many over, without their answers. */
const dying = (is: OpenConnector, after: number): OpenConnector => ({
  ...is,
  // biome-ignore lint/correctness/useYield: it ends before it can
  async *deliver(batch, signal) {
    for await (const _ of is.deliver(batch.slice(0, after), signal));
    throw new Failure(problem('is-no-answer'), { effect: 'unknown', retry: true })
  },
})

interface Way<F> {
  money: Money
  faults(next: F): void
  open(tools: ReturnType<typeof connectorTools>): Promise<OpenConnector>
  advance(ms: number): void
  idle(): Promise<void>
}

const byFiles = (existing: ImportDefinition['existingValue']): Way<AutomaticFaults> => {
  const is = createTestMoney({ definition: moneyDefinition(existing) })
  is.automatic.start(20)
  closing.push(is.remove, () => is.automatic.stop())
  const settings = {
    way: 'files',
    ico: is.money.ico,
    importFolder: is.importFolder,
    reportFolder: is.reportFolder,
    exportFile: is.exportFile,
    answerTimeoutSeconds: 1,
  }
  return {
    money: is.money,
    faults: is.automatic.faults,
    open: (tools) => openIs({ id: 'money-s3', settings }, () => undefined, tools),
    advance: is.automatic.advance,
    idle: async () => {
      const until = is.automatic.runs() + 2
      while (is.automatic.runs() < until) await new Promise((resolve) => setTimeout(resolve, 10))
    },
  }
}

const byApi = async (existing: ImportDefinition['existingValue']): Promise<Way<ApiFaults>> => {
  const money = createMoney({ ico: '45274649', definition: moneyDefinition(existing) })
  const api = createS3Api(money)
  closing.push(() => api.close())
  const settings = {
    way: 'api',
    ico: money.ico,
    apiUrl: await api.start(),
    appId: api.appId,
    clientId: api.clientId,
    agendaGuid: api.agendaGuid,
    answerTimeoutSeconds: 1,
  }
  return {
    money,
    faults: api.faults,
    open: (tools) => openIs({ id: 'money-s3', settings }, () => api.clientSecret, tools),
    advance: () => {},
    idle: () => api.idle(),
  }
}

function start<F extends object>(way: Way<F>) {
  const world = createEngineWorld({ guard: 'searchable', batchSize: 3 })
  closing.push(world.close)
  const machines = new Map<Machine, { tools: ReturnType<typeof connectorTools>; is: Promise<OpenConnector> }>()
  const of = (machine: Machine) => {
    const known = machines.get(machine)
    if (known) return known
    // Each client has a data folder of its own.
    const tools = connectorTools()
    closing.push(tools.remove)
    const made = { tools, is: way.open(tools) }
    machines.set(machine, made)
    return made
  }
  /** Time goes by for everybody. */
  const pass = (ms: number): void => {
    world.clock.pass(ms)
    for (const { tools } of machines.values()) tools.advance(ms)
    way.advance(ms)
  }
  const run = async (machine: Machine, faults: F, dies?: number): Promise<void> => {
    way.faults(faults)
    const is = await of(machine).is
    await machine.run((ports) => ({ ...ports, is: dies === undefined ? is : dying(is, dies) }))
  }
  const settle = async (rounds: number, ms: number): Promise<void> => {
    way.faults({} as F)
    for (let i = 0; i < rounds; i++) {
      await way.idle()
      pass(ms)
      for (const machine of world.machines) await run(machine, {} as F)
    }
  }
  const expectEachOnce = (items: readonly string[]): void => {
    expect(
      moneyRecords(way.money)
        .map(({ itemId }) => itemId)
        .toSorted(),
    ).toEqual(items.toSorted())
    expect(world.items().map(({ state }) => state)).toEqual(items.map(() => 'processed'))
  }
  return { world, run, pass, settle, expectEachOnce }
}

const fileTroubles: readonly { faults: AutomaticFaults; dies?: number }[] = [
  { faults: { dieBeforeReport: 1 } },
  { faults: { dieBeforeReport: 5, noExport: true } },
  { faults: { dieBeforeWrite: 1 } },
  { faults: { dieBeforeWrite: 2, noExport: true } },
  { faults: { cutReport: true } },
  { faults: { cutReport: true, noExport: true } },
  { faults: { off: true } },
  { faults: { delayMs: 700 } },
  { faults: {}, dies: 0 },
  { faults: {}, dies: 2 },
  { faults: { off: true }, dies: 1 },
]
const FILE_ROUNDS = [10, 17 * 60_000] as const

describe('the engine over files of Money S3', () => {
  it.each(fileTroubles)('%o: each order once', { timeout: 60_000 }, async ({ faults, dies }) => {
    const { world, run, settle, expectEachOnce } = start(byFiles('Append'))
    const items = world.addOrders(5)
    await run(world.machine(), faults, dies)
    await settle(...FILE_ROUNDS)
    expectEachOnce(items)
  })

  it.each<AutomaticFaults>([{ off: true }, { off: true, noExport: true }, { dieBeforeReport: 3, noExport: true }])(
    '%o for hours, while the engine asks and would hand over again: each order once',
    { timeout: 60_000 },
    async (faults) => {
      const { world, run, pass, settle, expectEachOnce } = start(byFiles('Append'))
      const items = world.addOrders(3)
      for (let i = 0; i < 6; i++) {
        await run(world.machine(), faults)
        pass(40 * 60_000)
      }
      await settle(...FILE_ROUNDS)
      expectEachOnce(items)
    },
  )

  it('a Money that dies before it puts a file away: each order once, by its definition', { timeout: 60_000 }, async () => {
    const { world, run, settle, expectEachOnce } = start(byFiles('Error'))
    const items = world.addOrders(5)
    await run(world.machine(), { dieBeforeRemoval: 2 })
    await settle(...FILE_ROUNDS)
    expectEachOnce(items)
  })

  it.each([1, 2, 3])('many troubles, two installations on one key (%i): each order once', { timeout: 120_000 }, async (seed) => {
    const { world, run, pass, settle, expectEachOnce } = start(byFiles('Append'))
    const random = createRandom(seed)
    const other = world.addMachine()
    const items: string[] = []
    for (let i = 0; i < 5; i++) {
      items.push(...world.addOrders(2))
      const { faults, dies } = random.pick(fileTroubles)
      await run(random.chance(0.5) ? other : world.machine(), faults, dies)
      pass(random.chance(0.5) ? 60_000 : 700_000)
    }
    await settle(14, 17 * 60_000)
    expectEachOnce(items)
  })
})

const apiTroubles: readonly { faults: ApiFaults; dies?: number }[] = [
  { faults: { loseAnswer: 1 } },
  { faults: { loseAnswer: 9 } },
  { faults: { dieBeforeQueue: 1 } },
  { faults: { cutAnswer: 1 } },
  { faults: { garbledAnswer: 2 } },
  { faults: { gateway504: 1 } },
  { faults: { resolverError: 1 } },
  { faults: { silentAfterWrite: true } },
  { faults: { queueStopped: true } },
  { faults: { queueDelayMs: 700 } },
  { faults: { unavailable: true } },
  { faults: { versionMismatch: true } },
  { faults: {}, dies: 0 },
  { faults: { queueStopped: true }, dies: 2 },
]
const API_ROUNDS = [5, 13 * 3_600_000] as const

describe('the engine over the S3 API', () => {
  it.each(apiTroubles)('%o: each order once', { timeout: 60_000 }, async ({ faults, dies }) => {
    const { world, run, settle, expectEachOnce } = start(await byApi('Append'))
    const items = world.addOrders(5)
    await run(world.machine(), faults, dies)
    await settle(...API_ROUNDS)
    expectEachOnce(items)
  })

  it.each<ApiFaults>([{ queueStopped: true }, { queueStopped: true, loseAnswer: 1 }, { queueStopped: true, gateway504: 1 }])(
    '%o for hours, while the engine asks and would hand over again: each order once',
    { timeout: 60_000 },
    async (faults) => {
      const { world, run, pass, settle, expectEachOnce } = start(await byApi('Append'))
      const items = world.addOrders(3)
      for (let i = 0; i < 6; i++) {
        await run(world.machine(), i === 0 ? faults : { queueStopped: true })
        pass(2 * 3_600_000)
      }
      await settle(...API_ROUNDS)
      expectEachOnce(items)
    },
  )

  it.each([1, 2, 3])(
    'many troubles, two installations on one key, a definition that refuses (%i): each order once',
    { timeout: 120_000 },
    async (seed) => {
      const { world, run, pass, settle, expectEachOnce } = start(await byApi('Error'))
      const random = createRandom(seed)
      const other = world.addMachine()
      const items: string[] = []
      for (let i = 0; i < 5; i++) {
        items.push(...world.addOrders(2))
        const { faults, dies } = random.pick(apiTroubles)
        await run(random.chance(0.5) ? other : world.machine(), faults, dies)
        pass(random.chance(0.5) ? 60_000 : 700_000)
      }
      await settle(6, 13 * 3_600_000)
      expectEachOnce(items)
    },
  )
})
