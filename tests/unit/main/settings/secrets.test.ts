import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSecrets } from '../../../../src/main/settings/secrets'
import { asFailure } from '../../../../src/shared/failure'

let dataDir = ''
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'bi-secrets-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))
const file = (name: string) => join(dataDir, name)
const codeOf = (action: () => unknown) => {
  try {
    action()
  } catch (error) {
    return asFailure(error).problem.code
  }
  return 'nothing was thrown'
}

test('a secret comes back as it was, and stands nowhere in plain', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 60, unit: 'binary' }), (value) => {
      openSecrets(dataDir).set('central.apiKey', value)
      expect(openSecrets(dataDir).get('central.apiKey')).toBe(Buffer.from(value, 'utf8').toString('utf8'))
    }),
    { numRuns: 40 },
  )
  openSecrets(dataDir).set('central.apiKey', 'tajné-heslo-123')
  for (const name of readdirSync(dataDir)) expect(readFileSync(file(name)).includes(Buffer.from('tajné-heslo'))).toBe(false)
})

test('key and secrets are private files, and the key is made once', () => {
  const secrets = openSecrets(dataDir)
  secrets.set('a', 'first-secret')
  const key = readFileSync(file('machine.key'))
  expect(key).toHaveLength(32)
  secrets.set('b', 'second-secret')
  secrets.replaceAll({ a: 'third-secret' })
  expect(readFileSync(file('machine.key')).equals(key)).toBe(true)
  expect(secrets.has('b')).toBe(false)
  if (process.platform !== 'win32')
    for (const name of ['machine.key', 'secrets.json']) expect(statSync(file(name)).mode & 0o777).toBe(0o600)
})

test('what was never stored is missing; what was deleted is missing again', () => {
  const secrets = openSecrets(dataDir)
  expect(codeOf(() => secrets.get('a'))).toBe('secret-missing')
  secrets.set('a', 'value-of-a')
  secrets.delete('a')
  secrets.delete('a')
  expect(codeOf(() => secrets.get('a'))).toBe('secret-missing')
  for (const name of ['__proto__', 'constructor', 'toString']) expect(codeOf(() => secrets.get(name))).toBe('secret-missing')
})

test('a record moved under another name is not believed', () => {
  const secrets = openSecrets(dataDir)
  secrets.set('test.key', 'key-of-test')
  secrets.set('production.key', 'key-of-production')
  const data = JSON.parse(readFileSync(file('secrets.json'), 'utf8'))
  data.secrets['production.key'] = data.secrets['test.key']
  writeFileSync(file('secrets.json'), JSON.stringify(data))
  expect(secrets.get('test.key')).toBe('key-of-test')
  expect(codeOf(() => secrets.get('production.key'))).toBe('secret-unreadable')
})

test.each(['iv', 'tag', 'data'])('one changed bit of %s is noticed', (part) => {
  const secrets = openSecrets(dataDir)
  secrets.set('a', 'value-of-a')
  const data = JSON.parse(readFileSync(file('secrets.json'), 'utf8'))
  const bytes = Buffer.from(data.secrets.a[part], 'base64')
  bytes[0] = (bytes[0] ?? 0) ^ 1
  data.secrets.a[part] = bytes.toString('base64')
  writeFileSync(file('secrets.json'), JSON.stringify(data))
  expect(codeOf(() => secrets.get('a'))).toBe('secret-unreadable')
})

test('a tag cut short is not accepted', () => {
  const secrets = openSecrets(dataDir)
  secrets.set('a', 'value-of-a')
  const data = JSON.parse(readFileSync(file('secrets.json'), 'utf8'))
  data.secrets.a.tag = Buffer.from(data.secrets.a.tag, 'base64').subarray(0, 4).toString('base64')
  writeFileSync(file('secrets.json'), JSON.stringify(data))
  expect(codeOf(() => secrets.get('a'))).toBe('secret-unreadable')
})

test.each(['', '{', '[]', '{"version":2,"secrets":{}}', '{"version":1,"secrets":{"a":"plain"}}'])(
  'a secrets file with other content is unreadable and stays: %s',
  (content) => {
    writeFileSync(file('secrets.json'), content)
    expect(codeOf(() => openSecrets(dataDir).get('a'))).toBe('secret-unreadable')
    expect(codeOf(() => openSecrets(dataDir).set('a', 'value-of-a'))).toBe('secret-unreadable')
    expect(readFileSync(file('secrets.json'), 'utf8')).toBe(content)
  },
)

test('a lost key is never silently replaced by a new one', () => {
  const secrets = openSecrets(dataDir)
  secrets.set('a', 'value-of-a')
  rmSync(file('machine.key'))
  expect(codeOf(() => secrets.get('a'))).toBe('secret-unreadable')
  expect(codeOf(() => secrets.set('b', 'value-of-b'))).toBe('secret-unreadable')
  expect(existsSync(file('machine.key'))).toBe(false)
})

test('a fresh set-up after a lost key works and keeps the old file aside', () => {
  const secrets = openSecrets(dataDir)
  secrets.set('a', 'value-of-a')
  rmSync(file('machine.key'))
  secrets.replaceAll({ b: 'value-of-b' })
  expect(secrets.get('b')).toBe('value-of-b')
  expect(readdirSync(dataDir).some((name) => name.startsWith('secrets.json.unreadable-'))).toBe(true)
})

test.skipIf(process.platform === 'win32')('a key that others can read is not used', () => {
  const secrets = openSecrets(dataDir)
  secrets.set('a', 'value-of-a')
  chmodSync(file('machine.key'), 0o640)
  expect(codeOf(() => secrets.get('a'))).toBe('secret-unreadable')
  expect(codeOf(() => secrets.set('a', 'another-value'))).toBe('secret-unreadable')
})

test('an error never carries the secret', () => {
  const secrets = openSecrets(dataDir)
  secrets.set('a', 'value-of-a')
  writeFileSync(file('secrets.json'), '{"version":1,"secrets":{"a":"value-of-a"}}')
  try {
    secrets.get('a')
  } catch (error) {
    expect(JSON.stringify(asFailure(error).problem) + String(error)).not.toContain('value-of-a')
  }
})
