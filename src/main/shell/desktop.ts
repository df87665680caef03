import { join } from 'node:path'
import { app } from 'electron'
import type { Client } from '../client'
import { clientHandlers } from '../ipc/handlers'
import { serve } from '../ipc/serve'
import type { SetupSurface } from '../setup/surface'
import type { Updates } from '../update/updates'
import { keepAppInfo } from './app-info'
import type { DesktopLaunch } from './launch'
import { openMainWindow } from './main-window'
import { chooseProfile } from './profile'
import { setupDialogs } from './setup-dialogs'
import { quitCleanly, sayWhyNotStarted } from './start-and-stop'
import { showTray } from './tray'
import { updateActs } from './update-acts'
import { keepSessionsQuiet, lockDownWebContents, registerAppScheme, rendererSession } from './web-security'

export interface DesktopParts {
  launch: DesktopLaunch
  /** The folder that holds `out` and `assets`, packed or not. */
  appRoot: string
  /** Called once, when Electron is ready. `close` also closes the client. */
  open(dataDir: string | undefined): Promise<{ client: Client; setup: SetupSurface; close(): Promise<void> }>
  /** Called once, after `open`. `release` lets a run end and gives the engine free. Absent: nobody looks for updates. */
  openUpdates?(dataDir: string | undefined, release: () => Promise<void>): Promise<Updates>
}

/** The desktop app from start to end. A second start on the same data folder brings the first one's window to the front and ends. */
export function runDesktop(parts: DesktopParts): void {
  chooseProfile(parts.launch.dataDir)
  if (!app.requestSingleInstanceLock()) {
    app.exit(0)
    return
  }
  // From now on, not only once the window can be shown: a second start may come while we are still opening the ledger.
  const wish = { window: !parts.launch.hidden, show: () => {} }
  app.on('second-instance', () => {
    wish.window = true
    wish.show()
  })
  registerAppScheme()
  lockDownWebContents()
  keepSessionsQuiet()
  // Never awaited at the top level: in an ES module Electron would wait for this file, and `ready` would never come.
  void app.whenReady().then(() => start(parts, wish).catch(sayWhyNotStarted))
}

async function start(
  { launch, appRoot, open, openUpdates }: DesktopParts,
  wish: { window: boolean; show(): void },
): Promise<void> {
  const { client, setup, close } = await open(launch.dataDir)
  let released: Promise<void> | undefined
  const release = (): Promise<void> => {
    released ??= close()
    return released
  }
  const updates = await openUpdates?.(launch.dataDir, release)
  const window = openMainWindow({
    session: rendererSession(join(appRoot, 'out/renderer')),
    preload: join(appRoot, 'out/preload/index.cjs'),
    icon: join(appRoot, 'assets/icons/256x256.png'),
  })
  const info = keepAppInfo(client)
  const dialogs = setupDialogs(window.current, info.language)
  const acts =
    updates && updateActs({ updates, parent: window.current, language: info.language, released: () => released !== undefined })
  const handlers = clientHandlers({ client, info, setup, dialogs, ...(acts ? { updates: acts } : {}) })
  const server = serve(handlers, window.isTrustedSender)
  const tray = await showTray({
    assets: join(appRoot, 'assets/tray'),
    client,
    info,
    open: window.show,
    ...(updates ? { updates } : {}),
  })

  server.feed('status', client.onStatus)
  server.feed('agendas', client.agendas.onView)
  server.feed('app', info.onChange)
  server.feed('setup', setup.onView)
  if (updates) server.feed('update', updates.onView)
  quitCleanly(async () => {
    tray.close()
    window.close()
    await release()
    await updates?.close()
  })
  client.start()
  updates?.start()
  // What this computer is takes some seconds to find out, and nobody waits for it here.
  void setup.detect(new AbortController().signal).catch(() => {})
  wish.show = window.show
  if (wish.window) window.show()
}
