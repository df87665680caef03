import { createHash, randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { ErpReference } from '../../../shared/central-api/queue'
import { Failure, type ProblemCode, problem } from '../../../shared/failure'
import type { ConnectorTools } from '../connector'
import { renameSynced, syncFolder, writeDurably, writeSynced } from '../wrap/write-durably'
import { type Acknowledgement, MAX_ACK_BYTES, readAcknowledgement } from './acknowledgement'
import { ackNameOf, itemPart } from './name'
import type { FilesSettings } from './settings'

/**
 * Laying files into a folder, each document once. What was handed over is known from files alone, and they lie beside the documents
 * themselves (`bi-client` in the target folder): so neither a restored ledger nor a second installation lays one twice.
 * In this order of writing:
 * 1. the file, complete, in `bi-client/outgoing` (same volume, not seen by the other system);
 * 2. the mark `bi-client/handed/xx/ITEM.json`, made only if there is none, which names that file;
 * 3. the rename into the folder. A file can be renamed once, whoever tries it.
 * Mark and outgoing file: never handed over. Mark alone: handed over.
 */
const SIDE = 'bi-client'

const markSchema = z.object({ itemId: z.string(), file: z.string(), generation: z.string(), at: z.number() })
type Mark = z.infer<typeof markSchema>

/** What is known of one item. `pending`: handed over, and nothing heard. */
export type Standing =
  | { kind: 'absent' }
  | { kind: 'pending'; path: string }
  | { kind: 'taken'; reference: ErpReference }
  | { kind: 'refused'; words: string }

export interface Drop {
  /** Lays the file there unless this was done before. True: just now. Throws `Failure`. */
  handOver(document: { itemId: string; file: string; bytes: Uint8Array }): Promise<boolean>
  /** Throws `Failure` (effect `nothing`) when the folder can't be read. */
  standing(itemId: string): Promise<Standing>
  /** The refusal has been told; from now on the same item may be handed over anew. */
  closeRefused(itemId: string): Promise<void>
}

export const sideFolder = (folder: string): string => join(folder, SIDE)
export const ackFolderOf = ({ folder, ackFolder }: Pick<FilesSettings, 'folder' | 'ackFolder'>): string =>
  ackFolder ?? join(folder, 'ack')

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? ''
/** Throws when it can't be told: a network that is gone must not look like an empty folder. */
const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) === 'ENOENT') return false
      throw error
    },
  )

const stop = (code: ProblemCode, path: string, error?: unknown, effect: Failure['effect'] = 'nothing'): Failure =>
  new Failure(problem(code, { path }, error === undefined ? undefined : String(error)), { effect, retry: true, cause: error })
const folderFailure = (path: string, error: unknown): Failure =>
  error instanceof Failure ? error : stop(codeOf(error) === 'ENOSPC' ? 'disk-full' : 'folder-not-writable', path, error)

const KEEP = [
  'Business Integrator: this folder says which documents were handed over. Do not delete it: they could come twice.',
  'Tato složka říká, které doklady už byly předány. Nemažte ji: doklady by mohly přijít dvakrát.',
  '',
].join('\r\n')

export function openDrop(settings: FilesSettings, tools: ConnectorTools): Drop {
  const { folder, acknowledgement } = settings
  const side = sideFolder(folder)
  const outgoing = join(side, 'outgoing')
  const handed = join(side, 'handed')
  const pathOf = (itemId: string): string => {
    const part = itemPart(itemId)
    return join(handed, createHash('sha256').update(itemId).digest('hex').slice(0, 2), part)
  }
  const markPath = (itemId: string): string => `${pathOf(itemId)}.json`
  const ackCopy = ({ itemId, generation }: Mark): string => `${pathOf(itemId)}.${generation}.ack`
  const outgoingOf = ({ itemId, generation }: Mark): string => join(outgoing, `${itemPart(itemId)}.${generation}`)
  const ackPath = (file: string): string => join(ackFolderOf(settings), ackNameOf(settings.ackName, file))
  const memo = join(tools.dataDir, `${createHash('sha256').update(folder).digest('hex').slice(0, 24)}.folder`)

  /** The folder itself is never made: a path with a mistake in it would become a folder that nobody reads. */
  const ensureSide = async (): Promise<void> => {
    if (!(await exists(folder))) throw stop('is-not-found', folder)
    if (!(await exists(handed))) {
      // It was there once: without its marks every document would be laid there again.
      if (await exists(memo)) throw stop('is-not-found', handed, 'bi-client/handed is missing; put it back from a backup')
      await mkdir(outgoing, { recursive: true })
      await mkdir(handed, { recursive: true })
      await writeFile(join(side, 'README.txt'), KEEP, 'utf8')
    }
    await mkdir(outgoing, { recursive: true })
    if (!(await exists(memo))) await writeDurably(memo, folder)
  }

  /** Undefined: none. `'unreadable'`: there is one, and what it says is lost. */
  const readMark = async (itemId: string): Promise<Mark | 'unreadable' | undefined> => {
    const text = await readFile(markPath(itemId), 'utf8').catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return undefined
      throw error
    })
    if (text === undefined) return undefined
    try {
      return markSchema.parse(JSON.parse(text))
    } catch {
      return 'unreadable'
    }
  }

  /** Makes the mark, whole and only if there is none. False: somebody else was first. */
  const makeMark = async (mark: Mark): Promise<boolean> => {
    const path = markPath(mark.itemId)
    const group = dirname(path)
    await mkdir(group, { recursive: true })
    const temporary = `${path}.${mark.generation}.tmp`
    await writeSynced(temporary, JSON.stringify(mark))
    try {
      try {
        await link(temporary, path)
      } catch (error) {
        if (codeOf(error) === 'EEXIST') return false
        if (!(await madeInPlace(path, mark))) return false
      }
      await syncFolder(group)
      await syncFolder(handed)
      return true
    } finally {
      await rm(temporary, { force: true })
    }
  }

  /** For file systems without hard links. A crash in the middle leaves a mark that can't be read, and that stands for "handed over". */
  const madeInPlace = async (path: string, mark: Mark): Promise<boolean> => {
    try {
      await writeSynced(path, JSON.stringify(mark))
      return true
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false
      await rm(path, { force: true })
      throw error
    }
  }

  /** The rename that is the hand-over. True: it was us. */
  const release = async (mark: Mark): Promise<boolean> => {
    const from = outgoingOf(mark)
    const to = join(folder, mark.file)
    try {
      await renameSynced(from, to)
      return true
    } catch (error) {
      const waiting = await exists(from).catch(() => undefined)
      if (waiting === true) throw folderFailure(folder, error)
      // Gone: another process has done it. Not to be told (a network that broke just now): nobody knows.
      if (waiting === false && codeOf(error) === 'ENOENT') return false
      throw stop('is-no-answer', to, error, 'unknown')
    }
  }

  const handOver: Drop['handOver'] = async ({ itemId, file, bytes }) => {
    try {
      await ensureSide()
      const known = await readMark(itemId)
      if (known === 'unreadable') throw stop('outcome-unknown', markPath(itemId), undefined, 'unknown')
      if (known) {
        if (await exists(outgoingOf(known))) return await release(known)
        // Guard `none`: only a person's "try again" leads here, and what still lies there needs no second.
        if (acknowledgement !== 'person' || (await exists(join(folder, known.file)))) return false
        await archive(known, 'again')
      }
      const mark: Mark = { itemId, file, generation: randomBytes(6).toString('hex'), at: tools.clock.now() }
      if (await foreign(mark, bytes)) {
        await makeMark(mark)
        return false
      }
      await writeSynced(outgoingOf(mark), bytes)
      if (!(await makeMark(mark))) {
        await rm(outgoingOf(mark), { force: true })
        return false
      }
      return await release(mark)
    } catch (error) {
      throw folderFailure(folder, error)
    }
  }

  /** The file or its acknowledgement is there without a mark of ours: it was handed over, and the marks are not whole. */
  const foreign = async ({ file }: Mark, bytes: Uint8Array): Promise<boolean> => {
    if (acknowledgement === 'file' && (await exists(ackPath(file)))) return true
    const path = join(folder, file)
    if (!(await exists(path))) return false
    if (Buffer.from(bytes).equals(await readFile(path))) return true
    throw stop('outcome-unknown', path, 'a file of this name is there already', 'unknown')
  }

  const archive = (mark: Mark, why: string): Promise<void> =>
    rename(markPath(mark.itemId), `${pathOf(mark.itemId)}.${mark.generation}.${why}`)

  /** The acknowledgement, moved to the marks: left where it is, it could pass for that of a later hand-over. */
  const acknowledged = async (mark: Mark): Promise<Acknowledgement | undefined> => {
    const read = async (path: string): Promise<Buffer | undefined> => {
      const found = await stat(path).catch((error: unknown) => {
        if (codeOf(error) === 'ENOENT') return undefined
        throw error
      })
      return found && found.size > 0 && found.size <= MAX_ACK_BYTES ? await readFile(path) : undefined
    }
    const kept = await read(ackCopy(mark))
    if (kept) return readAcknowledgement(kept, mark.file)
    const path = ackPath(mark.file)
    const bytes = await read(path)
    const answer = bytes && readAcknowledgement(bytes, mark.file)
    if (!bytes || !answer) return undefined
    // Still being written: what comes next could be the rest of a number.
    await new Promise((resolve) => setTimeout(resolve, STABLE_MS))
    if (!(await read(path))?.equals(bytes)) return undefined
    await writeDurably(ackCopy(mark), bytes)
    await rm(path, { force: true })
    return answer
  }

  const standing: Drop['standing'] = async (itemId) => {
    try {
      // Before the marks: where the folder itself is gone, "no mark" says nothing.
      await ensureSide()
      const mark = await readMark(itemId)
      if (mark === undefined) return { kind: 'absent' }
      if (mark === 'unreadable') return { kind: 'pending', path: markPath(itemId) }
      if (await exists(outgoingOf(mark))) return { kind: 'absent' }
      const path = join(folder, mark.file)
      const taken: Standing = { kind: 'taken', reference: { id: mark.file } }
      switch (acknowledgement) {
        case 'drop':
          return taken
        case 'person':
          return { kind: 'pending', path }
        case 'disappearance':
          if (await exists(path)) return { kind: 'pending', path }
          // Asked again after it: the folder is still there, so the file is really gone from it.
          return (await exists(markPath(itemId))) ? taken : { kind: 'pending', path }
        case 'file': {
          const answer = await acknowledged(mark)
          if (!answer) return { kind: 'pending', path: ackPath(mark.file) }
          return answer.ok ? { kind: 'taken', reference: answer.reference } : { kind: 'refused', words: answer.words }
        }
      }
    } catch (error) {
      throw folderFailure(folder, error)
    }
  }

  const closeRefused: Drop['closeRefused'] = async (itemId) => {
    const mark = await readMark(itemId)
    if (mark !== undefined && mark !== 'unreadable') await archive(mark, 'refused')
  }

  return { handOver, standing, closeRefused }
}

/** So long an acknowledgement must stay the same before it is believed. */
const STABLE_MS = 150
