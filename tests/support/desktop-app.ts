import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { _electron, type ElectronApplication, expect, type Page } from '@playwright/test'
import axe from 'axe-core'
import type { FakeClient } from './fake-client'
import { ownSession } from './own-session'
import type { SceneName } from './scenes'

await ownSession()

export const repository = resolve(import.meta.dirname, '../..')
export const screenshots = join(repository, 'artifacts/screenshots')
const dist = join(repository, '.electron/dist')

/** The packed program where `npm run e2e` has packed one (scripts/package/stage.mjs), else the built one in the bare Electron. */
export const electronPath = (): string => {
  const packed = process.env['BI_PACKED']
  return packed === undefined ? runtimePath() : join(packed, 'bi-client-desktop')
}

/** The executable that `scripts/electron-runtime.mjs` put in place. A main file of a test's own runs only in it. */
function runtimePath(): string {
  const path = join(dist, process.platform === 'win32' ? 'electron.exe' : 'electron')
  if (!existsSync(path)) throw new Error('no Electron runtime: run node scripts/electron-runtime.mjs')
  return path
}

export interface DesktopApp {
  app: ElectronApplication
  home: string
  /** The window; waits until it shows more than "starting". */
  window(): Promise<Page>
  /** What the pages wrote to their consoles as warnings and errors (a refusal by the page's policy is one). */
  complaints: string[]
  close(): Promise<void>
}

interface LaunchOptions {
  args?: readonly string[]
  env?: Readonly<Record<string, string>>
  home?: string
}

/** Chromium refuses its sandbox to root, which test machines often are. The window of the product never runs so. */
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []

/** Environment of an app that keeps its profile and data in `home`. */
export const appEnvironment = (home: string, more: Readonly<Record<string, string>> = {}): Record<string, string> => {
  const env: Record<string, string> = {}
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] = value
  return {
    ...env,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_DATA_HOME: join(home, 'data'),
    XDG_CURRENT_DESKTOP: 'XFCE',
    ...more,
  }
}

export const appArguments = (...args: readonly string[]): string[] => [...asRoot, ...args]

/** While the program still loads, its inspector may lose an answer (seen with the packed one, on a busy computer): asks again. */
function askAgain(app: ElectronApplication): void {
  const evaluate = app.evaluate.bind(app) as (...args: unknown[]) => Promise<unknown>
  const patient = async (...args: unknown[]): Promise<unknown> => {
    for (let time = 1; ; time++)
      try {
        return await evaluate(...args)
      } catch (error) {
        if (time === 20 || !String(error).includes('promise was garbage collected')) throw error
      }
  }
  app.evaluate = patient as ElectronApplication['evaluate']
}

const ANSWER_MS = 40_000

/** What the driver gives, or undefined when it gives nothing for so long. */
async function inTime<T>(asked: Promise<T>): Promise<T | undefined> {
  // Nobody may be waiting any more when it fails.
  asked.catch(() => {})
  const clock = new AbortController()
  const late = wait(ANSWER_MS, undefined, { signal: clock.signal }).catch(() => undefined)
  return Promise.race([asked, late]).finally(() => clock.abort())
}

/**
 * Undefined once the driver holds the program and its first window; else what never came. Throws where the program itself, which
 * answers, shows none.
 */
async function neverCame(app: ElectronApplication, hidden: boolean): Promise<string | undefined> {
  // Nobody sits there to answer the system's own question; security.spec.ts asks what happens without a yes.
  const answered = app.evaluate(({ dialog }) => {
    dialog.showMessageBox = (async () => ({ response: 1, checkboxChecked: false })) as typeof dialog.showMessageBox
    return true
  })
  if (!(await inTime(answered))) return 'its inspector never answered'
  if (hidden || (await inTime(app.firstWindow({ timeout: 0 })))) return undefined
  const windows = await inTime(
    app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((one) => `${one.webContents.getURL()} ${one.isVisible()}`),
    ),
  )
  if (windows === undefined) return 'it fell silent before its window came'
  if (windows.length === 0) throw new Error('the program answers, and shows no window')
  return `its window never came to the driver (${windows.join(', ')})`
}

/**
 * Starts the program and waits until the driver holds it. Now and then the runtime stands still on a busy computer (seen once in some
 * hundred starts, also while quitting: its main thread sleeps, and neither inspector nor pages answer); then it is said and started once more.
 */
async function startAnswering(
  options: NonNullable<Parameters<typeof _electron.launch>[0]>,
  listen: (app: ElectronApplication) => void,
): Promise<ElectronApplication> {
  for (let time = 1; ; time++) {
    const app = await _electron.launch({ ...options, timeout: ANSWER_MS })
    askAgain(app)
    listen(app)
    const missing = await neverCame(app, options.args?.includes('--hidden') === true)
    if (missing === undefined) return app
    app.process().kill('SIGKILL')
    if (time === 2) throw new Error(`the program was started twice, and ${missing}`)
    console.warn(`the program was started, and ${missing}; it is started once more`)
  }
}

/** Quits as a person does. A runtime that stands still is killed and said; a program that was told to quit and does not is a failure. */
async function quit(app: ElectronApplication, program: ChildProcess): Promise<void> {
  const ended = await inTime(app.close().then(() => true))
  if (ended) return
  const told = await inTime(app.evaluate(() => true).catch(() => true))
  program.kill('SIGKILL')
  if (told) throw new Error('the program was told to quit, and does not end')
  console.warn('the program fell silent before it could be told to quit; it was killed')
}

export async function launchDesktop({ args = [], env = {}, home = freshHome() }: LaunchOptions = {}): Promise<DesktopApp> {
  const complaints: string[] = []
  const listen = (app: ElectronApplication): void => {
    app.on('window', (page) => {
      page.on('console', (message) => {
        // The driver's own evaluations offend against trusted types now and then; they come from no file.
        const driver = message.text().includes('TrustedScript') && !message.location().url.startsWith('app:')
        if (!driver && (message.type() === 'error' || message.type() === 'warning'))
          complaints.push(`${message.text()} (${message.location().url})`)
      })
      page.on('pageerror', (error) => complaints.push(error.stack ?? String(error)))
    })
  }
  const app = await startAnswering(
    {
      executablePath: env['BI_DEV_MAIN'] === undefined ? electronPath() : runtimePath(),
      args: appArguments('--lang=cs', ...args),
      env: appEnvironment(home, env),
    },
    listen,
  )
  const program = app.process()
  return {
    app,
    home,
    complaints,
    async window() {
      const page = await app.firstWindow()
      await expect(page.getByRole('tablist').first()).toBeVisible()
      return page
    },
    async close() {
      await quit(app, program)
      rmSync(home, { recursive: true, force: true })
    },
  }
}

export const freshHome = (): string => mkdtempSync(join(tmpdir(), 'bi-desktop-'))

/** The real desktop around a fake client that stands in `scene`. */
export const launchScene = (scene: SceneName, env: Readonly<Record<string, string>> = {}): Promise<DesktopApp> =>
  launchDesktop({
    env: { BI_DEV_MAIN: join(repository, 'artifacts/stage/fake-main.js'), BI_SCENE: scene, BI_REPOSITORY: repository, ...env },
  })

/** The same window in another scene, as if opened in it: quicker than another start. Light, whatever it was before. */
export async function showScene(desktop: DesktopApp, page: Page, scene: SceneName, wizard?: string): Promise<void> {
  await setTheme(desktop, page, 'light')
  await page.emulateMedia({ forcedColors: null })
  await desktop.app.evaluate(
    ({ BrowserWindow }, [status, setup]) => {
      const [window] = BrowserWindow.getAllWindows()
      window?.setContentSize(1120, 760)
      window?.webContents.setZoomFactor(1)
      ;(globalThis as unknown as { showScene(status: string, setup?: string): void }).showScene(status as string, setup)
    },
    [scene, wizard],
  )
  await page.reload()
  await expect(page.getByRole('tablist').first()).toBeVisible()
}

/** A bare browser window on `address`. */
export const launchPlainWindow = (address: string): Promise<DesktopApp> =>
  launchDesktop({ env: { BI_DEV_MAIN: join(repository, 'tests/support/plain-window.mjs'), BI_ADDRESS: address } })

/** What the fake client was asked, in order. */
export const askedOf = (app: ElectronApplication): Promise<string[]> =>
  app.evaluate(() => [...(globalThis as unknown as { fakeClient: FakeClient }).fakeClient.asked])

/** The driver has an opinion of its own on the page's theme, so it is told as well as Electron. */
export async function setTheme({ app }: DesktopApp, page: Page, theme: 'light' | 'dark'): Promise<void> {
  await app.evaluate(({ nativeTheme }, wanted) => {
    nativeTheme.themeSource = wanted
  }, theme)
  await page.emulateMedia({ colorScheme: theme })
}

export async function picture(page: Page, name: string): Promise<void> {
  // A pointer that rests where the last click was would show something as hovered.
  await page.mouse.move(1, 1)
  await page.screenshot({ path: join(screenshots, `${name}.png`), animations: 'disabled' })
}

/** Of passed and undecided elements one each: to describe all of them takes twice as long as to check them. */
const axeOptions: axe.RunOptions = { resultTypes: ['violations'] }
const axeColours: axe.RunOptions = { ...axeOptions, runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }

/**
 * The rules of WCAG 2.2 AA and axe's best practices; gives each violation in one readable line. `colours`: those alone,
 * which are all that another theme changes.
 */
export async function violations(page: Page, only?: 'colours'): Promise<string[]> {
  // Half a megabyte of script, once for each page that was loaded.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  return page.evaluate(
    async (options) => {
      const { run } = (window as unknown as { axe: typeof axe }).axe
      // Fluent's focus guards pass the focus on at once: hidden and focusable on purpose.
      const { violations: found } = await run({ exclude: ['[data-tabster-dummy]'] }, options)
      return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`)
    },
    only ? axeColours : axeOptions,
  )
}
