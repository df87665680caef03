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
import { lockDownWebContents, registerAppScheme, serveRenderer } from './web-security'

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
  registerAppScheme()
  lockDownWebContents()
  // Never awaited at the top level: in an ES module Electron would wait for this file, and `ready` would never come.
  void app.whenReady().then(() => start(parts).catch(sayWhyNotStarted))
}

async function start({ launch, appRoot, openClient }: DesktopParts): Promise<void> {
  serveRenderer(join(appRoot, 'out/renderer'))
  const client = await openClient(launch.dataDir)
  const window = openMainWindow(join(appRoot, 'out/preload/index.cjs'), join(appRoot, 'assets/icons/256x256.png'))
  const info = keepAppInfo(client)
  const server = serve(clientHandlers(client, info), window.isTrustedSender)
  const tray = await showTray({ assets: join(appRoot, 'assets/tray'), client, info, open: window.show })

  client.onStatus((status) => server.publish('status', status))
  info.onChange((value) => server.publish('app', value))
  app.on('second-instance', window.show)
  quitCleanly(async () => {
    tray.close()
    window.close()
    await client.close()
  })
  client.start()
  if (!launch.hidden) window.show()
}
