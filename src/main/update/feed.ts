import { createPublicKey, verify } from 'node:crypto'
import { z } from 'zod'
import { asFailure, Failure, problem } from '../../shared/failure'
import { SIGNED_PREFIX } from './publisher'

const MOST_LIST_BYTES = 65_536
const MOST_PACKAGE_BYTES = 1024 * 1024 * 1024
const ANSWER_MS = 30_000
/** What stands before a raw Ed25519 key in its DER form (RFC 8410). */
const ED25519_DER = Buffer.from('302a300506032b6570032100', 'hex')

/**
 * The list of a release, in the shape of electron-builder's `latest*.yml`. We write it as JSON, which is YAML too
 * (scripts/sign-release.mjs): so any updater of that family reads it, and no YAML reader is let loose on it here.
 */
const releaseListSchema = z.object({
  version: z.string().regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}(-[0-9A-Za-z.-]{1,40})?$/),
  files: z
    .array(
      z.object({
        /** A plain name beside the list: neither a path nor another host. */
        url: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/),
        sha512: z.base64().length(88),
        size: z.number().int().positive().max(MOST_PACKAGE_BYTES),
      }),
    )
    .min(1)
    .max(50),
  path: z.string(),
  sha512: z.string(),
  releaseDate: z.string().max(40),
})
export type ReleaseList = z.infer<typeof releaseListSchema>

export interface Feed {
  /** Folder of the lists and packages, without the last slash needed. */
  url: string
  channel: string
  /** HTTP on the client's own way out (proxy, authorities). */
  fetch: typeof fetch
  keys: readonly string[]
}

/** As electron-builder names it: `latest.yml`, `latest-linux.yml`, `beta-linux-arm64.yml`. */
export const listName = (channel: string, platform: NodeJS.Platform, arch: string): string =>
  `${channel}${platform === 'linux' ? `-linux${arch === 'x64' ? '' : `-${arch}`}` : ''}.yml`

export const besideFeed = (feed: string, name: string): URL => new URL(name, feed.endsWith('/') ? feed : `${feed}/`)

export const unverified = (file: string, reason: string, cause?: unknown): Failure =>
  new Failure(problem('update-unverified', { file, reason }), { effect: 'nothing', retry: false, cause })

const unreachable = (url: URL, reason: string, cause?: unknown): Failure =>
  new Failure(problem('update-unreachable', { url: url.href, reason }), { effect: 'nothing', retry: true, cause })

/**
 * GET of exactly this address: no redirect is followed, so nobody on the way can send us elsewhere. Throws Failure
 * `update-unreachable`, and what finding the way out throws.
 */
export async function get(fetchIt: typeof fetch, url: URL, signal: AbortSignal): Promise<Response> {
  let response: Response
  try {
    response = await fetchIt(url, { redirect: 'manual', signal, headers: { accept: '*/*' } })
  } catch (error) {
    if (error instanceof Failure) throw error
    throw unreachable(url, causeText(error), error)
  }
  if (response.status === 200 && response.body) return response
  await response.body?.cancel().catch(() => {})
  throw unreachable(url, `HTTP ${response.status}`)
}

/** Of undici's `fetch failed` the reason is in the cause. */
const causeText = (error: unknown): string => {
  const { cause } = error as { cause?: unknown }
  return cause instanceof Error && cause.message !== '' ? cause.message : asFailure(error).message
}

/** The body as it comes. Throws Failure `update-unreachable`. */
export async function* chunksOf(response: Response, url: URL): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader()
  if (!reader) return
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } catch (error) {
    throw unreachable(url, causeText(error), error)
  } finally {
    // Whoever stops in the middle must not leave the connection filling up.
    await reader.cancel().catch(() => {})
  }
}

async function getSmall(feed: Feed, name: string, signal: AbortSignal): Promise<Buffer> {
  const url = besideFeed(feed.url, name)
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunksOf(await get(feed.fetch, url, signal), url)) {
    length += chunk.length
    if (length > MOST_LIST_BYTES) throw unverified(name, `larger than ${MOST_LIST_BYTES} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Whether one of the lines of `signatures` (base64) is a signature of the list by one of the keys. */
export function isSigned(name: string, list: Uint8Array, signatures: string, keys: readonly string[]): boolean {
  // Its name is signed too: the list of another channel or system, as genuine as it is, is refused.
  const signed = Buffer.concat([Buffer.from(`${SIGNED_PREFIX}${name}\n`, 'utf8'), list])
  const found = signatures
    .split(/\r?\n/)
    .slice(0, 8)
    .map((line) => Buffer.from(line.trim(), 'base64'))
  return keys.some((key) => {
    const der = Buffer.concat([ED25519_DER, Buffer.from(key, 'base64')])
    const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' })
    return found.some((signature) => signature.length === 64 && verify(null, signed, publicKey, signature))
  })
}

/**
 * The newest release, believed only with the publisher's signature. Read after it was verified, never before.
 * Throws Failure `update-unreachable`, `update-unverified`.
 */
export async function readReleaseList(feed: Feed, name: string, stop: AbortSignal): Promise<ReleaseList> {
  const signal = AbortSignal.any([stop, AbortSignal.timeout(ANSWER_MS)])
  const list = await getSmall(feed, name, signal)
  const signatures = await getSmall(feed, `${name}.sig`, signal)
  if (!isSigned(name, list, signatures.toString('latin1'), feed.keys)) throw unverified(name, 'no signature of the publisher')
  let value: unknown
  try {
    value = JSON.parse(list.toString('utf8'))
  } catch (error) {
    throw unverified(name, 'not JSON', error)
  }
  const parsed = releaseListSchema.safeParse(value)
  if (!parsed.success) throw unverified(name, 'unknown form', parsed.error)
  return parsed.data
}
