import { randomBytes } from 'node:crypto'
import { access, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type InwardAgenda, inwardAgendaSchema } from '../../../shared/documents/agenda'
import { Failure, problem } from '../../../shared/failure'
import type { Clock } from '../../engine/ports'
import { renameSynced, writeDurably, writeSynced } from '../wrap/write-durably'
import { keyInName } from './key'

/**
 * What was handed over and is not answered yet, known from files alone, in this order of writing, so that it survives any end of this
 * process:
 * 1. the file, complete, in a side folder of the import folder (same volume, not imported by Money);
 * 2. the mark `handed/NAME.json` in our data folder;
 * 3. the rename into the import folder.
 * Mark and side file: never handed over. Mark alone: handed over.
 */
const markSchema = z.object({
  name: z.string().max(128),
  key: z.string().max(32),
  itemId: z.string().max(64),
  agenda: inwardAgendaSchema.default('orders'),
  at: z.number(),
  /** When the file was first seen to be gone from the import folder. */
  goneAt: z.number().optional(),
  /** The version of the exported list that was there when Money had surely done with it. */
  baseList: z.string().max(256).optional(),
})
export type Mark = z.infer<typeof markSchema>

const SIDE_FOLDER = 'bi-outgoing'
const ORPHAN_MS = 24 * 3600 * 1000

export const sideFolder = (importFolder: string): string => join(importFolder, SIDE_FOLDER)

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** A file operation before anything was handed over, as a Failure that promises so. */
export const folderFailure = (folder: string, error: unknown): Failure =>
  new Failure(
    problem(
      (error as NodeJS.ErrnoException).code === 'ENOSPC' ? 'disk-full' : 'folder-not-writable',
      { path: folder },
      error instanceof Error ? error.message : String(error),
    ),
    { effect: 'nothing', retry: true, cause: error },
  )

export interface Marks {
  /**
   * Hands one file over; its name without `.xml`. Throws `Failure`: `nothing` when Money surely never saw it, else `unknown`. The name
   * is one that no attempt had before: an old report must not pass for the answer to a new hand-over.
   */
  drop(item: { key: string; itemId: string; bytes: Uint8Array }): Promise<Mark>
  /** Those of this agenda of which it is not known what became. What was never handed over is cleared away. */
  read(): Promise<readonly Mark[]>
  update(mark: Mark): Promise<void>
  /** What became of it is known. */
  settle(mark: Mark): Promise<void>
  /** Names, without `.xml`, of our files that still lie in the import folder. */
  untaken(): Promise<ReadonlySet<string>>
}

/** `agenda`: whose hand-overs; all of them share the folder of marks, and may share the import folder. */
export const marksIn = (importFolder: string, dataDir: string, clock: Clock, agenda: InwardAgenda): Marks => {
  const side = sideFolder(importFolder)
  const folder = join(dataDir, 'handed')
  const markPath = (name: string): string => join(folder, `${name}.json`)

  let dropped = 0
  const drop: Marks['drop'] = async ({ key, itemId, bytes }) => {
    const at = clock.now()
    // Time and number first: a folder is taken in the order of its names, and orders keep theirs.
    const stamp = new Date(at).toISOString().replace(/[-:.TZ]/g, '')
    const place = String(dropped++ % 100_000).padStart(5, '0')
    const mark: Mark = { name: `bi-${stamp}-${place}-${key}-${randomBytes(4).toString('hex')}`, key, itemId, agenda, at }
    const waiting = join(side, `${mark.name}.xml`)
    try {
      // The import folder itself is never made: a path with a mistake in it would become a folder that nobody imports.
      await mkdir(side).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error
      })
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeSynced(waiting, bytes)
      await writeDurably(markPath(mark.name), JSON.stringify(mark))
    } catch (error) {
      await rm(waiting, { force: true }).catch(() => {})
      throw folderFailure(importFolder, error)
    }
    await renameSynced(waiting, join(importFolder, `${mark.name}.xml`)).catch(async (error: unknown) => {
      // Still in the side folder: Money never saw it. Otherwise (a network folder that lost the answer) nobody knows.
      if (!(await exists(waiting))) {
        throw new Failure(problem('is-no-answer', { path: importFolder }), { effect: 'unknown', retry: true, cause: error })
      }
      await rm(waiting, { force: true })
      await rm(markPath(mark.name), { force: true })
      throw folderFailure(importFolder, error)
    })
    return mark
  }

  /** Files that never got a mark, so were never handed over. A young one may be another installation's, about to be handed over. */
  const clearOrphans = async (marked: ReadonlySet<string>): Promise<void> => {
    for (const name of await readdir(side).catch(() => [])) {
      if (keyInName(name) === undefined || marked.has(`${name.slice(0, -4)}.json`)) continue
      const path = join(side, name)
      const age = await stat(path).then(
        ({ mtimeMs }) => clock.now() - mtimeMs,
        () => 0,
      )
      if (age > ORPHAN_MS) await rm(path, { force: true }).catch(() => {})
    }
  }

  const read: Marks['read'] = async () => {
    const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw error
    })
    await clearOrphans(new Set(files))
    const marks: Mark[] = []
    for (const file of files.filter((name) => name.endsWith('.json')).sort()) {
      const mark = markSchema.parse(JSON.parse(await readFile(join(folder, file), 'utf8')))
      if (mark.agenda !== agenda) continue
      const waiting = join(side, `${mark.name}.xml`)
      if (await exists(waiting)) {
        await rm(waiting)
        await rm(markPath(mark.name))
      } else marks.push(mark)
    }
    return marks
  }

  return {
    drop,
    read,
    update: (mark) => writeDurably(markPath(mark.name), JSON.stringify(mark)),
    settle: (mark) => rm(markPath(mark.name), { force: true }),
    untaken: async () => {
      const names = await readdir(importFolder)
      return new Set(
        names.filter((name) => /\.xml$/i.test(name) && keyInName(name) !== undefined).map((name) => name.slice(0, -4)),
      )
    },
  }
}
