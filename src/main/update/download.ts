import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { errorCode, writeFailure } from '../system/atomic-file'
import { chunksOf, get, unverified } from './feed'

/** A server that sends nothing for so long has gone. */
const SILENCE_MS = 60_000

export interface Expected {
  /** Base64. */
  sha512: string
  sizeBytes: number
}

/**
 * Fetches a package into `path`, which must not be there, and gives it only when it is byte for byte what was signed;
 * more than that is never written. Throws Failure `update-unreachable`, `update-unverified`, `disk-full`, `folder-not-writable`.
 */
export async function downloadTo(
  path: string,
  url: URL,
  expected: Expected,
  { fetch: fetchIt, signal, onProgress }: { fetch: typeof fetch; signal: AbortSignal; onProgress(percent: number): void },
): Promise<void> {
  const silence = new AbortController()
  const watch = setTimeout(() => silence.abort(new Error(`nothing came for ${SILENCE_MS / 1000} s`)), SILENCE_MS).unref()
  const name = url.pathname.split('/').at(-1) ?? ''
  try {
    const response = await get(fetchIt, url, AbortSignal.any([signal, silence.signal]))
    const file = await open(path, 'wx', 0o600)
    try {
      const hash = createHash('sha512')
      let length = 0
      for await (const chunk of chunksOf(response, url)) {
        watch.refresh()
        length += chunk.length
        if (length > expected.sizeBytes) throw unverified(name, `larger than ${expected.sizeBytes} bytes`)
        hash.update(chunk)
        await file.writeFile(chunk)
        onProgress(Math.floor((length * 100) / expected.sizeBytes))
      }
      if (length !== expected.sizeBytes) throw unverified(name, `${length} bytes instead of ${expected.sizeBytes}`)
      if (hash.digest('base64') !== expected.sha512) throw unverified(name, 'other content than was signed')
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (error) {
    if (errorCode(error) !== undefined) throw writeFailure(error, path)
    throw error
  } finally {
    clearTimeout(watch)
  }
}

/** SHA-512 of a file, base64. */
export async function sha512Of(path: string): Promise<string> {
  const hash = createHash('sha512')
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(chunk as Buffer)
  return hash.digest('base64')
}
