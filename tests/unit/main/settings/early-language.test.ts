import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openClient } from '../../../../src/main/client'
import { EARLY_LANGUAGE_FILE, earlyLanguage } from '../../../../src/main/settings/early-language'
import type { Settings } from '../../../../src/shared/settings'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'bi-language-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const settings: Settings = {
  version: 1,
  language: 'sk',
  mode: 'test',
  central: { baseUrl: 'https://central.example/b2b/v1' },
  connector: { id: 'pohoda-xml', settings: {} },
  sync: { intervalSeconds: 300, batchSize: 100, leaseSeconds: 600, paused: false },
}
const settingsPath = () => join(dataDir, 'settings.json')
const opened = async <T>(work: (client: Awaited<ReturnType<typeof openClient>>) => T): Promise<T> => {
  const client = await openClient({ dataDir, surface: 'cli' })
  try {
    return work(client)
  } finally {
    await client.close()
  }
}

test('a language chosen before set-up is there at the next start, and makes no settings', async () => {
  expect(await opened((client) => client.language())).toBeUndefined()
  await opened((client) => client.setLanguage('en'))
  expect(await opened((client) => [client.language(), client.settings(), client.status().state])).toEqual([
    'en',
    undefined,
    'not-set-up',
  ])
  expect(existsSync(settingsPath())).toBe(false)
  if (process.platform !== 'win32') expect(statSync(join(dataDir, EARLY_LANGUAGE_FILE)).mode & 0o777).toBe(0o600)
})

test('once there are settings, their language counts and the next choice goes there', async () => {
  await opened((client) => client.setLanguage('en'))
  writeFileSync(settingsPath(), JSON.stringify(settings))
  expect(await opened((client) => client.language())).toBe('sk')
  await opened((client) => client.setLanguage('cs'))
  expect(JSON.parse(readFileSync(settingsPath(), 'utf8'))).toMatchObject({ ...settings, language: 'cs' })
  expect(earlyLanguage(dataDir).read()).toBe('en')
})

test('a choice cannot cover up settings that are spoiled', async () => {
  writeFileSync(settingsPath(), '{ "version": 1')
  await expect(opened((client) => client.setLanguage('en'))).rejects.toMatchObject({ problem: { code: 'settings-invalid' } })
  expect(readFileSync(settingsPath(), 'utf8')).toBe('{ "version": 1')
  expect(existsSync(join(dataDir, EARLY_LANGUAGE_FILE))).toBe(false)
})

test.each(['', '{', 'null', '{"language":"de"}', `{"language":"en","x":"${'x'.repeat(2000)}"}`])(
  'a file with %j in it is no choice, and can be chosen over',
  (text) => {
    writeFileSync(join(dataDir, EARLY_LANGUAGE_FILE), text)
    const early = earlyLanguage(dataDir)
    expect(early.read()).toBeUndefined()
    early.write('sk')
    expect(early.read()).toBe('sk')
  },
)
