import { mkdir, open, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Clock } from '../../engine/ports'

/** What an order was handed over as: where POHODA can't be asked by our id, the orders of its date are looked through. */
const handedSchema = z.object({
  itemId: z.string().max(64),
  issuedOn: z.iso.date(),
  /** When POHODA was given it, where that is another moment; ms since the epoch. */
  givenAt: z.number().optional(),
})
export type Handed = z.infer<typeof handedSchema>

/**
 * Remembers under which date orders were handed over, in `handed/YYYY-MM-DD.jsonl` by the day of the hand-over.
 */
export const handedMemory = (dataDir: string, clock: Clock) => {
  const folder = join(dataDir, 'handed')
  return {
    /** Durable when it returns. */
    async remember(orders: readonly Handed[]): Promise<void> {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const file = await open(join(folder, `${new Date(clock.now()).toISOString().slice(0, 10)}.jsonl`), 'a', 0o600)
      try {
        // On a line of its own, also after one that a crash has cut.
        await file.appendFile(`\n${orders.map((order) => `${JSON.stringify(order)}\n`).join('')}`)
        await file.sync()
      } finally {
        await file.close()
      }
    },
    /** The last hand-over by item id; of an unknown one none. */
    async recall(itemIds: readonly string[]): Promise<ReadonlyMap<string, Handed>> {
      const missing = new Set(itemIds)
      const found = new Map<string, Handed>()
      const days = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.jsonl')).toSorted()
      for (const day of days.toReversed()) {
        if (missing.size === 0) break
        for (const text of (await readFile(join(folder, day), 'utf8')).split('\n')) {
          const order = parseLine(text)
          if (order && missing.has(order.itemId)) found.set(order.itemId, order)
        }
        for (const itemId of found.keys()) missing.delete(itemId)
      }
      return found
    },
  }
}

export type HandedMemory = ReturnType<typeof handedMemory>

/** The last line may be cut by a crash. */
const parseLine = (text: string): Handed | undefined => {
  try {
    return handedSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
