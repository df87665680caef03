import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { writeDurably } from '../wrap/write-durably'

/**
 * What was put into the import queue of the S3 API and is not known to be done. Written before the order is sent: while it may be in
 * the queue, "not among the orders" proves nothing.
 */
const queuedSchema = z.object({
  key: z.string().max(32),
  itemId: z.string().max(64),
  at: z.number(),
  /** What the API gave for it; absent: its answer never came. */
  guid: z.string().max(64).optional(),
})
export type Queued = z.infer<typeof queuedSchema>

export interface QueueMarks {
  read(): Promise<ReadonlyMap<string, Queued>>
  write(mark: Queued): Promise<void>
  settle(key: string): Promise<void>
}

export const queueMarks = (dataDir: string): QueueMarks => {
  const folder = join(dataDir, 'queued')
  const path = (key: string): string => join(folder, `${key}.json`)
  return {
    async read() {
      const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return []
        throw error
      })
      const marks = new Map<string, Queued>()
      for (const name of names.filter((one) => one.endsWith('.json'))) {
        const mark = queuedSchema.parse(JSON.parse(await readFile(join(folder, name), 'utf8')))
        marks.set(mark.key, mark)
      }
      return marks
    },
    async write(mark) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeDurably(path(mark.key), JSON.stringify(mark))
    },
    settle: (key) => rm(path(key), { force: true }),
  }
}
