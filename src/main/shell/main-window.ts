import { app, BrowserWindow, type IpcMainEvent, type IpcMainInvokeEvent, Menu, nativeTheme, type Session } from 'electron'
import { callNames, pushNames } from '../../shared/ipc/contract'
import { APP_PAGE, isAppUrl } from './app-address'
import { securePreferences } from './window-preferences'

export interface MainWindow {
  /** Makes the window when there is none, else brings it to the front. */
  show(): void
  close(): void
  /** The window, while there is one. */
  current(): BrowserWindow | undefined
  isTrustedSender(event: IpcMainEvent | IpcMainInvokeEvent): boolean
}

/**
 * The one window. It is made when first asked for and destroyed when closed (a hidden one costs about 50 MB); all that it
 * shows lives in main and is pushed to it whole.
 */
export function openMainWindow({ session, preload, icon }: { session: Session; preload: string; icon: string }): MainWindow {
  let window: BrowserWindow | undefined
  // Zoom, copy and close by keyboard come from the menu's roles; the bar itself is never seen.
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { role: 'editMenu' },
      { label: 'View', submenu: [{ role: 'zoomIn' }, { role: 'zoomOut' }, { role: 'resetZoom' }, { role: 'close' }] },
    ]),
  )

  const create = (): BrowserWindow => {
    const created = new BrowserWindow({
      width: 1120,
      height: 760,
      minWidth: 480,
      minHeight: 400,
      show: false,
      icon,
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#1f1f1f' : '#fafafa',
      webPreferences: {
        session,
        preload,
        ...securePreferences(app.isPackaged),
        // The preload learns the names here, so that it needs neither a second list of them nor the schemas' library.
        additionalArguments: [`--client-calls=${callNames.join(',')}`, `--client-pushes=${pushNames.join(',')}`],
      },
    })
    created.setMenuBarVisibility(false)
    created.once('ready-to-show', () => created.show())
    created.on('closed', () => {
      window = undefined
    })
    // Chromium asks nobody before it shows an empty page (`about:blank`); such a page can do nothing, but the window is ours.
    created.webContents.on('did-navigate', (_event, address) => {
      if (!isAppUrl(address)) void created.loadURL(APP_PAGE)
    })
    void created.loadURL(APP_PAGE)
    return created
  }

  return {
    show() {
      if (!window) {
        window = create()
        return
      }
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
    close() {
      window?.destroy()
    },
    current: () => window,
    isTrustedSender({ sender, senderFrame }) {
      // A frame inside the page, another page, or a window that is gone already has no say.
      if (!window || window.isDestroyed() || sender !== window.webContents || !senderFrame) return false
      return senderFrame === window.webContents.mainFrame && isAppUrl(senderFrame.url)
    },
  }
}
