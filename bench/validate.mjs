import { figure, ratios, timedWorker, worker } from './measure.mjs'

export const what = 'zod over orders of 12 lines, against JSON.parse of the same text'

export async function run({ short, rounds = short ? 1 : 9, say }) {
  const program = await worker('validate-worker.ts')
  try {
    const { count, bytes, told } = timedWorker(program.file, [String(short ? 500 : 10_000), String(rounds)])
    const best = (name) => Math.min(...told[name].map(({ ms }) => ms)).toFixed(1)
    say(`${count} orders, ${(bytes / 1e6).toFixed(1)} MB; the best round: JSON.parse ${best('parse')} ms, zod ${best('zod')} ms`)
    return {
      figures: [figure('zod / JSON.parse', ratios(told.zod, told.parse), { aim: 0.5 })],
      facts: { count, bytes, ms: told },
    }
  } finally {
    program.remove()
  }
}
