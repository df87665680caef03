import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { figure, ratios, temporaryFolder, timedWorker, worker } from './measure.mjs'
import { writeStockExport } from './stock-export.mjs'

export const what =
  'stock levels of an export of POHODA to the shops, first and unchanged, against reading and hashing the same export'

/** The practice central side in a process of its own, so that its work isn't counted as the client's. */
async function startCentral(folder) {
  const program = await worker('upload-central.ts')
  const child = spawn(process.execPath, [program.file, folder], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })
  const [line] = await Promise.race([
    once(lines, 'line'),
    once(child, 'exit').then(() => Promise.reject(new Error('no sandbox'))),
  ])
  const close = async () => {
    child.stdin.end()
    await once(child, 'exit')
    program.remove()
  }
  return { ...JSON.parse(line), close }
}

export async function run({ short, rounds = short ? 1 : 5, say }) {
  const cards = short ? 2_000 : 100_000
  const program = await worker('upload-worker.ts')
  const place = temporaryFolder()
  const told = { alone: [], first: [], unchanged: [] }
  try {
    const file = join(place.folder, 'stock.xml')
    writeStockExport(file, cards)
    for (let round = 1; round <= rounds; round++) {
      // A first upload is one only where nothing was ever sent.
      const central = await startCentral(join(place.folder, `central-${round}`))
      const dataDir = join(place.folder, `client-${round}`)
      try {
        for (const pass of Object.keys(told)) {
          const figures = timedWorker(program.file, [pass, file, dataDir, central.url, central.key])
          const changed = { alone: undefined, first: cards, unchanged: 0 }[pass]
          if (figures.rows !== cards || figures.changed !== changed)
            throw new Error(`${pass}: ${figures.rows} rows, ${figures.changed} changed, of ${cards} cards`)
          told[pass].push(figures)
        }
      } finally {
        await central.close()
      }
      const line = Object.entries(told).map(([pass, all]) => `${pass} ${all.at(-1).cpuMs.toFixed(0)}`)
      say(`round ${round}, processor ms: ${line.join(', ')}`)
    }
    const peak = (pass) => told[pass].map(({ peakBytes }) => peakBytes / 1e6)
    return {
      figures: [
        figure('first upload / reading and hashing (processor)', ratios(told.first, told.alone, 'cpuMs'), { aim: 1.5 }),
        figure('unchanged / reading and hashing (processor)', ratios(told.unchanged, told.alone, 'cpuMs'), { aim: 1.5 }),
        figure('first upload / reading and hashing (clock)', ratios(told.first, told.alone), {}),
        figure('unchanged / reading and hashing (clock)', ratios(told.unchanged, told.alone), {}),
        figure('peak memory of a first upload', peak('first'), { aim: 150, unit: ' MB' }),
        figure('peak memory of a pass without changes', peak('unchanged'), { aim: 150, unit: ' MB' }),
      ],
      facts: { cards, rounds: told },
    }
  } finally {
    program.remove()
    place.remove()
  }
}
