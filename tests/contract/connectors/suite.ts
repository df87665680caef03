import { afterEach, describe, expect, it } from 'vitest'
import type { CheckResult, OpenConnector } from '../../../src/main/connectors/connector'
import type { Outcome } from '../../../src/main/engine/ports'
import { Failure } from '../../../src/shared/failure'
import { orderDocument, outcomes, prepared } from '../../support/connector-tools'
import { order } from '../../support/orders'

/**
 * The one suite that every connector passes against its simulator. A world: a connector, its simulated information system, and the
 * ways to disturb it.
 */
export interface World {
  open(changes?: Record<string, unknown>): Promise<OpenConnector>
  /** Numbers by which the information system knows our records, by item id; a second record of one item would show. */
  records(): readonly { itemId: string; id: string; number: string }[]
  /** The next hand-over is written, but its answer is lost. */
  loseNextAnswer(): void
  /** The information system refuses the order with this number. */
  refuse(number: string): void
  heal(): void
  /** Lets the connector's wall clock jump ahead. */
  advance(ms: number): void
  /** Changes of settings that make it fail as a whole, with the code that must come of it. */
  wrong: Readonly<
    Record<string, { settings?: Record<string, unknown>; before?: () => void; code: string; effect: 'nothing' | 'unknown' }>
  >
  /** Stops what runs beside the connector. */
  close(): Promise<void>
}

const signal = new AbortController().signal
const failureOf = async (run: Promise<unknown>): Promise<Failure> => {
  const error = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Failure)) throw new Error(`no Failure: ${String(error)}`)
  return error
}

export function connectorSuite(worlds: Readonly<Record<string, () => World>>): void {
  describe.each(Object.entries(worlds))('%s', (_name, createWorld) => {
    let world: World | undefined
    const start = (): World => {
      world = createWorld()
      return world
    }
    afterEach(async () => {
      await world?.close()
      world = undefined
    })
    const documents = (count: number, prefix = 'it') =>
      Array.from({ length: count }, (_, i) => orderDocument(`${prefix}-${i}`, order(`OBJ-${prefix}-${i}`)))

    it('records each order once and gives its reference, which find gives again', async () => {
      const { open, records } = start()
      const connector = await open()
      const batch = prepared(connector, documents(5))
      const given = await outcomes(connector.deliver(batch, signal))
      expect(given.map(({ kind }) => kind)).toEqual(Array(5).fill('imported'))
      expect(records().map(({ itemId }) => itemId)).toEqual(batch.map(({ itemId }) => itemId))
      const found = await connector.find([...batch.map(({ itemId }) => itemId), 'it-absent'], signal)
      expect([...found.keys()]).toEqual(batch.map(({ itemId }) => itemId))
      for (const { itemId, id, number } of records()) {
        expect(found.get(itemId)).toEqual({ id, number })
        expect(given.find((outcome) => outcome.itemId === itemId)).toMatchObject({ reference: { id, number }, existed: false })
      }
      await connector.close()
    })

    it('an order that the information system refuses does not stop its batch', async () => {
      const { open, records, refuse } = start()
      const connector = await open()
      refuse('OBJ-it-1')
      const given = await outcomes(connector.deliver(prepared(connector, documents(3)), signal))
      expect(given.map(({ itemId, kind }) => [itemId, kind])).toEqual([
        ['it-0', 'imported'],
        ['it-1', 'rejected'],
        ['it-2', 'imported'],
      ])
      expect(records()).toHaveLength(2)
      const refused = given[1]
      if (refused?.kind !== 'rejected') throw new Error('not rejected')
      expect(refused.problem.code).toBe('is-rejected')
      expect(refused.problem.words).not.toBe('')
    })

    it('a lost answer is unknown, then found, and leaves one record for each order', async () => {
      const { open, records, loseNextAnswer, heal, advance } = start()
      const connector = await open({ answerTimeoutSeconds: 1 })
      const batch = prepared(connector, documents(3))
      loseNextAnswer()
      const lost = await outcomes(connector.deliver(batch, signal)).catch((thrown: unknown) => thrown)
      heal()
      const ids = batch.map(({ itemId }) => itemId)
      if (lost instanceof Failure) {
        expect(lost.effect).toBe('unknown')
        if (connector.guard === 'searchable') {
          // Taken and not answered: it may still be at work on it, so absence can't be told.
          expect(await failureOf(connector.find([...ids, 'it-absent'], signal))).toMatchObject({ effect: 'nothing', retry: true })
          advance(25 * 3_600_000)
        }
        const found = await connector.find(ids, signal)
        expect([...found.keys()]).toEqual(ids)
      } else {
        // A task that leaves the files there has done the same again and answered the second time.
        expect((lost as Outcome[]).map((outcome) => outcome.kind === 'imported' && outcome.existed)).toEqual([true, true, true])
      }
      if (connector.guard === 'enforced') {
        // The guard holds even when the same is handed over again, in another batch.
        const again = await outcomes(connector.deliver(batch.slice(1), signal))
        expect(again.map((outcome) => outcome.kind === 'imported' && outcome.existed)).toEqual([true, true])
      }
      expect(records()).toHaveLength(3)
    })

    it('the same document always gives the same bytes', async () => {
      const { open } = start()
      const connector = await open()
      const [first, second] = [prepared(connector, documents(1)), prepared(connector, documents(1))]
      expect(first[0]?.sha256).toBe(second[0]?.sha256)
      expect(first[0]?.sha256).toMatch(/^[0-9a-f]{64}$/)
    })

    it('an agenda it does not know is held, not guessed', async () => {
      const { open } = start()
      const connector = await open()
      const preparation = connector.prepare({
        itemId: 'a-1',
        agenda: 'addresses',
        test: false,
        payload: { addressId: 'a', party: order('1').buyer, active: true },
      })
      expect(preparation).toMatchObject({ ok: false, problem: { code: 'agenda-unsupported' } })
    })

    it('the connection test shows evidence and writes no document', async () => {
      const { open, records } = start()
      const connector = await open()
      const seen: CheckResult[] = []
      for await (const result of connector.check(signal)) seen.push(result)
      expect(seen.filter(({ status }) => status !== 'ok')).toEqual([])
      expect(seen.every(({ evidence }) => evidence !== '')).toBe(true)
      expect(seen.length).toBeGreaterThanOrEqual(4)
      expect(records()).toEqual([])
    })
  })

  describe.each(
    Object.entries(worlds).flatMap(([name, createWorld]) => {
      const probe = createWorld()
      const cases = Object.keys(probe.wrong)
      void probe.close()
      return cases.map((what) => ({ name, what, createWorld }))
    }),
  )('$name: $what', ({ what, createWorld }) => {
    it('is a failure of its own, with its own word on what may have happened', async () => {
      const world = createWorld()
      try {
        const wrong = world.wrong[what]
        if (!wrong) throw new Error(what)
        const connector = await world.open(wrong.settings)
        const batch = prepared(connector, [orderDocument('it-w', order('OBJ-W'))])
        wrong.before?.()
        const failure = await failureOf(outcomes(connector.deliver(batch, signal)))
        expect([failure.problem.code, failure.effect]).toEqual([wrong.code, wrong.effect])
        if (failure.effect === 'nothing') expect(world.records()).toEqual([])
      } finally {
        await world.close()
      }
    })
  })
}
