import { rmSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { asFailure, Failure, type Problem, problem } from '../../shared/failure'
import { type Settings, updateSettingsSchema } from '../../shared/settings'
import type { UpdateView } from '../../shared/update-state'
import type { Log } from '../engine/ports'
import { acquireMachineLock, holderText, livingHolder, type MachineLock, thisHolder } from '../system/machine-lock'
import { commandByHand, updateFolder } from './by-hand'
import { canInstallPackage, installPackage, type Package, replaceAppImage } from './install'
import { type Known, readKnown, writeKnown } from './known'
import type { Installed } from './package-form'
import type { Updater } from './package-updater'
import { afterUpdateEvent, type Found, type UpdateEvent, type UpdateState } from './update-machine'

/** Looking for, fetching and installing newer versions, for one data folder. Nothing is fetched or installed unasked. */
export interface Updates {
  view(): UpdateView
  /** Called at once, then at each change. Returns the end of the subscription. */
  onView(listener: (view: UpdateView) => void): () => void
  /** Asks the update server. Throws Failure `update-unreachable`, `update-unverified`. Nothing when updates are off. */
  check(): Promise<void>
  /** `check`, at most once a day; what goes wrong is only noted. */
  checkIfDue(limitMs?: number): Promise<void>
  /** Fetches and verifies what was found. Also throws `disk-full`, `folder-not-writable`. */
  download(): Promise<void>
  /**
   * Puts it in the place of this program: waits for the end of a run, whoever runs it, then holds the engine until it is done.
   * Throws `engine-held`, `update-by-hand`, `update-failed`, …; the old program stands then.
   */
  install(): Promise<void>
  /** Looks from time to time until `close`. */
  start(): void
  close(): Promise<void>
}

export interface WayToFeed {
  fetch: typeof fetch
  close(): Promise<void>
}

export interface UpdatesOptions {
  dataDir: string
  version: string
  installed: Installed
  /** Undefined: not set up. May throw. */
  settings(): Settings | undefined
  /** The client's own way out, to this folder of the update server. */
  way(feed: string, settings: Settings | undefined): WayToFeed
  publisher: { keys: readonly string[]; feed: string | undefined }
  log: Log
  now(): number
  /** A person sits at this computer's screen and can be asked for the administrator's password. */
  atScreen: boolean
  /** What the program needs on its command line on this computer (`--no-sandbox`, …). */
  switches: readonly string[]
  /** Lets a run of this process end and gives the engine free. */
  release(): Promise<void>
  platform?: NodeJS.Platform
  arch?: string
  /** How long a run of another process is waited for. */
  waitMs?: number
}

const DAY_MS = 86_400_000
const FIRST_LOOK_MS = 2 * 60_000
const LOOK_AGAIN_MS = 60 * 60_000
const AFTER_FAULT_MS = 6 * 60 * 60_000
const WAIT_MS = 10 * 60_000
const POLL_MS = 500

export function openUpdates(options: UpdatesOptions): Updates {
  const { dataDir, version, installed, log, now, publisher } = options
  const folder = updateFolder(dataDir)
  const { form } = installed
  const listeners = new Set<(view: UpdateView) => void>()
  const stop = new AbortController()
  let updater: { key: string; updater: Updater; way: WayToFeed } | undefined
  let known = readKnown(folder, version)
  let timer: NodeJS.Timeout | undefined
  let state: UpdateState = begin(known)

  const installsItself = form === 'AppImage' || ((form === 'deb' || form === 'rpm') && canInstallPackage(form, options.atScreen))

  /** Where to ask, if anybody. A settings file that can't be read is told elsewhere; nobody is asked then. */
  function source(): { feed: string; channel: string; settings: Settings | undefined } | undefined {
    if (form === 'none' || publisher.keys.length === 0) return undefined
    try {
      const settings = options.settings()
      const { check, channel, feed = publisher.feed } = settings?.updates ?? updateSettingsSchema.parse({})
      return check && feed !== undefined ? { feed, channel, settings } : undefined
    } catch {
      return undefined
    }
  }

  function step(event: UpdateEvent): boolean {
    const next = afterUpdateEvent(state, event)
    if (next === state) return false
    state = next
    emit()
    return true
  }
  const configure = () => {
    const from = source()
    step({ type: 'configured', on: from !== undefined })
    return from
  }
  function remember(change: Partial<Known>): void {
    known = { current: version, attemptedAt: now(), ...known, ...change }
    try {
      writeKnown(folder, known)
    } catch (error) {
      // Only a note; a full disk is told by what needs it.
      log.warn('what is known of updates could not be kept', { code: asFailure(error).problem.code })
    }
  }

  async function openFor({ feed, channel, settings }: NonNullable<ReturnType<typeof source>>): Promise<Updater> {
    const key = JSON.stringify([feed, channel, settings?.central])
    if (updater?.key === key) return updater.updater
    await updater?.way.close()
    updater = undefined
    if (form === 'none') throw new Error('no package')
    const way = options.way(feed, settings)
    // Some 0.5 MB that only who looks needs.
    const { openUpdater } = await import('./package-updater')
    const opened = openUpdater({
      version,
      form,
      folder,
      feed: { url: feed, channel, fetch: way.fetch, keys: publisher.keys },
      platform: options.platform ?? process.platform,
      arch: options.arch ?? process.arch,
      log,
      signal: stop.signal,
      onProgress: (percent) => step({ type: 'progress', percent: Math.min(100, percent) }),
    })
    updater = { key, updater: opened, way }
    return opened
  }

  async function check(): Promise<void> {
    const from = configure()
    if (!from || !step({ type: 'check' })) return
    try {
      const offer = await (await openFor(from)).check()
      step(offer ? { type: 'found', offer } : { type: 'nothing' })
      const { offer: _old, failure: _over, ...rest } = known ?? {}
      known = { current: version, attemptedAt: now(), ...rest }
      remember({ attemptedAt: now(), checkedAt: now(), ...(offer ? { offer } : {}) })
      emit()
    } catch (error) {
      const failure = asFailure(error)
      log.info('no answer about updates', { code: failure.problem.code, words: JSON.stringify(failure.problem.params) })
      remember({ attemptedAt: now() })
      step({ type: 'fault', problem: failure.problem })
      throw failure
    }
  }

  async function checkIfDue(limitMs?: number): Promise<void> {
    if (!configure()) return
    // A clock that was set back must not silence it.
    const since = (at: number | undefined): number => (at === undefined ? Number.POSITIVE_INFINITY : Math.abs(now() - at))
    if (since(known?.checkedAt) < DAY_MS || since(known?.attemptedAt) < Math.min(AFTER_FAULT_MS, DAY_MS)) return
    const looked = check().catch(() => {})
    await (limitMs === undefined ? looked : Promise.race([looked, delay(limitMs, undefined, { ref: false })]))
  }

  async function download(): Promise<void> {
    const from = configure()
    if (!from) return
    // After a restart it is known of, but not from this process's own mouth.
    const before = state
    if (before.kind === 'available' && !updater) await check()
    if (!step({ type: 'download' })) return
    try {
      const path = await (await openFor(from)).download()
      step({ type: 'downloaded', path })
    } catch (error) {
      throw failed(error)
    }
  }

  function failed(error: unknown): Failure {
    const failure = asFailure(error)
    const { code, params, words = '' } = failure.problem
    log.error('update failed', { code, params: JSON.stringify(params), words })
    step({ type: 'fault', problem: failure.problem })
    return failure
  }

  async function install(): Promise<void> {
    const found = foundOf(state)
    if (!installsItself && found) throw byHand(found)
    if (!step({ type: 'install' }) || state.kind !== 'installing') return
    const { offer, path } = state.found
    try {
      await othersEnd()
      await options.release()
      const lock = await holdEngine()
      try {
        log.info('installing', { version: offer.version, form, path })
        await put({ version: offer.version, path, sha512: offer.sha512 })
      } finally {
        lock.release()
      }
      log.info('installed', { version: offer.version })
      const { forgetPackages } = await import('./package-updater')
      forgetPackages(folder)
    } catch (error) {
      const failure = failed(error)
      // electron-updater would take what it fetched itself for good unseen.
      if (failure.problem.code === 'update-unverified') rmSync(path, { force: true })
      // The program is started anew after this, and must be able to say what became of the wish.
      remember({ failure: failure.problem })
      throw failure
    }
  }

  function put(what: Package): Promise<void> {
    if (form === 'AppImage' && installed.target !== undefined)
      return replaceAppImage(what, { target: installed.target, switches: options.switches })
    if (form === 'deb' || form === 'rpm') return installPackage(form, what)
    throw byHand({ offer: { version: what.version, url: '', sha512: what.sha512, sizeBytes: 1 }, path: what.path })
  }

  const byHand = ({ offer, path }: Found): Failure => {
    const command = path === undefined ? undefined : commandByHand(form, path, offer.version, dataDir)
    const params = { version: offer.version, form, ...(command === undefined ? {} : { command }) }
    return new Failure(problem('update-by-hand', params), { effect: 'nothing', retry: false })
  }

  /** A run of another process ends first: its program must not be exchanged under it. */
  async function othersEnd(): Promise<void> {
    const until = performance.now() + (options.waitMs ?? WAIT_MS)
    for (let by = livingHolder(dataDir); by !== undefined; by = livingHolder(dataDir)) {
      step({ type: 'waits', by })
      if (performance.now() >= until) throw held(by)
      await delay(POLL_MS, undefined, { signal: stop.signal })
    }
    step({ type: 'waits', by: undefined })
  }

  /** From now on no run begins on this data folder. One that began in between is waited for again. */
  async function holdEngine(): Promise<MachineLock> {
    const until = performance.now() + (options.waitMs ?? WAIT_MS)
    for (;;) {
      const acquired = acquireMachineLock(dataDir, thisHolder('update'))
      if (acquired.held) return acquired.lock
      const by = acquired.heldBy && holderText(acquired.heldBy)
      step({ type: 'waits', by: by ?? '' })
      if (performance.now() >= until) throw held(by ?? '')
      await delay(POLL_MS, undefined, { signal: stop.signal })
    }
  }
  const held = (by: string) => new Failure(problem('engine-held', { by }), { effect: 'nothing', retry: true })

  function view(): UpdateView {
    const found = foundOf(state)
    const shown: Problem | undefined = 'problem' in state ? state.problem : undefined
    const command =
      found?.path === undefined || installsItself ? undefined : commandByHand(form, found.path, found.offer.version, dataDir)
    return {
      kind: state.kind,
      current: version,
      form,
      installsItself,
      ...(known?.checkedAt === undefined ? {} : { checkedAt: new Date(known.checkedAt).toISOString() }),
      ...(found ? { offer: found.offer } : {}),
      ...(state.kind === 'downloading' ? { percent: state.percent } : {}),
      ...(found?.path === undefined ? {} : { path: found.path }),
      ...(command === undefined ? {} : { command }),
      ...(state.kind === 'installing' && state.waitsFor !== undefined ? { waitsFor: state.waitsFor } : {}),
      ...(shown === undefined ? {} : { problem: shown }),
    }
  }
  function emit(): void {
    const now = view()
    for (const listener of listeners) listener(now)
  }
  function plan(ms: number): void {
    timer = setTimeout(() => void checkIfDue().finally(() => !stop.signal.aborted && plan(LOOK_AGAIN_MS)), ms).unref()
  }

  configure()
  return {
    view,
    onView(listener) {
      listeners.add(listener)
      listener(view())
      return () => listeners.delete(listener)
    },
    check,
    checkIfDue,
    download,
    install,
    start() {
      if (timer === undefined) plan(FIRST_LOOK_MS)
    },
    async close() {
      clearTimeout(timer)
      listeners.clear()
      stop.abort()
      await updater?.way.close()
    },
  }
}

const foundOf = (state: UpdateState): Found | undefined => ('found' in state ? state.found : undefined)

/** As the last process left it. */
function begin(known: Known | undefined): UpdateState {
  if (!known?.offer) return { kind: 'idle' }
  const found = { offer: known.offer }
  return known.failure ? { kind: 'failed', found, problem: known.failure } : { kind: 'available', found }
}
