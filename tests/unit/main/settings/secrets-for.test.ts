import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { API_KEY_SECRET, openSecrets } from '../../../../src/main/settings/secrets'
import { secretFor, secretsFor } from '../../../../src/main/settings/secrets-for'

let dataDir = ''
let address = 'https://api.example.cz/b2b/v1'
const ours = () => secretsFor(openSecrets(dataDir), () => address)
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'bi-for-'))
  address = 'https://api.example.cz/b2b/v1'
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

test('a key goes to the central side that gave it and to no other, whoever names one', () => {
  ours().set(API_KEY_SECRET, 'key-of-example')
  expect(ours().get(API_KEY_SECRET)).toBe('key-of-example')
  for (const other of [
    'https://evil.example/b2b/v1',
    'https://api.example.cz.evil.example/b2b/v1',
    'https://api.example.cz:8443/b2b/v1',
    'http://127.0.0.1:8080/b2b/v1',
    'https://api.example.cz@evil.example/b2b/v1',
    '',
    'nonsense',
  ]) {
    address = other
    expect(ours().has(API_KEY_SECRET), other).toBe(false)
    expect(() => ours().get(API_KEY_SECRET), other).toThrow('secret-missing')
  }
  address = 'https://api.example.cz/b2b/v2'
  expect(ours().get(API_KEY_SECRET)).toBe('key-of-example')
  // Entered again for the new one.
  address = 'https://api.nova.cz/b2b/v1'
  ours().set(API_KEY_SECRET, 'key-of-nova')
  expect(ours().get(API_KEY_SECRET)).toBe('key-of-nova')
  expect(readFileSync(join(dataDir, 'secrets.json'), 'utf8')).not.toContain('api.nova.cz')
})

test('a practice central side keeps its key after a start on another port', () => {
  address = 'http://127.0.0.1:4001/b2b/v1'
  ours().set(API_KEY_SECRET, 'key-of-practice')
  address = 'http://localhost:4002/b2b/v1'
  expect(ours().get(API_KEY_SECRET)).toBe('key-of-practice')
})

test('a key from a preset is bound at once; one of an older version to the first that asks', () => {
  openSecrets(dataDir).replaceAll(secretFor(API_KEY_SECRET, 'key-of-preset', address))
  address = 'https://evil.example/b2b/v1'
  expect(ours().has(API_KEY_SECRET)).toBe(false)
  openSecrets(dataDir).replaceAll({ [API_KEY_SECRET]: 'key-of-old' })
  address = 'https://api.example.cz/b2b/v1'
  expect(ours().get(API_KEY_SECRET)).toBe('key-of-old')
  address = 'https://evil.example/b2b/v1'
  expect(ours().has(API_KEY_SECRET)).toBe(false)
})
