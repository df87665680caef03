import { statSync } from 'node:fs'
import { join } from 'node:path'
import { figure, ratios, temporaryFolder, timedProcess, timedWorker, worker } from './measure.mjs'
import { writeStockExport } from './stock-export.mjs'

export const what = 'a stock export of POHODA to rows, streaming, against xmllint --stream (native libxml2, which makes no rows)'

export async function run({ short, rounds = short ? 1 : 5, say }) {
  const program = await worker('xml-read-worker.ts')
  const place = temporaryFolder()
  try {
    const read = (way, file, cards) => {
      const figures = timedWorker(program.file, [way, file])
      if (figures.rows !== cards) throw new Error(`${way}: ${figures.rows} rows of ${cards} cards`)
      return figures
    }
    const cards = short ? 2_000 : 100_000
    const file = join(place.folder, 'stock.xml')
    writeStockExport(file, cards)
    const told = { xmllint: [], ours: [], saxes: [] }
    for (let round = 1; round <= rounds; round++) {
      const native = timedProcess('xmllint', ['--stream', '--noout', file])
      told.xmllint.push({ processMs: native.ms, processCpuMs: native.cpuMs })
      told.ours.push(read('stream', file, cards))
      told.saxes.push(read('saxes', file, cards))
      const line = Object.entries(told).map(([name, all]) => `${name} ${all.at(-1).processCpuMs.toFixed(0)}`)
      say(`round ${round}, processor ms: ${line.join(', ')}`)
    }
    const megabytes = (figures) => figures.map(({ peakBytes }) => peakBytes / 1e6)
    const many = 1_000_000
    const large = []
    if (!short) {
      writeStockExport(file, many)
      large.push(read('stream', file, many))
      say(`${many} cards: ${(large[0].processMs / 1000).toFixed(1)} s, ${megabytes(large)[0].toFixed(0)} MB`)
    }
    return {
      figures: [
        figure('ours / xmllint (processor)', ratios(told.ours, told.xmllint, 'processCpuMs'), { aim: 1.5 }),
        figure('ours / xmllint (clock)', ratios(told.ours, told.xmllint, 'processMs'), {}),
        figure('saxes, tokens only / xmllint (processor)', ratios(told.saxes, told.xmllint, 'processCpuMs'), {}),
        figure('peak memory', megabytes(told.ours), { aim: 130, unit: ' MB' }),
        ...(large.length > 0 ? [figure(`peak memory, ${many} cards`, megabytes(large), { aim: 130, unit: ' MB' })] : []),
      ],
      facts: { cards, bytes: statSync(file).size, rounds: told, large },
    }
  } finally {
    program.remove()
    place.remove()
  }
}
