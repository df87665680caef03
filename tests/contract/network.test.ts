import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { answerSchema } from '../../src/main/cli/answer'
import { makeAuthority } from '../support/authority'
import { startConnectProxy } from '../support/connect-proxy'
import { startFaultProxy } from '../support/fault-proxy'
import { temporarySandbox } from '../support/sandbox'

const program = resolve(import.meta.dirname, '../../out/main/cli.js')
const PASSWORD = 'proxy-password-of-the-test'

async function bi(args: readonly string[], input = '') {
  const env = { PATH: process.env['PATH'], LANG: 'C.UTF-8', HOME: tmpdir(), HTTPS_PROXY: 'http://nowhere.test:1' }
  const child = spawn(process.execPath, [program, ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] })
  let text = ''
  child.stdout.on('data', (part) => (text += part))
  child.stderr.on('data', (part) => (text += part))
  child.stdin.end(input)
  const [code] = await once(child, 'close')
  return { code, text }
}

test("the program itself, unattended: out through a company's script, and told why not through its proxy", async () => {
  const sandbox = await temporarySandbox()
  const authority = makeAuthority('Firma CA', 'Firma s.r.o.')
  const server = await startFaultProxy(new URL(sandbox.url).origin, { tls: authority.issue('DNS:central.test') })
  const to = Number(new URL(server.url).port)
  const open = await startConnectProxy({ to })
  const shut = await startConnectProxy({ to, login: 'me:another' })
  const scripts = createServer((_, response) =>
    response.end(
      `function FindProxyForURL(url, host) { return isInNet(host, '10.0.0.0', '255.0.0.0') ? 'DIRECT' : 'PROXY 127.0.0.1:${open.port}' }`,
    ),
  ).listen(0, '127.0.0.1')
  await once(scripts, 'listening')
  const dataDir = mkdtempSync(join(tmpdir(), 'bi-network-'))
  try {
    const setUp = async (central: Record<string, unknown>) => {
      const preset = {
        mode: 'test',
        central: { baseUrl: 'https://central.test/b2b/v1', apiKey: sandbox.keys.client, extraCa: authority.cert, ...central },
        connector: { id: 'pohoda-xml', settings: { program: '/p', user: 'A', password: 'x', database: 'S', ico: '1' } },
      }
      const { code, text } = await bi(['setup', '--from', '-', '--data-dir', dataDir], JSON.stringify(preset))
      expect(text).not.toContain(PASSWORD)
      expect(code).toBe(0)
    }
    const check = async () => {
      const { code, text } = await bi(['check', '--network', '--json', '--data-dir', dataDir])
      for (const secret of [PASSWORD, Buffer.from(`me:${PASSWORD}`).toString('base64'), sandbox.keys.client])
        expect(text).not.toContain(secret)
      const answer = answerSchema.parse(JSON.parse(text))
      if (answer.command !== 'check') throw new Error(answer.command)
      return { code, lines: 'checks' in answer ? answer.checks : [] }
    }
    await setUp({ proxy: { mode: 'pac', address: `http://127.0.0.1:${(scripts.address() as AddressInfo).port}/proxy.pac` } })
    const through = await check()
    expect(
      through.lines?.filter(({ status }) => !['ok', 'skipped'].includes(status)).map(({ problem }) => problem?.code),
    ).toEqual([
      // The tests' authority is no public one.
      'connection-own-authority',
    ])
    expect(through.code).toBe(0)
    expect(open.asked.at(-1)?.target).toBe('central.test:443')

    await setUp({ proxy: { mode: 'manual', address: `127.0.0.1:${shut.port}`, user: 'me' }, proxyPassword: PASSWORD })
    const refused = await check()
    expect(refused.lines?.find(({ status }) => status === 'failed')).toMatchObject({
      id: 'connection.port',
      problem: { code: 'connection-proxy-login-wrong' },
    })
    expect(refused.code).toBe(4)
    // It did reach the proxy that it is for.
    expect(shut.asked[0]?.login).toBe(`Basic ${Buffer.from(`me:${PASSWORD}`).toString('base64')}`)
  } finally {
    scripts.close()
    await open.close()
    await shut.close()
    await server.close()
    await sandbox.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
})
