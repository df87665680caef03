import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { AppUpdater, Provider, type ResolvedUpdateFileInfo, type UpdateInfo } from 'electron-updater'
import type { ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider'
import type { PackageForm, UpdateOffer } from '../../shared/update-state'
import type { Log } from '../engine/ports'
import { downloadTo } from './download'
import { besideFeed, type Feed, listName, readReleaseList, unverified } from './feed'

export interface UpdaterParts {
  version: string
  form: Exclude<PackageForm, 'none'>
  /** Where packages that were fetched lie: `updates` in the data folder. */
  folder: string
  feed: Feed
  platform: NodeJS.Platform
  arch: string
  log: Log
  signal: AbortSignal
  onProgress(percent: number): void
}

/** Signed lists instead of electron-updater's unsigned ones. */
const signedProvider = ({ feed, platform, arch, signal }: UpdaterParts) =>
  class extends Provider<UpdateInfo> {
    // electron-updater makes it, with these three.
    constructor(_options: unknown, _updater: unknown, runtimeOptions: ProviderRuntimeOptions) {
      super(runtimeOptions)
    }
    getLatestVersion(): Promise<UpdateInfo> {
      return readReleaseList(feed, listName(feed.channel, platform, arch), signal)
    }
    resolveFiles({ files }: UpdateInfo): ResolvedUpdateFileInfo[] {
      return files.map((info) => ({ url: besideFeed(feed.url, info.url), info }))
    }
    // It would carry a mark by which the server could tell this computer from others.
    override setRequestHeaders(): void {}
  }

/**
 * electron-updater as far as it serves: which version is newer, one download at a time, the package kept over restarts and
 * checked again. Its own way out, its lists and its installing are not used (docs/updates.md, "What electron-updater does").
 */
class PackageUpdater extends AppUpdater {
  readonly #parts: UpdaterParts

  constructor(parts: UpdaterParts) {
    super(null, {
      version: parts.version,
      name: 'updates',
      isPackaged: true,
      appUpdateConfigPath: join(parts.folder, 'app-update.yml'),
      userDataPath: parts.folder,
      baseCachePath: parts.folder,
      whenReady: async () => {},
      relaunch() {},
      quit() {},
      onQuit() {},
    })
    this.#parts = parts
    this.logger = quietLog(parts.log)
    this.autoDownload = false
    this.autoInstallOnAppQuit = false
    this.disableDifferentialDownload = true
    this.allowDowngrade = false
    this.isUserWithinRollout = () => true
    Object.assign(this, {
      // Read from files that a program with its own feed does not have; and no mark of this computer is made.
      configOnDisk: { value: Promise.resolve({ updaterCacheDirName: 'packages' }) },
      stagingUserIdPromise: { value: Promise.resolve('') },
    })
    this.setFeedURL({ provider: 'custom', updateProvider: signedProvider(parts) })
  }

  /** The package of this installation's form among those of the release. */
  pick(info: UpdateInfo): ResolvedUpdateFileInfo {
    const { form, arch, feed } = this.#parts
    const ending = `.${form.toLowerCase()}`
    const fitting = info.files.filter(({ url }) => url.toLowerCase().endsWith(ending))
    const names = ARCH_NAMES[arch] ?? [arch]
    const file =
      fitting.find(({ url }) => names.some((name) => url.includes(name))) ?? (fitting.length === 1 ? fitting[0] : undefined)
    if (!file) throw unverified(`${info.version}`, `no package ${form} ${arch}`)
    return { url: besideFeed(feed.url, file.url), info: file }
  }

  protected override doDownloadUpdate(options: Parameters<AppUpdater['doDownloadUpdate']>[0]) {
    const { feed, form, signal, onProgress } = this.#parts
    const fileInfo = this.pick(options.updateInfoAndProvider.info)
    return this.executeDownload({
      fileExtension: form,
      fileInfo,
      downloadUpdateOptions: options,
      task: (path) => downloadTo(path, fileInfo.url, expectedOf(fileInfo), { fetch: feed.fetch, signal, onProgress }),
      done: async () => {},
    })
  }

  override quitAndInstall(): never {
    throw new Error('installing is for install.ts')
  }
}

/** How packages of an architecture are named, by electron-builder and by the systems. */
const ARCH_NAMES: Readonly<Record<string, readonly string[]>> = { x64: ['x64', 'x86_64', 'amd64'], arm64: ['arm64', 'aarch64'] }

const expectedOf = ({ info }: ResolvedUpdateFileInfo) => ({ sha512: info.sha512, sizeBytes: info.size ?? 0 })

const quietLog = (log: Log) => ({
  info: (words: unknown) => log.debug('updater', { words: String(words) }),
  warn: (words: unknown) => log.warn('updater', { words: String(words) }),
  error: (words: unknown) => log.warn('updater', { words: String(words) }),
})

export interface Updater {
  /** What is newer than this program; undefined: nothing is. Throws Failure `update-unreachable`, `update-unverified`. */
  check(): Promise<UpdateOffer | undefined>
  /** Fetches what the last check found; its path. Also throws `disk-full`, `folder-not-writable`. */
  download(): Promise<string>
}

export function openUpdater(parts: UpdaterParts): Updater {
  const updater = new PackageUpdater(parts)
  return {
    async check() {
      const result = await updater.checkForUpdates()
      if (!result?.isUpdateAvailable) return undefined
      const file = updater.pick(result.updateInfo)
      const { sha512, sizeBytes } = expectedOf(file)
      return { version: result.updateInfo.version, url: file.url.href, sha512, sizeBytes }
    },
    async download() {
      // Packages of other versions, and what a crash left of a download.
      mkdirSync(parts.folder, { recursive: true, mode: 0o700 })
      const [path] = await updater.downloadUpdate()
      if (path === undefined) throw new Error('no file')
      return path
    },
  }
}

/** After an installation nobody needs them any more. */
export const forgetPackages = (folder: string): void => rmSync(join(folder, 'packages'), { recursive: true, force: true })
