import { type FSWatcher, watch } from 'node:fs'

const POLL_MS = 500

/**
 * One look after another until the time is over, the first at once and one at the end. A watcher of `folders` is quick, the poll is sure:
 * network folders report nothing.
 */
export async function* looks(folders: readonly string[], timeoutMs: number, signal: AbortSignal): AsyncIterable<void> {
  const deadline = performance.now() + timeoutMs
  let wake: () => void = () => {}
  const watchers: FSWatcher[] = []
  for (const folder of folders) {
    try {
      watchers.push(watch(folder, () => wake()).on('error', () => {}))
    } catch {
      // The poll sees it.
    }
  }
  const wakeNow = (): void => wake()
  signal.addEventListener('abort', wakeNow)
  try {
    for (;;) {
      yield
      const left = deadline - performance.now()
      if (left <= 0 || signal.aborted) return
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(POLL_MS, left))
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  } finally {
    signal.removeEventListener('abort', wakeNow)
    for (const watcher of watchers) watcher.close()
  }
}
