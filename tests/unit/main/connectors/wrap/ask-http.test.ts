import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { askHttp, type HttpQuestion } from '../../../../../src/main/connectors/wrap/ask-http'
import { Failure } from '../../../../../src/shared/failure'
import { connectorTools } from '../../../../support/connector-tools'

let server: Server | undefined
let tools: ReturnType<typeof connectorTools> | undefined
afterEach(async () => {
  tools?.remove()
  server?.closeAllConnections()
  await new Promise((done) => (server ? server.close(done) : done(undefined)))
  server = undefined
})

const signal = new AbortController().signal
const ask = async (listener: RequestListener, question: Partial<HttpQuestion> = {}) => {
  server = createServer(listener)
  await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done))
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  tools = connectorTools()
  return askHttp(
    tools.http({ baseUrl }),
    {
      method: 'POST',
      url: `${baseUrl}/xml`,
      timeoutMs: 5_000,
      maxBytes: 100,
      ...question,
      ...(question.method === 'GET' ? {} : { body: Buffer.from('žluť') }),
    },
    signal,
  )
}
const failure = async (answer: Promise<unknown>): Promise<Failure> => {
  const error = await answer.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Failure)) throw new Error(`no Failure: ${String(error)}`)
  return error
}

describe('a question to an information system', () => {
  it('gives status, headers and bytes, whatever the status', async () => {
    const answer = await ask((request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => response.writeHead(403, { 'x-own': 'a' }).end(Buffer.concat(parts)))
    })
    expect([answer.status, answer.headers.get('x-own'), Buffer.from(answer.bytes).toString()]).toEqual([403, 'a', 'žluť'])
  })

  it('a redirect is an answer, not a way', async () => {
    expect((await ask((_, response) => response.writeHead(302, { location: 'http://example.com/' }).end())).status).toBe(302)
  })

  it('says that nothing was done when nobody listens', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await new Promise((done) => taken.once('listening', done))
    const baseUrl = `http://127.0.0.1:${(taken.address() as AddressInfo).port}`
    await new Promise((done) => taken.close(done))
    tools = connectorTools()
    const told = await failure(
      askHttp(tools.http({ baseUrl }), { method: 'POST', url: `${baseUrl}/`, timeoutMs: 5_000, maxBytes: 10 }, signal),
    )
    expect([told.problem.code, told.effect, told.retry]).toEqual(['is-closed', 'nothing', true])
  })

  it.each(['GET', 'POST'] as const)(
    '%s: a time-out, a cut and a flood leave open what was done, unless it was only read',
    async (method) => {
      const effect = method === 'GET' ? 'nothing' : 'unknown'
      const told = async (listener: RequestListener, more: Partial<HttpQuestion> = {}) => {
        const { problem, effect: done } = await failure(ask(listener, { method, ...more }))
        tools?.remove()
        server?.closeAllConnections()
        await new Promise((closed) => server?.close(closed))
        return [problem.code, done]
      }
      expect(await told(() => {}, { timeoutMs: 100 })).toEqual(['is-timeout', effect])
      // Headers have come; the body never ends.
      expect(await told((_, response) => void response.writeHead(200).write('x'), { timeoutMs: 200 })).toEqual([
        'is-timeout',
        effect,
      ])
      expect(await told((request) => void request.socket.destroy())).toEqual(['is-no-answer', effect])
      expect(await told((_, response) => void response.end('x'.repeat(101)))).toEqual(['is-answer-unreadable', effect])
    },
  )

  it('without TLS it goes to the own network only, and to no other host', async () => {
    tools = connectorTools()
    const { http } = tools
    const to = async (baseUrl: string, url: string) =>
      (await failure(askHttp(http({ baseUrl }), { method: 'GET', url, timeoutMs: 300, maxBytes: 10 }, signal))).problem.code
    expect(await to('http://pohoda.example.com', 'http://pohoda.example.com/')).toBe('connection-host-not-allowed')
    expect(await to('http://8.8.8.8', 'http://8.8.8.8/')).toBe('connection-host-not-allowed')
    expect(await to('http://127.0.0.1:9', 'http://10.0.0.1/')).toBe('connection-host-not-allowed')
    expect(await to('http://server.lan:9', 'http://server.lan:9/')).not.toBe('connection-host-not-allowed')
  })
})
