/**
 * Orders of twelve lines waiting at a local sandbox, taken to the end: claimed, kept, checked, mapped, handed over in packs of a hundred, answered,
 * reported, each step durable before the next. The whole client against a reference pipeline of bare parts that does the same calls and
 * the same durable steps, and a bare loop that only fetches and writes files. Both sides answer from another process, at once.
 */
import { figure, inTurn, ratios } from './measure.mjs'
import { workThrough, world } from './sync-world.mjs'

export const what = 'orders from the queue to the books and reported, all durable, against the same work by bare parts'

/** Each way in a new process with files of its own; these come first, so that the measured ones meet warm code. */
const WARM_UP = 300
const SHORT_WARM_UP = 100

export async function run({ short = false, rounds = short ? 1 : 5, say }) {
  const count = short ? 300 : 10_000
  const here = await world()
  try {
    const through = (way, reports) => async () => {
      const server = await here.server()
      const one = await here.one(way, server)
      try {
        await workThrough(server, one, short ? SHORT_WARM_UP : WARM_UP, { reports, randomSeed: 2 })
        return await workThrough(server, one, count, { reports })
      } finally {
        await one.end()
        await server.end()
      }
    }
    const told = await inTurn(
      { ours: through('ours', true), reference: through('reference', true), bare: through('bare', false) },
      { rounds, warmUp: false, say },
    )
    const [ours] = told.ours
    const [reference] = told.reference
    // The same orders: what goes to the information system is nearly the same to the byte.
    if (Math.abs(ours.packBytes / reference.packBytes - 1) > 0.01)
      throw new Error(`ours handed over ${ours.packBytes} bytes, the reference ${reference.packBytes}`)
    const perSecond = (way) => told[way].map(({ orders, ms }) => (1000 * orders) / ms)
    return {
      figures: [
        figure("speed: part of the reference's", ratios(told.reference, told.ours), { aim: 0.75, better: 'more' }),
        figure("processor: part of the reference's speed", ratios(told.reference, told.ours, 'cpuMs'), { better: 'more' }),
        figure('ours, orders a second', perSecond('ours'), { better: 'more' }),
        figure('the reference, orders a second', perSecond('reference'), { better: 'more' }),
        figure('a bare loop without a ledger, orders a second', perSecond('bare'), { better: 'more' }),
      ],
      facts: { orders: count, lines: 12, rounds: told },
    }
  } finally {
    here.close()
  }
}
