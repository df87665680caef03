// A bare browser for pages that are served over HTTP: Electron with a window and nothing of ours.
import { app, BrowserWindow } from 'electron'

void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800, webPreferences: { sandbox: true } })
  return window.loadURL(process.env.BI_ADDRESS ?? 'about:blank')
})
