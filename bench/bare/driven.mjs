/**
 * Runs the main file BI_BENCH_MAIN as it is and answers the bench over the channel to the parent: scripts in the window, closing it, the
 * heap. So neither an inspector nor a driver adds to what is measured. The same for ours and for the bare ones.
 */
import { pathToFileURL } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { BrowserWindow } from 'electron'

const acts = {
  windows: () => BrowserWindow.getAllWindows().filter((window) => window.isVisible() && !window.webContents.isLoading()).length,
  inWindow: ({ script }) => BrowserWindow.getAllWindows()[0].webContents.executeJavaScript(script),
  close: () => BrowserWindow.getAllWindows().map((window) => window.close()).length,
  memory: () => process.memoryUsage(),
  /** What is still held by something once all garbage is gone. It shrinks the program, so it is asked last. */
  liveHeap: () => {
    setFlagsFromString('--expose-gc')
    runInNewContext('gc')({ type: 'major', execution: 'sync', flavor: 'last-resort' })
    return process.memoryUsage().heapUsed
  },
}

process.on('message', async ({ id, act, ...more }) => {
  try {
    process.send({ id, value: await acts[act](more) })
  } catch (error) {
    process.send({ id, error: String(error) })
  }
})
// Awaited, so that Electron gets ready only after it: schemes are registered before.
await import(pathToFileURL(process.env.BI_BENCH_MAIN).href)
