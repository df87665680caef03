/**
 * A process of its own that sends so many cards to the shops: the real host, memory and HTTP; the information system is a generator. Prints for each
 * pass the time, the processor's time and the peak memory of the process so far as JSON; first of all reading and hashing alone.
 */
import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { StockReading } from '../../src/main/engine/outward/ports'
import { stockPart, stockRow } from '../../src/main/engine/outward/rules'
import { stockRuleSchema } from '../../src/shared/outward-rules'
import { openOutwardHost } from './outward-host'

const [dataDir = '', baseUrl = '', apiKey = '', countText = '20000'] = process.argv.slice(2)
const count = Number(countText)
let changed = 0

async function* cards(): AsyncGenerator<StockReading[]> {
  for (let from = 0; from < count; from += 500) {
    const portion: StockReading[] = []
    for (let index = from; index < Math.min(count, from + 500); index++)
      portion.push({
        // Not in the order of their codes, as they were made over the years.
        sku: `KOD-${String((index * 7919) % count).padStart(7, '0')}`,
        ean: `859${String(index).padStart(10, '0')}`,
        name: `Zboží číslo ${index}, balení po ${1 + (index % 12)} kusech`,
        unit: 'ks',
        warehouse: 'HL',
        physical: String(5 + (index % 90) + (index < changed ? 1 : 0)),
        reserved: String(index % 3),
        changedAt: '2026-03-01T10:00:00Z',
      })
    yield portion
  }
}

const host = openOutwardHost({ dataDir, baseUrl, apiKey }, () => cards())

/** `maxRSS` begins with that of the process that started this one; the kernel's own figure begins with this program. Elsewhere: now. */
function peakKb(): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1])
  } catch {
    return process.memoryUsage.rss() / 1024
  }
}

async function measured(name: string, work: () => Promise<unknown>): Promise<void> {
  const cpu = process.cpuUsage()
  const begun = performance.now()
  await work()
  const { user, system } = process.cpuUsage(cpu)
  const ms = Math.round(performance.now() - begun)
  const peakMb = Math.round(peakKb() / 1024)
  const { 'stock-levels': status } = host.status().outward ?? {}
  console.log(JSON.stringify({ name, ms, cpuMs: Math.round((user + system) / 1000), peakMb, status }))
}

const alone = async (): Promise<void> => {
  const rule = stockRuleSchema.parse({})
  let sum = 0
  for await (const portion of cards())
    for (const reading of portion) {
      const part = stockPart(reading, rule)
      const turned = part !== 'left-out' && 'row' in part ? stockRow(part.row, rule) : part
      if (turned !== 'left-out' && 'row' in turned) sum += hash('sha256', JSON.stringify(turned.row), 'base64').length
    }
  if (sum === 0) throw new Error('nothing was hashed')
}

await measured('reading and hashing alone', alone)
await measured('reading and hashing alone', alone)
await measured('first', () => host.upload([], {}))
await measured('unchanged', () => host.upload([], {}))
await measured('unchanged, full', () => host.upload([], { full: true }))
changed = Math.ceil(count / 100)
await measured('one in a hundred changed', () => host.upload([], {}))
await host.close()
