import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { app, Menu, type NativeImage, nativeImage, nativeTheme, Tray } from 'electron'
import { type SyncState, type SyncStatus, syncStateSchema } from '../../shared/sync-status'
import { fill } from '../../shared/texts/format'
import { uiTexts } from '../../shared/texts/ui'
import { updateTexts } from '../../shared/texts/update'
import type { Client } from '../client'
import type { Updates } from '../update/updates'
import type { AppInfoKeeper } from './app-info'
import { watchTrayHost } from './tray-host'
import { stateLine, tooltip } from './tray-text'

interface TrayParts {
  /** Folder with `<state>-<light|dark>-<size>.png`. */
  assets: string
  client: Pick<Client, 'status' | 'onStatus' | 'syncNow' | 'setPaused'>
  info: Pick<AppInfoKeeper, 'language' | 'onChange'>
  open(): void
  updates?: Pick<Updates, 'view' | 'onView'>
}

/** The tooltip tells "next 8:19" without its date: it must be worked out anew when the day or the minute has passed. */
const REFRESH_MS = 60_000

/** Shows the icon, keeps it true, and puts it back when the desktop's tray comes later or is started anew. */
export async function showTray({ assets, client, info, open, updates }: TrayParts): Promise<{ close(): void }> {
  let tray: Tray | undefined
  let shown: SyncState | undefined
  let menuShown: string | undefined
  const images = readImages(assets)

  const create = (): void => {
    tray?.destroy()
    tray = new Tray(images(client.status().state))
    tray.on('click', open)
    shown = undefined
    menuShown = undefined
    refresh()
  }

  /** The version that waits for a person, in words. */
  const newer = (): string | undefined => {
    const offer = updates?.view().offer
    return offer && fill(updateTexts[info.language()].available, { version: offer.version })
  }

  const refresh = (): void => {
    if (!tray) return
    const status = client.status()
    if (shown !== status.state) tray.setImage(images(status.state))
    shown = status.state
    tray.setToolTip(tooltip(status, info.language()))
    // A new menu closes the one that is open, and a click on its way to the old one is lost: only when it says something else.
    const says = JSON.stringify([status.state, status.mode, info.language(), newer()])
    if (menuShown !== says) tray.setContextMenu(menu(status))
    menuShown = says
  }

  const menu = (status: SyncStatus): Menu => {
    const texts = uiTexts[info.language()].tray
    const ready = status.state !== 'not-set-up'
    const update = newer()
    // Also with nothing set up the window is worth opening: it says what to do.
    return Menu.buildFromTemplate([
      { label: stateLine(status, info.language()), enabled: false },
      { type: 'separator' },
      { label: texts.syncNow, enabled: ready && status.state !== 'working', click: ignoreFailure(() => client.syncNow()) },
      status.state === 'paused'
        ? { label: texts.resume, click: () => client.setPaused(false) }
        : { label: texts.pause, enabled: ready, click: () => client.setPaused(true) },
      { type: 'separator' },
      ...(update === undefined ? [] : [{ label: update, click: open }]),
      { label: texts.open, click: open },
      { label: texts.quit, click: () => app.quit() },
    ])
  }

  const stopWatching = await watchTrayHost(create)
  create()
  const stopStatus = client.onStatus(refresh)
  const stopUpdates = updates?.onView(refresh)
  info.onChange(refresh)
  const repaint = (): void => {
    shown = undefined
    refresh()
  }
  nativeTheme.on('updated', repaint)
  const clock = setInterval(refresh, REFRESH_MS)
  return {
    close() {
      clearInterval(clock)
      nativeTheme.off('updated', repaint)
      stopWatching()
      stopStatus()
      stopUpdates?.()
      tray?.destroy()
      tray = undefined
    },
  }
}

/** A failed run is in the status already; nobody waits for this promise. */
const ignoreFailure = (run: () => Promise<unknown>) => (): void => {
  run().catch(() => {})
}

/** Sizes in pixels and the display scale at which each is 16 units wide, as a Windows taskbar wants it. */
const sizes = [16, 20, 24, 32, 40, 48, 64].map((pixels) => ({ pixels, scaleFactor: pixels / 16 }))
/** Linux panels take one picture and scale it to their height, mostly 22 to 24. */
const linuxSize = 48

function readImages(folder: string): (state: SyncState) => NativeImage {
  const missing = syncStateSchema.options.filter((state) => !existsSync(join(folder, `${state}-light-16.png`)))
  if (missing.length > 0) throw new Error(`no tray picture for ${missing.join(', ')} in ${folder}`)
  return (state) => {
    const file = (pixels: number): string => join(folder, `${state}-${darkTaskbar() ? 'dark' : 'light'}-${pixels}.png`)
    if (process.platform === 'linux') return nativeImage.createFromPath(file(linuxSize))
    const image = nativeImage.createEmpty()
    for (const { pixels, scaleFactor } of sizes)
      image.addRepresentation({ scaleFactor, buffer: nativeImage.createFromPath(file(pixels)).toPNG() })
    return image
  }
}

/** Windows' taskbar may be dark while its windows are light; older Electron tells the windows' theme only. */
const darkTaskbar = (): boolean => {
  const system: boolean | undefined = nativeTheme.shouldUseDarkColorsForSystemIntegratedUI
  return system ?? nativeTheme.shouldUseDarkColors
}
