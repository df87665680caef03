import { request } from 'node:http'
import type { Socket } from 'node:net'

/** What came back. Nothing is followed and nothing unpacked. */
export interface Answered {
  status: number
  /** Lower case, without parameters. */
  contentType: string
  location: string | undefined
  requestId: string | undefined
  /** The server's clock, to the second; NaN when it didn't say. */
  dateMs: number
  text: string
}

const MOST_BYTES = 1024 * 1024

/** One GET on a connection that is open already; it is closed afterwards. Rejects with the error of `node:http`. */
export function ask(
  socket: Socket,
  what: { host: string; path: string; headers: Readonly<Record<string, string>> },
  signal: AbortSignal,
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const outgoing = request({
      createConnection: () => socket,
      path: what.path,
      headers: { Host: what.host, Accept: 'application/json, application/problem+json', ...what.headers },
    })
    const abort = (): void => void outgoing.destroy()
    signal.addEventListener('abort', abort, { once: true })
    if (signal.aborted) abort()
    outgoing.once('error', reject)
    outgoing.once('close', () => {
      socket.destroy()
      reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' }))
    })
    outgoing.once('response', (message) => {
      const parts: Buffer[] = []
      let bytes = 0
      const done = (): void => {
        const { headers } = message
        const requestId = headers['x-request-id']
        resolve({
          status: message.statusCode ?? 0,
          contentType: (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '',
          location: headers.location,
          requestId: typeof requestId === 'string' ? requestId.slice(0, 64) : undefined,
          dateMs: Date.parse(headers.date ?? ''),
          text: Buffer.concat(parts).toString('utf8'),
        })
        socket.destroy()
      }
      message.on('data', (part: Buffer) => {
        bytes += part.length
        parts.push(part)
        // No account is that large, and a sign-in page has said enough.
        if (bytes > MOST_BYTES) done()
      })
      message.once('end', done)
      message.once('error', reject)
    })
    outgoing.end()
  })
}
