/** The least that has a tray: an icon, a menu, and a window with a plain page when the icon is clicked. The limit for our desktop. */
import { join } from 'node:path'
import { app, BrowserWindow, Menu, nativeImage, Tray } from 'electron'

// Lives on without windows, as ours.
app.on('window-all-closed', () => {})
process.on('SIGTERM', () => app.quit())

void app.whenReady().then(() => {
  const tray = new Tray(nativeImage.createFromPath(process.env.BI_BENCH_ICON))
  tray.setToolTip('bare')
  tray.setContextMenu(Menu.buildFromTemplate([{ label: 'Quit', click: () => app.quit() }]))
  tray.on('click', () => {
    const window = new BrowserWindow({ width: 1120, height: 760, webPreferences: { sandbox: true, spellcheck: false } })
    void window.loadFile(join(import.meta.dirname, 'page.html'))
  })
  // An icon that nobody holds is collected and gone.
  globalThis.bareTray = tray
})
