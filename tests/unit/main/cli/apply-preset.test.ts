import { expect, test } from 'vitest'
import { splitPreset } from '../../../../src/main/cli/apply-preset'
import { asFailure } from '../../../../src/shared/failure'
import type { Settings } from '../../../../src/shared/settings'
import { cliEn } from '../../../../src/shared/texts/cli.en'

const preset = (central: Record<string, unknown> = {}) =>
  JSON.stringify({
    mode: 'test',
    central: { baseUrl: 'https://central.example/b2b/v1', apiKey: 'key-of-the-company', ...central },
    connector: { id: 'pohoda-xml', settings: { program: '/p', user: 'A', password: 'tajné', database: 'S', ico: '1' } },
  })
const split = (text: string, existing?: Settings) => splitPreset(text, 'preset.json', cliEn, existing)

test('settings get everything but the secrets, secrets nothing but them', () => {
  const { settings, secrets } = split(preset())
  expect(secrets).toEqual({
    'central.apiKey': 'key-of-the-company',
    'central.apiKey.side': 'central.example',
    'connector.pohoda-xml.password': 'tajné',
  })
  expect(JSON.stringify(settings)).not.toMatch(/key-of-the-company|tajné/)
  expect(settings.connector.settings).toEqual({ program: '/p', user: 'A', database: 'S', ico: '1' })
})

test('the way out of the network comes along, its password with the secrets and for that proxy alone', () => {
  const proxy = { mode: 'manual', address: 'http://proxy.firma.cz:3128', user: 'me' }
  const { settings, secrets } = split(preset({ proxy, proxyPassword: 'proxy-password' }))
  expect(settings.central.proxy).toEqual(proxy)
  expect(secrets).toMatchObject({
    'central.proxyPassword': 'proxy-password',
    'central.proxyPassword.side': 'proxy.firma.cz:3128',
  })
  expect(JSON.stringify(settings)).not.toContain('proxy-password')
  for (const wrong of [
    { mode: 'manual', address: 'me:secret@proxy:3128' },
    { mode: 'pac', address: 'file:///etc/passwd' },
    { mode: 'none', address: 'x' },
  ])
    expect(() => split(preset({ proxy: wrong }))).toThrow(/settings-invalid/)
})

test('a company that is known stays known at the same central side, so that another key is refused later', () => {
  const known = { ...split(preset()).settings, central: { baseUrl: 'https://central.example/b2b/v1', companyId: 'C-1' } }
  expect(split(preset(), known).settings.central.companyId).toBe('C-1')
  expect(split(preset({ baseUrl: 'https://other.example/b2b/v1' }), known).settings.central.companyId).toBeUndefined()
  expect(split(preset({ companyId: 'C-2' }), known).settings.central.companyId).toBe('C-2')
})

test('broken JSON is told by its place, never by what stands there', () => {
  for (const text of [
    '',
    '{',
    '{"central":{"apiKey":"key-of-the-company"',
    '{"apiKey": key-of-the-company}',
    'key-of-the-company',
  ])
    try {
      split(text)
      expect.unreachable()
    } catch (error) {
      const { problem } = asFailure(error)
      expect(problem.code).toBe('settings-invalid')
      expect(JSON.stringify(problem)).not.toContain('key-of')
    }
})
