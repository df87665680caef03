import { randomBytes } from 'node:crypto'
import { existsSync, type FSWatcher, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, watch } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { outwardAgendaSchema } from '../../shared/documents/agenda'
import { asFailure } from '../../shared/failure'
import { scheduledRunSchema } from '../../shared/schedule'
import type { Log } from '../engine/ports'
import { replaceFile, writeFailure } from './atomic-file'

/** What a process that doesn't hold the engine may ask of the one that does. */
export const requestSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sync') }),
  z.strictObject({ kind: z.literal('retry'), itemId: z.string().min(1).max(64) }),
  z.strictObject({
    kind: z.literal('skip'),
    itemId: z.string().min(1).max(64),
    reason: z.string().min(1).max(500),
    by: z.string().max(200),
  }),
  z.strictObject({ kind: z.literal('verify'), all: z.boolean() }),
  z.strictObject({ kind: z.literal('accept-differences'), reason: z.string().min(1).max(500) }),
  /** A pass of the way out now; all agendas that are sent when none is named. */
  z.strictObject({
    kind: z.literal('upload'),
    agendas: z.array(outwardAgendaSchema).max(outwardAgendaSchema.options.length),
    full: z.boolean(),
    again: z.boolean(),
  }),
  /** A person agrees to the fall that is held. */
  z.strictObject({ kind: z.literal('confirm-fall'), agenda: outwardAgendaSchema }),
  /** The evidence of a scheduled run, for the ledger that only the holder writes. */
  z.strictObject({ kind: z.literal('scheduled'), run: scheduledRunSchema }),
])
export type Request = z.infer<typeof requestSchema>

const FOLDER = 'requests'
const REFUSED = 'refused'
const MOST_BYTES = 4096
const MOST_PER_SCAN = 200
const MOST_REFUSED = 50
const POLL_MS = 1000
/** Ours begin with the time, so the order of names is the order of asking. */
const NAME = /^\d{15}-\d{1,10}-[0-9a-f]{16}\.json$/

export interface SentRequest {
  /** Whether the holder has taken it. */
  taken(): boolean
  /** Waits until it is taken; false when `timeoutMs` passed or the signal fired first. The request stays then. */
  waitTaken(timeoutMs: number, signal?: AbortSignal): Promise<boolean>
  /** Takes it back, if the holder hasn't taken it yet. */
  withdraw(): void
}

/** Asks the holder. Throws Failure `folder-not-writable` or `disk-full`. */
export function sendRequest(dataDir: string, request: Request): SentRequest {
  const folder = join(dataDir, FOLDER)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw writeFailure(error, folder)
  }
  const path = join(folder, `${String(Date.now()).padStart(15, '0')}-${process.pid}-${randomBytes(8).toString('hex')}.json`)
  replaceFile(path, JSON.stringify(requestSchema.parse(request)))
  const taken = () => !existsSync(path)
  return {
    taken,
    waitTaken: (timeoutMs, signal) =>
      new Promise((resolve) => {
        if (taken() || signal?.aborted) return resolve(taken())
        const watcher = watchFolder(folder, () => look())
        const poll = setInterval(() => look(), 200)
        const timer = setTimeout(() => end(taken()), timeoutMs)
        const onAbort = () => end(taken())
        signal?.addEventListener('abort', onAbort, { once: true })
        const end = (value: boolean) => {
          watcher?.close()
          clearInterval(poll)
          clearTimeout(timer)
          signal?.removeEventListener('abort', onAbort)
          resolve(value)
        }
        const look = () => {
          if (taken()) end(true)
        }
        // It may have been taken between the first look and the watch.
        look()
      }),
    withdraw: () => rmSync(path, { force: true }),
  }
}

/** Where a folder can't be watched (a network disk, too many watches), the poll alone must do. */
function watchFolder(folder: string, onChange: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, { persistent: false }, onChange)
    watcher.on('error', () => watcher.close())
    return watcher
  } catch {
    return undefined
  }
}

function readRequest(path: string): Request {
  const facts = lstatSync(path)
  if (!facts.isFile()) throw new Error('not a plain file')
  if (facts.size > MOST_BYTES) throw new Error(`larger than ${MOST_BYTES} bytes`)
  return requestSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
}

/** What isn't a request of ours is kept for a person to look at, but not without end. */
function moveAside(folder: string, name: string): void {
  const refused = join(folder, REFUSED)
  mkdirSync(refused, { recursive: true, mode: 0o700 })
  const kept = readdirSync(refused).sort()
  for (const old of kept.slice(0, Math.max(0, kept.length - MOST_REFUSED + 1)))
    rmSync(join(refused, old), { recursive: true, force: true })
  renameSync(join(folder, name), join(refused, `${String(Date.now()).padStart(15, '0')}-${name.slice(0, 150)}`))
}

/**
 * The holder's side: takes the requests that lie there and those that come, one after another, oldest first.
 * A file is removed when `take` has ended, so a request survives the holder's death; `take` must bear a repetition.
 * Whatever else lies in the folder is moved aside and logged. Never throws after the start.
 */
export function watchRequests(
  dataDir: string,
  take: (request: Request) => Promise<void> | void,
  log: Log,
): { close(): Promise<void> } {
  const folder = join(dataDir, FOLDER)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw writeFailure(error, folder)
  }
  let closed = false
  let again = false
  let running: Promise<void> | undefined
  /** Files that could be neither read nor moved: said once, not each second. */
  const stuck = new Set<string>()

  const handle = async (name: string): Promise<void> => {
    const path = join(folder, name)
    let request: Request | undefined
    try {
      request = NAME.test(name) ? readRequest(path) : undefined
    } catch (error) {
      if (!existsSync(path)) return
      log.warn('request refused', { name, reason: asFailure(error).message })
    }
    if (request === undefined) {
      moveAside(folder, name)
      return
    }
    try {
      await take(request)
    } catch (error) {
      log.warn('request failed', { kind: request.kind, reason: asFailure(error).message })
    }
    rmSync(path, { force: true })
  }

  const scan = async (): Promise<void> => {
    const names = readdirSync(folder)
      .filter((name) => name !== REFUSED && !name.endsWith('.tmp') && !stuck.has(name))
      .sort()
    for (const name of names.slice(0, MOST_PER_SCAN)) {
      if (closed) return
      try {
        await handle(name)
      } catch (error) {
        stuck.add(name)
        log.warn('request left lying', { name, reason: asFailure(error).message })
      }
    }
  }

  const trigger = (): void => {
    if (closed) return
    again = true
    running ??= (async () => {
      try {
        while (again && !closed) {
          again = false
          await scan()
        }
      } catch (error) {
        log.warn('requests could not be read', { reason: asFailure(error).message })
      } finally {
        running = undefined
      }
    })()
  }

  const watcher = watchFolder(folder, trigger)
  const poll = setInterval(trigger, POLL_MS)
  trigger()
  return {
    async close() {
      closed = true
      watcher?.close()
      clearInterval(poll)
      await running
    },
  }
}
