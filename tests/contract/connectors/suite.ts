import { afterEach, describe, expect, it } from 'vitest'
import type { CheckResult } from '../../../src/main/connectors/connector'
import type { Outcome } from '../../../src/main/engine/ports'
import { Failure } from '../../../src/shared/failure'
import { orderDocument, outcomes, prepared } from '../../support/connector-tools'
import { order } from '../../support/orders'
import { sample } from './agenda-promises'
import { mappingTests } from './suite-mapping'
import type { World, WrongKind } from './world'

export type { Computed, PreviewFile, Shown, World } from './world'

const DAY_MS = 24 * 3_600_000

const signal = new AbortController().signal
const failureOf = async (run: Promise<unknown>): Promise<Failure> => {
  const error = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Failure)) throw new Error(`no Failure: ${String(error)}`)
  return error
}
const orFailure = async <T>(run: Promise<T>): Promise<T | Failure> => {
  try {
    return await run
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
}

/**
 * The one suite that every connector passes against its simulator (`World`).
 */
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
    const idsOf = (some: readonly { itemId: string }[]): string[] => some.map(({ itemId }) => itemId)
    const lines = (is: World, itemId: string): number | undefined => is.shown(itemId)?.lines.length

    it('says honestly what it can tell', async () => {
      const { open, answers } = start()
      const connector = await open()
      if (connector.guard === 'searchable') expect(connector.canFind).not.toBe(false)
      if (answers === 'never') expect(connector.guard).toBe('none')
      if (answers === 'later') expect(connector.canFind).not.toBe(false)
      expect(connector.target).not.toBe('')
      await connector.close()
    })

    it('records each order once and gives its reference, which find gives again', async () => {
      const is = start()
      const { open, records, answers } = is
      const connector = await open()
      const batch = prepared(connector, documents(5))
      const given = await outcomes(connector.deliver(batch, signal))
      const expected = answers === undefined ? 'imported' : 'unknown'
      expect(given.map(({ kind }) => kind)).toEqual(Array(5).fill(expected))
      expect(new Set(idsOf(given))).toEqual(new Set(idsOf(batch)))
      // Who takes files does so in its own time, also when laying them there is all that is known.
      await is.idle()
      expect(idsOf(records())).toEqual(idsOf(batch))
      if (answers === undefined) {
        for (const { itemId, ...reference } of records()) {
          const outcome = given.find((one) => one.itemId === itemId)
          expect(outcome).toMatchObject({ reference })
          if (!is.repeats) expect(outcome).toMatchObject({ existed: false })
        }
      }
      if (connector.canFind !== false && answers !== 'never') {
        const found = await connector.find([...idsOf(batch), 'it-absent'], signal)
        expect([...found.keys()]).toEqual(idsOf(batch))
        for (const { itemId, ...reference } of records()) expect(found.get(itemId)).toEqual(reference)
      } else {
        // What can't be looked up is never called found.
        expect([...(await connector.find(['it-absent'], signal)).keys()]).toEqual([])
      }
      await connector.close()
    })

    it('an order that the information system refuses does not stop its batch', async () => {
      const is = start()
      const { open, records, refuse, answers } = is
      const connector = await open()
      refuse('OBJ-it-1')
      const given = await outcomes(connector.deliver(prepared(connector, documents(3)), signal))
      if (answers || is.refusesInSilence) await is.idle()
      expect(idsOf(records())).toEqual(['it-0', 'it-2'])
      if (answers || is.refusesInSilence) {
        expect(given.map(({ kind }) => kind)).toEqual(Array(3).fill(answers ? 'unknown' : 'imported'))
        return
      }
      expect(given.map(({ itemId, kind }) => [itemId, kind])).toEqual([
        ['it-0', 'imported'],
        ['it-1', 'rejected'],
        ['it-2', 'imported'],
      ])
      const refused = given[1]
      if (refused?.kind !== 'rejected') throw new Error('not rejected')
      expect(refused.problem.code).toBe('is-rejected')
      expect(refused.problem.words).not.toBe('')
    })

    it('a lost answer is unknown, then found, and leaves one record for each order', async () => {
      const is = start()
      const { open, records, loseNextAnswer, heal, advance } = is
      const connector = await open({ answerTimeoutSeconds: 1 })
      const batch = prepared(connector, documents(3))
      const ids = idsOf(batch)
      loseNextAnswer()
      const lost = await orFailure(outcomes(connector.deliver(batch, signal)))
      heal()
      const unknown = lost instanceof Failure || lost.some(({ kind }) => kind === 'unknown')
      if (lost instanceof Failure) expect(lost.effect).toBe('unknown')
      let missing = batch
      if (!unknown) {
        // Only one that does the same again by itself may have answered the second time.
        expect(is.repeats).toBe(true)
        expect((lost as Outcome[]).map((outcome) => outcome.kind === 'imported' && outcome.existed)).toEqual([true, true, true])
        missing = []
      } else if (is.answers === 'never' || connector.canFind === false) {
        expect(connector.guard).not.toBe('searchable')
        await is.idle()
      } else {
        if (connector.guard === 'searchable') {
          // Taken and not answered: while it may still be at work on it, nobody may hear "not there".
          const early = await orFailure(connector.find([...ids, 'it-absent'], signal))
          if (early instanceof Failure) expect(early).toMatchObject({ effect: 'nothing', retry: true })
          else if (early.size < records().length) {
            // Said of something that is there or under way: then handing it over again must be harmless, at once.
            const again = batch.filter(({ itemId }) => !early.has(itemId))
            await orFailure(outcomes(connector.deliver(again, signal)))
          }
        }
        await is.idle()
        advance(25 * 3_600_000)
        const found = await connector.find(ids, signal)
        expect([...found.keys()]).toEqual(idsOf(records()))
        missing = batch.filter(({ itemId }) => !found.has(itemId))
      }
      // What is handed over one by one may have stopped at the one without an answer; that one is there.
      const there = idsOf(records())
      expect(there).toEqual(ids.slice(0, Math.max(1, there.length)))
      if (connector.guard === 'none') return
      if (connector.guard === 'enforced') missing = batch
      // As the engine goes on. The guard holds even when the same is handed over again, in another batch.
      const again = missing.length > 0 ? await outcomes(connector.deliver(missing.toReversed(), signal)) : []
      if (is.answers === undefined)
        for (const outcome of again) expect(outcome).toMatchObject({ kind: 'imported', existed: there.includes(outcome.itemId) })
      await is.idle()
      expect(idsOf(records()).toSorted()).toEqual(ids)
    })

    it('giving up before anything was handed over writes nothing', async () => {
      const { open, records, idle } = start()
      const connector = await open()
      const ended = await orFailure(outcomes(connector.deliver(prepared(connector, documents(2)), AbortSignal.abort())))
      if (ended instanceof Failure) expect(ended.effect).toBe('nothing')
      else expect(ended.filter(({ kind }) => kind === 'imported' || kind === 'rejected')).toEqual([])
      await idle()
      expect(records()).toEqual([])
    })

    it.each([20, 250])('giving up after %d ms leaves no half of an order, and all of them once in the end', async (ms) => {
      const is = start()
      const connector = await is.open()
      const batch = prepared(connector, documents(3))
      const cancel = new AbortController()
      is.dawdle(500)
      const timer = setTimeout(() => cancel.abort(), ms)
      const ended = await orFailure(outcomes(connector.deliver(batch, cancel.signal)))
      clearTimeout(timer)
      is.heal()
      await is.idle()
      if (ended instanceof Failure && ended.effect === 'nothing') expect(is.records()).toEqual([])
      const there = idsOf(is.records())
      expect(there).toEqual([...new Set(there)])
      for (const itemId of there) expect(lines(is, itemId)).toBe(2)
      if (!(ended instanceof Failure)) {
        for (const { itemId, kind } of ended) if (kind === 'imported') expect(there).toContain(itemId)
      }
      // From here on as the engine does.
      if (connector.guard === 'none') return
      is.advance(DAY_MS + 3_600_000)
      const found = connector.canFind === false ? new Map() : await connector.find(idsOf(batch), signal)
      if (connector.canFind !== false) expect(new Set(found.keys())).toEqual(new Set(there))
      const rest = batch.filter(({ itemId }) => !found.has(itemId))
      if (rest.length > 0) await outcomes(connector.deliver(rest, signal))
      await is.idle()
      expect(idsOf(is.records()).toSorted()).toEqual(idsOf(batch))
    })

    it('the same document always gives the same bytes', async () => {
      const { open } = start()
      const connector = await open()
      const [first, second] = [prepared(connector, documents(1)), prepared(connector, documents(1))]
      expect(first[0]?.sha256).toBe(second[0]?.sha256)
      expect(first[0]?.sha256).toMatch(/^[0-9a-f]{64}$/)
    })

    mappingTests(start)

    it('an agenda it does not take is held, not guessed', async () => {
      const { open } = start()
      const connector = await open()
      expect(connector.agendas).toContain('orders')
      for (const agenda of ['delivery-notes', 'invoices', 'stock-cards', 'addresses'] as const) {
        const preparation = connector.prepare(sample(agenda, 0))
        const taken = connector.agendas.includes(agenda)
        expect(!preparation.ok && preparation.problem.code === 'agenda-unsupported', agenda).toBe(!taken)
      }
    })

    it('the connection test shows evidence and writes no document', async () => {
      const { open, records, idle } = start()
      const connector = await open()
      const seen: CheckResult[] = []
      for await (const result of connector.check(signal)) seen.push(result)
      // That nothing can be looked up is itself worth a warning; anything else here is wrong.
      const doubtful = seen.filter(({ status }) => status !== 'ok').map(({ status }) => status)
      expect(doubtful).toEqual(connector.guard === 'none' ? ['warning'] : [])
      expect(seen.every(({ evidence }) => evidence !== '')).toBe(true)
      expect(seen.length).toBeGreaterThanOrEqual(4)
      await idle()
      expect(records()).toEqual([])
    })

    it('each trouble has a code of its own, or there is a reason why it can not be', () => {
      const { wrong } = start()
      const kinds: readonly WrongKind[] = ['wrong login', 'wrong company', 'closed period', 'locked', 'slow', 'unreachable']
      const codes = kinds.map((kind) => wrong[kind]).flatMap((one) => (typeof one === 'string' ? [] : [one.code]))
      expect(new Set(codes).size).toBe(codes.length)
      for (const kind of kinds) expect(wrong[kind]).not.toBe('')
    })
  })

  const disturbed = Object.entries(worlds).flatMap(([name, createWorld]) => {
    const probe = createWorld()
    const cases = Object.entries(probe.wrong).filter(([, what]) => typeof what !== 'string')
    void probe.close()
    return cases.map(([what]) => ({ name, what, createWorld }))
  })
  describe.each(disturbed)('$name: $what', ({ what, createWorld }) => {
    it('is a failure of its own, with its own word on what may have happened', async () => {
      const world = createWorld()
      try {
        const wrong = world.wrong[what]
        if (wrong === undefined || typeof wrong === 'string') throw new Error(what)
        const connector = await world.open(wrong.settings)
        const batch = prepared(connector, [orderDocument('it-w', order('OBJ-W'))])
        await wrong.before?.()
        if ('outcome' in wrong) {
          const given = await outcomes(connector.deliver(batch, signal))
          expect(given.map((one) => [one.kind, one.kind === 'imported' ? '' : one.problem.code])).toEqual([
            [wrong.outcome, wrong.code],
          ])
          if (wrong.outcome !== 'unknown') expect(world.records()).toEqual([])
          return
        }
        const failure = await failureOf(outcomes(connector.deliver(batch, signal)))
        expect([failure.problem.code, failure.effect]).toEqual([wrong.code, wrong.effect])
        if (failure.effect === 'nothing') expect(world.records()).toEqual([])
      } finally {
        await world.close()
      }
    })
  })
}
