import type { OutwardAgenda } from '../../../../shared/documents/agenda'
import { Failure, problem } from '../../../../shared/failure'
import type { PriceReading, StockReading, StockSource, Unreadable } from '../../../engine/outward/ports'
import type { ConnectorTools } from '../../connector'
import { SourceUnreadable, stop, unreadableFile } from './fault'
import { parseFields } from './fields'
import { readingsOf } from './reading'
import { rowsOfFile } from './rows'
import type { ReadingSettings, SourceSettings } from './settings'
import { bytesOfFile, type ReadyFile, readyFile } from './source-file'

export interface SourceParts {
  reading: ReadingSettings
  stock: SourceSettings
  prices: SourceSettings
}

type Reading = StockReading | PriceReading | Unreadable

const sourceOf = ({ stock, prices }: SourceParts, agenda: OutwardAgenda): SourceSettings =>
  agenda === 'stock-levels' ? stock : prices

/** Readings of a file as it lies there now, in portions. Throws `Failure` (effect `nothing`). */
async function* readSource(
  settings: SourceParts,
  agenda: OutwardAgenda,
  tools: Pick<ConnectorTools, 'clock'>,
  signal: AbortSignal,
  onReady: (file: ReadyFile) => void,
): AsyncGenerator<readonly Reading[]> {
  const { reading } = settings
  const { file, fields, rows } = sourceOf(settings, agenda)
  const map = parseFields(fields, agenda)
  if (file === undefined || !map) throw stop(problem('outward-unsupported', { agenda }))
  try {
    const ready = await readyFile(file, reading, tools, signal)
    onReady(ready)
    const readingsIn = readingsOf(map, agenda, reading)
    for await (const portion of rowsOfFile(bytesOfFile(ready, signal), { reading, map, rows, agenda })) {
      const readings = portion.flatMap(readingsIn)
      // An empty portion would say that something else may be done meanwhile; a file has to be read through.
      if (readings.length > 0) yield readings
    }
  } catch (error) {
    if (error instanceof SourceUnreadable) throw unreadableFile(file, error)
    if (error instanceof Failure) throw error
    if (signal.aborted) throw stop(problem('is-closed', { path: file }), error)
    throw stop(problem('is-not-found', { path: file }, String(error)), error)
  }
}

/** What can be read with these settings. `onReady`: which file it is, before it is read. */
export function stockSource(
  settings: SourceParts,
  tools: Pick<ConnectorTools, 'clock'>,
  onReady: (file: ReadyFile) => void = () => {},
): StockSource {
  const has = (agenda: OutwardAgenda): boolean => sourceOf(settings, agenda).file !== undefined
  return {
    // A file is always whole: what has changed in it, only comparing tells.
    reads: {
      ...(has('stock-levels') && { 'stock-levels': { since: false } }),
      ...(has('prices') && { prices: { since: false } }),
    },
    readStock: (_request, signal) =>
      readSource(settings, 'stock-levels', tools, signal, onReady) as AsyncIterable<readonly (StockReading | Unreadable)[]>,
    readPrices: (_request, signal) =>
      readSource(settings, 'prices', tools, signal, onReady) as AsyncIterable<readonly (PriceReading | Unreadable)[]>,
  }
}
