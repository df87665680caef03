import { lookup } from 'node:dns/promises'
import { connect, isIP, type LookupFunction, type Socket } from 'node:net'
import * as tls from 'node:tls'
import { Failure, type Problem, problem } from '../../../shared/failure'
import type { LookUpName } from '../ports'
import { type ShownCertificate, shownChain, trusted } from './certificate'
import type { ProxyServer } from './proxy'

/** The way to one server, layer by layer. Everything here ends with the signal and lets go of its sockets. */

export interface Target {
  /** Without brackets. */
  host: string
  port: number
  /** As people write it. */
  address: string
}

export const systemLookUp: LookUpName = (name) => lookup(name, { all: true })

export const codeOf = (error: unknown): string => {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' ? code : error instanceof Error ? error.name : 'unknown'
}

const stop = (what: Problem, cause?: unknown): Failure => new Failure(what, { effect: 'nothing', retry: true, cause })

/** TCP. Rejects with the error of `node:net`. */
export function openTcp(target: { host: string; port: number }, lookUp: LookUpName, signal: AbortSignal): Promise<Socket> {
  const look: LookupFunction = (name, options, done) => {
    lookUp(name).then(
      (all) => {
        const [one] = all
        if (one === undefined) done(Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' }), '', 4)
        else if (options.all) done(null, [...all])
        else done(null, one.address, one.family)
      },
      (error: NodeJS.ErrnoException) => done(error, '', 4),
    )
  }
  return new Promise((resolve, reject) => {
    // A name may have an address that leads nowhere (IPv6 without a route is the common one): the next is tried meanwhile.
    const socket = connect({ host: target.host, port: target.port, lookup: look, autoSelectFamily: true, keepAlive: true })
    endWith(signal, socket)
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      // Whatever comes later is seen by who reads; an error without a listener would end the program.
      socket.on('error', () => {})
      resolve(socket)
    })
  })
}

const endWith = (signal: AbortSignal, socket: Socket): void => {
  if (signal.aborted) socket.destroy()
  signal.addEventListener('abort', () => socket.destroy(), { once: true })
}

const MOST_HEAD_BYTES = 16 * 1024

/** Asks the proxy for a tunnel to the target (RFC 9110, 9.3.6). Throws `Failure` with what the proxy said. */
export async function openTunnel(socket: Socket, proxy: ProxyServer, target: Target, signal: AbortSignal): Promise<void> {
  endWith(signal, socket)
  const where = { proxy: `${proxy.host}:${proxy.port}`, address: target.address }
  const authority = `${isIP(target.host) === 6 ? `[${target.host}]` : target.host}:${target.port}`
  const login =
    proxy.login === undefined
      ? ''
      : `Proxy-Authorization: Basic ${Buffer.from(`${proxy.login.user}:${proxy.login.password}`).toString('base64')}\r\n`
  const head = await new Promise<Buffer>((resolve, reject) => {
    let seen = Buffer.alloc(0)
    const tidy = (): void => {
      socket.off('data', onData)
      socket.off('close', onClose)
      socket.pause()
    }
    const onClose = (): void => {
      tidy()
      reject(stop(problem('connection-proxy-refused', where)))
    }
    const onData = (part: Buffer): void => {
      seen = Buffer.concat([seen, part])
      const end = seen.indexOf('\r\n\r\n')
      if (end < 0 && seen.length < MOST_HEAD_BYTES) return
      tidy()
      if (end >= 0 && seen.length > end + 4) socket.unshift(seen.subarray(end + 4))
      resolve(end < 0 ? seen : seen.subarray(0, end))
    }
    socket.on('data', onData)
    socket.once('close', onClose)
    socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${login}\r\n`)
  })
  const [statusLine = ''] = head.toString('latin1').split('\r\n')
  const status = Number(/^HTTP\/1\.[01] (\d{3})\b/.exec(statusLine)?.[1] ?? Number.NaN)
  if (status >= 200 && status < 300) return
  if (status === 407) throw stop(signInProblem(head.toString('latin1'), proxy, where))
  throw stop(
    problem(
      'connection-proxy-refused',
      { ...where, ...(Number.isNaN(status) ? {} : { status: String(status) }) },
      statusLine.slice(0, 200),
    ),
  )
}

/** A proxy that wants to know who asks: with name and password we can, with a domain's sign-in (NTLM, Kerberos) we can't. */
function signInProblem(head: string, { login }: ProxyServer, where: { proxy: string; address: string }): Problem {
  const kinds = [...head.matchAll(/^proxy-authenticate:[ \t]*([a-z][\w-]{0,30})/gim)].map(([, kind = '']) => kind)
  if (kinds.length > 0 && !kinds.some((kind) => kind.toLowerCase() === 'basic'))
    return problem('connection-proxy-login-kind', { ...where, kinds: [...new Set(kinds)].join(', ') })
  return problem(login ? 'connection-proxy-login-wrong' : 'connection-proxy-login', where)
}

/** Older encryption is refused, whatever the environment or the command line of Node allows. */
export const trustOf = (whom: Parameters<typeof trusted>[0]): tls.SecureContext =>
  tls.createSecureContext({ ca: trusted(whom), minVersion: 'TLSv1.2' })

export interface Secured {
  socket: tls.TLSSocket
  protocol: string
  chain: readonly ShownCertificate[]
  /** Empty: trusted, and made for this name. Else the code of what is wrong; then nothing may be sent. */
  fault: string
}

/** The handshake, with whatever certificate, so that it can be described. Rejects with the error of `node:tls`, or `ECONNRESET`. */
export function openTls(below: Socket, target: Target, context: tls.SecureContext, signal: AbortSignal): Promise<Secured> {
  endWith(signal, below)
  return new Promise((resolve, reject) => {
    const socket = tls.connect({
      socket: below,
      host: target.host,
      ...(isIP(target.host) === 0 && { servername: target.host }),
      secureContext: context,
      ALPNProtocols: ['http/1.1'],
      // Only here, to see who it is. Who sends anything asks `fault` first (see `sendable`).
      rejectUnauthorized: false,
    })
    const onClose = (): void => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' }))
    socket.once('close', onClose)
    socket.once('error', reject)
    socket.once('secureConnect', () => {
      socket.off('close', onClose)
      socket.off('error', reject)
      socket.on('error', () => {})
      const { authorized, authorizationError } = socket
      resolve({
        socket,
        protocol: socket.getProtocol() ?? '',
        chain: shownChain(socket),
        fault: authorized
          ? ''
          : String((authorizationError as { code?: string } | null)?.code ?? authorizationError ?? 'UNTRUSTED'),
      })
    })
  })
}

/** The one door to a connection that something may be sent on. Throws when it isn't trusted. */
export function sendable(secured: Secured, { address }: Pick<Target, 'address'>): tls.TLSSocket {
  if (secured.fault === '' && secured.socket.authorized) return secured.socket
  secured.socket.destroy()
  throw stop(problem('central-tls', { address }, secured.fault))
}
