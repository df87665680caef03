import { access, copyFile, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { Failure, problem } from '../../../shared/failure'
import type { ConnectorTools } from '../connector'
import { mayGrow, readAnswer } from '../pohoda/answer'
import type { AskPohoda } from '../pohoda/ask'
import { exchangeFolder, exchangeName, folderFailure } from '../pohoda/exchange'
import { endsWhole, pieces } from '../pohoda/list-file'
import type { ListPohoda } from '../pohoda/read-stock'
import type { ResponsePack } from '../pohoda/response'
import { looks } from '../wrap/looks'
import { renameSynced, writeDurably, writeSynced } from '../wrap/write-durably'
import type { PohodaSettings } from './settings'

/**
 * The way over a folder: POHODA's own scheduled task imports every file in it and puts an answer of the same name into another folder.
 *
 * What is under way is known from files alone, in this order of writing, so that it survives any end of this process:
 * 1. the request, complete, in a side folder of the import folder (same volume, not seen by POHODA);
 * 2. the pending mark `pending/NAME.json` in our data folder, which says what the request carries;
 * 3. the rename into the import folder.
 * Mark and side file: never handed over. Mark alone: handed over. Answer read: the mark goes to `answered/`.
 */

const markSchema = z.object({ name: z.string(), items: z.array(z.string()).max(10_000).readonly(), at: z.number() })
type Mark = z.infer<typeof markSchema>

/**
 * A request that POHODA took and never answered: after this long its own list of orders decides. Its scheduled task runs at most daily, and a
 * request it has taken is imported in the same run.
 */
const LOST_ANSWER_MS = 24 * 3600 * 1000
/** Answered marks are looked into by `find`, in case the engine died before it noted the outcome. */
const KEEP_ANSWERED_MS = 7 * 24 * 3600 * 1000
const SIDE_FOLDER = 'bi-outgoing'

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

export interface FolderWay {
  /** Hands over and waits for the answer; `items`: what it carries, kept as pending until it is answered. Throws `Failure`. */
  ask: AskPohoda
  list: ListPohoda
  /**
   * Reads answers that came late. `answers`: of the last days, newest last, each with what its request carried. `pending`: what is
   * still under way and may yet be imported.
   */
  review(): Promise<{ answers: readonly { items: readonly string[]; pack: ResponsePack }[]; pending: ReadonlySet<string> }>
}

export const folderWay = (settings: PohodaSettings, tools: ConnectorTools): FolderWay => {
  const importFolder = settings.importFolder ?? ''
  const responseFolder = settings.responseFolder ?? join(importFolder, 'response')
  const side = join(importFolder, SIDE_FOLDER)
  const pendingFolder = join(tools.dataDir, 'pending')
  const answeredFolder = join(tools.dataDir, 'answered')
  const markPath = (name: string): string => join(pendingFolder, `${name}.json`)

  /** The import folder itself is never made: a path with a mistake in it would become a folder that nobody imports. */
  const ensureSideFolder = (): Promise<void> =>
    mkdir(side).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })

  /** Our own copy, then POHODA's folders are left as we found them. A request that lies there still would be imported again. */
  const settle = async (name: string, marked: boolean): Promise<void> => {
    const keep = marked ? answeredFolder : await exchangeFolder(tools.dataDir, tools.clock)
    await mkdir(keep, { recursive: true, mode: 0o700 })
    await rm(join(importFolder, `${name}.xml`), { force: true })
    const answer = join(responseFolder, `${name}.xml`)
    await copyFile(answer, join(keep, `${name}.response.xml`))
    if (marked) await renameSynced(markPath(name), join(answeredFolder, `${name}.json`))
    await rm(answer, { force: true })
  }

  const answerOf = async (name: string): Promise<ResponsePack | undefined> => {
    const path = join(responseFolder, `${name}.xml`)
    const size = await stat(path).then(
      (found) => found.size,
      () => 0,
    )
    if (size === 0) return undefined
    try {
      return await readAnswer(path)
    } catch (error) {
      // Half written: the next look sees more of it.
      if (mayGrow(error)) return undefined
      throw error
    }
  }

  const awaitAnswer = async (name: string, signal: AbortSignal): Promise<ResponsePack | undefined> => {
    for await (const _ of looks([responseFolder], settings.answerTimeoutSeconds * 1000, signal)) {
      const answer = await answerOf(name)
      if (answer !== undefined) return answer
    }
    return undefined
  }

  const ask: FolderWay['ask'] = async ({ kind, pack, items }, signal) => {
    if (signal.aborted) throw new Failure(problem('is-closed'), { effect: 'nothing', retry: true })
    // An answered request that still lies there (a file that was in use) would be imported once more at each run of POHODA's task.
    await reviewPending(new Set()).catch((error: unknown) =>
      tools.log.warn('late answers could not be filed', { error: String(error) }),
    )
    const name = exchangeName(kind, tools.clock)
    const waiting = join(side, `${name}.xml`)
    try {
      await ensureSideFolder()
      await mkdir(pendingFolder, { recursive: true, mode: 0o700 })
      await writeDurably(join(await exchangeFolder(tools.dataDir, tools.clock), `${name}.request.xml`), pack)
      await writeSynced(waiting, pack)
      if (items) await writeDurably(markPath(name), JSON.stringify({ name, items, at: tools.clock.now() } satisfies Mark))
    } catch (error) {
      throw folderFailure(importFolder, error)
    }
    await renameSynced(waiting, join(importFolder, `${name}.xml`)).catch(async (error: unknown) => {
      // Still in the side folder: POHODA never saw it. Otherwise (a network folder that lost the answer) nobody knows.
      if (!(await exists(waiting))) {
        throw new Failure(problem('is-no-answer', { path: importFolder }), { effect: 'unknown', retry: true, cause: error })
      }
      await rm(waiting, { force: true })
      await rm(markPath(name), { force: true })
      throw folderFailure(importFolder, error)
    })
    const answer = await awaitAnswer(name, signal)
    if (answer === undefined) {
      // A question that nobody waits for any more is taken back; an import is not: POHODA may be reading it.
      if (!items) await rm(join(importFolder, `${name}.xml`), { force: true }).catch(() => {})
      throw new Failure(
        problem('is-no-answer', { path: join(responseFolder, `${name}.xml`), seconds: String(settings.answerTimeoutSeconds) }),
        { effect: items ? 'unknown' : 'nothing', retry: true },
      )
    }
    await settle(name, items !== undefined).catch((error: unknown) => {
      // The answer itself is in our hands; the next review tidies up.
      tools.log.warn('answer could not be filed', { name, error: String(error) })
    })
    return answer
  }

  async function* list(pack: Uint8Array, signal: AbortSignal): AsyncIterable<Uint8Array> {
    if (signal.aborted) throw new Failure(problem('is-closed'), { effect: 'nothing', retry: true })
    const name = exchangeName('list', tools.clock)
    const request = join(importFolder, `${name}.xml`)
    const answer = join(responseFolder, `${name}.xml`)
    try {
      await ensureSideFolder()
      await writeSynced(join(side, `${name}.xml`), pack)
      await renameSynced(join(side, `${name}.xml`), request)
    } catch (error) {
      await rm(join(side, `${name}.xml`), { force: true }).catch(() => {})
      throw folderFailure(importFolder, error)
    }
    try {
      let whole = false
      for await (const _ of looks([responseFolder], settings.answerTimeoutSeconds * 1000, signal)) {
        whole = await endsWhole(answer)
        if (whole) break
      }
      // One that was refused as a whole, or broken off: its reading tells what it is.
      const size = await stat(answer).then(
        (found) => found.size,
        () => 0,
      )
      if (!whole && size === 0)
        throw new Failure(problem('is-no-answer', { path: answer, seconds: String(settings.answerTimeoutSeconds) }), {
          effect: 'nothing',
          retry: true,
        })
      yield* pieces(answer, signal)
    } finally {
      // A question that lies there still would be answered at each run of POHODA's task; lists are no evidence, and may be large.
      for (const file of [request, answer]) await rm(file, { force: true }).catch(() => {})
    }
  }

  const readMarks = async (folder: string): Promise<readonly Mark[]> => {
    const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw error
    })
    const marks: Mark[] = []
    for (const file of files.filter((name) => name.endsWith('.json')).sort()) {
      marks.push(markSchema.parse(JSON.parse(await readFile(join(folder, file), 'utf8'))))
    }
    return marks
  }

  const reviewPending = async (pending: Set<string>): Promise<void> => {
    for (const mark of await readMarks(pendingFolder)) {
      const file = `${mark.name}.xml`
      const waiting = join(side, file)
      if (await exists(waiting)) {
        await rm(waiting)
        await rm(markPath(mark.name))
      } else if ((await answerOf(mark.name)) !== undefined) {
        await settle(mark.name, true)
      } else if ((await exists(join(importFolder, file))) || tools.clock.now() - mark.at < LOST_ANSWER_MS) {
        for (const item of mark.items) pending.add(item)
      }
    }
  }

  const review: FolderWay['review'] = async () => {
    const pending = new Set<string>()
    const answers: { items: readonly string[]; pack: ResponsePack }[] = []
    try {
      await reviewPending(pending)
      for (const mark of await readMarks(answeredFolder)) {
        const response = join(answeredFolder, `${mark.name}.response.xml`)
        const pack = await readAnswer(response)
        if (pack) answers.push({ items: mark.items, pack })
        if (tools.clock.now() - mark.at > KEEP_ANSWERED_MS) {
          const folder = await exchangeFolder(tools.dataDir, tools.clock)
          await renameSynced(response, join(folder, basename(response))).catch(() => {})
          await rm(join(answeredFolder, `${mark.name}.json`), { force: true })
        }
      }
    } catch (error) {
      if (error instanceof Failure) throw error
      // Without this knowledge absence can't be told.
      throw new Failure(problem('is-no-answer', { path: responseFolder }, String(error)), {
        effect: 'nothing',
        retry: true,
        cause: error,
      })
    }
    return { answers, pending }
  }

  return { ask, list, review }
}
