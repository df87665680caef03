import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import type { Identity } from './fault-proxy'

export interface ConnectProxy {
  port: number
  /** Targets asked for, oldest first, and the login that came along. */
  asked: { target: string; login: string | undefined }[]
  /** What came through the connections that it broke open. */
  read: () => string
  close(): Promise<void>
}

/**
 * A company's proxy: CONNECT only. Every tunnel leads to `to`, whatever its name, for names of tests lead nowhere.
 * `opens`: breaks TLS open with these certificates. `refuses`: answers with this status. `silent`: takes and says nothing.
 */
export async function startConnectProxy(options: {
  to: number
  login?: string
  refuses?: number
  silent?: boolean
  opens?: Identity
  /** Kinds of login that it offers in place of a name and a password. */
  wants?: readonly string[]
}): Promise<ConnectProxy> {
  const asked: ConnectProxy['asked'] = []
  const sockets = new Set<Socket>()
  let read = ''
  const keep = (socket: Socket): Socket => {
    sockets.add(socket)
    return socket.on('error', () => {}).once('close', () => sockets.delete(socket))
  }
  const inner =
    options.opens &&
    createTlsServer(options.opens, (socket) => {
      keep(socket)
      socket.on('data', (part) => {
        read += part.toString('latin1')
        socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
      })
    })
  if (inner) {
    inner.on('tlsClientError', () => {})
    inner.listen(0, '127.0.0.1')
    await once(inner, 'listening')
  }
  const server = createServer((_, response) => void response.writeHead(405).end())
  server.on('connection', keep)
  server.on('connect', (request: IncomingMessage, client: Socket, head: Buffer) => {
    const login = request.headers['proxy-authorization']
    asked.push({ target: request.url ?? '', login })
    if (options.silent) return
    if (options.refuses !== undefined) {
      client.end(`HTTP/1.1 ${options.refuses} No\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    if (options.wants) {
      const offers = options.wants.map((kind) => `Proxy-Authenticate: ${kind}\r\n`).join('')
      client.end(`HTTP/1.1 407 Proxy Authentication Required\r\n${offers}\r\n`)
      return
    }
    if (options.login !== undefined && login !== `Basic ${Buffer.from(options.login).toString('base64')}`) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="proxy"\r\n\r\n')
      return
    }
    const port = inner ? (inner.address() as AddressInfo).port : options.to
    const behind = keep(
      connect(port, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n')
        behind.write(head)
        behind.pipe(client)
        client.pipe(behind)
      }),
    )
    behind.on('close', () => client.destroy())
    client.on('close', () => behind.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    read: () => read,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      inner?.close()
      server.close()
      await once(server, 'close')
    },
  }
}
