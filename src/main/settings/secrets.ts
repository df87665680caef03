import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { closeSync, constants, existsSync, fstatSync, openSync, readFileSync, renameSync, type Stats } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Failure, problem } from '../../shared/failure'
import { ensureFile, errorCode, replaceFile, writeFailure } from '../system/atomic-file'

/**
 * Secrets of an unattended computer: nobody is there to unlock a keyring, so the key lies beside them in a file that
 * only the account which runs the program may read (docs/security.md says what that is worth). AES-256-GCM: a changed
 * or swapped record is noticed, because the name is bound to it.
 */
export interface Secrets {
  /** Throws Failure `secret-missing`, `secret-unreadable`. */
  get(name: string): string
  has(name: string): boolean
  /** Throws Failure `secret-unreadable` (a key file that can't be trusted), `disk-full`, `folder-not-writable`. */
  set(name: string, value: string): void
  delete(name: string): void
  /** Exactly these from now on. Works also when the old ones can't be read any more: their file is kept aside. */
  replaceAll(values: Readonly<Record<string, string>>): void
}

export const API_KEY_SECRET = 'central.apiKey'
/** Name of a connector's secret setting. */
export const connectorSecret = (connectorId: string, field: string): string => `connector.${connectorId}.${field}`

const KEY_BYTES = 32
const IV_BYTES = 12
const MOST_FILE_BYTES = 1024 * 1024
const MOST_VALUE_LENGTH = 16_384

const recordSchema = z.strictObject({ iv: z.base64(), tag: z.base64(), data: z.base64() })
const fileSchema = z.strictObject({
  version: z.literal(1),
  secrets: z.record(z.string().min(1).max(200), recordSchema),
})
type SecretsData = z.infer<typeof fileSchema>

const unreadable = (name: string, path: string, reason: string, cause?: unknown): Failure =>
  new Failure(problem('secret-unreadable', { name, path, reason }), { effect: 'nothing', retry: false, cause })

export function openSecrets(dataDir: string): Secrets {
  const keyPath = join(dataDir, 'machine.key')
  const path = join(dataDir, 'secrets.json')

  /** Nothing but a file of its own: no link (it would lead to somebody else's), no pipe (it would never end). */
  const readOwn = (name: string, from: string, expect: (facts: Stats) => string | undefined): Buffer => {
    let handle: number | undefined
    try {
      handle = openSync(from, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
      const facts = fstatSync(handle)
      const wrong = facts.isFile() ? expect(facts) : 'not a file'
      if (wrong !== undefined) throw unreadable(name, from, wrong)
      return readFileSync(handle)
    } catch (error) {
      if (error instanceof Failure) throw error
      throw unreadable(name, from, errorCode(error) === 'ELOOP' ? 'a link' : (errorCode(error) ?? 'unreadable'), error)
    } finally {
      if (handle !== undefined) closeSync(handle)
    }
  }

  const readKey = (name: string): Buffer => {
    if (!existsSync(keyPath)) throw unreadable(name, keyPath, 'missing')
    return readOwn(name, keyPath, ({ mode, size }) => {
      if (process.platform !== 'win32' && (mode & 0o077) !== 0) return 'readable by others'
      return size === KEY_BYTES ? undefined : 'wrong length'
    })
  }

  const read = (name: string): SecretsData => {
    if (!existsSync(path)) return { version: 1, secrets: {} }
    const text = readOwn(name, path, ({ size }) => (size > MOST_FILE_BYTES ? 'too large' : undefined)).toString('utf8')
    let json: unknown
    try {
      json = JSON.parse(text)
    } catch (error) {
      throw unreadable(name, path, 'not JSON', error)
    }
    const parsed = fileSchema.safeParse(json)
    // Not the whole zod message: it could quote what stands there.
    if (!parsed.success) throw unreadable(name, path, 'unexpected content')
    return parsed.data
  }

  const ensureKey = (name: string): Buffer => {
    if (!existsSync(keyPath)) ensureFile(keyPath, randomBytes(KEY_BYTES))
    // Read back, always: another process may have been first.
    return readKey(name)
  }

  const encrypt = (key: Buffer, name: string, value: string): z.infer<typeof recordSchema> => {
    if (value.length > MOST_VALUE_LENGTH) throw unreadable(name, path, 'too long')
    const iv = randomBytes(IV_BYTES)
    const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(name, 'utf8'))
    const data = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()])
    return { iv: iv.toString('base64'), tag: cipher.getAuthTag().toString('base64'), data: data.toString('base64') }
  }

  const decrypt = (key: Buffer, name: string, record: z.infer<typeof recordSchema>): string => {
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(record.iv, 'base64'), { authTagLength: 16 })
        .setAAD(Buffer.from(name, 'utf8'))
        .setAuthTag(Buffer.from(record.tag, 'base64'))
      return decipher.update(Buffer.from(record.data, 'base64'), undefined, 'utf8') + decipher.final('utf8')
    } catch (error) {
      throw unreadable(name, path, 'another key, or changed by hand', error)
    }
  }

  const write = (data: SecretsData): void => replaceFile(path, `${JSON.stringify(data, undefined, 2)}\n`)

  const moveAside = (from: string): void => {
    try {
      renameSync(from, `${from}.unreadable-${new Date().toISOString().replaceAll(':', '-')}`)
    } catch (error) {
      throw writeFailure(error, from)
    }
  }

  return {
    get(name) {
      const record = Object.hasOwn(read(name).secrets, name) ? read(name).secrets[name] : undefined
      if (!record) throw new Failure(problem('secret-missing', { name }), { effect: 'nothing', retry: false })
      return decrypt(readKey(name), name, record)
    },
    has: (name) => Object.hasOwn(read(name).secrets, name),
    set(name, value) {
      const data = read(name)
      // A fresh key would make the other secrets unreadable without a word.
      const key = Object.keys(data.secrets).length > 0 ? readKey(name) : ensureKey(name)
      write({ version: 1, secrets: { ...data.secrets, [name]: encrypt(key, name, value) } })
    },
    delete(name) {
      const data = read(name)
      if (!Object.hasOwn(data.secrets, name)) return
      const { [name]: _gone, ...rest } = data.secrets
      write({ version: 1, secrets: rest })
    },
    replaceAll(values) {
      const names = Object.keys(values)
      const first = names[0] ?? ''
      const readable = (): boolean => {
        try {
          for (const [name, record] of Object.entries(read(first).secrets)) decrypt(readKey(name), name, record)
          return true
        } catch {
          return false
        }
      }
      if (!readable()) moveAside(path)
      const key = ensureKey(first)
      const secrets = Object.fromEntries(names.map((name) => [name, encrypt(key, name, values[name] ?? '')]))
      write({ version: 1, secrets })
    },
  }
}
