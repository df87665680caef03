/**
 * What a usual run costs: a few orders that wait, from the moment the timer strikes until all is reported. Ours against the reference
 * pipeline of the bench `sync`; both processes live on between the runs, as the client in the tray does.
 */
import { figure, inTurn, median, ratios } from './measure.mjs'
import { workThrough, world } from './sync-world.mjs'

export const what = 'one to fifty waiting orders from the tick of the timer to the report, against the same work by bare parts'

const COUNTS = [1, 10, 50]
const WARM_UP = 300

export async function run({ short = false, rounds = short ? 3 : 30, say }) {
  const here = await world()
  try {
    const server = await here.server()
    const ways = { ours: await here.one('ours', server), reference: await here.one('reference', server) }
    for (const one of Object.values(ways)) {
      await workThrough(server, one, WARM_UP, { randomSeed: 2 })
      // A run of its own kind as well: what only the first ones cost is not what a usual one costs.
      for (let again = 0; again < 5; again++) await workThrough(server, one, 1)
    }
    const figures = []
    const facts = {}
    for (const count of COUNTS) {
      const told = await inTurn(
        {
          ours: (round) => workThrough(server, ways.ours, count, { randomSeed: round + 10 }),
          reference: (round) => workThrough(server, ways.reference, count, { randomSeed: round + 10 }),
        },
        { rounds, say: () => {} },
      )
      const of = (way) => told[way].map(({ ms }) => ms)
      say(`${count} waiting: ours ${median(of('ours')).toFixed(1)} ms, reference ${median(of('reference')).toFixed(1)} ms`)
      const orders = count === 1 ? '1 order' : `${count} orders`
      const over = told.ours.map(({ ms }, round) => ms - told.reference[round].ms)
      figures.push(
        figure(`${orders}: times the reference`, ratios(told.ours, told.reference), { aim: 3 }),
        figure(`${orders}: over the reference`, over, { aim: 50, unit: ' ms' }),
        figure(`${orders}: ours`, of('ours'), { unit: ' ms' }),
      )
      facts[count] = told
    }
    for (const one of Object.values(ways)) await one.end()
    await server.end()
    return { figures, facts }
  } finally {
    here.close()
  }
}
