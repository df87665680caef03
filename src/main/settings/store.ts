import { z } from 'zod'
import { Failure, problem } from '../../shared/failure'
import { SETTINGS_VERSION, type Settings, settingsSchema } from '../../shared/settings'
import { upgrades as released, type Upgrade } from './upgrades'

export const SETTINGS_FILE = 'settings.json'

/** The file below the settings. `read` gives the parsed JSON (`undefined`: no file) and throws what it can't read. */
export interface RawStore {
  readonly path: string
  read(): unknown
  /** Another one after each change of the file, whoever made it. Undefined: it can't be told. */
  stamp?(): string | undefined
  /** Whole and durable, or nothing. */
  write(value: Record<string, unknown>): void
  /** Copies the file as it is to a name beside it, durably. Throws Failure `disk-full`, `folder-not-writable`. */
  copyTo(name: string): void
}

export interface SettingsFile {
  readonly path: string
  /** `undefined`: not set up yet. Throws Failure `settings-invalid`, `settings-too-new`; the file stays as it is. */
  read(): Settings | undefined
  /** Throws Failure `settings-invalid`, `disk-full`, `folder-not-writable`. */
  write(settings: Settings): void
}

/** What is wrong, by place, in one line: `central.baseUrl: Invalid URL`. Values are left out: one could be a secret. */
export const issuesText = (error: z.ZodError): string =>
  error.issues
    .slice(0, 10)
    .map((issue) => `${issue.path.map(String).join('.') || '(whole)'}: ${issue.message}`)
    .join('; ')

export const settingsInvalid = (path: string, reason: string, cause?: unknown): Failure =>
  new Failure(problem('settings-invalid', { path, reason }), { effect: 'nothing', retry: false, cause })

/** `2026-11-24T20-50-00-000Z`: in a file's name on every system, and in the order of time. */
const copyTime = (at: number): string => new Date(at).toISOString().replace(/[:.]/g, '-')

const versionedSchema = z.looseObject({ version: z.number().int().min(1) })

/**
 * The settings over a store. A file that can't be read, doesn't fit or comes from a newer version is never replaced:
 * a silent fresh start would lose the company's set-up (seen in other programs, see docs/operations.md).
 */
export function settingsFile(
  store: RawStore,
  options: { version?: number; upgrades?: ReadonlyMap<number, Upgrade>; schema?: z.ZodType<Settings>; now?: () => number } = {},
): SettingsFile {
  const current = options.version ?? SETTINGS_VERSION
  const upgrades = options.upgrades ?? released
  const schema = options.schema ?? settingsSchema

  const parse = (value: unknown): Settings => {
    const parsed = schema.safeParse(value)
    if (!parsed.success) throw settingsInvalid(store.path, issuesText(parsed.error), parsed.error)
    return parsed.data
  }

  const readRaw = (): unknown => {
    try {
      return store.read()
    } catch (error) {
      if (error instanceof Failure) throw error
      throw settingsInvalid(store.path, error instanceof Error ? error.message : String(error), error)
    }
  }

  const readFile = (): Settings | undefined => {
    const raw = readRaw()
    if (raw === undefined) return undefined
    const versioned = versionedSchema.safeParse(raw)
    if (!versioned.success) throw settingsInvalid(store.path, issuesText(versioned.error), versioned.error)
    const found = versioned.data.version
    if (found > current)
      throw new Failure(problem('settings-too-new', { path: store.path, found: String(found), known: String(current) }), {
        effect: 'nothing',
        retry: false,
      })
    let value: Record<string, unknown> = versioned.data
    for (let version = found; version < current; version += 1) {
      const upgrade = upgrades.get(version)
      if (!upgrade) throw settingsInvalid(store.path, `no upgrade from version ${version}`)
      value = { ...upgrade(value), version: version + 1 }
    }
    const settings = parse(value)
    if (found < current) {
      // The copy first: whoever goes back to the older program needs its file. With its time: after going back and
      // upgrading once more, the newer copy must not be taken for done by the older one.
      store.copyTo(`settings.v${found}-${copyTime(options.now?.() ?? Date.now())}.json`)
      store.write(value)
    }
    return settings
  }

  // Asked some twenty times in each run and by each look at the state; whether the file is still the same is told by one call.
  let known: { stamp: string; settings: Settings | undefined } | undefined

  return {
    path: store.path,
    read() {
      const stamp = store.stamp?.()
      if (stamp !== undefined && stamp === known?.stamp) return known.settings
      // The stamp from before: what is changed while it is read is read again.
      const settings = readFile()
      known = stamp === undefined ? undefined : { stamp, settings }
      return settings
    },
    write(settings) {
      known = undefined
      // What can't be read back must not be written. And what stands there must be ours to replace.
      const parsed = parse(settings)
      const raw = readRaw()
      const versioned = versionedSchema.safeParse(raw)
      if (raw !== undefined && versioned.success && versioned.data.version > current)
        throw new Failure(
          problem('settings-too-new', { path: store.path, found: String(versioned.data.version), known: String(current) }),
          { effect: 'nothing', retry: false },
        )
      store.write({ ...parsed })
    },
  }
}
