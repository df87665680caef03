import { mkdir, open, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Clock } from '../../engine/ports'

/** What an order was handed over as: versions before 2024 are asked for the orders of its date. */
const handedSchema = z.object({ itemId: z.string().max(64), issuedOn: z.iso.date() })
export type Handed = z.infer<typeof handedSchema>

/**
 * Remembers under which date orders were handed over, in `handed/YYYY-MM-DD.jsonl` by the day of the hand-over. Only the search by date needs it:
 * an order that it doesn't know is not found, and POHODA's own duplicity check stands behind that.
 */
export const handedMemory = (dataDir: string, clock: Clock) => {
  const folder = join(dataDir, 'handed')
  return {
    /** Durable when it returns. */
    async remember(orders: readonly Handed[]): Promise<void> {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const file = await open(join(folder, `${new Date(clock.now()).toISOString().slice(0, 10)}.jsonl`), 'a', 0o600)
      try {
        await file.appendFile(orders.map((order) => `${JSON.stringify(order)}\n`).join(''))
        await file.sync()
      } finally {
        await file.close()
      }
    },
    /** Dates by item id, the newest hand-overs first; of an unknown one none. */
    async recall(itemIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
      const missing = new Set(itemIds)
      const found = new Map<string, string>()
      const days = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.jsonl')).toSorted()
      for (const day of days.toReversed()) {
        if (missing.size === 0) break
        for (const text of (await readFile(join(folder, day), 'utf8')).split('\n')) {
          const order = parseLine(text)
          if (order && missing.has(order.itemId)) found.set(order.itemId, order.issuedOn)
        }
        for (const itemId of found.keys()) missing.delete(itemId)
      }
      return found
    },
  }
}

/** The last line may be cut by a crash. */
const parseLine = (text: string): Handed | undefined => {
  try {
    return handedSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
