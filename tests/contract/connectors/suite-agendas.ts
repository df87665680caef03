import { afterEach, describe, it } from 'vitest'
import {
  AGENDA_DOCUMENTS,
  agendaPromises,
  masterPromises,
  type OtherAgenda,
  otherAgendasAreHeld,
  tradePromises,
} from './agenda-promises'
import type { AgendaWorld } from './agenda-world'

export type { AgendaRecord, AgendaWorld, MasterAgenda } from './agenda-world'

const TIMEOUT_MS = 60_000 + AGENDA_DOCUMENTS * 60

/** Which promises stand for an agenda. */
const promisesOf = (agenda: OtherAgenda) =>
  Object.entries({
    ...agendaPromises,
    ...(agenda === 'delivery-notes' || agenda === 'invoices' ? tradePromises : masterPromises),
  })

/**
 * The one suite for the agendas besides orders (`suite.ts`), over each connector against its simulator. Each test has a world of its own.
 * That the promises can be broken, and are then seen to be, stands in `suite-agendas.test.ts`.
 */
export function agendaSuite(worlds: Readonly<Record<string, () => AgendaWorld>>): void {
  let world: AgendaWorld | undefined
  afterEach(async () => {
    await world?.close()
    world = undefined
  })

  describe.each(Object.entries(worlds))('%s', (_name, createWorld) => {
    it('holds documents of every agenda that it does not take', async () => {
      world = createWorld()
      await otherAgendasAreHeld(world)
    })

    const probe = createWorld()
    const agendas = probe.agendas.filter((agenda) => agenda !== 'orders')
    void probe.close()
    for (const agenda of agendas) {
      describe(agenda, () => {
        it.each(promisesOf(agenda))('%s', { timeout: TIMEOUT_MS }, async (_promise, keep) => {
          world = createWorld()
          await keep(world, agenda)
        })
      })
    }
  })
}
