import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { openUpdates, type Updates, type UpdatesOptions } from '../../src/main/update/updates'
import { type Settings, settingsSchema } from '../../src/shared/settings'

interface SignRelease {
  makeKey(): { private: string; public: string }
  signRelease(folder: string, options: { version: string; key: string; channel?: string }): Promise<string[]>
  verifyRelease(folder: string, keys: readonly string[]): Promise<string[]>
}
/** The release's own script, as it runs there. */
export const release = (await import(resolve(import.meta.dirname, '../../scripts/sign-release.mjs'))) as SignRelease

/** Stands for an AppImage: one executable file that says its version. `more` makes it bigger. */
export const program = (version: string, more = ''): string =>
  `#!/bin/sh\n[ "$1" = --version ] && echo ${version}\nexit 0\n${more}`

export interface UpdateWorld {
  dataDir: string
  /** What the update server serves. */
  served: string
  /** Paths asked for. */
  asked: string[]
  /** The installed program. */
  target: string
  key: { private: string; public: string }
  feed: string
  /** Answers a path in place of the file. */
  answers: Map<string, { status: number; headers?: Record<string, string>; body?: string }>
  /** Puts a release there: a program that says `version`, signed. */
  publish(version: string, content?: string): Promise<string>
  open(change?: Partial<UpdatesOptions>): Updates
  close(): Promise<void>
}

export async function updateWorld(): Promise<UpdateWorld> {
  const base = mkdtempSync(join(tmpdir(), 'bi-update-'))
  const served = join(base, 'served')
  const dataDir = join(base, 'data')
  const target = join(base, 'app', 'b2b klient.AppImage')
  for (const folder of [served, dataDir, join(base, 'app')]) mkdirSync(folder, { mode: 0o700 })
  writeFileSync(target, program('1.0.0'))
  chmodSync(target, 0o755)
  const key = release.makeKey()
  const asked: string[] = []
  const answers: UpdateWorld['answers'] = new Map()
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push(path)
    const answer = answers.get(path)
    if (answer) {
      response.writeHead(answer.status, answer.headers).end(answer.body)
      return
    }
    try {
      response.end(readFileSync(join(served, path.replace(/^\/feed\//, ''))))
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const feed = `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed`
  const opened: Updates[] = []
  const settings: Settings = settingsSchema.parse({
    version: 1,
    mode: 'test',
    central: { baseUrl: 'http://127.0.0.1:9/b2b/v1' },
    connector: { id: 'pohoda-xml', settings: {} },
    updates: { feed },
  })
  return {
    dataDir,
    served,
    asked,
    target,
    key,
    feed,
    answers,
    async publish(version, content = program(version)) {
      const name = `b2b-client-${version}-linux-x86_64.AppImage`
      for (const file of ['latest-linux.yml', 'latest-linux.yml.sig']) rmSync(join(served, file), { force: true })
      const folder = join(base, `release-${version}`)
      rmSync(folder, { recursive: true, force: true })
      mkdirSync(folder)
      writeFileSync(join(folder, name), content)
      await release.signRelease(folder, { version, key: key.private })
      for (const file of [name, 'latest-linux.yml', 'latest-linux.yml.sig'])
        writeFileSync(join(served, file), readFileSync(join(folder, file)))
      return name
    },
    open(change = {}) {
      const updates = openUpdates({
        dataDir,
        version: '1.0.0',
        installed: { form: 'AppImage', target },
        settings: () => settings,
        way: () => ({ fetch, close: async () => {} }),
        publisher: { keys: [key.public], feed: undefined },
        log: { debug() {}, info() {}, warn() {}, error() {} },
        now: Date.now,
        atScreen: false,
        switches: [],
        release: async () => {},
        platform: 'linux',
        arch: 'x64',
        waitMs: 10_000,
        ...change,
      })
      opened.push(updates)
      return updates
    },
    async close() {
      for (const one of opened) await one.close()
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      rmSync(base, { recursive: true, force: true })
    },
  }
}
