import fc from 'fast-check'
import { describe, test } from 'vitest'
import type { InformationSystem } from '../../src/main/engine/ports'
import type { Whim } from '../support/books'
import { createCountdown, failureOf, throughAll } from '../support/countdown'
import {
  closeWorld,
  createEngineWorld,
  type EngineWorld,
  expectAllSettled,
  expectNothingLostOrDoubled,
  settle,
} from '../support/engine-world'

/**
 * Any history of a company, its central side, its information system and its computers. After each event nothing may be
 * lost or doubled; once everything works again and had time, nothing may hang.
 */
type Model = Record<string, never>
type Command = fc.AsyncCommand<Model, EngineWorld>

const MINUTE = 60_000
const pick = <T>(values: readonly T[], at: number): T | undefined => values[at % Math.max(1, values.length)]

/** One event. All events are possible at every time; one that finds nothing to act on does nothing. */
const event = (words: string, act: (world: EngineWorld) => Promise<unknown> | unknown): Command => ({
  check: () => true,
  toString: () => words,
  async run(_, world) {
    await act(world)
    expectNothingLostOrDoubled(world)
  },
})

const at = fc.nat({ max: 30 })
const whims = fc.constantFrom<Whim>(
  'locked',
  'answer-lost',
  'dies-half-way',
  'late',
  'short-answer',
  'refuses',
  'try-again',
  'throws',
)
const fault = fc.record({
  nth: fc.integer({ min: 1, max: 60 }),
  when: fc.constantFrom('before' as const, 'after' as const),
  lasting: fc.constantFrom('once' as const, 'for-ever' as const, 'death' as const),
})

const itemAt = (world: EngineWorld, index: number) => pick(world.items(), index)?.item_id

const events: fc.Arbitrary<Command>[] = [
  fc.integer({ min: 1, max: 4 }).map((count) => event(`${count} new orders`, (world) => world.addOrders(count))),
  fc.constant(
    event('an order that does not add up', (world) =>
      world.addOrders(1, (one) => ({ ...one, totals: { ...one.totals, net: '1.00' } })),
    ),
  ),
  at.map((which) => event(`run of machine ${which}`, (world) => pick(world.machines, which)?.run())),
  fc.tuple(at, whims).map(([which, whim]) =>
    event(`run of machine ${which}, books: ${whim}`, async (world) => {
      world.books.next(whim)
      await pick(world.machines, which)?.run()
    }),
  ),
  fc
    .tuple(at, fault)
    .map(([which, what]) =>
      event(`run of machine ${which}, ${what.lasting} ${what.when} call ${what.nth}`, (world) =>
        pick(world.machines, which)?.run(throughAll(createCountdown(what, failureOf))),
      ),
    ),
  fc
    .tuple(at, fault)
    .map(([which, what]) =>
      event(`run of machine ${which}, wire: ${what.lasting} ${what.when} call ${what.nth}`, (world) =>
        pick(world.machines, which)?.run(throughAll(createCountdown({ ...what, nth: what.nth % 10 }, failureOf), ['central'])),
      ),
    ),
  fc.tuple(at, fault, whims).map(([which, what, whim]) =>
    event(`run of machine ${which}, books: ${whim}, then ${what.lasting} ${what.when} call ${what.nth}`, (world) => {
      world.books.next(whim)
      return pick(world.machines, which)?.run(throughAll(createCountdown(what, failureOf)))
    }),
  ),
  fc
    .constantFrom(1, 4, 9, 11, 61, 25 * 60)
    .map((minutes) => event(`${minutes} minutes pass`, (world) => world.clock.pass(minutes * MINUTE))),
  fc.constantFrom(-365 * 1440, -1440, -60, -6, 6, 60, 1440, 365 * 1440).map((minutes) =>
    event(`the computer's clock is set by ${minutes} minutes`, (world) => {
      world.clock.now += minutes * MINUTE
    }),
  ),
  at.map((index) => event(`put back into processing: ${index}`, (world) => void administer(world, index, 'requeue'))),
  at.map((index) => event(`marked as processed: ${index}`, (world) => void administer(world, index, 'markProcessed'))),
  at.map((index) => event(`cancelled: ${index}`, (world) => void administer(world, index, 'cancel'))),
  fc.tuple(at, at).map(([which, index]) =>
    event(`a person retries ${index} on machine ${which}`, (world) => {
      const itemId = itemAt(world, index)
      if (itemId) pick(world.machines, which)?.retry(itemId)
    }),
  ),
  at.map((index) =>
    event(`the books refuse ${index} from now on`, (world) => {
      const itemId = itemAt(world, index)
      if (itemId) world.books.refused.add(itemId)
    }),
  ),
  fc.constant(event('the cause of refusals is mended', (world) => world.books.refused.clear())),
  fc.boolean().map((blind) =>
    event(`look-ups ${blind ? 'fail' : 'work'}`, (world) => {
      world.books.blind = blind
    }),
  ),
  fc
    .constantFrom('test' as const, 'production' as const)
    .map((mode) => event(`the account is switched to ${mode}`, (world) => world.setMode(mode))),
  fc.constantFrom('test' as const, 'production' as const).map((mode) =>
    event(`the clients are switched to ${mode}`, (world) => {
      for (const machine of world.machines) machine.settings.mode = mode
    }),
  ),
  fc.constant(
    event('a second computer is set up', (world) => {
      if (world.machines.length < 2) world.addMachine()
    }),
  ),
]

function administer(world: EngineWorld, index: number, what: 'requeue' | 'markProcessed' | 'cancel'): void {
  const itemId = itemAt(world, index)
  if (itemId) world.administration[what](itemId, 'model')
}

/** Everything works again. Held documents stay held: their causes are their own. */
function heal(world: EngineWorld): void {
  world.books.calm()
  world.books.blind = false
  world.setMode('test')
  for (const machine of world.machines) machine.settings.mode = 'test'
}

async function history(guard: InformationSystem['guard'], commands: Iterable<Command>): Promise<void> {
  const world = createEngineWorld({ guard, batchSize: 3 })
  try {
    await fc.asyncModelRun(() => ({ model: {}, real: world }), commands)
    heal(world)
    await settle(world)
    expectAllSettled(world)
  } finally {
    await closeWorld(world)
  }
}

const RUNS = Number(process.env['MODEL_RUNS'] ?? 150)

describe.each(['enforced', 'searchable', 'none'] as const)('guard %s', (guard) => {
  test('whatever happens, nothing is lost, doubled or left hanging', async () => {
    await fc.assert(
      fc.asyncProperty(fc.commands(events, { maxCommands: 25, size: '+1' }), (commands) => history(guard, commands)),
      { numRuns: RUNS, ...(process.env['MODEL_SEED'] ? { seed: Number(process.env['MODEL_SEED']) } : {}) },
    )
  }, 600_000)
})
