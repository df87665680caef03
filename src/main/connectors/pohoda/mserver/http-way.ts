import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { asFailure, Failure, problem } from '../../../../shared/failure'
import type { ConnectorTools } from '../../connector'
import { askHttp, askHttpStream, type HttpAnswer, type HttpQuestion } from '../../wrap/ask-http'
import { encodeWindows1250 } from '../../wrap/windows-1250'
import { writeDurably } from '../../wrap/write-durably'
import { asQuestion } from '../as-question'
import type { Asked, AskPohoda } from '../ask'
import { exchangeFolder, exchangeName, folderFailure } from '../exchange'
import type { ListPohoda } from '../read-stock'
import { parseResponse, type ResponsePack } from '../response'
import { type MServerAccess, originOf } from './address'
import { mServerControl } from './control'
import { takeTurn, withLease } from './lease'
import { type MServerStatus, readStatus, requireUnit } from './status'

const APPLICATION = 'B2B klient - Business Integrator'
const STATUS_TIMEOUT_MS = 15_000
const STATUS_BYTES = 64 * 1024
/** It lies in memory twice while it is put together. */
const ANSWER_BYTES = 96 * 1024 * 1024
/** Read piece by piece. */
const LIST_BYTES = 16 * 1024 ** 3
const CERTIFICATE_BYTES = 1024 * 1024

const compressed = promisify(gzip)

/**
 * What an HTTP status of mServer means. Said "nothing" only of those it gives before POHODA sees the request (Stormware's list of
 * mServer's codes); any other may have come after the import.
 */
const statusFailure = (status: number, { user, timeoutSeconds }: MServerAccess, origin: string): Failure => {
  const nothing = { effect: 'nothing', retry: false } as const
  switch (status) {
    case 401:
      return new Failure(problem('is-login-failed', { user }, 'HTTP 401'), nothing)
    case 403:
      return new Failure(problem('is-no-rights', { user }, 'HTTP 403'), nothing)
    case 404:
    case 405:
      return new Failure(problem('is-not-found', { path: `${origin}/xml` }, `HTTP ${status}`), nothing)
    case 408:
      return new Failure(problem('is-timeout', { seconds: String(timeoutSeconds) }, 'HTTP 408'), {
        effect: 'unknown',
        retry: true,
      })
    case 503:
      // "Not available for now": whether the request had been taken before, it doesn't say.
      return new Failure(problem('is-closed', { address: origin }, 'HTTP 503'), { effect: 'unknown', retry: true })
    default:
      return new Failure(problem('is-failed', {}, `HTTP ${status}`), { effect: 'unknown', retry: status >= 500 })
  }
}

async function* one(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}

export interface HttpWay {
  ask: AskPohoda
  list: ListPohoda
  /** Whether mServer is there at all, for anybody. Throws `Failure`. */
  status(signal: AbortSignal): Promise<MServerStatus>
  /** The same, with the unit it has open, for this user. Throws `Failure`. */
  unit(signal: AbortSignal): Promise<MServerStatus>
  /** Stops mServer, when this way has started it. */
  close(): Promise<void>
}

/** mServer: POHODA behind HTTP. Everything under one lease of the server: look, whose books are open, then hand over. */
export const httpWay = (settings: MServerAccess, tools: ConnectorTools): HttpWay => {
  const origin = originOf(settings.address)
  const control = mServerControl(settings)
  const authorization = `Basic ${Buffer.from(encodeCredentials(settings)).toString('base64')}`

  /** Read anew each time: settings just being typed must touch no file. */
  const authority = async (): Promise<string | undefined> => {
    const path = settings.certificateFile
    if (path === undefined) return undefined
    try {
      if ((await stat(path)).size > CERTIFICATE_BYTES) throw new Error('too large')
      return await readFile(path, 'utf8')
    } catch (error) {
      throw new Failure(problem('is-not-found', { path }, error instanceof Error ? error.message : String(error)), {
        effect: 'nothing',
        retry: false,
        cause: error,
      })
    }
  }
  const fetchIs = async (): Promise<typeof fetch> => tools.http({ baseUrl: origin, extraCa: await authority() })

  const getStatus = async (path: string, headers: Record<string, string>, signal: AbortSignal): Promise<MServerStatus> => {
    const answer = await askHttp(
      await fetchIs(),
      { method: 'GET', url: `${origin}${path}`, headers, timeoutMs: STATUS_TIMEOUT_MS, maxBytes: STATUS_BYTES },
      signal,
    )
    if (answer.status !== 200) throw asQuestion(statusFailure(answer.status, settings, origin))
    return readStatus(answer.bytes)
  }
  const status = (signal: AbortSignal): Promise<MServerStatus> => getStatus('/status', {}, signal)
  const unit = (signal: AbortSignal): Promise<MServerStatus> =>
    getStatus('/status?companyDetail', { 'STW-Authorization': authorization }, signal)

  /** Starts mServer where that is allowed and it does not run. */
  const ensureRunning = async (signal: AbortSignal): Promise<void> => {
    if (!control) return
    const isUp = async (): Promise<boolean> => {
      try {
        await status(signal)
        return true
      } catch (error) {
        if (asFailure(error).problem.code === 'is-closed') return false
        throw error
      }
    }
    if (await isUp()) return
    tools.log.info('mServer does not run; it is started', { serverName: settings.serverName })
    await control.start(isUp, signal)
  }

  const question = async ({ kind, pack }: Asked, base: string): Promise<HttpQuestion> => ({
    method: 'POST',
    url: `${origin}/xml`,
    headers: {
      'content-type': 'text/xml',
      'accept-encoding': 'gzip, deflate',
      'STW-Authorization': authorization,
      'STW-Application': APPLICATION,
      'STW-Instance': base,
      // Its default is off. A question needs none: repeated, it would count as a duplicate.
      ...(kind === 'import' ? { 'STW-Check-Duplicity': 'true' } : {}),
      ...(settings.compress ? { 'content-encoding': 'gzip' } : {}),
    },
    body: settings.compress ? await compressed(pack) : pack,
    timeoutMs: settings.timeoutSeconds * 1000,
    maxBytes: ANSWER_BYTES,
  })
  const post = async (asked: Asked, base: string, signal: AbortSignal): Promise<HttpAnswer> =>
    askHttp(await fetchIs(), await question(asked, base), signal)

  const exchange = async (asked: Asked, signal: AbortSignal): Promise<ResponsePack> => {
    await ensureRunning(signal)
    // The IČO is the same in every year's books, the database is not.
    if (asked.kind !== 'check') requireUnit(await unit(signal), settings)
    const name = exchangeName(asked.kind, tools.clock)
    const folder = await exchangeFolder(tools.dataDir, tools.clock).catch((error) => {
      throw folderFailure(tools.dataDir, error)
    })
    const base = join(folder, name)
    await writeDurably(`${base}.request.xml`, asked.pack).catch((error) => {
      throw folderFailure(folder, error)
    })
    if (signal.aborted) throw new Failure(problem('is-closed'), { effect: 'nothing', retry: true })
    const started = tools.clock.monotonicMs()
    const answer = await post(asked, name, signal)
    tools.log.info('mServer answered', {
      kind: asked.kind,
      status: answer.status,
      bytes: answer.bytes.length,
      durationMs: Math.round(tools.clock.monotonicMs() - started),
      request: `${base}.request.xml`,
    })
    if (answer.status !== 200) throw statusFailure(answer.status, settings, origin)
    const path = `${base}.response.xml`
    // Evidence only: the answer itself is in our hands.
    await writeDurably(path, answer.bytes).catch((error) =>
      tools.log.warn('answer could not be kept', { path, error: String(error) }),
    )
    return parseResponse(one(answer.bytes)).catch((error) => {
      throw new Failure(problem('is-answer-unreadable', { path }, error instanceof Error ? error.message : String(error)), {
        effect: 'unknown',
        retry: false,
        cause: error,
      })
    })
  }

  /** Straight from the connection: mServer is held until it was read. */
  async function* list(pack: Uint8Array, signal: AbortSignal): AsyncIterable<Uint8Array> {
    const end = await takeTurn(origin, signal)
    const started = tools.clock.monotonicMs()
    let bytes = 0
    try {
      await ensureRunning(signal)
      requireUnit(await unit(signal), settings)
      const asked = await question({ kind: 'list', pack }, exchangeName('list', tools.clock))
      const answer = await askHttpStream(await fetchIs(), { ...asked, maxBytes: LIST_BYTES }, signal)
      if (answer.status !== 200) throw statusFailure(answer.status, settings, origin)
      for await (const piece of answer.body) {
        bytes += piece.length
        yield piece
      }
    } catch (error) {
      throw asQuestion(error)
    } finally {
      end()
      tools.log.info('mServer listed', { bytes, durationMs: Math.round(tools.clock.monotonicMs() - started) })
    }
  }

  return {
    list,
    ask: (asked, signal) =>
      withLease(origin, signal, () => exchange(asked, signal)).catch((error) => {
        throw asked.kind === 'find' || asked.kind === 'check' ? asQuestion(error) : error
      }),
    status,
    unit: async (signal) => {
      await ensureRunning(signal)
      return unit(signal)
    },
    close: async () => control?.stop(),
  }
}

/** In the code page of POHODA's own texts; a password with other characters goes as UTF-8, for want of any word on it. */
const encodeCredentials = ({ user, password }: MServerAccess): Uint8Array => {
  const text = `${user}:${password}`
  try {
    return encodeWindows1250(text)
  } catch {
    return Buffer.from(text, 'utf8')
  }
}
