import { join } from 'node:path'
import { app } from 'electron'
import type { Client } from '../client'
import { clientHandlers } from '../ipc/handlers'
import { serve } from '../ipc/serve'
import { keepAppInfo } from './app-info'
import type { DesktopLaunch } from './launch'
import { openMainWindow } from './main-window'
import { chooseProfile } from './profile'
import { quitCleanly, sayWhyNotStarted } from './start-and-stop'
import { showTray } from './tray'
import { lockDownWebContents, registerAppScheme, rendererSession } from './web-security'

export interface DesktopParts {
  launch: DesktopLaunch
  /** The folder that holds `out` and `assets`, packed or not. */
  appRoot: string
  /** Called once, when Electron is ready. */
  openClient(dataDir: string | undefined): Promise<Client>
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
  // Never awaited at the top level: in an ES module Electron would wait for this file, and `ready` would never come.
  void app.whenReady().then(() => start(parts, wish).catch(sayWhyNotStarted))
}

async function start({ launch, appRoot, openClient }: DesktopParts, wish: { window: boolean; show(): void }): Promise<void> {
  const client = await openClient(launch.dataDir)
  const window = openMainWindow({
    session: rendererSession(join(appRoot, 'out/renderer')),
    preload: join(appRoot, 'out/preload/index.cjs'),
    icon: join(appRoot, 'assets/icons/256x256.png'),
  })
  const info = keepAppInfo(client)
  const server = serve(clientHandlers(client, info), window.isTrustedSender)
  const tray = await showTray({ assets: join(appRoot, 'assets/tray'), client, info, open: window.show })

  client.onStatus((status) => server.publish('status', status))
  info.onChange((value) => server.publish('app', value))
  quitCleanly(async () => {
    tray.close()
    window.close()
    await client.close()
  })
  client.start()
  wish.show = window.show
  if (wish.window) window.show()
}
