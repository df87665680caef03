import { expect, it, test } from 'vitest'
import { enteredProxy } from '../../../../src/main/chosen-proxy'
import type { Secrets } from '../../../../src/main/settings/secrets'
import { proxyOf, stateOf } from '../../../../src/main/setup/settings-of'
import { centralUrlSchema, type ProxySettings, settingsSchema } from '../../../../src/shared/settings'

const none = { has: () => false } as unknown as Secrets

test.each<ProxySettings>([
  { mode: 'none' },
  { mode: 'manual', address: 'proxy.firma.cz:3128' },
  { mode: 'manual', address: 'proxy.firma.cz:3128', user: 'me' },
  { mode: 'pac', address: 'http://wpad.firma.cz/proxy.pac' },
])('$mode is taken up into setting up and comes out as it was', (proxy) => {
  const settings = settingsSchema.parse({
    version: 1,
    mode: 'test',
    central: { baseUrl: 'https://central.cz/b2b/v1', proxy },
    connector: { id: 'x', settings: {} },
  })
  expect(proxyOf(stateOf(settings, undefined).entries.central)).toEqual({ proxy })
})

it('half of an entry never passes for the settings of the computer while it is tried', () => {
  expect(enteredProxy({ proxyMode: 'manual' }, none, () => {})).toEqual({ mode: 'manual', address: '' })
  expect(enteredProxy({ proxyMode: 'pac', proxyAddress: 'x' }, none, () => {})).toEqual({ mode: 'pac', address: 'x' })
  expect(enteredProxy({ proxyMode: 'system', proxyAddress: 'left over' }, none, () => {})).toBeUndefined()
  expect(enteredProxy({}, none, () => {})).toBeUndefined()
})

test.each([
  ['https://central.cz/b2b/v1', true],
  ['https://[2001:db8::1]:8443/b2b/v1', true],
  ['http://127.0.0.1:8080/b2b/v1', true],
  ['http://[::1]:8080/b2b/v1', true],
  ['http://localhost/b2b/v1', true],
  ['http://central.cz/b2b/v1', false],
  ['http://127.0.0.1.central.cz/', false],
  ['http://localhost.central.cz/', false],
  ['http://10.0.0.1/', false],
  ['https://[fe80::1%25eth0]/', false],
  ['https://me:secret@central.cz/', false],
])('HTTPS everywhere but on this computer: %s is taken: %s', (address, taken) => {
  expect(centralUrlSchema.safeParse(address).success).toBe(taken)
})
