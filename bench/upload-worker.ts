import { hash } from 'node:crypto'
import { createReadStream, mkdirSync, readFileSync } from 'node:fs'
import { listedCards } from '../src/main/connectors/pohoda/stock-answer'
import { stockReading } from '../src/main/connectors/pohoda/stock-readings'
import type { StockReading, Unreadable } from '../src/main/engine/outward/ports'
import { stockPart, stockRow } from '../src/main/engine/outward/rules'
import { stockRuleSchema } from '../src/shared/outward-rules'
import { openOutwardHost } from '../tests/support/outward-host'

/**
 * One pass in a process of its own: `node worker.mjs alone|first|unchanged FILE DATADIR URL KEY`. `alone` reads the export, makes rows of it and
 * hashes them; the others are the real host with its memory and HTTP, which read the same file in the same way. Prints rows, how many of them
 * changed, time and processor time without the start of Node (ms), and the most memory the process ever had (bytes).
 */
const [, , pass = '', file = '', dataDir = '', baseUrl = '', apiKey = ''] = process.argv

async function* readings(): AsyncGenerator<(StockReading | Unreadable)[]> {
  const pieces = createReadStream(file, { highWaterMark: 256 * 1024 })
  for await (const cards of listedCards(pieces, { ico: '12345678', path: file }))
    yield cards.flatMap((card) => stockReading(card) ?? [])
}

async function alone(): Promise<{ rows: number }> {
  const rule = stockRuleSchema.parse({})
  let rows = 0
  for await (const portion of readings())
    for (const reading of portion) {
      if ('problem' in reading) throw new Error('this export has cards that cannot be read')
      const part = stockPart(reading, rule)
      const turned = part !== 'left-out' && 'row' in part ? stockRow(part.row, rule) : part
      if (turned !== 'left-out' && 'row' in turned && hash('sha256', JSON.stringify(turned.row), 'base64').length > 0) rows++
    }
  return { rows }
}

async function upload(): Promise<{ rows: number; changed: number }> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const host = openOutwardHost({ dataDir, baseUrl, apiKey }, () => readings())
  await host.upload([], {})
  const { 'stock-levels': status } = host.status().outward ?? {}
  await host.close()
  if (status?.state !== 'ok') throw new Error(`the upload ended as ${JSON.stringify(status)}`)
  return { rows: status.read ?? 0, changed: status.changed ?? 0 }
}

/** `maxRSS` begins with that of the process that started this one; the kernel's own figure begins with this program. */
const peakBytes = (): number => 1024 * Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1])

const cpu = process.cpuUsage()
const begun = performance.now()
const done = pass === 'alone' ? await alone() : await upload()
const ms = performance.now() - begun
const { user, system } = process.cpuUsage(cpu)
console.log(JSON.stringify({ ...done, ms, cpuMs: (user + system) / 1000, peakBytes: peakBytes() }))
