import { figure, timedWorker, worker } from './measure.mjs'

export const what = 'orders of 12 lines to POHODA XML in Windows-1250, against template strings that make the same bytes'

export async function run({ short, rounds = short ? 1 : 9, say }) {
  const program = await worker('xml-write-worker.ts')
  try {
    const { count, bytes, told } = timedWorker(program.file, [String(short ? 500 : 10_000), String(rounds)])
    const to = (of, against) => told[of].map((ms, round) => ms / told[against][round])
    const each = Object.entries(told).map(([name, values]) => `${name} ${Math.min(...values).toFixed(1)} ms`)
    say(`${count} orders, ${(bytes / 1e6).toFixed(1)} MB; the best round: ${each.join(', ')}`)
    return {
      figures: [
        figure('writer / templates', to('writer', 'templates'), { aim: 1.4 }),
        figure('mapping with all its checks and writer / templates', to('mapping', 'templates'), {}),
        figure('xmlbuilder2 / templates', to('xmlbuilder2', 'templates'), {}),
        figure('encoding Windows-1250 / native UTF-8', to('windows1250', 'utf8'), { aim: 1 }),
      ],
      facts: { count, bytes, ms: told },
    }
  } finally {
    program.remove()
  }
}
