import type { OutwardAgenda } from '../../../shared/documents/agenda'
import { asFailure, Failure, problem } from '../../../shared/failure'
import { isUnreadable, type PriceReading, type StockReading, type StockSource, type Unreadable } from '../../engine/outward/ports'
import type { CheckResult } from '../connector'

/** What an information system's reading begins with, for a person to look at. Cards that can't be read are among them, with their reason. */
export interface FirstReadings {
  readings: readonly (StockReading | PriceReading | Unreadable)[]
  /** There is more than these. */
  more: boolean
}

/** The first `most` readings of any source; the reading is given up then. Throws `Failure`: `outward-unsupported`, or what the source throws. */
export async function firstReadings(
  source: Partial<StockSource>,
  agenda: OutwardAgenda,
  most: number,
  signal: AbortSignal,
): Promise<FirstReadings> {
  const stream =
    source.reads?.[agenda] && (agenda === 'stock-levels' ? source.readStock?.({}, signal) : source.readPrices?.({}, signal))
  if (!stream) throw new Failure(problem('outward-unsupported', { agenda }), { effect: 'nothing', retry: false })
  const readings: (StockReading | PriceReading | Unreadable)[] = []
  for await (const portion of stream) {
    readings.push(...portion.slice(0, most - readings.length + 1))
    if (readings.length > most) return { readings: readings.slice(0, most), more: true }
  }
  return { readings, more: false }
}

const LOOKED_AT = 100

/** The same as one line of a connection test. `of`: what is read, said before the first card. */
export async function readingSeen(
  source: Partial<StockSource>,
  agenda: OutwardAgenda,
  of: () => string,
  signal: AbortSignal,
): Promise<Pick<CheckResult, 'status' | 'evidence' | 'problem'>> {
  try {
    const { readings, more } = await firstReadings(source, agenda, LOOKED_AT, signal)
    const first = readings.find((reading) => !isUnreadable(reading)) as StockReading | PriceReading | undefined
    const unfit = readings.find(isUnreadable)?.problem
    const shown = first && `${first.sku} = ${'physical' in first ? first.physical : first.price}`
    const evidence = `${of()}: ${shown ?? '–'} (${readings.length}${more ? '+' : ''})`
    // Nothing of it can be read: then it is the settings, not a card.
    if (!first) return { status: 'failed', evidence, problem: unfit ?? problem('outward-empty', { agenda }) }
    return unfit ? { status: 'warning', evidence, problem: unfit } : { status: 'ok', evidence }
  } catch (error) {
    return { status: 'failed', evidence: of(), problem: asFailure(error).problem }
  }
}
