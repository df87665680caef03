import type { ReadRequest, StockSource } from '../../engine/outward/ports'
import type { ConnectorTools } from '../connector'
import type { MoneySettings } from './settings'
import { bytesOfExport } from './stock-file'
import { type ListedItem, listedItems } from './stock-list'
import { priceReadings, stockReading } from './stock-readings'

const SETTLE_MS = 1000

/**
 * Stock levels and prices out of the file that Money exports its stock items into. Always all of them: an export of what has changed would be
 * forgotten in Money as soon as it is written, whether anybody has read it or not.
 */
export const stockFileSource = (
  path: string,
  settings: Pick<MoneySettings, 'ico' | 'stockMaxAgeHours' | 'mapping'>,
  { clock }: Pick<ConnectorTools, 'clock'>,
  settleMs = SETTLE_MS,
): Required<StockSource> => {
  const { ico, stockMaxAgeHours: maxAgeHours } = settings
  const { goodsKey } = settings.mapping
  async function* read<T>(of: (item: ListedItem) => readonly T[], signal: AbortSignal): AsyncGenerator<readonly T[]> {
    for await (const items of listedItems(bytesOfExport({ path, maxAgeHours, clock, settleMs }, signal), { ico, path }))
      yield items.flatMap(of)
  }
  return {
    reads: { 'stock-levels': { since: false }, prices: { since: false } },
    readStock(_request: ReadRequest, signal: AbortSignal) {
      return read((item) => {
        const reading = stockReading(item, goodsKey)
        return reading === undefined ? [] : [reading]
      }, signal)
    },
    readPrices(_request: ReadRequest, signal: AbortSignal) {
      return read((item) => priceReadings(item, goodsKey), signal)
    },
  }
}
