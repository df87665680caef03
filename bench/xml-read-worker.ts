import { createReadStream } from 'node:fs'
import { listedCards } from '../src/main/connectors/pohoda/stock-answer'
import { stockReading } from '../src/main/connectors/pohoda/stock-readings'
import { readWithSaxes } from '../tests/support/saxes-reader'

/**
 * Reads one export in a process of its own: `node worker.mjs stream|saxes FILE`. Prints rows, time without the start of Node (ms), CPU (ms)
 * and the most memory it ever had (bytes).
 */
const [, , way, file = ''] = process.argv
const started = performance.now()
let rows = 0
const pieces = createReadStream(file, { highWaterMark: 256 * 1024 })
if (way === 'saxes') {
  // Tokens only, without making rows of them.
  const limits = { maxBytes: Number.MAX_SAFE_INTEGER, maxDepth: 64, maxTextLength: 1024 * 1024 }
  const handler = {
    open: (_uri: string, local: string) => {
      if (local === 'stockHeader') rows++
    },
    close() {},
  }
  await readWithSaxes(pieces, handler, limits)
} else {
  for await (const cards of listedCards(pieces, { ico: '12345678', path: file }))
    for (const card of cards) {
      const reading = stockReading(card)
      if (reading && 'physical' in reading) rows++
    }
}
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
console.log(
  JSON.stringify({
    rows,
    ms: performance.now() - started,
    cpuMs: (userCPUTime + systemCPUTime) / 1000,
    peakBytes: maxRSS * 1024,
  }),
)
